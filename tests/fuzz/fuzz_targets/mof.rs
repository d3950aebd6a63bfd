//! Files of the Model Openness Framework, in both modes.
#![no_main]

use lexcard::openness::mof::{Mode, evaluate};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = evaluate(text, Mode::MotCompat);
    let _ = evaluate(text, Mode::Spec);
});
