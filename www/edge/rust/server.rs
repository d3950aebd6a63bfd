//! The crate behind a plain HTTP server, without Wasm: `POST` a card as text, or `{ "card", "files", "facts" }` as JSON.
//! usage: cargo run --example server -- [PORT]

use lexcard::{CardOptions, CheckInput, CheckOptions, check_release, validate_card};
use std::io::Read as _;
use std::time::{SystemTime, UNIX_EPOCH};
use tiny_http::{Header, Method, Request, Response, Server};

/// Most bytes of a body.
const MOST: usize = 1 << 20;

struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
}

fn problem(status: u16, word: &str, detail: &str) -> Answer {
    let page = "https://github.com/lexcard/lexcard/blob/main/www/edge/README.md";
    let body =
        serde_json::json!({ "type": format!("{page}#{word}"), "title": word, "status": status, "detail": detail });
    Answer { status, kind: "application/problem+json", body: body.to_string() }
}

/// Today in UTC; the engine itself has no clock.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or_default())
        .map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d").to_string())
}

fn answer(request: &mut Request) -> Answer {
    if *request.method() != Method::Post {
        return problem(405, "method-not-allowed", "POST a card");
    }
    let header = request.headers().iter().find(|header| header.field.equiv("Content-Type"));
    let kind = header.map_or_else(String::new, |header| header.value.as_str().to_ascii_lowercase());
    let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
    if !["text/markdown", "text/plain", "application/json"].contains(&kind.as_str()) {
        return problem(415, "unsupported-media-type", "send text/markdown or application/json");
    }
    let mut bytes = Vec::new();
    // One more than allowed tells that there is more.
    if request.as_reader().take(MOST as u64 + 1).read_to_end(&mut bytes).is_err() {
        return problem(400, "unreadable", "the body ended early");
    }
    if bytes.len() > MOST {
        return problem(413, "content-too-large", "a body may have 1 MiB");
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return problem(400, "not-utf-8", "the body is not UTF-8");
    };
    let body = if kind == "application/json" {
        match serde_json::from_str::<CheckInput>(&text) {
            Ok(input) => {
                let options = CheckOptions { as_of: Some(today()), ..CheckOptions::default() };
                serde_json::to_string(&check_release(&input, &options))
            }
            Err(error) => return problem(if error.is_data() { 422 } else { 400 }, "invalid-json", &error.to_string()),
        }
    } else {
        serde_json::to_string(&validate_card(&text, &CardOptions::default()))
    };
    match body {
        Ok(body) => Answer { status: 200, kind: "application/json", body },
        Err(_) => problem(500, "internal-error", "the answer could not be written"),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8000), |port| port.parse())?;
    let server = Server::http(("127.0.0.1", port))?;
    println!("http://{}/", server.server_addr());
    for mut request in server.incoming_requests() {
        let Answer { status, kind, body } = answer(&mut request);
        let mut response = Response::from_string(body).with_status_code(status);
        if let Ok(header) = Header::from_bytes("Content-Type", kind) {
            response.add_header(header);
        }
        // A client that has gone away is no reason to stop.
        let _ = request.respond(response);
    }
    Ok(())
}
