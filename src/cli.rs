//! The command line: `lexcard classify | check | block | laws | openness | batch | explain | version`.
//!
//! Exit 0: nothing found; 1: findings; 2: wrong use, unreadable or malformed input.

mod config;
mod files;
mod host;

pub use host::{Entry, Host, Kind};

use crate::card::decode;
use crate::diagnostic::{Severity, rules};
use crate::law;
use crate::law_format::Date;
use crate::openness::mof;
use crate::release::InputError;
use crate::report::card::{CardResult, CheckInput, FileEntry, check, validate};
use crate::report::classification::{Classification, ClassifyAnswer, classify};
use crate::report::render::{self, FORMATS, Format};
use crate::report::sarif::Checked;
use crate::report::{hub, json, law_page, release_block, text_twin};
use crate::{CardAnswer, CardOptions, CheckAnswer, CheckOptions, ClassifyOptions, ListOptions};
use config::Config;
use lexopt::prelude::*;
use std::collections::BTreeMap;
use std::ffi::OsString;

/// What some editors put in front of UTF-8, JSON files included.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Bytes of answers that are gathered before they are written.
const BATCH: usize = 1 << 20;

const HELP: &str = "\
lexcard — which AI-law duties a model release triggers, and what its model card misses

  lexcard classify RELEASE.json       duties by actor and date
  lexcard check CARD.md|FOLDER… [--release RELEASE.json]
                                      findings of cards; with a release also duties and the gaps they leave
  lexcard block RELEASE.json          the release as a metadata block `ai_release:` for its card
  lexcard laws [--jurisdiction EU]    the laws in the pack; with --format markdown --out FOLDER as pages
  lexcard openness MODEL.yml          Model Openness Framework class of a MOF file
  lexcard batch                       JSON lines in ({\"card\": …} or {\"release\": …}), JSON lines out
  lexcard explain CODE                what a finding means
  lexcard version

  --as-of DATE        day to answer for (today)
  --format text|json|sarif|github|markdown|hub|cyclonedx
                      (text); all of them for check, the first two and markdown for classify
  --jurisdiction ID   only laws of this place; may be repeated
  --profile ID        hold the card against a requirement set; may be repeated
  --ignore CODE       leave findings of a code or group out; may be repeated
  --fail-on error|warning|info|never
                      findings from which the exit status is 1 (check: warning)
  --fix, --unsafe-fixes
                      write the card back with safe fixes, or with all, and tell what is left; for standard input
                      the mended card goes to standard output and the report to standard error
  --config FILE       instead of .lexcard.json or lexcard.json in the current folder; see docs/config.md
  --no-config         without any
  --duties            check: with the duties that the facts in the card itself lead to
  --out FOLDER        laws: where the pages go
  --trace             with the conditions behind every answer
  --mode mot-compat|spec
                      openness: as the Linux Foundation's tool does, or as the framework says (mot-compat)

  `-` reads standard input. A folder is searched for cards (README.md, MODEL_CARD.md …), and the files beside each are
  taken into account. Options on the command line win over the configuration file; lists are added up.
  Exit status: 0 nothing found (or nothing left, after --fix), 1 findings, 2 wrong use or input.
  Not legal advice.";

/// Runs one command and answers the exit status.
pub fn run(words: impl IntoIterator<Item = OsString>, host: &mut dyn Host) -> u8 {
    match command(words, host) {
        Ok(status) => status,
        Err(message) => {
            host.err(&format!("lexcard: {message}\n"));
            2
        }
    }
}

/// Which options a command has a use for; others given to it are a mistake that nobody should have to find out.
const OPTIONS: [(&str, &[&str]); 8] = [
    ("classify", &["as-of", "format", "jurisdiction", "fail-on", "config", "no-config", "trace"]),
    (
        "check",
        &[
            "as-of",
            "format",
            "release",
            "jurisdiction",
            "profile",
            "ignore",
            "file",
            "fail-on",
            "fix",
            "unsafe-fixes",
            "config",
            "no-config",
            "duties",
            "trace",
        ],
    ),
    ("block", &[]),
    ("laws", &["as-of", "format", "jurisdiction", "out"]),
    ("openness", &["format", "mode"]),
    ("batch", &["as-of"]),
    ("explain", &[]),
    ("version", &[]),
];

#[derive(Default)]
struct Arguments {
    words: Vec<String>,
    /// Names of the options given.
    given: Vec<String>,
    as_of: Option<String>,
    format: Format,
    config: Option<String>,
    no_config: bool,
    release: Option<String>,
    jurisdictions: Vec<String>,
    profiles: Vec<String>,
    ignore: Vec<String>,
    fail_on: Option<String>,
    fix: bool,
    unsafe_fixes: bool,
    trace: bool,
    duties: bool,
    mode: Option<String>,
    out: Option<String>,
    files: Vec<String>,
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Option<Arguments>, String> {
    let mut out = Arguments::default();
    let mut parser = lexopt::Parser::from_args(words);
    let fail = |e: lexopt::Error| format!("{e}; see `lexcard --help`");
    while let Some(arg) = parser.next().map_err(fail)? {
        let long = match arg {
            Short('h') => "help".to_owned(),
            Short('V') => "version".to_owned(),
            Long(name) => name.to_owned(),
            Value(word) => {
                out.words.push(word.into_string().map_err(|_| "arguments must be UTF-8".to_owned())?);
                continue;
            }
            other @ Short(_) => return Err(fail(other.unexpected())),
        };
        match long.as_str() {
            "help" => return Ok(None),
            "version" => {
                out.words.push("version".into());
                continue;
            }
            "as-of" => out.as_of = Some(value(&mut parser)?),
            "format" => out.format = format(&value(&mut parser)?)?,
            "config" => out.config = Some(value(&mut parser)?),
            "no-config" => out.no_config = true,
            "release" => out.release = Some(value(&mut parser)?),
            "jurisdiction" => out.jurisdictions.push(value(&mut parser)?),
            "profile" => out.profiles.push(value(&mut parser)?),
            "ignore" => out.ignore.push(value(&mut parser)?),
            "file" => out.files.push(value(&mut parser)?),
            "fail-on" => out.fail_on = Some(value(&mut parser)?),
            "fix" => out.fix = true,
            "unsafe-fixes" => (out.fix, out.unsafe_fixes) = (true, true),
            "trace" => out.trace = true,
            "duties" => out.duties = true,
            "out" => out.out = Some(value(&mut parser)?),
            "mode" => out.mode = Some(value(&mut parser)?),
            other => return Err(format!("unknown option `--{other}`; see `lexcard --help`")),
        }
        out.given.push(long);
    }
    Ok(Some(out))
}

/// Refuses options that the command would ignore.
fn check_options(args: &Arguments) -> Result<(), String> {
    let Some((command, takes)) = OPTIONS.iter().find(|(command, _)| args.words.first().is_some_and(|w| w == command))
    else {
        return Ok(());
    };
    match args.given.iter().find(|given| !takes.contains(&given.as_str())) {
        Some(given) => Err(format!("`{command}` has no use for `--{given}`; see `lexcard --help`")),
        None => Ok(()),
    }
}

fn format(name: &str) -> Result<Format, String> {
    serde_json::from_value(name.into()).map_err(|_| format!("format `{name}` is none of {FORMATS}"))
}

fn value(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().map_err(|e| format!("{e}; see `lexcard --help`"))?;
    value.into_string().map_err(|_| "arguments must be UTF-8".to_owned())
}

fn command(words: impl IntoIterator<Item = OsString>, host: &mut dyn Host) -> Result<u8, String> {
    let Some(mut args) = parse(words)? else {
        return print(host, HELP);
    };
    let as_of = match &args.as_of {
        Some(day) => day.parse::<Date>().map_err(|e| format!("--as-of: `{day}` is {e}"))?.to_string(),
        None => host.today(),
    };
    args.as_of = Some(as_of);
    check_options(&args)?;
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["classify", path] => classify_command(host, &args, path),
        ["check", paths @ ..] if !paths.is_empty() => check_command(host, &args, paths),
        ["block", path] => block_command(host, path),
        ["laws"] => laws_command(host, &args),
        ["openness", path] => openness_command(host, &args, path),
        ["batch"] => batch_command(host, &args),
        ["explain", code] => explain_command(host, code),
        ["version"] => {
            let pack = law::embedded().map_err(|e| e.to_string())?;
            print(
                host,
                &format!(
                    "lexcard {}\nlaws {} through {} ({})",
                    env!("CARGO_PKG_VERSION"),
                    pack.pack.version,
                    pack.pack.covers_through,
                    pack.sha256
                ),
            )
        }
        [] => Err("no command given; see `lexcard --help`".into()),
        ["check"] => Err("`check` takes cards or folders; see `lexcard --help`".into()),
        [command @ ("laws" | "batch" | "version"), ..] => {
            Err(format!("`{command}` takes options and no arguments; see `lexcard --help`"))
        }
        [command @ ("block" | "classify" | "openness" | "explain"), ..] => {
            Err(format!("`{command}` takes one argument; see `lexcard --help`"))
        }
        [other, ..] => Err(format!("`{other}` is no command; see `lexcard --help`")),
    }
}

fn read(host: &mut dyn Host, path: &str) -> Result<Vec<u8>, String> {
    let name = if path == "-" { "standard input" } else { path };
    host.read(path).map_err(|reason| format!("{name}: {reason}"))
}

fn read_json(host: &mut dyn Host, path: &str) -> Result<serde_json::Value, String> {
    let bytes = read(host, path)?;
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|e| format!("{path}:{}:{}: {e}", e.line(), e.column()))
}

/// Prints, and answers the exit status for "nothing found".
fn print(host: &mut dyn Host, text: &str) -> Result<u8, String> {
    host.out(&format!("{}\n", text.trim_end())).map_err(|reason| format!("standard output: {reason}"))?;
    Ok(0)
}

fn print_json<T: serde::Serialize>(host: &mut dyn Host, value: &T) -> Result<u8, String> {
    print(host, &json::pretty(&json::to_string(value).map_err(|e| e.to_string())?))
}

fn describe(path: &str, errors: &[InputError]) -> String {
    let one = |e: &InputError| {
        let help = e.help.as_ref().map(|h| format!("\n    {h}")).unwrap_or_default();
        let place = if e.path.is_empty() { String::new() } else { format!(" at `{}`", e.path) };
        format!("{path}{place}: {}{help}", e.message)
    };
    errors.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What the command line and the configuration file ask for together.
struct Wanted {
    jurisdictions: Vec<String>,
    profiles: Vec<String>,
    ignore: Vec<String>,
    fail_on: Option<String>,
    facts: Option<serde_json::Value>,
}

fn wanted(host: &mut dyn Host, args: &Arguments, pack: &law::LawPack<'static>) -> Result<Wanted, String> {
    let config = if args.no_config { Config::default() } else { Config::find(host, args.config.as_deref())? };
    config.check(pack)?;
    let options = config.options;
    let both = |from_file: Vec<String>, more: &[String]| from_file.into_iter().chain(more.iter().cloned()).collect();
    // A place named on the command line narrows the question; the others add up.
    let jurisdictions = if args.jurisdictions.is_empty() { options.jurisdictions } else { args.jurisdictions.clone() };
    Ok(Wanted {
        jurisdictions,
        profiles: both(options.profiles, &args.profiles),
        ignore: both(options.ignore, &args.ignore),
        fail_on: args.fail_on.clone().or(options.fail_on),
        facts: match &args.release {
            Some(path) => Some(read_json(host, path)?),
            None => options.facts.or_else(|| args.duties.then(|| serde_json::json!({}))),
        },
    })
}

fn classify_command(host: &mut dyn Host, args: &Arguments, path: &str) -> Result<u8, String> {
    if !matches!(args.format, Format::Text | Format::Json | Format::Markdown) {
        return Err("a classification has no places in a file; its formats are text, json, markdown".into());
    }
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let wanted = wanted(host, args, pack)?;
    let options = ClassifyOptions {
        as_of: args.as_of.clone(),
        jurisdictions: wanted.jurisdictions,
        trace: args.trace,
        ..ClassifyOptions::default()
    };
    let answer = classify(pack, &read_json(host, path)?, &options);
    if args.format == Format::Json {
        print_json(host, &answer)?;
    }
    match answer {
        ClassifyAnswer::Failure(_) if args.format == Format::Json => Ok(2),
        ClassifyAnswer::Failure(f) => Err(describe(path, &f.errors)),
        ClassifyAnswer::Success(c) => {
            if args.format != Format::Json {
                let style = host.style();
                print(host, &render::duties(pack, args.format, &c, style))?;
            }
            let findings = c.summary.yours > 0 || c.summary.undetermined > 0;
            let fails = wanted.fail_on.as_deref() != Some("never");
            Ok(u8::from(findings && fails))
        }
    }
}

fn block_command(host: &mut dyn Host, path: &str) -> Result<u8, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let release = read_json(host, path)?;
    print(host, &release_block::write(pack, &release).map_err(|errors| describe(path, &errors))?)
}

/// Mildest severity from which the exit status is 1.
fn limit(name: &str) -> Result<Option<Severity>, String> {
    match name {
        "error" => Ok(Some(Severity::Error)),
        "warning" => Ok(Some(Severity::Warning)),
        "info" => Ok(Some(Severity::Info)),
        "never" => Ok(None),
        other => Err(format!("--fail-on: `{other}` is none of error, warning, info, never")),
    }
}

/// One card, checked: its answer as JSON where that is asked for, its findings, and with a release its duties.
struct CheckedFile {
    path: String,
    text: String,
    json: Option<String>,
    result: Option<CardResult>,
    duties: Option<Box<Classification<'static>>>,
}

impl CheckedFile {
    /// How many findings there are of each code.
    fn codes(&self) -> BTreeMap<String, usize> {
        let mut codes = BTreeMap::new();
        for found in self.result.iter().flat_map(|r| &r.diagnostics) {
            *codes.entry(found.code.to_string()).or_default() += 1;
        }
        codes
    }
}

fn check_command(host: &mut dyn Host, args: &Arguments, paths: &[&str]) -> Result<u8, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let wanted = wanted(host, args, pack)?;
    let limit = limit(wanted.fail_on.as_deref().unwrap_or("warning"))?;
    let cards = files::cards(host, paths)?;
    let one = matches!((cards.as_slice(), paths), ([card], [path]) if card.path == *path);
    let check = Check { args, wanted: &wanted, pack, one };
    let mut checked = Vec::new();
    for card in cards {
        let bytes = read(host, &card.path)?;
        let found = check.card(&card, &bytes)?;
        checked.push(if args.fix { check.fix(host, &card, found)? } else { found });
    }
    let report = if checked.iter().any(|c| c.json.is_some()) {
        let answers: Vec<&str> = checked.iter().filter_map(|c| c.json.as_deref()).collect();
        match answers.as_slice() {
            [only] if one => (*only).to_owned(),
            all => format!("[\n{}\n]", all.join(",\n")),
        }
    } else {
        let seen: Vec<Checked<'_>> = checked
            .iter()
            .filter_map(|c| Some(Checked { file: &c.path, text: &c.text, result: c.result.as_ref()? }))
            .collect();
        let mut out = String::new();
        for duties in checked.iter().filter_map(|c| c.duties.as_ref()) {
            out.push_str(&render::duties(pack, args.format, duties, host.style()));
        }
        out.push_str(&render::cards(pack, args.format, &seen, host.style()).map_err(|e| e.to_string())?);
        out
    };
    match checked.iter().find(|c| args.fix && c.path == "-") {
        // The mended card is what the next program reads.
        Some(mended) => {
            host.err(&format!("{}\n", report.trim_end()));
            host.out(&mended.text).map_err(|reason| format!("standard output: {reason}"))?;
        }
        None => {
            print(host, &report)?;
        }
    }
    let mut worst = 0;
    for c in &checked {
        let Some(result) = &c.result else {
            worst = worst.max(2);
            continue;
        };
        let found = limit.is_some_and(|l| result.diagnostics.iter().any(|d| d.severity <= l));
        worst = worst.max(u8::from(found));
    }
    Ok(worst)
}

/// An answer as JSON; among several it says whose it is.
fn filed<T: serde::Serialize>(file: &str, one: bool, answer: &T) -> Result<String, String> {
    let text = |e: serde_json::Error| e.to_string();
    let mut answer = json::to_string(answer).map_err(text)?;
    if !one && answer.starts_with('{') {
        answer.insert_str(1, &format!("\"file\":{},", json::to_string(file).map_err(text)?));
    }
    Ok(json::pretty(&answer))
}

/// How cards are checked.
struct Check<'a> {
    args: &'a Arguments,
    wanted: &'a Wanted,
    pack: &'static law::LawPack<'static>,
    /// A single card was asked for, by its name.
    one: bool,
}

impl Check<'_> {
    fn card(&self, card: &files::Found, bytes: &[u8]) -> Result<CheckedFile, String> {
        let Self { args, wanted, pack, one } = *self;
        let decoded = decode(bytes);
        let text = decoded.text.into_owned();
        let mut out = CheckedFile { path: card.path.clone(), text, json: None, result: None, duties: None };
        if let Some(facts) = &wanted.facts {
            let options = CheckOptions {
                as_of: args.as_of.clone(),
                placed_on: None,
                jurisdictions: wanted.jurisdictions.clone(),
                trace: args.trace,
                profiles: wanted.profiles.clone(),
                ignore: wanted.ignore.clone(),
            };
            let files =
                args.files.iter().map(|f| FileEntry::Path(f.clone())).chain(card.beside.iter().cloned()).collect();
            let answer = check(pack, &CheckInput { card: out.text.clone(), files, facts: facts.clone() }, &options);
            if args.format == Format::Json {
                out.json = Some(filed(&out.path, one, &answer)?);
            }
            match answer {
                CheckAnswer::Success(r) => {
                    out.result = Some(r.card);
                    out.duties = Some(Box::new(r.classification));
                }
                CheckAnswer::Failure(f) if out.json.is_none() => {
                    return Err(describe(args.release.as_deref().unwrap_or(&out.path), &f.errors));
                }
                CheckAnswer::Failure(_) => {}
            }
        } else {
            let options = CardOptions { profiles: wanted.profiles.clone(), ignore: wanted.ignore.clone(), as_of: None };
            let answer = if decoded.diagnostic.is_some() {
                crate::report::card::validate_bytes(pack.into(), bytes, &options).1
            } else {
                validate(pack.into(), &out.text, &options)
            };
            if args.format == Format::Json {
                out.json = Some(filed(&out.path, one, &answer)?);
            }
            match answer {
                CardAnswer::Success(r) => out.result = Some(*r),
                CardAnswer::Failure(f) if out.json.is_none() => return Err(describe(&out.path, &f.errors)),
                CardAnswer::Failure(_) => {}
            }
        }
        if args.format == Format::Hub {
            out.json = Some(filed(&out.path, one, &hub::answer(pack, &out.text))?);
        }
        Ok(out)
    }

    /// Mends a card, as often as mending leads to more of it, and answers what is left; the file is written once.
    fn fix(&self, host: &mut dyn Host, card: &files::Found, found: CheckedFile) -> Result<CheckedFile, String> {
        const MOST_PASSES: usize = 5;
        let (codes, mut now) = (found.codes(), found);
        let mut mended = false;
        for _ in 0..MOST_PASSES {
            let fixes = now.result.iter().flat_map(|r| &r.diagnostics).flat_map(|d| d.fixes.iter().cloned());
            let text = crate::report::apply_fixes(&now.text, &fixes.collect::<Vec<_>>(), self.args.unsafe_fixes)?;
            if text == now.text {
                break;
            }
            mended = true;
            now = self.card(card, text.as_bytes())?;
        }
        if mended {
            if card.path != "-" {
                host.write(&card.path, &now.text).map_err(|reason| format!("{}: {reason}", card.path))?;
            }
            let left = now.codes();
            let gone =
                codes.iter().map(|(code, n)| (code, n.saturating_sub(left.get(code).copied().unwrap_or_default())));
            let gone: Vec<String> = gone.filter(|(_, n)| *n > 0).map(|(code, n)| format!("{code} × {n}")).collect();
            host.err(&format!("{}: mended {}\n", card.path, gone.join(", ")));
        }
        Ok(now)
    }
}

fn laws_command(host: &mut dyn Host, args: &Arguments) -> Result<u8, String> {
    let pack = &law::embedded().map_err(|e| e.to_string())?.pack;
    if !matches!(args.format, Format::Text | Format::Json | Format::Markdown) {
        return Err("the formats of `laws` are text, json, markdown".into());
    }
    if args.format == Format::Markdown && !args.jurisdictions.is_empty() {
        return Err("the pages are of all laws; leave `--jurisdiction` out".into());
    }
    if args.format != Format::Markdown && args.out.is_some() {
        return Err("`--out` goes with `--format markdown`".into());
    }
    if args.format == Format::Markdown {
        return law_pages(host, args.out.as_deref(), &law_page::pages(pack));
    }
    if let Some(place) = args.jurisdictions.iter().find(|id| !pack.jurisdictions.iter().any(|j| j.id == id.as_str())) {
        return Err(format!("--jurisdiction: `{place}` is no place this law pack knows"));
    }
    let options = ListOptions { jurisdictions: args.jurisdictions.clone(), as_of: None };
    let list = crate::laws(&options).map_err(|e| e.to_string())?;
    if args.format == Format::Json {
        return print_json(host, &list);
    }
    let day = args.as_of.as_deref().and_then(|day| day.parse().ok()).unwrap_or(pack.covers_through);
    let mut out = String::new();
    for i in &list.instruments {
        let law = pack.instruments.iter().find(|law| law.id == i.id);
        let standing = law.map(|law| law_page::standing(law, day)).unwrap_or_default();
        let duties = match i.duties.len() {
            1 => "1 duty".to_owned(),
            n => format!("{n} duties"),
        };
        out.push_str(&format!(
            "{:<8} {:<24} {} ({standing}; {duties}; checked {})\n",
            i.jurisdiction, i.id, i.short, i.checked_on
        ));
    }
    print(host, &out)
}

/// Pages into a folder, or one after the other.
fn law_pages(host: &mut dyn Host, folder: Option<&str>, pages: &BTreeMap<String, String>) -> Result<u8, String> {
    let Some(folder) = folder else {
        return print(host, &pages.values().cloned().collect::<Vec<_>>().join("\n"));
    };
    for (name, text) in pages {
        let path = format!("{}/{name}", folder.trim_end_matches('/'));
        host.write(&path, text).map_err(|reason| format!("{path}: {reason}"))?;
    }
    Ok(0)
}

fn openness_command(host: &mut dyn Host, args: &Arguments, path: &str) -> Result<u8, String> {
    let mode = match args.mode.as_deref() {
        None | Some("mot-compat") => mof::Mode::MotCompat,
        Some("spec") => mof::Mode::Spec,
        Some(other) => return Err(format!("--mode: `{other}` is none of mot-compat, spec")),
    };
    if !matches!(args.format, Format::Text | Format::Json) {
        return Err("the formats of `openness` are text, json".into());
    }
    let text = String::from_utf8(read(host, path)?).map_err(|_| format!("{path}: not UTF-8"))?;
    let report = mof::evaluate(&text, mode).map_err(|e| format!("{path}:{}:{}: {}", e.line, e.column, e.message))?;
    if args.format == Format::Json {
        return print_json(host, &report);
    }
    let json = serde_json::to_value(&report).map_err(|e| e.to_string())?;
    let label = json["label"].as_str().unwrap_or_default();
    let [third, second, first] = ["3", "2", "1"].map(|class| &json["progress"][class]);
    let progress = format!("progress: class III {third} %, class II {second} %, class I {first} %");
    print(host, &format!("{path}: {label}\n{progress}"))
}

fn batch_command(host: &mut dyn Host, args: &Arguments) -> Result<u8, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let options = serde_json::json!({ "asOf": args.as_of }).to_string();
    let input = read(host, "-")?;
    let input = String::from_utf8(input).map_err(|_| "standard input: not UTF-8".to_owned())?;
    let mut out = String::new();
    for (number, line) in input.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let request: serde_json::Value = serde_json::from_str(line)
            .map_err(|e| format!("standard input: line {}, column {}: {e}", number + 1, e.column()))?;
        let answer = match (request.get("card").and_then(|c| c.as_str()), request.get("release"), request.get("check"))
        {
            (Some(card), None, None) => json::to_string(&text_twin::validate(pack.into(), card, Some(&options))),
            (None, Some(release), None) => {
                json::to_string(&text_twin::classify(pack, &release.to_string(), Some(&options)))
            }
            (None, None, Some(input)) => json::to_string(&text_twin::check(pack, &input.to_string(), Some(&options))),
            _ => return Err(format!("standard input: line {}: neither `card` nor `release` nor `check`", number + 1)),
        };
        out.push_str(&answer.map_err(|e| e.to_string())?);
        out.push('\n');
        if out.len() > BATCH {
            host.out(&out).map_err(|reason| format!("standard output: {reason}"))?;
            out.clear();
        }
    }
    host.out(&out).map_err(|reason| format!("standard output: {reason}"))?;
    Ok(0)
}

fn explain_command(host: &mut dyn Host, code: &str) -> Result<u8, String> {
    let rule = rules::find(code).ok_or_else(|| format!("`{code}` is no code"))?;
    print(host, &format!("{} {} ({:?})\n{}\n\n{}", rule.code, rule.slug, rule.severity, rule.summary, rule.explanation))
}
