//! What a card does not show, requirement set by requirement set: a set may ask for a dozen things, and people read them
//! as one list.

use crate::diagnostic::{CitationOut, DiagnosticOut, rules};

/// The gaps that one requirement set leaves.
pub(super) struct Gaps<'d> {
    /// The set, whom it serves and where the document goes, in words.
    pub(super) set: &'d str,
    /// The work that most of them cite.
    pub(super) work: &'d str,
    pub(super) items: Vec<&'d DiagnosticOut>,
}

impl Gaps<'_> {
    /// Where it is written, the work only where it is another than the set's own.
    pub(super) fn source<'d>(&self, citation: &'d CitationOut) -> [&'d str; 2] {
        [if citation.work == self.work { "" } else { &citation.work }, &citation.locator]
    }
}

/// What is missing, without the words that say that it is missing.
pub(super) fn item(gap: &DiagnosticOut) -> &str {
    gap.message.strip_prefix("not shown: ").unwrap_or(&gap.message)
}

/// Other findings, and the gaps by set in their order.
pub(super) fn apart(found: &[DiagnosticOut]) -> (Vec<&DiagnosticOut>, Vec<Gaps<'_>>) {
    let (gaps, others): (Vec<_>, Vec<_>) = found.iter().partition(|d| d.code == rules::REQUIREMENT_GAP.code);
    let mut sets: Vec<Gaps<'_>> = Vec::new();
    for gap in gaps {
        let set = gap.help.as_deref().unwrap_or_default();
        match sets.iter_mut().find(|known| known.set == set) {
            Some(known) => known.items.push(gap),
            None => sets.push(Gaps { set, work: "", items: vec![gap] }),
        }
    }
    for set in &mut sets {
        let works = || set.items.iter().filter_map(|gap| gap.citations.first()).map(|c| c.work.as_str());
        set.work = works().max_by_key(|work| works().filter(|other| other == work).count()).unwrap_or_default();
    }
    (others, sets)
}
