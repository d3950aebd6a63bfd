//! The native program: the command line on this machine's files, streams and clock.

use lexcard::cli::{self, Entry, Host, Kind};
use lexcard::report::text::Style;
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run(std::env::args_os().skip(1), &mut Machine))
}

struct Machine;

/// What went wrong, in the words that the npm package uses too.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder".to_owned(),
        ErrorKind::NotADirectory => "is no folder".to_owned(),
        _ => error.to_string(),
    }
}

impl Host for Machine {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, String> {
        if path == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(|e| reason(&e))?;
            return Ok(bytes);
        }
        std::fs::read(path).map_err(|e| reason(&e))
    }

    fn write(&mut self, path: &str, text: &str) -> Result<(), String> {
        if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| reason(&e))?;
        }
        std::fs::write(path, text).map_err(|e| reason(&e))
    }

    fn kind(&mut self, path: &str) -> Kind {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => Kind::Folder,
            Ok(found) if found.is_file() => Kind::File,
            _ => Kind::Nothing,
        }
    }

    fn size(&mut self, path: &str) -> Option<u64> {
        std::fs::metadata(path).ok().map(|found| found.len())
    }

    fn list(&mut self, folder: &str) -> Result<Vec<Entry>, String> {
        let entries = std::fs::read_dir(folder).map_err(|e| reason(&e))?;
        let entry = |e: std::fs::DirEntry| {
            let kind = e.file_type().ok()?;
            let is_file = kind.is_file() || (kind.is_symlink() && e.path().is_file());
            // A name that is no text cannot be told to anybody.
            Some(Entry { name: e.file_name().into_string().ok()?, is_folder: kind.is_dir(), is_file })
        };
        Ok(entries.filter_map(|e| e.ok().and_then(entry)).collect())
    }

    fn out(&mut self, text: &str) -> Result<(), String> {
        let mut out = std::io::stdout();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(reason(&e)),
            _ => Ok(()),
        }
    }

    fn err(&mut self, text: &str) {
        eprint!("{text}");
    }

    fn today(&mut self) -> String {
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

    fn style(&mut self) -> Style {
        let terminal = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        Style { width: columns.unwrap_or(100).clamp(40, 120), colour: terminal }
    }
}
