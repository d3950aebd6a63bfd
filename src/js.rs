//! The JavaScript boundary: the only module that names wasm_bindgen.
//!
//! Data crosses as JSON text that the JavaScript engine's own parser reads and writes: faster than building objects one
//! property at a time, safe for cyclic input, and the same bytes as the native program's. Types come from the Rust types
//! (tsify) and, for the facts, from the vocabulary.

#![expect(unreachable_pub, reason = "wasm-bindgen exports these; no Rust path leads to them")]

#[cfg(feature = "formats")]
mod command;
#[cfg(feature = "formats")]
mod formats;

use crate::law::{Law, LawPack};
use crate::release::InputError;
use crate::report::card::{self, CardAnswer, CardOptions, CheckAnswer, CheckInput, CheckOptions};
use crate::report::classification::{self, ClassifyAnswer, ClassifyOptions, Failure, PackInfo};
use crate::report::laws::{self, LawList, ListOptions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const RELEASE_TYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/release.d.ts"));

#[wasm_bindgen(typescript_custom_section)]
const LICENCE_TYPES: &str = r#"
/** Rights and limits of everything that binds the parameters. */
export interface LicenceProfile {
    id: string;
    name: string;
    osi: boolean;
    fsf: boolean;
    osdConformant: boolean;
    /** Verdict of the AI Act's licence test; where it is `review`, `euLeans` says which way. */
    eu: "yes" | "no" | "review" | "unknown";
    euLeans?: boolean;
    restrictions: string[];
    grants: string[];
    geoExcluded: string[];
    geoScope: string;
    userThreshold?: number;
    revenueThreshold?: number;
    usePolicies: string[];
    notes: string[];
    grade: string;
}
/** A term of the base model's licence that the derived model's does not honour. */
export interface LicenceConflict {
    kind: string;
    term: string;
    base: string;
    derivative: string;
    clause?: string;
    explanation: string;
    remedy: string;
    grade: string;
    certain: boolean;
}
"#;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Release")]
    pub type ReleaseInput;
    #[wasm_bindgen(typescript_type = "CheckInput")]
    pub type CheckInputJs;
    #[wasm_bindgen(typescript_type = "ClassifyOptions")]
    pub type ClassifyOptionsJs;
    #[wasm_bindgen(typescript_type = "CardOptions")]
    pub type CardOptionsJs;
    #[wasm_bindgen(typescript_type = "CheckOptions")]
    pub type CheckOptionsJs;
    #[wasm_bindgen(typescript_type = "ListOptions")]
    pub type ListOptionsJs;
    #[wasm_bindgen(typescript_type = "FixOut[]")]
    pub type FixesJs;
    #[wasm_bindgen(typescript_type = "{ unsafe?: boolean; asOf?: string }")]
    pub type FixOptionsJs;
}

thread_local! {
    static LOADED: Cell<Option<&'static LawPack<'static>>> = const { Cell::new(None) };
}

fn law() -> Law<'static> {
    LOADED.get().map_or(Law::Embedded, Law::Loaded)
}

fn current() -> Result<&'static LawPack<'static>, JsError> {
    law().pack().map_err(|e| JsError::new(&e.to_string()))
}

/// JSON of a value; `undefined` reads as absent. Fails for what JSON cannot say: cycles, BigInt, functions.
fn read<T: DeserializeOwned + Default>(value: &JsValue, what: &str) -> Result<T, Failure> {
    let fail = |code, message: String| Failure {
        errors: vec![InputError { code, path: what.to_owned(), message, help: None }],
    };
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let text = js_sys::JSON::stringify(value)
        .ok()
        .and_then(|s| s.as_string())
        .ok_or_else(|| fail("notJson", format!("{what} is not plain data: it has a cycle, a BigInt or a function")))?;
    serde_json::from_str(&text).map_err(|e| fail("wrongType", format!("{what}: {}", plain(&e))))
}

/// The message without the position in a text that the caller never saw.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn json<T: Serialize>(value: &T) -> Result<String, JsError> {
    crate::report::json::to_string(value).map_err(|e| JsError::new(&e.to_string()))
}

fn answer<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsError> {
    let parsed = js_sys::JSON::parse(&json(value)?).map_err(|_| JsError::new("the answer is not JSON"))?;
    Ok(Ts::new_unchecked(parsed))
}

fn classified(release: &JsValue, options: &JsValue) -> Result<ClassifyAnswer<'static>, JsError> {
    let pack = current()?;
    Ok(match (read::<serde_json::Value>(release, "release"), read::<ClassifyOptions>(options, "options")) {
        (Ok(release), Ok(options)) => classification::classify(pack, &release, &options),
        (Err(failure), _) | (_, Err(failure)) => ClassifyAnswer::Failure(failure),
    })
}

/// Which duties a release triggers, for whom and from when.
#[wasm_bindgen(js_name = classifyRelease)]
pub fn classify_release(
    release: &ReleaseInput,
    options: Option<ClassifyOptionsJs>,
) -> Result<Ts<ClassifyAnswer<'static>>, JsError> {
    answer(&classified(release, &options.map(JsValue::from).unwrap_or_default())?)
}

/// Checks a model card.
#[wasm_bindgen(js_name = validateCard)]
pub fn validate_card(markdown: &str, options: Option<CardOptionsJs>) -> Result<Ts<CardAnswer>, JsError> {
    answer(&match read::<CardOptions>(&options.map(JsValue::from).unwrap_or_default(), "options") {
        Ok(options) => card::validate(law(), markdown, &options),
        Err(failure) => CardAnswer::Failure(failure),
    })
}

/// Checks a model card given as bytes: UTF-8, or UTF-16 with a byte order mark.
#[wasm_bindgen(js_name = validateCardBytes)]
pub fn validate_card_bytes(bytes: &[u8], options: Option<CardOptionsJs>) -> Result<Ts<CardAnswer>, JsError> {
    answer(&match read::<CardOptions>(&options.map(JsValue::from).unwrap_or_default(), "options") {
        Ok(options) => card::validate_bytes(law(), bytes, &options).1,
        Err(failure) => CardAnswer::Failure(failure),
    })
}

/// From a card, the files beside it and further facts to duties, and from duties to what the card lacks.
#[wasm_bindgen(js_name = checkRelease)]
pub fn check_release(
    input: &CheckInputJs,
    options: Option<CheckOptionsJs>,
) -> Result<Ts<CheckAnswer<'static>>, JsError> {
    let pack = current()?;
    let options = options.map(JsValue::from).unwrap_or_default();
    answer(&match (read::<CheckInput>(input, "input"), read::<CheckOptions>(&options, "options")) {
        (Ok(input), Ok(options)) => card::check(pack, &input, &options),
        (Err(failure), _) | (_, Err(failure)) => CheckAnswer::Failure(failure),
    })
}

/// The laws in use, provision by provision.
#[wasm_bindgen(js_name = listLaws)]
pub fn list_laws(options: Option<ListOptionsJs>) -> Result<Ts<LawList<'static>>, JsError> {
    let options = read::<ListOptions>(&options.map(JsValue::from).unwrap_or_default(), "options");
    answer(&laws::list(current()?, &options.map_err(|f| misuse(&f))?))
}

fn misuse(failure: &Failure) -> JsError {
    JsError::new(failure.errors.first().map_or("wrong options", |e| &e.message))
}

/// Applies fixes to the text they were made for: safe ones, and with `{ unsafe: true }` all.
#[wasm_bindgen(js_name = applyFixes)]
pub fn apply_fixes(markdown: &str, fixes: &FixesJs, options: Option<FixOptionsJs>) -> Result<String, JsError> {
    let fixes: Vec<crate::diagnostic::FixOut> = read(fixes, "fixes").map_err(|f| misuse(&f))?;
    let options: serde_json::Value =
        read(&options.map(JsValue::from).unwrap_or_default(), "options").map_err(|f| misuse(&f))?;
    let allow = options.get("unsafe").and_then(serde_json::Value::as_bool).unwrap_or(false);
    crate::report::apply_fixes(markdown, &fixes, allow).map_err(|m| JsError::new(&m))
}

/// Replaces the laws: the bytes of a law pack, as the law compiler writes them. Throws if they are none. Load seldom:
/// the bytes stay in memory as long as the instance does.
#[wasm_bindgen(js_name = loadLawPack)]
pub fn load_law_pack(bytes: &[u8]) -> Result<Ts<VersionInfo>, JsError> {
    let kept: &'static [u8] = Vec::leak(bytes.to_vec());
    let pack: &'static LawPack<'static> =
        Box::leak(Box::new(LawPack::decode(kept).map_err(|e| JsError::new(&e.to_string()))?));
    LOADED.set(Some(pack));
    version()
}

/// Versions of engine and laws.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    pub engine: &'static str,
    pub law_pack: PackInfo<'static>,
}

/// Versions of engine and laws.
#[wasm_bindgen]
pub fn version() -> Result<Ts<VersionInfo>, JsError> {
    answer(&VersionInfo { engine: env!("CARGO_PKG_VERSION"), law_pack: PackInfo::of(current()?) })
}

/// `classifyRelease` with JSON text on both sides; byte for byte the native program's answer.
#[wasm_bindgen(js_name = classifyReleaseJson)]
pub fn classify_release_json(release: &str, options_json: Option<String>) -> Result<String, JsError> {
    json(&crate::report::text_twin::classify(current()?, release, options_json.as_deref()))
}

/// `validateCard` with JSON text for options and answer.
#[wasm_bindgen(js_name = validateCardJson)]
pub fn validate_card_json(markdown: &str, options_json: Option<String>) -> Result<String, JsError> {
    json(&crate::report::text_twin::validate(law(), markdown, options_json.as_deref()))
}

/// `checkRelease` with JSON text on both sides.
#[wasm_bindgen(js_name = checkReleaseJson)]
pub fn check_release_json(input: &str, options_json: Option<String>) -> Result<String, JsError> {
    json(&crate::report::text_twin::check(current()?, input, options_json.as_deref()))
}
