//! Lambda functions: what a call of one gives.

use hopscope_scenario::Part;
use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::response::{Condition, Response};
use hopscope_scenario::setting::Listed as _;

use crate::cloudfront::path_pattern::wildcard;
use crate::exchange::Request;
use crate::placeholder::ACCOUNT;
use crate::rules::lambda as rules;
use crate::text::Text;
use crate::trace::{AnswerLine, Component, Detail, Outcome};
use crate::tracer::Tracer;

/// What a call gave.
#[derive(Clone, Debug)]
pub enum Invoked {
    /// The function's answer, placeholders filled in.
    Answered(Response),
    /// No answer that its caller can use.
    Failed(LambdaOutcome),
}

/// What is filled in for `{stage}`, `{path}`, `{resource}` and `{method}` in a body.
#[derive(Clone, Debug)]
pub struct Placeholders<'a> {
    /// The stage.
    pub stage: &'a str,
    /// The path as the function is told.
    pub path: Text,
    /// The resource's template or the route key.
    pub resource: &'a str,
    /// The request's method.
    pub method: &'a str,
}

/// Calls a function on behalf of a caller that waits for so many milliseconds.
pub fn invoke(
    tracer: &mut Tracer<'_>,
    lambda: &Lambda,
    request: &Request<'_>,
    fill: &Placeholders<'_>,
    patience: u32,
) -> Invoked {
    let part = lambda.part_of(tracer.scenario);
    let hop = tracer.enter(Component::Lambda, &lambda.name, "", part, request);
    let (outcome, field) = ended(tracer, lambda, patience);
    let detail = Detail::none().with("lambda", &lambda.name).with("outcome", outcome.as_str());
    if outcome != LambdaOutcome::Ok {
        let detail = detail.by(part.map(|part| part.field(field)));
        tracer.step(hop, &rules::INVOKE, Outcome::Refused, detail);
        return Invoked::Failed(outcome);
    }
    let (mut response, conditional) = choose(lambda, request);
    let by = match (part, conditional) {
        (Some(Part::Lambda(of)), Some(at)) => Some(Part::ConditionalResponse(of, at).into()),
        (part, _) => part.map(|part| part.field("response")),
    };
    tracer.step(hop, &rules::INVOKE, Outcome::Passed, detail.by(by));
    response.body = filled(&response.body, fill);
    tracer.set_answer(hop, AnswerLine { status: response.status, x_cache: None, message: Text::EMPTY });
    Invoked::Answered(response)
}

/// How a call ends, and the field that says so. A function that outlasts its own timeout has failed; one that outlasts
/// its caller is no longer waited for. What the scenario says of its outcome goes first.
fn ended(tracer: &mut Tracer<'_>, lambda: &Lambda, patience: u32) -> (LambdaOutcome, &'static str) {
    let own = lambda.timeout.saturating_mul(1_000);
    let took = lambda.duration_milliseconds.min(own);
    if lambda.outcome == LambdaOutcome::Throttled {
        return (lambda.outcome, "outcome");
    }
    tracer.elapsed += u64::from(took.min(patience));
    match lambda.outcome {
        LambdaOutcome::Ok if took > patience => (LambdaOutcome::Timeout, "duration_milliseconds"),
        LambdaOutcome::Ok if lambda.duration_milliseconds > own => (LambdaOutcome::Error, "timeout"),
        outcome => (outcome, "outcome"),
    }
}

/// The field that made a call end so.
pub fn field_of(lambda: &Lambda, outcome: LambdaOutcome) -> &'static str {
    match outcome {
        _ if lambda.outcome != LambdaOutcome::Ok => "outcome",
        LambdaOutcome::Error => "timeout",
        _ => "duration_milliseconds",
    }
}

/// The body of an answer whose function says that it is base64, as bytes; as it is where it is none.
pub fn decoded(body: String) -> String {
    let bytes = data_encoding::BASE64.decode(body.as_bytes());
    bytes.map_or(body, |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether some statement of a function's resource-based policy lets `principal` take `action` on behalf of the source
/// ARN, which is given the account of the statement: scenarios know no account ids of their own. A scenario that lists
/// no permissions does not care.
pub fn permits(lambda: &Lambda, principal: &str, action: &str, source_arn: impl Fn(&str) -> String) -> bool {
    let Some(permissions) = &lambda.permissions else { return true };
    // Statements are mostly of one account.
    let mut presented: Option<(&str, String)> = None;
    permissions.iter().any(|permission| {
        if !names(&permission.principal, principal) || !wildcard(&permission.action, action) {
            return false;
        }
        let stated = permission.source_arn.as_str();
        if stated.is_empty() {
            return true;
        }
        let account = stated.split(':').nth(4).unwrap_or_default();
        let arn = match presented.take() {
            Some((known, arn)) if known == account => arn,
            _ => source_arn(account),
        };
        let covers = wildcard(stated, &arn);
        presented = Some((account, arn));
        covers
    })
}

/// Whether a statement's principal is, or takes in, the one that calls: the same, everyone, its account, or the role
/// whose session it is.
fn names(stated: &str, principal: &str) -> bool {
    if stated == "*" || stated == principal {
        return true;
    }
    let mut parts = principal.splitn(6, ':').skip(4);
    let (Some(account), Some(resource)) = (parts.next(), parts.next()) else { return false };
    let role = resource.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
    let is_of_role = |role: &str| {
        let arn = stated.split_once(&format!("::{account}:role/"));
        arn.is_some_and(|(_, path)| path.rsplit('/').next() == Some(role))
    };
    !account.is_empty()
        && (stated == account || stated.ends_with(&format!("::{account}:root")) || role.is_some_and(is_of_role))
}

/// The account of the function's first permission that has one: the one that a reader will recognise.
pub fn account_of(lambda: &Lambda) -> &str {
    let accounts = lambda.permissions.iter().flatten().filter_map(|each| each.source_arn.split(':').nth(4));
    accounts.into_iter().find(|account| !account.is_empty() && *account != "*").unwrap_or(ACCOUNT)
}

/// The first conditional response that applies, and its place; else the plain one.
fn choose(lambda: &Lambda, request: &Request<'_>) -> (Response, Option<usize>) {
    match lambda.responses.iter().enumerate().find(|(_, each)| holds(&each.when, request)) {
        None => (lambda.response.clone(), None),
        Some((at, conditional)) => {
            let response = Response {
                status: conditional.status,
                headers: conditional.headers.clone(),
                body: conditional.body.clone(),
                is_base64_encoded: lambda.response.is_base64_encoded,
                ..Response::default()
            };
            (response, Some(at))
        }
    }
}

/// Whether a request meets a condition.
pub fn holds(condition: &Condition, request: &Request<'_>) -> bool {
    let query = |name: &str| {
        request.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).find(|(each, _)| *each == name)
    };
    let meets = |wanted: &Option<String>, found: Option<&str>| match (wanted.as_deref(), found) {
        (None, found) => found.is_none(),
        (Some("*"), found) => found.is_some(),
        (Some(wanted), found) => found == Some(wanted),
    };
    condition.headers.iter().all(|(name, wanted)| meets(wanted, request.headers.get(name)))
        && condition.query.iter().all(|(name, wanted)| meets(wanted, query(name).map(|(_, value)| value)))
        && condition.method.as_ref().is_none_or(|methods| methods.iter().any(|each| request.method == each))
        && condition.path.as_ref().is_none_or(|paths| paths.iter().any(|each| wildcard(each, request.path.text())))
        && condition.scheme.is_none_or(|scheme| scheme.as_str() == request.scheme.as_str())
}

/// Fills in placeholders in one pass, so that a filled-in value is never read as one.
pub fn filled(body: &str, fill: &Placeholders<'_>) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let known = [("stage", fill.stage), ("path", &fill.path), ("resource", fill.resource), ("method", fill.method)];
        let found = known.iter().find_map(|(name, value)| {
            after.strip_prefix(name).and_then(|after| after.strip_prefix('}')).map(|after| (*value, after))
        });
        match found {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_are_named_in_several_ways() {
        let session = "arn:aws:sts::999999999999:assumed-role/app/me";
        for (stated, principal, expected) in [
            ("*", "cloudfront.amazonaws.com", true),
            ("cloudfront.amazonaws.com", "cloudfront.amazonaws.com", true),
            ("apigateway.amazonaws.com", "cloudfront.amazonaws.com", false),
            ("999999999999", session, true),
            ("arn:aws:iam::999999999999:root", session, true),
            ("arn:aws:iam::999999999999:role/team/app", session, true),
            ("arn:aws:iam::999999999999:role/other", session, false),
            ("arn:aws:iam::111122223333:role/app", session, false),
            ("111122223333", session, false),
        ] {
            assert_eq!(names(stated, principal), expected, "{stated} {principal}");
        }
    }

    #[test]
    fn placeholders_are_filled_in_once() {
        let fill = Placeholders { stage: "{path}", path: "/x".into(), resource: "/{id}", method: "GET" };
        assert_eq!(filled(r#"{"a":"{stage}","b":"{path}{resource}"}"#, &fill), r#"{"a":"{path}","b":"/x/{id}"}"#);
        assert_eq!(filled("{stage {unknown} {", &fill), "{stage {unknown} {");
    }
}
