//! Which cards to check: files as named, folders searched for cards.

use super::{Host, Kind};
use crate::FileEntry;

/// Deepest folder that is searched, and most files that are listed for a release.
const DEPTH: usize = 12;
const MOST_FILES: usize = 10_000;
/// Longest licence file that is taken into account, in bytes.
const LONGEST_LICENCE: u64 = 512 << 10;

/// A card to check.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: String,
    /// For a card found in a folder: the files beside it, which show what is released.
    pub(crate) beside: Vec<FileEntry>,
}

/// The cards that the arguments mean, in order. `-` is standard input.
pub(crate) fn cards(host: &mut dyn Host, arguments: &[&str]) -> Result<Vec<Found>, String> {
    let mut out = Vec::new();
    for argument in arguments {
        if *argument == "-" || host.kind(argument) != Kind::Folder {
            out.push(Found { path: (*argument).to_owned(), beside: Vec::new() });
            continue;
        }
        let mut paths = Vec::new();
        search(host, argument, DEPTH, &mut paths)?;
        paths.retain(|path| is_card_name(path));
        if paths.is_empty() {
            return Err(format!("{argument}: no card here (README.md, MODEL_CARD.md, model-card.md …)"));
        }
        for path in paths {
            let beside = beside(host, &path)?;
            let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
            out.push(Found { path, beside });
        }
    }
    Ok(out)
}

fn name_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase()
}

fn is_card_name(path: &str) -> bool {
    let name = name_of(path);
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let stem = stem.replace(['-', '_', ' '], "");
    stem == "readme" || stem.ends_with("modelcard")
}

/// Files in the folder of a card and below it, with the text of licences.
fn beside(host: &mut dyn Host, card: &str) -> Result<Vec<FileEntry>, String> {
    let (folder, _) = card.rsplit_once('/').unwrap_or((".", card));
    let folder = if folder.is_empty() { "/" } else { folder };
    let mut paths = Vec::new();
    search(host, folder, DEPTH, &mut paths)?;
    paths.retain(|path| path != card);
    paths.truncate(MOST_FILES);
    let entry = |path: String| {
        let name = name_of(&path);
        let licence = name.starts_with("licen") || name.starts_with("copying");
        let wanted = licence && host.size(&path).is_some_and(|bytes| bytes <= LONGEST_LICENCE);
        let bytes = if wanted { host.read(&path).ok() } else { None };
        let text = bytes.and_then(|b| String::from_utf8(b).ok());
        let inside = path.strip_prefix(folder).map_or(path.as_str(), |rest| rest.trim_start_matches('/'));
        FileEntry::WithText { path: inside.to_owned(), text }
    };
    Ok(paths.into_iter().map(entry).collect())
}

/// Every file below a folder, folder by folder in order of name; what is hidden and what package managers fill is left
/// out.
fn search(host: &mut dyn Host, folder: &str, depth: usize, found: &mut Vec<String>) -> Result<(), String> {
    let mut entries = host.list(folder).map_err(|reason| format!("{folder}: {reason}"))?;
    entries.sort();
    for entry in entries {
        if entry.name.starts_with('.') || entry.name == "node_modules" {
            continue;
        }
        let path =
            if folder.ends_with('/') { format!("{folder}{}", entry.name) } else { format!("{folder}/{}", entry.name) };
        if entry.is_folder && depth > 0 {
            search(host, &path, depth - 1, found)?;
        } else if entry.is_file {
            found.push(path);
        }
    }
    Ok(())
}
