//! Answers as plain text for a terminal: what to do and by when first, then what is open, what is not owed, what was not
//! checked.

use super::card::CardResult;
use super::classification::{Classification, DutyAnswer, DutyStatus, LimbStatus, TermStatus};
use super::gaps::{self, Gaps};
use super::plan::OperatorPlan;
use crate::diagnostic::{DiagnosticOut, Severity, rules};
use crate::law::Phase;
use crate::order;
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
/// Most notes.
const NOTES: usize = 3;

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
    page.line(&headline(c));
    let applies = |d: &&DutyAnswer<'_>| d.status == DutyStatus::Applies && d.kind != "option";
    let yours: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(applies).filter(|d| d.yours != Some(false)).collect();
    let others: Vec<&DutyAnswer<'_>> = c.duties.iter().filter(applies).filter(|d| d.yours == Some(false)).collect();

    let (on_request, mut yours): (Vec<_>, Vec<_>) = yours.into_iter().partition(|d| d.kind == "on-request");
    // What came last is least likely to be done already.
    order::by(&mut yours, |a, b| {
        (b.kind == "prohibition", &b.applies_from).cmp(&(a.kind == "prohibition", &a.applies_from))
    });
    if yours.is_empty() {
        page.heading("To do now: nothing that is decided");
    } else {
        page.heading("To do now");
        if yours.len() <= 2 * MOST {
            for d in &yours {
                duty_line(&mut page, d, short, yours.len() <= MOST);
            }
        } else {
            by_law(&mut page, &yours, short);
        }
    }
    if !on_request.is_empty() {
        page.item("  If asked: ", &titles(&on_request, short));
    }
    if let Some(plan) = &c.plan {
        page.heading("One plan for all of these places");
        for (first, text) in plan_lines(plan) {
            page.item(first, &text);
        }
    }
    let mut upcoming: Vec<&DutyAnswer<'_>> = upcoming(c).collect();
    if !upcoming.is_empty() {
        page.heading("To come");
        to_come(&mut page, &mut upcoming, short);
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
    if !c.notes.is_empty() {
        page.heading("Good to know");
        let mut notes: Vec<_> = c.notes.iter().collect();
        order::by_key(&mut notes, |n| n.level);
        for note in notes.iter().take(NOTES) {
            page.item("  ! ", note.text);
        }
        if notes.len() > NOTES {
            page.line(&format!("  … and {} more, see the JSON answer", notes.len() - NOTES));
        }
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
    page.item("  ", &clip(&c.not_covered.join("; "), 420));
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
        page.item("    ", first_sentence(d.text));
    }
}

/// What to do in a nutshell; the JSON and Markdown answers have the rest.
fn first_sentence(text: &str) -> &str {
    text.match_indices(". ")
        .find(|(at, _)| !text.get(..*at).unwrap_or_default().ends_with("Art"))
        .map_or(text, |(at, _)| text.get(..=at).unwrap_or(text))
}

/// What will be owed on a later day, by whoever asks or may be meant.
pub(super) fn upcoming<'c, 'p>(c: &'c Classification<'p>) -> impl Iterator<Item = &'c DutyAnswer<'p>> {
    c.duties.iter().filter(|d| {
        d.phase == Phase::Upcoming && d.condition == TermStatus::Yes && d.kind != "option" && d.yours != Some(false)
    })
}

/// How many there are, of each kind.
pub(super) fn headline(c: &Classification<'_>) -> String {
    let s = &c.summary;
    let others =
        c.duties.iter().filter(|d| d.status == DutyStatus::Applies && d.kind != "option" && d.yours == Some(false));
    let others = others.count();
    let may_be_yours = |d: &&DutyAnswer<'_>| d.status == DutyStatus::Undetermined && d.yours != Some(false);
    let open = c.duties.iter().filter(may_be_yours).filter(|d| d.kind != "option").count();
    let perhaps = (s.applies as usize).saturating_sub(s.yours as usize + others);
    let mut parts = vec![match s.yours {
        0 => "No duty is yours now".to_owned(),
        1 => "1 duty is yours now".to_owned(),
        n => format!("{n} duties are yours now"),
    }];
    let mut add = |n: usize, one: &str, many: &str| match n {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        n => parts.push(format!("{n} {many}")),
    };
    add(perhaps, "may be, depending on your role", "may be, depending on your role");
    add(others, "is borne by others", "are borne by others");
    add(open, "is open", "are open");
    add(upcoming(c).count(), "is to come for you", "are to come for you");
    format!("{}.", parts.join(", "))
}

/// Duties by place and title, in one run of text.
fn titles(duties: &[&DutyAnswer<'_>], short: &BTreeMap<&str, &str>) -> String {
    duties.iter().map(|d| format!("{}: {}", place(d, short), lower(d.title))).collect::<Vec<_>>().join("; ")
}

/// With a small first letter, inside a sentence; abbreviations stay as they are.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

/// What is to come, by day and law; where a law brings much on one day, in one run of text.
fn to_come(page: &mut Page, duties: &mut [&DutyAnswer<'_>], short: &BTreeMap<&str, &str>) {
    fn order<'p>(d: &DutyAnswer<'p>) -> (String, &'p str) {
        (d.applies_from.clone().unwrap_or_else(|| "date open ".to_owned()), d.instrument)
    }
    order::by_key(duties, |d| order(d));
    let groups: Vec<&[&DutyAnswer<'_>]> = duties.chunk_by(|a, b| order(a) == order(b)).collect();
    for group in groups.iter().take(MOST) {
        let Some(first) = group.first() else { continue };
        let (date, law) = order(first);
        let name = short.get(law).copied().unwrap_or(law);
        let text = match group.len() {
            1 => format!("{}: {}", place(first, short), lower(first.title)),
            n => format!("{name}, {n} duties: {}", clip(&titles_alone(group), 240)),
        };
        page.item(&format!("  {date}  "), &text);
    }
    if groups.len() > MOST {
        page.line(&format!("  … and {} more days and laws", groups.len() - MOST));
    }
}

/// Titles without their places, each once.
fn titles_alone(duties: &[&DutyAnswer<'_>]) -> String {
    let mut titles: Vec<String> = Vec::new();
    for title in duties.iter().map(|d| lower(d.title)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join("; ")
}

/// Many duties: a line per law, with its first day and its provisions.
fn by_law(page: &mut Page, duties: &[&DutyAnswer<'_>], short: &BTreeMap<&str, &str>) {
    let mut laws: BTreeMap<&str, Vec<&DutyAnswer<'_>>> = BTreeMap::new();
    for d in duties {
        laws.entry(d.instrument).or_default().push(d);
    }
    for (id, duties) in laws {
        // The first day of all of them, or none: one whose day is open may have been owed before the others.
        let days: Option<Vec<&str>> = duties.iter().map(|d| d.applies_from.as_deref()).collect();
        let since = days.and_then(|days| Some((*days.iter().min()?, *days.iter().max()?))).map_or(
            String::new(),
            |(first, last)| {
                if first == last { format!(", since {first}") } else { format!(", the first since {first}") }
            },
        );
        let count = if duties.len() == 1 { "1 duty".to_owned() } else { format!("{} duties", duties.len()) };
        let name = page.paint("1", short.get(id).copied().unwrap_or(id));
        page.item("  • ", &format!("{name} ({count}{since}): {}", clip(&titles_alone(&duties), 240)));
    }
}

/// The merged plan of an operator, each line with its beginning: what satisfies every law at once, and where the laws differ.
pub(super) fn plan_lines(plan: &OperatorPlan<'_>) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if !plan.starts.is_empty() {
        let day = |s: &super::plan::StartPlan<'_>| s.date.clone().unwrap_or_else(|| "on a day that is open".to_owned());
        let one = |s: &super::plan::StartPlan<'_>| format!("{} in {}", day(s), places(&s.places));
        lines.push(("  ", format!("Parts begin later: {}.", join(plan.starts.iter().map(one)))));
    }
    if let Some(c) = &plan.crisis {
        let gate = if c.gate.is_empty() {
            String::new()
        } else {
            format!(" The service may not run without it in {}.", places(&c.gate))
        };
        let publish = if c.publishes.is_empty() {
            String::new()
        } else {
            format!(" Publish it, with the figures asked for: {}.", c.publishes.join(", "))
        };
        lines.push((
            "  ",
            format!(
                "First, a crisis protocol ({}).{gate} Detect {}; refer to {}.{publish}",
                places(&c.places),
                c.detects.join(", "),
                c.referral.join("; to "),
            ),
        ));
    }
    for n in &plan.notices {
        let who = if n.audience == "minors" { "Minors" } else { "All users" };
        let start = n.at_start.map_or(String::new(), |s| format!(" {}", opening(s)));
        let every = n.every_hours.map_or(String::new(), |h| format!(", then at least every {}", hours(h)));
        let strict =
            if n.strictest.is_empty() { String::new() } else { format!(" (the interval of {})", places(&n.strictest)) };
        lines.push(("  ", format!("{who}: say that it is artificial{start}{every}{strict}.")));
        for (words, some) in differences(n) {
            lines.push(("    enough in ", format!("{}: {words}", places(&some))));
        }
        let mut breaks: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for r in &n.by_place {
            if let Some(h) = r.break_every_hours {
                breaks.entry(format!("every {}", hours(h))).or_default().push(r.jurisdiction);
            }
        }
        if !breaks.is_empty() {
            let one = |(every, some): (String, Vec<&str>)| format!("{every} in {}", places(&some));
            lines.push(("    ", format!("with a reminder to take a break {}", join(breaks.into_iter().map(one)))));
        }
    }
    let listed = |first: &str, all: &[super::plan::ForbiddenPlan<'_>], audience: &str| {
        let one = |f: &super::plan::ForbiddenPlan<'_>| format!("{} ({})", f.what, places(&f.places));
        let text = join(all.iter().filter(|f| f.audience == audience).map(one));
        (!text.is_empty()).then(|| ("  ", format!("{first}: {}", clip(&text, 420))))
    };
    lines.extend(listed("Never", &plan.forbidden, "all"));
    lines.extend(listed("Never with minors", &plan.forbidden, "minors"));
    lines.extend(listed("Minors and parents can set", &plan.tools, "minors"));
    if !plan.reports.is_empty() {
        let one = |r: &super::plan::ReportPlan<'_>| {
            let when = match (r.first, r.every) {
                (Some(first), Some(every)) => format!(", first by {first}, then every {every}"),
                (Some(first), None) => format!(" by {first}"),
                (None, Some(every)) => format!(" every {every}"),
                (None, None) => String::new(),
            };
            format!("{} to {}{when}", places(&[r.jurisdiction]), r.to)
        };
        lines.push(("  ", format!("Reports: {}.", join(plan.reports.iter().map(one)))));
    }
    lines
}

/// Where less than the merged notice is enough: what, and in which places.
fn differences<'p>(n: &super::plan::NoticePlan<'p>) -> BTreeMap<String, Vec<&'p str>> {
    let mut differs: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for r in &n.by_place {
        let mut words = Vec::new();
        if r.only_if_misled {
            words.push("a notice where a user could be misled".to_owned());
        } else {
            if r.at_start != n.at_start {
                words.extend(r.at_start.map(opening));
            }
            if r.every_hours != n.every_hours {
                let strict = match r.every_hours_strict_reading {
                    Some(h) => format!(" (every {}, as some read it)", hours(h)),
                    None => String::new(),
                };
                words.push(
                    r.every_hours.map_or("no fixed interval".to_owned(), |h| format!("every {}{strict}", hours(h))),
                );
            }
            if r.persistent_alternative {
                words.push("or a notice that stays visible".to_owned());
            }
        }
        if !words.is_empty() {
            let places = differs.entry(words.join(", ")).or_default();
            if !places.contains(&r.jurisdiction) {
                places.push(r.jurisdiction);
            }
        }
    }
    differs
}

/// A word for the opening notice as a sentence has it; the words stand in `src/laws/us/chatbots/defines.toml`.
fn opening(word: &str) -> String {
    match word {
        "if misled" => "where a user could be misled".to_owned(),
        "if asked" => "when asked".to_owned(),
        "once" => "once".to_owned(),
        "first access" => "before first use".to_owned(),
        "periodic" => "from time to time".to_owned(),
        "once in 24 hours" => "at the start, once in 24 hours".to_owned(),
        "once per day" => "at the start, once a day".to_owned(),
        "first of the day" => "at the first interaction of the day".to_owned(),
        other => format!("at the start of {other}"),
    }
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

/// Places in a row; the states of one country without its name, which stands once before them.
fn places(list: &[&str]) -> String {
    let states: Option<Vec<&str>> = list.iter().map(|p| p.strip_prefix("US-")).collect();
    states.map_or_else(|| list.join(", "), |states| states.join(", "))
}

fn hours(h: f64) -> String {
    if (h - 1.0).abs() < f64::EPSILON { "hour".to_owned() } else { format!("{h} hours") }
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
    let undetermined = c.duties.iter().filter(|d| d.status == DutyStatus::Undetermined);
    let (others, undetermined): (Vec<_>, Vec<_>) = undetermined.partition(|d| d.yours == Some(false));
    let others: Vec<&DutyAnswer<'_>> =
        others.into_iter().filter(|d| d.leaning != Some(DutyStatus::DoesNotApply)).collect();
    let ahead = |d: &&DutyAnswer<'_>| d.phase == Phase::Upcoming && d.condition == TermStatus::Unknown;
    let ahead: Vec<&DutyAnswer<'_>> = c
        .duties
        .iter()
        .filter(ahead)
        .filter(|d| d.leaning != Some(DutyStatus::DoesNotApply) && d.yours != Some(false))
        .collect();
    if undetermined.is_empty() && ahead.is_empty() && others.is_empty() {
        return;
    }
    page.heading("Open");
    if !ahead.is_empty() {
        let mut laws: Vec<(&str, &str)> = ahead
            .iter()
            .map(|d| {
                (d.applies_from.as_deref().unwrap_or(""), short.get(d.instrument).copied().unwrap_or(d.instrument))
            })
            .collect();
        order::by(&mut laws, Ord::cmp);
        laws.dedup_by_key(|l| l.1);
        let laws: Vec<String> =
            laws.into_iter().map(|(day, law)| format!("{law} {day}").trim_end().to_owned()).collect();
        page.item("  ", &format!("may come, if the open questions say so: {}", clip(&laws.join(", "), 300)));
    }
    let groups = [
        ("leaning towards a duty", Some(DutyStatus::Applies)),
        ("leaning against", Some(DutyStatus::DoesNotApply)),
        ("no leaning", None),
    ];
    for (label, leaning) in groups {
        let some: Vec<&DutyAnswer<'_>> =
            undetermined.iter().filter(|d| d.leaning == leaning && !d.unverified).copied().collect();
        match some.len() {
            0 => {}
            n if n <= 2 || (n <= 5 && leaning == Some(DutyStatus::Applies)) => {
                page.item("  ", &format!("{label}: {}", titles(&some, short)));
            }
            _ => page.item("  ", &format!("{label}: {}", clip(&list(&some, short), 360))),
        }
    }
    let unverified: Vec<&DutyAnswer<'_>> = undetermined.iter().filter(|d| d.unverified).copied().collect();
    if !unverified.is_empty() {
        page.item(
            "  ",
            &format!("would apply, but our source is unverified: {}", clip(&list(&unverified, short), 240)),
        );
    }
    if !others.is_empty() {
        page.item("  ", &format!("for others, not you: {}", clip(&list(&others, short), 240)));
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
            LimbStatus::NotMet if !e.relevant => {}
            LimbStatus::NotMet => {
                let failed: Vec<String> =
                    e.limbs.iter().filter(|l| l.status == LimbStatus::NotMet).map(|l| l.id.to_owned()).collect();
                page.item("  ✗ ", &format!("{} does not hold: fails on {}", e.title, failed.join(", ")));
            }
            // One that may not even be about this release, or whose limbs are all open, says nothing yet.
            LimbStatus::Unknown if !e.relevant || e.limbs.iter().all(|l| l.status == LimbStatus::Unknown) => {}
            LimbStatus::Unknown => {
                let open: Vec<&str> =
                    e.limbs.iter().filter(|l| l.status == LimbStatus::Unknown).map(|l| l.id).collect();
                page.item("  ? ", &format!("{} is open on {}", e.title, open.join(", ")));
            }
        }
    }
    // Laws that are meant for such a release and have no force: died, pending, stayed, repealed.
    let name = |id: &str| short.get(id).map_or_else(|| id.to_owned(), |s| (*s).to_owned());
    let mut forceless: BTreeMap<&str, &str> = BTreeMap::new();
    for d in c.duties.iter().filter(|d| d.phase == Phase::NotLaw && d.condition == TermStatus::Yes) {
        forceless.insert(d.instrument, d.law_status.unwrap_or_default());
    }
    if !forceless.is_empty() {
        let word = |status: &str| if status == "notLaw" { "not law".to_owned() } else { status.to_owned() };
        let list: Vec<String> = forceless.iter().map(|(id, s)| format!("{} ({})", name(id), word(s))).collect();
        page.item("  ", &format!("Without force: {}", clip(&list.join(", "), 300)));
    }
    // Laws of which nothing applies, is open or is to come.
    let mut laws: BTreeMap<&str, bool> = BTreeMap::new();
    for d in &c.duties {
        let live =
            d.status != DutyStatus::DoesNotApply || (d.phase == Phase::Upcoming && d.condition != TermStatus::No);
        *laws.entry(d.instrument).or_default() |= live;
    }
    let silent: Vec<String> =
        laws.iter().filter(|(id, live)| !**live && !forceless.contains_key(*id)).map(|(id, _)| name(id)).collect();
    if !silent.is_empty() {
        page.item("  ", &format!("No duty now under: {}", clip(&silent.join(", "), 420)));
    }
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let between = if text.contains("; ") { "; " } else { ", " };
    let kept = cut.rsplit_once(between).map_or(cut.as_str(), |(kept, _)| kept);
    let rest = text.get(kept.len()..).map_or(0, |r| r.matches(between).count());
    format!("{kept} … and {rest} more")
}

/// Findings of a card, one line each with its place, help below.
#[must_use]
pub fn card(name: &str, text: &str, result: &CardResult, style: Style) -> String {
    let mut page = Page::new(style);
    if !result.is_card {
        page.line(&format!("{name}: not a model card"));
    }
    let (findings, sets) = gaps::apart(&result.diagnostics);
    for d in findings {
        finding(&mut page, name, text, d);
    }
    for set in &sets {
        not_shown(&mut page, name, set);
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
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let (errors, warnings, others) = (counted(errors, "error"), counted(warnings, "warning"), counted(others, "hint"));
    page.line(&format!("{errors}, {warnings}, {others}{fix}"));
    page.out
}

/// Word and colour of a severity.
const fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "1;31"),
        Severity::Warning => ("warning", "1;33"),
        Severity::Info => ("info", "1;36"),
        Severity::Hint => ("hint", "1;32"),
    }
}

/// The gaps of one requirement set, an item each.
fn not_shown(page: &mut Page, name: &str, set: &Gaps<'_>) {
    let worst = set.items.iter().map(|gap| gap.severity).min().unwrap_or(Severity::Info);
    let (word, colour) = severity(worst);
    let (word, code, count) = (page.paint(colour, word), rules::REQUIREMENT_GAP.code, set.items.len());
    page.item(&format!("{name}: "), &format!("{word} {code}: {count} not shown of {}", set.set));
    for gap in &set.items {
        let milder = if gap.severity == worst { "" } else { severity(gap.severity).0 };
        let source = gap.citations.first().map_or(String::new(), |c| set.source(c).join(" "));
        let parts = [milder, gaps::item(gap), "§", source.trim()];
        let parts = if source.trim().is_empty() { &parts[..2] } else { &parts[..] };
        page.item("    - ", &parts.join(" ").replace("§ §", "§"));
    }
    if !set.work.is_empty() {
        page.item("    § ", set.work);
    }
}

fn finding(page: &mut Page, name: &str, text: &str, d: &DiagnosticOut) {
    let (word, code) = severity(d.severity);
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
