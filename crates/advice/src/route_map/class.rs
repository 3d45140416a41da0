//! The classes of a route map, and what becomes of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use hopscope_routing::RuleId;
use hopscope_routing::trace::Component;
use hopscope_routing::{Rule, Trace, trace};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::request::Request;
use hopscope_scenario::{Scenario, StatusCode};

use super::lookup::Lookup;
use hopscope_path_sets::sets::classes::Example;

/// Paths that are treated alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// How they are chosen in the first place.
    pub via: Via,
    /// What they get.
    pub answer: Answer,
    /// On what else than the path the answer depends.
    pub depends: Vec<Dependence>,
    /// The URL of the shortest path in normal form; if the class has none, of one that has `.` or `..` segments or
    /// doubled slashes.
    pub example: String,
    /// Whether the example's path is in normal form.
    pub is_normal: bool,
}

/// The cache behaviour that takes a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// An ordered behaviour.
    Behavior {
        /// Its place, from 0.
        index: usize,
        /// Its path pattern.
        pattern: String,
    },
    /// The default behaviour.
    DefaultBehavior,
    /// None: the front is no distribution.
    Direct,
}

/// What a request gets, as far as it is the same for all paths of a class.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status. None: no HTTP answer.
    pub status: Option<StatusCode>,
    /// Where the request ends. None: a hop refuses it.
    pub reaches: Option<String>,
    /// Who answers.
    pub by: Component,
    /// The rule that decides.
    pub rule: &'static Rule,
}

/// On what else than the path an answer depends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dependence {
    /// On the code of an edge function.
    EdgeFunction {
        /// Its name.
        name: String,
    },
    /// On header fields or query strings, by which a Lambda function chooses its answer.
    Responses {
        /// The function's name.
        lambda: String,
    },
    /// On header fields, by which a custom domain's routing rule chooses an API.
    RoutingRules {
        /// The domain.
        domain_name: String,
    },
    /// On the resource policy, which names paths or callers.
    ResourcePolicy {
        /// The API's id.
        api: String,
    },
    /// On header fields, by which a load balancer's rules choose.
    ListenerRules {
        /// The load balancer.
        domain_name: String,
    },
    /// On what a backend behind the API makes of the path.
    Backend {
        /// Its host, or the function's name.
        host: String,
    },
    /// On another distribution of the scenario, which has a map of its own.
    Distribution {
        /// Its id.
        id: String,
    },
}

impl Answer {
    /// What a trace came to.
    pub fn of(trace: &Trace) -> Self {
        Self {
            status: trace.response.as_ref().map(|response| response.status),
            reaches: trace.reaches.as_ref().map(|reaches| reaches.text.clone()),
            by: trace.answered_by,
            rule: trace.rule,
        }
    }

    /// What orders answers, and tells them apart: those that reach a place first.
    fn key(&self) -> (bool, Option<&str>, Option<u16>, &'static str, Component) {
        let status = self.status.map(StatusCode::get);
        (self.reaches.is_none(), self.reaches.as_deref(), status, self.rule.id.as_str(), self.by)
    }
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Answer {}

impl PartialOrd for Answer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Answer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// The rules of CloudFront that decide before any function of the behaviour runs.
const BEFORE_FUNCTIONS: &[RuleId] = &[
    RuleId::CloudfrontHostUnknown,
    RuleId::CloudfrontDistributionDisabled,
    RuleId::CloudfrontDomainFronting,
    RuleId::CloudfrontViewerProtocolPolicy,
    RuleId::CloudfrontGeoRestriction,
    RuleId::CloudfrontSignedRequest,
    RuleId::CloudfrontWebAcl,
    RuleId::CloudfrontAllowedMethods,
    RuleId::CloudfrontGetWithBody,
    RuleId::CloudfrontDefaultRootObjectInvalid,
];

/// Classes in the making.
pub(super) struct Classes<'s> {
    scenario: &'s Scenario,
    method: &'s str,
    host: String,
    /// The distinct answers, with what they depend on.
    answers: Vec<(Answer, Vec<Dependence>)>,
    answer_of: BTreeMap<(Answer, Vec<Dependence>), usize>,
    found: Vec<Class>,
    class_of: BTreeMap<(Via, usize), usize>,
    /// Whether a request that was asked about went through a distribution.
    pub(super) passed_distribution: bool,
}

/// An answer, by its place among the distinct ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct AnswerIndex(usize);

impl<'s> Classes<'s> {
    pub(super) fn new(scenario: &'s Scenario, method: &'s str, host: &str) -> Self {
        let host = super::example_host(host);
        let (answers, answer_of) = (Vec::new(), BTreeMap::new());
        let (found, class_of, passed_distribution) = (Vec::new(), BTreeMap::new(), false);
        Self { scenario, method, host, answers, answer_of, found, class_of, passed_distribution }
    }

    /// What the engine says of a path.
    pub(super) fn ask(&mut self, behavior: Option<&CacheBehavior>, path: &str) -> AnswerIndex {
        let request = Request { method: self.method.to_owned(), url: self.url(path), ..Request::default() };
        let trace = trace(self.scenario, &request);
        self.passed_distribution |= trace.hops.iter().any(|hop| hop.component == Component::Cloudfront);
        let answer = Answer::of(&trace);
        let depends = depends(self.scenario, behavior, &trace);
        let told = (answer, depends);
        AnswerIndex(*self.answer_of.entry(told).or_insert_with_key(|told| {
            self.answers.push(told.clone());
            self.answers.len() - 1
        }))
    }

    /// The index of the class of an answer, which is made if there is none yet.
    pub(super) fn index(&mut self, via: &Via, AnswerIndex(answer): AnswerIndex, example: &Example) -> usize {
        let url = self.url(&example.path);
        let known = self.class_of.get(&(via.clone(), answer)).copied();
        if let Some((index, class)) = known.and_then(|index| Some((index, self.found.get_mut(index)?))) {
            let order = (!class.is_normal, class.example.len(), class.example.as_str());
            if (!example.is_normal, url.len(), url.as_str()) < order {
                class.example = url;
                class.is_normal = example.is_normal;
            }
            return index;
        }
        let Some((found, depends)) = self.answers.get(answer).cloned() else { return 0 };
        self.class_of.insert((via.clone(), answer), self.found.len());
        let is_normal = example.is_normal;
        self.found.push(Class { via: via.clone(), answer: found, depends, example: url, is_normal });
        self.found.len() - 1
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.host)
    }

    /// The classes by behaviour and answer, and the lookup of their places, from one of the indexes given before.
    pub(super) fn finish(self, mut lookup: Lookup) -> (Vec<Class>, Lookup) {
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        let key = |index: &usize| self.found.get(*index).map(|class| (&class.via, &class.answer, &class.depends));
        order.sort_by(|one, other| key(one).cmp(&key(other)));
        let places: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let tables = lookup.origins.iter_mut().flat_map(|origin| origin.classes.values_mut());
        for index in tables.chain(&mut lookup.root) {
            *index = places.get(index).copied().unwrap_or_default();
        }
        (order.iter().filter_map(|index| self.found.get(*index).cloned()).collect(), lookup)
    }
}

/// On what else than the path a traced answer depends.
fn depends(scenario: &Scenario, behavior: Option<&CacheBehavior>, trace: &Trace) -> Vec<Dependence> {
    let mut found = Vec::new();
    if let Some(behavior) = behavior
        && !BEFORE_FUNCTIONS.contains(&trace.rule.id)
    {
        let functions = behavior.function_association.iter().map(|each| &each.function);
        let at_edge = behavior.lambda_function_association.iter().map(|each| &each.function);
        found.extend(functions.chain(at_edge).map(|name| Dependence::EdgeFunction { name: name.clone() }));
    }
    let mut api_passed = false;
    // The path of an error page is written in the distribution: what its place makes of paths does not matter.
    let mut is_page = false;
    for (position, hop) in trace.hops.iter().enumerate() {
        is_page |= hop.kind == "error page";
        match hop.component {
            Component::Cloudfront if position > 0 && !hop.id.is_empty() && hop.kind != "error page" => {
                found.push(Dependence::Distribution { id: hop.id.to_string() });
            }
            Component::ApiGateway => {
                api_passed = true;
                let api = scenario.rest_apis.iter().find(|api| api.id == hop.id);
                if api.is_some_and(|api| api.policy.as_ref().is_some_and(|policy| !policy.statement.is_empty())) {
                    found.push(Dependence::ResourcePolicy { api: hop.id.to_string() });
                }
                let domain = scenario.domain_names.iter().find(|domain| {
                    hop.received.host.eq_ignore_ascii_case(&domain.domain_name)
                        && domain.routing_rules.iter().any(|rule| !rule.conditions.headers.is_empty())
                });
                found.extend(domain.map(|each| Dependence::RoutingRules { domain_name: each.domain_name.clone() }));
            }
            Component::Lambda | Component::LambdaUrl => {
                let lambda = scenario.lambdas.iter().find(|lambda| lambda.name == hop.id);
                if lambda.is_some_and(|lambda| !lambda.responses.is_empty()) {
                    found.push(Dependence::Responses { lambda: hop.id.to_string() });
                }
            }
            Component::LoadBalancer => {
                let balancer = scenario.load_balancers.iter().find(|each| each.domain_name == hop.id);
                if balancer.is_some_and(|each| each.rules.iter().any(|rule| !rule.headers.is_empty())) {
                    found.push(Dependence::ListenerRules { domain_name: hop.id.to_string() });
                }
            }
            _ => {}
        }
        let is_backend = matches!(hop.component, Component::Server | Component::LoadBalancer | Component::S3);
        if api_passed && is_backend && !is_page {
            found.push(Dependence::Backend { host: hop.received.host.to_string() });
        }
    }
    found.sort();
    found.dedup();
    found
}
