//! Answers written in forms: text, Markdown, SARIF and so on, and the metadata block of a card.

use super::{CheckInputJs, ReleaseInput, answer, current, misuse, read};
use crate::report::card::CheckInput;
use crate::report::classification::Failure;
use crate::report::render::{self, RenderOptions};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "RenderOptions")]
    pub type RenderOptionsJs;
}

/// Checks a model card and writes the answer in a form: `text`, `json`, `sarif`, `github`, `markdown`, `hub`
/// or `cyclonedx`.
/// Throws for wrong options only.
#[wasm_bindgen(js_name = renderCard)]
pub fn render_card(markdown: &str, options: Option<RenderOptionsJs>) -> Result<String, JsError> {
    rendered(render::render_card(current()?, markdown, &render_options(options)?))
}

/// A release as the metadata block `ai_release:` of its card.
#[wasm_bindgen(js_name = releaseBlock)]
pub fn release_block(release: &ReleaseInput) -> Result<Ts<BlockAnswer>, JsError> {
    let pack = current()?;
    let written = read::<serde_json::Value>(release, "release")
        .and_then(|release| crate::report::release_block::write(pack, &release).map_err(|errors| Failure { errors }));
    answer(&match written {
        Ok(block) => BlockAnswer::Success { block },
        Err(failure) => BlockAnswer::Failure(failure),
    })
}

/// The block, or what is wrong with the release.
#[derive(Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum BlockAnswer {
    Success { block: String },
    Failure(Failure),
}

/// `checkRelease`, written in a form.
#[wasm_bindgen(js_name = renderCheck)]
pub fn render_check(input: &CheckInputJs, options: Option<RenderOptionsJs>) -> Result<String, JsError> {
    let (pack, options) = (current()?, render_options(options)?);
    rendered(match read::<CheckInput>(input, "input") {
        Ok(input) => render::render_check(pack, &input, &options),
        Err(failure) => render::failure(options.format, "input", &failure),
    })
}

/// `classifyRelease`, written in a form: `text`, `json` or `markdown`.
#[wasm_bindgen(js_name = renderClassification)]
pub fn render_classification(release: &ReleaseInput, options: Option<RenderOptionsJs>) -> Result<String, JsError> {
    let (pack, options) = (current()?, render_options(options)?);
    rendered(match read::<serde_json::Value>(release, "release") {
        Ok(release) => render::render_classification(pack, &release, &options),
        Err(failure) => render::failure(options.format, "release", &failure),
    })
}

fn render_options(options: Option<RenderOptionsJs>) -> Result<RenderOptions, JsError> {
    read(&options.map(JsValue::from).unwrap_or_default(), "options").map_err(|f| misuse(&f))
}

fn rendered(text: Result<String, serde_json::Error>) -> Result<String, JsError> {
    text.map_err(|e| JsError::new(&e.to_string()))
}
