//! The cause: what in the scenario, or in the request, made the deciding rule decide so.
//!
//! A rule says what AWS looked at; its cause is who put it there. `Forbidden` for an unknown stage has one cause when the
//! viewer's path came without an origin path, and another when the origin path itself names no stage.

use hopscope_routing::RuleId;
use hopscope_routing::path::PathSource;
use hopscope_routing::tls::name_covers;
use hopscope_routing::trace::{Outcome, Trace, Value};
use hopscope_routing::url::Url;
use hopscope_scenario::request::Request;
use hopscope_scenario::resource_policy::Statement;
use hopscope_scenario::{FieldPath, Scenario};

use super::refusal::{Deciding, list, values};
use super::{host, object, place, preflight, resource, stage};

/// What made a rule decide as it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which of the known causes.
    pub kind: CauseKind,
    /// The id of the rule that decided.
    pub rule: RuleId,
    /// The field of the scenario at fault. None: it is the request, or nothing that a scenario holds.
    pub field: Option<FieldPath>,
    /// What the cause's text names.
    pub values: Vec<(&'static str, String)>,
}

/// Which cause it is. [`CauseKind::Rule`] for rules that have one cause alone: themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// The rule's own: it has no other.
    Rule,
    /// The first segment came with the viewer's path, and no origin path stands in front of it.
    NoOriginPath,
    /// The first segment is the origin path's, and names no stage.
    OriginPathNoStage,
    /// A function wrote the first segment, and it names no stage.
    FunctionNoStage,
    /// The client itself called the API with a first segment that names no stage.
    UrlNoStage,
    /// A custom domain leads to a stage that the API does not have.
    MappingNoStage,
    /// The stage is there, in other letters: stage names are case-sensitive.
    StageCase,
    /// The path has no first segment.
    NoSegment,
    /// Without a prefix that somebody wrote, the path would be a resource's.
    PrefixLeft,
    /// The stage stands in the path twice.
    StageTwice,
    /// A custom domain has settled the stage, and the URL names it again.
    StageInDomain,
    /// A routing rule left the base path in place.
    BasePathLeft,
    /// The resource has the method, and the stage's deployment has not.
    NotDeployed,
    /// The resource is there, without the method.
    MethodMissing,
    /// `/` is no match for `{proxy+}`.
    RootOfProxy,
    /// The path is a resource's in other letters.
    PathCase,
    /// The object is not there, and who may not list the bucket is not told so.
    ObjectHidden,
    /// The behaviour forwards the viewer's `Host`.
    HostForwarded,
    /// A function set the `Host`.
    HostOfFunction,
    /// The client sent another `Host` than the URL's.
    HostOfClient,
    /// CloudFront did not hand on a header that was sent.
    HeaderDropped,
    /// CloudFront changed what had been signed.
    SignedElsewhere,
    /// The resource policy judges CloudFront's address: the API sees no other.
    PolicySeesCloudFront,
    /// The function's permissions are for other methods, stages or APIs.
    PermissionElsewhere,
    /// The origin is not signed for, so that it is asked anonymously.
    OriginUnsigned,
    /// The origin is a website endpoint, which speaks HTTP alone, and is asked over HTTPS.
    WebsiteHttps,
    /// The path names a folder, whose page S3's REST endpoint does not look for.
    FolderWithoutIndex,
    /// S3 reads a plus sign in the path as a space.
    PlusIsSpace,
    /// A preflight was asked, and the path has no `OPTIONS`.
    PreflightMissing,
    /// A preflight was asked for what browsers never send with it.
    PreflightAuthorized,
    /// The origin's certificate is for the viewer's name, and the origin is asked by another.
    CertificateForViewer,
    /// The place reached goes by the viewer's `Host`, and sees the origin's.
    HostReplaced,
    /// CloudFront did not hand on the query string.
    QueryDropped,
    /// The place reached sends the client to the origin's own name.
    RedirectToOrigin,
    /// The place reached sends the client to the very URL that it asked for.
    RedirectLoop,
    /// Another behaviour took the request than the one that leads where it was expected.
    BehaviorTook,
    /// The default behaviour took it: no pattern matches.
    DefaultTook,
    /// The behaviour leads to another origin than the one that leads where it was expected.
    OtherOrigin,
    /// The method is the expected one, in another stage.
    OtherStage,
    /// The request ended in another place than expected.
    Elsewhere,
    /// Who was to answer did so, with an error of its own.
    OwnError,
    /// A refusal was expected, and nothing refuses.
    NothingRefused,
    /// The answer is right but for the status.
    OtherStatus,
}

impl CauseKind {
    /// Every cause.
    pub const ALL: &[Self] = &[
        Self::Rule,
        Self::NoOriginPath,
        Self::OriginPathNoStage,
        Self::FunctionNoStage,
        Self::UrlNoStage,
        Self::MappingNoStage,
        Self::StageCase,
        Self::NoSegment,
        Self::PrefixLeft,
        Self::StageTwice,
        Self::StageInDomain,
        Self::BasePathLeft,
        Self::NotDeployed,
        Self::MethodMissing,
        Self::RootOfProxy,
        Self::PathCase,
        Self::ObjectHidden,
        Self::HostForwarded,
        Self::HostOfFunction,
        Self::HostOfClient,
        Self::HeaderDropped,
        Self::SignedElsewhere,
        Self::PolicySeesCloudFront,
        Self::PermissionElsewhere,
        Self::OriginUnsigned,
        Self::WebsiteHttps,
        Self::FolderWithoutIndex,
        Self::PlusIsSpace,
        Self::PreflightMissing,
        Self::PreflightAuthorized,
        Self::CertificateForViewer,
        Self::HostReplaced,
        Self::QueryDropped,
        Self::RedirectToOrigin,
        Self::RedirectLoop,
        Self::BehaviorTook,
        Self::DefaultTook,
        Self::OtherOrigin,
        Self::OtherStage,
        Self::Elsewhere,
        Self::OwnError,
        Self::NothingRefused,
        Self::OtherStatus,
    ];

    /// Its name in keys of texts and in test files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::NoOriginPath => "no_origin_path",
            Self::OriginPathNoStage => "origin_path_no_stage",
            Self::FunctionNoStage => "function_no_stage",
            Self::UrlNoStage => "url_no_stage",
            Self::MappingNoStage => "mapping_no_stage",
            Self::StageCase => "stage_case",
            Self::NoSegment => "no_segment",
            Self::PrefixLeft => "prefix_left",
            Self::StageTwice => "stage_twice",
            Self::StageInDomain => "stage_in_domain",
            Self::BasePathLeft => "base_path_left",
            Self::NotDeployed => "not_deployed",
            Self::MethodMissing => "method_missing",
            Self::RootOfProxy => "root_of_proxy",
            Self::PathCase => "path_case",
            Self::ObjectHidden => "object_hidden",
            Self::HostForwarded => "host_forwarded",
            Self::HostOfFunction => "host_of_function",
            Self::HostOfClient => "host_of_client",
            Self::HeaderDropped => "header_dropped",
            Self::SignedElsewhere => "signed_elsewhere",
            Self::PolicySeesCloudFront => "policy_sees_cloudfront",
            Self::PermissionElsewhere => "permission_elsewhere",
            Self::OriginUnsigned => "origin_unsigned",
            Self::WebsiteHttps => "website_https",
            Self::FolderWithoutIndex => "folder_without_index",
            Self::PlusIsSpace => "plus_is_space",
            Self::PreflightMissing => "preflight_missing",
            Self::PreflightAuthorized => "preflight_authorized",
            Self::CertificateForViewer => "certificate_for_viewer",
            Self::HostReplaced => "host_replaced",
            Self::QueryDropped => "query_dropped",
            Self::RedirectToOrigin => "redirect_to_origin",
            Self::RedirectLoop => "redirect_loop",
            Self::BehaviorTook => "behavior_took",
            Self::DefaultTook => "default_took",
            Self::OtherOrigin => "other_origin",
            Self::OtherStage => "other_stage",
            Self::Elsewhere => "elsewhere",
            Self::OwnError => "own_error",
            Self::NothingRefused => "nothing_refused",
            Self::OtherStatus => "other_status",
        }
    }
}

/// What a cause is looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The scenario, without error pages where one stands in front of the answer.
    pub scenario: &'a Scenario,
    /// The scenario as it is.
    pub deployed: &'a Scenario,
    /// The request.
    pub request: &'a Request,
    /// Its trace, without error pages in front of the answer.
    pub trace: &'a Trace,
    /// The step that decided.
    pub deciding: Deciding<'a>,
}

impl<'a> Case<'a> {
    /// The case of a trace. None: no step of it decided.
    pub fn new(scenario: &'a Scenario, request: &'a Request, trace: &'a Trace) -> Option<Self> {
        Some(Self { scenario, deployed: scenario, request, trace, deciding: Deciding::of(trace)? })
    }

    /// The case, of a scenario that has error pages besides.
    pub fn within(self, deployed: &'a Scenario) -> Self {
        Self { deployed, ..self }
    }

    /// The user's distribution on the way to the deciding hop.
    pub fn edge(&self) -> Option<place::Edge> {
        place::Edge::before(self.scenario, self.trace, self.deciding.index)
    }

    /// A cause of the deciding rule.
    pub fn cause(&self, kind: CauseKind, field: Option<FieldPath>, more: Vec<(&'static str, String)>) -> Cause {
        let mut all = more;
        // A policy that is silent denies nobody.
        if self.deciding.text("verdict") == "deny" {
            all.push(("denied_by", "Deny".to_owned()));
        }
        for (name, value) in values(&self.deciding.step.detail) {
            if all.iter().all(|(each, _)| *each != name) {
                all.push((name, value));
            }
        }
        if let Some(edge) = self.edge() {
            all.push(("pattern", edge.pattern(self.scenario)));
            if let Some(origin) = edge.origin(self.scenario) {
                all.push(("origin_id", origin.origin_id.clone()));
                all.push(("origin_path", origin.origin_path.clone()));
            }
            all.push(("distribution", self.deciding_distribution(edge)));
        }
        all.push(("hop_id", self.deciding.hop.id.to_string()));
        Cause { kind, rule: self.deciding.step.rule.id, field, values: all }
    }

    fn deciding_distribution(&self, edge: place::Edge) -> String {
        edge.distribution(self.scenario).map(|each| each.id.clone()).unwrap_or_default()
    }
}

/// The cause of a refusal, or of an answer that its place gave as an error of its own.
pub fn of(case: &Case<'_>) -> Cause {
    let specific =
        host::comes_back(case).or_else(|| preflight::of(case)).or_else(|| match case.deciding.step.rule.id {
            RuleId::RestApiStageMissing | RuleId::HttpApiStageMissing => stage::of(case),
            RuleId::RestApiResourceNotFound
            | RuleId::RestApiResourceNotFoundAuthorization
            | RuleId::HttpApiRouteNotFound => resource::of(case),
            RuleId::RestApiEdgeHostUnknown
            | RuleId::RestApiHostUnknown
            | RuleId::HttpApiHostUnknown
            | RuleId::LambdaUrlHostForeign
            | RuleId::S3HostForeign
            | RuleId::S3Signature
            | RuleId::S3WebsiteNotFound => host::of(case),
            RuleId::S3KeyNotFound | RuleId::S3WebsiteKeyNotFound => object::of(case),
            RuleId::CloudfrontOriginCertificate
                if case.deciding.rule("because") == Some(RuleId::ApiDomainCertificate) =>
            {
                host::of(case)
            }
            RuleId::CloudfrontOriginCertificate => certificate_for_viewer(case),
            RuleId::CloudfrontOriginConnect if case.deciding.rule("because") == Some(RuleId::S3WebsiteHttps) => {
                website_https(case)
            }
            RuleId::RestApiIdentitySource | RuleId::RestApiApiKey | RuleId::HttpApiJwtAuthorizer => dropped(case),
            RuleId::RestApiSignatureMissing => dropped_header(case, "authorization"),
            RuleId::LambdaUrlUnsigned => dropped_header(case, "authorization").or_else(|| unsigned(case)),
            RuleId::S3Access => unsigned(case),
            RuleId::RestApiSignatureInvalid | RuleId::LambdaUrlSignature => signed_elsewhere(case),
            RuleId::RestApiResourcePolicy => policy(case),
            RuleId::RestApiLambdaPermission | RuleId::HttpApiLambdaPermission => permission(case),
            _ => None,
        });
    let is_own = case.trace.reaches.is_some() && case.deciding.step.outcome != Outcome::Refused;
    specific.unwrap_or_else(|| {
        if is_own {
            let place = case.trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or_default();
            let status = case.trace.response.as_ref().map(|response| response.status.to_string()).unwrap_or_default();
            case.cause(CauseKind::OwnError, own_field(case), vec![("place", place), ("status", status)])
        } else {
            case.cause(CauseKind::Rule, super::field::of(case), Vec::new())
        }
    })
}

/// The field that prescribes a place's own answer.
fn own_field(case: &Case<'_>) -> Option<FieldPath> {
    super::field::of(case)
}

/// The header that a decision missed, if the client sent it and a distribution did not hand it on.
fn dropped(case: &Case<'_>) -> Option<Cause> {
    let header = match case.deciding.step.rule.id {
        RuleId::RestApiApiKey => "x-api-key",
        RuleId::RestApiIdentitySource => {
            case.deciding.text("identity_source").strip_prefix("method.request.header.")?
        }
        _ => "authorization",
    };
    dropped_header(case, header)
}

fn dropped_header(case: &Case<'_>, header: &str) -> Option<Cause> {
    let was_sent = case.trace.hops.first()?.received.headers.has(header);
    if !was_sent || case.deciding.hop.received.headers.has(header) {
        return None;
    }
    let edge = case.edge()?;
    let field = edge.behavior_path().field("origin_request_policy");
    Some(case.cause(CauseKind::HeaderDropped, Some(field), vec![("header", header.to_owned())]))
}

/// An origin that wants CloudFront's signature, and an origin access control that does not sign.
fn unsigned(case: &Case<'_>) -> Option<Cause> {
    let edge = case.edge()?;
    let origin = edge.origin(case.scenario)?;
    let wants = match case.deciding.step.rule.id {
        RuleId::S3Access => matches!(case.deciding.text("access"), "oac" | "oai"),
        _ => true,
    };
    let is_signed = matches!(case.deciding.text("reader"), "oac" | "oai");
    if !wants || is_signed {
        return None;
    }
    let field = edge.origin_path()?.field("origin_access_control");
    Some(case.cause(CauseKind::OriginUnsigned, Some(field), vec![("origin", origin.domain_name.clone())]))
}

/// A certificate that would do if the viewer's `Host` were forwarded.
fn certificate_for_viewer(case: &Case<'_>) -> Option<Cause> {
    let edge = case.edge()?;
    let host = Url::parse(&case.request.url).ok()?.host;
    let covers = list(&case.deciding.step.detail, "certificate").iter().any(|name| name_covers(name, &host));
    let field = edge.behavior_path().field("origin_request_policy");
    covers.then(|| case.cause(CauseKind::CertificateForViewer, Some(field), vec![("viewer_host", host.to_string())]))
}

/// A website endpoint that is asked over HTTPS.
fn website_https(case: &Case<'_>) -> Option<Cause> {
    let edge = case.edge()?;
    let field = edge.origin_path()?.field("custom_origin_config");
    let config = edge.origin(case.scenario)?.custom_origin_config.as_ref();
    let field = if config.is_some() { field.field("origin_protocol_policy") } else { field };
    let policy = config.cloned().unwrap_or_default().origin_protocol_policy.as_str().to_owned();
    Some(case.cause(CauseKind::WebsiteHttps, Some(field), vec![("policy", policy)]))
}

/// A signature that was right when the client made it.
fn signed_elsewhere(case: &Case<'_>) -> Option<Cause> {
    let part = [case.deciding.text("mismatch"), case.deciding.text("because")]
        .into_iter()
        .find(|part| matches!(*part, "host" | "path" | "query"))?;
    let edge = case.edge()?;
    Some(case.cause(CauseKind::SignedElsewhere, Some(edge.behavior_path()), vec![("part", part.to_owned())]))
}

/// A policy that would let the client in, had it not come through CloudFront.
fn policy(case: &Case<'_>) -> Option<Cause> {
    let through = case.deciding.step.detail.get("through_cloudfront") == Some(&Value::Flag(true));
    let index = place::rest_api(case.deciding.hop)?;
    let policy = case.scenario.rest_apis.get(index)?.policy.as_ref()?;
    let by_address = |statement: &Statement| {
        statement.condition.values().any(|keys| keys.keys().any(|key| key.eq_ignore_ascii_case("aws:SourceIp")))
    };
    let judges = !policy.ip.is_empty() || !policy.not_ip.is_empty() || policy.statement.iter().any(by_address);
    let field = FieldPath::root().field("rest_apis").index(index).field("policy");
    (through && judges).then(|| case.cause(CauseKind::PolicySeesCloudFront, Some(field), Vec::new()))
}

/// Permissions of the function that are for something else.
fn permission(case: &Case<'_>) -> Option<Cause> {
    let index = place::lambda(case.scenario, case.deciding.text("lambda"))?;
    let permissions = case.scenario.lambdas.get(index)?.permissions.as_ref()?;
    let has: Vec<String> =
        permissions.iter().map(|each| each.source_arn.clone()).filter(|arn| !arn.is_empty()).take(3).collect();
    let field = FieldPath::root().field("lambdas").index(index).field("permissions");
    if has.is_empty() {
        return Some(case.cause(CauseKind::Rule, Some(field), Vec::new()));
    }
    Some(case.cause(CauseKind::PermissionElsewhere, Some(field), vec![("has", has.join("`, `"))]))
}

/// Who wrote the first piece of a path.
pub fn first_source(path: &hopscope_routing::path::Path) -> PathSource {
    path.pieces().next().map_or(PathSource::Viewer, |(_, source)| source)
}
