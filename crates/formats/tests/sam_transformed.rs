//! What SAM's own transform makes of the fixtures imports to the same APIs as the fixtures themselves.
//!
//! `sam_transformed/` holds what `samtranslator.translator.transform` of aws-sam-translator 1.115.0 wrote for each
//! `fixtures/sam-*/template.yaml`, with `us-east-1` for the region and a place in S3 for the code.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hopscope_formats::{Options, import};
use hopscope_scenario::Scenario;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// All files of a fixture that may be included; the template comes from elsewhere.
fn beside(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_file()
            && !["template.yaml", "expected.txt", "requests.txt", "options.json"].contains(&name.as_str())
        {
            files.push((name, fs::read(&entry).unwrap()));
        }
    }
    files
}

/// What both must agree on: methods and routes with their guards and what they call, stages, domains, permissions.
fn facts(scenario: &Scenario) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for (number, api) in scenario.rest_apis.iter().enumerate() {
        facts.insert(format!("rest {number} {} types={:?}", api.endpoint_type, api.binary_media_types));
        for resource in &api.resources {
            for (name, method) in &resource.methods {
                let integration = &method.integration;
                facts.insert(format!(
                    "rest {number} {name} {} {} key={} {} {} {:?}",
                    resource.path,
                    method.authorization,
                    method.api_key_required,
                    integration.kind,
                    integration.lambda,
                    method.request_validator,
                ));
            }
        }
        facts.extend(api.stages.iter().map(|stage| format!("rest {number} stage {}", stage.name)));
        for (name, _) in &api.gateway_responses {
            facts.insert(format!("rest {number} response {name}"));
        }
    }
    for (number, api) in scenario.http_apis.iter().enumerate() {
        for route in &api.routes {
            let integration = &route.integration;
            let version = integration.payload_format_version;
            facts.insert(format!(
                "http {number} {} {} {} {version}",
                route.route_key, route.authorization_type, integration.lambda
            ));
        }
        facts.extend(api.stages.iter().map(|stage| format!("http {number} stage {}", stage.name)));
    }
    for domain in &scenario.domain_names {
        let mappings: Vec<&str> = domain.base_path_mappings.iter().map(|mapping| mapping.base_path.as_str()).collect();
        facts.insert(format!("domain {} {} {mappings:?}", domain.domain_name, domain.endpoint_type));
    }
    for lambda in &scenario.lambdas {
        let actions = lambda.permissions.iter().flatten().map(|each| format!("{} {}", each.principal, each.action));
        facts.extend(actions.map(|action| format!("lambda {} {action}", lambda.name)));
        facts.insert(format!("lambda {} url={}", lambda.name, lambda.function_url.is_some()));
    }
    facts
}

#[test]
fn the_transform_and_the_import_agree() {
    let mut wrong = Vec::new();
    let mut agreed = 0;
    for entry in fs::read_dir(tests().join("sam_transformed")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = tests().join("fixtures").join(&name);
        let read = |template: PathBuf, as_name: &str| {
            let mut files = beside(&folder);
            files.push((as_name.to_owned(), fs::read(template).unwrap()));
            facts(&import(files, &Options::default()).scenario)
        };
        let ours = read(folder.join("template.yaml"), "template.yaml");
        let theirs = read(path.clone(), "template.json");
        agreed += ours.intersection(&theirs).count();
        wrong.extend(ours.difference(&theirs).map(|fact| format!("{name}: only in the import: {fact}")));
        wrong.extend(theirs.difference(&ours).map(|fact| format!("{name}: only in the transform: {fact}")));
    }
    println!("{agreed} facts agree");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agreed > 80, "{agreed}");
}
