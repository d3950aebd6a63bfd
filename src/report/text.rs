//! Answers as plain text for a terminal: what to do and by when first, then what is open, what is not owed, what was not
//! checked.

use super::card::CardResult;
use super::classification::{Classification, DutyAnswer, DutyStatus, LimbStatus, TermStatus};
use crate::diagnostic::{DiagnosticOut, Severity};
use crate::law::Phase;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns to wrap at.
    pub width: usize,
    /// With ANSI colours.
    pub colour: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 100, colour: false }
    }
}

/// Most lines of one kind before the rest is counted.
const MOST: usize = 8;

struct Page {
    out: String,
    style: Style,
}

impl Page {
    fn new(style: Style) -> Self {
        Self { out: String::new(), style }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn heading(&mut self, text: &str) {
        let painted = self.paint("1", text);
        let _ = writeln!(self.out, "\n{painted}");
    }

    /// Wrapped text; `first` opens the first line, later lines are indented as far.
    fn item(&mut self, first: &str, text: &str) {
        let indent = first.chars().count();
        let room = self.style.width.saturating_sub(indent).max(24);
        let mut lines = wrap(text, room);
        let head = lines.next().unwrap_or_default();
        let _ = writeln!(self.out, "{first}{head}");
        for line in lines {
            let _ = writeln!(self.out, "{:indent$}{line}", "");
        }
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }
}

/// Greedy wrapping at spaces.
fn wrap(text: &str, width: usize) -> impl Iterator<Item = String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines.into_iter()
}

/// The classification as a page of text. `short` names instruments: id to short title.
#[must_use]
pub fn classification(c: &Classification<'_>, short: &BTreeMap<&str, &str>, style: Style) -> String {
    let mut page = Page::new(style);
    let title = page.paint("1", "Duties of this release");
    let what = c.summary.artifact.map_or(String::new(), |a| format!(" ({})", a.replace('-', " ")));
    page.line(&format!("{title}{what} on {}", c.as_of));
    let s = &c.summary;
    page.line(&format!(
        "{} apply, {} of them yours; {} are open; {} are to come.",
        s.applies, s.yours, s.undetermined, s.upcoming
    ));
    let applies = |d: &&DutyAnswer<'_>| d.status == DutyStatus::Applies && d.kind != "option";
    let yours: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(applies).filter(|d| d.yours != Some(false)).collect();
    let others: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(applies).filter(|d| d.yours == Some(false)).collect();

    if yours.is_empty() {
        page.heading("To do now: nothing that is decided");
    } else {
        page.heading("To do now");
        let detailed = yours.len() <= MOST;
        for d in &yours {
            duty_line(&mut page, d, short, detailed);
        }
    }
    let mut upcoming: Vec<&DutyAnswer<'_>> = c
        .duties
        .iter()
        .filter(|d| d.phase == Phase::Upcoming && d.condition == TermStatus::Yes && d.kind != "option")
        .filter(|d| d.yours != Some(false))
        .collect();
    if !upcoming.is_empty() {
        page.heading("To come");
        upcoming.sort_by_key(|d| (d.applies_from.clone(), d.id));
        for d in upcoming.iter().take(MOST) {
            let date = d.applies_from.clone().unwrap_or_default();
            page.item(&format!("  {date}  "), &format!("{}: {}", place(d, short), d.title));
        }
        if upcoming.len() > MOST {
            page.line(&format!("  … and {} more", upcoming.len() - MOST));
        }
    }
    if !others.is_empty() {
        page.heading("Borne by others");
        let mut by: BTreeMap<&str, Vec<&DutyAnswer<'_>>> = BTreeMap::new();
        for d in &others {
            by.entry(d.actor_label).or_default().push(d);
        }
        for (actor, duties) in by {
            page.item("  ", &format!("{actor}: {}", list(&duties, short)));
        }
    }
    open(&mut page, c, short);
    not_owed(&mut page, c, short);
    for note in c.notes.iter().take(4) {
        page.item("  ! ", note.text);
    }
    if !c.next_questions.is_empty() {
        page.heading("Ask next");
        for q in c.next_questions.iter().take(3) {
            let n = if q.decides.is_empty() { q.bears_on as usize } else { q.decides.len() };
            let verb = if q.decides.is_empty() { "bears on" } else { "can decide" };
            page.item("  ? ", &format!("{} [{}: {verb} {n}]", q.ask, q.fact));
        }
    }
    page.heading("Not checked");
    for text in c.not_covered.iter().take(5) {
        page.item("  - ", text);
    }
    if c.not_covered.len() > 5 {
        page.line(&format!("  … and {} more, see the JSON answer", c.not_covered.len() - 5));
    }
    for w in &c.warnings {
        page.item("  ! ", w);
    }
    page.line("");
    page.item(
        "",
        &format!(
            "{} Laws {} (checked through {}), engine {}.",
            c.disclaimer, c.law_pack.version, c.law_pack.covers_through, c.engine.version
        ),
    );
    page.out
}

fn place(d: &DutyAnswer<'_>, short: &BTreeMap<&str, &str>) -> String {
    let name = short.get(d.instrument).copied().unwrap_or(d.instrument);
    let locator = d.citations.first().map_or("", |c| c.locator);
    format!("{name} {locator}")
}

fn duty_line(page: &mut Page, d: &DutyAnswer<'_>, short: &BTreeMap<&str, &str>, detailed: bool) {
    let since = d.applies_from.as_deref().map_or(String::new(), |f| format!(" since {f}"));
    let mark = if d.kind == "prohibition" { "  ✗ " } else { "  • " };
    let who = if d.yours == Some(true) { String::new() } else { format!(" [{}: is that you?]", d.actor_label) };
    let title = page.paint("1", d.title);
    page.item(mark, &format!("{title} — {}{since}{who}", place(d, short)));
    if detailed {
        page.item("    ", d.text);
    }
}

/// Provisions, grouped by instrument.
fn list(duties: &[&DutyAnswer<'_>], short: &BTreeMap<&str, &str>) -> String {
    let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for d in duties {
        let locator = d.citations.first().map_or("", |c| c.locator);
        let entry = by.entry(d.instrument).or_default();
        if !entry.contains(&locator) {
            entry.push(locator);
        }
    }
    let name = |id: &str| short.get(id).map_or_else(|| id.to_owned(), |s| (*s).to_owned());
    by.into_iter().map(|(id, l)| format!("{} {}", name(id), l.join(", "))).collect::<Vec<_>>().join("; ")
}

fn open(page: &mut Page, c: &Classification<'_>, short: &BTreeMap<&str, &str>) {
    let undetermined: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(|d| d.status == DutyStatus::Undetermined).collect();
    if undetermined.is_empty() {
        return;
    }
    page.heading("Open");
    let groups = [
        ("leaning towards a duty", Some(DutyStatus::Applies)),
        ("leaning against", Some(DutyStatus::DoesNotApply)),
        ("no leaning", None),
    ];
    for (label, leaning) in groups {
        let some: Vec<&DutyAnswer<'_>> =
            undetermined.iter().filter(|d| d.leaning == leaning && !d.unverified).copied().collect();
        if !some.is_empty() {
            page.item("  ", &format!("{label}: {}", clip(&list(&some, short), 360)));
        }
    }
    let unverified: Vec<&DutyAnswer<'_>> = undetermined.iter().filter(|d| d.unverified).copied().collect();
    if !unverified.is_empty() {
        page.item(
            "  ",
            &format!("would apply, but our source is unverified: {}", clip(&list(&unverified, short), 240)),
        );
    }
    for j in c.judgements.iter().take(2) {
        let leaning = j.leaning.map_or("open", |l| if l { "we lean to yes" } else { "we lean to no" });
        page.item("  § ", &format!("{} ({leaning})", j.question));
    }
}

fn not_owed(page: &mut Page, c: &Classification<'_>, short: &BTreeMap<&str, &str>) {
    page.heading("Not owed");
    for e in &c.exemptions {
        match e.status {
            LimbStatus::Met => {
                let lifted: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(|d| d.exempted_by.contains(&e.id)).collect();
                if !lifted.is_empty() {
                    page.item("  ✓ ", &format!("{}: lifts {}", e.title, list(&lifted, short)));
                }
            }
            LimbStatus::NotMet => {
                let failed: Vec<String> =
                    e.limbs.iter().filter(|l| l.status == LimbStatus::NotMet).map(|l| l.id.to_owned()).collect();
                page.item("  ✗ ", &format!("{} does not hold: fails on {}", e.title, failed.join(", ")));
            }
            // One whose limbs are all open says nothing yet.
            LimbStatus::Unknown if e.limbs.iter().all(|l| l.status == LimbStatus::Unknown) => {}
            LimbStatus::Unknown => {
                let open: Vec<&str> =
                    e.limbs.iter().filter(|l| l.status == LimbStatus::Unknown).map(|l| l.id).collect();
                page.item("  ? ", &format!("{} is open on {}", e.title, open.join(", ")));
            }
        }
    }
    // Laws of which nothing applies, is open or is to come.
    let mut laws: BTreeMap<&str, bool> = BTreeMap::new();
    for d in &c.duties {
        let live =
            d.status != DutyStatus::DoesNotApply || (d.phase == Phase::Upcoming && d.condition != TermStatus::No);
        *laws.entry(d.instrument).or_default() |= live;
    }
    let silent: Vec<&str> =
        laws.iter().filter(|(_, live)| !**live).map(|(id, _)| short.get(id).copied().unwrap_or(id)).collect();
    if !silent.is_empty() {
        page.item("  ", &format!("No duty now under: {}", clip(&silent.join(", "), 420)));
    }
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let kept = cut.rsplit_once(", ").map_or(cut.as_str(), |(kept, _)| kept);
    let rest = text.get(kept.len()..).map_or(0, |r| r.matches(", ").count());
    format!("{kept} … and {rest} more")
}

/// Findings of a card, one line each with its place, help below.
#[must_use]
pub fn card(name: &str, text: &str, result: &CardResult, style: Style) -> String {
    let mut page = Page::new(style);
    if !result.is_card {
        page.line(&format!("{name}: not a model card"));
    }
    for d in &result.diagnostics {
        finding(&mut page, name, text, d);
    }
    let count = |s: Severity| result.diagnostics.iter().filter(|d| d.severity == s).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let others = result.diagnostics.len() - errors - warnings;
    let fixable = result
        .diagnostics
        .iter()
        .filter(|d| d.fixes.iter().any(|f| f.safety == crate::diagnostic::Safety::Safe))
        .count();
    let fix = if fixable > 0 { format!("; {fixable} can be fixed with --fix") } else { String::new() };
    page.line(&format!("{errors} errors, {warnings} warnings, {others} hints{fix}"));
    page.out
}

fn finding(page: &mut Page, name: &str, text: &str, d: &DiagnosticOut) {
    let (word, code) = match d.severity {
        Severity::Error => ("error", "1;31"),
        Severity::Warning => ("warning", "1;33"),
        Severity::Info => ("info", "1;36"),
        Severity::Hint => ("hint", "1;32"),
    };
    let word = page.paint(code, word);
    let (line, column) = (d.range.start.line + 1, d.range.start.character + 1);
    page.item(&format!("{name}:{line}:{column} "), &format!("{word} {}: {}", d.code, d.message));
    // The line itself, with the place underlined, where it is short enough to help.
    if d.offset.start < d.offset.end
        && let Some(source) = text.lines().nth(d.range.start.line as usize).filter(|l| l.chars().count() <= 96)
    {
        page.line(&format!("    | {source}"));
        let end = if d.range.end.line == d.range.start.line { d.range.end.character } else { u32::MAX };
        let (from, to) = (d.range.start.character as usize, end as usize);
        let (mut at, mut marks) = (0, String::new());
        for c in source.chars() {
            marks.push(if c == '\t' {
                '\t'
            } else if (from..to).contains(&at) {
                '^'
            } else {
                ' '
            });
            at += c.len_utf16();
        }
        let marks = page.paint(code, marks.trim_end());
        page.line(&format!("    | {marks}"));
    }
    if let Some(help) = &d.help {
        page.item("    = ", help);
    }
    if let Some(c) = d.citations.first() {
        page.item("    § ", &format!("{} {}", c.work, c.locator));
    }
}
