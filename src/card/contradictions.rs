//! Where a card says one thing in its metadata and another in its text.

use super::CardLists;
use super::cues::Cue as C;
use super::elements::ElementId as E;
use super::languages;
use super::metadata::{Key, Metadata, listed_licence};
use super::reading::{Reading, Sentence};
use super::topics::topic;
use crate::diagnostic::{self, Diagnostic, rules};
use lexcard_law_format::LicenceClass;

/// Adds what contradicts.
pub(crate) fn check(
    card: &str,
    metadata: &Metadata<'_, '_>,
    reading: &Reading,
    lists: &CardLists<'_>,
    found: &mut Vec<Diagnostic>,
) {
    licence(card, metadata, reading, lists, found);
    language(card, metadata, reading, found);
    open_claim(card, metadata, reading, lists, found);
}

/// Names of licences as texts write them, and the beginning of the Hub's identifiers that agree with them.
const NAMES: &[(&str, &str)] = &[
    ("apache license", "apache-2.0"),
    ("apache 2", "apache-2.0"),
    ("apache-2", "apache-2.0"),
    ("mit license", "mit"),
    ("mit licence", "mit"),
    ("cc by-nc-sa", "cc-by-nc-sa"),
    ("cc-by-nc-sa", "cc-by-nc-sa"),
    ("cc by-nc-nd", "cc-by-nc-nd"),
    ("cc-by-nc-nd", "cc-by-nc-nd"),
    ("cc by-nc", "cc-by-nc"),
    ("cc-by-nc", "cc-by-nc"),
    ("cc by-sa", "cc-by-sa"),
    ("cc-by-sa", "cc-by-sa"),
    ("cc by 4", "cc-by-4"),
    ("cc-by-4", "cc-by-4"),
    ("cc0", "cc0"),
    ("agpl", "agpl"),
    ("lgpl", "lgpl"),
    ("gpl-3", "gpl-3"),
    ("gplv3", "gpl-3"),
    ("gpl v3", "gpl-3"),
    ("llama 2 community license", "llama2"),
    ("llama 3 community license", "llama3"),
    ("gemma terms", "gemma"),
];

/// The licences named in a lower-case text.
fn licences_named(text: &str) -> Vec<&'static str> {
    let bytes = text.as_bytes();
    let mut stands = [false; NAMES.len()];
    let begins_word =
        |at: usize| at.checked_sub(1).and_then(|i| bytes.get(i)).is_none_or(|b| !b.is_ascii_alphanumeric());
    for at in (0..bytes.len()).filter(|&at| begins_word(at)) {
        let rest = bytes.get(at..).unwrap_or_default();
        for ((name, _), stands) in NAMES.iter().zip(&mut stands) {
            *stands |= rest.starts_with(name.as_bytes());
        }
    }
    let mut named: Vec<&'static str> = Vec::new();
    for (&(_, id), _) in NAMES.iter().zip(stands).filter(|(_, stands)| *stands) {
        // `cc-by-nc` is part of `cc-by-nc-sa`.
        if !named.iter().any(|known| known.starts_with(id)) {
            named.push(id);
        }
    }
    named
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn licence(
    card: &str,
    metadata: &Metadata<'_, '_>,
    reading: &Reading,
    lists: &CardLists<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(value) = metadata.get(Key::License).filter(|value| value.items().len() == 1) else { return };
    let Some(given) = metadata.text(Key::License).and_then(|(text, _)| listed_licence(lists.licences, text)) else {
        return;
    };
    if matches!(given, "other" | "unknown") {
        return;
    }
    let about_licence =
        |s: &&Sentence| s.topics & topic(E::License) != 0 || (s.cues.has(C::Licensed) && s.cues.has(C::Model));
    let other_things = [
        "code",
        "dataset",
        "data ",
        "base model",
        "original",
        "software",
        "repository",
        "tokenizer",
        "derived",
        "wikipedia",
    ];
    for sentence in reading.sentences.iter().filter(about_licence) {
        let text = reading.text(sentence);
        let contradicts = matches!(licences_named(text).as_slice(), [named] if !agrees(given, named));
        let about_others = || other_things.iter().any(|thing| text.contains(thing));
        if contradicts && sentence.topics & topic(E::TrainingData) == 0 && !about_others() {
            let message = format!("the metadata says `{given}`, the text names another licence");
            diagnostic::add(found, || {
                Diagnostic::new(&rules::LICENCE_CONTRADICTION, reading.span(sentence, card), message)
                    .with_help("make both say the same, or say what each applies to")
                    .with_related(value.span, "the licence in the metadata")
            });
            return;
        }
    }
}

/// Whether an identifier and a name in the text can mean the same; families agree with their members.
fn agrees(given: &str, named: &str) -> bool {
    let rest = given.strip_prefix(named);
    let same =
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c == '-' && rest.len() <= 4 || c == '.'));
    same || named.starts_with(given) || (given == "cc" && named.starts_with("cc"))
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn language(card: &str, metadata: &Metadata<'_, '_>, reading: &Reading, found: &mut Vec<Diagnostic>) {
    let given: Vec<&str> = metadata.texts(Key::Language).map(|(text, _)| text).collect();
    let Some(value) = metadata.get(Key::Language).filter(|_| !given.is_empty() && !given.contains(&"multilingual"))
    else {
        return;
    };
    for sentence in reading.sentences.iter().filter(|sentence| sentence.cues.has(C::Language)) {
        let Some(block) = reading.block(sentence) else { continue };
        let label = reading.body.flat.text(&block.label).trim_matches([' ', ':', '*']);
        if !matches!(label, "language" | "languages" | "language(s)" | "language(s) (nlp)" | "supported languages") {
            continue;
        }
        let words = reading.content(sentence).split(|c: char| !c.is_alphabetic());
        let named: Vec<&str> = words.filter_map(languages::named).collect();
        // "Chinese, English and 20 more" and translations name what they do not list.
        let missing: Vec<&&str> = named.iter().filter(|code| !given.contains(code)).collect();
        let three_letters = given.iter().any(|code| code.len() == 3);
        if let Some(code) =
            missing.first().filter(|_| !three_letters && !named.is_empty() && !named.iter().any(|n| given.contains(n)))
        {
            let message = format!("the metadata says `{}`, the text says `{code}`", given.join(", "));
            diagnostic::add(found, || {
                Diagnostic::new(&rules::LANGUAGE_CONTRADICTION, reading.span(sentence, card), message)
                    .with_related(value.span, "the languages in the metadata")
            });
            return;
        }
    }
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn open_claim(
    card: &str,
    metadata: &Metadata<'_, '_>,
    reading: &Reading,
    lists: &CardLists<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some((text, given)) = metadata.text(Key::License) else { return };
    let id = listed_licence(lists.licences, text).filter(|id| !matches!(*id, "other" | "unknown"));
    let Some(licence) = id.and_then(|id| lists.licences.iter().find(|licence| licence.id == id)) else { return };
    let restricts = matches!(
        licence.class,
        LicenceClass::NonCommercial | LicenceClass::ResearchOnly | LicenceClass::Community | LicenceClass::Rail
    );
    if licence.osi || !restricts {
        return;
    }
    let claims = reading.sentences.iter().find(|sentence| {
        sentence.cues.has(C::OpenClaim)
            && !sentence.cues.has(C::Others)
            && !reading.text(sentence).contains("outperform")
            && sentence.topics & topic(E::TrainingData) == 0
            && !reading.text(sentence).contains("other open")
            && claims_open_source(reading.text(sentence))
    });
    if let Some(sentence) = claims {
        let message = format!("the text says open source, but `{}` restricts use", licence.id);
        diagnostic::add(found, || {
            Diagnostic::new(&rules::OPEN_CLAIM, reading.span(sentence, card), message)
                .with_help("`open weights` says what a restricted licence allows to say")
                .with_related(given, "the licence")
        });
    }
}

/// "An open-source language model", or "the model is fully open source": of the model, not of code or of data.
#[cfg_attr(target_family = "wasm", inline(never))]
fn claims_open_source(text: &str) -> bool {
    const THINGS: [&str; 3] = [" model", " llm", " weights"];
    text.match_indices("open").any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let words = ["open source", "open-source", "opensource"];
        let Some(after) = words.iter().find_map(|word| rest.strip_prefix(word)) else { return false };
        let thing: String = after.chars().take(36).take_while(|c| !matches!(c, '.' | ',' | ';')).collect();
        let of_a_model = thing.starts_with(' ') && THINGS.iter().any(|noun| thing.contains(noun));
        let said_of_it = thing.trim_matches([' ', '!']).is_empty()
            && before.rsplit_once(" is ").or_else(|| before.rsplit_once(" are ")).is_some_and(|(subject, adverb)| {
                let subject = subject.rsplit(['.', ',', ';', ':']).next().unwrap_or_default();
                let named = format!(" {subject}");
                adverb.split_whitespace().count() <= 2
                    && !adverb.contains("not ")
                    && THINGS.iter().any(|noun| named.contains(noun))
            });
        of_a_model || said_of_it
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_in_text() {
        assert_eq!(licences_named("released under the mit license."), ["mit"]);
        assert_eq!(licences_named("cc by-nc-sa 4.0"), ["cc-by-nc-sa"]);
        assert_eq!(licences_named("submit license"), Vec::<&str>::new());
        assert_eq!(licences_named("code mit license, weights cc-by-nc"), ["mit", "cc-by-nc"]);
        assert!(agrees("cc-by-nc-4.0", "cc-by-nc") && agrees("gpl-3.0", "gpl-3") && agrees("gpl", "gpl-3"));
        assert!(
            !agrees("apache-2.0", "mit") && !agrees("cc-by-nc-sa-4.0", "cc-by-nc") && !agrees("cc-by-4.0", "cc-by-nc")
        );
    }
}
