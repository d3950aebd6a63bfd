//! Joins vocabulary and laws into one pack: resolves names, checks types, cites, dates.

use crate::condition::{self, Kind, Membership, Node};
use crate::error::{CompileError, Errors, SourceFile};
use crate::source::{
    DefineSource, DutySource, ExemptionSource, InstrumentFolder, InstrumentSource, LawFile, OneOrMany, Parsed, Sources,
    Text, VintageSource,
};
use crate::vocabulary::{self, keep};
use lexcard_law_format::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use toml::Spanned;
use toml::value::Datetime;

/// Builds the pack.
pub(crate) fn link(sources: &Sources) -> Result<Pack<'static>, Errors> {
    let mut errors = Vec::new();
    let (facts, fact_ids) = vocabulary::facts(sources, &mut errors);
    let (jurisdictions, place_ids) = vocabulary::places(sources);
    let mut linker = Linker {
        errors,
        fact_ids,
        place_ids,
        works: BTreeMap::new(),
        names: BTreeMap::new(),
        pending: Vec::new(),
        used: BTreeSet::new(),
        interned: HashMap::new(),
        pack: Pack {
            version: keep(sources.pack.value.version.as_str()),
            covers_through: first_date(),
            not_covered: tidy_all(&sources.pack.value.not_covered),
            facts,
            actors: Vec::new(),
            jurisdictions,
            judgements: Vec::new(),
            defines: Vec::new(),
            exprs: Vec::new(),
            children: Vec::new(),
            numbers: Vec::new(),
            instruments: Vec::new(),
            exemptions: Vec::new(),
            duties: Vec::new(),
            penalties: Vec::new(),
            notes: Vec::new(),
            requirement_sets: Vec::new(),
            lists: Arc::default(),
        },
        lists: Lists::default(),
    };
    linker.pack.covers_through = linker.date(&sources.pack.file, 0, &sources.pack.value.covers_through);
    linker.run(sources);
    let Linker { mut errors, mut pack, mut lists, .. } = linker;
    lists.objections = objections(&pack.requirement_sets);
    pack.lists = Arc::new(lists);
    if errors.is_empty() {
        Ok(pack)
    } else {
        errors.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        errors.dedup();
        Err(Errors(errors))
    }
}

/// The place of `wanted` in a table, added if it is not there yet.
fn entry<T: PartialEq>(table: &mut Vec<T>, wanted: T) -> u16 {
    let at = table.iter().position(|known| *known == wanted).unwrap_or_else(|| {
        table.push(wanted);
        table.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn first_date() -> Date {
    Date::new(1, 1, 1).unwrap_or_else(|_| unreachable!("1 January of the year 1 exists"))
}

/// Where a name is looked up: in its instrument, then in the shared defines above it.
#[derive(Debug, Clone, Copy)]
struct Scope<'s> {
    file: &'s SourceFile,
    /// Id of the instrument, or empty in shared files.
    instrument: &'s str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    Define(DefineId),
    Judgement(JudgementId),
}

enum Progress<'s> {
    Waiting(&'s SourceFile, &'s str, &'s DefineSource),
    Running,
    Done,
}

struct Linker<'s> {
    errors: Vec<CompileError>,
    fact_ids: BTreeMap<String, FactId>,
    place_ids: BTreeMap<String, u16>,
    /// (instrument, key) to work; the instrument itself has the empty key.
    works: BTreeMap<(String, String), WorkId>,
    /// Full name (`eu.ai-act/gpai`, or bare for shared ones) to what it names.
    names: BTreeMap<String, Named>,
    /// By define id.
    pending: Vec<Progress<'s>>,
    used: BTreeSet<String>,
    interned: HashMap<String, ExprId>,
    lists: Lists<'static>,
    pack: Pack<'static>,
}

impl<'s> Linker<'s> {
    fn fail(&mut self, file: &SourceFile, at: usize, message: impl Into<String>) {
        self.errors.push(file.error(at, message));
    }

    fn run(&mut self, sources: &'s Sources) {
        match crate::licences::parse(&sources.licences.text) {
            // Leaked like every string of the pack: see `keep`.
            Ok(licences) => self.lists.licences = Vec::leak(licences).iter().map(|l| l.lend()).collect(),
            Err(problems) => {
                for (line, message) in problems {
                    self.errors.push(CompileError { file: sources.licences.name.clone(), line, column: 1, message });
                }
            }
        }
        match crate::hub::parse(&sources.hub.text) {
            Ok(hub) => self.lists.hub = Box::leak(Box::new(hub)).to_hub(),
            Err(e) => self.fail(&sources.hub, 0, e.0),
        }
        for shared in &sources.shared {
            for (name, define) in &shared.value.define {
                self.declare_define(&shared.file, "", name, define);
            }
        }
        // First all names, then all conditions: laws may refer to each other in any order.
        let mut folders = Vec::new();
        for folder in &sources.instruments {
            if let Some(found) = self.declare_instrument(folder) {
                folders.push((folder, found));
            }
        }
        for id in 0..self.pending.len() {
            self.link_define(DefineId::try_from(id).unwrap_or(DefineId::MAX));
        }
        for (id, actor) in &sources.actors.value {
            let scope = Scope { file: &sources.actors.file, instrument: "" };
            let you = self.condition(scope, &actor.you);
            self.pack.actors.push(Actor { id: keep(id.get_ref().as_str()), label: keep(actor.label.as_str()), you });
        }
        // What duties may name in other instruments comes first: requirement sets and exemptions.
        for (folder, (number, id)) in &folders {
            self.link_sets_and_exemptions(folder, *number, id);
        }
        for (folder, (number, id)) in &folders {
            self.link_instrument(folder, *number, id);
        }
        self.report_unused(sources);
    }

    fn declare_instrument(&mut self, folder: &'s InstrumentFolder) -> Option<(InstrumentId, &'s str)> {
        let heads: Vec<(&Parsed<LawFile>, &InstrumentSource)> =
            folder.files.iter().filter_map(|f| f.value.instrument.as_ref().map(|i| (f, i))).collect();
        let [(head, instrument)] = heads.as_slice() else {
            if let Some(f) = folder.files.first() {
                self.fail(&f.file, 0, format!("a folder has one `[instrument]`, this one has {}", heads.len()));
            }
            return None;
        };
        let file = &head.file;
        let id = instrument.id.get_ref().as_str();
        let number = InstrumentId::try_from(self.pack.instruments.len()).unwrap_or(InstrumentId::MAX);
        if self.pack.instruments.iter().any(|i| i.id == id) {
            self.fail(file, instrument.id.span().start, format!("instrument `{id}` exists already"));
        }
        let grade = self.grade(file, &instrument.checked.grade);
        let mut status = Vec::new();
        for s in &instrument.status {
            let from = self.spanned_date(file, &s.from);
            let is = self.status(file, &s.is);
            if status.last().is_some_and(|last: &StatusFrom<'_>| last.from >= from) {
                self.fail(file, s.from.span().start, "status dates must ascend");
            }
            status.push(StatusFrom { from, is, note: tidy(&s.note) });
        }
        if status.is_empty() {
            self.fail(file, instrument.id.span().start, "an instrument needs a status");
        }
        let jurisdiction = self.place_ids.get(instrument.jurisdiction.get_ref()).copied().unwrap_or_else(|| {
            let name = instrument.jurisdiction.get_ref();
            self.errors.push(
                file.error(instrument.jurisdiction.span().start, format!("place `{name}` is not in places.toml")),
            );
            0
        });
        if !instrument.url.starts_with("https://") && !instrument.url.starts_with("http://") {
            self.fail(file, instrument.id.span().start, "an instrument needs the URL of its text");
        }
        let checked_on = self.spanned_date(file, &instrument.checked.on);
        let newest_source = self.spanned_date(file, &instrument.checked.newest_source);
        self.pack.instruments.push(Instrument {
            id: keep(id),
            title: tidy(&instrument.title),
            short: tidy(&instrument.short),
            jurisdiction,
            citation: tidy(&instrument.citation),
            url: keep(instrument.url.as_str()),
            status,
            checked_on,
            newest_source,
            grade,
            unmodelled: tidy_all(&instrument.unmodelled),
        });
        let itself =
            Work { title: tidy(&instrument.citation), url: keep(instrument.url.as_str()), force: Force::Binding };
        let itself = self.work(itself);
        self.works.insert((id.to_owned(), String::new()), itself);
        for f in &folder.files {
            for (key, work) in &f.value.source {
                let force = self.force(&f.file, &work.force);
                let work = Work { title: tidy(&work.title), url: keep(work.url.as_str()), force };
                let work = self.work(work);
                self.works.insert((id.to_owned(), key.clone()), work);
            }
        }
        for f in &folder.files {
            for (name, define) in &f.value.define {
                self.declare_define(&f.file, id, name, define);
            }
            for (name, judgement) in &f.value.judgement {
                let full = format!("{id}/{name}");
                let jid = JudgementId::try_from(self.pack.judgements.len()).unwrap_or(JudgementId::MAX);
                let at = judgement.leaning.span().start;
                if self.names.insert(full.clone(), Named::Judgement(jid)).is_some() {
                    self.fail(&f.file, at, format!("`{name}` is declared twice"));
                }
                let leaning = match judgement.leaning.get_ref().as_str() {
                    "yes" => Some(true),
                    "no" => Some(false),
                    "open" => None,
                    other => {
                        self.fail(&f.file, at, format!("leaning `{other}` is none of yes, no, open"));
                        None
                    }
                };
                let citations = self.cite(&f.file, id, Some(&judgement.cite));
                self.pack.judgements.push(Judgement {
                    id: keep(full),
                    instrument: number,
                    question: tidy(&judgement.question),
                    if_yes: tidy(&judgement.if_yes),
                    if_no: tidy(&judgement.if_no),
                    leaning,
                    why: tidy(&judgement.because),
                    citations,
                });
            }
        }
        Some((number, id))
    }

    fn declare_define(&mut self, file: &'s SourceFile, instrument: &'s str, name: &str, define: &'s DefineSource) {
        let full = if instrument.is_empty() { name.to_owned() } else { format!("{instrument}/{name}") };
        let id = DefineId::try_from(self.pending.len()).unwrap_or(DefineId::MAX);
        if self.names.insert(full.clone(), Named::Define(id)).is_some() || self.fact_ids.contains_key(name) {
            self.fail(file, define.when.span().start, format!("`{name}` is declared twice"));
        }
        let number = self.pack.instruments.iter().position(|i| i.id == instrument).and_then(|n| n.try_into().ok());
        let citations = self.cite(file, instrument, define.cite.as_ref());
        if define.report.is_some() && citations.is_empty() {
            self.fail(file, define.when.span().start, format!("`{name}` is reported but cites nothing"));
        }
        self.pending.push(Progress::Waiting(file, instrument, define));
        self.pack.defines.push(Define {
            id: keep(full),
            instrument: number,
            when: 0,
            report: define.report.as_deref().map(tidy),
            citations,
            presume: None,
            unmodelled: tidy_all(&define.unmodelled),
        });
    }

    /// Links a define's condition on first use; reports a circle.
    fn link_define(&mut self, id: DefineId) -> bool {
        let Some(slot) = self.pending.get_mut(id as usize) else { return false };
        let (file, instrument, define) = match std::mem::replace(slot, Progress::Running) {
            Progress::Waiting(file, instrument, define) => (file, instrument, define),
            Progress::Running => return false,
            Progress::Done => {
                *slot = Progress::Done;
                return true;
            }
        };
        let scope = Scope { file, instrument };
        let when = self.condition(scope, &define.when);
        let presume = define.presume.map(|value| {
            if define.because.trim().is_empty() {
                self.fail(file, define.when.span().start, "a presumption needs `because`");
            }
            let when = define.presume_when.as_ref().map(|w| self.condition(scope, w));
            Presumption { value, when, why: tidy(&define.because) }
        });
        if let Some(d) = self.pack.defines.get_mut(id as usize) {
            d.when = when;
            d.presume = presume;
        }
        if let Some(slot) = self.pending.get_mut(id as usize) {
            *slot = Progress::Done;
        }
        true
    }

    fn link_sets_and_exemptions(&mut self, folder: &'s InstrumentFolder, number: InstrumentId, id: &'s str) {
        let grade = self.pack.instruments.get(number as usize).map_or(Grade::Memory, |i| i.grade);
        for f in &folder.files {
            for set in &f.value.requirement_set {
                self.link_requirement_set(&f.file, number, id, set);
            }
            for exemption in &f.value.exemption {
                self.link_exemption(&f.file, number, id, grade, exemption);
            }
        }
    }

    fn link_instrument(&mut self, folder: &'s InstrumentFolder, number: InstrumentId, id: &'s str) {
        let grade = self.pack.instruments.get(number as usize).map_or(Grade::Memory, |i| i.grade);
        let mut penalties = BTreeMap::new();
        for f in &folder.files {
            for (name, p) in &f.value.penalty {
                let penalty = Penalty { id: keep(name.as_str()), text: tidy(&p.text), locator: tidy(&p.cite) };
                penalties.insert(name.as_str(), entry(&mut self.pack.penalties, penalty));
            }
        }
        let mut used_penalties = BTreeSet::new();
        for f in &folder.files {
            for duty in &f.value.duty {
                used_penalties.extend(duty.penalty.as_ref().map(|p| p.get_ref().as_str()));
                self.link_duty(&f.file, number, id, grade, &penalties, duty);
            }
            for note in &f.value.note {
                let scope = Scope { file: &f.file, instrument: id };
                let level = match note.level.get_ref().as_str() {
                    "warning" => Level::Warning,
                    "info" => Level::Info,
                    "draft" => Level::Draft,
                    other => {
                        self.fail(
                            &f.file,
                            note.level.span().start,
                            format!("`{other}` is none of warning, info, draft"),
                        );
                        Level::Info
                    }
                };
                let citations = self.cite(&f.file, id, Some(&note.cite));
                let when = self.condition(scope, &note.when);
                let grade = note.grade.as_ref().map_or(grade, |g| self.grade(&f.file, g));
                let full = self.unique(&f.file, &note.id, id, |p, full| p.notes.iter().any(|n| n.id == full));
                let from = note.from.as_ref().map(|d| self.spanned_date(&f.file, d));
                let until = note.until.as_ref().map(|d| self.spanned_date(&f.file, d));
                self.pack.notes.push(Note {
                    id: full,
                    instrument: number,
                    level,
                    text: tidy(&note.text),
                    citations,
                    when,
                    from,
                    until,
                    grade,
                });
            }
        }
        for f in &folder.files {
            for name in f.value.penalty.keys().filter(|n| !used_penalties.contains(n.as_str())) {
                self.fail(
                    &f.file,
                    find(&f.file, &format!("[penalty.{name}]")),
                    format!("penalty `{name}` is never used"),
                );
            }
        }
    }

    fn unique(
        &mut self,
        file: &SourceFile,
        name: &Text,
        instrument: &str,
        taken: impl Fn(&Pack<'static>, &str) -> bool,
    ) -> &'static str {
        let full = format!("{instrument}/{}", name.get_ref());
        if taken(&self.pack, &full) {
            self.fail(file, name.span().start, format!("id `{}` is used twice", name.get_ref()));
        }
        keep(full)
    }

    fn link_requirement_set(
        &mut self,
        file: &'s SourceFile,
        number: InstrumentId,
        instrument: &'s str,
        set: &'s crate::source::RequirementSetSource,
    ) {
        let scope = Scope { file, instrument };
        let id = set.id.get_ref().as_str();
        if self.pack.requirement_sets.iter().any(|s| s.id == id) {
            self.fail(file, set.id.span().start, format!("requirement set `{id}` is declared twice"));
        }
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for item in &set.item {
            if !seen.insert(item.id.as_str()) {
                self.fail(file, item.severity.span().start, format!("item `{}` is listed twice", item.id));
            }
            let severity = match item.severity.get_ref().as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                "info" => Severity::Info,
                "hint" => Severity::Hint,
                other => {
                    let message = format!("severity `{other}` is none of error, warning, info, hint");
                    self.fail(file, item.severity.span().start, message);
                    Severity::Info
                }
            };
            let citations = self.cite(file, instrument, item.cite.as_ref());
            let when = item.when.as_ref().map(|w| self.condition(scope, w));
            items.push(Requirement {
                id: keep(item.id.as_str()),
                text: tidy(&item.text),
                citations,
                elements: item.elements.iter().map(|e| keep(e.get_ref().as_str())).collect(),
                keywords: item.keywords.iter().map(|k| keep(k.to_lowercase())).collect(),
                findings: item.findings.iter().map(|rule| keep(rule.as_str())).collect(),
                severity,
                recipients: tidy(&item.recipients),
                when,
            });
        }
        self.pack.requirement_sets.push(RequirementSet {
            id: keep(id),
            instrument: number,
            title: tidy(&set.title),
            place: tidy(&set.place),
            items,
        });
    }

    fn link_exemption(
        &mut self,
        file: &'s SourceFile,
        number: InstrumentId,
        instrument: &'s str,
        grade: Grade,
        exemption: &'s ExemptionSource,
    ) {
        let scope = Scope { file, instrument };
        let id = self.unique(file, &exemption.id, instrument, |p, full| p.exemptions.iter().any(|e| e.id == full));
        let mut limbs = Vec::new();
        for limb in &exemption.limb {
            let when = self.condition(scope, &limb.when);
            let citations = self.cite(file, instrument, limb.cite.as_ref());
            limbs.push(Limb { id: keep(limb.id.as_str()), text: tidy(&limb.text), when, citations });
        }
        let parts: Vec<ExprId> = limbs.iter().map(|l| l.when).collect();
        let any = exemption.join.as_ref().is_some_and(|j| j.get_ref() == "any");
        let when = self.join(any, parts);
        let relevant = exemption.relevant.as_ref().map(|r| self.condition(scope, r));
        let citations = self.cite(file, instrument, Some(&exemption.cite));
        let grade = exemption.grade.as_ref().map_or(grade, |g| self.grade(file, g));
        let from = exemption.from.as_ref().map(|d| self.spanned_date(file, d));
        let until = exemption.until.as_ref().map(|d| self.spanned_date(file, d));
        self.pack.exemptions.push(Exemption {
            id,
            instrument: number,
            title: tidy(&exemption.title),
            text: tidy(&exemption.text),
            citations,
            when,
            relevant,
            limbs,
            from,
            until,
            grade,
            unmodelled: tidy_all(&exemption.unmodelled),
        });
    }

    fn link_duty(
        &mut self,
        file: &'s SourceFile,
        number: InstrumentId,
        instrument: &'s str,
        grade: Grade,
        penalties: &BTreeMap<&str, PenaltyId>,
        duty: &'s DutySource,
    ) {
        let scope = Scope { file, instrument };
        let at = duty.id.span().start;
        let id = self.unique(file, &duty.id, instrument, |p, full| p.duties.iter().any(|d| d.id == full));
        let kind = match duty.kind.as_ref().map_or("duty", |k| k.get_ref()) {
            "duty" => DutyKind::Duty,
            "prohibition" => DutyKind::Prohibition,
            "option" => DutyKind::Option,
            "on-request" => DutyKind::OnRequest,
            other => {
                self.fail(file, at, format!("kind `{other}` is none of duty, prohibition, option, on-request"));
                DutyKind::Duty
            }
        };
        let Some(actor) = self.actor(&duty.actor.get_ref().clone()) else {
            self.fail(file, duty.actor.span().start, format!("actor `{}` is not in actors.toml", duty.actor.get_ref()));
            return;
        };
        let citations = self.cite(file, instrument, duty.cite.as_ref());
        if citations.is_empty() {
            self.fail(file, at, format!("duty `{}` cites nothing", duty.id.get_ref()));
        }
        let when = self.condition(scope, &duty.when);
        let you = duty.you.as_ref().map(|y| self.condition(scope, y));
        let mut exemptions = Vec::new();
        for name in &duty.unless {
            let full = if name.get_ref().contains('/') {
                name.get_ref().clone()
            } else {
                format!("{instrument}/{}", name.get_ref())
            };
            match self.pack.exemptions.iter().position(|e| e.id == full) {
                Some(at) => exemptions.push(ExemptionId::try_from(at).unwrap_or(ExemptionId::MAX)),
                None => self.fail(file, name.span().start, format!("unknown exemption `{}`", name.get_ref())),
            }
        }
        let from = self.vintages(scope, &duty.from);
        let until = self.vintages(scope, &duty.until);
        let enforced = self.vintages(scope, &duty.enforced);
        let ever_binds =
            self.pack.instruments.get(number as usize).is_some_and(|i| i.status.iter().any(|s| s.is.binds()));
        if from.is_empty() && ever_binds {
            self.fail(file, at, format!("duty `{}` has no date from which it applies", duty.id.get_ref()));
        }
        if let (Some(first), Some(last)) = (from.iter().map(|v| v.date).min(), until.iter().map(|v| v.date).max())
            && last < first
        {
            self.fail(file, at, "it ends before it begins");
        }
        let not_before = duty.not_before.as_ref().and_then(|name| {
            let found = self.fact_ids.get(name.get_ref()).copied();
            let is_date = found.is_some_and(|f| self.pack.facts[f as usize].kind == FactKind::Date);
            if !is_date {
                self.fail(file, name.span().start, format!("`{}` is no date fact", name.get_ref()));
            }
            found.filter(|_| is_date)
        });
        let penalty = duty.penalty.as_ref().and_then(|p| {
            let found = penalties.get(p.get_ref().as_str()).copied();
            if found.is_none() {
                self.fail(file, p.span().start, format!("unknown penalty `{}`", p.get_ref()));
            }
            found
        });
        let mut requirement_sets = Vec::new();
        for name in &duty.requires {
            match self.pack.requirement_sets.iter().position(|s| s.id == name.get_ref()) {
                Some(at) => requirement_sets.push(SetId::try_from(at).unwrap_or(SetId::MAX)),
                None => self.fail(file, name.span().start, format!("unknown requirement set `{}`", name.get_ref())),
            }
        }
        let mut not_on = Vec::new();
        for (name, reason) in &duty.not_on {
            match self.actor(name) {
                Some(actor) => not_on.push((actor, tidy(reason))),
                None => self.fail(file, at, format!("actor `{name}` in `not-on` is not in actors.toml")),
            }
        }
        let grade = duty.grade.as_ref().map_or(grade, |g| self.grade(file, g));
        self.pack.duties.push(Duty {
            id,
            instrument: number,
            kind,
            actor,
            title: tidy(&duty.title),
            text: tidy(&duty.text),
            citations,
            when,
            you,
            exemptions,
            from,
            until,
            enforced,
            not_before,
            penalty,
            grade,
            parameters: parameters(&duty.parameters),
            requirement_sets,
            not_on,
            unmodelled: tidy_all(&duty.unmodelled),
        });
    }

    fn actor(&self, name: &str) -> Option<ActorId> {
        self.pack.actors.iter().position(|a| a.id == name).and_then(|at| ActorId::try_from(at).ok())
    }

    fn vintages(&mut self, scope: Scope<'s>, list: &'s [VintageSource]) -> Vec<Vintage<'static>> {
        let mut out = Vec::new();
        for (n, v) in list.iter().enumerate() {
            let last = n + 1 == list.len();
            if last == v.when.is_some() {
                let message = if last { "the last date has no `if`" } else { "only the last date goes without `if`" };
                self.fail(scope.file, v.date.span().start, message);
            }
            let date = self.spanned_date(scope.file, &v.date);
            let when = v.when.as_ref().map(|w| self.condition(scope, w));
            out.push(Vintage { date, when, note: tidy(&v.note) });
        }
        out
    }

    /// The number of a work; the same work has one.
    fn work(&mut self, work: Work<'static>) -> WorkId {
        entry(&mut self.lists.works, work)
    }

    // --- small words -------------------------------------------------------------------------------------------

    fn cite(
        &mut self,
        file: &SourceFile,
        instrument: &str,
        cite: Option<&Spanned<OneOrMany>>,
    ) -> Vec<Citation<'static>> {
        let Some(cite) = cite else { return Vec::new() };
        let mut out = Vec::new();
        for text in cite.get_ref().iter() {
            let prefixed = text.split_once(':').and_then(|(key, rest)| {
                self.works.get(&(instrument.to_owned(), key.trim().to_owned())).map(|w| (*w, rest.trim()))
            });
            let (work, locator) = prefixed.unwrap_or_else(|| {
                let itself = self.works.get(&(instrument.to_owned(), String::new())).copied();
                let nameless = Work { title: "", url: "", force: Force::Binding };
                (itself.unwrap_or_else(|| self.work(nameless)), text.trim())
            });
            if locator.is_empty() && prefixed.is_none() {
                self.fail(file, cite.span().start, "empty citation");
            }
            out.push(Citation { locator: tidy(locator), work });
        }
        out
    }

    fn date(&mut self, file: &SourceFile, at: usize, date: &Datetime) -> Date {
        date.to_string().parse().unwrap_or_else(|e| {
            self.fail(file, at, format!("`{date}` is {e}"));
            first_date()
        })
    }

    fn spanned_date(&mut self, file: &SourceFile, date: &Spanned<Datetime>) -> Date {
        self.date(file, date.span().start, date.get_ref())
    }

    fn grade(&mut self, file: &SourceFile, text: &Text) -> Grade {
        match text.get_ref().as_str() {
            "primary" => Grade::Primary,
            "primary-part" => Grade::PrimaryPart,
            "corroborated" => Grade::Corroborated,
            "secondary" => Grade::Secondary,
            "memory" => Grade::Memory,
            other => {
                let message =
                    format!("grade `{other}` is none of primary, primary-part, corroborated, secondary, memory");
                self.fail(file, text.span().start, message);
                Grade::Memory
            }
        }
    }

    fn status(&mut self, file: &SourceFile, text: &Text) -> Status {
        match text.get_ref().as_str() {
            "in-force" => Status::InForce,
            "enacted" => Status::Enacted,
            "pending" => Status::Pending,
            "not-law" => Status::NotLaw,
            "stayed" => Status::Stayed,
            "repealed" => Status::Repealed,
            "soft" => Status::Soft,
            other => {
                let message =
                    format!("status `{other}` is none of in-force, enacted, pending, not-law, stayed, repealed, soft");
                self.fail(file, text.span().start, message);
                Status::Pending
            }
        }
    }

    fn force(&mut self, file: &SourceFile, text: &Text) -> Force {
        match text.get_ref().as_str() {
            "binding" => Force::Binding,
            "guidance" => Force::Guidance,
            "code" => Force::Code,
            "draft" => Force::Draft,
            "case" => Force::Case,
            "commentary" => Force::Commentary,
            other => {
                let message = format!("force `{other}` is none of binding, guidance, code, draft, case, commentary");
                self.fail(file, text.span().start, message);
                Force::Commentary
            }
        }
    }

    /// Defines, judgements and works that nothing refers to are mistakes, mostly misspelt references.
    fn report_unused(&mut self, sources: &Sources) {
        let files = sources.instruments.iter().flat_map(|i| &i.files);
        let mut unused = Vec::new();
        for f in files {
            let instrument = sources.instruments.iter().find(|i| i.files.iter().any(|x| x.file.name == f.file.name));
            let id = instrument
                .and_then(|i| i.files.iter().find_map(|x| x.value.instrument.as_ref()))
                .map_or("", |i| i.id.get_ref());
            for (name, define) in &f.value.define {
                if define.report.is_none() && !self.used.contains(&format!("{id}/{name}")) {
                    unused.push((&f.file, define.when.span().start, format!("`{name}` is never used nor reported")));
                }
            }
            for (name, judgement) in &f.value.judgement {
                if !self.used.contains(&format!("{id}/{name}")) {
                    unused.push((&f.file, judgement.leaning.span().start, format!("judgement `{name}` is never used")));
                }
            }
        }
        for (file, at, message) in unused {
            self.fail(file, at, message);
        }
    }

    // --- conditions --------------------------------------------------------------------------------------------

    /// Parses and types a condition; on failure reports it and yields a placeholder.
    fn condition(&mut self, scope: Scope<'_>, text: &Text) -> ExprId {
        match condition::parse(text.get_ref()) {
            Ok(node) => self.boolean(scope, text, &node),
            Err(e) => {
                self.fail(scope.file, inside(scope.file, text, e.at), e.message);
                self.intern(Expr::Const(false))
            }
        }
    }

    fn wrong(&mut self, scope: Scope<'_>, text: &Text, node: &Node, message: impl Into<String>) -> ExprId {
        self.fail(scope.file, inside(scope.file, text, node.at), message);
        self.intern(Expr::Const(false))
    }

    fn boolean(&mut self, scope: Scope<'_>, text: &Text, node: &Node) -> ExprId {
        match &node.kind {
            Kind::Bool(value) => self.intern(Expr::Const(*value)),
            Kind::Name(name) => self.name(scope, text, node, name),
            Kind::OfferedIn(place) => self.includes(scope, text, node, "market.places", place),
            Kind::Not(inner) => {
                let inner = self.boolean(scope, text, inner);
                self.intern(Expr::Not(inner))
            }
            Kind::And(parts) | Kind::Or(parts) => {
                let any = matches!(node.kind, Kind::Or(_));
                let ids: Vec<ExprId> = parts.iter().map(|p| self.boolean(scope, text, p)).collect();
                if let Some(message) = self.foregone(any, &ids) {
                    return self.wrong(scope, text, node, message);
                }
                self.join(any, ids)
            }
            Kind::Compare(comparison, left, right) => {
                if let (Kind::Name(name), Kind::Word(word)) = (&left.kind, &right.kind) {
                    let mut id = self.member(scope, text, node, name, Membership::In, &[(right.at, word.clone())]);
                    match comparison {
                        Comparison::Equal => {}
                        Comparison::NotEqual => id = self.intern(Expr::Not(id)),
                        _ => return self.wrong(scope, text, node, "words have no order; use `=` or `!=`"),
                    }
                    return id;
                }
                let (Some((a, unit_a)), Some((b, unit_b))) =
                    (self.number(scope, text, left), self.number(scope, text, right))
                else {
                    return self.intern(Expr::Const(false));
                };
                if unit_a != unit_b {
                    let message = format!("{} is compared with {}", unit_name(&unit_a), unit_name(&unit_b));
                    return self.wrong(scope, text, node, message);
                }
                self.intern(Expr::Compare(*comparison, a, b))
            }
            Kind::Member(membership, left, words) => match &left.kind {
                Kind::Name(name) if *membership == Membership::Includes => {
                    let place = words.first().map(|(_, w)| w.clone()).unwrap_or_default();
                    self.includes(scope, text, node, name, &place)
                }
                Kind::Name(name) => self.member(scope, text, node, name, *membership, words),
                _ => self.wrong(scope, text, left, "only a fact can stand here"),
            },
            Kind::Number(..) | Kind::Date(_) | Kind::Arithmetic(..) => {
                self.wrong(scope, text, node, "a number is no condition; compare it with something")
            }
            Kind::Word(w) => self.wrong(scope, text, node, format!("'{w}' is no condition; compare a fact with it")),
        }
    }

    fn name(&mut self, scope: Scope<'_>, text: &Text, node: &Node, name: &str) -> ExprId {
        if let Some(&id) = self.fact_ids.get(name) {
            let fact = &self.pack.facts[id as usize];
            let message = match fact.kind {
                FactKind::Bool => return self.intern(Expr::Fact(id)),
                FactKind::Choice => format!("`{name}` is a choice; write `{name} = '…'`"),
                FactKind::Set => format!("`{name}` is a set; write `{name} has '…'`"),
                FactKind::Places => format!("`{name}` is a list of places; write `{name} includes '…'`"),
                FactKind::Number | FactKind::Date => format!("`{name}` must be compared with something"),
                FactKind::Text => format!("`{name}` is free text, which laws cannot test"),
            };
            return self.wrong(scope, text, node, message);
        }
        let full = format!("{}/{name}", scope.instrument);
        let (full, named) = match (self.names.get(&full), self.names.get(name)) {
            (Some(&n), _) if !scope.instrument.is_empty() => (full, n),
            (_, Some(&n)) => (name.to_owned(), n),
            _ => {
                let hint =
                    self.nearest(scope.instrument, name).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
                return self.wrong(scope, text, node, format!("unknown name `{name}`{hint}"));
            }
        };
        self.used.insert(full);
        match named {
            Named::Judgement(id) => self.intern(Expr::Judgement(id)),
            Named::Define(id) if self.link_define(id) => self.intern(Expr::Define(id)),
            Named::Define(_) => self.wrong(scope, text, node, format!("`{name}` is defined by itself")),
        }
    }

    fn fact_of(&mut self, scope: Scope<'_>, text: &Text, node: &Node, name: &str) -> Option<FactId> {
        let found = self.fact_ids.get(name).copied();
        if found.is_none() {
            let hint =
                self.nearest(scope.instrument, name).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            self.wrong(scope, text, node, format!("unknown fact `{name}`{hint}"));
        }
        found
    }

    fn includes(&mut self, scope: Scope<'_>, text: &Text, node: &Node, name: &str, place: &str) -> ExprId {
        let Some(id) = self.fact_of(scope, text, node, name) else { return self.intern(Expr::Const(false)) };
        if self.pack.facts[id as usize].kind != FactKind::Places {
            return self.wrong(scope, text, node, format!("`{name}` is no list of places"));
        }
        if !self.place_ids.contains_key(place) {
            return self.wrong(scope, text, node, format!("place `{place}` is not in places.toml"));
        }
        self.intern(Expr::OfferedIn(id, keep(place)))
    }

    fn member(
        &mut self,
        scope: Scope<'_>,
        text: &Text,
        node: &Node,
        name: &str,
        membership: Membership,
        words: &[(usize, String)],
    ) -> ExprId {
        let Some(id) = self.fact_of(scope, text, node, name) else { return self.intern(Expr::Const(false)) };
        let fact = &self.pack.facts[id as usize];
        let wanted = if membership == Membership::In { FactKind::Choice } else { FactKind::Set };
        if fact.kind != wanted {
            let message = match fact.kind {
                FactKind::Choice => format!("`{name}` is a choice; use `=`, `!=` or `in`"),
                FactKind::Set => format!("`{name}` is a set; use `has`, `overlaps`, `within` or `covers`"),
                _ => format!("`{name}` has no options to choose from"),
            };
            return self.wrong(scope, text, node, message);
        }
        let mut mask = 0u64;
        let mut unknown = Vec::new();
        for (at, word) in words {
            match fact.options.iter().position(|o| o.id == word) {
                Some(bit) => mask |= 1 << bit,
                None => unknown.push((*at, word.clone())),
            }
        }
        if let Some((at, word)) = unknown.first() {
            let options: Vec<&str> = fact.options.iter().map(|o| o.id).collect();
            let message = format!("`{name}` has no option '{word}'; it has {}", options.join(", "));
            self.fail(scope.file, inside(scope.file, text, *at), message);
        }
        self.intern(match membership {
            Membership::In => Expr::OneOf(id, mask),
            Membership::Within => Expr::Within(id, mask),
            Membership::Covers => Expr::Covers(id, mask),
            Membership::Has | Membership::Overlaps | Membership::Includes => Expr::Overlaps(id, mask),
        })
    }

    /// A numeric term and its unit (`date` for dates).
    fn number(&mut self, scope: Scope<'_>, text: &Text, node: &Node) -> Option<(NumberId, String)> {
        let (number, unit) = match &node.kind {
            Kind::Number(n, unit) => (Number::Literal(*n), unit.clone().unwrap_or_default()),
            Kind::Date(d) => (Number::Date(*d), "date".to_owned()),
            Kind::Name(name) => {
                let id = self.fact_of(scope, text, node, name)?;
                let fact = &self.pack.facts[id as usize];
                match fact.kind {
                    FactKind::Number => (Number::Fact(id), fact.unit.to_owned()),
                    FactKind::Date => (Number::Fact(id), "date".to_owned()),
                    FactKind::Choice => {
                        self.wrong(scope, text, node, format!("`{name}` is a choice; put the word in quotes"));
                        return None;
                    }
                    _ => {
                        self.wrong(scope, text, node, format!("`{name}` is neither a number nor a date"));
                        return None;
                    }
                }
            }
            Kind::Arithmetic(op, left, right) => {
                let (a, unit_a) = self.number(scope, text, left)?;
                let (b, unit_b) = self.number(scope, text, right)?;
                let (number, unit) = match op {
                    '+' if unit_a == unit_b => (Number::Add(a, b), Some(unit_a)),
                    '-' if unit_a == unit_b => (Number::Subtract(a, b), Some(unit_a)),
                    '*' if unit_a.is_empty() => (Number::Multiply(a, b), Some(unit_b)),
                    '*' if unit_b.is_empty() => (Number::Multiply(a, b), Some(unit_a)),
                    '/' if unit_b.is_empty() => (Number::Divide(a, b), Some(unit_a)),
                    '/' if unit_a == unit_b => (Number::Divide(a, b), Some(String::new())),
                    _ => (Number::Literal(0.0), None),
                };
                let Some(unit) = unit.filter(|u| u != "date") else {
                    self.wrong(scope, text, node, format!("`{op}` cannot join these units"));
                    return None;
                };
                (number, unit)
            }
            _ => {
                self.wrong(scope, text, node, "a number or date is needed here");
                return None;
            }
        };
        let id = NumberId::try_from(self.pack.numbers.len()).unwrap_or(NumberId::MAX);
        self.pack.numbers.push(number);
        Some((id, unit))
    }

    /// Why a conjunction can never hold, or an alternative always does.
    fn foregone(&self, any: bool, parts: &[ExprId]) -> Option<String> {
        let expr = |id: ExprId| self.pack.exprs.get(id as usize);
        let opposed = parts.iter().any(|&p| matches!(expr(p), Some(&Expr::Not(x)) if parts.contains(&x)));
        let clash = !any
            && parts.iter().enumerate().any(|(n, &p)| {
                let Some(&Expr::OneOf(f, mask)) = expr(p) else { return false };
                parts[..n]
                    .iter()
                    .any(|&q| matches!(expr(q), Some(&Expr::OneOf(g, other)) if f == g && mask & other == 0))
            });
        let constant = parts.iter().any(|&p| matches!(expr(p), Some(Expr::Const(value)) if *value == any));
        // Placeholders of earlier errors are constants too; do not pile up messages.
        (opposed || clash || (constant && self.errors.is_empty()))
            .then(|| if any { "this always holds" } else { "this can never hold" }.to_owned())
    }

    fn join(&mut self, any: bool, parts: Vec<ExprId>) -> ExprId {
        match parts.as_slice() {
            [] => self.intern(Expr::Const(!any)),
            [one] => *one,
            _ => {
                let key = format!("{any}{parts:?}");
                if let Some(&id) = self.interned.get(&key) {
                    return id;
                }
                let start = u32::try_from(self.pack.children.len()).unwrap_or(u32::MAX);
                let len = u16::try_from(parts.len()).unwrap_or(u16::MAX);
                self.pack.children.extend(parts);
                let id = self.push(if any { Expr::Or(start, len) } else { Expr::And(start, len) });
                self.interned.insert(key, id);
                id
            }
        }
    }

    fn intern(&mut self, expr: Expr<'static>) -> ExprId {
        let key = format!("{expr:?}");
        if let Some(&id) = self.interned.get(&key) {
            return id;
        }
        let id = self.push(expr);
        self.interned.insert(key, id);
        id
    }

    fn push(&mut self, expr: Expr<'static>) -> ExprId {
        let id = ExprId::try_from(self.pack.exprs.len()).unwrap_or(ExprId::MAX);
        self.pack.exprs.push(expr);
        id
    }

    fn nearest(&self, instrument: &str, name: &str) -> Option<String> {
        let local = format!("{instrument}/");
        let names = self.names.keys().map(|n| n.strip_prefix(&local).unwrap_or(n));
        let candidates = names.chain(self.fact_ids.keys().map(String::as_str));
        candidates
            .map(|c| (distance(c, name), c))
            .filter(|(d, _)| *d <= 2.max(name.len() / 4))
            .min()
            .map(|(_, c)| c.to_owned())
    }
}

fn unit_name(unit: &str) -> String {
    match unit {
        "" => "a number without unit".to_owned(),
        "date" => "a date".to_owned(),
        unit => format!("a number of {unit}"),
    }
}

/// Byte offset in the file of an offset inside a quoted condition.
fn inside(file: &SourceFile, text: &Text, at: usize) -> usize {
    let raw = file.text.get(text.span()).unwrap_or_default();
    let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let newline = raw.get(quotes..).map_or(0, |r| usize::from(r.starts_with('\n')));
    text.span().start + quotes + newline + at
}

fn find(file: &SourceFile, needle: &str) -> usize {
    file.text.find(needle).unwrap_or(0)
}

/// One line, single spaces.
fn tidy(text: &str) -> &'static str {
    keep(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn tidy_all(list: &[String]) -> Vec<&'static str> {
    list.iter().map(|t| tidy(t)).collect()
}

/// By name: answers give them in this order.
fn parameters(table: &toml::Table) -> Vec<Parameter<'static>> {
    let mut all: Vec<_> = table
        .iter()
        .map(|(name, value)| Parameter { name: keep(name.as_str()), value: parameter_value(value) })
        .collect();
    all.sort_by_key(|p| p.name);
    all
}

#[allow(clippy::cast_precision_loss)] // cadences and amounts are far below 2^53
fn parameter_value(value: &toml::Value) -> ParameterValue<'static> {
    match value {
        toml::Value::Boolean(b) => ParameterValue::Bool(*b),
        toml::Value::Integer(n) => ParameterValue::Number(*n as f64),
        toml::Value::Float(n) => ParameterValue::Number(*n),
        toml::Value::String(s) => ParameterValue::Text(tidy(s)),
        toml::Value::Datetime(d) => ParameterValue::Text(keep(d.to_string())),
        toml::Value::Array(list) => ParameterValue::List(list.iter().map(parameter_value).collect()),
        toml::Value::Table(t) => ParameterValue::Table(parameters(t)),
    }
}

/// Edit distance, for suggestions.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
