//! What a file that is opened or dropped holds.

use std::rc::Rc;

use hopscope_scenario::{Scenario, ScenarioError};
use serde_json::Value;

use crate::action::Action;
use crate::advice::Topic;
use crate::model::{Dialog, Notice};

/// What is done with the text of a file: a scenario is opened, an answer that somebody got is read and explained.
pub fn open(name: String, text: String) -> Vec<Action> {
    match Scenario::from_json(&text) {
        Ok(scenario) => vec![Action::Load(Rc::new(scenario))],
        Err(error) if is_answer(&text, &error) => {
            vec![Action::Explain(text), Action::ShowDialog(Some(Dialog::Advice(Topic::Explanation)))]
        }
        Err(error) => vec![Action::Notify(Notice::File(name, error))],
    }
}

/// Whether a text that is no scenario is what `curl` printed, or a browser saved (HAR).
fn is_answer(text: &str, error: &ScenarioError) -> bool {
    match error {
        ScenarioError::Syntax { .. } => text.lines().any(is_status_line),
        ScenarioError::VersionMissing => {
            let document: Result<Value, _> = serde_json::from_str(text);
            document.is_ok_and(|document| document.pointer("/log/entries").is_some())
        }
        _ => false,
    }
}

/// `HTTP/2 403`, also as `curl -v` marks it.
fn is_status_line(line: &str) -> bool {
    line.trim_start_matches("< ")
        .strip_prefix("HTTP/")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> Vec<Action> {
        open("a.json".to_owned(), text.to_owned())
    }

    #[test]
    fn a_scenario_is_opened() {
        assert!(matches!(opened("{\"hopscope\": 1}").as_slice(), [Action::Load(_)]));
    }

    #[test]
    fn what_curl_printed_and_a_har_are_explained() {
        for text in [
            "HTTP/2 403\r\nserver: x\r\n",
            "* Connected\n> GET / HTTP/1.1\n>\n< HTTP/1.1 403 Forbidden\n",
            "{\"log\": {\"entries\": []}}",
        ] {
            let actions = opened(text);
            assert_eq!(actions.first(), Some(&Action::Explain(text.to_owned())));
            assert_eq!(actions.last(), Some(&Action::ShowDialog(Some(Dialog::Advice(Topic::Explanation)))));
        }
    }

    #[test]
    fn another_file_is_named_in_the_notice() {
        for text in
            ["", "resource \"aws_x\" {}", "{\"a\": 1}", "[]", "{\"hopscope\": 1, \"title\": 1}", "HTTP/ is a protocol"]
        {
            assert!(
                matches!(opened(text).as_slice(), [Action::Notify(Notice::File(name, _))] if name == "a.json"),
                "{text}"
            );
        }
    }
}
