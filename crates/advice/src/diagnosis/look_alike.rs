//! Look-alikes: the other causes that give the client the very same answer, and the evidence that tells them apart.
//!
//! The table is the rule book read backwards. A test holds it against the recorded cases: whichever two rules gave the
//! same answer there stand in the same family here. A cause that names no rule is one of AWS's that scenarios do not
//! describe; it is listed because a reader with that answer in hand may have it.
//!
//! Source: the sources of the rules; AWS re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway"; Amazon
//! CloudFront Developer Guide, "Troubleshooting error response status codes".

use hopscope_routing::trace::Trace;

use super::probe::Kind as Probe;
use super::refusal::Deciding;

/// Causes that give the same answer.
#[derive(Debug)]
pub struct Family {
    /// Its name in keys of texts.
    pub id: &'static str,
    /// The causes, the likeliest first.
    pub members: &'static [Member],
    /// The commands whose answers tell some of them apart.
    pub probes: &'static [Probe],
}

/// A cause of an answer.
#[derive(Debug)]
pub struct Member {
    /// Its name in keys of texts.
    pub id: &'static str,
    /// The rules that decide so. None: the scenario has nothing of the kind.
    pub rules: &'static [&'static str],
}

macro_rules! families {
    ($( $(#[$meta:meta])* $name:ident = $id:literal [$($member:literal: $($rule:literal)*),+ $(,)?] probes [$($probe:ident),*]; )*) => {
        $(
            $(#[$meta])*
            pub static $name: Family = Family {
                id: $id,
                members: &[$(Member { id: $member, rules: &[$($rule),*] }),+],
                probes: &[$(Probe::$probe),*],
            };
        )*

        /// Every family.
        pub static ALL: &[&Family] = &[$(&$name),*];
    };
}

families! {
    /// REST: `{"message":"Forbidden"}`.
    REST_FORBIDDEN = "rest_forbidden" [
        "stage": "rest_api.stage_missing",
        "host": "rest_api.host_unknown",
        "api_key": "rest_api.api_key",
        "stage_acl": "rest_api.web_acl",
        "mapping": "api_domain.no_mapping" "api_domain.api_missing",
        "endpoint": "rest_api.endpoint_disabled",
        "private_endpoint":,
        "mutual_tls":,
    ] probes [WithStage, Direct, AnyAuthorization, WithKey];
    /// REST: `{"message":"Missing Authentication Token"}`.
    REST_MISSING_TOKEN = "rest_missing_token" [
        "route": "rest_api.resource_not_found",
        "unsigned": "rest_api.signature_missing",
    ] probes [Direct, Signed];
    /// REST: what is wrong with an `Authorization` header that is no signature.
    REST_INCOMPLETE = "rest_incomplete" [
        "route_authorization": "rest_api.resource_not_found_authorization",
        "bearer_on_iam": "rest_api.signature_incomplete",
    ] probes [NoAuthorization, Signed];
    /// REST: a signature that does not fit.
    REST_SIGNATURE = "rest_signature" [
        "signature_changed": "rest_api.signature_invalid",
        "signature_wrong": "rest_api.signature_invalid",
        "route_signed": "rest_api.resource_not_found_authorization",
    ] probes [Direct];
    /// REST: a policy says no.
    REST_POLICY = "rest_policy" [
        "policy_denies": "rest_api.resource_policy",
        "policy_silent": "rest_api.resource_policy",
        "identity_policy":,
    ] probes [Direct];
    /// REST: an authorizer says no.
    REST_DENIED = "rest_denied" [
        "authorizer_denies": "rest_api.authorizer",
        "authorizer_narrow":,
    ] probes [];
    /// REST: 401.
    REST_UNAUTHORIZED = "rest_unauthorized" [
        "identity_missing": "rest_api.identity_source",
        "token_refused": "rest_api.authorizer",
    ] probes [Direct];
    /// REST: 500.
    REST_ERROR = "rest_error" [
        "permission": "rest_api.lambda_permission",
        "stage_variable": "rest_api.stage_variable",
        "backend_failed": "rest_api.http_failed",
        "function_missing": "rest_api.integration_missing",
        "integration_method":,
    ] probes [LambdaPolicy];
    /// REST: 502.
    REST_BAD_ANSWER = "rest_bad_answer" [
        "function_threw": "rest_api.lambda_failed",
        "function_malformed": "rest_api.lambda_failed",
    ] probes [LambdaInvoke];
    /// REST: 504.
    REST_TIMEOUT = "rest_timeout" [
        "function_slow": "rest_api.lambda_failed",
        "backend_slow": "rest_api.http_failed",
    ] probes [];
    /// HTTP API: 403.
    HTTP_FORBIDDEN = "http_forbidden" [
        "http_authorizer": "http_api.lambda_authorizer",
        "http_iam": "http_api.iam_authorization",
        "http_scope": "http_api.jwt_authorizer",
    ] probes [];
    /// HTTP API: 401.
    HTTP_UNAUTHORIZED = "http_unauthorized" [
        "http_token": "http_api.jwt_authorizer",
        "http_identity": "http_api.lambda_authorizer",
    ] probes [Direct];
    /// HTTP API: 404.
    HTTP_NOT_FOUND = "http_not_found" [
        "http_route": "http_api.route_not_found",
        "http_stage": "http_api.stage_missing",
        "http_endpoint": "http_api.endpoint_disabled",
    ] probes [WithStage, Direct];
    /// HTTP API: 500.
    HTTP_ERROR = "http_error" [
        "http_permission": "http_api.lambda_permission",
        "http_function": "http_api.lambda_failed",
        "http_authorizer_failed": "http_api.authorizer_failed",
        "http_integration": "http_api.integration_unsupported" "http_api.integration_missing",
    ] probes [LambdaPolicy, LambdaInvoke];
    /// HTTP API: 503.
    HTTP_UNAVAILABLE = "http_unavailable" [
        "http_slow": "http_api.integration_timeout",
        "http_unreachable": "http_api.integration_unreachable",
    ] probes [];
    /// The front of HTTP APIs: `Forbidden` without the id of an API.
    HTTP_HOST = "http_host" [
        "http_host": "http_api.host_unknown",
        "host": "rest_api.host_unknown",
        "stage": "rest_api.stage_missing",
    ] probes [Direct];
    /// CloudFront's page `Bad request.`
    PAGE_BAD_REQUEST = "page_bad_request" [
        "alias": "cloudfront.host_unknown",
        "edge_host": "rest_api.edge_host_unknown",
        "https_only": "cloudfront.viewer_protocol_policy",
        "get_body": "cloudfront.get_with_body",
        "edge_body": "rest_api.edge_get_body",
        "edge_http": "rest_api.edge_https",
        "disabled": "cloudfront.distribution_disabled",
        "chain": "cloudfront.distribution_chain",
        "policy_unknown": "cloudfront.policy_unknown",
    ] probes [OwnName, Direct];
    /// CloudFront's other pages of status 403, and what origins answer.
    PAGE_FORBIDDEN = "page_forbidden" [
        "page_blocked": "cloudfront.web_acl",
        "page_country": "cloudfront.geo_restriction",
        "page_method": "cloudfront.allowed_methods",
        "page_bad_request":,
        "page_of_origin":,
    ] probes [Headers];
    /// The XML of signed URLs.
    SIGNED_URL = "signed_url" [
        "sign_missing": "cloudfront.signed_request",
        "sign_other": "cloudfront.signed_request",
        "s3_instead":,
    ] probes [Headers];
    /// CloudFront's 502 about a name.
    PAGE_DNS = "page_dns" [
        "origin_name": "cloudfront.origin_dns",
        "origin_missing": "cloudfront.origin_missing",
    ] probes [Dig];
    /// CloudFront's 502 about a connection.
    PAGE_CONNECT = "page_connect" [
        "origin_certificate": "cloudfront.origin_certificate",
        "origin_port": "cloudfront.origin_connect",
    ] probes [Tls];
    /// What a function answered or broke.
    FUNCTION = "function" [
        "function_answered": "cloudfront.function_response",
        "function_broke": "cloudfront.function_failed",
        "function_invalid": "cloudfront.function_invalid",
    ] probes [Headers];
    /// S3: `AccessDenied` in XML.
    S3_DENIED = "s3_denied" [
        "s3_key": "s3.key_not_found",
        "s3_access": "s3.access",
        "s3_list": "s3.list",
        "s3_host": "s3.host_foreign",
        "s3_method": "s3.method",
    ] probes [S3Head];
    /// S3: `SignatureDoesNotMatch` in XML.
    S3_SIGNATURE = "s3_signature" [
        "s3_signed_host": "s3.host_foreign",
        "s3_signature": "s3.signature",
    ] probes [Headers];
    /// S3's website: `AccessDenied` in HTML.
    WEBSITE_DENIED = "website_denied" [
        "website_key": "s3.website_key_not_found",
        "website_access": "s3.website_access",
    ] probes [S3Head];
    /// A function URL's `{"Message":null}`.
    URL_NULL = "url_null" [
        "url_host": "lambda_url.host_foreign",
        "url_unknown": "lambda_url.not_found",
    ] probes [Direct];
    /// A function URL's `{"Message":"Forbidden…"}`.
    URL_FORBIDDEN = "url_forbidden" [
        "url_unsigned": "lambda_url.unsigned",
        "url_grants": "lambda_url.permission",
    ] probes [LambdaPolicy];
    /// A function URL's refusal of a signature.
    URL_SIGNATURE = "url_signature" [
        "url_hash": "lambda_url.payload_hash",
        "url_signature": "lambda_url.signature",
    ] probes [];
    /// A load balancer's 403.
    BALANCER = "balancer" [
        "balancer_acl": "load_balancer.web_acl",
        "balancer_fixed": "load_balancer.default_action" "load_balancer.listener_rule",
    ] probes [];
    /// An error page in place of an answer.
    MASKED = "masked" [
        "masked_object":,
        "masked_api":,
        "masked_block":,
    ] probes [Headers, Direct];
    /// An error of the place that was to answer.
    OWN_ERROR = "own_error" [
        "own_backend":,
        "own_gateway":,
    ] probes [Headers];
}

/// The family of a decision. None: no other cause gives this answer.
pub fn family(trace: &Trace, deciding: &Deciding<'_>) -> Option<&'static Family> {
    let id = deciding.step.rule.id;
    let status = trace.response.as_ref().map_or(0, |response| response.status.get());
    Some(match id {
        "rest_api.resource_not_found_authorization" if deciding.text("mismatch").is_empty() => &REST_INCOMPLETE,
        "rest_api.resource_not_found_authorization" => &REST_SIGNATURE,
        "rest_api.authorizer" if status == 401 => &REST_UNAUTHORIZED,
        "rest_api.authorizer" => &REST_DENIED,
        "rest_api.lambda_failed" if deciding.text("outcome") == "timeout" => &REST_TIMEOUT,
        "rest_api.lambda_failed" => &REST_BAD_ANSWER,
        "rest_api.http_failed" if status == 504 => &REST_TIMEOUT,
        "rest_api.http_failed" => &REST_ERROR,
        "rest_api.host_unknown" => &REST_FORBIDDEN,
        "http_api.jwt_authorizer" | "http_api.lambda_authorizer" if status == 401 => &HTTP_UNAUTHORIZED,
        "http_api.jwt_authorizer" | "http_api.lambda_authorizer" => &HTTP_FORBIDDEN,
        "http_api.host_unknown" => &HTTP_HOST,
        "rest_api.stage_missing" => &REST_FORBIDDEN,
        "cloudfront.viewer_protocol_policy" if deciding.text("policy") != "https-only" => return None,
        "cloudfront.origin_connect" if status != 502 => return None,
        "s3.method" | "s3.key_not_found" if deciding.text("code") != "AccessDenied" => return None,
        "s3.website_key_not_found" if deciding.text("code") != "AccessDenied" => return None,
        // A signed request for a foreign host is refused for its signature.
        "s3.host_foreign" | "s3.signature" if says(trace, "SignatureDoesNotMatch") => &S3_SIGNATURE,
        "s3.signature" => return None,
        "load_balancer.default_action" | "load_balancer.listener_rule" if status != 403 => &OWN_ERROR,
        _ => return ALL.iter().copied().find(|family| family.has(id)).or_else(|| own(trace)),
    })
}

/// Whether the answer's body has a word.
fn says(trace: &Trace, word: &str) -> bool {
    trace.response.as_ref().is_some_and(|response| response.body.contains(word))
}

/// An error of the place itself looks like one of the hop in front.
fn own(trace: &Trace) -> Option<&'static Family> {
    let is_error = trace.response.as_ref().is_some_and(|response| response.status.is_error());
    (trace.reaches.is_some() && is_error).then_some(&OWN_ERROR)
}

impl Family {
    /// Whether one of its causes is a rule's.
    pub fn has(&self, rule: &str) -> bool {
        self.members.iter().any(|member| member.rules.contains(&rule))
    }
}

/// The member at work: the rule's, told from others of the same rule by what the step says.
pub fn at_work(family: &'static Family, deciding: &Deciding<'_>) -> Option<&'static Member> {
    let wanted = match deciding.step.rule.id {
        "rest_api.signature_invalid" => match deciding.text("mismatch") {
            "host" | "path" | "query" => "signature_changed",
            _ => "signature_wrong",
        },
        "rest_api.resource_policy" if deciding.text("verdict") == "deny" => "policy_denies",
        "rest_api.resource_policy" => "policy_silent",
        "rest_api.lambda_failed" if deciding.text("outcome") == "malformed" => "function_malformed",
        "cloudfront.signed_request" if deciding.text("signed") != "missing" => "sign_other",
        rule => return family.members.iter().find(|member| member.rules.contains(&rule)),
    };
    let named = family.members.iter().find(|member| member.id == wanted);
    named.or_else(|| family.members.iter().find(|member| member.rules.contains(&deciding.step.rule.id)))
}

#[cfg(test)]
mod tests {
    use hopscope_routing::rules;

    use super::*;

    #[test]
    fn members_name_rules_of_the_book() {
        for family in ALL {
            for rule in family.members.iter().flat_map(|member| member.rules) {
                assert!(rules::find(rule).is_some(), "{rule}");
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(ALL.iter().all(|family| seen.insert(family.id)));
    }
}
