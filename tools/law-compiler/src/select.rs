//! A part of a pack: some laws, and what they need of the rest. For lean builds and for measuring.

use lexcard_law_format::*;
use std::sync::Arc;

/// Facts that describe a release whatever law asks; the engine works others out from them.
const COMMON: [&str; 12] = [
    "artifact",
    "release.",
    "you.",
    "provider.",
    "market.",
    "licence.",
    "access.",
    "public.",
    "model.",
    "training.",
    "base.",
    "card.",
];

/// The two laws whose size and speed have bars of their own: the AI Act's chapter on general-purpose models (Articles 51
/// to 55) and Washington's HB 2225.
pub const TWO_LAWS: [&str; 6] =
    ["eu.ai-act/51", "eu.ai-act/52", "eu.ai-act/53", "eu.ai-act/54", "eu.ai-act/55", "us.wa.2225/"];

/// Keeps the duties and notes whose ids begin with one of `prefixes`, such as `us.wa.2225/`, and what they refer to.
/// Places, licences and the hub's lists stay whole.
#[must_use]
pub fn select<'a>(pack: &Pack<'a>, prefixes: &[&str]) -> Pack<'a> {
    let wanted = |id: &str| prefixes.iter().any(|p| id.starts_with(p));
    let mut kept = Kept::default();
    kept.seed(Table::Duty, pack.duties.iter().map(|d| wanted(d.id)));
    kept.seed(Table::Note, pack.notes.iter().map(|n| wanted(n.id)));
    kept.seed(Table::Fact, pack.facts.iter().map(|f| COMMON.iter().any(|c| f.id.starts_with(c))));
    while let Some((table, id)) = kept.open.pop() {
        let id = id as usize;
        let mut mark = |table, id| {
            kept.keep(table, id);
            id
        };
        match table {
            Table::Fact => visit(pack.facts.get(id), &mut mark),
            Table::Actor => visit(pack.actors.get(id), &mut mark),
            Table::Judgement => visit(pack.judgements.get(id), &mut mark),
            Table::Define => visit(pack.defines.get(id), &mut mark),
            Table::Number => visit(pack.numbers.get(id), &mut mark),
            Table::Exemption => visit(pack.exemptions.get(id), &mut mark),
            Table::Duty => visit(pack.duties.get(id), &mut mark),
            Table::Note => visit(pack.notes.get(id), &mut mark),
            Table::Set => visit(pack.requirement_sets.get(id), &mut mark),
            Table::Instrument | Table::Work | Table::Penalty => {}
            Table::Expr => {
                visit(pack.exprs.get(id), &mut mark);
                if let Some(&(Expr::And(start, len) | Expr::Or(start, len))) = pack.exprs.get(id) {
                    pack.parts(start, len).iter().for_each(|&part| kept.keep(Table::Expr, part));
                }
            }
        }
    }
    kept.cut(pack)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Fact,
    Actor,
    Judgement,
    Define,
    Expr,
    Number,
    Instrument,
    Exemption,
    Duty,
    Note,
    Set,
    Work,
    Penalty,
}

/// What stays, by table, and whose references have yet to be followed.
#[derive(Debug, Default)]
struct Kept {
    ids: [std::collections::BTreeSet<u32>; 13],
    open: Vec<(Table, u32)>,
}

impl Kept {
    fn seed(&mut self, table: Table, wanted: impl Iterator<Item = bool>) {
        for (id, _) in (0..).zip(wanted).filter(|(_, wanted)| *wanted) {
            self.keep(table, id);
        }
    }

    fn keep(&mut self, table: Table, id: u32) {
        if self.ids[table as usize].insert(id) {
            self.open.push((table, id));
        }
    }

    /// The entries of a table that stay, with their references renumbered.
    fn of<T: Clone + Refers>(&self, table: Table, all: &[T]) -> Vec<T> {
        let mut out: Vec<T> = self.ids[table as usize].iter().filter_map(|&id| all.get(id as usize)).cloned().collect();
        out.iter_mut().for_each(|entry| entry.refer(&mut |table, id| self.renumbered(table, id)));
        out
    }

    fn renumbered(&self, table: Table, id: u32) -> u32 {
        u32::try_from(self.ids[table as usize].range(..id).count()).unwrap_or(u32::MAX)
    }

    fn cut<'a>(&self, pack: &Pack<'a>) -> Pack<'a> {
        let mut exprs = self.of(Table::Expr, &pack.exprs);
        let mut children = Vec::new();
        for expr in &mut exprs {
            if let Expr::And(start, len) | Expr::Or(start, len) = expr {
                let parts = pack.parts(*start, *len);
                *start = u32::try_from(children.len()).unwrap_or(u32::MAX);
                children.extend(parts.iter().map(|&part| self.renumbered(Table::Expr, part)));
            }
        }
        let requirement_sets = self.of(Table::Set, &pack.requirement_sets);
        let lists = Lists {
            works: self.of(Table::Work, &pack.lists.works),
            objections: objections(&requirement_sets),
            ..pack.lists.as_ref().clone()
        };
        Pack {
            lists: Arc::new(lists),
            requirement_sets,
            facts: self.of(Table::Fact, &pack.facts),
            actors: self.of(Table::Actor, &pack.actors),
            judgements: self.of(Table::Judgement, &pack.judgements),
            defines: self.of(Table::Define, &pack.defines),
            exprs,
            children,
            numbers: self.of(Table::Number, &pack.numbers),
            instruments: self.of(Table::Instrument, &pack.instruments),
            exemptions: self.of(Table::Exemption, &pack.exemptions),
            duties: self.of(Table::Duty, &pack.duties),
            penalties: self.of(Table::Penalty, &pack.penalties),
            notes: self.of(Table::Note, &pack.notes),
            ..pack.clone()
        }
    }
}

fn visit<T: Clone + Refers>(entry: Option<&T>, with: &mut dyn FnMut(Table, u32) -> u32) {
    if let Some(entry) = entry {
        entry.clone().refer(with);
    }
}

/// Gives every reference to another entry of the pack to a function and takes its answer.
trait Refers {
    fn refer(&mut self, with: &mut dyn FnMut(Table, u32) -> u32);
}

type With<'w> = &'w mut dyn FnMut(Table, u32) -> u32;

fn small(id: &mut u16, table: Table, with: With<'_>) {
    *id = u16::try_from(with(table, u32::from(*id))).unwrap_or(u16::MAX);
}

fn expr(id: &mut ExprId, with: With<'_>) {
    *id = with(Table::Expr, *id);
}

fn works(citations: &mut [Citation<'_>], with: With<'_>) {
    citations.iter_mut().for_each(|c| small(&mut c.work, Table::Work, with));
}

impl Refers for Instrument<'_> {
    fn refer(&mut self, _: With<'_>) {}
}

impl Refers for Work<'_> {
    fn refer(&mut self, _: With<'_>) {}
}

impl Refers for Penalty<'_> {
    fn refer(&mut self, _: With<'_>) {}
}

impl Refers for Fact<'_> {
    fn refer(&mut self, with: With<'_>) {
        self.ask_via.iter_mut().chain(&mut self.no_if_known).for_each(|id| small(id, Table::Fact, with));
    }
}

impl Refers for Actor<'_> {
    fn refer(&mut self, with: With<'_>) {
        expr(&mut self.you, with);
    }
}

impl Refers for Judgement<'_> {
    fn refer(&mut self, with: With<'_>) {
        small(&mut self.instrument, Table::Instrument, with);
        works(&mut self.citations, with);
    }
}

impl Refers for Define<'_> {
    fn refer(&mut self, with: With<'_>) {
        self.instrument.iter_mut().for_each(|id| small(id, Table::Instrument, with));
        works(&mut self.citations, with);
        expr(&mut self.when, with);
        self.presume.iter_mut().filter_map(|p| p.when.as_mut()).for_each(|id| expr(id, with));
    }
}

impl Refers for Expr<'_> {
    /// All but the parts of `And` and `Or`, which stand in a table of their own.
    fn refer(&mut self, with: With<'_>) {
        match self {
            Expr::Const(_) | Expr::And(..) | Expr::Or(..) => {}
            Expr::Fact(f)
            | Expr::OneOf(f, _)
            | Expr::Overlaps(f, _)
            | Expr::Within(f, _)
            | Expr::Covers(f, _)
            | Expr::OfferedIn(f, _) => small(f, Table::Fact, with),
            Expr::Judgement(j) => small(j, Table::Judgement, with),
            Expr::Define(d) => small(d, Table::Define, with),
            Expr::Not(x) => expr(x, with),
            Expr::Compare(_, a, b) => [a, b].into_iter().for_each(|id| *id = with(Table::Number, *id)),
        }
    }
}

impl Refers for Number {
    fn refer(&mut self, with: With<'_>) {
        match self {
            Number::Literal(_) | Number::Date(_) => {}
            Number::Fact(f) => small(f, Table::Fact, with),
            Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) | Number::Divide(a, b) => {
                [a, b].into_iter().for_each(|id| *id = with(Table::Number, *id));
            }
        }
    }
}

impl Refers for Exemption<'_> {
    fn refer(&mut self, with: With<'_>) {
        small(&mut self.instrument, Table::Instrument, with);
        expr(&mut self.when, with);
        self.relevant.iter_mut().for_each(|id| expr(id, with));
        works(&mut self.citations, with);
        self.limbs.iter_mut().for_each(|l| {
            expr(&mut l.when, with);
            works(&mut l.citations, with);
        });
    }
}

impl Refers for Duty<'_> {
    fn refer(&mut self, with: With<'_>) {
        small(&mut self.instrument, Table::Instrument, with);
        small(&mut self.actor, Table::Actor, with);
        works(&mut self.citations, with);
        self.penalty.iter_mut().for_each(|id| small(id, Table::Penalty, with));
        expr(&mut self.when, with);
        self.you.iter_mut().for_each(|id| expr(id, with));
        self.exemptions.iter_mut().for_each(|id| small(id, Table::Exemption, with));
        let dates = self.from.iter_mut().chain(&mut self.until).chain(&mut self.enforced);
        dates.filter_map(|v| v.when.as_mut()).for_each(|id| expr(id, with));
        self.not_before.iter_mut().for_each(|id| small(id, Table::Fact, with));
        self.requirement_sets.iter_mut().for_each(|id| small(id, Table::Set, with));
        self.not_on.iter_mut().for_each(|(actor, _)| small(actor, Table::Actor, with));
    }
}

impl Refers for Note<'_> {
    fn refer(&mut self, with: With<'_>) {
        small(&mut self.instrument, Table::Instrument, with);
        works(&mut self.citations, with);
        expr(&mut self.when, with);
    }
}

impl Refers for RequirementSet<'_> {
    fn refer(&mut self, with: With<'_>) {
        small(&mut self.instrument, Table::Instrument, with);
        for item in &mut self.items {
            item.when.iter_mut().for_each(|id| expr(id, with));
            works(&mut item.citations, with);
        }
    }
}
