//! Agreement with hand-read truth: what cards really say, element by element. Prints the table that
//! `cargo xtask accuracy` shows; `LEXCARD_VERBOSE=1` adds every disagreement.

#[path = "support/cards.rs"]
mod support;

use lexcard::card::{self, ELEMENTS, ElementStatus};
use lexcard::span::LineIndex;
use serde_json::Value;

/// Names of the elements in the truth file, in the order of [`ELEMENTS`].
const TRUTH: [&str; 15] = [
    "has_intended_use",
    "has_out_of_scope_or_misuse",
    "has_limitations",
    "has_bias_or_risks",
    "has_training_data_description",
    "has_evaluation_results",
    "has_safety_testing",
    "has_safeguards_or_recommendations",
    "has_compute_or_hardware",
    "has_environmental_impact",
    "has_license_statement",
    "has_contact_or_developer",
    "has_architecture",
    "has_input_output_format",
    "has_citation",
];

#[derive(Default, Clone, Copy)]
struct Count {
    hit: u32,
    false_alarm: u32,
    missed: u32,
    right_absent: u32,
}

impl Count {
    fn precision(self) -> f64 {
        ratio(self.hit, self.hit + self.false_alarm)
    }

    fn recall(self) -> f64 {
        ratio(self.hit, self.hit + self.missed)
    }

    fn f1(self) -> f64 {
        ratio(2 * self.hit, 2 * self.hit + self.false_alarm + self.missed)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

#[test]
fn elements_agree_with_the_truth() {
    let Some(corpus) = support::corpus() else { return };
    let verbose = std::env::var_os("LEXCARD_VERBOSE").is_some();
    let truth = std::fs::read_to_string(corpus.join("dev_truth.jsonl")).unwrap();
    let mut counts = [Count::default(); 15];
    let (mut placed, mut evidence) = (0, 0);
    let lists = support::Lists::load();
    for line in truth.lines().filter(|line| !line.trim().is_empty()) {
        let truth: Value = serde_json::from_str(line).unwrap();
        let file = truth["file"].as_str().unwrap();
        let text = std::fs::read_to_string(corpus.join(file)).unwrap();
        let index = LineIndex::new(&text);
        let report = lists.with(|lists| card::lint(&text, lists));
        for ((element, name), count) in ELEMENTS.iter().zip(TRUTH).zip(&mut counts) {
            let (_, status, span) = report.elements.iter().find(|(id, ..)| id == element).unwrap();
            let said = *status == ElementStatus::Present;
            let borderline = truth["borderline"].as_array().unwrap().iter().any(|b| b == name);
            let expected = truth[name].as_bool().unwrap();
            let wrong = said != expected;
            if verbose && wrong {
                let mark = if borderline { "borderline " } else { "" };
                let kind = if said { "FALSE ALARM" } else { "MISSED" };
                let shown = span.filter(|_| said).map(|span| span.of(&text).chars().take(200).collect::<String>());
                let line = truth[format!("{name}_line")].as_u64();
                println!("{mark}{kind} {} {} line {line:?} {shown:?}", element.name(), &file[4..40.min(file.len())]);
            }
            if borderline {
                continue;
            }
            match (said, expected) {
                (true, true) => count.hit += 1,
                (true, false) => count.false_alarm += 1,
                (false, true) => count.missed += 1,
                (false, false) => count.right_absent += 1,
            }
            // Evidence lies in the section in which the truth's evidence lies.
            if let (true, true, Some(span), Some(line)) = (said, expected, span, truth[format!("{name}_line")].as_u64())
            {
                let place = index.line_span(usize::try_from(line).unwrap() - 1).unwrap();
                let section =
                    |offset: usize| report.sections.iter().rposition(|section| section.heading.start <= offset);
                let same =
                    section(span.start) == section(place.start) || (span.start <= place.end && place.start <= span.end);
                evidence += 1;
                placed += u32::from(same);
                if verbose && !same {
                    let shown: String = span.of(&text).chars().take(120).collect();
                    println!(
                        "OTHER SECTION {} {} line {line}: {shown:?}",
                        element.name(),
                        &file[4..40.min(file.len())]
                    );
                }
            }
        }
    }
    println!("{:<22}{:>5}{:>5}{:>5}{:>5}{:>8}{:>8}{:>8}", "element", "hit", "fa", "miss", "none", "prec", "rec", "F1");
    let mut total = Count::default();
    for (element, count) in ELEMENTS.iter().zip(counts) {
        print_row(element.name(), count);
        total.hit += count.hit;
        total.false_alarm += count.false_alarm;
        total.missed += count.missed;
        total.right_absent += count.right_absent;
    }
    print_row("all", total);
    let macro_f1 = counts.iter().map(|count| count.f1()).sum::<f64>() / counts.len() as f64;
    println!("macro F1 {macro_f1:.3}; evidence in the section of the truth's evidence: {placed} of {evidence}");
    assert!(total.precision() >= 0.93, "precision {:.3}", total.precision());
    assert!(total.recall() >= 0.93, "recall {:.3}", total.recall());
    assert!(macro_f1 >= 0.90, "macro F1 {macro_f1:.3}");
    assert!(f64::from(placed) >= 0.8 * f64::from(evidence), "evidence in the right section: {placed} of {evidence}");
}

fn print_row(name: &str, count: Count) {
    let Count { hit, false_alarm, missed, right_absent } = count;
    let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
    println!("{name:<22}{hit:>5}{false_alarm:>5}{missed:>5}{right_absent:>5}{precision:>8.3}{recall:>8.3}{f1:>8.3}");
}
