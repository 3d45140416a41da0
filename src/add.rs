//! What "+ Add" adds: a part with all that makes it answer. A bucket, an API or a load balancer comes with its origin in
//! the shown distribution, and with the permission that CloudFront or API Gateway needs.

use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::edge_call::EdgeEventType;
use hopscope_scenario::{FieldPath, Scenario};
use serde_json::{Value, json};

use crate::edge_edit;
use crate::edit::Edit;
use crate::new::{self, ACCOUNT};
use crate::selection::FormSection;

/// What can be added, in the order of the menu. The key of the name of one is `add.<name>`.
pub const KINDS: &[&str] = &[
    "bucket",
    "http_api",
    "rest_api",
    "function_url",
    "load_balancer",
    "server",
    "error_page",
    "dns_record",
    "custom_domain",
    "edge_function",
    "web_acl",
    "cache_policy",
    "origin_request_policy",
    "response_headers_policy",
    "lambda",
    "distribution",
];

/// An addition.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// The change.
    pub edit: Edit,
    /// The part that is shown then, where only one of a kind is.
    pub show: Option<(FormSection, usize)>,
    /// The place of what is new.
    pub at: FieldPath,
}

const REGION: &str = "ap-northeast-1";

/// What an addition is made of, piece by piece.
struct Draft<'a> {
    scenario: &'a Scenario,
    /// The shown distribution, with its place.
    distribution: Option<(&'a Distribution, FieldPath)>,
    /// The shown behaviour of it, from 0.
    behavior: usize,
    edits: Vec<Edit>,
    show: Option<(FormSection, usize)>,
}

/// The addition of a kind, beside the distribution and the behaviour of it that are shown, from 0.
pub fn addition(kind: &str, scenario: &Scenario, (shown, behavior): (usize, usize)) -> Addition {
    let distribution = scenario.distributions.get(shown);
    let distribution = distribution.map(|each| (each, FieldPath::root().field("distributions").index(shown)));
    let mut draft = Draft { scenario, distribution, behavior, edits: Vec::new(), show: None };
    let at = match kind {
        "bucket" => draft.bucket(),
        "http_api" => draft.http_api(),
        "rest_api" => draft.rest_api(),
        "function_url" => draft.function_url(),
        "load_balancer" => draft.load_balancer(),
        "server" => draft.server(),
        "error_page" => draft.error_page(),
        "dns_record" => draft.dns_record(),
        "custom_domain" => draft.custom_domain(),
        "edge_function" => draft.edge_function(),
        "web_acl" => draft.web_acl(),
        "cache_policy" => draft.policy("cache_policies", scenario.cache_policies.len()),
        "origin_request_policy" => draft.policy("origin_request_policies", scenario.origin_request_policies.len()),
        "response_headers_policy" => {
            draft.policy("response_headers_policies", scenario.response_headers_policies.len())
        }
        "lambda" => draft.lambda(),
        _ => draft.a_distribution(),
    };
    Addition { edit: Edit::All(draft.edits), show: draft.show, at }
}

impl Draft<'_> {
    /// Adds a part of the scenario.
    fn part(&mut self, list: &str, count: usize, value: Value) -> FieldPath {
        let at = FieldPath::root().field(list).index(count);
        self.edits.push(Edit::Insert(at.clone(), value));
        at
    }

    /// The place of the shown distribution, which is added where there is none.
    fn distribution_at(&mut self) -> FieldPath {
        match &self.distribution {
            Some((_, at)) => at.clone(),
            None => FieldPath::root().field("distributions").index(0),
        }
    }

    /// Adds an origin to the shown distribution, or a distribution with it. Its id.
    fn origin(&mut self, base: &str, mut origin: Value) -> String {
        let taken = self.distribution.iter().flat_map(|(each, ..)| &each.origin).map(|each| each.origin_id.as_str());
        let id = new::name(base, taken);
        set(&mut origin, "origin_id", json!(id));
        match &self.distribution {
            Some((distribution, at)) => {
                let index = distribution.origin.len();
                self.edits.push(Edit::Insert(at.field("origin").index(index), origin));
                self.show = Some((FormSection::Origin, index));
                // The first origin is the default behaviour's.
                if distribution.origin.is_empty() {
                    let target = at.field("default_cache_behavior").field("target_origin_id");
                    self.edits.push(Edit::text(target, id.clone()));
                }
            }
            None => {
                let mut distribution = new::distribution(self.scenario);
                set(&mut distribution, "origin", json!([origin]));
                set(&mut distribution, "default_cache_behavior", default_behavior(&id, base == "s3"));
                if base == "s3" {
                    set(&mut distribution, "default_root_object", json!("index.html"));
                }
                self.part("distributions", 0, distribution);
                self.show = Some((FormSection::Origin, 0));
            }
        }
        id
    }

    /// Sends `/api/*` to an origin, where the distribution has another one already and none of its behaviours does.
    fn behavior(&mut self, origin: &str) {
        let Some((distribution, at)) = &self.distribution else { return };
        let pattern = "/api/*";
        let is_taken = distribution.ordered_cache_behavior.iter().any(|each| each.path_pattern.as_str() == pattern);
        if distribution.origin.is_empty() || is_taken {
            return;
        }
        let mut behavior = new::behavior(origin);
        set(&mut behavior, "path_pattern", json!(pattern));
        self.edits.push(Edit::Insert(at.field("ordered_cache_behavior").index(0), behavior));
    }

    /// The name of the first function, which is added where there is none.
    fn a_lambda(&mut self) -> String {
        if self.scenario.lambdas.is_empty() {
            self.part("lambdas", 0, new::lambda(self.scenario));
            return "function".to_owned();
        }
        new::first_lambda(self.scenario)
    }

    fn bucket(&mut self) -> FieldPath {
        let (bucket, origin) = new::bucket(self.scenario);
        let at = self.part("buckets", self.scenario.buckets.len(), bucket);
        self.origin("s3", origin);
        at
    }

    fn http_api(&mut self) -> FieldPath {
        let lambda = self.a_lambda();
        let mut api = new::http_api(self.scenario);
        let id = text(&api, "id");
        let route = if self.has_origin() { "GET /api/hello" } else { "GET /hello" };
        set(&mut api, "routes", json!([new::route(route, &lambda)]));
        let count = self.scenario.http_apis.len();
        let at = self.part("http_apis", count, api);
        let origin = self.origin("api", json!({"domain_name": execute_api(&id)}));
        self.behavior(&origin);
        self.grant(&id, "/*/*/*");
        self.show = Some((FormSection::HttpApi, count));
        at
    }

    fn rest_api(&mut self) -> FieldPath {
        let lambda = self.a_lambda();
        let mut api = new::rest_api(self.scenario);
        let id = text(&api, "id");
        let path = if self.has_origin() { "/api/hello" } else { "/hello" };
        set(&mut api, "resources", json!([new::resource(path, &lambda)]));
        set(&mut api, "endpoint_type", json!("REGIONAL"));
        let count = self.scenario.rest_apis.len();
        let at = self.part("rest_apis", count, api);
        let origin = self.origin("api", json!({"domain_name": execute_api(&id), "origin_path": "/prod"}));
        self.behavior(&origin);
        self.grant(&id, "/*/*/*");
        self.show = Some((FormSection::RestApi, count));
        at
    }

    fn has_origin(&self) -> bool {
        self.distribution.as_ref().is_some_and(|(each, ..)| !each.origin.is_empty())
    }

    /// Lets an API call the first function, where that says who may.
    fn grant(&mut self, api: &str, of: &str) {
        let Some(permissions) = self.scenario.lambdas.first().and_then(|lambda| lambda.permissions.as_ref()) else {
            return;
        };
        let at = FieldPath::root().field("lambdas").index(0).field("permissions").index(permissions.len());
        let arn = format!("arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}{of}");
        self.edits.push(Edit::Insert(at, json!({"principal": "apigateway.amazonaws.com", "source_arn": arn})));
    }

    /// A function with a URL that only the shown distribution may call: it signs, and has the two grants it needs.
    fn function_url(&mut self) -> FieldPath {
        let mut lambda = new::lambda(self.scenario);
        let count = self.scenario.lambdas.len();
        let host = format!("{}.lambda-url.{REGION}.on.aws", numbered("abcdefghijklmnopqrstuvwxyz012345", count));
        let id = self.distribution.as_ref().map_or("E2EXAMPLE", |(each, ..)| each.id.as_str());
        let arn = format!("arn:aws:cloudfront::{ACCOUNT}:distribution/{id}");
        let grant =
            |action: &str| json!({"principal": "cloudfront.amazonaws.com", "action": action, "source_arn": arn});
        set(&mut lambda, "function_url", json!({"domain_name": host, "authorization_type": "AWS_IAM"}));
        set(&mut lambda, "permissions", json!([grant("lambda:InvokeFunctionUrl"), grant("lambda:InvokeFunction")]));
        let at = self.part("lambdas", count, lambda);
        let origin = self.origin("url", json!({"domain_name": host, "origin_access_control": {}}));
        self.behavior(&origin);
        self.show = Some((FormSection::Lambda, count));
        at
    }

    /// Load balancers have no certificate for their own name: CloudFront comes over HTTP.
    fn load_balancer(&mut self) -> FieldPath {
        let count = self.scenario.load_balancers.len();
        let host = format!("lb-{}.{REGION}.elb.amazonaws.com", 123_456_789 + count);
        let rules = json!([{"path": ["/*"], "response": {"body": "hello"}}]);
        let at = self.part(
            "load_balancers",
            count,
            json!({"domain_name": host, "rules": rules, "default": {"status": 404}}),
        );
        let config = json!({"origin_protocol_policy": "http-only"});
        self.origin("lb", json!({"domain_name": host, "custom_origin_config": config}));
        at
    }

    fn server(&mut self) -> FieldPath {
        let hosts = self.scenario.servers.iter().map(|each| each.domain_name.as_str());
        let host =
            [&new::name("origin", hosts.filter_map(|host| host.strip_suffix(".example.net"))), ".example.net"].concat();
        let count = self.scenario.servers.len();
        let at = self.part("servers", count, json!({"domain_name": host, "routes": [{"response": {"body": "hello"}}]}));
        let config = json!({"origin_protocol_policy": "https-only"});
        self.origin("server", json!({"domain_name": host, "custom_origin_config": config}));
        at
    }

    /// The page of a single-page application, for what S3 says of a route that is no object.
    fn error_page(&mut self) -> FieldPath {
        let codes = [403, 404, 400, 405, 414, 416, 500, 501, 502, 503, 504];
        let pages =
            self.distribution.as_ref().map(|(each, ..)| each.custom_error_response.as_slice()).unwrap_or_default();
        let is_free = |code: &u16| pages.iter().all(|page| page.error_code.to_string() != code.to_string());
        let code = codes.into_iter().find(is_free).unwrap_or(404);
        let page = json!({"error_code": code, "response_code": 200, "response_page_path": "/index.html"});
        let at = self.distribution_at().field("custom_error_response").index(pages.len());
        if self.distribution.is_none() {
            self.a_distribution();
        }
        self.edits.push(Edit::Insert(at.clone(), page));
        at
    }

    /// A record leads to the distribution, which then has to have the name, too.
    fn dns_record(&mut self) -> FieldPath {
        let record = new::dns_record(self.scenario);
        let name = text(&record, "name");
        if let Some((distribution, at)) = &self.distribution
            && *at == FieldPath::root().field("distributions").index(0)
            && !distribution.aliases.contains(&name)
        {
            self.edits.push(Edit::Insert(at.field("aliases").index(distribution.aliases.len()), json!(name)));
        }
        self.part("dns", self.scenario.dns.len(), record)
    }

    /// A name of API Gateway's leads to the first API, which is added where there is none.
    fn custom_domain(&mut self) -> FieldPath {
        let mut domain = new::domain_name(self.scenario);
        if self.scenario.rest_apis.is_empty() && self.scenario.http_apis.is_empty() {
            let id = text(&new::http_api(self.scenario), "id");
            self.http_api();
            self.show = None;
            set(&mut domain, "base_path_mappings", json!([{"api": id, "stage": "$default"}]));
        }
        self.part("domain_names", self.scenario.domain_names.len(), domain)
    }

    /// A function that the shown behaviour runs before all else, where it runs none there yet.
    fn edge_function(&mut self) -> FieldPath {
        let count = self.scenario.edge_functions.len();
        self.show = Some((FormSection::EdgeFunction, count));
        let function = new::edge_function(self.scenario);
        let name = text(&function, "name");
        let added = self.part("edge_functions", count, function);
        if let Some((distribution, at)) = &self.distribution {
            let (behavior, at) = match distribution.ordered_cache_behavior.get(self.behavior) {
                Some(ordered) => (ordered, at.field("ordered_cache_behavior").index(self.behavior)),
                None => (&distribution.default_cache_behavior, at.field("default_cache_behavior")),
            };
            let event = EdgeEventType::ViewerRequest;
            if edge_edit::associated(behavior, event).is_none() {
                self.edits.push(edge_edit::associate(self.scenario, &at, behavior, event, Some(&name)));
            }
        }
        added
    }

    fn web_acl(&mut self) -> FieldPath {
        let at = self.distribution_at().field("web_acl");
        if self.distribution.is_none() {
            self.a_distribution();
        }
        let rules = json!([{"name": "rule", "action": "block", "statement": {"ip_set_reference_statement": {"addresses": ["198.51.100.0/24"]}}}]);
        self.edits.push(Edit::Set(at.clone(), json!({"default_action": "allow", "rule": rules})));
        at.field("default_action")
    }

    fn policy(&mut self, list: &str, count: usize) -> FieldPath {
        self.part(list, count, json!({"name": numbered("policy", count)}))
    }

    fn lambda(&mut self) -> FieldPath {
        let count = self.scenario.lambdas.len();
        self.show = Some((FormSection::Lambda, count));
        self.part("lambdas", count, new::lambda(self.scenario))
    }

    fn a_distribution(&mut self) -> FieldPath {
        let count = self.scenario.distributions.len();
        self.show = Some((FormSection::Distribution, count));
        self.part("distributions", count, new::distribution(self.scenario))
    }
}

fn default_behavior(origin: &str, is_bucket: bool) -> Value {
    match is_bucket {
        true => json!({
            "target_origin_id": origin, "viewer_protocol_policy": "redirect-to-https", "cache_policy": "CachingOptimized",
        }),
        false => json!({
            "target_origin_id": origin, "viewer_protocol_policy": "redirect-to-https", "cache_policy": "CachingDisabled",
            "origin_request_policy": "AllViewerExceptHostHeader",
        }),
    }
}

fn execute_api(id: &str) -> String {
    format!("{id}.execute-api.{REGION}.amazonaws.com")
}

/// A name, with the number of those before it where there are any.
fn numbered(base: &str, before: usize) -> String {
    if before == 0 { base.to_owned() } else { format!("{base}{}", before + 1) }
}

fn text(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn set(document: &mut Value, field: &str, value: Value) {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn add(scenario: &Scenario, kind: &str) -> Scenario {
        addition(kind, scenario, (0, 0)).edit.apply(scenario).unwrap()
    }

    fn status(scenario: &Scenario, url: &str) -> Option<u16> {
        let request = hopscope_scenario::request::Request { url: url.to_owned(), ..Default::default() };
        let trace = hopscope_routing::trace(scenario, &request);
        trace.response.map(|response| response.status.get())
    }

    #[test]
    fn each_can_be_added_to_nothing_and_to_what_there_is_and_twice() {
        for kind in KINDS {
            let once = add(&Scenario::default(), kind);
            assert_ne!(once, Scenario::default(), "{kind}");
            let twice = add(&add(&new::scenario(), kind), kind);
            for scenario in [&once, &twice] {
                assert_eq!((scenario.unknown_fields(), scenario.problems()), (Vec::new(), Vec::new()), "{kind}");
            }
            let at = addition(kind, &Scenario::default(), (0, 0)).at.to_string();
            assert!(at.contains('['), "{kind} has a place: {at}");
        }
    }

    #[test]
    fn what_is_added_to_nothing_answers() {
        let host = "https://d222222.cloudfront.net";
        for (kind, path) in [
            ("bucket", "/index.html"),
            ("http_api", "/hello"),
            ("rest_api", "/hello"),
            ("function_url", "/"),
            ("load_balancer", "/"),
            ("server", "/"),
        ] {
            let scenario = add(&Scenario::default(), kind);
            assert_eq!(status(&scenario, &format!("{host}{path}")), Some(200), "{kind}");
        }
    }

    #[test]
    fn a_site_an_api_a_name_and_a_page_for_routes_are_four_additions() {
        let mut scenario = Scenario::default();
        for kind in ["bucket", "http_api", "dns_record", "error_page"] {
            scenario = add(&scenario, kind);
        }
        let host = "https://www.example.com";
        for path in ["/", "/api/hello", "/settings"] {
            assert_eq!(status(&scenario, &format!("{host}{path}")), Some(200), "{path}");
        }
    }

    #[test]
    fn an_api_is_let_in_where_the_function_says_who_may_call() {
        let scenario = add(&new::scenario(), "http_api");
        assert_eq!(status(&scenario, "https://d111111abcdef8.cloudfront.net/api/hello"), Some(200));
    }
}
