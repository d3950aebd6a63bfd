//! The crate behind a plain HTTP server, without Wasm: `POST` a card as text, or `{ "card", "files", "facts", "options" }`
//! as JSON. Answers are JSON; what the handler beside it offers further (other formats, CORS) a proxy or a framework has.
//! usage: cargo run --example server -- [PORT]

use jiff::{SignedDuration, Timestamp};
use lexcard::{CardAnswer, CardOptions, CheckAnswer, CheckInput, CheckOptions, Failure, FileEntry};
use lexcard::{check_release, validate_card};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Read as _;
use tiny_http::{Header, Method, Request, Response, Server};

/// Most bytes of a body.
const MOST: usize = 1 << 20;

/// Requests served at a time, so that a slow sender does not stop the others.
const WORKERS: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    card: String,
    #[serde(default)]
    files: Option<Vec<FileEntry>>,
    #[serde(default)]
    facts: Option<Value>,
    #[serde(default)]
    options: CheckOptions,
}

/// What is sent back: status, media type, further headers, body.
struct Answer {
    status: u16,
    kind: &'static str,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// A problem as RFC 9457 has it, with further members.
fn problem(status: u16, word: &str, title: &str, detail: &str, more: Value) -> Answer {
    let page = "https://github.com/lexcard/lexcard/blob/main/www/edge/README.md";
    let mut body = json!({ "type": format!("{page}#{word}"), "title": title, "status": status, "detail": detail });
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    let mut headers = vec![("Cache-Control", "no-store".to_owned())];
    if status == 405 {
        headers.push(("Allow", "POST".to_owned()));
    }
    Answer { status, kind: "application/problem+json", headers, body: body.to_string() }
}

fn bad_request(word: &str, detail: &str) -> Answer {
    problem(400, word, "Bad request", detail, Value::Null)
}

fn unprocessable(detail: &str, errors: &Value) -> Answer {
    problem(422, "unprocessable", "Unprocessable content", detail, json!({ "errors": errors }))
}

/// What the engine finds wrong with options or facts; options are named without the member that holds them.
fn failed(failure: &Failure) -> Answer {
    let errors: Vec<Value> = failure
        .errors
        .iter()
        .map(|error| {
            let holder = if error.path.starts_with("facts") { "" } else { "/options" };
            let pointer = format!("{holder}/{}", error.path.replace('.', "/"));
            json!({ "code": error.code, "pointer": pointer, "detail": error.message, "help": error.help })
        })
        .collect();
    unprocessable(failure.errors.first().map_or("wrong input", |error| &error.message), &Value::Array(errors))
}

/// An answer with the day until which it holds: the next that changes something, else tomorrow.
fn found(answer: &impl Serialize, asked_about: &str, changes_on: &[String]) -> Answer {
    let now = Timestamp::now();
    let today = day(now);
    let next = changes_on.iter().find(|next| next.as_str() > asked_about && **next > today);
    let until = next
        .and_then(|next| format!("{next}T00:00:00Z").parse::<Timestamp>().ok())
        .unwrap_or_else(|| now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now));
    let expires = until.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let seconds = until.duration_since(now).as_secs();
    match serde_json::to_string(answer) {
        Ok(body) => {
            let headers = vec![("Cache-Control", format!("private, max-age={seconds}")), ("Expires", expires)];
            Answer { status: 200, kind: "application/json", headers, body }
        }
        Err(_) => problem(500, "internal-error", "Internal error", "the answer could not be written", Value::Null),
    }
}

/// The day in UTC; the engine itself has no clock.
fn day(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

fn checked(body: Body) -> Answer {
    let Body { card, files, facts, mut options } = body;
    let as_of = options.as_of.get_or_insert_with(|| day(Timestamp::now())).clone();
    if files.is_none() && facts.is_none() {
        let options = CardOptions { profiles: options.profiles, ignore: options.ignore, as_of: Some(as_of.clone()) };
        return match validate_card(&card, &options) {
            CardAnswer::Failure(failure) => failed(&failure),
            answer => found(&answer, &as_of, &[]),
        };
    }
    let input = CheckInput { card, files: files.unwrap_or_default(), facts: facts.unwrap_or_default() };
    match check_release(&input, &options) {
        CheckAnswer::Failure(failure) => failed(&failure),
        CheckAnswer::Success(result) => {
            let changes_on = result.classification.changes_on.clone();
            found(&CheckAnswer::Success(result), &as_of, &changes_on)
        }
    }
}

fn answer(request: &mut Request) -> Answer {
    if *request.method() != Method::Post {
        return problem(405, "method-not-allowed", "Method not allowed", "POST a card", Value::Null);
    }
    let header = request.headers().iter().find(|header| header.field.equiv("Content-Type"));
    let kind = header.map_or_else(String::new, |header| header.value.as_str().to_ascii_lowercase());
    let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
    if !["text/markdown", "text/plain", "application/json"].contains(&kind.as_str()) {
        let detail = format!("`{kind}` is not read here; send text/markdown or application/json");
        return problem(415, "unsupported-media-type", "Unsupported media type", &detail, Value::Null);
    }
    let mut bytes = Vec::new();
    // One more than allowed tells that there is more.
    if request.as_reader().take(MOST as u64 + 1).read_to_end(&mut bytes).is_err() {
        return bad_request("unreadable", "the body ended early");
    }
    if bytes.len() > MOST {
        let detail = format!("a body may have {MOST} bytes");
        return problem(413, "content-too-large", "Content too large", &detail, json!({ "maxBytes": MOST }));
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return bad_request("not-utf-8", "the body is not UTF-8");
    };
    if kind != "application/json" {
        return checked(Body { card: text, files: None, facts: None, options: CheckOptions::default() });
    }
    match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(value @ Value::Object(_)) => match serde_json::from_value::<Body>(value) {
            Ok(body) => checked(body),
            Err(error) => unprocessable(&error.to_string(), &json!([{ "pointer": "", "detail": error.to_string() }])),
        },
        Ok(_) => bad_request("invalid-json", "the body must be a JSON object"),
        Err(error) => {
            let place = json!({ "line": error.line(), "column": error.column().max(1) });
            problem(400, "invalid-json", "Bad request", &format!("the body is no JSON: {error}"), place)
        }
    }
}

fn respond(mut request: Request) {
    let Answer { status, kind, headers, body } = answer(&mut request);
    let mut response = Response::from_string(body).with_status_code(status);
    let fixed = [("Content-Type", kind.to_owned()), ("X-Content-Type-Options", "nosniff".to_owned())];
    for (name, value) in fixed.into_iter().chain(headers) {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A client that has gone away is no reason to stop.
    let _ = request.respond(response);
}

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8000), |port| port.parse())?;
    let server = Server::http(("127.0.0.1", port))?;
    println!("http://{}/", server.server_addr());
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    respond(request);
                }
            });
        }
    });
    Ok(())
}
