//! What the page can ask. A message is a JSON object with one field, whose name says what it is.

use std::collections::BTreeMap;

use hopscope_scenario::edge_call::EdgeCall;
use serde::Deserialize;
use serde_json::Value;

/// A message. Scenarios are as in files.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// Run edge code. The answer is an [`EdgeAnswer`](hopscope_scenario::edge_call::EdgeAnswer).
    EdgeCall(Box<EdgeCall>),
    /// Speak with these texts from now on: locale files, one adding to the other. The answer is empty.
    Texts(Vec<String>),
    /// What would change the outcome of a request. The answer to this and to all that follow is a
    /// [`Report`](hopscope_report::Report).
    Change {
        /// The scenario.
        scenario: Value,
        /// The request's place in it, from 0.
        request: usize,
    },
    /// What is found without any request.
    Findings {
        /// The scenario.
        scenario: Value,
    },
    /// The map of all URLs.
    Routes {
        /// The scenario.
        scenario: Value,
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
        before: Value,
        /// The second.
        after: Value,
        /// Their URLs are compared for this method.
        method: String,
    },
    /// What files describe. The answer is an [`Import`](hopscope_formats::Import) as JSON, with the texts of its files.
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
#[derive(Debug, Deserialize)]
pub struct ImportFile {
    /// Its path inside what was given.
    pub name: String,
    /// Its bytes in base 64.
    pub data: String,
}
