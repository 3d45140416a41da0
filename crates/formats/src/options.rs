//! What the caller of an import may say besides the files.

use std::collections::BTreeMap;

/// What the caller of an import may say besides the files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Terraform variables by name, as `-var NAME=VALUE` gives them.
    pub variables: BTreeMap<String, String>,
    /// The names, among the files given, of variable files that Terraform would not load by itself.
    pub var_files: Vec<String>,
    /// CloudFormation parameters by name.
    pub parameters: BTreeMap<String, String>,
    /// Answers to the questions of an earlier import, by the question's id.
    pub answers: BTreeMap<String, String>,
    /// The URL of the request in question.
    pub url: Option<String>,
}
