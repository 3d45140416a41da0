//! Whether a route lets the caller pass. HTTP APIs say `Forbidden` or `Unauthorized` and no more; what was wrong with a
//! token stands in `www-authenticate`.

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{Authorization, AuthorizerResult};

use super::error::HttpError;
use super::{Call, Target};
use crate::exchange::Answer;
use crate::rules::http_api as rules;
use crate::signature::{self, Signature};
use crate::trace::{Detail, Outcome};

/// No token at all.
const NO_TOKEN: &str = "Bearer";

/// A token that is no JSON web token.
const SEGMENTS: &str =
    r#"Bearer scope="" error="invalid_token" error_description="token contains an invalid number of segments""#;

/// A token for somebody else. The issuer, the expiry and the signature have descriptions of their own.
const AUDIENCE: &str =
    r#"Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience""#;

/// Checks the route's authorization.
pub fn check(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    match target.route.authorization_type {
        Authorization::None => ControlFlow::Continue(()),
        Authorization::AwsIam => iam(call, target),
        Authorization::Custom => lambda_authorizer(call, target),
        Authorization::Jwt | Authorization::CognitoUserPools => jwt(call, target),
    }
}

/// A signature is needed. That the signer's own policy allows the call is taken for granted.
fn iam(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    let signature = signature::of(&call.request);
    let (found, principal) = match signature {
        Signature::Absent => ("absent", ""),
        Signature::Other(_) => ("other", ""),
        Signature::UnknownKey(_) => ("unknown_key", ""),
        Signature::Invalid(_) => ("invalid", ""),
        Signature::Valid(principal) => ("valid", principal),
    };
    let detail = of_route(target).with("signature", found).with("principal", principal.to_owned());
    let detail = detail.by(call.tracer.of_request("sigv4"));
    if found == "valid" {
        call.tracer.step(call.hop, &rules::IAM_AUTHORIZATION, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    refuse(call, target);
    call.refuse(&rules::IAM_AUTHORIZATION, HttpError::Forbidden, detail)
}

/// The authorizer's answer is the scenario's. `unauthorized` stands for an identity source that is missing, for which
/// the authorizer is not even called.
fn lambda_authorizer(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    let result = target.route.authorizer;
    let detail = of_route(target).with("result", result.as_str());
    let error = match result {
        AuthorizerResult::Allow => {
            call.tracer.step(call.hop, &rules::LAMBDA_AUTHORIZER, Outcome::Passed, detail);
            return ControlFlow::Continue(());
        }
        AuthorizerResult::Deny => HttpError::Forbidden,
        AuthorizerResult::Unauthorized => HttpError::Unauthorized,
        AuthorizerResult::Fail => return failed(call, target),
    };
    refuse(call, target);
    call.refuse(&rules::LAMBDA_AUTHORIZER, error, detail)
}

/// Without a token there is nothing to ask; with one, the scenario says what comes of it. `deny` stands for a token
/// that lacks the route's scope.
fn jwt(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    let token = call.request.headers.get("authorization").map(|value| {
        value
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map_or(value, |(_, rest)| rest)
    });
    let challenge = match (token, target.route.authorizer) {
        (None, _) => Some(NO_TOKEN),
        (Some(_), AuthorizerResult::Allow | AuthorizerResult::Deny) => None,
        (Some(_), AuthorizerResult::Fail) => return failed(call, target),
        (Some(token), AuthorizerResult::Unauthorized) if token.split('.').count() != 3 => Some(SEGMENTS),
        (Some(_), AuthorizerResult::Unauthorized) => Some(AUDIENCE),
    };
    let detail =
        of_route(target).with("result", if token.is_none() { "absent" } else { target.route.authorizer.as_str() });
    if challenge.is_none() && target.route.authorizer == AuthorizerResult::Allow {
        call.tracer.step(call.hop, &rules::JWT_AUTHORIZER, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    refuse(call, target);
    match challenge {
        None => call.refuse(&rules::JWT_AUTHORIZER, HttpError::Forbidden, detail),
        Some(challenge) => {
            let detail = detail.with("challenge", challenge);
            call.tracer.step(call.hop, &rules::JWT_AUTHORIZER, Outcome::Refused, detail);
            let error = HttpError::Unauthorized;
            ControlFlow::Break(error.answer_with_challenge(&rules::JWT_AUTHORIZER, challenge))
        }
    }
}

fn failed(call: &mut Call<'_, '_>, target: &Target<'_>) -> ControlFlow<Answer> {
    refuse(call, target);
    call.refuse(&rules::AUTHORIZER_FAILED, HttpError::InternalServerError, of_route(target))
}

/// Notes what the route would have called.
fn refuse(call: &mut Call<'_, '_>, target: &Target<'_>) {
    crate::unreached::behind_integration(call.tracer, &target.route.integration);
}

fn of_route(target: &Target<'_>) -> Detail {
    let by_authorizer = target.route.authorization_type != Authorization::AwsIam;
    Detail::none()
        .with("route", &target.route.route_key)
        .with("authorization_type", target.route.authorization_type.as_str())
        .by(target.field(if by_authorizer { "authorizer" } else { "authorization_type" }))
        .by(target.field("authorization_type"))
}
