//! Sections that promise and do not say, and skeletons for those that are missing.

use super::body::{BlockKind, HeadingStyle};
use super::cues::Cue as C;
use super::elements::{ELEMENTS, ElementId};
use super::front_matter::line_break;
use super::reading::{Reading, Sentence};
use super::topics::topic;
use crate::diagnostic::{self, Diagnostic, Fix, rules};
use crate::span::Span;

/// Reports empty sections, placeholders and TODO markers.
pub(crate) fn check(card: &str, reading: &Reading, found: &mut Vec<Diagnostic>) {
    for (index, section) in reading.body.sections.iter().enumerate() {
        let has_children = reading.body.sections.get(index + 1).is_some_and(|next| next.parent == Some(index));
        // A line in bold with nothing below may be emphasis.
        let is_heading = section.style.is_some_and(|style| style != HeadingStyle::Bold);
        let inside = reading.body.blocks.get(section.blocks.clone()).unwrap_or_default();
        let is_blank = inside.iter().all(|block| block.kind == BlockKind::Heading);
        // Images and comments leave no block; the source decides whether anything stands there.
        let own_end = reading.body.sections.get(index + 1).map_or(section.span.end, |next| next.heading.start);
        let rest = Span::new(section.heading.end, own_end).of(card);
        if is_heading && is_blank && !has_children && !has_content(rest) {
            let title = section.heading.of(card).trim_matches(['#', ' ', '\n', '\r', '=', '-']);
            diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::SECTION_EMPTY,
                    section.heading,
                    format!("the section `{}` is empty", short(title)),
                )
                .with_help("say something here or remove the heading")
            });
        }
    }
    let mut last = None;
    for sentence in &reading.sentences {
        if reading.block(sentence).is_none_or(|block| block.kind == BlockKind::Heading) {
            continue;
        }
        if sentence.cues.has(C::Placeholder) {
            // One finding per block is enough.
            if last != Some(sentence.block) {
                let message = "a placeholder stands where information should";
                diagnostic::add(found, || {
                    Diagnostic::new(&rules::SECTION_PLACEHOLDER, reading.span(sentence, card), message)
                        .with_help("fill it in or remove it")
                });
            }
            last = Some(sentence.block);
        } else if let Some(span) = todo(card, reading, sentence) {
            diagnostic::add(found, || {
                Diagnostic::new(&rules::TODO_MARKER, span, "a TODO marker was left in the text")
                    .with_help("do it, or say that it is not known")
            });
        }
    }
}

/// Where a sentence says that something is left to do: at its beginning, or at the beginning of a line in it.
fn todo(card: &str, reading: &Reading, sentence: &Sentence) -> Option<Span> {
    if is_todo(reading.text(sentence)) {
        return Some(reading.span(sentence, card));
    }
    reading.places(sentence, C::WeakPlaceholder).find_map(|hit| {
        let marker = hit.start as usize..sentence.range.end;
        let span = reading.body.flat.source(&marker, card);
        let line = card.get(..span.start).and_then(|before| before.rsplit(['\n', '\r']).next());
        let begins_line = line.is_some_and(|before| before.trim_matches([' ', '\t', '>']).is_empty());
        (begins_line && is_todo(reading.body.flat.text(&marker))).then_some(span)
    })
}

/// `TODO: …` at the beginning; a to-do list as such is none.
pub(super) fn is_todo(sentence: &str) -> bool {
    sentence
        .trim_start()
        .strip_prefix("todo")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', ')', ']']))
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn has_content(source: &str) -> bool {
    let mut rest = source;
    while let Some(start) = rest.find("<!--") {
        if !rest.get(..start).unwrap_or_default().trim().is_empty() {
            return true;
        }
        match rest.get(start..).and_then(|comment| comment.find("-->")) {
            Some(end) => rest = rest.get(start + end + 3..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.chars().any(|c| !c.is_whitespace() && !matches!(c, '-' | '*' | '_'))
}

fn short(title: &str) -> String {
    let line = title.lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}

/// What a section about an element is called, and what has to be written into it.
const fn skeleton_text(element: ElementId) -> (&'static str, &'static str) {
    match element {
        ElementId::IntendedUse => ("Intended use", "name the uses and the users this model is meant for"),
        ElementId::OutOfScopeUse => ("Out-of-scope use", "name uses that it is unsuitable for or that are prohibited"),
        ElementId::Limitations => ("Limitations", "name known weaknesses, failures and untested conditions"),
        ElementId::BiasRisks => ("Bias and risks", "say which biases, harms and risks of misuse are known"),
        ElementId::TrainingData => ("Training data", "describe what the model was trained on and where it came from"),
        ElementId::EvaluationResults => ("Evaluation", "give measured results with the data and the metric"),
        ElementId::SafetyTesting => ("Safety testing", "say which tests for safety were made and what they showed"),
        ElementId::Safeguards => ("Recommendations", "say which measures were taken and what users should do"),
        ElementId::ComputeHardware => ("Compute", "give hardware, its number, and the time or FLOP of training"),
        ElementId::EnvironmentalImpact => ("Environmental impact", "give the energy used or the CO2 emitted"),
        ElementId::License => ("License", "name the licence of the weights and link to it"),
        ElementId::ContactDeveloper => ("Contact", "say who developed the model and how to reach them"),
        ElementId::Architecture => ("Architecture", "name the architecture, its size and the base model"),
        ElementId::InputOutputFormat => ("Input and output", "describe what goes in and what comes out"),
        ElementId::Citation => ("Citation", "say how to cite the model"),
    }
}

/// An unsafe fix that inserts a section for an element that a card lacks. The text is a TODO marker, which is itself
/// reported until somebody fills it in.
///
/// The place is after the last section about an element that comes earlier in [`ELEMENTS`], else before the citation,
/// else the end of the card.
#[must_use]
pub(crate) fn skeleton(card: &str, reading: &Reading, element: ElementId) -> Fix {
    let (title, text) = skeleton_text(element);
    let new_line = line_break(card);
    let sections = &reading.body.sections;
    let about = |wanted: u64| {
        sections.iter().zip(&reading.sections).filter(move |(section, topics)| {
            section.style.is_some_and(|style| style != HeadingStyle::Bold)
                && section.level > 0
                && topics.own & wanted != 0
        })
    };
    let earlier: u64 = ELEMENTS.into_iter().filter(|other| *other < element).map(topic).fold(0, |set, bit| set | bit);
    let level = 2;
    let after = about(earlier & !topic(ElementId::Citation))
        .filter(|(section, _)| section.level <= level)
        .map(|(section, _)| section.span.end)
        .max();
    let before = about(topic(ElementId::Citation)).map(|(section, _)| section.heading.start).next();
    let at = after.or(before).unwrap_or(card.len());
    let lead = match card.get(..at) {
        Some("") | None => String::new(),
        Some(text) if text.ends_with(&format!("{new_line}{new_line}")) => String::new(),
        Some(text) if text.ends_with('\n') => new_line.to_owned(),
        Some(_) => format!("{new_line}{new_line}"),
    };
    let marks = "#".repeat(usize::from(level));
    let insertion = format!("{lead}{marks} {title}{new_line}{new_line}TODO: {text}.{new_line}{new_line}");
    Fix::unsafe_(format!("insert a section `{title}` to fill in"), Span::at(at), insertion)
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::*;

    #[test]
    fn things_to_do_are_found_where_a_line_begins() {
        let text = "# A\n\nOne line.\nTODO: the next, and a\ntodo list.\n\n> TODO\n\nThe TODO: app\n";
        let mut found = Vec::new();
        check(text, &Reading::new(body::read(text, &(0..0))), &mut found);
        let words: Vec<&str> = found.iter().map(|finding| finding.span.of(text)).collect();
        assert_eq!(words, ["TODO: the next, and a\ntodo list.", "TODO"]);
    }
}
