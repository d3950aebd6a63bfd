//! Command line: `lexcard classify | check | laws | batch | openness | explain`.
//!
//! Exit 0: nothing found; 1: findings; 2: wrong use, unreadable or malformed input.

use lexcard::card::decode;
use lexcard::diagnostic::{Severity, rules};
use lexcard::law;
use lexcard::law_format::Date;
use lexcard::openness::mof;
use lexcard::release::InputError;
use lexcard::report::card::{CardResult, CheckInput, FileEntry, check, validate};
use lexcard::report::classification::{ClassifyAnswer, classify};
use lexcard::report::text::{Style, card as card_text, classification as classification_text};
use lexcard::report::text_twin;
use lexcard::{CardAnswer, CardOptions, CheckAnswer, CheckOptions, ClassifyOptions, ListOptions};
use lexopt::prelude::*;
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::process::ExitCode;

const HELP: &str = "\
lexcard — which AI-law duties a model release triggers, and what its model card misses

  lexcard classify RELEASE.json       duties by actor and date
  lexcard check CARD.md [--release RELEASE.json]
                                      findings of a card; with a release also duties and the gaps they leave
  lexcard laws [--jurisdiction EU]    the laws in the pack
  lexcard openness MODEL.yml          Model Openness Framework class of a MOF file
  lexcard batch                       JSON lines in ({\"card\": …} or {\"release\": …}), JSON lines out
  lexcard explain CODE                what a finding means
  lexcard version

  --as-of DATE        day to answer for (today)
  --format text|json  (text)
  --jurisdiction ID   only laws of this place; may be repeated
  --profile ID        hold the card against a requirement set; may be repeated
  --ignore CODE       leave findings of a code or group out; may be repeated
  --fail-on error|warning|info|never
                      findings from which the exit status is 1 (check: warning)
  --fix, --unsafe-fixes
                      write the card back with safe fixes, or with all
  --trace             with the conditions behind every answer
  --mode mot-compat|spec
                      openness: as the Linux Foundation's tool does, or as the framework says (mot-compat)

  `-` reads standard input. Exit status: 0 nothing found, 1 findings, 2 wrong use or input.
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
    json: bool,
    release: Option<String>,
    jurisdictions: Vec<String>,
    profiles: Vec<String>,
    ignore: Vec<String>,
    fail_on: Option<String>,
    fix: bool,
    unsafe_fixes: bool,
    trace: bool,
    mode: Option<String>,
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
            "format" => match value(&mut parser)?.as_str() {
                "json" => out.json = true,
                "text" => out.json = false,
                other => return Err(format!("format `{other}` is none of text, json")),
            },
            "release" => out.release = Some(value(&mut parser)?),
            "jurisdiction" => out.jurisdictions.push(value(&mut parser)?),
            "profile" => out.profiles.push(value(&mut parser)?),
            "ignore" => out.ignore.push(value(&mut parser)?),
            "file" => out.files.push(value(&mut parser)?),
            "fail-on" => out.fail_on = Some(value(&mut parser)?),
            "fix" => out.fix = true,
            "unsafe-fixes" => (out.fix, out.unsafe_fixes) = (true, true),
            "trace" => out.trace = true,
            "mode" => out.mode = Some(value(&mut parser)?),
            other => return Err(format!("unknown option `--{other}`; see `lexcard --help`")),
        }
    }
    Ok(Some(out))
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
        ["check", path] => check_command(&args, path),
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
        [command @ ("classify" | "check" | "openness" | "explain"), ..] => {
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

fn classify_options(args: &Arguments) -> ClassifyOptions {
    ClassifyOptions {
        as_of: args.as_of.clone(),
        jurisdictions: args.jurisdictions.clone(),
        trace: args.trace,
        ..ClassifyOptions::default()
    }
}

fn classify_command(args: &Arguments, path: &str) -> Result<ExitCode, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let answer = classify(pack, &read_json(path)?, &classify_options(args));
    if args.json {
        print_json(&answer)?;
    }
    match answer {
        ClassifyAnswer::Failure(f) if args.json => {
            let _ = f;
            Ok(ExitCode::from(2))
        }
        ClassifyAnswer::Failure(f) => Err(describe(path, &f.errors)),
        ClassifyAnswer::Success(c) => {
            if !args.json {
                print(&classification_text(&c, &short_titles(pack), style()))?;
            }
            let findings = c.summary.yours > 0 || c.summary.undetermined > 0;
            let fails = args.fail_on.as_deref() != Some("never");
            Ok(ExitCode::from(u8::from(findings && fails)))
        }
    }
}

fn short_titles(pack: &law::LawPack<'static>) -> BTreeMap<&'static str, &'static str> {
    pack.pack.instruments.iter().map(|i| (i.id, i.short)).collect()
}

fn check_command(args: &Arguments, path: &str) -> Result<ExitCode, String> {
    let pack = law::embedded().map_err(|e| e.to_string())?;
    let bytes = read(path)?;
    let decoded = decode(&bytes);
    let text = decoded.text.as_ref();
    let options = CheckOptions {
        as_of: args.as_of.clone(),
        jurisdictions: args.jurisdictions.clone(),
        trace: args.trace,
        profiles: args.profiles.clone(),
        ignore: args.ignore.clone(),
        ..CheckOptions::default()
    };
    let result: CardResult = if let Some(release) = &args.release {
        let files = args.files.iter().map(|f| FileEntry::Path(f.clone())).collect();
        let input = CheckInput { card: text.to_owned(), files, facts: read_json(release)? };
        let answer = check(pack, &input, &options);
        if args.json {
            print_json(&answer)?;
        }
        match answer {
            CheckAnswer::Failure(_) if args.json => return Ok(ExitCode::from(2)),
            CheckAnswer::Failure(f) => return Err(describe(release, &f.errors)),
            CheckAnswer::Success(r) => {
                if !args.json {
                    print(&classification_text(&r.classification, &short_titles(pack), style()))?;
                    print("")?;
                }
                r.card
            }
        }
    } else {
        let options = CardOptions { profiles: options.profiles, ignore: options.ignore, as_of: None };
        let answer = if decoded.diagnostic.is_some() {
            lexcard::report::card::validate_bytes(pack, &bytes, &options).1
        } else {
            validate(pack, text, &options)
        };
        if args.json {
            print_json(&answer)?;
        }
        match answer {
            CardAnswer::Failure(_) if args.json => return Ok(ExitCode::from(2)),
            CardAnswer::Failure(f) => return Err(describe(path, &f.errors)),
            CardAnswer::Success(r) => *r,
        }
    };
    if !args.json {
        print(&card_text(path, text, &result, style()))?;
    }
    if args.fix {
        fix(args, path, text, &result)?;
    }
    let limit = match args.fail_on.as_deref() {
        Some("error") => Some(Severity::Error),
        None | Some("warning") => Some(Severity::Warning),
        Some("info") => Some(Severity::Info),
        Some("never") => None,
        Some(other) => return Err(format!("--fail-on: `{other}` is none of error, warning, info, never")),
    };
    let found = limit.is_some_and(|l| result.diagnostics.iter().any(|d| d.severity <= l));
    Ok(ExitCode::from(u8::from(found)))
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
    let options = ListOptions { jurisdiction: args.jurisdictions.first().cloned(), as_of: None };
    let list = lexcard::laws(&options).map_err(|e| e.to_string())?;
    if args.json {
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

fn openness_command(args: &Arguments, path: &str) -> Result<ExitCode, String> {
    let mode = match args.mode.as_deref() {
        None | Some("mot-compat") => mof::Mode::MotCompat,
        Some("spec") => mof::Mode::Spec,
        Some(other) => return Err(format!("--mode: `{other}` is none of mot-compat, spec")),
    };
    let text = String::from_utf8(read(path)?).map_err(|_| format!("{path}: not UTF-8"))?;
    let report = mof::evaluate(&text, mode).map_err(|e| format!("{path}:{}:{}: {}", e.line, e.column, e.message))?;
    if args.json {
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
            (Some(card), None, None) => serde_json::to_string(&text_twin::validate(pack, card, Some(&options))),
            (None, Some(release), None) => {
                serde_json::to_string(&text_twin::classify(pack, &release.to_string(), Some(&options)))
            }
            (None, None, Some(input)) => {
                serde_json::to_string(&text_twin::check(pack, &input.to_string(), Some(&options)))
            }
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
