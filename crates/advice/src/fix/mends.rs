//! Which fixes mend which cause: the order in which fixes are shown, before what they cost.
//!
//! A change after which a request comes to what was expected need not be one that anybody should make. What mends the
//! cause comes first, what works by the way next, then what comes to the same status at another place, and what opens
//! something closed last.

use hopscope_routing::EdgeAnswers;
use hopscope_routing::RuleId;
use hopscope_routing::trace::{Component, Trace};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use super::{Fix, FixKind};
use crate::diagnosis::cause::{self, Cause};

/// How a fix stands to the cause; the better the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Merit {
    /// It mends the cause.
    Mends,
    /// It works, and leaves the cause as it is.
    Helps,
    /// It comes to the status that was expected, at another place than the one that was asked.
    Evades,
    /// It opens what is closed.
    Opens,
}

/// Judges the fixes of a request.
pub(super) struct Judge {
    cause: Option<Cause>,
    is_masked: bool,
    system: String,
    /// Whether only a status is expected, and that of an error.
    wants_error: bool,
    names_place: bool,
}

impl Judge {
    pub(super) fn new(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Self {
        let (cause, bare) = crate::diagnosis::cause_alone(scenario, request, answers);
        let expected = request.expect.as_ref();
        let names_place = expected.is_some_and(|expected| expected.reaches.is_some());
        let wants_error = expected.and_then(|expected| expected.status).is_some_and(|status| status.is_error());
        Self { cause, is_masked: bare.is_masked, system: system(&bare.trace), wants_error, names_place }
    }

    /// How a fix stands to the cause, and what tracing it gave.
    pub(super) fn merit(&self, fix: &Fix, traced: &Trace) -> Merit {
        if fix.is_unsafe() {
            return Merit::Opens;
        }
        let is_elsewhere = !self.names_place && system(traced) != self.system;
        let is_chance = self.wants_error || traced.rule.id == RuleId::LoadBalancerDefaultAction;
        if is_elsewhere && is_chance && !fix.is_of_request() {
            return Merit::Evades;
        }
        let kind = fix.kind();
        let is_meant = self.is_masked && kind == FixKind::ErrorPage;
        if is_meant || self.cause.as_ref().is_some_and(|cause| mends(cause, kind)) {
            Merit::Mends
        } else {
            Merit::Helps
        }
    }
}

/// The system that a request came to, behind distributions and functions.
fn system(trace: &Trace) -> String {
    const EDGE: [Component; 4] = [Component::Viewer, Component::Dns, Component::Cloudfront, Component::EdgeFunction];
    let last = trace.hops.iter().rfind(|hop| !EDGE.contains(&hop.component) && hop.component != Component::Lambda);
    last.map(|hop| format!("{} {}", hop.component.as_str(), hop.id)).unwrap_or_default()
}

/// What brings another path to where it is looked up.
const PATH: &[FixKind] = &[
    FixKind::OriginPath,
    FixKind::OwnOrigin,
    FixKind::FunctionRewrite,
    FixKind::FunctionEdit,
    FixKind::FunctionSlash,
    FixKind::FunctionReplace,
    FixKind::ResourceMethod,
    FixKind::HttpRoute,
    FixKind::Stage,
    FixKind::HttpStage,
    FixKind::HttpApi,
    FixKind::CustomDomain,
    FixKind::BasePathMapping,
    FixKind::RoutingRule,
    FixKind::RoutingMode,
    FixKind::StageUrl,
    FixKind::ShorterUrl,
];

/// What takes something off a path that is too long.
const TAKEN_OFF: &[FixKind] = &[
    FixKind::ShorterUrl,
    FixKind::OriginPath,
    FixKind::OwnOrigin,
    FixKind::FunctionRewrite,
    FixKind::FunctionEdit,
    FixKind::FunctionReplace,
];

fn mends(cause: &Cause, kind: FixKind) -> bool {
    use FixKind as K;
    use cause::CauseKind as C;
    let among = |kinds: &[FixKind]| kinds.contains(&kind);
    match cause.kind {
        C::HostForwarded => among(&[K::HostHeader, K::SharedDomain]),
        C::HostOfFunction => among(&[K::HostHeader, K::FunctionReplace, K::FunctionEdit]),
        C::HostReplaced => among(&[K::ForwardHost, K::ForwardedHostFunction]),
        C::RedirectLoop | C::RedirectToOrigin => {
            among(&[K::ForwardHost, K::ForwardedHostFunction, K::LocationFunction, K::OriginProtocol])
        }
        C::CertificateForViewer => among(&[K::ForwardHost, K::OriginName]),
        C::HeaderDropped | C::QueryDropped => among(&[K::ForwardHeaders, K::ForwardedValues, K::ForwardAuthorization]),
        C::FolderWithoutIndex => among(&[K::FunctionIndex, K::FunctionEdit, K::WebsiteEndpoint]),
        C::PlusIsSpace => kind == K::EncodePlus,
        C::PreflightMissing | C::PreflightAuthorized => among(&[K::PreflightMock, K::PreflightOpen, K::PreflightRoute]),
        C::SignedElsewhere => kind == K::SignHost,
        C::WebsiteHttps => kind == K::OriginProtocol,
        C::MethodMissing => among(&[K::NearestMethod, K::ResourceMethod, K::HttpRoute]),
        C::RootOfProxy => among(&[K::ResourceMethod, K::HttpRoute, K::NearestPath]),
        C::PathCase => kind == K::NearestPath || among(PATH),
        C::NotDeployed => kind == K::Redeploy,
        C::PermissionElsewhere => among(&[K::LambdaPermission, K::LambdaPermissionAny]),
        C::OriginUnsigned => kind == K::OriginAccessControl,
        C::BehaviorTook => among(&[K::BehaviorOrder, K::PathPattern]),
        C::DefaultTook => kind == K::PathPattern,
        C::OtherOrigin => among(&[K::TargetOrigin, K::PathPattern]),
        C::NoOriginPath
        | C::OriginPathNoStage
        | C::FunctionNoStage
        | C::UrlNoStage
        | C::MappingNoStage
        | C::StageCase
        | C::NoSegment
        | C::PrefixLeft
        | C::BasePathLeft
        | C::OtherStage => among(PATH),
        C::StageTwice | C::StageInDomain => among(TAKEN_OFF),
        C::ObjectHidden => of_object(cause, kind),
        C::Rule => of_rule(cause, kind),
        _ => false,
    }
}

/// A file that is missing is put there; a path that names none is a route of an application, or a folder.
fn of_object(cause: &Cause, kind: FixKind) -> bool {
    use FixKind as K;
    let key = cause.values.iter().find(|(name, _)| *name == "key").map_or("", |(_, key)| key.as_str());
    let names_file = key.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let of_path = [K::OriginPath, K::OwnOrigin, K::FunctionRewrite, K::FunctionEdit, K::NearestPath, K::PathPattern];
    of_path.contains(&kind)
        || [K::DefaultRootObject, K::SpaFunction, K::FunctionIndex, K::WebsiteEndpoint].contains(&kind)
        || (names_file && kind == K::UploadObject)
}

fn of_rule(cause: &Cause, kind: FixKind) -> bool {
    use FixKind as K;
    let among = |kinds: &[FixKind]| kinds.contains(&kind);
    match cause.rule {
        RuleId::CloudfrontOriginCertificate => among(&[K::OriginName, K::ForwardHost]),
        RuleId::CloudfrontGetWithBody | RuleId::RestApiEdgeGetBody => kind == K::NoBody,
        RuleId::CloudfrontAllowedMethods => kind == K::AllowedMethods,
        RuleId::CloudfrontViewerProtocolPolicy | RuleId::RestApiEdgeHttps => kind == K::HttpsUrl,
        RuleId::CloudfrontHostUnknown | RuleId::DnsNotInScenario => {
            among(&[K::AlternateDomainName, K::DnsRecord, K::DomainName, K::OriginDomain])
        }
        RuleId::S3BucketNotFound | RuleId::S3WebsiteNotFound => among(&[K::CreateBucket, K::OriginDomain]),
        RuleId::S3KeyNotFound | RuleId::S3WebsiteKeyNotFound => of_object(cause, kind),
        RuleId::S3List => kind == K::DefaultRootObject,
        RuleId::CloudfrontOriginReadTimeout => kind == K::OriginReadTimeout,
        RuleId::RestApiBinaryMediaTypes => kind == K::ContentHandling,
        RuleId::S3BucketPolicy => kind == K::BucketPolicy,
        RuleId::S3Kms => kind == K::KmsKeyPolicy,
        RuleId::S3Access => kind == K::OriginAccessControl,
        RuleId::S3WebsiteRedirect => among(&[K::FunctionIndex, K::FunctionEdit]),
        RuleId::RestApiSignatureInvalid | RuleId::LambdaUrlSignature | RuleId::S3Signature => {
            among(&[K::SignScope, K::SignHost])
        }
        RuleId::HttpApiIamAuthorization => among(&[K::SignScope, K::SignHost, K::SignRequest]),
        RuleId::RestApiSignatureMissing | RuleId::LambdaUrlUnsigned => among(&[K::SignRequest, K::OriginAccessControl]),
        RuleId::RestApiIdentitySource | RuleId::HttpApiJwtAuthorizer | RuleId::HttpApiLambdaAuthorizer => {
            kind == K::SendAuthorization
        }
        RuleId::RestApiApiKey => among(&[K::SendApiKey, K::UsagePlan]),
        RuleId::RestApiLambdaPermission | RuleId::HttpApiLambdaPermission => {
            among(&[K::LambdaPermission, K::LambdaPermissionAny])
        }
        RuleId::LambdaUrlPermission => kind == K::FunctionUrlPermission,
        RuleId::LambdaUrlPayloadHash => kind == K::SendPayloadHash,
        RuleId::ApiDomainNoMapping | RuleId::ApiDomainApiMissing => among(PATH),
        RuleId::RestApiStageMissing | RuleId::HttpApiStageMissing => among(PATH),
        RuleId::RestApiResourceNotFound
        | RuleId::RestApiResourceNotFoundAuthorization
        | RuleId::HttpApiRouteNotFound => among(&[K::NearestPath, K::NearestMethod, K::CatchAll]) || among(PATH),
        _ => false,
    }
}
