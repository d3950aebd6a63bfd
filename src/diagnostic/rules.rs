//! Every code the engine can report: one table, from which the rule reference is generated.
//!
//! A code is never reused and a slug never renamed. Hundreds group them: `CARD0xx` the file and its metadata block,
//! `CARD1xx` metadata keys and values, `CARD2xx` what the text says, `CARD3xx` contradictions and claims, `CARD4xx`
//! what laws and codes ask for, `CARD9xx` the linter's own comments.

use super::Severity::{self, Error, Hint, Info, Warning};

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub code: &'static str,
    /// `group/what-is-wrong`, lower case.
    pub slug: &'static str,
    /// Severity unless a finding says otherwise.
    pub severity: Severity,
    /// One line for lists.
    pub summary: &'static str,
    /// Why it matters and what to do, for the rule's page.
    pub explanation: &'static str,
}

/// Where the pages of the rules are published; the code in lower case is the anchor.
pub const PAGES: &str = "https://github.com/lexcard/lexcard/blob/main/docs/rules.md";

/// Address of the page that explains `code`.
#[must_use]
pub fn page_of(code: &str) -> String {
    format!("{PAGES}#{}", code.to_ascii_lowercase())
}

/// The rule with this code, in any case.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

macro_rules! rules {
    ($($name:ident = $code:literal $slug:literal $severity:ident $summary:literal $explanation:literal;)+) => {
        $(pub const $name: Rule = Rule {
            code: $code, slug: $slug, severity: $severity, summary: $summary, explanation: $explanation,
        };)+
        /// All rules, by code.
        pub const RULES: &[&Rule] = &[$(&$name),+];
    };
}

rules! {
    // The file and its metadata block.
    TOO_LARGE = "CARD001" "file/too-large" Error
        "the file is larger than a card may be"
        "Cards above the size limit are not read. Move logs, tables of raw results and embedded images into files of \
         their own and link to them.";
    NOT_UTF8 = "CARD002" "file/not-utf-8" Error
        "the file is not valid UTF-8"
        "The Hub reads cards as UTF-8. Bytes that are not UTF-8 were replaced for this check; save the file again as \
         UTF-8.";
    UTF16 = "CARD003" "file/utf-16" Error
        "the file is encoded in UTF-16"
        "Some editors on Windows save UTF-16. The Hub reads UTF-8 and will find neither metadata nor text; save the \
         file again as UTF-8 without a byte order mark.";
    BYTE_ORDER_MARK = "CARD004" "file/byte-order-mark" Warning
        "the file begins with a byte order mark"
        "An invisible U+FEFF stands before the metadata fence. Some readers then take the block for text. Remove it.";
    GIT_LFS_POINTER = "CARD005" "file/lfs-pointer" Error
        "the file is a Git LFS pointer, not a card"
        "README.md is stored through Git LFS, so the Hub sees the pointer instead of the card. Untrack it in \
         .gitattributes and commit the text itself.";
    NOT_A_CARD = "CARD006" "file/not-a-model-card" Info
        "this does not look like a model card"
        "The file has neither card metadata nor the content of a card: it may be a page of a site, a template, a \
         notice or code. Findings about missing content are left out.";
    FRONT_MATTER_MISSING = "CARD010" "front-matter/missing" Warning
        "the card has no metadata block"
        "Without a YAML block between two lines of `---` at the very top, the Hub knows neither licence nor task nor \
         base model, and shows a warning.";
    FRONT_MATTER_EMPTY = "CARD011" "front-matter/empty" Warning
        "the metadata block is empty"
        "The fences are there but nothing stands between them, so the Hub treats the card as one without metadata.";
    FRONT_MATTER_UNCLOSED = "CARD012" "front-matter/unclosed" Error
        "the metadata block has no closing fence"
        "A line of exactly three hyphens has to end the block. Without it the whole block is text to the Hub.";
    FRONT_MATTER_FENCE = "CARD013" "front-matter/fence" Error
        "a fence of the metadata block is misspelt"
        "A fence is a line of exactly three hyphens at its beginning, with nothing after the opening one. Dashes of \
         another kind, more hyphens, or blanks after the opening fence hide the block from the Hub.";
    FRONT_MATTER_NOT_FIRST = "CARD014" "front-matter/not-first" Error
        "text stands before the metadata block"
        "Only white space may precede the opening fence. A heading, a comment or a badge above it hides the block.";
    FRONT_MATTER_IN_COMMENT = "CARD015" "front-matter/in-comment" Warning
        "metadata stands inside an HTML comment"
        "Comments are invisible to the Hub. Metadata that is meant to count belongs between the fences.";
    FRONT_MATTER_NO_OPENING = "CARD016" "front-matter/no-opening-fence" Error
        "the metadata block has no opening fence"
        "The card begins with metadata keys and a closing fence, but the opening line of three hyphens is missing.";
    YAML_SYNTAX = "CARD020" "yaml/syntax" Error
        "the metadata is not valid YAML"
        "The Hub refuses a card whose block does not parse. The place given is where the reader got stuck; the cause \
         is often an unquoted colon or quotation mark a little earlier.";
    YAML_TAB = "CARD021" "yaml/tab" Error
        "a tab is used where YAML wants spaces"
        "YAML forbids tabs in indentation. Use spaces, two per level.";
    YAML_DUPLICATE_KEY = "CARD022" "yaml/duplicate-key" Error
        "a key is given twice"
        "Readers differ on which of the two counts; the Hub refuses the block. Keep one.";
    YAML_NOT_A_MAPPING = "CARD023" "yaml/not-a-mapping" Error
        "the metadata is not a list of keys and values"
        "The block has to be a mapping such as `license: mit`.";
    YAML_TAG = "CARD024" "yaml/tag" Error
        "a YAML tag is used"
        "Tags such as `!!python/tuple` come from serialisers; the Hub does not know them and refuses the block.";
    YAML_ALIAS = "CARD025" "yaml/alias" Info
        "an anchor or alias is used"
        "Aliases are legal YAML, but many card readers do not follow them, and this one does not. Write the value out.";
    YAML_LIMIT = "CARD026" "yaml/limit" Error
        "the metadata is nested too deeply or has too many values"
        "No card needs this; the block is not read further, as a guard against hostile input.";
    YAML_BOOLEAN_WORD = "CARD027" "yaml/boolean-word" Warning
        "an unquoted yes, no, on or off"
        "YAML 1.1 readers, Python's among them, turn these words into true and false: `language: no` becomes `false` \
         instead of Norwegian. Put the word in quotes.";
    YAML_MULTIPLE_DOCUMENTS = "CARD028" "yaml/multiple-documents" Error
        "the block holds more than one YAML document"
        "A line of three dots or an indented fence starts a second document; only one may stand in the block.";
    TEMPLATE_MARKER = "CARD029" "front-matter/template-marker" Error
        "a template placeholder was left in the metadata"
        "`{{ … }}` and the like are filled in by a tool. Left alone they are either invalid YAML or a value that \
         means nothing.";
    // Metadata keys and values.
    KEY_TYPO = "CARD100" "key/typo" Warning
        "a metadata key is misspelt"
        "The Hub ignores keys it does not know, so a misspelt key is as good as absent.";
    KEY_CASE = "CARD101" "key/case" Warning
        "a metadata key has the wrong case or separator"
        "Keys are lower case, joined by underscores (`base_model`), except `model-index`.";
    KEY_SPACE = "CARD102" "key/space-metadata" Warning
        "a key of a Space stands in a model card"
        "`sdk`, `app_file`, `emoji` and their like configure Spaces and do nothing for a model.";
    KEY_DATASET = "CARD103" "key/dataset-metadata" Warning
        "a key of a dataset card stands in a model card"
        "`task_categories`, `size_categories` and their like describe data sets and do nothing for a model.";
    KEY_UNKNOWN = "CARD104" "key/unknown" Hint
        "the Hub does not know this metadata key"
        "Unknown keys pass without complaint and have no effect. That is fine for keys of your own tools.";
    KEY_NESTED = "CARD105" "key/nested-value" Warning
        "a value is written as a key"
        "A line such as `license: apache-2.0:` or `- text-generation:` makes a mapping of what should be a plain \
         value. Remove the trailing colon.";
    VALUE_NULL = "CARD106" "value/empty" Warning
        "a metadata key has no value"
        "An empty value says nothing. Fill it in or remove the key.";
    VALUE_TYPE = "CARD107" "value/type" Error
        "a metadata value has the wrong type"
        "The Hub checks the type of each known key: text, list, number, true or false.";
    VALUE_ITEM_NULL = "CARD108" "value/empty-item" Error
        "a list in the metadata has an empty item"
        "The Hub refuses empty items; they are often left by a generator. Remove the line.";
    VALUE_DUPLICATE = "CARD109" "value/duplicate" Hint
        "a list in the metadata names something twice"
        "Duplicates are dropped by the Hub.";
    VALUE_PLACEHOLDER = "CARD110" "value/placeholder" Warning
        "a metadata value is a placeholder"
        "Values such as `TBD` or `your-username/model` were meant to be replaced.";
    LICENCE_UNKNOWN = "CARD120" "license/unknown-id" Error
        "the licence identifier is not on the Hub's list"
        "The Hub accepts its own lower-case identifiers only. For a licence that is not listed use `license: other` \
         with `license_name` and `license_link`.";
    LICENCE_SPELLING = "CARD121" "license/spelling" Error
        "the licence identifier is spelt otherwise on the Hub"
        "The licence is known, but the Hub wants its identifier in its own spelling.";
    LICENCE_MISSING = "CARD122" "license/missing" Warning
        "the metadata names no licence"
        "Without a licence nobody may legally reuse the model, and no open-source exemption can be relied on.";
    LICENCE_OTHER_UNNAMED = "CARD123" "license/other-unnamed" Warning
        "`license: other` without name or link"
        "`other` alone says nothing. Give `license_name` and `license_link`.";
    LICENCE_NAME_UNUSED = "CARD124" "license/name-unused" Warning
        "a licence name beside a listed licence"
        "`license_name` and `license_link` count only with `license: other`; beside a listed licence they have no \
         effect and may contradict it.";
    LICENCE_LINK = "CARD125" "license/link" Warning
        "the licence link is neither `LICENSE`, `LICENSE.md` nor an address"
        "The Hub links to the file or the URL given; anything else leads nowhere.";
    LICENCE_SEVERAL = "CARD126" "license/several" Info
        "more than one licence is given"
        "The list does not say whether a user may choose or has to obey all. Say so in the text.";
    LICENCE_FAMILY = "CARD127" "license/family" Info
        "the licence identifier names a family, not a licence"
        "`cc`, `gpl`, `lgpl`, `bsd` or `openrail` leave open which version is meant, and with it what is allowed.";
    LANGUAGE_CODE = "CARD130" "language/code" Error
        "not a language code"
        "Languages are ISO 639-1, 639-2 or 639-3 codes in lower case, or `code` or `multilingual`.";
    LANGUAGE_REGION = "CARD131" "language/region" Error
        "a language code with a region"
        "The Hub takes the bare language: `zh`, not `zh-CN`. The region can be named in `language_bcp47` or the text.";
    PIPELINE_UNKNOWN = "CARD132" "pipeline-tag/unknown" Warning
        "not a pipeline tag of the Hub"
        "The task decides under which filter the model is found and how it is run. Unknown tasks have no effect.";
    LIBRARY_UNKNOWN = "CARD133" "library-name/unknown" Hint
        "a library the Hub does not list"
        "Unlisted libraries are accepted, but get no code snippet and no download counter.";
    LIBRARY_SPELLING = "CARD134" "library-name/spelling" Warning
        "the library is spelt otherwise on the Hub"
        "Library names are identifiers; another spelling is another library.";
    TAG_TYPE = "CARD135" "tags/type" Error
        "a tag is not text"
        "Tags have to be text. Quote numbers, dates and words such as `true`.";
    HUB_ID = "CARD140" "id/malformed" Error
        "not an identifier on the Hub"
        "Models and data sets are named `owner/name`. Local paths, addresses and pretty names are refused.";
    BASE_MODEL_RELATION = "CARD141" "base-model/relation" Error
        "not a relation to a base model"
        "`base_model_relation` is one of `adapter`, `merge`, `quantized`, `finetune`.";
    BASE_MODEL_RELATION_ALONE = "CARD142" "base-model/relation-alone" Warning
        "a relation to a base model that is not named"
        "`base_model_relation` has no effect without `base_model`.";
    BASE_MODEL_SEVERAL = "CARD143" "base-model/several" Info
        "several base models without `base_model_relation: merge`"
        "Only a merge has more than one base model. Say which of them the model was made from, or that it is a merge.";
    BASE_MODEL_MISSING = "CARD144" "base-model/missing" Warning
        "an adapter without base model"
        "An adapter is of no use without the model it was made for, and its licence and duties depend on it.";
    MODEL_INDEX = "CARD150" "model-index/structure" Error
        "the evaluation results are not built as the Hub wants them"
        "`model-index` is a list of `name` and `results`; each result has `task.type`, `dataset.type`, \
         `dataset.name` and `metrics` with `type` and `value`.";
    CO2_EMISSIONS = "CARD151" "co2/structure" Error
        "the emissions are neither a number nor a mapping with `emissions`"
        "`co2_eq_emissions` is grams of CO2 equivalent, alone or as `emissions` beside `source`, `training_type`, \
         `geographical_location` and `hardware_used`.";
    CO2_UNIT = "CARD152" "co2/unit" Warning
        "the emissions seem to be given in another unit than grams"
        "The Hub reads the number as grams. Kilograms or tonnes have to be converted.";
    GATED_FIELDS = "CARD153" "gating/fields" Error
        "a field of the access form has no known type"
        "Each field is `text`, `checkbox`, `date_picker`, `country`, or a `select` with `options`.";
    WIDGET = "CARD154" "widget/structure" Error
        "the widget examples are not a list of mappings"
        "`widget` is a list of examples such as `- text: …`.";
    // The block of release facts.
    RELEASE_UNKNOWN_KEY = "CARD160" "ai-release/unknown-key" Warning
        "a key of the `ai_release` block is not in the vocabulary"
        "The block takes the facts of `classifyRelease`, nested by their dots; docs/ai-release.md lists them. A key that \
         is not among them is read by nobody.";
    RELEASE_VALUE = "CARD161" "ai-release/value" Warning
        "a value of the `ai_release` block does not fit its fact"
        "Each fact takes yes or no, one or several of its options, a number, a date, places or text. A value that does \
         not fit counts as unknown.";
    RELEASE_CONTRADICTION = "CARD162" "ai-release/contradiction" Warning
        "the `ai_release` block and the rest of the card disagree"
        "Tools read the block, people read the card; both should be told the same. Until they are, the block counts.";
    // What the text says.
    SECTION_PLACEHOLDER = "CARD200" "section/placeholder" Warning
        "a section holds only a placeholder"
        "Template text such as `[More Information Needed]` tells the reader nothing. Fill it in or remove the section.";
    SECTION_EMPTY = "CARD201" "section/empty" Info
        "a section is empty"
        "A heading without anything under it promises what the card does not say.";
    TODO_MARKER = "CARD202" "section/todo" Warning
        "a TODO marker was left in the text"
        "Somebody meant to fill this in before the release.";
    // Contradictions and claims.
    LICENCE_CONTRADICTION = "CARD300" "contradiction/license" Warning
        "metadata and text name different licences"
        "A user cannot know which licence counts, and an exemption that rests on one of them is in doubt.";
    LANGUAGE_CONTRADICTION = "CARD301" "contradiction/language" Info
        "metadata and text name different languages"
        "The languages a model was made for decide who may rely on it; the two places should agree.";
    PARAMETERS_CONTRADICTION = "CARD302" "contradiction/parameters" Warning
        "the number of parameters is given twice, differently"
        "Size decides the estimate of compute and with it some duties. Correct one, or say what each refers to.";
    LICENCE_OF_BASE = "CARD303" "contradiction/license-of-base" Warning
        "the licence does not go together with that of the base model"
        "Whoever makes a model from another is bound by the other's licence: what it withholds cannot be given away, and \
         names or notices that it asks for have to be there. The licences of common base models are known to the \
         linter; the base model's own card prevails. Where our reading is not certain the finding is an info only.";
    OPEN_CLAIM = "CARD310" "claim/open-source" Warning
        "the text says open source, the licence does not"
        "The licence named restricts use, so it is not an open-source licence. Say `open weights` or what applies.";
    OVERCLAIM_LEGAL = "CARD311" "claim/legal-conformity" Warning
        "the text claims conformity with a law"
        "Conformity is a matter of the whole system and its use, assessed by procedure; a card cannot claim it for a \
         model. Say what was done instead: which documentation, which tests.";
    OVERCLAIM_UNBIASED = "CARD312" "claim/no-bias" Warning
        "the text claims that the model has no bias"
        "No test can show this. Say which groups and which kinds of bias were tested, and the result.";
    OVERCLAIM_SAFE = "CARD313" "claim/safe" Warning
        "the text claims that the model is safe without limits"
        "Absolute claims of safety mislead users and can be an unfair practice. Say what was tested and what was not.";
    OVERCLAIM_NO_PERSONAL_DATA = "CARD314" "claim/no-personal-data" Info
        "the text claims that the training data hold no personal data"
        "Scraped text nearly always holds data about people, and a false denial can be an unfair practice; some laws ask \
         for the opposite answer in plain words. Say where the data come from and what was done to find and remove \
         personal data.";
    OVERCLAIM_DETECTS_ALL = "CARD315" "claim/detects-all" Warning
        "the text claims to detect all generated media"
        "No detector finds all generated media. Give measured rates, with the generators and the data they were \
         measured on.";
    OVERCLAIM_PROFESSIONAL = "CARD316" "claim/health-professional" Warning
        "the text presents the model as a health professional"
        "A model holds no licence. Some laws forbid whoever develops or deploys a system to present it as a licensed \
         health professional. Say what it was trained for, and that it is none.";
    OVERCLAIM_APPROVED = "CARD317" "claim/official-approval" Warning
        "the text claims that an authority has approved the model"
        "Hardly any authority approves models, and a false claim of approval can be a deceptive practice. Where there is \
         an approval, name the authority, the product and the decision.";
    // Gaps that laws and codes leave, held against requirement sets.
    REQUIREMENT_GAP = "CARD400" "requirement/not-shown" Warning
        "the card does not show something that a requirement set asks for"
        "A duty that applies, or a profile that was asked for, wants the card to say something, and it does not. The \
         message names the set and the duties; the citation says where the law asks. Say it, or link to where it is said.";
    // The linter's own comments.
    SUPPRESSION_MALFORMED = "CARD900" "suppression/malformed" Warning
        "a suppression comment that suppresses nothing"
        "The form is `<!-- lexcard-ignore CARD123: reason -->`, with one or more codes and a reason.";
    SUPPRESSION_UNUSED = "CARD901" "suppression/unused" Hint
        "a suppression without a finding to suppress"
        "The finding is gone; the comment can go too.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_and_slugs_are_unique_well_formed_and_sorted() {
        let codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted(), "keep the table in order of code");
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), RULES.len(), "a code is used twice");
        assert_eq!(RULES.iter().map(|rule| rule.slug).collect::<BTreeSet<_>>().len(), RULES.len());
        for rule in RULES {
            let (letters, digits) = rule.code.split_at(4);
            assert!(letters == "CARD" && digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{rule:?}");
            let slug_byte = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            let (group, name) = rule.slug.split_once('/').expect("group/name");
            assert!(group.bytes().chain(name.bytes()).all(slug_byte), "{rule:?}");
            assert!(!rule.summary.ends_with('.') && rule.explanation.ends_with('.'), "{rule:?}");
            assert!(!rule.explanation.contains("  "), "{rule:?}");
        }
    }

    #[test]
    fn rules_are_found_by_code_and_have_a_page() {
        assert_eq!(find("card012").map(|rule| rule.slug), Some("front-matter/unclosed"));
        assert_eq!(find("CARD"), None);
        assert!(page_of("CARD012").ends_with("#card012"));
    }
}
