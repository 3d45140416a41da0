//! Why a preflight is refused. Browsers send `OPTIONS` before they send what their pages ask for, and never with
//! credentials.
//!
//! Source: Fetch Standard, "CORS-preflight fetch"; Amazon API Gateway Developer Guide, "CORS for REST APIs", "Configure
//! CORS for HTTP APIs".

use hopscope_routing::RuleId;
use hopscope_scenario::rest_api::MethodName;

use super::cause::{Case, Cause, CauseKind};
use super::{field, resource};

/// The rules by which a method or a route asks who calls.
const AUTHORIZATION: &[RuleId] = &[
    RuleId::RestApiSignatureMissing,
    RuleId::RestApiIdentitySource,
    RuleId::RestApiAuthorizer,
    RuleId::RestApiAuthorizerFailed,
    RuleId::RestApiApiKey,
    RuleId::HttpApiIamAuthorization,
    RuleId::HttpApiLambdaAuthorizer,
    RuleId::HttpApiJwtAuthorizer,
    RuleId::HttpApiAuthorizerFailed,
];

/// The cause of a refused preflight. None: the request is none, or it was refused for a reason that holds for others too.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    if case.request.method != MethodName::Options.as_str() {
        return None;
    }
    let rule = case.deciding.step.rule.id;
    if AUTHORIZATION.contains(&rule) {
        return Some(case.cause(CauseKind::PreflightAuthorized, field::of(case), Vec::new()));
    }
    let methods = resource::methods(case)?;
    let values = vec![("methods", methods.join("`, `"))];
    Some(case.cause(CauseKind::PreflightMissing, resource::api_path(case), values))
}
