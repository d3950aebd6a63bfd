//! Whether a file is a model card at all: pages, templates, notices and cards of other things are not.

use super::cues::Cue;
use super::elements::{Element, ElementId, ElementStatus};
use super::front_matter::FrontMatter;
use super::metadata::{Key, Kind, Metadata};
use super::reading::Reading;
use crate::diagnostic::{self, Diagnostic, rules};
use crate::span::Span;

/// Elements that a text without metadata has to show to pass for a card.
const ENOUGH_ELEMENTS: usize = 3;

pub(super) fn is_card(
    text: &str,
    front: &FrontMatter<'_>,
    metadata: &Metadata<'_, '_>,
    reading: &Reading,
    elements: &[Element],
) -> bool {
    let count = elements.iter().filter(|element| element.status == ElementStatus::Present).count();
    // Some give their model card the metadata of a Space, and its own tags.
    let dressed_as_space = metadata.kind == Kind::Space && metadata.entry(Key::Tags).is_some() && count >= 5;
    let is_model = metadata.kind == Kind::Model || dressed_as_space;
    if !is_model || text.starts_with("version https://git-lfs") {
        return false;
    }
    let title = reading.body.sections.get(1).map_or("", |section| reading.body.title(section)).trim();
    let is_about_cards =
        ["model cards", "annotated model card", "annotated template", "data card", "dataset card", "datasheet"];
    if is_about_cards.iter().any(|words| title.contains(words)) {
        return false;
    }
    // Text that another template engine was to fill in.
    let markers =
        text.match_indices('{').filter(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with("{{ "))).count();
    if markers >= 5 {
        return false;
    }
    let has_model_key = [
        Key::License,
        Key::Language,
        Key::Tags,
        Key::LibraryName,
        Key::BaseModel,
        Key::PipelineTag,
        Key::Datasets,
        Key::ModelIndex,
        Key::Widget,
        Key::Metrics,
        Key::Thumbnail,
    ]
    .into_iter()
    .any(|key| metadata.entry(key).is_some());
    if has_model_key {
        let is_skill = front.root().is_some_and(|root| root.get("name").is_some() && root.get("description").is_some());
        let is_post = front.root().is_some_and(|root| root.get("slug").is_some());
        return !is_post && (!is_skill || metadata.entry(Key::PipelineTag).is_some());
    }
    let present = |wanted: ElementId| {
        elements.iter().any(|element| element.id == wanted && element.status == ElementStatus::Present)
    };
    let about_a_model =
        present(ElementId::TrainingData) || present(ElementId::Architecture) || present(ElementId::IntendedUse);
    let measured = present(ElementId::EvaluationResults) && count >= 2;
    let announced = || title.contains("model card") || reading.body.flat.as_str().contains("this model card");
    let loads_a_model = || count >= 1 && text.contains("from_pretrained(");
    measured
        || (about_a_model && count >= ENOUGH_ELEMENTS)
        || (count >= 2 && present(ElementId::TrainingData))
        || announced()
        || loads_a_model()
        || presents_a_model(reading)
}

/// The first sentences say how the model came about, as those of the shortest cards do.
fn presents_a_model(reading: &Reading) -> bool {
    let made = [Cue::TrainedOn, Cue::FineTuned, Cue::Derivative, Cue::MadeBy];
    let mut introduction = reading.sentences.iter().take(6);
    introduction.any(|sentence| sentence.cues.has(Cue::Model) && sentence.cues.any(&made))
}

/// Says so, and why if that is plain.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(super) fn report(text: &str, metadata: &Metadata<'_, '_>, found: &mut Vec<Diagnostic>) {
    let what = match metadata.kind {
        Kind::Space => "this is the card of a Space, not of a model",
        Kind::Dataset => "this is the card of a data set, not of a model",
        Kind::Page => "this is a page of a site, not a model card",
        Kind::Model => "this does not look like a model card",
    };
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    found.retain(|diagnostic| diagnostic.code != rules::FRONT_MATTER_MISSING.code);
    diagnostic::add(found, || Diagnostic::new(&rules::NOT_A_CARD, Span::new(0, end), what));
}
