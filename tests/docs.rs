//! Pages and schemas that are generated are up to date. `LEXCARD_BLESS=1 cargo test --test docs` writes them anew.

use lexcard::law;
use lexcard::report::{law_page, rule_page};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The metadata of a card, as far as the block of release facts goes.
const BLOCK_SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://lexcard.dev/schema/ai-release.json",
  "title": "Card metadata with release facts",
  "description": "The metadata of a model card whose key ai_release states the facts of the release.",
  "type": "object",
  "properties": { "ai_release": { "$ref": "release.json" } }
}
"#;

const CONFIG_SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://lexcard.dev/schema/config.json",
  "title": "Configuration of lexcard",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "$schema": { "type": "string" },
    "profiles": { "description": "Requirement sets that every card is held against.", "type": "array", "items": { "type": "string" } },
    "ignore": { "description": "Codes, or beginnings of codes, to leave out.", "type": "array", "items": { "type": "string", "pattern": "^CARD[0-9]{0,3}$" } },
    "jurisdictions": { "description": "Only the laws of these places.", "type": "array", "items": { "type": "string" } },
    "failOn": { "description": "Mildest finding that makes the exit status 1.", "enum": ["error", "warning", "info", "never"] },
    "facts": { "$ref": "release.json" }
  }
}
"#;

/// Every generated file by its path.
fn generated() -> BTreeMap<String, String> {
    let pack = &law::embedded().unwrap().pack;
    let laws = law_page::pages(pack).into_iter().map(|(name, text)| (format!("docs/laws/{name}"), text));
    let mut all: BTreeMap<String, String> = laws.collect();
    all.insert("docs/rules.md".to_owned(), rule_page::page());
    all.insert("docs/facts.md".to_owned(), lexcard_law_compiler::facts_page(pack));
    all.insert("pkg-config/schema/release.json".to_owned(), lexcard_law_compiler::json_schema(pack));
    all.insert("pkg-config/schema/ai-release.json".to_owned(), BLOCK_SCHEMA.to_owned());
    all.insert("pkg-config/schema/config.json".to_owned(), CONFIG_SCHEMA.to_owned());
    all
}

#[test]
fn generated_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = generated();
    let mut stale = BTreeSet::new();
    for (path, text) in &all {
        if std::fs::read_to_string(root.join(path)).ok().as_ref() != Some(text) {
            stale.insert(path.clone());
        }
    }
    // Pages of laws that are gone.
    for folder in ["docs/laws", "pkg-config/schema"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
            if !all.contains_key(&path) {
                stale.insert(path);
            }
        }
    }
    if std::env::var_os("LEXCARD_BLESS").is_some() {
        for path in stale {
            match all.get(&path) {
                Some(text) => {
                    std::fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
                    std::fs::write(root.join(&path), text).unwrap();
                }
                None => std::fs::remove_file(root.join(&path)).unwrap(),
            }
        }
        return;
    }
    assert!(stale.is_empty(), "stale: {stale:?}; run `LEXCARD_BLESS=1 cargo test --test docs`");
}

/// Anchors that a page offers, as GitHub makes them from plain headings, and those set by hand.
fn anchors(page: &str) -> BTreeSet<String> {
    let set = page.match_indices("<a id=\"").filter_map(|(at, found)| page[at + found.len()..].split('"').next());
    let headings = page.lines().filter_map(|line| line.strip_prefix("### ")).map(|h| h.to_lowercase());
    set.map(str::to_owned).chain(headings).collect()
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let all = generated();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        all.iter().map(|(path, text)| (path.as_str(), anchors(text))).collect();
    let mut links = 0;
    for (path, text) in all.iter().filter(|(path, _)| path.starts_with("docs/laws/")) {
        let ids: Vec<&str> =
            text.match_indices("<a id=\"").map(|(at, f)| text[at + f.len()..].split('"').next().unwrap()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path}: an anchor twice");
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap();
            if target.starts_with('<') || target.starts_with("../") {
                continue;
            }
            links += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.clone() } else { format!("docs/laws/{file}") };
            let known = anchors.get(file.as_str()).unwrap_or_else(|| panic!("{path}: no page {file}"));
            assert!(anchor.is_empty() || known.contains(anchor), "{path}: no {target}");
        }
    }
    assert!(links > 300, "only {links} links");
}

#[test]
fn every_provision_is_on_its_page_with_its_source() {
    let pack = &law::embedded().unwrap().pack;
    let pages = law_page::pages(pack);
    for duty in &pack.duties {
        let instrument = &pack.instruments[duty.instrument as usize];
        let page = &pages[&format!("{}.md", instrument.id)];
        let anchor = format!("<a id=\"{}\"></a>", duty.id.rsplit('/').next().unwrap().replace('.', "-"));
        let entry = page.split(&anchor).nth(1).unwrap_or_else(|| panic!("{} is not on its page", duty.id));
        let entry = entry.split("\n<a id=").next().unwrap();
        for part in ["- **Borne by:**", "- **Applies from", "- **Applies where**", "- **Source:**", "evidence: "] {
            assert!(entry.contains(part), "{}: no {part}", duty.id);
        }
        assert!(!entry.contains('…') || duty.text.contains('…'), "{}: a condition is cut short", duty.id);
    }
}

/// A rule that nothing reports would be a promise in the reference that nobody keeps.
#[test]
fn every_rule_is_reported_somewhere() {
    fn sources(folder: &std::path::Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("diagnostic/rules.rs") {
                out.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let table = std::fs::read_to_string(src.join("diagnostic/rules.rs")).unwrap();
    let mut code = String::new();
    sources(&src, &mut code);
    let names = table.lines().filter_map(|line| line.trim().split_once(" = \"CARD")).map(|(name, _)| name);
    let unused: Vec<&str> = names.filter(|name| !code.contains(&format!("rules::{name}"))).collect();
    assert_eq!(unused, Vec::<&str>::new());
}
