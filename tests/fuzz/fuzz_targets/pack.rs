//! Law packs: what decodes can be asked.
#![no_main]

use lexcard::LawPack;
use lexcard::report::text_twin;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(law) = LawPack::decode(bytes) else { return };
    let _ = text_twin::classify(&law, r#"{"artifact":"model","market":{"places":["worldwide"]}}"#, Some(r#"{"asOf":"2026-12-02"}"#));
    let _ = text_twin::validate((&law).into(), "---\nlicense: mit\n---\n# A\n", None);
});
