//! Recognises a licence by its text: fixed phrases that all must occur, and a bound on what else may stand there.

use lexcard_law_format::Licence;

/// Longest text that is looked at, in bytes.
pub const MAX_TEXT_BYTES: usize = 256 << 10;

/// What a text is.
#[derive(Debug, Clone, PartialEq)]
pub enum Recognition<'p> {
    /// Has all the phrases of this licence, and of no other.
    One(&'p Licence<'p>),
    /// Has them, but is longer than that licence can be: terms may have been added.
    WithMore(&'p Licence<'p>),
    /// Has the phrases of several.
    Several(Vec<&'p Licence<'p>>),
    None,
}

/// Which licence of the table a text is.
#[must_use]
pub fn recognise<'p>(licences: &'p [Licence<'p>], text: &str) -> Recognition<'p> {
    if text.len() > MAX_TEXT_BYTES {
        return Recognition::None;
    }
    let folded = fold(text);
    let present = |l: &&Licence<'_>| !l.markers.is_empty() && l.markers.iter().all(|m| folded.contains(m));
    let found: Vec<&Licence<'_>> = licences.iter().filter(present).collect();
    // A licence built on another has all of its phrases and more.
    let within = |a: &Licence<'_>, b: &Licence<'_>| {
        a.markers.len() < b.markers.len() && a.markers.iter().all(|m| b.markers.contains(m))
    };
    let best: Vec<_> = found.iter().copied().filter(|a| !found.iter().any(|b| within(a, b))).collect();
    match best.as_slice() {
        [] => Recognition::None,
        [licence] if licence.longest > 0 && folded.chars().count() > licence.longest as usize => {
            Recognition::WithMore(licence)
        }
        [licence] => Recognition::One(licence),
        _ => Recognition::Several(best),
    }
}

/// Lower case, runs of white space as one space, typographic quotes as plain ones.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let c = match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c.to_ascii_lowercase(),
        };
        if c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        folded.push(c);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::super::test_table::licences;
    use super::*;

    const MIT: &str = "MIT License\n\nCopyright (c) 2026 A\n\nPermission is hereby granted, free of charge, to any person \
        obtaining a copy of this software and associated documentation files (the \u{201c}Software\u{201d}), to deal\n\
        in the Software without restriction, including without limitation the rights to use, copy, modify, merge, \
        publish, distribute, sublicense, and/or sell copies of the Software";

    fn id(text: &str) -> String {
        match recognise(licences(), text) {
            Recognition::One(licence) => licence.id.to_owned(),
            Recognition::WithMore(licence) => format!("{} and more", licence.id),
            Recognition::Several(list) => format!("{:?}", list.iter().map(|l| l.id).collect::<Vec<_>>()),
            Recognition::None => String::new(),
        }
    }

    #[test]
    fn phrases_decide() {
        assert_eq!(id(MIT), "mit");
        let display = "3. If used by more than 100 million monthly active users, prominently display the name.";
        assert_eq!(id(&format!("{MIT}\n{display}")), "kimi-k2");
        assert_eq!(id(&format!("{MIT}\n{}", "More terms. ".repeat(100))), "mit and more");
        assert_eq!(id("We use the MIT License."), "");
        assert_eq!(id(""), "");
        assert_eq!(
            id("LLAMA 3.1 COMMUNITY\nLICENSE AGREEMENT … greater than 700 million monthly active users"),
            "llama3.1"
        );
        assert_eq!(id("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT"), "");
        assert_eq!(
            id(&format!("{MIT} This is free and unencumbered software released into the public domain.")),
            r#"["mit", "unlicense"]"#
        );
    }

    #[test]
    fn members_of_a_family_are_told_apart() {
        let bsd2 = "Redistribution and use in source and binary forms, with or without modification, are permitted \
                    provided that the following conditions are met: … Redistributions in binary form must reproduce \
                    the above copyright notice";
        assert_eq!(id(bsd2), "bsd-2-clause");
        let third =
            "to endorse or promote products derived from this software without specific prior written permission";
        assert_eq!(id(&format!("{bsd2} … {third}")), "bsd-3-clause");
        assert_eq!(id("Creative Commons Attribution-NonCommercial 4.0 International Public License"), "cc-by-nc-4.0");
    }

    /// Debian keeps the full texts of the common licences.
    #[test]
    fn full_texts_are_recognised() {
        let folder = std::path::Path::new("/usr/share/common-licenses");
        let mut checked = 0;
        for (file, expected) in [
            ("Apache-2.0", "apache-2.0"),
            ("CC0-1.0", "cc0-1.0"),
            ("GPL-2", "gpl-2.0"),
            ("GPL-3", "gpl-3.0"),
            ("LGPL-2.1", "lgpl-2.1"),
            ("LGPL-3", "lgpl-3.0"),
            ("MPL-2.0", "mpl-2.0"),
        ] {
            let Ok(text) = std::fs::read_to_string(folder.join(file)) else { continue };
            checked += 1;
            assert_eq!(id(&text), expected, "{file}");
        }
        if checked == 0 {
            eprintln!("SKIPPED: no full licence texts on this system");
        }
    }
}
