//! What should not travel in a link, found and masked.
//!
//! A finding is a text that stands somewhere in a scenario. Masking puts another of its kind in its place wherever it
//! stands, the same for the same: an API key in a request and in the API's list still fit together. Whether the masked
//! scenario traces as the original does is tried, not hoped.

mod mask;
mod rules;

use std::collections::BTreeMap;

use hopscope_routing::{Trace, trace};
use hopscope_scenario::Scenario;
use serde_json::Value;

/// Something that should not travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: SecretKind,
    /// Its letters.
    pub text: String,
    /// Where it stands first: the field's path.
    pub path: String,
}

/// A kind of thing that should not travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    /// A private key.
    PrivateKey,
    /// A key of AWS.
    AccessKey,
    /// A token: of a session, of another service.
    Token,
    /// A key or a password that a name gives away.
    Key,
    /// The signature of a signed URL, a signed cookie or a signed request.
    Signature,
    /// The id of an AWS account.
    Account,
    /// A host of an internal network.
    InternalHost,
    /// A mail address.
    Mail,
}

impl SecretKind {
    /// The name by which the locale files know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PrivateKey => "private_key",
            Self::AccessKey => "access_key",
            Self::Token => "token",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Account => "account",
            Self::InternalHost => "internal_host",
            Self::Mail => "mail",
        }
    }
}

impl Finding {
    /// The letters as they may be shown to whoever looks over a shoulder: the first few and the last two.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.text.chars().collect();
        if letters.len() < 12 {
            return letters.iter().take(2).chain(&['…']).collect();
        }
        let tail = letters.iter().skip(letters.len() - 2);
        letters.iter().take(4).chain(&['…']).chain(tail).collect()
    }
}

/// A scenario without what should not travel.
#[derive(Clone, Debug)]
pub struct Masked {
    /// The scenario.
    pub scenario: Scenario,
    /// Whether every request of it traces as before, but for the letters that were masked.
    pub is_alike: bool,
}

/// What should not travel, each once, in the order of the file.
pub fn find(scenario: &Scenario) -> Vec<Finding> {
    let mut found = Vec::new();
    let written: Value = serde_json::from_str(&scenario.to_json()).unwrap_or_default();
    walk(&written, "", "", &mut found);
    found
}

fn walk(value: &Value, path: &str, name: &str, found: &mut Vec<Finding>) {
    match value {
        Value::Object(fields) => {
            // `{"name": "x-origin-verify", "value": "…"}`: the name of what the value is stands beside it.
            let beside = ["name", "header"].iter().find_map(|key| fields.get(*key)).and_then(Value::as_str);
            for (key, value) in fields {
                let name = if key == "value" { beside.unwrap_or(key) } else { key.as_str() };
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(value, &path, name, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{path}[{index}]"), name, found);
            }
        }
        Value::String(text) => {
            for (kind, text) in rules::in_text(name, path, text) {
                if !found.iter().any(|each| each.text == text) {
                    found.push(Finding { kind, text, path: path.to_owned() });
                }
            }
        }
        _ => {}
    }
}

/// The scenario with another text of its kind in the place of each finding.
pub fn mask(scenario: &Scenario, findings: &[Finding]) -> Masked {
    let pairs = mask::pairs(findings);
    let masked = Scenario::from_json(&mask::apply(&scenario.to_json(), &pairs, true)).unwrap_or_default();
    let is_alike = masked.requests.len() == scenario.requests.len()
        && scenario.requests.iter().zip(&masked.requests).all(|(before, after)| {
            let before = mask::apply(&told(&trace(scenario, before)), &pairs, false);
            before == told(&trace(&masked, after))
        });
    Masked { scenario: masked, is_alike }
}

/// What of a trace people compare: status, who answered by which rule, where it ended, the way there.
fn told(trace: &Trace) -> String {
    let hops: Vec<String> = trace
        .hops
        .iter()
        .map(|hop| {
            let steps: BTreeMap<String, usize> = hop.steps.iter().fold(BTreeMap::new(), |mut steps, step| {
                *steps.entry(format!("{} {:?}", step.rule.id, step.outcome)).or_default() += 1;
                steps
            });
            format!("{} {steps:?}", hop.component.as_str())
        })
        .collect();
    let status = trace.response.as_ref().map(|response| response.status.get());
    let reaches = trace.reaches.as_ref().map(|reaches| reaches.text.to_string());
    format!("{status:?} {} {} {reaches:?} {hops:?}", trace.answered_by.as_str(), trace.rule.id)
}
