//! Authorizers, and the functions that say what a scenario has them say.

use hopscope_scenario::lambda::Permission;
use hopscope_scenario::rest_api::{Authorization, AuthorizerResult, Method};

use super::lambda;
use crate::answer;
use crate::kind::{self, Kind};
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value, list};

/// The authorizer of a method, where it has one.
pub(super) fn of_method(plan: &mut Plan<'_>, api: usize, region: &str, method: &Method, place: &str) -> Option<Piece> {
    let name = match method.authorization {
        Authorization::Custom => method.authorizer.as_str(),
        Authorization::CognitoUserPools => "user_pool",
        _ => return None,
    };
    let api_id = plan.rest_api(api, "id");
    let key = format!("{api} {name} {:?}", method.identity_source);
    let label = plan.label(&kind::REST_AUTHORIZER, &key, name);
    if has(plan, &kind::REST_AUTHORIZER, &label) {
        if method.authorization == Authorization::CognitoUserPools {
            note_token(plan, method.authorizer, place);
        }
        return Some(Piece::Of { kind: &kind::REST_AUTHORIZER, label, attribute: "id" });
    }
    let mut body = Body::new().text("name", label.as_str()).text("rest_api_id", api_id);
    let sources: Option<Vec<&str>> = method.identity_source.as_ref().map(|source| source.iter().collect());
    if method.authorization == Authorization::CognitoUserPools {
        note_token(plan, method.authorizer, place);
        let pool = Value::Text(plan.variable("user_pool_arn").into());
        body = body.text("type", "COGNITO_USER_POOLS").with("provider_arns", Value::List(vec![pool]));
        if let Some(sources) = sources {
            body = body.text("identity_source", sources.join(","));
        }
    } else {
        let uri = function(plan, &format!("rest {api} {name}"), method.authorizer, api, true);
        body = body.text("authorizer_uri", uri);
        body = match sources {
            None => body.text("type", "TOKEN").text("identity_source", "method.request.header.Authorization"),
            Some(sources) => body.text("type", "REQUEST").text("identity_source", sources.join(",")),
        };
        // What was said of one request must not be said of the next one.
        body = body.plain("authorizer_result_ttl_in_seconds", 0);
    }
    plan.add_in(&kind::REST_AUTHORIZER, label.clone(), Some(region), body);
    Some(Piece::Of { kind: &kind::REST_AUTHORIZER, label, attribute: "id" })
}

/// The authorizer of a route, where it has one.
pub(super) fn of_route(
    plan: &mut Plan<'_>,
    api: usize,
    authorization: Authorization,
    result: AuthorizerResult,
    place: &str,
) -> Option<Piece> {
    let name = match authorization {
        Authorization::Custom => result.as_str(),
        Authorization::Jwt => "token",
        _ => return None,
    };
    if authorization == Authorization::Jwt {
        note_token(plan, result, place);
    }
    let api_id = plan.http_api(api, "id");
    let label = plan.label(&kind::HTTP_AUTHORIZER, &format!("{api} {name}"), name);
    if !has(plan, &kind::HTTP_AUTHORIZER, &label) {
        let mut body = Body::new()
            .text("name", label.as_str())
            .text("api_id", api_id)
            .with("identity_sources", list(["$request.header.Authorization"]));
        if authorization == Authorization::Jwt {
            let audience = Value::Text(plan.variable("jwt_audience").into());
            let issuer = plan.variable("jwt_issuer");
            let token = Body::new().with("audience", Value::List(vec![audience])).text("issuer", issuer);
            body = body.text("authorizer_type", "JWT").block("jwt_configuration", token);
        } else {
            let uri = function(plan, &format!("http {api} {name}"), result, api, false);
            body = body
                .text("authorizer_type", "REQUEST")
                .text("authorizer_uri", uri)
                .text("authorizer_payload_format_version", "2.0")
                .plain("enable_simple_responses", true);
        }
        plan.add(&kind::HTTP_AUTHORIZER, label.clone(), body);
    }
    Some(Piece::Of { kind: &kind::HTTP_AUTHORIZER, label, attribute: "id" })
}

fn has(plan: &Plan<'_>, kind: &'static Kind, label: &str) -> bool {
    plan.resources.iter().any(|each| each.kind == kind && each.label == label)
}

/// What a user pool or an issuer says of a token is theirs to say.
fn note_token(plan: &mut Plan<'_>, result: AuthorizerResult, place: &str) {
    if result != AuthorizerResult::default() {
        plan.note(NoteKind::Authorizer, place);
    }
}

/// The function behind an authorizer; how API Gateway invokes it.
fn function(plan: &mut Plan<'_>, key: &str, result: AuthorizerResult, api: usize, is_rest: bool) -> Text {
    let key = format!("authorizer {key}");
    let label = plan.label(&kind::LAMBDA, &key, &format!("authorizer {}", result.as_str()));
    let name = label.replace('_', "-");
    let body = lambda::answering(plan, &name, "index.authorizer")
        .block("environment", lambda::environment(answer::AUTHORIZER, answer::authorizer(result)));
    plan.add(&kind::LAMBDA, label.clone(), body);
    let api = if is_rest { plan.rest_api(api, "execution_arn") } else { plan.http_api(api, "execution_arn") };
    let function_name = Piece::Of { kind: &kind::LAMBDA, label: label.clone(), attribute: "function_name" };
    let own = plan.label(&kind::PERMISSION, &key, &label);
    let permission = Permission::default();
    let body = Body::new()
        .text("function_name", function_name)
        .text("action", permission.action)
        .text("principal", "apigateway.amazonaws.com")
        .text("source_arn", Text::from(api).then("/authorizers/*"));
    plan.add(&kind::PERMISSION, own, body);
    Piece::Of { kind: &kind::LAMBDA, label, attribute: "invoke_arn" }.into()
}
