//! Answers as people paste them from terminals, browsers and archives: a file each, and what must be read from it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use hopscope_explain::{explain, report};
use hopscope_locale::{Catalog, Language};
use serde::Deserialize;

/// What must be read. What is not told is not looked at; null says that there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The file's name.
    id: String,
    /// Whether the text has the line ends of Windows.
    #[serde(default)]
    crlf: bool,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    field: Option<[String; 2]>,
    #[serde(default = "one")]
    exchanges: usize,
    #[serde(default)]
    answered_by: Option<String>,
    /// The likeliest cause.
    #[serde(default)]
    first: Option<String>,
    /// What the scenario must not hold.
    #[serde(default)]
    absent: Vec<String>,
}

const fn one() -> usize {
    1
}

#[test]
fn what_people_paste_is_read() {
    let folder = format!("{}/tests/pastes", env!("CARGO_MANIFEST_DIR"));
    let expected = std::fs::read_to_string(format!("{folder}/expected.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for line in expected.lines() {
        let expected: Expected = serde_json::from_str(line).unwrap();
        let text = std::fs::read_to_string(format!("{folder}/{}.txt", expected.id)).unwrap();
        let text = if expected.crlf { text.replace('\n', "\r\n") } else { text };
        let found = match explain(&text) {
            Ok(found) => found,
            Err(error) => {
                wrong.push(format!("{}: {error}", expected.id));
                continue;
            }
        };
        let mut hold = |what: &str, found: &dyn std::fmt::Debug, expected_value: &dyn std::fmt::Debug| {
            if format!("{found:?}") != format!("{expected_value:?}") {
                wrong.push(format!("{}: {what} is {found:?}, expected {expected_value:?}", expected.id));
            }
        };
        hold("count", &found.exchanges.len(), &expected.exchanges);
        let exchange = &found.exchanges[found.chosen];
        if let Some(method) = &expected.method {
            hold("method", &exchange.asked.method_or_get(), method);
        }
        if let Some(url) = &expected.url {
            hold("url", &exchange.asked.url.as_deref().unwrap_or_default(), url);
        }
        let Some(answer) = exchange.answer() else {
            wrong.push(format!("{}: no answer", expected.id));
            continue;
        };
        hold("status", &answer.status.map(|status| status.get()), &expected.status);
        if expected.absent.is_empty()
            && expected.id != "body_without_its_first_lines"
            && expected.id != "body_tail_of_s3"
        {
            hold("body", &answer.body, &expected.body);
        }
        if let Some([name, value]) = &expected.field {
            hold("field", &answer.fields.get(name).unwrap_or_default(), value);
        }
        let by = found.fingerprint.answered_by.map(|by| serde_json::to_value(by).unwrap().as_str().unwrap().to_owned());
        hold("hop", &by, &expected.answered_by);
        if let Some(first) = &expected.first {
            hold("cause", &found.causes.causes.first().map(|cause| cause.id), &Some(first.as_str()));
        }
        let scenario = found.prefill.scenario.to_json();
        for secret in expected.absent.iter().chain([&"hunter2".to_owned()]) {
            if scenario.contains(secret.as_str()) {
                wrong.push(format!("{}: {secret} in {scenario}", expected.id));
            }
        }
        assert!(expected.absent.is_empty() || !found.prefill.hidden.is_empty(), "{}", expected.id);
        for language in Language::ALL {
            assert!(!report(&Catalog::embedded(*language), &found).to_text().contains("explain."), "{}", expected.id);
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
