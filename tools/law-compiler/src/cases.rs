//! The cases beside the laws: reading them, and refusing duties that they do not test.

use crate::error::{CompileError, Errors, SourceFile};
use crate::source::{BaseSource, CaseFile, InstrumentFolder, Parsed, Sources};
use lexcard_law_format::{Date, Duty, Grade, Instrument, Pack};
use std::collections::BTreeMap;

/// One worked example: facts in, expected answers out.
#[derive(Debug, Clone)]
pub struct Case {
    pub file: String,
    /// One-based.
    pub line: usize,
    pub instrument: &'static str,
    pub name: String,
    pub on: Date,
    pub facts: toml::Table,
    pub judgements: BTreeMap<String, bool>,
    pub expect: Vec<Expectation>,
    pub dispute: String,
}

/// What is expected of one duty, exemption, define or note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Full id.
    pub id: String,
    /// Day to evaluate on, if not the case's own.
    pub on: Option<Date>,
    /// `applies`, `doesNotApply`, `undetermined`; `yes`, `no`, `unknown`; `met`, `notMet`; comma-separated qualifiers
    /// `leaning X`, `yours`, `other`, `upcoming`, `from DATE`, `missing FACT`.
    pub text: String,
}

pub(crate) fn collect(sources: &Sources, pack: &Pack<'static>) -> Result<Vec<Case>, Errors> {
    let mut errors = Vec::new();
    let mut cases = Vec::new();
    for folder in &sources.instruments {
        let head = folder.files.iter().find_map(|f| f.value.instrument.as_ref());
        let Some(id) = head.and_then(|h| pack.instruments.iter().find(|i| i.id == h.id.get_ref()).map(|i| i.id)) else {
            continue;
        };
        let from = cases.len();
        for file in &folder.cases {
            for case in &file.value.case {
                match read_case(pack, folder, file, id, case) {
                    Ok(case) => cases.push(case),
                    Err(e) => errors.push(e),
                }
            }
        }
        check_coverage(pack, folder, id, cases.get(from..).unwrap_or_default(), &mut errors);
    }
    if errors.is_empty() { Ok(cases) } else { Err(Errors(errors)) }
}

fn read_case(
    pack: &Pack<'static>,
    folder: &InstrumentFolder,
    file: &Parsed<CaseFile>,
    instrument: &'static str,
    case: &crate::source::CaseSource,
) -> Result<Case, CompileError> {
    let at = case.name.span().start;
    let bad_date = |at: usize| file.file.error(at, "not a calendar date");
    let on: Date = case.on.get_ref().to_string().parse().map_err(|_| bad_date(case.on.span().start))?;
    let (mut facts, mut judgements) = (toml::Table::new(), BTreeMap::new());
    let mut next = case.base.as_ref();
    let mut chain = Vec::new();
    while let Some(name) = next {
        let base = folder.cases.iter().find_map(|f| f.value.base.get(name.get_ref()));
        let base =
            base.ok_or_else(|| file.file.error(name.span().start, format!("unknown base `{}`", name.get_ref())))?;
        if chain.len() > 8 {
            return Err(file.file.error(at, "bases refer to each other in a circle"));
        }
        chain.push(base);
        next = base.base.as_ref();
    }
    for BaseSource { facts: f, judgements: j, .. } in chain.into_iter().rev() {
        merge(&mut facts, f);
        judgements.extend(j.clone());
    }
    merge(&mut facts, &case.facts);
    judgements.extend(case.judgements.clone());
    for path in &case.forget {
        if !forget(&mut facts, path.get_ref()) {
            let message = format!("the base has no fact `{}` to forget", path.get_ref());
            return Err(file.file.error(path.span().start, message));
        }
    }
    let judgements = judgements
        .into_iter()
        .map(|(name, value)| (if name.contains('/') { name } else { format!("{instrument}/{name}") }, value))
        .collect();
    let mut expect = Vec::new();
    for (name, text) in &case.expect {
        let id = full_id(pack, instrument, name)
            .ok_or_else(|| file.file.error(text.span().start, format!("nothing is called `{name}`")))?;
        expect.push(Expectation { id, on: None, text: text.get_ref().clone() });
    }
    for (name, date) in &case.starts {
        let (id, day) = dated(pack, instrument, name, date, &file.file)?;
        expect.push(Expectation { id: id.clone(), on: Some(day.previous()), text: "doesNotApply".into() });
        expect.push(Expectation { id, on: Some(day), text: "applies".into() });
    }
    for (name, date) in &case.ends {
        let (id, day) = dated(pack, instrument, name, date, &file.file)?;
        expect.push(Expectation { id: id.clone(), on: Some(day), text: "applies".into() });
        expect.push(Expectation { id, on: Some(day.next()), text: "doesNotApply".into() });
    }
    if expect.is_empty() {
        return Err(file.file.error(at, "a case expects something"));
    }
    Ok(Case {
        file: file.file.name.clone(),
        line: file.file.error(at, "").line,
        instrument,
        name: case.name.get_ref().clone(),
        on,
        facts,
        judgements,
        expect,
        dispute: case.dispute.clone(),
    })
}

fn dated(
    pack: &Pack<'static>,
    instrument: &str,
    name: &str,
    date: &toml::Spanned<toml::value::Datetime>,
    file: &SourceFile,
) -> Result<(String, Date), CompileError> {
    let at = date.span().start;
    let id = full_id(pack, instrument, name).ok_or_else(|| file.error(at, format!("nothing is called `{name}`")))?;
    let day = date.get_ref().to_string().parse().map_err(|_| file.error(at, "not a calendar date"))?;
    Ok((id, day))
}

fn full_id(pack: &Pack<'static>, instrument: &str, name: &str) -> Option<String> {
    let known = |id: &str| {
        pack.duties.iter().any(|d| d.id == id)
            || pack.exemptions.iter().any(|e| e.id == id || id.strip_prefix(e.id).is_some_and(|r| is_limb(e, r)))
            || pack.defines.iter().any(|d| d.id == id)
            || pack.notes.iter().any(|n| n.id == id)
    };
    let full = format!("{instrument}/{name}");
    if known(&full) { Some(full) } else { known(name).then(|| name.to_owned()) }
}

fn is_limb(exemption: &lexcard_law_format::Exemption<'_>, rest: &str) -> bool {
    rest.strip_prefix('#').is_some_and(|limb| exemption.limbs.iter().any(|l| l.id == limb))
}

fn merge(into: &mut toml::Table, from: &toml::Table) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(toml::Value::Table(a)), toml::Value::Table(b)) => merge(a, b),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

fn forget(facts: &mut toml::Table, path: &str) -> bool {
    match path.split_once('.') {
        None => facts.remove(path).is_some(),
        Some((head, rest)) => match facts.get_mut(head) {
            Some(toml::Value::Table(t)) => forget(t, rest),
            _ => false,
        },
    }
}

/// Whether the law ever binds after the duty begins. A law that is stayed or repealed before that never bites.
fn ever_bites(instrument: &Instrument<'_>, duty: &Duty<'_>) -> bool {
    let first = duty.from.iter().map(|v| v.date).min();
    let ends = instrument.status.iter().skip(1).map(|s| Some(s.from)).chain([None]);
    instrument.status.iter().zip(ends).any(|(s, end)| s.is.binds() && end.is_none_or(|e| first.is_none_or(|f| f < e)))
}

/// Every duty needs a case that fires, one that does not, and one on each side of each of its dates.
fn check_coverage(
    pack: &Pack<'static>,
    folder: &InstrumentFolder,
    instrument: &'static str,
    cases: &[Case],
    errors: &mut Vec<CompileError>,
) {
    for duty in
        pack.duties.iter().filter(|d| pack.instruments.get(d.instrument as usize).is_some_and(|i| i.id == instrument))
    {
        let mentions: Vec<(Date, &str)> = cases
            .iter()
            .flat_map(|c| c.expect.iter().map(move |e| (c.on, e)))
            .filter(|(_, e)| e.id == duty.id)
            .map(|(on, e)| (e.on.unwrap_or(on), e.text.as_str()))
            .collect();
        let status = |text: &str, wanted: &str| text.split(',').next().is_some_and(|s| s.trim() == wanted);
        let binds = pack.instruments.get(duty.instrument as usize).is_some_and(|i| ever_bites(i, duty));
        let fires =
            |text: &str| status(text, "applies") || (duty.grade == Grade::Memory && status(text, "undetermined"));
        let mut missing = Vec::new();
        if binds && !mentions.iter().any(|(_, t)| fires(t)) {
            missing.push("one that fires".to_owned());
        }
        if !mentions.iter().any(|(_, t)| status(t, "doesNotApply")) {
            missing.push("one that does not fire".to_owned());
        }
        for v in &duty.from {
            if binds && !(mentions.iter().any(|(on, _)| *on < v.date) && mentions.iter().any(|(on, _)| *on >= v.date)) {
                missing.push(format!("one on each side of {}", v.date));
            }
        }
        for v in &duty.until {
            if binds && !(mentions.iter().any(|(on, _)| *on <= v.date) && mentions.iter().any(|(on, _)| *on > v.date)) {
                missing.push(format!("one on each side of the end, {}", v.date));
            }
        }
        if !missing.is_empty() {
            let name = duty.id.rsplit('/').next().unwrap_or_default();
            let found = folder.files.iter().find_map(|f| {
                let d = f.value.duty.iter().find(|d| d.id.get_ref() == name)?;
                Some((&f.file, d.id.span().start))
            });
            if let Some((file, at)) = found {
                errors.push(file.error(at, format!("duty `{name}` lacks a case: {}", missing.join(", "))));
            }
        }
    }
}
