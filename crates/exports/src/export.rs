//! The way in.

use hopscope_locale::Catalog;
use hopscope_scenario::Scenario;

use crate::note::Note;
use crate::plan::Plan;
use crate::{cloudformation, fields, parts, terraform};

/// What a scenario is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Terraform's language, with the AWS provider's resources.
    Terraform,
    /// A CloudFormation template in YAML.
    CloudFormation,
}

impl Target {
    /// Both, with their names on the command line.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("terraform", Self::Terraform), ("cloudformation", Self::CloudFormation)];

    /// The name of a file of it.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Terraform => "main.tf",
            Self::CloudFormation => "template.yaml",
        }
    }
}

/// A scenario, written.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The file.
    pub text: String,
    /// What it does not hold. The file says so at its head, in the words of a language.
    pub notes: Vec<Note>,
}

/// Writes a scenario, with remarks in the words of a language.
pub fn export(scenario: &Scenario, target: Target, texts: &Catalog) -> Export {
    let mut plan = Plan::new(scenario, target);
    parts::add(&mut plan);
    fields::note_unknown(&mut plan);
    let text = match target {
        Target::Terraform => terraform::write(&plan, texts),
        Target::CloudFormation => cloudformation::write(&plan, texts),
    };
    Export { text, notes: plan.notes }
}

/// The lines at the head of a file: what it is, and what it does not hold.
pub(crate) fn head(plan: &Plan<'_>, texts: &Catalog) -> Vec<String> {
    let mut lines = Vec::new();
    if !plan.scenario.title.is_empty() {
        lines.push(plan.scenario.title.clone());
    }
    lines.push(texts.text("export.head"));
    if !plan.notes.is_empty() {
        lines.push(String::new());
        lines.push(texts.text("export.not_held"));
        lines.extend(plan.notes.iter().map(|note| format!("- {}", note.words(texts))));
    }
    // What strangers wrote must not end the remark that it stands in.
    lines.iter().map(|line| hopscope_locale::visible::line(line).into_owned()).collect()
}
