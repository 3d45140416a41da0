//! The function that answers as a scenario says: one program for all of them, told by its environment what to answer.
//! Reading the file back finds the answer there.

use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::rest_api::AuthorizerResult;
use serde_json::{Map, Value, json};

/// The variable of the environment that holds a function's answer, as a scenario has it.
pub const ANSWER: &str = "HOPSCOPE_ANSWER";
/// The variable that holds what an authorizer says.
pub const AUTHORIZER: &str = "HOPSCOPE_AUTHORIZER";
/// The program. `index.handler` answers, `index.authorizer` authorizes.
pub const PROGRAM: &str = include_str!("answer.js");
/// The runtime that it runs in.
pub const RUNTIME: &str = "nodejs22.x";
/// How much an environment may hold, in bytes, all variables together with their names. Source: AWS Lambda Developer
/// Guide, "Lambda quotas".
const MOST: usize = 4096;

/// What a function answers, as JSON. None: what it answers without being told, 200 and nothing.
pub fn of(lambda: &Lambda) -> Option<String> {
    let written = serde_json::to_value(lambda).unwrap_or_default();
    let mut told = Map::new();
    for name in ["response", "responses", "outcome"] {
        if let Some(value) = written.get(name) {
            told.insert(name.to_owned(), value.clone());
        }
    }
    (!told.is_empty()).then(|| Value::Object(told).to_string())
}

/// Whether an environment holds an answer.
pub fn fits(answer: &str) -> bool {
    ANSWER.len() + answer.len() <= MOST
}

/// The seconds that a function may take: one that takes too long must outlast API Gateway's wait of 29 seconds.
pub fn timeout(lambda: &Lambda) -> u32 {
    if lambda.outcome == LambdaOutcome::Timeout { 60 } else { 3 }
}

/// What an authorizer says.
pub fn authorizer(result: AuthorizerResult) -> &'static str {
    result.as_str()
}

/// The policy by which AWS Lambda, and Lambda@Edge for functions at the edge, take a role.
pub fn trust(at_edge: bool) -> Value {
    let mut services = vec!["lambda.amazonaws.com"];
    if at_edge {
        services.push("edgelambda.amazonaws.com");
    }
    json!({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": services}, "Action": "sts:AssumeRole"}],
    })
}
