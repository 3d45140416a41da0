//! Answers messages.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use hopscope_advice::compare::compare;
use hopscope_advice::lint::lint;
use hopscope_advice::report::{self, Advice};
use hopscope_advice::route_map::{Paths, route_map};
use hopscope_edge_code::{Limits, RunAtOnce};
use hopscope_formats::patch::{self, Origin};
use hopscope_formats::{Import, Options};
use hopscope_locale::Catalog;
use hopscope_question::{ImportFile, Question};
use hopscope_report::Report;
use hopscope_scenario::Scenario;

/// Answers messages, in the texts that it was given.
#[derive(Debug, Default)]
pub struct Worker {
    texts: Catalog,
    /// The files that scenarios came from.
    origin: Option<Origin>,
}

impl Worker {
    /// Answers a message.
    ///
    /// # Errors
    /// When it is none, or what is in it cannot be read.
    pub fn answer(&mut self, message: &str) -> Result<String, String> {
        let report = match Question::from_message(message).map_err(told)? {
            Question::EdgeCall(call) => {
                let answer = hopscope_edge_code::run(&call, &Limits::for_runtime(&call.runtime));
                return serde_json::to_string(&answer).map_err(told);
            }
            Question::Texts(files) => {
                self.texts = Catalog::default().isolating();
                for file in files {
                    self.texts.extend(Catalog::from_json(&file).map_err(told)?);
                }
                return Ok(String::new());
            }
            Question::Origin { files, values } => {
                self.origin = if files.is_empty() { None } else { Some(import(files, values, String::new())?.into()) };
                return Ok(String::new());
            }
            Question::Change { scenario, request } => self.change(&read(&scenario)?, request),
            Question::Findings { scenario } => report::findings(&self.texts, &lint(&read(&scenario)?)),
            Question::Routes { scenario, method } => {
                let scenario = read(&scenario)?;
                report::routes(&self.texts, &scenario, &route_map(&scenario, &method, Paths::Normal))
            }
            Question::Explanation { text } => hopscope_explain::explanation(&self.texts, &text),
            Question::Comparison { before, after, method } => {
                let (before, after) = (read(&before)?, read(&after)?);
                let found = compare(&before, &after, &method, Paths::Normal, &RunAtOnce::default());
                report::comparison(&self.texts, &method, [&before.title, &after.title], &found)
            }
            Question::Import { files, values, url } => {
                let import = import(files, values, url)?;
                let mut told = import.to_value();
                if let Some(object) = told.as_object_mut() {
                    object.insert("files".to_owned(), hopscope_formats::message::texts(&import.files));
                }
                return Ok(told.to_string());
            }
            Question::Collect { target, mask } => {
                return Ok(hopscope_formats::collector::script(&target, mask).unwrap_or_default());
            }
        };
        Ok(report.to_json())
    }

    fn change(&self, scenario: &Scenario, request: usize) -> Report {
        let request = scenario.requests.get(request);
        let Some(request) = request else { return Report::default() };
        let mut advice = Advice::of(scenario, request, &RunAtOnce::default());
        if let Some(origin) = &self.origin {
            advice.diffs =
                advice.fixes.iter().map(|fix| patch::diff(origin, &fix.fields(), scenario, &fix.scenario)).collect();
        }
        advice.card(&self.texts, scenario)
    }
}

/// What files describe. One list of values serves variables, parameters and questions: their names differ.
fn import(files: Vec<ImportFile>, values: BTreeMap<String, String>, url: String) -> Result<Import, String> {
    let bytes = |file: ImportFile| Ok((file.name, BASE64.decode(file.data.as_bytes()).map_err(told)?));
    let files = files.into_iter().map(bytes).collect::<Result<Vec<_>, String>>()?;
    let options = Options {
        variables: values.clone(),
        parameters: values.clone(),
        answers: values,
        url: Some(url).filter(|url| !url.is_empty()),
        ..Options::default()
    };
    Ok(hopscope_formats::import(files, &options))
}

fn read(scenario: &str) -> Result<Scenario, String> {
    Scenario::from_json(scenario).map_err(|_| "no scenario".to_owned())
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
    use hopscope_scenario::request::Request;
    use serde_json::{Value, json};

    use super::*;

    fn run(code: &str) -> EdgeAnswer {
        let call = json!({"edge_call": {
            "function": "f", "runtime": "cloudfront-js-2.0", "code": code, "key_value_store": {},
            "event_type": "viewer-request", "raw_query_string": null,
            "event": r#"{"version":"1.0","request":{"method":"GET","uri":"/api/hello","querystring":{},"headers":{},"cookies":{}}}"#,
        }});
        serde_json::from_str(&Worker::default().answer(&call.to_string()).unwrap()).unwrap()
    }

    fn example(name: &str) -> String {
        let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    }

    fn report(question: &Question) -> Report {
        let mut worker = Worker::default();
        let texts = Question::Texts(vec![Catalog::embedded_json(Language::English).to_owned()]);
        assert_eq!(worker.answer(&texts.to_message()).unwrap(), "");
        Report::from_json(&worker.answer(&question.to_message()).unwrap()).unwrap()
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
        for message in ["{}", "", r#"{"sing": {}}"#, r#"{"findings": {"scenario": "{\"hopscope\": 99}"}}"#] {
            assert!(Worker::default().answer(message).is_err(), "{message}");
        }
    }

    #[test]
    fn files_are_imported_with_the_lines_behind_their_fields() {
        let text = "resource \"aws_cloudfront_distribution\" \"cdn\" {\n  enabled = true\n  default_root_object = \"index.html\"\n}\n";
        let data = BASE64.encode(text.as_bytes());
        let message = json!({"import": {"files": [{"name": "main.tf", "data": data}], "values": {}, "url": ""}});
        let told: Value = serde_json::from_str(&Worker::default().answer(&message.to_string()).unwrap()).unwrap();
        assert_eq!(told.pointer("/scenario/distributions/0/default_root_object"), Some(&json!("index.html")));
        assert_eq!(told["sources"]["distributions[0].default_root_object"]["at"]["line"], json!(3), "{told}");
        assert_eq!(told.pointer("/files/0/text"), Some(&json!(text)));
    }

    #[test]
    fn a_fix_is_told_as_a_change_of_the_files_that_the_scenario_came_from() {
        let main = include_str!("../../formats/tests/fixtures/tf-article/main.tf");
        let main = main.replacen("origin_path = \"\"", "origin_path = \"/staging\"", 1);
        let files = json!([{"name": "main.tf", "data": BASE64.encode(main.as_bytes())}]);
        let mut worker = Worker::default();
        worker
            .answer(&Question::Texts(vec![Catalog::embedded_json(Language::English).to_owned()]).to_message())
            .unwrap();
        let import = json!({"import": {"files": files, "values": {}, "url": ""}});
        let told: Value = serde_json::from_str(&worker.answer(&import.to_string()).unwrap()).unwrap();
        let mut scenario = Scenario::from_value(told["scenario"].clone()).unwrap();
        let host = scenario.distributions[0].domain_name.clone();
        scenario.requests = vec![Request { url: format!("https://{host}/hello"), ..Request::default() }];
        let mut change = |files: &Value| {
            worker.answer(&json!({"origin": {"files": files, "values": {}}}).to_string()).unwrap();
            worker.answer(&Question::Change { scenario: scenario.to_json(), request: 0 }.to_message()).unwrap()
        };
        let with = change(&files);
        assert!(with.contains("-    origin_path = \\\"/staging\\\"\\n+    origin_path = \\\"/"), "{with}");
        assert!(!change(&json!([])).contains("--- a/main.tf"));
    }

    #[test]
    fn a_script_collects_what_is_asked_for() {
        let script = |target: &str| {
            Worker::default().answer(&json!({"collect": {"target": target, "mask": true}}).to_string()).unwrap()
        };
        assert!(script("E1EXAMPLE").contains("E1EXAMPLE"));
        assert_eq!(script("$(reboot)"), "");
    }

    #[test]
    fn every_question_has_a_report() {
        let (scenario, other) = (|| example("article-described"), example("article-way-out-stage"));
        let method = || "GET".to_owned();
        let curl = "HTTP/2 403\nx-amzn-errortype: ForbiddenException\n\n{\"message\":\"Forbidden\"}";
        for question in [
            Question::Change { scenario: scenario(), request: 2 },
            Question::Explanation { text: curl.to_owned() },
            Question::Explanation { text: "hello".to_owned() },
            Question::Findings { scenario: scenario() },
            Question::Routes { scenario: scenario(), method: method() },
            Question::Comparison { before: scenario(), after: other, method: method() },
        ] {
            let report = report(&question);
            assert!(!report.blocks.is_empty(), "{question:?}");
            assert!(!report.to_text().contains("advice_report."), "{}", report.to_text());
        }
    }

    #[test]
    fn a_report_speaks_the_language_of_its_texts() {
        let mut worker = Worker::default();
        let texts = Question::Texts(vec![Catalog::embedded_json(Language::Japanese).to_owned()]);
        worker.answer(&texts.to_message()).unwrap();
        let findings = Question::Findings { scenario: "{\"hopscope\": 1}".to_owned() };
        let report = Report::from_json(&worker.answer(&findings.to_message()).unwrap()).unwrap();
        let Some(Block::Paragraph { text, .. }) = report.blocks.first() else { panic!("{report:?}") };
        assert!(text.starts_with("指摘はありません"), "{text}");
    }
}
