//! The demo: a sample release checked in the terminal, then the web page.

use crate::job::Job;

use crate::{Result, build, serve};
use std::path::{Path, PathBuf};

/// Port of the web demo, unless another one is asked for.
const PORT: u16 = 8017;

/// Builds, shows the terminal part, and serves the page unless told not to.
pub(crate) fn run(root: &Path, options: &[&str]) -> Result {
    let choice = Choice::read(options)?;
    let program = native(root)?;
    build::package(root)?;
    terminal(root, &program)?;
    let page = root.join("www/demo");
    if !choice.serve {
        return Ok(());
    }
    if !page.join("index.html").is_file() {
        return Err("www/demo has no index.html yet; `--no-serve` ends after the terminal part".to_owned());
    }
    let listener = serve::listen(choice.port)?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("\nThe web demo: http://{address}/\nStop with Ctrl+C.");
    serve::forever(&listener, &page);
    Ok(())
}

/// Compiles the command line program and says where it is.
pub(crate) fn native(root: &Path) -> Result<PathBuf> {
    Job::cargo("rustc: the command line program, optimised")
        .args(["build", "--release", "--bin", "lexcard"])
        .folder(root)
        .run()?;
    Ok(build::target_folder(root).join("release").join(format!("lexcard{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs the program on each shipped sample: a release as JSON, with a card of the same name beside it where there
/// is one. Findings are what a demo is for, so only an error of the program itself ends it.
fn terminal(root: &Path, program: &Path) -> Result {
    let folder = root.join("www/demo/samples");
    let mut samples: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?
        .filter_map(|file| file.ok().map(|file| file.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    samples.sort();
    // One sample reads well in a terminal; the page shows them all.
    let release = samples.first().ok_or_else(|| format!("{} holds no sample release", folder.display()))?;
    show(root, program, &["classify"], release)?;
    let card = release.with_extension("md");
    if card.is_file() { show(root, program, &["check"], &card) } else { Ok(()) }
}

fn show(root: &Path, program: &Path, words: &[&str], file: &Path) -> Result {
    let named = file.strip_prefix(root).unwrap_or(file);
    println!("\n$ lexcard {} {}\n", words.join(" "), named.display());
    let status = std::process::Command::new(program)
        .args(words)
        .arg(named)
        .current_dir(root)
        .status()
        .map_err(|error| format!("{} could not be started: {error}", program.display()))?;
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err(format!("lexcard ended with {status} on {}", named.display())),
    }
}

struct Choice {
    serve: bool,
    port: u16,
}

impl Choice {
    fn read(options: &[&str]) -> Result<Self> {
        let mut choice = Choice { serve: true, port: PORT };
        let mut options = options.iter();
        while let Some(&option) = options.next() {
            match option {
                "--no-serve" => choice.serve = false,
                "--port" => {
                    let number = options.next().ok_or("`--port` needs a number")?;
                    choice.port = number.parse().map_err(|_| format!("`{number}` is no port"))?;
                }
                _ => return Err(format!("demo does not know `{option}`; it takes `--no-serve` and `--port N`")),
            }
        }
        Ok(choice)
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, PORT};

    #[test]
    fn options() {
        assert!(Choice::read(&[]).is_ok_and(|choice| choice.serve && choice.port == PORT));
        assert!(Choice::read(&["--port", "0", "--no-serve"]).is_ok_and(|choice| !choice.serve && choice.port == 0));
        for wrong in [&["--port"][..], &["--port", "x"], &["--port", "70000"], &["--serve"]] {
            assert!(Choice::read(wrong).is_err(), "{wrong:?}");
        }
    }
}
