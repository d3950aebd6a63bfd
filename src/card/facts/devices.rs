//! Accelerators and their peak rates.

/// Dense 16-bit peak of one accelerator in FLOP/s, from the makers' data sheets. Longer names first.
const PEAKS: &[(&str, f64)] = &[
    ("gb200", 2.5e15),
    ("b200", 2.25e15),
    ("gh200", 9.89e14),
    ("h200", 9.89e14),
    ("h800", 9.89e14),
    ("h100", 9.89e14),
    ("h20", 1.48e14),
    ("a100", 3.12e14),
    ("a800", 3.12e14),
    ("v100", 1.25e14),
    ("p100", 2.12e13),
    ("t4", 6.5e13),
    ("l40s", 3.62e14),
    ("a10g", 7.0e13),
    ("a40", 1.497e14),
    ("mi300x", 1.307e15),
    ("mi250x", 3.83e14),
    ("mi250", 3.62e14),
    ("tpu v2", 4.5e13),
    ("tpu v3", 1.23e14),
    ("tpu v4", 2.75e14),
    ("tpu v5e", 1.97e14),
    ("tpu v5p", 4.59e14),
    ("tpuv2", 4.5e13),
    ("tpuv3", 1.23e14),
    ("tpuv4", 2.75e14),
    ("tpuv5e", 1.97e14),
    ("tpuv5p", 4.59e14),
];

/// The accelerators named in a lower-case text, each once: its name, peak, and where it stands.
pub(super) fn named(text: &str) -> Vec<(&'static str, f64, usize)> {
    let mut found: Vec<(&'static str, f64, usize)> = Vec::new();
    let bytes = text.as_bytes();
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        // `96xa100-80g`: a count may stick to the name in front; letters may not.
        let starts = !before.is_ascii_alphanumeric() || before == b'x' || before.is_ascii_digit();
        before = byte;
        if !starts || !byte.is_ascii_lowercase() {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        // Two letters tell nearly all words apart from names.
        if !matches!(rest, [b'g', b'b' | b'h', ..] | [b'm', b'i', ..] | [b't', b'p', ..] | [_, b'0'..=b'9', ..]) {
            continue;
        }
        let is_named = |name: &str| {
            let ends = rest.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric() || *next == b's');
            rest.starts_with(name.as_bytes()) && ends
        };
        if let Some(&(name, peak)) = PEAKS.iter().find(|(name, _)| is_named(name))
            && !found.iter().any(|(known, ..)| *known == name)
        {
            found.push((name, peak, at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found() {
        for (name, peak) in PEAKS {
            let text = format!("on 8x{name} for days");
            assert!(named(&text).iter().any(|(_, found, _)| found == peak), "{name}");
        }
    }

    #[test]
    fn names_stand_alone() {
        let names = |text| named(text).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
        assert_eq!(names("96xa100-80g"), ["a100"]);
        assert_eq!(names("8 h100s and t4"), ["h100", "t4"]);
        assert_eq!(names("tpu v3-8"), ["tpu v3"]);
        assert!(names("pa1000 mt4x h1000").is_empty());
        assert_eq!(names("gb200 nvl72"), ["gb200"]);
    }
}
