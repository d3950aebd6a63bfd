//! Laws as pages that a lawyer can read from top to bottom: one per instrument, one of shared definitions, an index.
//!
//! Conditions are written out in words, as lists; what a condition does not capture stands beside it.

use super::markdown::{cite, plain};
use super::sarif::sentence;
use super::{Cite, law_status_name};
use crate::law::law_status;
use lexcard_law_format::{
    Citation, Comparison, Date, Define, Duty, DutyKind, Exemption, Expr, ExprId, Fact, FactKind, Grade, Instrument,
    Judgement, Level, Note, Number, NumberId, Pack, Parameter, ParameterValue, RequirementSet, Status, Vintage,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Nesting of conditions, beyond which a page says no more.
const MAX_DEPTH: usize = 12;

/// All pages by file name: `<instrument>.md`, `shared.md`, and `README.md` as index.
#[must_use]
pub fn pages(pack: &Pack<'_>) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = (0u16..)
        .zip(&pack.instruments)
        .map(|(number, instrument)| (file(instrument.id), Page::new(pack, Some(number)).instrument(instrument)))
        .collect();
    out.insert("shared.md".to_owned(), Page::new(pack, None).shared());
    out.insert("README.md".to_owned(), index(pack));
    out
}

fn file(instrument: &str) -> String {
    format!("{instrument}.md")
}

const HEAD: &str = "Generated from the law pack; do not edit. Information about law, not legal advice.";

fn index(pack: &Pack<'_>) -> String {
    let mut out = format!(
        "# Laws\n\n{HEAD} Version {}, checked through {}.\n\nTerms that several laws share: [shared definitions](shared.md). \
         Facts that conditions ask about: [facts](../facts.md).\n",
        pack.version, pack.covers_through
    );
    let mut places: BTreeMap<&str, Vec<&Instrument<'_>>> = BTreeMap::new();
    for instrument in &pack.instruments {
        let place = pack.jurisdictions.get(instrument.jurisdiction as usize).map_or("", |p| p.id);
        places.entry(place).or_default().push(instrument);
    }
    for (id, instruments) in places {
        let name = pack.jurisdictions.iter().find(|p| p.id == id).map_or(id, |p| p.name);
        let _ =
            write!(out, "\n## {} ({id})\n\n| law | status | checked | evidence |\n|---|---|---|---|\n", plain(name));
        for i in instruments {
            let _ = writeln!(
                out,
                "| [{}]({}) | {} | {} | {} |",
                plain(i.title),
                file(i.id),
                standing(i, pack.covers_through),
                i.checked_on,
                grade_words(i.grade)
            );
        }
    }
    if !pack.not_covered.is_empty() {
        out.push_str("\n## Not covered\n\n");
        for text in &pack.not_covered {
            let _ = writeln!(out, "- {}", plain(text));
        }
    }
    out
}

struct Page<'l> {
    pack: &'l Pack<'l>,
    /// The instrument that the page is about; links within it are short.
    own: Option<u16>,
    out: String,
}

impl<'l> Page<'l> {
    fn new(pack: &'l Pack<'_>, own: Option<u16>) -> Self {
        let pack: &'l Pack<'l> = pack;
        Self { pack, own, out: String::new() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        let _ = write!(self.out, "\n## {text}\n");
    }

    /// A heading with an anchor that links can name.
    fn entry(&mut self, id: &str, title: &str) {
        let _ = write!(self.out, "\n<a id=\"{}\"></a>\n### {title}\n\n", anchor(id));
    }

    fn instrument(mut self, i: &Instrument<'_>) -> String {
        let place = self.pack.jurisdictions.get(i.jurisdiction as usize);
        let _ = write!(self.out, "# {}\n\n{HEAD} [All laws](README.md).\n\n", plain(i.title));
        let name = place.map_or(String::new(), |p| format!("{} ({})", plain(p.name), p.id));
        self.line(&format!("- **Place:** {name}"));
        let citation = Cite { locator: "", work: i.citation, url: i.url, force: "binding" };
        self.line(&format!("- **Citation:** {}", cite(&citation)));
        self.line(&format!(
            "- **Checked:** on {}, newest source of {}; evidence: {}",
            i.checked_on,
            i.newest_source,
            grade_words(i.grade)
        ));
        self.heading("Status");
        self.line("");
        for s in &i.status {
            let note = if s.note.is_empty() { String::new() } else { format!(": {}", plain(s.note)) };
            self.line(&format!("- from {}: {}{note}", s.from, status_words(s.is)));
        }
        self.sections();
        if !i.unmodelled.is_empty() {
            self.heading("Not modelled");
            self.line("");
            for text in &i.unmodelled {
                self.line(&format!("- {}", plain(&sentence(text))));
            }
        }
        self.out
    }

    fn shared(mut self) -> String {
        let _ = write!(self.out, "# Shared definitions\n\n{HEAD} [All laws](README.md).\n");
        self.sections();
        self.out
    }

    fn sections(&mut self) {
        let pack = self.pack;
        let own = self.own;
        let is_own = move |instrument: u16| own == Some(instrument);
        let defines: Vec<&Define<'_>> = pack.defines.iter().filter(|d| d.instrument == own).collect();
        if !defines.is_empty() {
            self.heading("Definitions");
        }
        for d in defines {
            self.define(d);
        }
        self.list("Exemptions", &pack.exemptions, |e| is_own(e.instrument), Self::exemption);
        self.list("Duties", &pack.duties, |d| is_own(d.instrument), Self::duty);
        self.list("Questions of law", &pack.judgements, |j| is_own(j.instrument), Self::judgement);
        self.list("Notes", &pack.notes, |n| is_own(n.instrument), Self::note);
        self.list("What documents are asked to say", &pack.requirement_sets, |s| is_own(s.instrument), Self::set);
    }

    fn list<T>(&mut self, heading: &str, all: &'l [T], is_own: impl Fn(&T) -> bool, write: fn(&mut Self, &'l T)) {
        let mut first = true;
        for item in all.iter().filter(|item| is_own(item)) {
            if first {
                self.heading(heading);
            }
            first = false;
            write(self, item);
        }
    }

    fn define(&mut self, d: &'l Define<'_>) {
        self.entry(d.id, &sentence_case(&define_name(d)));
        self.condition("It is one where", d.when);
        if let Some(p) = &d.presume {
            let value = if p.value { "yes" } else { "no" };
            self.line(&format!("- **Presumed, where open:** {value}; {}", plain(p.why)));
            if let Some(when) = p.when {
                self.condition("The presumption holds where", when);
            }
        }
        self.tail(&d.citations, None, &d.unmodelled);
    }

    fn exemption(&mut self, e: &'l Exemption<'_>) {
        self.entry(e.id, &plain(e.title));
        self.line(&format!("{}\n", plain(e.text)));
        self.line("It holds where every limb does:\n");
        for limb in &e.limbs {
            let sources = self.sources(&limb.citations);
            let sources = if sources.is_empty() { String::new() } else { format!(" ({sources})") };
            self.line(&format!("- *{}*: {}{sources}", plain(limb.id), plain(limb.text)));
            self.nested(limb.when, 1);
        }
        self.line("");
        let number = self.pack.exemptions.iter().position(|other| other.id == e.id);
        let lifts: Vec<String> = self
            .pack
            .duties
            .iter()
            .filter(|d| d.exemptions.iter().any(|&n| Some(n as usize) == number))
            .map(|d| self.link(Some(d.instrument), d.id, d.title))
            .collect();
        if !lifts.is_empty() {
            self.line(&format!("- **Lifts:** {}", lifts.join("; ")));
        }
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        for (word, date) in [("From", day(e.from)), ("Until", day(e.until))] {
            if let Some(date) = date {
                self.line(&format!("- **{word}:** {date}"));
            }
        }
        self.tail(&e.citations, Some(e.grade), &e.unmodelled);
    }

    fn duty(&mut self, d: &'l Duty<'_>) {
        let locator = d.citations.first().map_or("", |c| c.locator);
        self.entry(d.id, &format!("{} ({})", plain(d.title), plain(locator)));
        self.line(&format!("{}\n", plain(d.text)));
        let actor = self.pack.actors.get(d.actor as usize).map_or("", |a| a.label);
        let kind = match d.kind {
            DutyKind::Duty => "",
            DutyKind::Prohibition => " (prohibition)",
            DutyKind::Option => " (a choice, not a duty)",
            DutyKind::OnRequest => " (when asked)",
        };
        self.line(&format!("- **Borne by:** {}{kind}", plain(actor)));
        if d.from.is_empty() {
            self.line("- **Applies from:** no day yet");
        }
        self.dates("Applies from", &d.from);
        self.dates("Until, inclusive", &d.until);
        self.dates("Enforced from", &d.enforced);
        self.condition("Applies where", d.when);
        let exemptions: Vec<String> = d
            .exemptions
            .iter()
            .filter_map(|&n| self.pack.exemptions.get(n as usize))
            .map(|e| self.link(Some(e.instrument), e.id, e.title))
            .collect();
        if !exemptions.is_empty() {
            self.line(&format!("- **Unless:** {}", exemptions.join("; ")));
        }
        for &(actor, reason) in &d.not_on {
            let label = self.pack.actors.get(actor as usize).map_or("", |a| a.label);
            self.line(&format!("- **Not borne by:** {}: {}", plain(label), plain(reason)));
        }
        if let Some(p) = d.penalty.and_then(|p| self.pack.penalties.get(p as usize)) {
            self.line(&format!("- **Penalty:** {} ({})", plain(p.text), plain(p.locator)));
        }
        if !d.parameters.is_empty() {
            let one = |p: &Parameter<'_>| format!("`{}` {}", p.name, plain(&said(&p.value)));
            self.line(&format!("- **For code:** {}", d.parameters.iter().map(one).collect::<Vec<_>>().join(" · ")));
        }
        let sets: Vec<String> = d
            .requirement_sets
            .iter()
            .filter_map(|&n| self.pack.requirement_sets.get(n as usize))
            .map(|s| self.link(Some(s.instrument), s.id, s.title))
            .collect();
        if !sets.is_empty() {
            self.line(&format!("- **Documents:** {}", sets.join("; ")));
        }
        self.tail(&d.citations, Some(d.grade), &d.unmodelled);
    }

    fn judgement(&mut self, j: &'l Judgement<'_>) {
        self.entry(j.id, &plain(j.question));
        self.line(&format!("- **If yes:** {}", plain(&sentence(j.if_yes))));
        self.line(&format!("- **If no:** {}", plain(&sentence(j.if_no))));
        let leaning = j.leaning.map_or("none", |l| if l { "yes" } else { "no" });
        self.line(&format!("- **Our leaning:** {leaning}. {}", plain(&sentence(j.why))));
        self.tail(&j.citations, None, &[]);
    }

    fn note(&mut self, n: &'l Note<'_>) {
        let level = match n.level {
            Level::Warning => "Warning",
            Level::Info => "Note",
            Level::Draft => "Draft",
        };
        let name = n.id.rsplit('/').next().unwrap_or(n.id).replace('-', " ");
        self.entry(n.id, &format!("{level}: {}", plain(&name)));
        self.line(&format!("{}\n", plain(n.text)));
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        for (word, date) in [("From", day(n.from)), ("Until", day(n.until))] {
            if let Some(date) = date {
                self.line(&format!("- **{word}:** {date}"));
            }
        }
        self.condition("Said where", n.when);
        self.tail(&n.citations, Some(n.grade), &[]);
    }

    fn set(&mut self, s: &'l RequirementSet<'_>) {
        self.entry(s.id, &plain(s.title));
        let _ = write!(
            self.out,
            "Profile `{}`; expected in the {}.\n\n| item | shown by | for | source |\n|---|---|---|---|\n",
            s.id,
            plain(s.place)
        );
        for r in &s.items {
            let elements = r.elements.join(", ");
            let sources = self.sources(&r.citations);
            self.line(&format!("| {} | {elements} | {} | {sources} |", plain(r.text), plain(r.recipients)));
        }
    }

    /// Sources, grade and gaps, which end every entry.
    fn tail(&mut self, citations: &[Citation<'_>], grade: Option<Grade>, unmodelled: &[&str]) {
        if !citations.is_empty() {
            let sources = self.sources(citations);
            let grade = grade.map_or(String::new(), |g| format!("; evidence: {}", grade_words(g)));
            self.line(&format!("- **Source:** {sources}{grade}"));
        }
        for text in unmodelled {
            self.line(&format!("- **Not captured:** {}", plain(text)));
        }
    }

    fn sources(&self, citations: &[Citation<'_>]) -> String {
        let own = self.own.and_then(|n| self.pack.instruments.get(n as usize)).map_or("", |i| i.citation);
        citations
            .iter()
            .map(|c| {
                // The instrument itself need not be named on its own page.
                let source = Cite::new(&self.pack.lists, c);
                let work = if source.work == own && !c.locator.is_empty() { "" } else { source.work };
                cite(&Cite { work, ..source })
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn dates(&mut self, label: &str, dates: &[Vintage<'_>]) {
        match dates {
            [] => {}
            [only] if only.when.is_none() => {
                let note = if only.note.is_empty() { String::new() } else { format!(" ({})", plain(only.note)) };
                self.line(&format!("- **{label}:** {}{note}", only.date));
            }
            several => {
                self.line(&format!("- **{label}** the first of these that fits:"));
                for v in several {
                    let note = if v.note.is_empty() { String::new() } else { format!(" ({})", plain(v.note)) };
                    let where_ = if v.when.is_some() { ", where:" } else { ", otherwise" };
                    self.line(&format!("  - {}{note}{where_}", v.date));
                    if let Some(when) = v.when {
                        self.nested(when, 2);
                    }
                }
            }
        }
    }

    fn link(&self, instrument: Option<u16>, id: &str, text: &str) -> String {
        let name = match instrument {
            own if own == self.own => String::new(),
            None => "shared.md".to_owned(),
            Some(n) => self.pack.instruments.get(n as usize).map_or_else(String::new, |i| file(i.id)),
        };
        format!("[{}]({name}#{})", plain(text), anchor(id))
    }

    // --- conditions --------------------------------------------------------------------------------------------------

    fn condition(&mut self, label: &str, id: ExprId) {
        match self.expr(id) {
            Some(Expr::And(start, len) | Expr::Or(start, len)) => {
                let words = group_words(matches!(self.expr(id), Some(Expr::And(..))), false);
                self.line(&format!("- **{label}** {words}"));
                for &child in self.pack.parts(start, len) {
                    self.item(child, 1, false);
                }
            }
            _ => {
                let words = self.leaf(id, false, 0).unwrap_or_else(|| "…".to_owned());
                self.line(&format!("- **{label}** {words}"));
            }
        }
    }

    fn expr(&self, id: ExprId) -> Option<Expr<'l>> {
        self.pack.exprs.get(id as usize).copied()
    }

    /// A condition as items of a list, `depth` levels in.
    fn nested(&mut self, id: ExprId, depth: usize) {
        self.item(id, depth, false);
    }

    fn item(&mut self, id: ExprId, depth: usize, negated: bool) {
        let pad = "  ".repeat(depth);
        if depth > MAX_DEPTH {
            return self.line(&format!("{pad}- …"));
        }
        match self.expr(id) {
            Some(Expr::Not(inner)) => self.item(inner, depth, !negated),
            Some(Expr::And(start, len) | Expr::Or(start, len)) => {
                let words = group_words(matches!(self.expr(id), Some(Expr::And(..))), negated);
                self.line(&format!("{pad}- {words}"));
                for &child in self.pack.parts(start, len) {
                    self.item(child, depth + 1, false);
                }
            }
            _ => {
                let words = self.leaf(id, negated, 0).unwrap_or_else(|| "…".to_owned());
                self.line(&format!("{pad}- {words}"));
            }
        }
    }

    /// One test in words; nothing for a condition of several parts.
    fn leaf(&self, id: ExprId, negated: bool, depth: usize) -> Option<String> {
        let no = |word: &str, other: &str| if negated { other.to_owned() } else { word.to_owned() };
        Some(match self.expr(id).filter(|_| depth < MAX_DEPTH)? {
            Expr::Not(inner) => return self.leaf(inner, !negated, depth + 1),
            Expr::And(..) | Expr::Or(..) => return None,
            Expr::Const(value) => (if value == negated { "never" } else { "always" }).to_owned(),
            Expr::Fact(f) => format!("{}: {}", self.ask(f), no("yes", "no")),
            Expr::Judgement(j) => {
                let j = self.pack.judgements.get(j as usize)?;
                let link = self.link(Some(j.instrument), j.id, j.question);
                format!("the question of law {link} is answered {}", no("yes", "no"))
            }
            Expr::Define(d) => {
                let d = self.pack.defines.get(d as usize)?;
                format!("{}{}", no("", "not: "), self.link(d.instrument, d.id, &define_name(d)))
            }
            Expr::OneOf(f, mask) => format!("{}: {}{}", self.ask(f), no("", "not "), self.options(f, mask, " or ")),
            Expr::Overlaps(f, mask) => {
                format!("{}: {}{}", self.ask(f), no("", "none of "), self.options(f, mask, " or "))
            }
            Expr::Within(f, mask) => {
                format!(
                    "{}: {}{}",
                    self.ask(f),
                    no("nothing but ", "something other than "),
                    self.options(f, mask, " or ")
                )
            }
            Expr::Covers(f, mask) => {
                format!("{}: {}{}", self.ask(f), no("", "not all of "), self.options(f, mask, " and "))
            }
            Expr::OfferedIn(f, place) => {
                let name = self.pack.jurisdictions.iter().find(|p| p.id == place).map_or(place, |p| p.name);
                if self.fact(f).is_some_and(|fact| fact.id == "market.places") {
                    format!("{}offered in {}", no("", "not "), plain(name))
                } else {
                    format!("{}: {}{}", self.ask(f), no("", "not "), plain(name))
                }
            }
            Expr::Compare(sign, a, b) => self.compare(sign, a, b, negated),
        })
    }

    fn fact(&self, id: u16) -> Option<&'l Fact<'l>> {
        self.pack.facts.get(id as usize)
    }

    fn ask(&self, id: u16) -> String {
        self.fact(id).map_or_else(String::new, |f| format!("“{}” (`{}`)", plain(f.ask), f.id))
    }

    fn options(&self, fact: u16, mask: u64, join: &str) -> String {
        let all = self.fact(fact).map(|f| f.options.as_slice()).unwrap_or_default();
        let names = (0..).zip(all).filter(|(bit, _)| mask & (1u64 << *bit) != 0);
        let names: Vec<String> = names.map(|(_, o)| plain(if o.label.is_empty() { o.id } else { o.label })).collect();
        names.join(join)
    }

    fn compare(&self, sign: Comparison, a: NumberId, b: NumberId, negated: bool) -> String {
        use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
        let sign = match (sign, negated) {
            (Less, false) | (AtLeast, true) => Less,
            (AtMost, false) | (Greater, true) => AtMost,
            (Greater, false) | (AtMost, true) => Greater,
            (AtLeast, false) | (Less, true) => AtLeast,
            (Equal, false) | (NotEqual, true) => Equal,
            (NotEqual, false) | (Equal, true) => NotEqual,
        };
        let fact = match self.pack.numbers.get(a as usize) {
            Some(Number::Fact(f)) => self.fact(*f),
            _ => None,
        };
        let is_date = fact.is_some_and(|f| f.kind == FactKind::Date);
        let words = match (sign, is_date) {
            (Less, true) => "before",
            (AtMost, true) => "on or before",
            (Greater, true) => "after",
            (AtLeast, true) => "on or after",
            (Equal, true) => "on",
            (NotEqual, true) => "not on",
            (Less, false) => "less than",
            (AtMost, false) => "at most",
            (Greater, false) => "more than",
            (AtLeast, false) => "at least",
            (Equal, false) => "exactly",
            (NotEqual, false) => "other than",
        };
        let unit = fact.map(|f| f.unit).filter(|u| !u.is_empty()).map(|u| format!(" {u}")).unwrap_or_default();
        let left = match self.pack.numbers.get(a as usize) {
            Some(Number::Fact(f)) => self.ask(*f) + ":",
            _ => self.number(a, 0),
        };
        format!("{left} {words} {}{unit}", self.number(b, 0))
    }

    fn number(&self, id: NumberId, depth: usize) -> String {
        let Some(number) = self.pack.numbers.get(id as usize).filter(|_| depth < MAX_DEPTH) else {
            return "…".to_owned();
        };
        let both = |a, sign, b| format!("{} {sign} {}", self.number(a, depth + 1), self.number(b, depth + 1));
        match *number {
            Number::Literal(n) if n >= 1e6 => power(n),
            Number::Literal(n) => n.to_string(),
            Number::Date(d) => d.to_string(),
            Number::Fact(f) => self.fact(f).map_or_else(String::new, |f| format!("`{}`", f.id)),
            Number::Add(a, b) => both(a, "+", b),
            Number::Subtract(a, b) => both(a, "−", b),
            Number::Multiply(a, b) => both(a, "×", b),
            Number::Divide(a, b) => both(a, "÷", b),
        }
    }
}

const fn group_words(is_all: bool, negated: bool) -> &'static str {
    match (is_all, negated) {
        (true, false) => "all of these hold:",
        (false, false) => "at least one of these holds:",
        (true, true) => "these do not all hold:",
        (false, true) => "none of these holds:",
    }
}

/// `10^25`, `5 × 10^8`.
fn power(n: f64) -> String {
    let text = format!("{n:e}");
    match text.split_once('e') {
        Some(("1", exponent)) => format!("10^{exponent}"),
        Some((head, exponent)) => format!("{head} × 10^{exponent}"),
        None => text,
    }
}

fn define_name(d: &Define<'_>) -> String {
    d.report.map_or_else(|| d.id.rsplit('/').next().unwrap_or(d.id).replace('-', " "), str::to_owned)
}

fn sentence_case(text: &str) -> String {
    plain(sentence(text).trim_end_matches('.'))
}

/// The part of an id after its instrument.
fn anchor(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).replace('.', "-")
}

/// Where a law stands on a day, and what it comes to next: "enacted, in force from 2027-01-01".
pub(crate) fn standing(instrument: &Instrument<'_>, day: Date) -> String {
    let now = law_status(instrument, day);
    let next = instrument.status.iter().find(|status| status.from > day);
    let next = next.map(|status| format!("{} from {}", status_words(status.is), status.from));
    match (now, next) {
        (Some(Status::Enacted), Some(next)) => format!("enacted, {next}"),
        (Some(now), Some(next)) => format!("{}; {next}", status_words(now)),
        (Some(now), None) => status_words(now).to_owned(),
        (None, next) => next.unwrap_or_default(),
    }
}

const fn status_words(status: Status) -> &'static str {
    match status {
        Status::InForce => "in force",
        Status::Enacted => "enacted, not yet in force",
        Status::Pending => "pending",
        Status::NotLaw => "not law",
        Status::Soft => "not binding",
        _ => law_status_name(status),
    }
}

const fn grade_words(grade: Grade) -> &'static str {
    match grade {
        Grade::Primary => "the official text, read",
        Grade::PrimaryPart => "the official text, read in part or as quoted by others",
        Grade::Corroborated => "secondary sources that agree",
        Grade::Secondary => "a secondary source",
        Grade::Memory => "from memory; no answer rests on it until it is verified",
    }
}

/// A parameter's value in a line of text.
fn said(value: &ParameterValue<'_>) -> String {
    match value {
        ParameterValue::Bool(b) => if *b { "yes" } else { "no" }.to_owned(),
        ParameterValue::Number(n) => n.to_string(),
        ParameterValue::Text(text) => (*text).to_owned(),
        ParameterValue::List(list) => list.iter().map(said).collect::<Vec<_>>().join(", "),
        ParameterValue::Table(table) => {
            table.iter().map(|p| format!("{}: {}", p.name, said(&p.value))).collect::<Vec<_>>().join(", ")
        }
    }
}
