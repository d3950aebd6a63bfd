//! A card's findings and a classification as Markdown: for pull-request comments, job summaries and files to keep.

use super::Cite;
use super::card::CardResult;
use super::classification::{Classification, DutyAnswer, DutyStatus, Failure, LimbStatus, NoteLevel, PenaltyAnswer};
use super::gaps;
use super::sarif::{Checked, message, sentence};
use super::text::{headline, plan_lines, upcoming};
use crate::card::ElementStatus;
use crate::diagnostic::{Safety, Severity, rules};
use crate::order;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Text as it is to be read: markup of others does not act, their code spans stay.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // An odd number of backticks would leave a code span open.
    let spans = text.matches('`').count().is_multiple_of(2);
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            out.push_str(if spans { "`" } else { "\\`" });
        }
        let code = spans && number % 2 == 1;
        for c in part.chars() {
            match c {
                '\n' | '\r' => out.push(' '),
                '|' => out.push_str("\\|"),
                '<' | '[' | ']' | '*' | '\\' if !code => out.extend(['\\', c]),
                _ => out.push(c),
            }
        }
    }
    out
}

/// A citation with a link, where it has an address.
pub(super) fn cite(c: &Cite<'_>) -> String {
    link(c.work, c.locator, c.url, c.force)
}

fn link(work: &str, locator: &str, url: &str, force: &str) -> String {
    let force = if force == "binding" { String::new() } else { format!(" ({force})") };
    let name = plain(format!("{work} {locator}").trim());
    if url.is_empty() { format!("{name}{force}") } else { format!("[{name}](<{url}>){force}") }
}

fn join<I: IntoIterator<Item = String>>(parts: I) -> String {
    parts.into_iter().collect::<Vec<_>>().join("; ")
}

/// What is wrong with the input.
#[must_use]
pub fn failure(failure: &Failure) -> String {
    let mut out = String::from("# The input cannot be read\n\n");
    for e in &failure.errors {
        let _ = writeln!(out, "- {}", plain(&sentence(&e.to_string())));
    }
    out
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**error**",
        Severity::Warning => "**warning**",
        Severity::Info => "info",
        Severity::Hint => "hint",
    }
}

/// Findings, elements and facts of a card.
#[must_use]
pub fn card(card: &Checked<'_>) -> String {
    let result: &CardResult = card.result;
    let count = |s: Severity| result.diagnostics.iter().filter(|d| d.severity == s).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut out = format!("# Model card {}\n\n", plain(&format!("`{}`", card.file)));
    if !result.is_card {
        out.push_str("This does not look like a model card.\n\n");
    }
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let notes = counted(result.diagnostics.len() - errors - warnings, "note");
    let _ = writeln!(out, "{}, {}, {notes}.", counted(errors, "error"), counted(warnings, "warning"));
    if !result.diagnostics.is_empty() {
        out.push_str("\n## Findings\n\n");
    }
    let (findings, sets) = gaps::apart(&result.diagnostics);
    for d in findings {
        let severity = severity(d.severity);
        let _ = write!(
            out,
            "- Line {}, {severity} [{}](<{}>): {}",
            d.range.start.line + 1,
            d.code,
            d.url,
            plain(&message(d))
        );
        if let Some(c) = d.citations.first() {
            let _ = write!(out, " Source: {}.", link(&c.work, &c.locator, &c.url, &c.force));
        }
        if let Some(fix) = d.fixes.first() {
            let how = if fix.safety == Safety::Safe { "Can be fixed" } else { "Suggestion" };
            let _ = write!(out, " {how}: {}.", plain(&fix.title));
        }
        out.push('\n');
    }
    for set in &sets {
        let code = rules::REQUIREMENT_GAP.code;
        let page = rules::page_of(code);
        let _ = write!(out, "\n### Not shown\n\n{} [{code}](<{page}>)\n\n", plain(&sentence(set.set)));
        for gap in &set.items {
            let source = gap.citations.first().map_or(String::new(), |c| {
                let [work, locator] = set.source(c);
                format!(" ({})", link(work, locator, &c.url, &c.force))
            });
            let _ = writeln!(out, "- {}: {}{source}", severity(gap.severity), plain(gaps::item(gap)));
        }
    }
    if result.is_card {
        out.push_str("\n## What the card says\n\n| element | status | line |\n|---|---|---|\n");
        for (name, element) in &result.elements {
            let status = match element.status {
                ElementStatus::Present => "present",
                ElementStatus::Empty => "empty",
                ElementStatus::Placeholder => "placeholder",
                ElementStatus::Absent => "absent",
            };
            let line = element.range.map(|r| (r.start.line + 1).to_string()).unwrap_or_default();
            let _ = writeln!(out, "| {name} | {status} | {line} |");
        }
    }
    if !result.facts.is_empty() {
        out.push_str("\n## Facts\n\n| fact | value | line |\n|---|---|---|\n");
        for fact in &result.facts {
            let value = plain(&format!("`{}`", fact.value.to_string().replace('`', "'")));
            let _ = writeln!(out, "| `{}` | {value} | {} |", fact.fact, fact.range.start.line + 1);
        }
    }
    let _ = write!(out, "\n{}\n", result.disclaimer);
    out
}

/// Duties by what is to be done with them, and what stands behind them. `short` names instruments.
#[must_use]
pub fn classification(c: &Classification<'_>, short: &BTreeMap<&str, &str>) -> String {
    let what = c.summary.artifact.map_or_else(String::new, |a| format!(" ({})", a.replace('-', " ")));
    let mut page = Page { out: format!("# Duties of this release{what} on {}\n\n", c.as_of), short };
    let _ = writeln!(page.out, "{}", headline(c));
    let applies = |d: &&DutyAnswer<'_>| d.status == DutyStatus::Applies && d.kind != "option";
    let yours = || c.duties.iter().filter(applies).filter(|d| d.yours != Some(false));
    page.duties("To do now", yours().filter(|d| d.kind != "on-request"));
    page.duties("If asked", yours().filter(|d| d.kind == "on-request"));
    let mut to_come: Vec<&DutyAnswer<'_>> = upcoming(c).collect();
    order::by_key(&mut to_come, |d| (d.applies_from.clone(), d.id));
    page.duties("To come", to_come.into_iter());
    if let Some(plan) = &c.plan {
        page.out.push_str("\n## One plan for all of these places\n\n");
        for (first, text) in plan_lines(plan) {
            let _ = writeln!(
                page.out,
                "{} {}{}",
                if first.len() > 2 { "  -" } else { "-" },
                first.trim_start(),
                plain(&text)
            );
        }
    }
    page.duties("Borne by others", c.duties.iter().filter(applies).filter(|d| d.yours == Some(false)));
    page.duties("Open to you", c.duties.iter().filter(|d| d.status == DutyStatus::Applies && d.kind == "option"));
    page.open(c);
    page.exemptions(c);
    page.list(
        "Notes",
        c.notes.iter().map(|n| {
            let level = match n.level {
                NoteLevel::Warning => "**Warning.** ",
                NoteLevel::Info => "",
                NoteLevel::Draft => "**Draft.** ",
            };
            format!("{level}{} {}", plain(n.text), join(n.citations.iter().map(cite)))
        }),
    );
    page.list(
        "Questions",
        c.next_questions.iter().map(|q| {
            let answers = join(q.options.iter().map(|o| format!("`{}`", o.id)));
            let answers = if answers.is_empty() { String::new() } else { format!(" Answers: {answers}.") };
            let weight = if q.decides.is_empty() {
                format!("bears on {} duties", q.bears_on)
            } else {
                format!("can decide {} duties", q.decides.len())
            };
            format!("{} (`{}`, {weight}){answers}", plain(q.ask), q.fact)
        }),
    );
    page.list(
        "Questions for counsel",
        c.judgements.iter().map(|j| {
            let leaning = j.leaning.map_or("no leaning", |l| if l { "we lean to yes" } else { "we lean to no" });
            format!(
                "{} ({leaning}) If yes: {} If no: {} {}",
                plain(j.question),
                plain(&sentence(j.if_yes)),
                plain(&sentence(j.if_no)),
                join(j.citations.iter().map(cite))
            )
        }),
    );
    page.list("Not checked", c.not_covered.iter().map(|text| plain(text)));
    page.list("Warnings", c.warnings.iter().map(|text| plain(text)));
    let _ = write!(
        page.out,
        "\n{} Laws {} (checked through {}, SHA-256 `{}`), engine {}.\n",
        c.disclaimer, c.law_pack.version, c.law_pack.covers_through, c.law_pack.sha256, c.engine.version
    );
    page.out
}

/// Most facts named for one open duty; the questions below are ranked, and JSON has all.
const MOST_NEEDS: usize = 4;

struct Page<'s> {
    out: String,
    short: &'s BTreeMap<&'s str, &'s str>,
}

impl Page<'_> {
    /// A section, unless there is nothing in it.
    fn list(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            let _ = write!(self.out, "\n## {heading}\n\n");
        }
        for item in items {
            let _ = writeln!(self.out, "- {}", item.trim_end());
        }
    }

    fn duties<'d>(&mut self, heading: &str, duties: impl Iterator<Item = &'d DutyAnswer<'d>>) {
        let lines: Vec<String> = duties.map(|d| self.duty(d)).collect();
        self.list(heading, lines.into_iter());
    }

    fn duty(&self, d: &DutyAnswer<'_>) -> String {
        let mut out =
            format!("**{}** ({}", plain(d.title), self.short.get(d.instrument).copied().unwrap_or(d.instrument));
        for (word, date) in [("from", &d.applies_from), ("enforced from", &d.enforced_from), ("until", &d.until)] {
            if let Some(date) = date {
                let _ = write!(out, ", {word} {date}");
            }
        }
        let _ = write!(out, "; {}", plain(d.actor_label));
        out.push_str(if d.yours.is_none() { ": is that you?)" } else { ")" });
        let _ = write!(out, "  \n  {} {}.", plain(d.text), join(d.citations.iter().map(cite)));
        if let Some(PenaltyAnswer { text, locator }) = d.penalty {
            let _ = write!(out, " Penalty: {} ({}).", plain(text.trim_end_matches('.')), plain(locator));
        }
        if d.grade != "primary" {
            let _ = write!(out, " Our source is of grade `{}`.", d.grade);
        }
        out
    }

    fn open(&mut self, c: &Classification<'_>) {
        let lines: Vec<String> = c
            .duties
            .iter()
            .filter(|d| d.status == DutyStatus::Undetermined)
            .map(|d| {
                let leaning = match d.leaning {
                    Some(DutyStatus::Applies) => "leaning to yes",
                    Some(DutyStatus::DoesNotApply) => "leaning to no",
                    _ => "no leaning",
                };
                let short = self.short.get(d.instrument).copied().unwrap_or(d.instrument);
                let locator = d.citations.first().map_or("", |c| c.locator);
                let needs = d.missing_facts.iter().chain(&d.judgements).map(|id| format!("`{id}`"));
                let needs: Vec<String> = needs.collect();
                let more = needs.len().saturating_sub(MOST_NEEDS);
                let mut needs = needs.into_iter().take(MOST_NEEDS).collect::<Vec<_>>().join(", ");
                if more > 0 {
                    let _ = write!(needs, " and {more} more");
                }
                let needs = if needs.is_empty() { "a check of our source".to_owned() } else { needs };
                format!("{} ({short} {locator}; {leaning}): needs {needs}", plain(d.title))
            })
            .collect();
        self.list("Open", lines.into_iter());
    }

    fn exemptions(&mut self, c: &Classification<'_>) {
        let lines: Vec<String> = c
            .exemptions
            .iter()
            .filter(|e| e.relevant)
            .map(|e| {
                let limbs = |status| {
                    let some = e.limbs.iter().filter(move |l| l.status == status);
                    some.map(|l| plain(l.id)).collect::<Vec<_>>().join(", ")
                };
                let state = match e.status {
                    LimbStatus::Met => "holds".to_owned(),
                    LimbStatus::NotMet => format!("does not hold: fails on {}", limbs(LimbStatus::NotMet)),
                    LimbStatus::Unknown => format!("is open on {}", limbs(LimbStatus::Unknown)),
                };
                format!("**{}** {state}. {}", plain(e.title), join(e.citations.iter().map(cite)))
            })
            .collect();
        self.list("Exemptions", lines.into_iter());
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_of_others_does_not_act() {
        assert_eq!(plain("a <b> [x](y) *c*"), "a \\<b> \\[x\\](y) \\*c\\*");
        assert_eq!(plain("`<b>` and <i>"), "`<b>` and \\<i>");
        assert_eq!(plain("one ` only <b>"), "one \\` only \\<b>");
        assert_eq!(plain("a|b\nc"), "a\\|b c");
    }
}
