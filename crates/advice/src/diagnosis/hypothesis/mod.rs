//! Lifting a refusal: the scenario and the request as they would be if one rule had let the request pass.
//!
//! A hypothesis is no advice: it answers "what would AWS say next?". It is drafted as a whole scenario and a whole
//! request, so that the engine can say what becomes of them, and told as the edits that lead there.
//!
//! | module | lifts |
//! | --- | --- |
//! | [`distribution`] | what a distribution refuses, and what it forwards that others refuse |
//! | [`api`] | what API Gateway and the functions behind it refuse |
//! | [`origin`] | what function URLs, buckets, load balancers and servers refuse |

use hopscope_scenario::difference::{between, difference};
use hopscope_scenario::request::Request;
use hopscope_scenario::{Edit, Part, Scenario};

use super::cause::Case;

mod api;
mod distribution;
mod origin;

/// A hypothesis: one thing is otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// What is otherwise.
    pub kind: HypothesisKind,
    /// What its text names.
    pub values: Vec<(&'static str, String)>,
    /// What is edited: of the scenario without the error pages that stand in front of the answer, as the hypotheses
    /// before this one left it.
    pub edits: Vec<Edit>,
}

/// A hypothesis that is yet to be traced.
#[derive(Clone, Debug)]
pub struct Draft {
    kind: HypothesisKind,
    values: Vec<(&'static str, String)>,
    /// The scenario as it would be.
    pub scenario: Scenario,
    /// The request as it would be.
    pub request: Request,
}

/// Declares the kinds of hypotheses, each with its name in keys of texts.
macro_rules! hypothesis_kinds {
    ($( $(#[$meta:meta])* $name:ident = $word:literal, )*) => {
        /// What is otherwise in a hypothesis.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum HypothesisKind { $( $(#[$meta])* $name, )* }

        impl HypothesisKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in keys of texts.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

hypothesis_kinds! {
    /// The distribution has the host as an alias.
    AliasExists = "alias_exists",
    /// The client sends the URL's own host.
    HostOfUrl = "host_of_url",
    /// The distribution is enabled.
    DistributionEnabled = "distribution_enabled",
    /// The request comes over HTTPS.
    Https = "https",
    /// The request comes over HTTP.
    Http = "http",
    /// Every country is served.
    EveryCountry = "every_country",
    /// The URL is signed, and valid.
    UrlSigned = "url_signed",
    /// The web ACL lets the request pass.
    WebAclAllows = "web_acl_allows",
    /// The behaviour allows the method.
    MethodAllowed = "method_allowed",
    /// The request has no body.
    NoBody = "no_body",
    /// The distribution has no default root object.
    NoRootObject = "no_root_object",
    /// The behaviour leads to the distribution's one origin.
    OriginChosen = "origin_chosen",
    /// The behaviour uses a policy that exists.
    PolicyKnown = "policy_known",
    /// The certificate covers the name.
    CertificateCovers = "certificate_covers",
    /// The origin is the scenario's one API.
    OriginIsApi = "origin_is_api",
    /// CloudFront asks the origin over HTTPS at port 443.
    OriginHttps = "origin_https",
    /// CloudFront asks the origin over HTTP.
    OriginHttp = "origin_http",
    /// The function lets everything pass unchanged.
    FunctionPasses = "function_passes",
    /// The viewer's `Host` is not forwarded.
    HostNotForwarded = "host_not_forwarded",
    /// A header goes to the origin.
    HeaderForwarded = "header_forwarded",
    /// The API is open to the internet.
    ApiPublic = "api_public",
    /// The API's own endpoint is enabled.
    EndpointEnabled = "endpoint_enabled",
    /// The stage exists.
    StageExists = "stage_exists",
    /// The origin path names a stage.
    OriginPathStage = "origin_path_stage",
    /// The resource has the method, in the stage's deployment.
    ResourceExists = "resource_exists",
    /// The method is deployed to the stage.
    MethodDeployed = "method_deployed",
    /// The resource policy allows everyone.
    PolicyAllows = "policy_allows",
    /// The request is signed rightly as it arrives.
    SignatureRight = "signature_right",
    /// The method or route takes everyone.
    NoAuthorization = "no_authorization",
    /// The request carries a header.
    HeaderSent = "header_sent",
    /// The authorizer allows.
    AuthorizerAllows = "authorizer_allows",
    /// The function exists.
    LambdaExists = "lambda_exists",
    /// The function's policy lets the caller call it.
    PermissionExists = "permission_exists",
    /// The function answers as it should.
    LambdaWorks = "lambda_works",
    /// The domain has a mapping for the path.
    MappingExists = "mapping_exists",
    /// The route exists.
    RouteExists = "route_exists",
    /// The function has a URL of that name.
    UrlExists = "url_exists",
    /// CloudFront signs its requests to the origin.
    OriginSigned = "origin_signed",
    /// The bucket exists.
    BucketExists = "bucket_exists",
    /// The bucket is in the region that is asked.
    BucketRegion = "bucket_region",
    /// The bucket lets the caller read.
    BucketReadable = "bucket_readable",
    /// The bucket may be listed.
    BucketListable = "bucket_listable",
    /// The object exists.
    ObjectExists = "object_exists",
    /// The bucket has a website.
    WebsiteExists = "website_exists",
    /// The client follows the redirect.
    RedirectFollowed = "redirect_followed",
    /// The server has a route for the path.
    ServerRouteExists = "server_route_exists",
}

/// The hypotheses that might lift a refusal, the smallest first. None for what no change lifts.
pub fn candidates(case: &Case<'_>) -> Vec<Draft> {
    [distribution::hypotheses(case), api::hypotheses(case), origin::hypotheses(case)].into_iter().flatten().collect()
}

impl Draft {
    /// A hypothesis in which nothing is otherwise yet.
    fn of(case: &Case<'_>, kind: HypothesisKind) -> Self {
        Self { kind, values: Vec::new(), scenario: case.scenario.clone(), request: case.request.clone() }
    }

    /// The hypothesis, of a scenario with the request in a row of its table; and what it is traced with.
    pub fn told(self, scenario: &Scenario, (row, request): (usize, &Request)) -> (Hypothesis, Scenario, Request) {
        let mut edits = difference(scenario, &self.scenario);
        edits.extend(between(&Part::Request(row).path(), request, &self.request));
        (Hypothesis { kind: self.kind, values: self.values, edits }, self.scenario, self.request)
    }

    /// With a value that its text names.
    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The hypothesis after a change of the scenario. None: there is nothing to change.
    fn changed(mut self, change: impl FnOnce(&mut Scenario) -> Option<()>) -> Option<Self> {
        change(&mut self.scenario)?;
        Some(self)
    }

    /// The hypothesis after a change of the request.
    fn asked(mut self, change: impl FnOnce(&mut Request)) -> Option<Self> {
        change(&mut self.request);
        Some(self)
    }
}
