//! What stands in the place of a finding: another text of its kind and shape.

use std::collections::BTreeMap;

use super::{Finding, SecretKind};

/// Account ids that AWS's documentation uses. Source: IAM User Guide, examples.
pub(super) const ACCOUNTS: &[&str] = &[
    "111122223333",
    "444455556666",
    "123456789012",
    "777788889999",
    "555555555555",
    "999999999999",
    "000000000000",
    "111111111111",
    "222222222222",
    "012345678901",
];

/// Each finding with what stands in its place, the longest first: one may be part of another.
pub(super) fn pairs(findings: &[Finding]) -> Vec<(String, String)> {
    let mut counts: BTreeMap<SecretKind, usize> = BTreeMap::new();
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut pairs: Vec<(String, String)> = findings
        .iter()
        .map(|finding| {
            let number = counts.entry(finding.kind).or_default();
            *number += 1;
            (finding.text.clone(), instead(finding, *number, &mut labels))
        })
        .collect();
    pairs.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    pairs
}

fn instead(finding: &Finding, number: usize, labels: &mut BTreeMap<String, String>) -> String {
    match finding.kind {
        SecretKind::Account => format!("{:012}", 100_000_000_000_u64 + 1_111_u64 * number as u64),
        SecretKind::InternalHost => host(&finding.text, labels),
        SecretKind::Mail => format!("user{number}@example.com"),
        kind => {
            let word = format!("MASKED-{}-{number}", kind.as_str().replace('_', "-"));
            // Of the same length where it can be: lengths are among the things that decide.
            let length = finding.text.chars().count();
            let fill = length.saturating_sub(word.chars().count());
            format!("{word}{}", "x".repeat(fill))
        }
    }
}

/// A host with other labels, the same for the same, so that one below another stays below it.
fn host(text: &str, labels: &mut BTreeMap<String, String>) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let last = parts.len().saturating_sub(1);
    let masked = parts.iter().enumerate().map(|(index, part)| {
        if index == last || *part == "*" || part.is_empty() {
            return (*part).to_owned();
        }
        let next = format!("host{}", labels.len() + 1);
        labels.entry((*part).to_owned()).or_insert(next).clone()
    });
    masked.collect::<Vec<_>>().join(".")
}

/// A text with each finding replaced. In JSON, letters stand as JSON writes them.
pub(super) fn apply(text: &str, pairs: &[(String, String)], is_json: bool) -> String {
    let inside = |text: &str| {
        let written = serde_json::Value::from(text).to_string();
        written.get(1..written.len().saturating_sub(1)).unwrap_or_default().to_owned()
    };
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(from, to)| if is_json { (inside(from), inside(to)) } else { (from.clone(), to.clone()) })
        .collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let found = pairs.iter().find_map(|(from, to)| Some((to, rest.strip_prefix(from.as_str())?)));
        match found {
            Some((to, left)) => {
                out.push_str(to);
                rest = left;
            }
            None => {
                let mut letters = rest.chars();
                out.extend(letters.next());
                rest = letters.as_str();
            }
        }
    }
    out
}
