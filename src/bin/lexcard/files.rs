//! Which cards to check: files as named, folders searched for cards.

use lexcard::FileEntry;
use std::path::{Path, PathBuf};

/// Deepest folder that is searched, and most files that are listed for a release.
const DEPTH: usize = 12;
const MOST_FILES: usize = 10_000;
/// Longest licence file that is read, in bytes.
const LONGEST_LICENCE: u64 = 512 << 10;

/// A card to check.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: String,
    /// For a card found in a folder: the files beside it, which show what is released.
    pub(crate) beside: Vec<FileEntry>,
}

/// The cards that the arguments mean, in order. `-` is standard input.
pub(crate) fn cards(arguments: &[&str]) -> Result<Vec<Found>, String> {
    let mut out = Vec::new();
    for argument in arguments {
        if *argument == "-" || !Path::new(argument).is_dir() {
            out.push(Found { path: (*argument).to_owned(), beside: Vec::new() });
            continue;
        }
        let mut paths = Vec::new();
        search(Path::new(argument), DEPTH, &mut |path| {
            if is_card_name(path) {
                paths.push(path.to_owned());
            }
            Ok(())
        })?;
        if paths.is_empty() {
            return Err(format!("{argument}: no card here (README.md, MODEL_CARD.md, model-card.md …)"));
        }
        paths.sort();
        for path in paths {
            let beside = beside(&path)?;
            let path = path.strip_prefix(".").unwrap_or(&path).to_string_lossy().into_owned();
            out.push(Found { path, beside });
        }
    }
    Ok(out)
}

fn is_card_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let stem = stem.replace(['-', '_', ' '], "");
    stem == "readme" || stem.ends_with("modelcard")
}

/// Files in the folder of a card and below it, with the text of licences.
fn beside(card: &Path) -> Result<Vec<FileEntry>, String> {
    let folder = card.parent().unwrap_or(Path::new("."));
    let mut out = Vec::new();
    search(folder, DEPTH, &mut |path| {
        if path != card && out.len() < MOST_FILES {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            let licence = name.starts_with("licen") || name.starts_with("copying");
            let short = path.metadata().is_ok_and(|m| m.len() <= LONGEST_LICENCE);
            let text = (licence && short).then(|| std::fs::read_to_string(path).ok()).flatten();
            let path = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
            out.push(FileEntry::WithText { path, text });
        }
        Ok(())
    })?;
    Ok(out)
}

/// Every file below a folder, in order of name; what is hidden and what package managers fill is left out.
fn search(folder: &Path, depth: usize, file: &mut dyn FnMut(&Path) -> Result<(), String>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        // Links are not followed, so that no folder is entered twice.
        let kind = path.symlink_metadata().map_err(|e| format!("{}: {e}", path.display()))?.file_type();
        if kind.is_dir() && depth > 0 {
            search(&path, depth - 1, file)?;
        } else if kind.is_file() || (kind.is_symlink() && path.is_file()) {
            file(&path)?;
        }
    }
    Ok(())
}
