//! Runs every `cases*.toml` beside the laws against the embedded pack.

mod support;

use lexcard::law::{
    self, Answers, Explainer, Phase, Reason, duty_outcome, evaluate, evaluate_leaning, exemption_truth,
};
use lexcard::law_format::{Date, ExprId};
use lexcard::release::{self, Release};
use lexcard::truth::Truth;
use lexcard_law_compiler::{Case, Expectation};
use std::fmt::Write as _;

struct World<'w> {
    pack: &'w law::LawPack<'static>,
    release: Release,
    strict: Answers,
    leaning: Answers,
}

#[test]
fn every_case_of_every_law() {
    let compiled = lexcard_law_compiler::compile("src/laws".as_ref()).unwrap_or_else(|e| panic!("{e}"));
    let pack = law::embedded().expect("the embedded pack decodes");
    let mut report = String::new();
    let (mut checked, mut failed) = (0, 0);
    for case in &compiled.cases {
        let world = match read(pack, case) {
            Ok(world) => world,
            Err(message) => {
                failed += 1;
                let _ = writeln!(report, "src/laws/{}:{}: {}: {message}", case.file, case.line, case.name);
                continue;
            }
        };
        for e in &case.expect {
            checked += 1;
            let on = e.on.unwrap_or(case.on);
            if let Err(got) = check(&world, e, on) {
                failed += 1;
                let (file, line, name) = (&case.file, case.line, &case.name);
                let _ = writeln!(
                    report,
                    "src/laws/{file}:{line}: {name}\n    {} on {on}: expected {}; got {got}",
                    e.id, e.text
                );
            }
        }
    }
    println!("{} cases, {checked} expectations", compiled.cases.len());
    assert!(failed == 0, "{failed} of {checked} expectations fail:\n{report}");
}

fn read<'w>(pack: &'w law::LawPack<'static>, case: &Case) -> Result<World<'w>, String> {
    let mut json = support::to_json(&toml::Value::Table(case.facts.clone()));
    let judgements: serde_json::Map<_, _> = case.judgements.iter().map(|(k, v)| (k.clone(), (*v).into())).collect();
    json["judgements"] = judgements.into();
    let mut release = release::parse(&pack.pack, &pack.index, &json).map_err(|e| {
        e.iter().map(|e| format!("{} {}", e.message, e.help.as_deref().unwrap_or(""))).collect::<Vec<_>>().join("; ")
    })?;
    release::derive(&pack.pack, &pack.index, &mut release);
    let strict = evaluate(&pack.pack, &release);
    let leaning = evaluate_leaning(&pack.pack, &release);
    Ok(World { pack, release, strict, leaning })
}

/// `Err` carries what was found instead.
fn check(world: &World<'_>, expected: &Expectation, on: Date) -> Result<(), String> {
    let pack = &world.pack.pack;
    let mut parts = expected.text.split(',').map(str::trim);
    let wanted = parts.next().unwrap_or_default();
    let duty = pack.duties.iter().find(|d| d.id == expected.id);
    let (truth, leaning, roots): (Truth, Truth, Vec<ExprId>) = if let Some(duty) = duty {
        let mut roots = vec![duty.when];
        roots.extend(duty.exemptions.iter().map(|&e| pack.exemptions[e as usize].when));
        roots.extend(duty.from.iter().chain(&duty.until).filter_map(|v| v.when));
        (duty_outcome(pack, duty, &world.strict, on).status, duty_outcome(pack, duty, &world.leaning, on).status, roots)
    } else if let Some(define) = pack.defines.iter().position(|d| d.id == expected.id) {
        let when = pack.defines[define].when;
        (world.strict.truth(when), world.leaning.truth(when), vec![when])
    } else if let Some(note) = pack.notes.iter().find(|n| n.id == expected.id) {
        let inside = note.from.is_none_or(|d| d <= on) && note.until.is_none_or(|d| on <= d);
        let truth = |a: &Answers| if inside { a.truth(note.when) } else { Truth::No };
        (truth(&world.strict), truth(&world.leaning), vec![note.when])
    } else {
        let (id, limb) = expected.id.split_once('#').map_or((expected.id.as_str(), None), |(a, b)| (a, Some(b)));
        let exemption = pack.exemptions.iter().find(|e| e.id == id).expect("the compiler checked the id");
        match limb {
            Some(limb) => {
                let when = exemption.limbs.iter().find(|l| l.id == limb).expect("checked").when;
                (world.strict.truth(when), world.leaning.truth(when), vec![when])
            }
            None => (
                exemption_truth(exemption, &world.strict, on),
                exemption_truth(exemption, &world.leaning, on),
                vec![exemption.when],
            ),
        }
    };
    let got = || format!("{truth:?}, leaning {leaning:?}");
    if Some(truth) != named(wanted) {
        let explainer = Explainer::new(pack, &world.release, &world.strict);
        let name = |r: &Reason| support::reason_name(pack, *r);
        let missing: Vec<String> = explainer.open_leaves(&roots).leaves.iter().map(|(r, _)| name(r)).collect();
        let why: Vec<String> = explainer.decisive(roots).iter().map(name).collect();
        return Err(format!("{}; open: {}; decisive: {}", got(), missing.join(" "), why.join(" ")));
    }
    for part in parts {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        let outcome = duty.map(|d| duty_outcome(pack, d, &world.strict, on));
        let yours = || duty.map(|d| world.strict.truth(d.you.unwrap_or(pack.actors[d.actor as usize].you)));
        let holds = match word {
            "leaning" => Some(leaning) == named(rest),
            "yours" => yours() == Some(Truth::Yes),
            "other" => yours() == Some(Truth::No),
            "unclear" => yours() == Some(Truth::Unknown),
            "upcoming" => outcome.is_some_and(|o| o.phase == Phase::Upcoming),
            "ended" => outcome.is_some_and(|o| o.phase == Phase::Ended),
            "notLaw" => outcome.is_some_and(|o| o.phase == Phase::NotLaw),
            "from" => {
                let floor = duty.and_then(|d| d.not_before).and_then(|f| support::date_of(world.release.value(f)));
                outcome.and_then(|o| o.from.known()).map(|d| floor.map_or(d, |f| f.max(d)).to_string()).as_deref()
                    == Some(rest)
            }
            "missing" => {
                let open = Explainer::new(pack, &world.release, &world.strict).open_leaves(&roots);
                open.leaves.iter().any(|(r, _)| support::reason_name(pack, *r) == rest)
            }
            other => panic!("unknown qualifier `{other}`"),
        };
        if !holds {
            return Err(format!("{} (not `{part}`)", got()));
        }
    }
    Ok(())
}

fn named(word: &str) -> Option<Truth> {
    match word {
        "applies" | "yes" | "met" => Some(Truth::Yes),
        "doesNotApply" | "no" | "notMet" => Some(Truth::No),
        "undetermined" | "unknown" => Some(Truth::Unknown),
        _ => None,
    }
}
