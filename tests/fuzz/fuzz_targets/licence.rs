//! Licence names, expressions and texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let law = lexcard::law::embedded().expect("embedded pack");
    let _ = lexcard::licence::recognise(&law.pack.lists.licences, text);
    let release = serde_json::json!({
        "artifact": "model", "licence": { "id": text, "name": text, "link": text }, "base": { "id": text, "exists": true },
    });
    let _ = lexcard::classify_release(&release, &lexcard::ClassifyOptions::default());
});
