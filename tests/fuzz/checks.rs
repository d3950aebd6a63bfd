//! What has to hold for any input: run by the fuzz targets, and by `tests/hostile_input.rs` on altered samples.

use lexcard::LawPack;
use lexcard::law::Law;
use lexcard::openness::mof::{Mode, evaluate};
use lexcard::report::card::{CardAnswer, CardOptions, validate_bytes};
use lexcard::report::text_twin;

/// Front matter and Markdown: every range inside the text, safe fixes applicable and with an end.
pub fn card(bytes: &[u8]) {
    let check = |bytes: &[u8]| validate_bytes(Law::Embedded, bytes, &CardOptions::default());
    let (text, CardAnswer::Success(result)) = check(bytes) else { return };
    let units = text.encode_utf16().count();
    for found in &result.diagnostics {
        assert!(found.offset.start <= found.offset.end && found.offset.end as usize <= units, "{found:?}");
    }
    let fixes: Vec<_> = result.diagnostics.iter().flat_map(|found| found.fixes.iter().cloned()).collect();
    let fixed = lexcard::report::apply_fixes(&text, &fixes, false).expect("own fixes fit");
    assert!(matches!(check(fixed.as_bytes()).1, CardAnswer::Success(_)));
}

/// Licence names, expressions and texts.
pub fn licence(text: &str) {
    let law = lexcard::law::embedded().expect("embedded pack");
    let _ = lexcard::licence::recognise(&law.pack.lists.licences, text);
    let release = serde_json::json!({
        "artifact": "model", "licence": { "id": text, "name": text, "link": text }, "base": { "id": text, "exists": true },
    });
    let _ = lexcard::classify_release(&release, &lexcard::ClassifyOptions::default());
}

/// JSON facts and options: an answer or a failure with a place, and the same answer the second time.
pub fn release(text: &str) {
    let law = lexcard::law::embedded().expect("embedded pack");
    let options = Some(r#"{"asOf":"2026-12-02"}"#);
    let answer = |text: &str| serde_json::to_string(&text_twin::classify(law, text, options)).expect("JSON");
    assert_eq!(answer(text), answer(text));
    let _ = text_twin::check(law, text, options);
    let _ = text_twin::classify(law, "{}", Some(text));
}

/// Law packs: what decodes can be asked.
pub fn pack(bytes: &[u8]) {
    let Ok(law) = LawPack::decode(bytes) else { return };
    let release = r#"{"artifact":"model","market":{"places":["worldwide"]}}"#;
    let _ = text_twin::classify(&law, release, Some(r#"{"asOf":"2026-12-02"}"#));
    let _ = text_twin::validate((&law).into(), "---\nlicense: mit\n---\n# A\n", None);
}

/// Files of the Model Openness Framework, in both modes.
pub fn mof(text: &str) {
    let _ = evaluate(text, Mode::MotCompat);
    let _ = evaluate(text, Mode::Spec);
}
