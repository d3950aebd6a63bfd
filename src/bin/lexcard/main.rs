//! Command line: `lexcard classify | check | laws | batch | openness | explain`.
//!
//! Exit 0: nothing found; 1: findings; 2: wrong use, unreadable or malformed input.

mod config;
mod files;

use config::Config;
use lexcard::card::decode;
use lexcard::diagnostic::{Severity, rules};
use lexcard::law;
use lexcard::law_format::Date;
use lexcard::openness::mof;
use lexcard::release::InputError;
use lexcard::report::card::{CardResult, CheckInput, FileEntry, check, validate};
use lexcard::report::classification::{Classification, ClassifyAnswer, classify};
use lexcard::report::render::{self, FORMATS, Format};
use lexcard::report::sarif::Checked;
use lexcard::report::text::Style;
use lexcard::report::{hub, json, law_page, release_block, text_twin};
use lexcard::{CardAnswer, CardOptions, CheckAnswer, CheckOptions, ClassifyOptions, ListOptions};
use lexopt::prelude::*;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::process::ExitCode;

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
                      write the card back with safe fixes, or with all
  --config FILE       instead of .lexcard.json or lexcard.json in the current folder; see docs/config.md
  --no-config         without any
  --duties            check: with the duties that the facts in the card itself lead to
  --out FOLDER        laws: where the pages go
  --trace             with the conditions behind every answer
  --mode mot-compat|spec
                      openness: as the Linux Foundation's tool does, or as the framework says (mot-compat)

  `-` reads standard input. A folder is searched for cards (README.md, MODEL_CARD.md …), and the files beside each are
  taken into account. Options on the command line win over the configuration file; lists are added up. Exit status: 0 nothing found, 1 findings, 2 wrong use or input.
  Not legal advice.";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("lexcard: {message}");
            ExitCode::from(2)
        }
    }
}

#[derive(Default)]
struct Arguments {
    words: Vec<String>,
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

fn parse() -> Result<Option<Arguments>, String> {
    let mut out = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
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
            "version" => out.words.push("version".into()),
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
    }
    Ok(Some(out))
}

fn format(name: &str) -> Result<Format, String> {
    serde_json::from_value(name.into()).map_err(|_| format!("format `{name}` is none of {FORMATS}"))
}

fn value(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().map_err(|e| format!("{e}; see `lexcard --help`"))?;
    value.into_string().map_err(|_| "arguments must be UTF-8".to_owned())
}

fn run() -> Result<ExitCode, String> {
    let Some(mut args) = parse()? else {
        print(HELP)?;
        return Ok(ExitCode::SUCCESS);
    };
    let as_of = match &args.as_of {
        Some(day) => day.parse::<Date>().map_err(|e| format!("--as-of: `{day}` is {e}"))?.to_string(),
        None => today(),
    };
    args.as_of = Some(as_of);
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["classify", path] => classify_command(&args, path),
        ["check", paths @ ..] if !paths.is_empty() => check_command(&args, paths),
        ["block", path] => block_command(path),
        ["laws"] => laws_command(&args),
        ["openness", path] => openness_command(&args, path),
        ["batch"] => batch_command(&args),
        ["explain", code] => explain_command(code),
        ["version"] => {
            let pack = law::embedded().map_err(|e| e.to_string())?;
            print(&format!(
                "lexcard {}\nlaws {} through {} ({})",
                env!("CARGO_PKG_VERSION"),
                pack.pack.version,
                pack.pack.covers_through,
                pack.sha256
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        [] => Err("no command given; see `lexcard --help`".into()),
        ["check"] => Err("`check` takes cards or folders; see `lexcard --help`".into()),
        [command @ ("block" | "classify" | "openness" | "explain"), ..] => {
            Err(format!("`{command}` takes one argument; see `lexcard --help`"))
        }
        [other, ..] => Err(format!("`{other}` is no command; see `lexcard --help`")),
    }
}

/// Today in UTC. The clock is read here and nowhere else.
fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    // Days to civil date (Howard Hinnant's algorithm), for years after 1970.
    let z = seconds / 86_400 + 719_468;
    let era = z / 146_097;
    let doe = z % 146_097;
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    if path == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(|e| format!("{path}: {e}"))
}

fn read_json(path: &str) -> Result<serde_json::Value, String> {
    let bytes = read(path)?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{path}:{}:{}: {e}", e.line(), e.column()))
}

/// A reader that has seen enough (`head`) is no error.
fn print(text: &str) -> Result<(), String> {
    match writeln!(std::io::stdout(), "{}", text.trim_end()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("standard output: {e}")),
        _ => Ok(()),
    }
}

fn print_json<T: serde::Serialize>(value: &T) -> Result<(), String> {
    print(&serde_json::to_string_pretty(value).map_err(|e| e.to_string())?)
}

fn style() -> Style {
    let terminal = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    Style { width: columns.unwrap_or(100).clamp(40, 120), colour: terminal }
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

fn wanted(args: &Arguments, pack: &law::LawPack<'static>) -> Result<Wanted, String> {
    let config = if args.no_config { Config::default() } else { Config::find(args.config.as_deref())? };
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
            Some(path) => Some(read_json(path)?),
            None => options.facts.or_else(|| args.duties.then(|| serde_json::json!({}))),
        },
    })
}

fn classify_command(args: &Arguments, path: &str) -> Result<ExitCode, String> {
    if !matches!(args.format, Format::Text | Format::Json | Format::Markdown) {
        return Err("a classification has no places in a file; its formats are text, json, markdown".into());
    }
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let wanted = wanted(args, pack)?;
    let options = ClassifyOptions {
        as_of: args.as_of.clone(),
        jurisdictions: wanted.jurisdictions,
        trace: args.trace,
        ..ClassifyOptions::default()
    };
    let answer = classify(pack, &read_json(path)?, &options);
    if args.format == Format::Json {
        print_json(&answer)?;
    }
    match answer {
        ClassifyAnswer::Failure(_) if args.format == Format::Json => Ok(ExitCode::from(2)),
        ClassifyAnswer::Failure(f) => Err(describe(path, &f.errors)),
        ClassifyAnswer::Success(c) => {
            if args.format != Format::Json {
                print(&render::duties(pack, args.format, &c, style()))?;
            }
            let findings = c.summary.yours > 0 || c.summary.undetermined > 0;
            let fails = wanted.fail_on.as_deref() != Some("never");
            Ok(ExitCode::from(u8::from(findings && fails)))
        }
    }
}

fn block_command(path: &str) -> Result<ExitCode, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    print(&release_block::write(pack, &read_json(path)?).map_err(|errors| describe(path, &errors))?)?;
    Ok(ExitCode::SUCCESS)
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

fn check_command(args: &Arguments, paths: &[&str]) -> Result<ExitCode, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let wanted = wanted(args, pack)?;
    let limit = limit(wanted.fail_on.as_deref().unwrap_or("warning"))?;
    let cards = files::cards(paths)?;
    let one = matches!((cards.as_slice(), paths), ([card], [path]) if card.path == *path);
    let mut checked = Vec::new();
    for card in cards {
        checked.push(check_one(args, &wanted, pack, card, one)?);
    }
    if checked.iter().any(|c| c.json.is_some()) {
        let answers: Vec<&str> = checked.iter().filter_map(|c| c.json.as_deref()).collect();
        match answers.as_slice() {
            [only] if one => print(only)?,
            all => print(&format!("[\n{}\n]", all.join(",\n")))?,
        }
    } else {
        let seen: Vec<Checked<'_>> = checked
            .iter()
            .filter_map(|c| Some(Checked { file: &c.path, text: &c.text, result: c.result.as_ref()? }))
            .collect();
        let mut out = String::new();
        for duties in checked.iter().filter_map(|c| c.duties.as_ref()) {
            out.push_str(&render::duties(pack, args.format, duties, style()));
        }
        out.push_str(&render::cards(pack, args.format, &seen, style()).map_err(|e| e.to_string())?);
        print(&out)?;
    }
    let mut worst = 0;
    for c in &checked {
        let Some(result) = &c.result else {
            worst = worst.max(2);
            continue;
        };
        if args.fix {
            fix(args, &c.path, &c.text, result)?;
        }
        let found = limit.is_some_and(|l| result.diagnostics.iter().any(|d| d.severity <= l));
        worst = worst.max(u8::from(found));
    }
    Ok(ExitCode::from(worst))
}

/// An answer as JSON; among several it says whose it is.
fn filed<T: serde::Serialize>(file: &str, one: bool, answer: &T) -> Result<String, String> {
    #[derive(serde::Serialize)]
    struct Filed<'a, T> {
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<&'a str>,
        #[serde(flatten)]
        answer: &'a T,
    }
    let filed = Filed { file: (!one).then_some(file), answer };
    serde_json::to_string_pretty(&filed).map_err(|e| e.to_string())
}

fn check_one(
    args: &Arguments,
    wanted: &Wanted,
    pack: &'static law::LawPack<'static>,
    card: files::Found,
    one: bool,
) -> Result<CheckedFile, String> {
    let bytes = read(&card.path)?;
    let decoded = decode(&bytes);
    let text = decoded.text.into_owned();
    let mut out = CheckedFile { path: card.path, text, json: None, result: None, duties: None };
    if let Some(facts) = &wanted.facts {
        let options = CheckOptions {
            as_of: args.as_of.clone(),
            placed_on: None,
            jurisdictions: wanted.jurisdictions.clone(),
            trace: args.trace,
            profiles: wanted.profiles.clone(),
            ignore: wanted.ignore.clone(),
        };
        let files = args.files.iter().map(|f| FileEntry::Path(f.clone())).chain(card.beside).collect();
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
            lexcard::report::card::validate_bytes(pack, &bytes, &options).1
        } else {
            validate(pack, &out.text, &options)
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

fn fix(args: &Arguments, path: &str, text: &str, result: &CardResult) -> Result<(), String> {
    let fixes: Vec<_> = result.diagnostics.iter().flat_map(|d| d.fixes.iter().cloned()).collect();
    let fixed = lexcard::report::apply_fixes(text, &fixes, args.unsafe_fixes)?;
    if path == "-" {
        return print(&fixed);
    }
    if fixed != text {
        std::fs::write(path, fixed).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(())
}

fn laws_command(args: &Arguments) -> Result<ExitCode, String> {
    if args.format == Format::Markdown {
        let pack = law::embedded().map_err(|e| e.to_string())?;
        return law_pages(args.out.as_deref(), &law_page::pages(&pack.pack));
    }
    let options = ListOptions { jurisdiction: args.jurisdictions.first().cloned(), as_of: None };
    let list = lexcard::laws(&options).map_err(|e| e.to_string())?;
    if args.format == Format::Json {
        print_json(&list)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = String::new();
    for i in &list.instruments {
        let status = i.status.last().map_or("", |s| s.is);
        out.push_str(&format!(
            "{:<8} {:<24} {} ({status}, {} duties, checked {})\n",
            i.jurisdiction,
            i.id,
            i.short,
            i.duties.len(),
            i.checked_on
        ));
    }
    print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// Pages into a folder, or one after the other.
fn law_pages(folder: Option<&str>, pages: &std::collections::BTreeMap<String, String>) -> Result<ExitCode, String> {
    let Some(folder) = folder else {
        print(&pages.values().cloned().collect::<Vec<_>>().join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder).map_err(|e| format!("{folder}: {e}"))?;
    for (name, text) in pages {
        let path = std::path::Path::new(folder).join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn openness_command(args: &Arguments, path: &str) -> Result<ExitCode, String> {
    let mode = match args.mode.as_deref() {
        None | Some("mot-compat") => mof::Mode::MotCompat,
        Some("spec") => mof::Mode::Spec,
        Some(other) => return Err(format!("--mode: `{other}` is none of mot-compat, spec")),
    };
    let text = String::from_utf8(read(path)?).map_err(|_| format!("{path}: not UTF-8"))?;
    let report = mof::evaluate(&text, mode).map_err(|e| format!("{path}:{}:{}: {}", e.line, e.column, e.message))?;
    if args.format == Format::Json {
        print_json(&report)?;
    } else {
        let json = serde_json::to_value(&report).map_err(|e| e.to_string())?;
        print(&format!(
            "{}: {}\nprogress: class III {} %, class II {} %, class I {} %",
            path,
            json["label"].as_str().unwrap_or(""),
            json["progress"]["3"],
            json["progress"]["2"],
            json["progress"]["1"]
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn batch_command(args: &Arguments) -> Result<ExitCode, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let options = serde_json::json!({ "asOf": args.as_of }).to_string();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|e| format!("standard input: {e}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let request: serde_json::Value =
            serde_json::from_str(&line).map_err(|e| format!("line {}, column {}: {e}", number + 1, e.column()))?;
        let answer = match (request.get("card").and_then(|c| c.as_str()), request.get("release"), request.get("check"))
        {
            (Some(card), None, None) => json::to_string(&text_twin::validate(pack, card, Some(&options))),
            (None, Some(release), None) => {
                json::to_string(&text_twin::classify(pack, &release.to_string(), Some(&options)))
            }
            (None, None, Some(input)) => json::to_string(&text_twin::check(pack, &input.to_string(), Some(&options))),
            _ => return Err(format!("line {}: neither `card` nor `release` nor `check`", number + 1)),
        };
        writeln!(out, "{}", answer.map_err(|e| e.to_string())?).map_err(|e| format!("standard output: {e}"))?;
    }
    out.flush().map_err(|e| format!("standard output: {e}"))?;
    Ok(ExitCode::SUCCESS)
}

fn explain_command(code: &str) -> Result<ExitCode, String> {
    let rule = rules::find(code).ok_or_else(|| format!("`{code}` is no code"))?;
    print(&format!("{} {} ({:?})\n{}\n\n{}", rule.code, rule.slug, rule.severity, rule.summary, rule.explanation))?;
    Ok(ExitCode::SUCCESS)
}
