//! TypeScript and JSON Schema of the release input, from the vocabulary.

use lexcard_law_format::{Fact, FactKind, Pack};
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Default)]
struct Tree<'p> {
    fact: Option<&'p Fact<'p>>,
    below: BTreeMap<&'p str, Tree<'p>>,
}

fn tree<'p>(pack: &'p Pack<'p>) -> Tree<'p> {
    let mut root = Tree::default();
    for fact in &pack.facts {
        let leaf = fact.id.split('.').fold(&mut root, |node, part| node.below.entry(part).or_default());
        leaf.fact = Some(fact);
    }
    root
}

/// The type `Release`: facts nested or with dotted keys, each with its question as documentation.
#[must_use]
pub fn typescript(pack: &Pack<'_>) -> String {
    let mut out = String::from(
        "/** A number, an estimate with its relative margin, or bounds. */\n\
         export type Quantity = number | { exact: number } | { estimate: number; margin?: number } | { min?: number; max?: number };\n\
         /** A fact that is not known: leave it out, or say so. */\n\
         export type Unknown = \"unknown\" | null;\n\
         /** What is known about a release. Every fact may be left out; unknown is never \"no\". */\nexport interface Release {\n",
    );
    write_tree(&tree(pack), 1, &mut out);
    out.push_str(
        "    /** Answers to questions of law, by id. */\n    judgements?: Record<string, boolean | Unknown>;\n",
    );
    out.push_str(
        "    /** Facts may also stand at the top with their dotted path as key. */\n    [path: string]: unknown;\n}\n",
    );
    out
}

fn write_tree(node: &Tree<'_>, depth: usize, out: &mut String) {
    let pad = "    ".repeat(depth);
    for (name, child) in &node.below {
        if let Some(fact) = child.fact {
            let _ = writeln!(
                out,
                "{pad}/** {} */\n{pad}{name}?: {} | Unknown;",
                fact.ask.replace("*/", "* /"),
                type_of(fact)
            );
        } else {
            let _ = writeln!(out, "{pad}{name}?: {{");
            write_tree(child, depth + 1, out);
            let _ = writeln!(out, "{pad}}};");
        }
    }
}

fn type_of(fact: &Fact<'_>) -> String {
    let options = || fact.options.iter().map(|o| format!("\"{}\"", o.id)).collect::<Vec<_>>().join(" | ");
    match fact.kind {
        FactKind::Bool => "boolean".into(),
        FactKind::Choice => options(),
        FactKind::Set => format!("({})[]", options()),
        FactKind::Number => "Quantity".into(),
        FactKind::Date | FactKind::Text => "string".into(),
        FactKind::Places => "string[]".into(),
    }
}

/// JSON Schema 2020-12 of the same.
#[must_use]
pub fn json_schema(pack: &Pack<'_>) -> String {
    let mut out = String::from(
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"$id\": \"https://lexcard.dev/schema/release.json\",\n  \
         \"title\": \"Release\",\n  \"description\": \"What is known about a model release; every fact may be left out.\",\n  \
         \"type\": \"object\",\n  \"properties\": {\n    \"judgements\": { \"type\": \"object\", \"additionalProperties\": { \"enum\": [true, false, null, \"yes\", \"no\", \"unknown\"] } }",
    );
    for (name, child) in &tree(pack).below {
        let _ = write!(out, ",\n    \"{name}\": {}", schema_of(child));
    }
    out.push_str("\n  }\n}\n");
    out
}

fn schema_of(node: &Tree<'_>) -> String {
    let Some(fact) = node.fact else {
        let inner: Vec<String> = node.below.iter().map(|(n, c)| format!("\"{n}\": {}", schema_of(c))).collect();
        return format!(
            "{{ \"type\": \"object\", \"additionalProperties\": false, \"properties\": {{ {} }} }}",
            inner.join(", ")
        );
    };
    let text = |s: &str| format!("{s:?}");
    let options: Vec<String> = fact.options.iter().map(|o| text(o.id)).collect();
    let kind = match fact.kind {
        FactKind::Bool => "\"enum\": [true, false, null, \"yes\", \"no\", \"unknown\"]".to_owned(),
        FactKind::Choice => format!("\"enum\": [{}, \"unknown\", null]", options.join(", ")),
        FactKind::Set => format!("\"type\": [\"array\", \"null\"], \"items\": {{ \"enum\": [{}] }}, \"uniqueItems\": true", options.join(", ")),
        FactKind::Number => "\"type\": [\"number\", \"object\", \"null\"], \"minimum\": 0".to_owned(),
        FactKind::Date => "\"type\": [\"string\", \"object\", \"null\"], \"pattern\": \"^(\\\\d{4}(-\\\\d{2}(-\\\\d{2})?)?|unknown)$\"".to_owned(),
        FactKind::Text => "\"type\": [\"string\", \"null\"]".to_owned(),
        FactKind::Places => "\"type\": [\"array\", \"null\"], \"items\": { \"type\": \"string\" }".to_owned(),
    };
    format!("{{ \"description\": {}, {kind} }}", text(fact.ask))
}

/// The vocabulary as a page.
#[must_use]
pub fn facts_page(pack: &Pack<'_>) -> String {
    let mut out = String::from(
        "# Facts\n\nGenerated from `src/laws/facts`; do not edit. A release is described by these facts, nested (`{ \"model\": { \"outputs\": [\"text\"] } }`) \
         or with dotted keys. Leave out what you do not know: unknown is never \"no\". An empty list is an answer: none of these.\n\n\
         Numbers may be exact (`7.2e23`), estimates (`{ \"estimate\": 7e23, \"margin\": 0.3 }`) or bounds (`{ \"min\": 1e23, \"max\": 2e23 }`); dates \
         may be days, months (`2026-09`) or years. Places are ISO 3166 codes, `EU`, `US-CA`, `worldwide`, and `-EU` for a place that is left out.\n",
    );
    let mut group = "";
    let mut facts: Vec<&Fact<'_>> = pack.facts.iter().collect();
    facts.sort_by_key(|f| f.id);
    for fact in facts {
        let head = fact.id.split('.').next().unwrap_or_default();
        if head != group {
            let _ = write!(out, "\n## {head}\n\n| fact | type | question |\n|---|---|---|\n");
            group = head;
        }
        let options: Vec<&str> = fact.options.iter().map(|o| o.id).collect();
        let kind = match fact.kind {
            FactKind::Bool => "yes/no".to_owned(),
            FactKind::Choice => format!("one of {}", options.join(", ")),
            FactKind::Set => format!("any of {}", options.join(", ")),
            FactKind::Number if fact.unit.is_empty() => "number".to_owned(),
            FactKind::Number => format!("number ({})", fact.unit),
            FactKind::Date => "date".to_owned(),
            FactKind::Text => "text".to_owned(),
            FactKind::Places => "places".to_owned(),
        };
        let help = if fact.help.is_empty() { String::new() } else { format!(" {}", fact.help) };
        let _ = writeln!(out, "| `{}` | {kind} | {}{help} |", fact.id, fact.ask);
    }
    out
}
