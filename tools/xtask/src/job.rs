//! Runs one outside program: says what it is doing, shows a sign of life, and never waits for ever.

use crate::Result;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How often a silent job shows that it is still at work.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// How often we look whether a job has ended.
const GLANCE: Duration = Duration::from_millis(50);

/// One outside program with a title for people and a longest time.
pub(crate) struct Job {
    title: String,
    command: Command,
    longest: Duration,
    hint: Option<&'static str>,
}

impl Job {
    pub(crate) fn new(title: &str, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Job { title: title.to_owned(), command, longest: Duration::from_secs(40 * 60), hint: None }
    }

    /// A cargo command; cargo names itself in `CARGO` when it runs us.
    pub(crate) fn cargo(title: &str) -> Self {
        Job::new(title, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn at_most(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// What the reader can do when this job fails.
    pub(crate) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Runs with the program's own output on the terminal.
    pub(crate) fn run(mut self) -> Result {
        let start = self.announce();
        let child = self.spawn()?;
        let status = self.wait(child, start, false)?;
        self.conclude(status, start, "")
    }

    /// Runs quietly: a sign of life now and then, the program's words only if it fails.
    pub(crate) fn run_quietly(mut self) -> Result {
        let start = self.announce();
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.spawn()?;
        let stdout = collect(child.stdout.take());
        let stderr = collect(child.stderr.take());
        let status = self.wait(child, start, true)?;
        let words = [stdout, stderr].into_iter().filter_map(|reader| reader.join().ok()).collect::<String>();
        self.conclude(status, start, &words)
    }

    /// Runs, shows each line of standard output and hands it to `see`; for test runners, whose totals we add up.
    pub(crate) fn run_seeing(self, mut see: impl FnMut(&str)) -> Result {
        self.run_reading(|line| {
            println!("{line}");
            see(line);
        })
    }

    /// Runs and hands each line of standard output to `read`, without showing it.
    pub(crate) fn run_reading(mut self, mut read: impl FnMut(&str)) -> Result {
        let start = self.announce();
        self.command.stdout(Stdio::piped());
        let mut child = self.spawn()?;
        let (sender, lines) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).split(b'\n').map_while(std::result::Result::ok) {
                    if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                        return;
                    }
                }
            });
        }
        loop {
            match lines.recv_timeout(HEARTBEAT) {
                Ok(line) => read(&line),
                Err(RecvTimeoutError::Timeout) if start.elapsed() > self.longest => {
                    stop(&mut child);
                    return Err(self.too_long());
                }
                Err(RecvTimeoutError::Timeout) => self.beat(start),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.wait(child, start, true)?;
        self.conclude(status, start, "")
    }

    /// Standard output of a short program, or nothing when it is missing or fails.
    pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn announce(&self) -> Instant {
        println!("→ {}", self.title);
        let _ = std::io::stdout().flush();
        Instant::now()
    }

    fn spawn(&mut self) -> Result<Child> {
        self.command.spawn().map_err(|error| {
            let program = self.command.get_program().to_string_lossy().into_owned();
            self.explain(&format!("`{program}` could not be started: {error}"))
        })
    }

    fn wait(&self, mut child: Child, start: Instant, beats: bool) -> Result<ExitStatus> {
        let mut last = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if start.elapsed() > self.longest => {
                    stop(&mut child);
                    return Err(self.too_long());
                }
                Ok(None) => {
                    if beats && last.elapsed() > HEARTBEAT {
                        self.beat(start);
                        last = Instant::now();
                    }
                    std::thread::sleep(GLANCE);
                }
                Err(error) => return Err(self.explain(&error.to_string())),
            }
        }
    }

    fn beat(&self, start: Instant) {
        println!("  … still working, {} s", start.elapsed().as_secs());
    }

    fn too_long(&self) -> String {
        self.explain(&format!("gave up after {} s without an end", self.longest.as_secs()))
    }

    fn conclude(&self, status: ExitStatus, start: Instant, words: &str) -> Result {
        if status.success() {
            println!("✓ {} ({:.1} s)", self.title, start.elapsed().as_secs_f64());
            return Ok(());
        }
        let words = words.trim_end();
        if !words.is_empty() {
            println!("{words}");
        }
        Err(self.explain(&format!("ended with {status}")))
    }

    fn explain(&self, what: &str) -> String {
        let hint = self.hint.map(|hint| format!("\n  {hint}")).unwrap_or_default();
        format!("{}: {what}{hint}", self.title)
    }
}

fn collect(stream: Option<impl std::io::Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            let _ = stream.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
