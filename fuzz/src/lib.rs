//! What is fuzzed: an import of any bytes, as each of its formats. Nothing may panic, and nothing may take long.
//!
//! `cargo xtask fuzz` builds and runs the targets with libFuzzer, and `cargo fuzz run TARGET -s none` does, too, where it is
//! installed.

use hopscope_formats::{Import, Options, import};
use hopscope_scenario::Scenario;

/// Terraform's language.
pub fn hcl(bytes: &[u8]) {
    one("main.tf", bytes);
}

/// YAML and JSON, of whatever format they turn out to be.
pub fn document(bytes: &[u8]) {
    one("template.yaml", bytes);
}

/// Plans, states and configuration as JSON.
pub fn plan(bytes: &[u8]) {
    let name = if bytes.first().is_some_and(|first| first % 4 == 0) { "main.tf.json" } else { "plan.json" };
    one(name, bytes);
}

/// OpenAPI documents, alone and as the body of an API.
pub fn open_api(bytes: &[u8]) {
    let configuration = "resource \"aws_api_gateway_rest_api\" \"a\" {\n  body = file(\"api.yaml\")\n}\n";
    let files = vec![("main.tf".to_owned(), configuration.into()), ("api.yaml".to_owned(), bytes.to_vec())];
    check(&import(files, &Options::default()));
}

/// Zip archives.
pub fn archive(bytes: &[u8]) {
    one("all.zip", bytes);
}

fn one(name: &str, bytes: &[u8]) {
    check(&import(vec![(name.to_owned(), bytes.to_vec())], &Options::default()));
}

/// What is imported can be written and read again, and has a place for each note and each field.
fn check(import: &Import) {
    let json = import.scenario.to_json();
    assert_eq!(Scenario::from_json(&json).as_ref(), Ok(&import.scenario), "not a scenario file");
    let spans = import.report.iter().filter_map(|entry| entry.span);
    let spans = spans.chain(import.questions.iter().filter_map(|question| question.span));
    let spans = spans.chain(import.faults.iter().filter_map(|fault| fault.span));
    for span in spans.chain(import.sources.0.values().map(|source| source.set_at)) {
        assert!(import.files.place(span).is_some(), "{span:?} is no place");
    }
}
