//! Answers messages.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use hopscope_advice::compare::compare;
use hopscope_advice::lint::lint;
use hopscope_advice::report;
use hopscope_advice::route_map::{Paths, route_map};
use hopscope_edge_code::{Limits, RunAtOnce};
use hopscope_formats::Options;
use hopscope_locale::Catalog;
use hopscope_report::Report;
use hopscope_scenario::Scenario;
use serde_json::Value;

use crate::message::{ImportFile, Message};

/// Answers messages, in the texts that it was given.
#[derive(Debug, Default)]
pub struct Desk {
    texts: Catalog,
}

impl Desk {
    /// Answers a message.
    ///
    /// # Errors
    /// When it is none, or what is in it cannot be read.
    pub fn answer(&mut self, message: &str) -> Result<String, String> {
        let report = match serde_json::from_str(message).map_err(told)? {
            Message::EdgeCall(call) => {
                let answer = hopscope_edge_code::run(&call, &Limits::for_runtime(&call.runtime));
                return serde_json::to_string(&answer).map_err(told);
            }
            Message::Texts(files) => {
                self.texts = Catalog::default().isolating();
                for file in files {
                    self.texts.extend(Catalog::from_json(&file).map_err(told)?);
                }
                return Ok(String::new());
            }
            Message::Change { scenario, request } => self.change(&read(scenario)?, request),
            Message::Findings { scenario } => report::findings(&self.texts, &lint(&read(scenario)?)),
            Message::Routes { scenario, method } => {
                let scenario = read(scenario)?;
                report::routes(&self.texts, &scenario, &route_map(&scenario, &method, Paths::Normal))
            }
            Message::Explanation { text } => hopscope_explain::explanation(&self.texts, &text),
            Message::Comparison { before, after, method } => {
                let found = compare(&read(before)?, &read(after)?, &method, Paths::Normal, &RunAtOnce::default());
                report::comparison(&self.texts, &method, &found)
            }
            Message::Import { files, values, url } => return import(files, values, url),
            Message::Collect { target, mask } => {
                return Ok(hopscope_formats::collector::script(&target, mask).unwrap_or_default());
            }
        };
        Ok(report.to_json())
    }

    fn change(&self, scenario: &Scenario, request: usize) -> Report {
        let request = scenario.requests.get(request);
        request
            .map(|request| report::change_card(&self.texts, scenario, request, &RunAtOnce::default()))
            .unwrap_or_default()
    }
}

/// What files describe, as JSON. One list of values serves variables, parameters and questions: their names differ.
fn import(files: Vec<ImportFile>, values: BTreeMap<String, String>, url: String) -> Result<String, String> {
    let bytes = |file: ImportFile| Ok((file.name, BASE64.decode(file.data.as_bytes()).map_err(told)?));
    let files = files.into_iter().map(bytes).collect::<Result<Vec<_>, String>>()?;
    let options = Options {
        variables: values.clone(),
        parameters: values.clone(),
        answers: values,
        url: Some(url).filter(|url| !url.is_empty()),
        ..Options::default()
    };
    let import = hopscope_formats::import(files, &options);
    let mut told = import.to_value();
    if let Some(object) = told.as_object_mut() {
        object.insert("files".to_owned(), hopscope_formats::message::texts(&import.files));
    }
    Ok(told.to_string())
}

fn read(scenario: Value) -> Result<Scenario, String> {
    Scenario::from_value(scenario).map_err(|_| "no scenario".to_owned())
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use hopscope_locale::Language;
    use hopscope_report::Block;
    use hopscope_scenario::edge_call::{EdgeAnswer, EdgeFailure, EdgeLimit, EdgeResult};
    use serde_json::json;

    use super::*;

    fn run(code: &str) -> EdgeAnswer {
        let call = json!({"edge_call": {
            "function": "f", "runtime": "cloudfront-js-2.0", "code": code, "key_value_store": {},
            "event_type": "viewer-request", "raw_query_string": null,
            "event": r#"{"version":"1.0","request":{"method":"GET","uri":"/api/hello","querystring":{},"headers":{},"cookies":{}}}"#,
        }});
        serde_json::from_str(&Desk::default().answer(&call.to_string()).unwrap()).unwrap()
    }

    fn example(name: &str) -> Value {
        let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn report(message: &Value) -> Report {
        let mut desk = Desk::default();
        let texts = json!({"texts": [Catalog::embedded_json(Language::English)]});
        assert_eq!(desk.answer(&texts.to_string()).unwrap(), "");
        Report::from_json(&desk.answer(&message.to_string()).unwrap()).unwrap()
    }

    #[test]
    fn answers_in_json() {
        let answer = run("function handler(event) { event.request.uri = '/x'; return event.request; }");
        assert!(answer.returned.unwrap_or_default().contains("/x"));
    }

    #[test]
    fn an_endless_loop_is_an_answer() {
        let answer = run("function handler(event) { while (true) {} }");
        assert_eq!(answer.result, EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Instructions)));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for message in ["{}", "", r#"{"sing": {}}"#, r#"{"findings": {"scenario": {"hopscope": 99}}}"#] {
            assert!(Desk::default().answer(message).is_err(), "{message}");
        }
    }

    #[test]
    fn files_are_imported_with_the_lines_behind_their_fields() {
        let text = "resource \"aws_cloudfront_distribution\" \"cdn\" {\n  enabled = true\n  default_root_object = \"index.html\"\n}\n";
        let data = BASE64.encode(text.as_bytes());
        let message = json!({"import": {"files": [{"name": "main.tf", "data": data}], "values": {}, "url": ""}});
        let told: Value = serde_json::from_str(&Desk::default().answer(&message.to_string()).unwrap()).unwrap();
        assert_eq!(told.pointer("/scenario/distributions/0/default_root_object"), Some(&json!("index.html")));
        assert_eq!(told["sources"]["distributions[0].default_root_object"]["at"]["line"], json!(3), "{told}");
        assert_eq!(told.pointer("/files/0/text"), Some(&json!(text)));
    }

    #[test]
    fn a_script_collects_what_is_asked_for() {
        let script = |target: &str| {
            Desk::default().answer(&json!({"collect": {"target": target, "mask": true}}).to_string()).unwrap()
        };
        assert!(script("E1EXAMPLE").contains("E1EXAMPLE"));
        assert_eq!(script("$(reboot)"), "");
    }

    #[test]
    fn every_question_has_a_report() {
        let (scenario, other) = (example("article-described"), example("article-way-out-stage"));
        for message in [
            json!({"change": {"scenario": scenario, "request": 2}}),
            json!({"explanation": {"text": "HTTP/2 403\nx-amzn-errortype: ForbiddenException\n\n{\"message\":\"Forbidden\"}"}}),
            json!({"explanation": {"text": "hello"}}),
            json!({"findings": {"scenario": scenario}}),
            json!({"routes": {"scenario": scenario, "method": "GET"}}),
            json!({"comparison": {"before": scenario, "after": other, "method": "GET"}}),
        ] {
            let report = report(&message);
            assert!(!report.blocks.is_empty(), "{message}");
            assert!(!report.to_text().contains("advice_report."), "{}", report.to_text());
        }
    }

    #[test]
    fn a_report_speaks_the_language_of_its_texts() {
        let mut desk = Desk::default();
        desk.answer(&json!({"texts": [Catalog::embedded_json(Language::Japanese)]}).to_string()).unwrap();
        let findings = json!({"findings": {"scenario": {"hopscope": 1}}});
        let report = Report::from_json(&desk.answer(&findings.to_string()).unwrap()).unwrap();
        let Some(Block::Paragraph { text, .. }) = report.blocks.first() else { panic!("{report:?}") };
        assert!(text.starts_with("指摘はありません"), "{text}");
    }
}
