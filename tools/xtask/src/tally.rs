//! Adds up what the test runners counted, so that the last line of a run is one plain total.

/// Checks that passed and failed, and which ones failed.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    failures: Vec<String>,
}

impl Tally {
    /// One check that is a whole program (formatting, a build): passes or fails as one.
    pub(crate) fn check(&mut self, outcome: crate::Result) -> bool {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                true
            }
            Err(explanation) => {
                self.failed += 1;
                self.note(explanation);
                false
            }
        }
    }

    /// A test runner that counted for itself. One that fails without counting a failure (it did not compile, it was
    /// ended) is one failure; one that ends well without having run a single test is a failure too.
    pub(crate) fn suite(&mut self, counted: &Counted, outcome: crate::Result) {
        self.passed += counted.passed;
        self.failed += counted.failed;
        self.skipped += counted.skipped;
        match outcome {
            Err(explanation) => {
                self.failed += u64::from(counted.failed == 0);
                self.note(explanation);
            }
            Ok(()) if counted.passed == 0 => {
                self.failed += 1;
                self.note("a test runner ended well but ran no test".to_owned());
            }
            Ok(()) => {}
        }
    }

    fn note(&mut self, explanation: String) {
        println!("✗ {explanation}");
        self.failures.push(explanation);
    }

    /// Prints the closing lines; the very last is the plain total.
    pub(crate) fn close(self) -> crate::Result {
        if !self.failures.is_empty() {
            println!("\nFailed:");
            for failure in &self.failures {
                println!("  {}", failure.replace('\n', "\n  "));
            }
        }
        let skipped = if self.skipped > 0 { format!(", {} skipped", self.skipped) } else { String::new() };
        println!("\n{} passed, {} failed{skipped}", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err("some checks failed, see above".to_owned()) }
    }
}

/// What one test runner said of itself.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counted {
    /// Reads a closing line of `cargo test` (`test result: ok. 3 passed; 0 failed; 1 ignored; …`, one per test
    /// program) or of Node's runner (`ℹ pass 3`, `# fail 0`); any other line counts nothing.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
            for count in counts.split("; ") {
                match count.split_once(' ') {
                    Some((number, "passed")) => self.passed += parse(number),
                    Some((number, "failed")) => self.failed += parse(number),
                    Some((number, "ignored")) => self.skipped += parse(number),
                    _ => {}
                }
            }
        } else if let Some(count) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            match count.split_once(' ') {
                Some(("pass", number)) => self.passed += parse(number),
                Some(("fail" | "cancelled", number)) => self.failed += parse(number),
                Some(("skipped" | "todo", number)) => self.skipped += parse(number),
                _ => {}
            }
        }
    }
}

fn parse(number: &str) -> u64 {
    number.trim().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Counted, Tally};

    #[test]
    fn adds_up_cargo_and_node() {
        let mut counted = Counted::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "ℹ pass 4",
            "# fail 1",
            "ℹ cancelled 1",
            "ℹ duration_ms 12.5",
            "# passing by the word pass 9",
        ] {
            counted.read(line);
        }
        assert_eq!(counted, Counted { passed: 14, failed: 4, skipped: 1 });
    }

    #[test]
    fn a_runner_that_ran_nothing_fails() {
        let mut tally = Tally::default();
        tally.suite(&Counted::default(), Ok(()));
        assert_eq!((tally.passed, tally.failed), (0, 1));
        assert!(tally.close().is_err());
    }

    #[test]
    fn a_runner_that_died_fails_once() {
        let mut tally = Tally::default();
        tally.suite(&Counted { passed: 2, ..Counted::default() }, Err("it died".to_owned()));
        assert_eq!((tally.passed, tally.failed), (2, 1));
    }
}
