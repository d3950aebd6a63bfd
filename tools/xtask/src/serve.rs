//! A static file server for one folder, on the loopback interface, with the headers a careful host would send.
//! Answers GET and HEAD for plain files and knows nothing else: no listing, no ranges, no keep-alive. Where a file lies
//! there compressed as well (`NAME.gz`), it is sent that way to those who accept it.

use crate::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// What the pages may do: their own scripts and styles, Wasm, and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// A request line and its headers together.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Takes a port (0: any free one) on the loopback interface.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        format!(
            "port {port} on this machine cannot be used: {error}\n  Choose another one with `--port N`, or 0 for any."
        )
    })
}

/// Serves the folder until the program is stopped.
pub(crate) fn forever(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().filter_map(std::result::Result::ok) {
        let folder = folder.to_path_buf();
        // A browser that leaves in the middle of an answer is no error of ours.
        std::thread::spawn(move || {
            let _ = answer(stream, &folder);
        });
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(LONGEST_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The headers are read to their end, or the connection would be reset under an unread request.
    let mut takes_gzip = false;
    for line in lines {
        let line = line?.to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        takes_gzip |= line.starts_with("accept-encoding:") && line.contains("gzip");
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut encoding = "";
    let (status, kind, body) = match method {
        "GET" | "HEAD" => match file(folder, target) {
            Some(path) => match read(&path, takes_gzip) {
                Ok((body, with)) => {
                    encoding = with;
                    ("200 OK", media_type(&path), body)
                }
                Err(_) => not_found(),
            },
            None => not_found(),
        },
        _ => ("405 Method Not Allowed", TEXT, b"only GET and HEAD\n".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-cache\r\n\
         Vary: Accept-Encoding\r\n{encoding}Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// A file, compressed where that can be, and the header that says so.
fn read(path: &Path, takes_gzip: bool) -> std::io::Result<(Vec<u8>, &'static str)> {
    let mut compressed = path.as_os_str().to_owned();
    compressed.push(".gz");
    if takes_gzip && let Ok(body) = std::fs::read(compressed) {
        return Ok((body, "Content-Encoding: gzip\r\n"));
    }
    Ok((std::fs::read(path)?, ""))
}

const TEXT: &str = "text/plain; charset=utf-8";

fn not_found() -> (&'static str, &'static str, Vec<u8>) {
    ("404 Not Found", TEXT, b"no such file\n".to_vec())
}

/// The file a request names, if it lies inside the folder: no step upwards, no hidden file, no link that leads out.
fn file(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decode(path)?;
    let mut wanted = folder.to_path_buf();
    for part in Path::new(&path).components() {
        match part {
            Component::Normal(name) if !name.to_string_lossy().starts_with('.') => wanted.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    if wanted.is_dir() {
        wanted.push("index.html");
    }
    let (wanted, folder) = (wanted.canonicalize().ok()?, folder.canonicalize().ok()?);
    (wanted.starts_with(folder) && wanted.is_file()).then_some(wanted)
}

/// Undoes percent-encoding; nothing for a broken escape, a NUL or what is not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "md" => "text/markdown; charset=utf-8",
        _ => TEXT,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, file, listen};
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::Path;

    fn here() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn serves_inside_the_folder_only() {
        assert!(file(here(), "/Cargo.toml").is_some());
        assert!(file(here(), "/src/./main.rs?query=1").is_some());
        for outside in [
            "/../law-format/Cargo.toml",
            "/src/%2e%2e/%2e%2e/law-format/Cargo.toml",
            "//etc/passwd",
            "/.cargo",
            "Cargo.toml",
            "/absent",
            "/src",
        ] {
            assert!(file(here(), outside).is_none(), "{outside}");
        }
    }

    #[test]
    fn broken_escapes_name_nothing() {
        assert_eq!(decode("a%20b").as_deref(), Some("a b"));
        for broken in ["%", "%2", "%zz", "%00", "%ff"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }

    fn ask(request: &str) -> String {
        let listener = listen(0).expect("a free port");
        let address = listener.local_addr().expect("an address");
        std::thread::spawn(move || super::forever(&listener, here()));
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a sent request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    #[test]
    fn sends_the_compressed_file_to_those_who_take_it() {
        let folder = std::env::temp_dir().join(format!("lexcard-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("a.js"), "plain").expect("a file");
        std::fs::write(folder.join("a.js.gz"), "packed").expect("a file");
        let path = folder.join("a.js");
        assert_eq!(super::read(&path, true).expect("read"), (b"packed".to_vec(), "Content-Encoding: gzip\r\n"));
        assert_eq!(super::read(&path, false).expect("read"), (b"plain".to_vec(), ""));
        std::fs::remove_file(folder.join("a.js.gz")).expect("removed");
        assert_eq!(super::read(&path, true).expect("read"), (b"plain".to_vec(), ""));
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn answers_with_type_and_policy() {
        let answer = ask("GET /Cargo.toml HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("Content-Security-Policy: default-src 'none'"), "{answer}");
        assert!(answer.ends_with("[lints]\nworkspace = true\n"), "{answer}");
        assert!(ask("HEAD /Cargo.toml HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert!(ask("GET /%2e%2e/law-format/Cargo.toml HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
    }
}
