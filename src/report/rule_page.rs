//! Every code of the linter on one page; the anchor of a code is the code in lower case.

use super::sarif::sentence;
use crate::diagnostic::Severity;
use crate::diagnostic::rules::RULES;
use std::fmt::Write as _;

/// Beginnings of codes, and what they are about.
const GROUPS: [(&str, &str); 6] = [
    ("CARD0", "The file and its metadata block"),
    ("CARD1", "Metadata keys and values"),
    ("CARD2", "What the text says"),
    ("CARD3", "Contradictions and claims"),
    ("CARD4", "What laws and codes ask for"),
    ("CARD9", "Comments to the linter"),
];

/// The page.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# Rules\n\nGenerated from `src/diagnostic/rules.rs`; do not edit. A code is never reused. The severity given is \
         the usual one; a finding may be milder or graver. Among `CARD02x` and `CARD1xx`, *error* means that the Hub \
         refuses the card; the form `hub` lists these and no others as errors, with the Hub's own message where it is \
         known from its issue tracker.\n\n\
         Leave a finding alone with a comment anywhere in the card, `<!-- lexcard-ignore CARD123: reason -->`, or for all \
         cards with `ignore` in the [configuration](config.md).\n",
    );
    for (start, title) in GROUPS {
        let _ = write!(out, "\n## {title}\n");
        for rule in RULES.iter().filter(|rule| rule.code.starts_with(start)) {
            let severity = match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
                Severity::Hint => "hint",
            };
            let _ = write!(
                out,
                "\n### {}\n\n`{}`, {severity}. {}\n\n{}\n",
                rule.code,
                rule.slug,
                sentence(rule.summary),
                rule.explanation
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_heading() {
        let page = page();
        for rule in RULES {
            assert_eq!(page.matches(&format!("\n### {}\n", rule.code)).count(), 1, "{}", rule.code);
        }
    }
}
