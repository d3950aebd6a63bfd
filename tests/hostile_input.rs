//! What the fuzz targets check, here on samples that are altered in a thousand ways, the same ones each time.

#[path = "fuzz/checks.rs"]
mod checks;

/// What parsers stumble over.
const NASTY: [&str; 24] = [
    "---\n",
    "\n---\n",
    "\t",
    "\r\n",
    "\u{feff}",
    "\0",
    "<!--",
    "-->",
    "```\n",
    "| a | b |\n|-|-|\n",
    "{{",
    "}}",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!binary ",
    "<h2>",
    "</td>",
    "\u{1F917}",
    "\u{301}",
    "1e999",
    "\u{2028}",
];

/// Of a seed, `count` altered copies: pieces cut, doubled, moved and put in.
fn altered(seed: &[u8], count: usize, mut check: impl FnMut(&[u8])) {
    let mut state = 0x2026_1201_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % limit.max(1)
    };
    for _ in 0..count {
        let mut copy = seed.to_vec();
        for _ in 0..=below(4) {
            let (a, b) = (below(copy.len() + 1), below(copy.len() + 1));
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
            match below(5) {
                0 => drop(copy.drain(from..to)),
                1 => {
                    let piece = copy[from..to].to_vec();
                    let at = below(copy.len() + 1);
                    copy.splice(at..at, piece);
                }
                2 => copy.truncate(copy.len() - below(copy.len() / 2 + 1)),
                3 if from < copy.len() => copy[from] = u8::try_from(below(256)).unwrap_or(0),
                _ => {
                    copy.splice(from..from, NASTY[below(NASTY.len())].bytes());
                }
            }
        }
        check(&copy);
    }
}

fn as_text(check: impl Fn(&str)) -> impl FnMut(&[u8]) {
    move |bytes| check(&String::from_utf8_lossy(bytes))
}

fn samples(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    assert!(!paths.is_empty(), "no {ending} in {folder}");
    paths.iter().map(|path| std::fs::read(path).expect("a sample")).collect()
}

#[test]
fn cards() {
    for seed in samples("www/demo/samples", ".md") {
        altered(&seed, 400, checks::card);
    }
}

#[test]
fn releases() {
    for seed in samples("tests/releases", ".json") {
        altered(&seed, 60, as_text(checks::release));
    }
}

#[test]
fn licences() {
    for seed in ["apache-2.0", "MIT OR (GPL-3.0-only WITH Classpath-exception-2.0)", "Llama 3.1 Community License", ""]
    {
        altered(seed.as_bytes(), 150, as_text(checks::licence));
    }
    altered(&std::fs::read("LICENSE-APACHE").expect("our own licence"), 20, as_text(checks::licence));
}

#[test]
fn packs() {
    let pack = lexcard_law_compiler::compile("src/laws".as_ref()).unwrap_or_else(|e| panic!("{e}")).bytes;
    altered(&pack, 600, checks::pack);
}

#[test]
fn openness_files() {
    let seed = "framework:\n  name: Model Openness Framework\n  version: '1.0'\nrelease:\n  name: A\n  version: '1'\n  date: 2026-01-01\n  license: {}\n  type: model\n  components:\n  - name: Model card\n    description: Card\n    location: ''\n    license: CC-BY-4.0\n    component_path: README.md\n";
    altered(seed.as_bytes(), 3000, as_text(checks::mof));
}
