//! Every step leads to the settings behind it: those of the step that decided, changed, change what is decided.
//!
//! `cargo test -p hopscope-routing --test deciding_fields -- --nocapture` prints how many.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};

use hopscope_routing::edge::NoAnswers;
use hopscope_routing::trace::{Outcome, Step};
use hopscope_routing::{EdgeAnswers, RuleId, Trace, trace_with};
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{FieldPath, Part, Scenario, Setting};
use serde_json::{Value, json};

mod support;

/// Rules whose steps refuse or change and lead to no setting, each with its reason.
const WITHOUT_FIELDS: &[(&str, &str)] = &[
    ("cloudfront.relay", "CloudFront does this to every answer"),
    ("rest_api.relay", "API Gateway does this to every answer"),
    ("rest_api.remapped_headers", "API Gateway does this to every backend's answer"),
    ("http_api.relay", "API Gateway does this to every answer"),
    ("lambda_url.relay", "Lambda does this to every answer"),
];

#[test]
fn the_step_that_decided_is_named_and_is_of_the_deciding_rule() {
    for case in support::cases() {
        let trace = case.trace();
        let (_, step) = trace.deciding_step().unwrap_or_else(|| panic!("{}: no step decided", case.id));
        assert_eq!(step.rule, trace.rule, "{}", case.id);
    }
}

#[test]
fn no_step_that_refuses_or_changes_lacks_fields() {
    let (mut lacking, mut used) = (BTreeMap::new(), BTreeSet::new());
    let (mut steps, mut with_fields) = (0, 0);
    for case in support::cases() {
        for step in case.trace().hops.iter().flat_map(|hop| &hop.steps) {
            steps += 1;
            with_fields += usize::from(!step.fields().is_empty());
            if !matches!(step.outcome, Outcome::Refused | Outcome::Changed) || !step.fields().is_empty() {
                continue;
            }
            match WITHOUT_FIELDS.iter().find(|(rule, _)| step.rule.id == *rule) {
                Some((rule, _)) => drop(used.insert(*rule)),
                None => drop(lacking.insert(step.rule.id, case.id.clone())),
            }
        }
    }
    println!("{with_fields} of {steps} steps name a setting; {} rules need not", WITHOUT_FIELDS.len());
    assert!(lacking.is_empty(), "without fields: {lacking:#?}");
    let idle: Vec<_> = WITHOUT_FIELDS.iter().filter(|(rule, _)| !used.contains(rule)).collect();
    assert!(idle.is_empty(), "exempt for nothing: {idle:?}");
}

#[test]
fn every_part_and_field_is_one_of_the_file() {
    let mut seen: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for case in support::cases() {
        let (trace, document) = (case.trace(), case.document());
        let parts = trace.hops.iter().filter_map(|hop| hop.at).map(Into::into);
        let fields = trace.hops.iter().flat_map(|hop| &hop.steps).flat_map(Step::fields).copied();
        for field in parts.chain(fields) {
            let path = field.path();
            let form: String = path.to_string().chars().filter(|letter| !letter.is_ascii_digit()).collect();
            seen.entry(form).or_insert_with(|| (path.to_string(), document.clone()));
            let is_read = |value: &Value| read(&document, &path, value).is_some();
            let taken = [json!({}), json!([]), json!("x"), json!("/x"), json!(true), json!(1), json!(404)];
            assert!(
                path.segments().is_empty() || taken.iter().any(is_read) || words().iter().any(is_read),
                "{}: {path} is no field",
                case.id
            );
        }
    }
    println!("{} places of the file", seen.len());
}

#[test]
fn changing_a_deciding_field_changes_the_decision() {
    let (mut changed, mut requests_alone) = (0, 0);
    let mut stiff = Vec::new();
    for case in support::cases() {
        let (trace, document) = (case.trace(), case.document());
        let (_, step) = trace.deciding_step().unwrap();
        let before = decision(&trace);
        let pool = pool(&document, step);
        let changes = |field: &&Setting| {
            let path = field.path();
            // What is recorded is what the code of the case gives, not other code.
            let edge: &dyn EdgeAnswers = match field.part {
                Part::EdgeFunction(_) => &NoAnswers,
                _ => &case.edge,
            };
            variants(&document, &path, &pool).iter().any(|value| {
                read(&document, &path, value).is_some_and(|other| {
                    let request = other.requests.first().unwrap();
                    decision(&trace_with(&other, request, edge)) != before
                })
            })
        };
        match step.fields().iter().find(changes) {
            Some(field) if field.is_of_request() => requests_alone += 1,
            Some(_) => changed += 1,
            None => stiff.push(format!("{}: {} {:?}", case.id, step.rule.id, step.fields())),
        }
    }
    println!("{changed} cases change with a deployed setting, {requests_alone} with the request alone");
    assert!(stiff.is_empty(), "{} do not change:\n{}", stiff.len(), stiff.join("\n"));
}

/// What is decided: by which rule, and what the client gets of it from where.
type Decision = (RuleId, Option<Outcome>, Option<String>, Option<(u16, String)>);

fn decision(trace: &Trace) -> Decision {
    (
        trace.rule.id,
        trace.deciding_step().map(|(_, step)| step.outcome),
        trace.reaches.as_ref().map(|reaches| reaches.text.clone()),
        trace.response.as_ref().map(|response| {
            let headers: Vec<_> = response.headers.iter().collect();
            (response.status.get(), format!("{headers:?} {}", response.body))
        }),
    )
}

/// The scenario with another value at a place. None: it cannot be read, or knows no such field.
fn read(scenario: &Value, path: &FieldPath, value: &Value) -> Option<Scenario> {
    let mut changed = scenario.clone();
    set(&mut changed, path.segments(), value)?;
    let read = Scenario::from_value(changed).ok()?;
    (read.unknown_fields().is_empty() && !read.requests.is_empty()).then_some(read)
}

fn set(at: &mut Value, path: &[Segment], value: &Value) -> Option<()> {
    match path {
        [] => *at = value.clone(),
        [Segment::Field(name), rest @ ..] => {
            if at.is_null() || at.is_string() {
                *at = json!({});
            }
            let next = at.as_object_mut()?.entry(name.clone()).or_insert(Value::Null);
            set(next, rest, value)?;
        }
        [Segment::Index(index), rest @ ..] => set(at.as_array_mut()?.get_mut(*index)?, rest, value)?,
    }
    Some(())
}

/// The texts that a case holds: what a field might name.
fn pool(document: &Value, step: &Step) -> Vec<String> {
    fn texts(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(found.insert(text.clone())),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                found.insert(name.clone());
                texts(value, found);
            }),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    texts(document, &mut found);
    texts(&serde_json::to_value(&step.detail).unwrap(), &mut found);
    for url in found.clone() {
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap();
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        found.extend([host, path, path.trim_start_matches('/')].map(str::to_owned));
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
        for (start, end) in ends.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end))) {
            found.extend(path.get(start..end).map(str::to_owned));
            found.extend(path.get(start + 1..end).map(str::to_owned));
        }
    }
    found.into_iter().filter(|text| text.len() < 300).collect()
}

/// Every word that some field of a scenario takes.
fn words() -> Vec<Value> {
    [
        "allow",
        "block",
        "deny",
        "fail",
        "unauthorized",
        "none",
        "whitelist",
        "blacklist",
        "public",
        "private",
        "oac",
        "oai",
        "ok",
        "error",
        "timeout",
        "malformed",
        "too_large",
        "throttled",
        "granted",
        "denied",
        "missing",
        "valid",
        "EDGE",
        "REGIONAL",
        "PRIVATE",
        "NONE",
        "AWS_IAM",
        "CUSTOM",
        "JWT",
        "COGNITO_USER_POOLS",
        "AWS_PROXY",
        "AWS",
        "MOCK",
        "HTTP_PROXY",
        "HTTP",
        "allow-all",
        "https-only",
        "redirect-to-https",
        "http1.1",
        "http2",
        "http3",
        "http2and3",
        "http-only",
        "match-viewer",
        "always",
        "never",
        "no-override",
        "AllViewer",
        "AllViewerExceptHostHeader",
        "CachingDisabled",
        "CONVERT_TO_TEXT",
        "not_assumable",
        "dropped",
        "refused",
        "1.0",
        "BASE_PATH_MAPPING_ONLY",
        "ROUTING_RULE_ONLY",
        "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
    ]
    .map(|word| json!(word))
    .to_vec()
}

/// Other values for a place: of what it holds now, what it might hold, and what it might hold of the case's own texts.
fn variants(scenario: &Value, path: &FieldPath, pool: &[String]) -> Vec<Value> {
    let now = path.find(scenario).cloned().unwrap_or_default();
    let mut found = vec![json!([]), json!({}), json!(""), json!(true), json!(false), json!(0), json!(8443), json!(201)];
    found.push(Value::Null);
    found.extend(words());
    found.extend(pool.iter().map(|text| json!(text)));
    found.extend(pool.iter().map(|text| json!(format!("https://{text}"))));
    found.extend(pool.iter().map(|text| json!([text])));
    found.push(json!(format!("https://d1.example/{}", "x".repeat(9_000))));
    found.push(json!({"restriction_type": "whitelist", "locations": ["FR"]}));
    found.push(json!({"default_action": "block"}));
    found.push(json!({"status": 418, "body": "changed"}));
    found.push(json!({"status_codes": []}));
    found.push(json!({"behavior": "none"}));
    found.push(json!({"effect": "Allow"}));
    found.push(json!({"effect": "Deny"}));
    found.push(json!({"signing_behavior": "always"}));
    found.push(json!({"origin_protocol_policy": "http-only"}));
    found.push(json!({"origin_protocol_policy": "https-only"}));
    found.push(json!({"http_port": 8080, "https_port": 8443}));
    found.push(json!({"principal": "arn:aws:iam::111122223333:role/app", "valid": true}));
    found.push(json!({"principal": "arn:aws:iam::111122223333:role/app", "valid": false}));
    found.push(json!({"type": "MOCK"}));
    found.push(json!({"origin_read_timeout": 600}));
    found.push(json!(600_000));
    for text in pool {
        found.extend(items(text).into_iter().map(|item| json!([item])));
        found.push(json!({"authorization": format!("Bearer {text}"), "x-api-key": text}));
        found.push(json!({ text: "other" }));
        found.push(json!({"principal": "arn:aws:iam::111122223333:role/app", "signed_host": text, "valid": true}));
        found.push(json!({"effect": "Allow", "ip": [text]}));
    }
    let mut grown = Vec::new();
    if let Some(list) = now.as_array() {
        for at in 0..list.len() {
            let mut fewer = list.clone();
            fewer.remove(at);
            grown.push(json!(fewer));
        }
        for text in pool {
            for item in items(text).into_iter().chain([json!(text)]) {
                grown.push(json!([std::slice::from_ref(&item), list.as_slice()].concat()));
                grown.push(json!([list.as_slice(), std::slice::from_ref(&item)].concat()));
            }
        }
    }
    if let Some(fields) = now.as_object() {
        for (name, value) in fields {
            let inner = FieldPath::root().field(name);
            for other in small_variants(value, pool) {
                let mut changed = now.clone();
                set(&mut changed, inner.segments(), &other);
                grown.push(changed);
            }
        }
        grown.push(merged(&now, &json!({"status": 418, "body": "changed"})));
        grown.push(merged(&now, &json!({"response": {"status": 418, "body": "changed"}})));
        grown.push(merged(&now, &json!({"target_origin_id": "no-such-origin"})));
        grown.push(merged(&now, &json!({"path": "/never"})));
    }
    if let Some(text) = now.as_str() {
        grown.push(json!(format!("{text}x")));
        grown.push(json!(format!("/x{text}")));
    }
    grown.extend(found);
    grown
}

fn small_variants(value: &Value, pool: &[String]) -> Vec<Value> {
    match value {
        Value::String(text) => {
            pool.iter().map(|text| json!(text)).chain([json!(""), json!(format!("{text}x"))]).chain(words()).collect()
        }
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Array(_) => vec![json!([])],
        _ => vec![Value::Null, json!({}), json!(201)],
    }
}

fn merged(now: &Value, more: &Value) -> Value {
    let mut merged = now.clone();
    let fields = merged.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())));
    merged
}

/// Items that a list of the scenario might hold, made of a text.
fn items(text: &str) -> Vec<Value> {
    let mock = json!({"integration": {"type": "MOCK"}});
    vec![
        json!({ "name": text }),
        json!({"name": text, "target": "server.example"}),
        json!({"name": "x.example", "target": text}),
        json!({"path": text, "methods": {"ANY": mock}}),
        json!({"route_key": format!("ANY {text}"), "integration": {"uri": "https://server.example/"}}),
        json!({ "path": text }),
        json!({"path_pattern": text, "target_origin_id": "none"}),
        json!({"base_path": text}),
        json!({ "domain_name": text }),
        json!({"domain_name": text, "endpoint_type": "REGIONAL", "base_path_mappings": [{}]}),
        json!({"name": text, "access": "public"}),
        json!({ "id": text }),
        json!({"id": "d", "domain_name": text}),
        json!({"id": text.split('.').next(), "region": text.split('.').nth(2)}),
        json!({"origin_id": text, "domain_name": "server.example"}),
        json!({"function_url": {"domain_name": text}, "name": "f"}),
        json!({"error_code": 403, "response_code": 200, "response_page_path": "/never.html"}),
        json!({"path": [text], "response": {"status": 418}}),
        json!({"principal": "*", "action": "*"}),
        json!({"principal": "nobody.example"}),
    ]
}
