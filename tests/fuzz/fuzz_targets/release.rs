//! JSON facts and options: an answer or a failure with a place, and the same answer the second time.
#![no_main]

use lexcard::report::text_twin;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let law = lexcard::law::embedded().expect("embedded pack");
    let options = Some(r#"{"asOf":"2026-12-02"}"#);
    let answer = |text: &str| serde_json::to_string(&text_twin::classify(law, text, options)).expect("JSON");
    assert_eq!(answer(text), answer(text));
    let _ = text_twin::check(law, text, options);
    let _ = text_twin::classify(law, "{}", Some(text));
});
