//! Front matter and Markdown: every range inside the text, safe fixes applicable and with an end.
#![no_main]

use lexcard::report::card::{CardAnswer, CardOptions, validate_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let law = lexcard::law::embedded().expect("embedded pack");
    let (text, CardAnswer::Success(result)) = validate_bytes(law.into(), bytes, &CardOptions::default()) else { return };
    let units = text.encode_utf16().count();
    for found in &result.diagnostics {
        assert!(found.offset.start <= found.offset.end && found.offset.end as usize <= units, "{found:?}");
    }
    let fixes: Vec<_> = result.diagnostics.iter().flat_map(|found| found.fixes.iter().cloned()).collect();
    let fixed = lexcard::report::apply_fixes(&text, &fixes, false).expect("own fixes fit");
    let (_, again) = validate_bytes(law.into(), fixed.as_bytes(), &CardOptions::default());
    assert!(matches!(again, CardAnswer::Success(_)));
});
