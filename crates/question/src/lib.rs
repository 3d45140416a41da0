//! What the page asks its workers: one type for both sides, so that what the one writes is what the other reads.
//!
//! A message is the JSON of a [`Question`]; what answers it, and in which form, its variant says. Scenarios travel as
//! the text of a file. A further kind of question is a variant here, an arm where the worker answers
//! (`crates/worker/src/worker.rs`), and, where it should not wait for others, a worker of its own on the page's side
//! (`src/effects/worker.rs`).

use std::collections::BTreeMap;

use hopscope_scenario::edge_call::EdgeCall;
use serde::{Deserialize, Serialize};

/// A question to a worker.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Run edge code. The answer is an [`EdgeAnswer`](hopscope_scenario::edge_call::EdgeAnswer).
    EdgeCall(Box<EdgeCall>),
    /// Speak with these texts from now on: locale files, one adding to the other. The answer is empty.
    Texts(Vec<String>),
    /// The files that the scenarios of later questions came from; none: from no files. The answer is empty.
    Origin {
        /// The files.
        files: Vec<ImportFile>,
        /// Values of variables and parameters, and answers to questions, by name.
        values: BTreeMap<String, String>,
    },
    /// What would change the outcome of a request. The answer to this and to all that follow is a report.
    Change {
        /// The scenario.
        scenario: String,
        /// The request's place in it, from 0.
        request: usize,
    },
    /// What is found without any request.
    Findings {
        /// The scenario.
        scenario: String,
    },
    /// The map of all URLs.
    Routes {
        /// The scenario.
        scenario: String,
        /// For requests of this method.
        method: String,
    },
    /// What a pasted answer tells.
    Explanation {
        /// The answer, as `curl -i` prints it, or in another form that people have.
        text: String,
    },
    /// What two scenarios do differently.
    Comparison {
        /// The first.
        before: String,
        /// The second.
        after: String,
        /// Their URLs are compared for this method.
        method: String,
    },
    /// What files describe. The answer is an import as JSON, with the texts of its files.
    Import {
        /// The files.
        files: Vec<ImportFile>,
        /// Values of variables and parameters, and answers to questions, by name.
        values: BTreeMap<String, String>,
        /// The URL of the request in question. Empty: none yet.
        url: String,
    },
    /// The script that collects how something is set up. The answer is its text, empty where there is none.
    Collect {
        /// The id of a distribution, or a domain name.
        target: String,
        /// Whether account ids and secrets are masked in what it prints.
        mask: bool,
    },
}

/// A file that is to be imported.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ImportFile {
    /// Its path inside what was given.
    pub name: String,
    /// Its bytes in base 64.
    pub data: String,
}

impl Question {
    /// The message that asks it.
    pub fn to_message(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a message.
    ///
    /// # Errors
    /// When it is none: the page and the worker are not of the same build.
    pub fn from_message(message: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(message)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_asked_is_what_is_read() {
        let scenario = || "{\"hopscope\":1,\"title\":\"\\u0000 \\\" 日本\"}".to_owned();
        for question in [
            Question::Texts(vec!["{}".to_owned()]),
            Question::Origin {
                files: vec![ImportFile { name: "main.tf".to_owned(), data: "YQ==".to_owned() }],
                values: [("a".to_owned(), "b".to_owned())].into(),
            },
            Question::Change { scenario: scenario(), request: 2 },
            Question::Findings { scenario: scenario() },
            Question::Routes { scenario: scenario(), method: "GET".to_owned() },
            Question::Explanation { text: "HTTP/2 403\r\n\u{1b}[2J".to_owned() },
            Question::Collect { target: "E1".to_owned(), mask: true },
            Question::Comparison { before: scenario(), after: scenario(), method: "GET".to_owned() },
        ] {
            assert_eq!(Question::from_message(&question.to_message()).unwrap(), question);
        }
        assert!(Question::from_message("{\"sing\": {}}").is_err());
    }
}
