//! From components and licences to class and progress.

use super::components::{COMPONENTS, Component, DATASETS, RESEARCH_PAPER, TECHNICAL_REPORT, by_name, up_to};
use super::input::{Given, Release};
use super::licences::{Judged, fits_for_tool, judge_for_framework, open_for_tool};
use super::{ClassReport, ComponentReport, ContentType, Difference, LicenceFrom, Mode, MofReport, Progress, Status};
use crate::order;

/// What the tool writes, and stores, for "there is no licence".
const UNLICENSED: &str = "unlicensed";

pub(super) fn report(release: &Release, mode: Mode) -> MofReport {
    let tool = Evaluation::new(release, Mode::MotCompat);
    match mode {
        Mode::MotCompat => tool.into_report(release, Vec::new()),
        Mode::Spec => {
            let framework = Evaluation::new(release, Mode::Spec);
            let differences = framework.differences(&tool);
            framework.into_report(release, differences)
        }
    }
}

/// A component that the release has.
struct Present {
    component: &'static Component,
    licence: Option<(String, LicenceFrom)>,
    judged: Judged,
}

impl Present {
    fn status(&self) -> Status {
        match &self.licence {
            _ if self.judged.open => Status::Included,
            Some((licence, _)) if licence != UNLICENSED => Status::Invalid,
            _ => Status::Unlicensed,
        }
    }
}

/// Component numbers of one class (cumulative), by status.
#[derive(Default)]
struct Lists {
    included: Vec<u8>,
    optional: Vec<u8>,
    missing: Vec<u8>,
    unlicensed: Vec<u8>,
    invalid: Vec<u8>,
}

struct Evaluation {
    mode: Mode,
    present: Vec<Present>,
    /// Classes 3, 2, 1.
    classes: [Lists; 3],
    /// A research paper stands in for the technical report.
    paper_for_report: bool,
    warnings: Vec<String>,
}

impl Evaluation {
    fn new(release: &Release, mode: Mode) -> Self {
        let (present, warnings) = ingest(release, mode);
        let mut evaluation = Self {
            mode,
            classes: [3, 2, 1].map(|class| lists(&present, class)),
            present,
            paper_for_report: false,
            warnings,
        };
        evaluation.accept_paper_for_report();
        evaluation
    }

    /// The technical report may be left out where there is a research paper.
    fn accept_paper_for_report(&mut self) {
        let [third, second, first] = &mut self.classes;
        let report_is_there = match self.mode {
            // The tool tests the position for truth, and PHP takes position 0 for false.
            Mode::MotCompat => third.included.iter().position(|&id| id == TECHNICAL_REPORT).is_some_and(|at| at > 0),
            Mode::Spec => third.included.contains(&TECHNICAL_REPORT),
        };
        if report_is_there {
            return;
        }
        let lists: [fn(&mut Lists) -> &mut Vec<u8>; 3] =
            [|l| &mut l.included, |l| &mut l.invalid, |l| &mut l.unlicensed];
        let Some(list) = lists.into_iter().find(|list| list(first).contains(&RESEARCH_PAPER)) else { return };
        for class in [&mut *third, &mut *second, first] {
            class.missing.retain(|&id| id != TECHNICAL_REPORT);
        }
        list(third).push(RESEARCH_PAPER);
        list(second).push(RESEARCH_PAPER);
        self.paper_for_report = true;
    }

    /// Percent of the required components of a class; nothing while a class below is incomplete.
    fn progress(&self, class: u8) -> f64 {
        let mut total = 0;
        let mut included = 0;
        for (level, lists) in [3, 2, 1].into_iter().zip(&self.classes).filter(|(level, _)| *level >= class) {
            total += COMPONENTS.iter().filter(|c| c.class == level && c.required).count();
            included = lists.included.len();
            if included < total && level > class {
                return 0.0;
            }
        }
        if class == 1 {
            let [.., first] = &self.classes;
            let after_first = |id: u8| first.included.iter().position(|&x| x == id).is_some_and(|at| at > 0);
            if !after_first(TECHNICAL_REPORT) && after_first(RESEARCH_PAPER) {
                total -= 1;
            }
        }
        // Counts are at most 18: exact in `f64`.
        ((included as f64 / total as f64) * 100.0).min(100.0)
    }

    fn class(&self) -> u8 {
        [1, 2, 3].into_iter().find(|&class| self.progress(class) == 100.0).unwrap_or(0)
    }

    fn status(&self, component: &Component) -> Status {
        match self.present.iter().find(|p| p.component.id == component.id) {
            Some(present) => present.status(),
            None if !component.required => Status::NotNeeded,
            None if component.id == TECHNICAL_REPORT && self.paper_for_report => Status::NotNeeded,
            None => Status::Missing,
        }
    }

    fn differences(&self, tool: &Self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for component in &COMPONENTS {
            let (framework, old) = (self.status(component), tool.status(component));
            if framework == old {
                continue;
            }
            let licence = self.present.iter().find(|p| p.component.id == component.id).and_then(|p| p.licence.as_ref());
            let why = match licence {
                _ if tool.status(component) != Status::Missing && framework == Status::Missing => {
                    "the tool takes an unknown component name for the data sets".to_owned()
                }
                Some((licence, _))
                    if component.id != DATASETS || judge_for_framework(licence, component.content).open =>
                {
                    format!("`{licence}` is an open licence, which the tool's exact list of May 2024 does not know")
                }
                _ => "the framework accepts data sets under any licence or none".to_owned(),
            };
            let name = |status: Status| match status {
                Status::Included => "included",
                Status::Missing => "missing",
                Status::Unlicensed => "unlicensed",
                Status::Invalid => "invalid",
                Status::NotNeeded => "not needed",
            };
            differences.push(Difference {
                component: component.name.to_owned(),
                tool: name(old).to_owned(),
                framework: name(framework).to_owned(),
                why,
            });
        }
        let (ours, theirs) = (self.progress(3), tool.progress(3));
        if differences.is_empty() && ours != theirs {
            differences.push(Difference {
                component: "Technical report".to_owned(),
                tool: format!("{theirs} % of class III"),
                framework: format!("{ours} % of class III"),
                why: "the tool overlooks a technical report that heads its list and counts the paper on top".to_owned(),
            });
        }
        differences
    }

    fn into_report(mut self, release: &Release, differences: Vec<Difference>) -> MofReport {
        let progress = Progress { class1: self.progress(1), class2: self.progress(2), class3: self.progress(3) };
        let class = self.class();
        let mut components: Vec<ComponentReport> = COMPONENTS.iter().map(|c| self.component(c)).collect();
        order::by_key(&mut components, |c| (3 - c.class.min(3), !c.required));
        for component in components.iter().filter(|c| c.conditional) {
            let kind = match component.content_type {
                ContentType::Code => "code",
                ContentType::Data => "data",
                ContentType::Document => "documents",
            };
            let licence = component.licence.as_deref().unwrap_or_default();
            self.warnings.push(format!(
                "{}: `{licence}` is open but not made for {kind}; a licence made for {kind} is preferred",
                component.name
            ));
        }
        MofReport {
            mode: self.mode,
            release: release.name.clone(),
            class,
            label: match class {
                1 => "Class I - Open Science Model",
                2 => "Class II - Open Tooling Model",
                3 => "Class III - Open Model",
                _ => "Unclassified",
            },
            progress,
            total_progress: (progress.class3 + progress.class2 + progress.class1) / 3.0,
            classes: [3, 2, 1].into_iter().zip(&self.classes).map(|(class, lists)| lists.report(class)).collect(),
            components,
            warnings: self.warnings,
            differences,
        }
    }

    fn component(&self, component: &Component) -> ComponentReport {
        let present = self.present.iter().find(|p| p.component.id == component.id);
        let licence = present.and_then(|p| p.licence.clone());
        ComponentReport {
            id: component.id,
            name: component.name,
            class: component.class,
            required: component.required,
            content_type: component.content,
            licence_from: licence.as_ref().map(|(_, from)| *from),
            licence: licence.map(|(licence, _)| licence),
            status: self.status(component),
            conditional: present.is_some_and(|p| p.judged.open && !p.judged.fits),
        }
    }
}

impl Lists {
    fn report(&self, class: u8) -> ClassReport {
        let names =
            |ids: &[u8]| ids.iter().filter_map(|id| COMPONENTS.iter().find(|c| c.id == *id)).map(|c| c.name).collect();
        ClassReport {
            class,
            included: names(&self.included),
            optional: names(&self.optional),
            missing: names(&self.missing),
            unlicensed: names(&self.unlicensed),
            invalid: names(&self.invalid),
        }
    }
}

fn lists(present: &[Present], class: u8) -> Lists {
    let mut lists = Lists::default();
    for required in [true, false] {
        for component in up_to(class, required) {
            let list = match present.iter().find(|p| p.component.id == component.id).map(Present::status) {
                Some(Status::Included) if required => &mut lists.included,
                Some(Status::Included) => &mut lists.optional,
                Some(Status::Unlicensed) => &mut lists.unlicensed,
                Some(_) => &mut lists.invalid,
                None if required => &mut lists.missing,
                None => continue,
            };
            list.push(component.id);
        }
    }
    lists
}

/// Matches the file's components with the framework's and finds their licences.
fn ingest(release: &Release, mode: Mode) -> (Vec<Present>, Vec<String>) {
    let mut warnings = Vec::new();
    let mut present: Vec<Present> = Vec::new();
    for given in &release.components {
        let component = match (by_name(&given.name), mode) {
            (Some(component), _) => component,
            (None, Mode::Spec) => {
                warnings.push(format!("`{}` is no component of the framework and was left out", given.name));
                continue;
            }
            (None, Mode::MotCompat) => {
                // The tool looks the name up, gets false, and takes the component at position 0.
                warnings
                    .push(format!("`{}` is no component of the framework; the tool takes it for Datasets", given.name));
                let Some(first) = COMPONENTS.first() else { continue };
                first
            }
        };
        if let Some(at) = present.iter().position(|p| p.component.id == component.id) {
            warnings.push(format!("{} is given twice; the last one counts", component.name));
            present.remove(at);
        }
        present.push(found(release, given, component, mode));
    }
    (present, warnings)
}

fn found(release: &Release, given: &Given, component: &'static Component, mode: Mode) -> Present {
    let by_content = match component.content {
        ContentType::Code => &release.code,
        ContentType::Data => &release.data,
        ContentType::Document => &release.document,
    };
    let licence = match &given.licence {
        // Present but empty, or `unlicensed`: the component has no licence, whatever the release says.
        Some(own) if matches!(own.as_str(), "" | "0" | UNLICENSED) => None,
        Some(own) => Some((own.clone(), LicenceFrom::Component)),
        None => {
            let content = by_content.clone().map(|licence| (licence, LicenceFrom::ContentType));
            content.or_else(|| release.distribution.clone().map(|licence| (licence, LicenceFrom::Distribution)))
        }
    };
    let judged = match (mode, &licence) {
        (Mode::MotCompat, Some((id, _))) => {
            Judged { open: open_for_tool(id), fits: fits_for_tool(id, component.content) }
        }
        (Mode::MotCompat, None) => Judged { open: false, fits: false },
        // Raw training data counts under any licence or none.
        (Mode::Spec, _) if component.id == DATASETS => Judged { open: true, fits: true },
        (Mode::Spec, Some((id, _))) => judge_for_framework(id, component.content),
        (Mode::Spec, None) => Judged { open: false, fits: false },
    };
    Present { component, licence, judged }
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, Status, evaluate};

    const CLASS_3: [&str; 6] = [
        "Model architecture",
        "Model parameters (Final)",
        "Technical report",
        "Evaluation results",
        "Model card",
        "Data card",
    ];
    const CLASS_2: [&str; 4] = ["Training code", "Inference code", "Evaluation code", "Evaluation data"];
    const CLASS_1: [&str; 4] =
        ["Datasets", "Data preprocessing code", "Model parameters (Intermediate)", "Research paper"];

    fn file<'a>(components: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let mut text = String::from("release:\n  name: x\n  license: {}\n  components:\n");
        for (name, licence) in components {
            text.push_str(&format!("  - name: {name}\n    license: {licence}\n"));
        }
        text
    }

    fn outcome(text: &str, mode: Mode) -> (u8, [f64; 3]) {
        let report = evaluate(text, mode).unwrap();
        (report.class, [report.progress.class1, report.progress.class2, report.progress.class3])
    }

    #[test]
    fn classes_build_on_each_other() {
        let all: Vec<_> = CLASS_3.into_iter().chain(CLASS_2).chain(CLASS_1).map(|name| (name, "MIT")).collect();
        for mode in [Mode::MotCompat, Mode::Spec] {
            assert_eq!(outcome(&file(all.clone()), mode), (1, [100.0; 3]));
            assert_eq!(outcome(&file(all[..10].to_vec()), mode), (2, [10.0 / 14.0 * 100.0, 100.0, 100.0]));
            assert_eq!(outcome(&file(all[..6].to_vec()), mode), (3, [0.0, 60.0, 100.0]));
            let without_card: Vec<_> = all.iter().copied().filter(|(name, _)| *name != "Model card").collect();
            assert_eq!(outcome(&file(without_card), mode), (0, [0.0, 0.0, 5.0 / 6.0 * 100.0]));
        }
    }

    #[test]
    fn a_paper_stands_in_for_the_report() {
        let all = CLASS_3.into_iter().chain(CLASS_2).chain(CLASS_1).map(|name| (name, "MIT"));
        let without: Vec<_> = all.filter(|(name, _)| *name != "Technical report").collect();
        for mode in [Mode::MotCompat, Mode::Spec] {
            assert_eq!(outcome(&file(without.clone()), mode), (1, [100.0; 3]));
            let report = evaluate(&file(without.clone()), mode).unwrap();
            let status = report.components.iter().find(|c| c.id == 11).map(|c| c.status);
            assert_eq!(status, Some(Status::NotNeeded));
        }
    }

    #[test]
    fn the_tool_overlooks_a_report_at_the_head_of_its_list() {
        let text = file([("Technical report", "MIT"), ("Research paper", "MIT")]);
        assert_eq!(outcome(&text, Mode::MotCompat).1, [0.0, 0.0, 2.0 / 6.0 * 100.0]);
        assert_eq!(outcome(&text, Mode::Spec).1, [0.0, 0.0, 1.0 / 6.0 * 100.0]);
        assert_eq!(evaluate(&text, Mode::Spec).unwrap().differences.len(), 1);
        // With anything before it in the list, both agree.
        let text = file([("Technical report", "MIT"), ("Research paper", "MIT"), ("Model card", "MIT")]);
        assert_eq!(outcome(&text, Mode::MotCompat), outcome(&text, Mode::Spec));
    }

    #[test]
    fn the_framework_differs_where_the_tool_is_wrong() {
        let text = file([
            ("Datasets", "unlicensed"),
            ("Evaluation data", "PDDL-1.0"),
            ("Model architecture", "Apache 2.0"),
            ("Data card", "CC-BY-NC-4.0"),
            ("Tokenizer", "MIT"),
        ]);
        let report = evaluate(&text, Mode::Spec).unwrap();
        let found: Vec<_> = report.differences.iter().map(|d| (d.component.as_str(), d.tool.as_str())).collect();
        assert_eq!(found, [("Model architecture", "invalid"), ("Evaluation data", "invalid")]);
        // The tool took `Tokenizer` for the data sets and so found them under MIT.
        let report = evaluate(&text.replace("Tokenizer", "Model metadata"), Mode::Spec).unwrap();
        assert!(report.differences.iter().any(|d| d.component == "Datasets" && d.tool == "unlicensed"));
        assert!(evaluate(&text, Mode::MotCompat).unwrap().differences.is_empty());
    }

    #[test]
    fn licences_fall_back_in_order() {
        let text = "release:\n  license:\n    distribution: {name: MIT}\n    document: {name: CC-BY-NC-4.0}\n  \
                    components:\n  - {name: Model card}\n  - {name: Training code}\n  - {name: Data card, license: ''}\n  \
                    - {name: Technical report, license: CC0-1.0}\n";
        let report = evaluate(text, Mode::MotCompat).unwrap();
        let status = |name: &str| report.components.iter().find(|c| c.name == name).map(|c| c.status);
        assert_eq!(status("Model card"), Some(Status::Invalid));
        assert_eq!(status("Training code"), Some(Status::Included));
        assert_eq!(status("Data card"), Some(Status::Unlicensed));
        assert_eq!(status("Technical report"), Some(Status::Included));
        assert_eq!(status("Model metadata"), Some(Status::NotNeeded));
    }
}
