//! The sample files of the Model Openness Tool, against the results it published for them.

use lexcard::openness::mof::{self, Mode};
use serde_json::Value;
use std::path::Path;

/// The samples, or nothing where the shared material is not there.
fn samples() -> Option<&'static Path> {
    let folder = Path::new("../shared/corpus/mot");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not there, so the sample files were not checked", folder.display());
    None
}

/// The published results have commas before closing brackets, which JSON forbids.
fn without_trailing_commas(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(',') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        clean.push_str(before);
        if !after.trim_start().starts_with(['}', ']']) {
            clean.push(',');
        }
        rest = after;
    }
    clean + rest
}

#[test]
fn all_sample_files_match_the_tool() {
    let Some(folder) = samples() else { return };
    let text = std::fs::read_to_string(folder.join("expected_results.json")).unwrap();
    let expected: Value = serde_json::from_str(&without_trailing_commas(&text)).unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yml") {
            continue;
        }
        files += 1;
        let report = mof::evaluate(&std::fs::read_to_string(&path).unwrap(), Mode::MotCompat).unwrap();
        let models = expected["models"].as_array().unwrap();
        let model = models.iter().find(|m| m["release"]["name"] == report.release).unwrap();
        let report = serde_json::to_value(&report).unwrap();
        for key in ["class", "label", "progress"] {
            // Whole numbers are written without a fraction there.
            let same = match (&report[key], &model["classification"][key]) {
                (Value::Object(ours), Value::Object(theirs)) => {
                    ours.len() == theirs.len() && ours.iter().all(|(k, v)| v.as_f64() == theirs[k].as_f64())
                }
                (ours, theirs) => ours == theirs,
            };
            assert!(same, "{}: {key}: {} is not {}", path.display(), report[key], model["classification"][key]);
        }
    }
    assert_eq!(files, 27);
}

/// The names of the samples say how many of the licences are valid and how many not.
#[test]
fn sample_names_agree_on_the_counts() {
    let Some(folder) = samples() else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(stem) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".yml")) else {
            continue;
        };
        let count = |suffix: char| -> usize {
            stem.split('_').filter_map(|part| part.strip_suffix(suffix)).find_map(|n| n.parse().ok()).unwrap()
        };
        let report = mof::evaluate(&std::fs::read_to_string(&path).unwrap(), Mode::MotCompat).unwrap();
        let first = report.classes.iter().find(|c| c.class == 1).unwrap();
        let all = [&first.included, &first.optional, &first.unlicensed, &first.invalid].map(Vec::len);
        assert_eq!(all.iter().sum::<usize>(), count('C'), "{stem}");
        assert_eq!(first.included.len() + first.optional.len(), count('V'), "{stem}");
        assert_eq!(first.invalid.len(), count('I'), "{stem}");
    }
}

/// Following the framework never takes away an open licence that the tool accepts.
#[test]
fn the_framework_accepts_what_the_tool_accepts() {
    let Some(folder) = samples() else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let tool = mof::evaluate(&text, Mode::MotCompat).unwrap();
        let framework = mof::evaluate(&text, Mode::Spec).unwrap();
        for (tool, framework) in tool.components.iter().zip(&framework.components) {
            let lost = tool.status == mof::Status::Included && framework.status != mof::Status::Included;
            assert!(!lost, "{}: {}", path.display(), tool.name);
        }
    }
}
