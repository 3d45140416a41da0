//! Look-alikes: the other causes that give the client the very same answer, and the evidence that tells them apart.
//!
//! The table is the rule book read backwards. A test holds it against the recorded cases: whichever two rules gave the
//! same answer there stand in the same family here. A cause that names no rule is one of AWS's that scenarios do not
//! describe; it is listed because a reader with that answer in hand may have it.
//!
//! Source: the sources of the rules; AWS re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway"; Amazon
//! CloudFront Developer Guide, "Troubleshooting error response status codes".

use hopscope_routing::RuleId;
use hopscope_routing::trace::Trace;

use super::probe::ProbeKind as Probe;
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
    pub rules: &'static [RuleId],
}

macro_rules! families {
    ($( $(#[$meta:meta])* $name:ident = $id:literal [$($member:literal: $($rule:ident)*),+ $(,)?] probes [$($probe:ident),*]; )*) => {
        $(
            $(#[$meta])*
            pub static $name: Family = Family {
                id: $id,
                members: &[$(Member { id: $member, rules: &[$(RuleId::$rule),*] }),+],
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
        "stage": RestApiStageMissing,
        "host": RestApiHostUnknown,
        "api_key": RestApiApiKey,
        "plan_stage": RestApiUsagePlan,
        "stage_acl": RestApiWebAcl,
        "mapping": ApiDomainNoMapping ApiDomainApiMissing,
        "endpoint": RestApiEndpointDisabled,
        "private_dns": RestApiPrivateDns,
        "private_endpoint":,
        "mutual_tls":,
    ] probes [WithStage, Direct, AnyAuthorization, WithKey];
    /// REST: `{"message":"Missing Authentication Token"}`.
    REST_MISSING_TOKEN = "rest_missing_token" [
        "route": RestApiResourceNotFound,
        "unsigned": RestApiSignatureMissing,
    ] probes [Direct, Signed];
    /// REST: what is wrong with an `Authorization` header that is no signature.
    REST_INCOMPLETE = "rest_incomplete" [
        "route_authorization": RestApiResourceNotFoundAuthorization,
        "bearer_on_iam": RestApiSignatureIncomplete,
    ] probes [NoAuthorization, Signed];
    /// REST: a signature that does not fit.
    REST_SIGNATURE = "rest_signature" [
        "signature_changed": RestApiSignatureInvalid,
        "signature_wrong": RestApiSignatureInvalid,
        "route_signed": RestApiResourceNotFoundAuthorization,
    ] probes [Direct];
    /// REST: a policy says no.
    REST_POLICY = "rest_policy" [
        "policy_denies": RestApiResourcePolicy,
        "policy_silent": RestApiResourcePolicy,
        "identity_policy":,
    ] probes [Direct];
    /// REST: an authorizer says no.
    REST_DENIED = "rest_denied" [
        "authorizer_denies": RestApiAuthorizer,
        "authorizer_narrow":,
    ] probes [];
    /// REST: 401.
    REST_UNAUTHORIZED = "rest_unauthorized" [
        "identity_missing": RestApiIdentitySource,
        "token_refused": RestApiAuthorizer,
    ] probes [Direct];
    /// REST: 500.
    REST_ERROR = "rest_error" [
        "permission": RestApiLambdaPermission,
        "stage_variable": RestApiStageVariable,
        "backend_failed": RestApiHttpFailed,
        "binary_mock": RestApiBinaryMediaTypes,
        "service_role": RestApiAwsService,
        "function_throttled": RestApiLambdaFailed,
        "function_missing": RestApiIntegrationMissing,
        "integration_method":,
    ] probes [LambdaPolicy];
    /// REST: 502.
    REST_BAD_ANSWER = "rest_bad_answer" [
        "function_threw": RestApiLambdaFailed,
        "function_malformed": RestApiLambdaFailed,
    ] probes [LambdaInvoke];
    /// REST: 504.
    REST_TIMEOUT = "rest_timeout" [
        "function_slow": RestApiLambdaFailed,
        "backend_slow": RestApiHttpFailed,
    ] probes [];
    /// HTTP API: 403.
    HTTP_FORBIDDEN = "http_forbidden" [
        "http_authorizer": HttpApiLambdaAuthorizer,
        "http_iam": HttpApiIamAuthorization,
        "http_scope": HttpApiJwtAuthorizer,
    ] probes [];
    /// HTTP API: 401.
    HTTP_UNAUTHORIZED = "http_unauthorized" [
        "http_token": HttpApiJwtAuthorizer,
        "http_identity": HttpApiLambdaAuthorizer,
    ] probes [Direct];
    /// HTTP API: 404.
    HTTP_NOT_FOUND = "http_not_found" [
        "http_route": HttpApiRouteNotFound,
        "http_stage": HttpApiStageMissing,
        "http_endpoint": HttpApiEndpointDisabled,
    ] probes [WithStage, Direct];
    /// HTTP API: 500.
    HTTP_ERROR = "http_error" [
        "http_permission": HttpApiLambdaPermission,
        "http_function": HttpApiLambdaFailed,
        "http_authorizer_failed": HttpApiAuthorizerFailed,
        "http_integration": HttpApiIntegrationUnsupported HttpApiIntegrationMissing,
    ] probes [LambdaPolicy, LambdaInvoke];
    /// HTTP API: 503.
    HTTP_UNAVAILABLE = "http_unavailable" [
        "http_slow": HttpApiIntegrationTimeout,
        "http_throttled": HttpApiLambdaFailed,
        "http_unreachable": HttpApiIntegrationUnreachable,
    ] probes [];
    /// The front of HTTP APIs: `Forbidden` without the id of an API.
    HTTP_HOST = "http_host" [
        "http_host": HttpApiHostUnknown,
        "host": RestApiHostUnknown,
        "stage": RestApiStageMissing,
    ] probes [Direct];
    /// CloudFront's page `Bad request.`
    PAGE_BAD_REQUEST = "page_bad_request" [
        "alias": CloudfrontHostUnknown,
        "edge_host": RestApiEdgeHostUnknown,
        "https_only": CloudfrontViewerProtocolPolicy,
        "get_body": CloudfrontGetWithBody,
        "edge_body": RestApiEdgeGetBody,
        "edge_http": RestApiEdgeHttps,
        "disabled": CloudfrontDistributionDisabled,
        "chain": CloudfrontDistributionChain,
        "policy_unknown": CloudfrontPolicyUnknown,
    ] probes [OwnName, Direct];
    /// CloudFront's other pages of status 403, and what origins answer.
    PAGE_FORBIDDEN = "page_forbidden" [
        "page_blocked": CloudfrontWebAcl,
        "page_country": CloudfrontGeoRestriction,
        "page_method": CloudfrontAllowedMethods,
        "page_bad_request":,
        "page_of_origin":,
    ] probes [Headers];
    /// The XML of signed URLs.
    SIGNED_URL = "signed_url" [
        "sign_missing": CloudfrontSignedRequest,
        "sign_other": CloudfrontSignedRequest,
        "s3_instead":,
    ] probes [Headers];
    /// CloudFront's 502 about a name.
    PAGE_DNS = "page_dns" [
        "origin_name": CloudfrontOriginDns,
        "cached_error": CloudfrontCacheHit,
        "origin_missing": CloudfrontOriginMissing,
    ] probes [Dig];
    /// CloudFront's 502 about a connection.
    PAGE_CONNECT = "page_connect" [
        "origin_certificate": CloudfrontOriginCertificate,
        "origin_port": CloudfrontOriginConnect,
    ] probes [Tls];
    /// CloudFront's 504.
    PAGE_TIMEOUT = "page_timeout" [
        "origin_slow": CloudfrontOriginReadTimeout,
        "origin_silent": CloudfrontOriginConnect,
    ] probes [Direct];
    /// What a function answered or broke.
    FUNCTION = "function" [
        "function_answered": CloudfrontFunctionResponse,
        "function_broke": CloudfrontFunctionFailed,
        "function_invalid": CloudfrontFunctionInvalid,
    ] probes [Headers];
    /// S3: `AccessDenied` in XML.
    S3_DENIED = "s3_denied" [
        "s3_key": S3KeyNotFound,
        "s3_access": S3Access,
        "s3_list": S3List,
        "s3_host": S3HostForeign,
        "s3_method": S3Method,
        "s3_policy": S3BucketPolicy,
        "s3_key_policy": S3Kms,
    ] probes [S3Head];
    /// S3: `SignatureDoesNotMatch` in XML.
    S3_SIGNATURE = "s3_signature" [
        "s3_signed_host": S3HostForeign,
        "s3_signature": S3Signature,
    ] probes [Headers];
    /// A page of CloudFront's look that calls the URL too long.
    URL_TOO_LONG = "url_too_long" [
        "cloudfront_url_too_long": CloudfrontUrlTooLong,
        "rest_api_url_too_long": RestApiUrlTooLong,
    ] probes [Direct];
    /// S3's website: `AccessDenied` in HTML.
    WEBSITE_DENIED = "website_denied" [
        "website_key": S3WebsiteKeyNotFound,
        "website_access": S3WebsiteAccess,
    ] probes [S3Head];
    /// A function URL's `{"Message":null}`.
    URL_NULL = "url_null" [
        "url_host": LambdaUrlHostForeign,
        "url_unknown": LambdaUrlNotFound,
    ] probes [Direct];
    /// A function URL's `{"Message":"Forbidden…"}`.
    URL_FORBIDDEN = "url_forbidden" [
        "url_unsigned": LambdaUrlUnsigned,
        "url_grants": LambdaUrlPermission,
    ] probes [LambdaPolicy];
    /// A function URL's refusal of a signature.
    URL_SIGNATURE = "url_signature" [
        "url_hash": LambdaUrlPayloadHash,
        "url_signature": LambdaUrlSignature,
    ] probes [];
    /// A load balancer's 403.
    BALANCER = "balancer" [
        "balancer_acl": LoadBalancerWebAcl,
        "balancer_fixed": LoadBalancerDefaultAction LoadBalancerListenerRule,
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
        RuleId::RestApiResourceNotFoundAuthorization if deciding.text("mismatch").is_empty() => &REST_INCOMPLETE,
        RuleId::RestApiResourceNotFoundAuthorization => &REST_SIGNATURE,
        RuleId::RestApiAuthorizer if status == 401 => &REST_UNAUTHORIZED,
        RuleId::RestApiAuthorizer => &REST_DENIED,
        RuleId::RestApiLambdaFailed if status == 504 => &REST_TIMEOUT,
        RuleId::RestApiLambdaFailed if status == 500 => &REST_ERROR,
        RuleId::RestApiUsagePlan if status != 403 => return None,
        RuleId::HttpApiLambdaFailed if status == 503 => &HTTP_UNAVAILABLE,
        RuleId::CloudfrontCacheHit if says(trace, "resolve the origin") => &PAGE_DNS,
        RuleId::CloudfrontCacheHit => return own(trace),
        RuleId::RestApiLambdaFailed => &REST_BAD_ANSWER,
        RuleId::RestApiHttpFailed if status == 504 => &REST_TIMEOUT,
        RuleId::RestApiHttpFailed => &REST_ERROR,
        RuleId::RestApiHostUnknown => &REST_FORBIDDEN,
        RuleId::HttpApiJwtAuthorizer | RuleId::HttpApiLambdaAuthorizer if status == 401 => &HTTP_UNAUTHORIZED,
        RuleId::HttpApiJwtAuthorizer | RuleId::HttpApiLambdaAuthorizer => &HTTP_FORBIDDEN,
        RuleId::HttpApiHostUnknown => &HTTP_HOST,
        RuleId::RestApiStageMissing => &REST_FORBIDDEN,
        RuleId::CloudfrontViewerProtocolPolicy if deciding.text("policy") != "https-only" => return None,
        RuleId::CloudfrontOriginConnect if status != 502 => &PAGE_TIMEOUT,
        RuleId::S3Kms if deciding.text("code") != "AccessDenied" => return None,
        RuleId::S3Method | RuleId::S3KeyNotFound if deciding.text("code") != "AccessDenied" => return None,
        RuleId::S3WebsiteKeyNotFound if deciding.text("code") != "AccessDenied" => return None,
        // A signed request for a foreign host is refused for its signature.
        RuleId::S3HostForeign | RuleId::S3Signature if says(trace, "SignatureDoesNotMatch") => &S3_SIGNATURE,
        RuleId::S3Signature => return None,
        RuleId::LoadBalancerDefaultAction | RuleId::LoadBalancerListenerRule if status != 403 => &OWN_ERROR,
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
    pub fn has(&self, rule: RuleId) -> bool {
        self.members.iter().any(|member| member.rules.contains(&rule))
    }
}

/// The member at work: the rule's, told from others of the same rule by what the step says.
pub fn at_work(family: &'static Family, deciding: &Deciding<'_>) -> Option<&'static Member> {
    let wanted = match deciding.step.rule.id {
        RuleId::RestApiSignatureInvalid => match deciding.text("mismatch") {
            "host" | "path" | "query" => "signature_changed",
            _ => "signature_wrong",
        },
        RuleId::RestApiResourcePolicy if deciding.text("verdict") == "deny" => "policy_denies",
        RuleId::RestApiResourcePolicy => "policy_silent",
        RuleId::RestApiLambdaFailed if deciding.text("outcome") == "malformed" => "function_malformed",
        RuleId::CloudfrontSignedRequest if deciding.text("signed") != "missing" => "sign_other",
        rule => return family.members.iter().find(|member| member.rules.contains(&rule)),
    };
    let named = family.members.iter().find(|member| member.id == wanted);
    named.or_else(|| family.members.iter().find(|member| member.rules.contains(&deciding.step.rule.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(ALL.iter().all(|family| seen.insert(family.id)));
    }
}
