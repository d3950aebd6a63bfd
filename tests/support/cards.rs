//! What several integration tests need: the corpus beside the repository and the Hub's lists.
#![allow(dead_code)]

use lexcard_law_compiler::{hub, licences};
use std::path::{Path, PathBuf};

/// The shared corpus, or `None` where it is not there; then the test says that it was skipped.
pub fn corpus() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("SKIPPED: the corpus is not beside the repository ({})", path.display());
    None
}

/// The cards of the corpus by file name, as bytes.
pub fn cards() -> Vec<(String, Vec<u8>)> {
    let Some(corpus) = corpus() else { return Vec::new() };
    let mut files: Vec<_> = std::fs::read_dir(corpus.join("all")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect()
}

/// The Hub's lists as the law compiler reads them.
pub struct Lists {
    hub: hub::HubSource,
    licences: Vec<licences::LicenceSource>,
}

impl Lists {
    pub fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/laws");
        let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
        Self { hub: hub::parse(&read("hub.toml")).unwrap(), licences: licences::parse(&read("licences.toml")).unwrap() }
    }

    pub fn with<R>(&self, run: impl FnOnce(&lexcard::card::CardLists<'_>) -> R) -> R {
        let hub = self.hub.to_hub();
        let licences: Vec<_> = self.licences.iter().map(|licence| licence.lend()).collect();
        run(&lexcard::card::CardLists { hub: &hub, licences: &licences })
    }
}
