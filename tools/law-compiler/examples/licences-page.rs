//! Prints docs/licences.md: `cargo run -p lexcard-law-compiler --example licences-page > docs/licences.md`.

fn main() {
    match lexcard_law_compiler::licences::parse(include_str!("../../../src/laws/licences.toml")) {
        Ok(licences) => print!("{}", lexcard_law_compiler::licences::markdown(&licences)),
        Err(faults) => {
            faults.iter().for_each(|(line, message)| eprintln!("src/laws/licences.toml:{line}: {message}"));
            std::process::exit(2);
        }
    }
}
