//! Whether the signature is right, then whether the caller may. In this order: a wrong signature hides a missing grant.
//!
//! - CloudFront with an origin access control signs as `cloudfront.amazonaws.com`, on behalf of the distribution. It
//!   signs a body by the hash that the viewer sends in `x-amz-content-sha256`; without one, by that of no body.
//! - Since October 2025 a caller needs two grants of a URL made since: `lambda:InvokeFunctionUrl` and
//!   `lambda:InvokeFunction`. A URL with `NONE` needs them for everyone (`*`).
//! - A principal of the function's own account may have them from its own policy, which scenarios do not hold and which
//!   is taken to grant them. One of another account needs both, its own policy and the function's.
//!
//! Source: see the rules; the cases of bodies and hashes are public captures of 2026-09.

use std::ops::ControlFlow;

use data_encoding::HEXLOWER;
use hopscope_scenario::rest_api::Authorization;
use sha2::{Digest as _, Sha256};

use super::Call;
use super::error::UrlError;
use crate::exchange::{Answer, OriginSigner};
use crate::lambda;
use crate::placeholder::ACCOUNT;
use crate::rule::Rule;
use crate::rules::lambda_url as rules;
use crate::signature::{self, Signature};
use crate::trace::{Detail, Outcome};

/// The grant that every URL needs.
const FIRST_GRANT: &[&str] = &["lambda:InvokeFunctionUrl"];

/// The two grants that a URL made since October 2025 needs.
const BOTH_GRANTS: &[&str] = &["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Caller {
    /// Anyone: the URL asks for no signature.
    Anyone,
    /// CloudFront on behalf of a distribution.
    CloudFront { distribution: String },
    /// A principal of IAM.
    Principal { arn: String },
}

/// Checks signature and grants.
pub fn check(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let caller = caller(call)?;
    match caller {
        Caller::Anyone => granted(call, "*", None),
        Caller::CloudFront { distribution } => granted(call, "cloudfront.amazonaws.com", Some(distribution)),
        Caller::Principal { arn } => {
            let is_foreign = account_of(&arn).is_some_and(|account| account != account_of_function(call));
            let detail = Detail::none().with("principal", &arn).with("other_account", is_foreign);
            let detail = detail.by(call.of_lambda("function_url.authorization_type"));
            call.tracer.step(call.hop, &rules::IDENTITY_POLICY, Outcome::Passed, detail);
            if is_foreign { granted(call, &arn, None) } else { ControlFlow::Continue(()) }
        }
    }
}

/// The account of a principal's ARN, if it has one.
fn account_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|account| !account.is_empty())
}

/// The account of the function, as far as its own policy tells: the one that a reader will recognise.
fn account_of_function<'a>(call: &Call<'a, '_>) -> &'a str {
    lambda::account_of(call.lambda)
}

/// ARN of the principal that signed; empty where none did.
pub fn principal<'a>(call: &'a Call<'_, '_>) -> &'a str {
    match (call.url.authorization_type, &call.request.signed_by, signature::of(&call.request)) {
        (Authorization::AwsIam, None, Signature::Valid(arn)) => arn,
        _ => "",
    }
}

/// Who calls, if the request is signed as the URL wants it.
fn caller(call: &mut Call<'_, '_>) -> ControlFlow<Answer, Caller> {
    if call.url.authorization_type != Authorization::AwsIam {
        return ControlFlow::Continue(Caller::Anyone);
    }
    if let Some(OriginSigner::OriginAccessControl { distribution }) = call.request.signed_by.clone() {
        payload_hash(call)?;
        let detail = Detail::none().with("signer", "cloudfront.amazonaws.com").with("distribution", &distribution);
        let detail = detail.by(call.of_lambda("function_url.authorization_type"));
        call.tracer.step(call.hop, &rules::SIGNATURE, Outcome::Passed, detail);
        return ControlFlow::Continue(Caller::CloudFront { distribution });
    }
    let (arn, host) = match signature::of(&call.request) {
        Signature::Valid(arn) => (arn.to_owned(), call.request.host.clone()),
        Signature::Absent => {
            let detail = Detail::none().with("authorization", "absent");
            return refuse(call, &rules::UNSIGNED, UrlError::Unsigned, detail);
        }
        Signature::Other(_) => {
            let detail = Detail::none().with("authorization", "other");
            return refuse(call, &rules::UNSIGNED, UrlError::IncompleteSignature, detail);
        }
        Signature::UnknownKey(key) => {
            let detail = Detail::none().with("key", key.to_owned()).with("because", "access_key");
            return refuse(call, &rules::SIGNATURE, UrlError::UnknownKey, detail);
        }
        Signature::Invalid(because) => {
            let detail = Detail::none().with("host", &call.request.host).with("because", because);
            return refuse(call, &rules::SIGNATURE, UrlError::InvalidSignature, detail);
        }
    };
    let detail = Detail::none().with("signer", &arn).with("host", host);
    let detail = detail.by(call.of_lambda("function_url.authorization_type"));
    call.tracer.step(call.hop, &rules::SIGNATURE, Outcome::Passed, detail);
    ControlFlow::Continue(Caller::Principal { arn })
}

/// The hash in `x-amz-content-sha256` must be the body's. CloudFront sends that of an empty body where the viewer
/// sends none; `UNSIGNED-PAYLOAD` is no hash.
fn payload_hash(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let sent = call.request.headers.get("x-amz-content-sha256");
    let right = HEXLOWER.encode(&Sha256::digest(call.request.body.as_bytes()));
    let fits = match sent {
        None => call.request.body.is_empty(),
        Some(sent) => sent.eq_ignore_ascii_case(&right),
    };
    let outcome = if sent.is_none() && fits { Outcome::Skipped } else { Outcome::Passed };
    let detail = Detail::none()
        .with("method", &call.request.method)
        .with("sent", sent.unwrap_or("").to_owned())
        .with("hash", right)
        .by(call.tracer.of_request("body"))
        .by(call.tracer.of_request("headers"));
    if fits {
        call.tracer.step(call.hop, &rules::PAYLOAD_HASH, outcome, detail);
        return ControlFlow::Continue(());
    }
    refuse(call, &rules::PAYLOAD_HASH, UrlError::InvalidSignature, detail)
}

/// The function's policy must hold the grants for the caller.
fn granted(call: &mut Call<'_, '_>, principal: &str, distribution: Option<String>) -> ControlFlow<Answer> {
    let needed = if call.url.grandfathered { FIRST_GRANT } else { BOTH_GRANTS };
    let source_arn = |account: &str| {
        let account = if matches!(account, "" | "*") { ACCOUNT } else { account };
        let id = distribution.as_deref()?;
        Some(format!("arn:aws:cloudfront::{account}:distribution/{id}"))
    };
    let missing: Vec<String> = needed
        .iter()
        .filter(|action| {
            !lambda::permits(call.lambda, principal, action, |account| source_arn(account).unwrap_or_default())
        })
        .map(|action| (*action).to_owned())
        .collect();
    let mut detail = Detail::none().with("lambda", &call.lambda.name).with("principal", principal.to_owned());
    if let Some(arn) = source_arn(lambda::account_of(call.lambda)) {
        detail = detail.with("source_arn", arn);
    }
    if missing.is_empty() {
        let outcome = if call.lambda.permissions.is_some() { Outcome::Passed } else { Outcome::Skipped };
        let detail = detail.by(call.of_lambda("permissions"));
        call.tracer.step(call.hop, &rules::PERMISSION, outcome, detail);
        return ControlFlow::Continue(());
    }
    refuse(call, &rules::PERMISSION, UrlError::AccessDenied, detail.with("missing", missing))
}

fn refuse<T>(call: &mut Call<'_, '_>, rule: &'static Rule, error: UrlError, detail: Detail) -> ControlFlow<Answer, T> {
    let is_granting = *rule == rules::PERMISSION;
    let field = if is_granting { "permissions" } else { "function_url.authorization_type" };
    let detail = detail.by(call.of_lambda(field)).by(if is_granting { None } else { call.tracer.of_request("sigv4") });
    call.tracer.step(call.hop, rule, Outcome::Refused, detail);
    ControlFlow::Break(error.answer(rule))
}
