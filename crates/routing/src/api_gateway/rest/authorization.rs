//! Who may call a method: its own kind of authorization and the API's resource policy together.
//!
//! | kind | first | then |
//! | --- | --- | --- |
//! | `NONE` | | the policy must allow, if there is one |
//! | `AWS_IAM` | the signature | same account: nothing may deny; another account: the policy must allow |
//! | `CUSTOM` | the policy must not deny | identity source, authorizer; an allow of either is enough |
//! | `COGNITO_USER_POOLS` | identity source, token | the policy must allow, if there is one |
//!
//! A scenario has no identity policies: a principal that signed is taken to have `execute-api:Invoke`.
//!
//! Source: Amazon API Gateway Developer Guide, "How API Gateway resource policies affect authorization workflow".

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{Authorization, AuthorizerResult};

use super::policy::{self, Caller, Needs};
use super::signature::{self, Signature};
use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// What Lambda authorizers that deny make of a request, in AWS's words since 2025.
const DENIED: &str = "User is not authorized to access this resource with an explicit deny in an identity-based policy";

/// The identity source of an authorizer that names none.
const AUTHORIZATION: &str = "method.request.header.Authorization";

/// Refuses whom the method does not take.
pub fn check<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    match target.method.authorization {
        Authorization::None => {
            let detail = Detail::none().by(target.field("authorization"));
            call.tracer.step(call.hop, &rules::AUTHORIZATION_NONE, Outcome::Skipped, detail);
            policy::check(call, Caller::Anonymous, Needs::Allow)
        }
        Authorization::AwsIam => signed(call, target),
        Authorization::Custom => {
            policy::check(call, Caller::Anonymous, Needs::NoDeny)?;
            identity_source(call, target)?;
            authorizer(call, target)
        }
        Authorization::CognitoUserPools | Authorization::Jwt => {
            identity_source(call, target)?;
            authorizer(call, target)?;
            policy::check(call, Caller::Anonymous, Needs::Allow)
        }
    }
}

/// `AWS_IAM`: the signature, then the policy.
fn signed(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    let by = Detail::none().by(target.field("authorization")).by(call.tracer.of_request("sigv4"));
    let refusal = match signature::read(&call.request) {
        Signature::Valid { principal, is_stated } => {
            let detail = by.with_copy("principal", principal);
            let basis = if is_stated { rules::SIGNATURE.basis } else { Basis::Inferred };
            call.tracer.step_on(call.hop, &rules::SIGNATURE, Outcome::Passed, basis, detail);
            let is_foreign = policy::account_of(principal).is_some_and(|account| account != call.account());
            let caller = Caller::Principal(principal);
            return if is_foreign {
                policy::check_foreign(call, caller)
            } else {
                policy::check(call, caller, Needs::NoDeny)
            };
        }
        Signature::Missing => call.refuse(&rules::SIGNATURE_MISSING, GatewayError::MissingAuthenticationToken, by),
        Signature::Foreign(found) => {
            let detail = by.with("older_message", &found.older_message);
            call.refuse(&rules::SIGNATURE_INCOMPLETE, found.error(), detail)
        }
        Signature::Invalid(mismatch) => {
            let detail = by
                .with("mismatch", mismatch.as_str())
                .with("host", &call.request.host)
                .with("path", call.request.path.text());
            call.refuse(&rules::SIGNATURE_INVALID, mismatch.error(), detail)
        }
    };
    ControlFlow::Break(refusal)
}

/// Refuses a request that lacks what the authorizer identifies callers by. The authorizer is not asked.
fn identity_source<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let sources: Vec<&str> = match &target.method.identity_source {
        None => vec![AUTHORIZATION],
        Some(sources) => sources.iter().flat_map(|source| source.split(',')).map(str::trim).collect(),
    };
    let Some(missing) = sources.iter().find(|source| !is_there(call, source)) else {
        return ControlFlow::Continue(());
    };
    let detail = Detail::none().with_copy("identity_source", missing);
    let detail = match target.method.identity_source {
        Some(_) => detail.by(target.field("identity_source")).by(target.field("authorization")),
        None => detail.by(target.field("authorization")).by(target.field("identity_source")),
    };
    ControlFlow::Break(call.refuse(&rules::IDENTITY_SOURCE, GatewayError::Unauthorized, detail))
}

/// Whether a request carries what an expression names. What is no header, query string or stage variable is there.
fn is_there(call: &Call<'_, '_>, source: &str) -> bool {
    if let Some(name) = source.strip_prefix("method.request.header.") {
        return call.request.headers.get(name).is_some_and(|value| !value.trim().is_empty());
    }
    if let Some(name) = source.strip_prefix("method.request.querystring.") {
        return form_urlencoded::parse(call.request.query.as_bytes())
            .any(|(each, value)| each == name && !value.is_empty());
    }
    match source.strip_prefix("stageVariables.") {
        Some(name) => call.stage.variables.get(name).is_some_and(|value| !value.is_empty()),
        None => true,
    }
}

/// What the authorizer answers.
fn authorizer<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let is_lambda = target.method.authorization == Authorization::Custom;
    let answer = target.method.authorizer;
    let detail =
        Detail::none().with("authorizer", answer.as_str()).with("authorization", target.method.authorization.as_str());
    let detail = detail.by(target.field("authorizer")).by(target.field("authorization"));
    let error = match answer {
        AuthorizerResult::Allow => {
            call.tracer.step(call.hop, &rules::AUTHORIZER, Outcome::Passed, detail);
            return ControlFlow::Continue(());
        }
        AuthorizerResult::Fail => {
            let error = GatewayError::AuthorizerConfigurationError;
            return ControlFlow::Break(call.refuse(&rules::AUTHORIZER_FAILED, error, detail));
        }
        AuthorizerResult::Deny if is_lambda => GatewayError::AccessDenied(DENIED.to_owned()),
        AuthorizerResult::Deny | AuthorizerResult::Unauthorized => GatewayError::Unauthorized,
    };
    // A user pool has no deny of its own: a token without the scope is taken to be answered like a bad one.
    let is_guess = !is_lambda && answer == AuthorizerResult::Deny;
    let basis = if is_guess { Basis::Inferred } else { rules::AUTHORIZER.basis };
    ControlFlow::Break(call.refuse_on(&rules::AUTHORIZER, basis, error, detail))
}
