//! What candidates are proposed for: a request, where it stands, where it is wanted.

use hopscope_routing::RuleId;
use hopscope_routing::cloudfront::{behavior, origin_failover};
use hopscope_routing::path::PathSource;
use hopscope_routing::trace::{Component, Detail, Hop, Outcome, Value};
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, Trace};
use hopscope_scenario::cache_behavior::{CacheBehavior, LambdaEvent, ViewerEvent};
use hopscope_scenario::difference::added;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::request::Request;
use hopscope_scenario::{Edit, Part, Scenario};

use super::edit::{changed, set};
use super::wanted::{self, Wanted};
use crate::diagnosis::place;
use crate::proof::choice::Viewer;

/// A request, where it stands, where it is wanted.
pub(super) struct Situation<'s> {
    pub scenario: &'s Scenario,
    pub request: &'s Request,
    /// The request's row in the table.
    pub row: usize,
    pub trace: &'s Trace,
    pub answers: &'s dyn EdgeAnswers,
    /// The distribution that takes the request.
    pub front: Option<Front<'s>>,
    /// The path that arrives at the origin, without origin path; at no distribution, the request's.
    pub path: String,
    /// The name that is asked in the end: the origin's; at no origin, the URL's host.
    pub asked: String,
    /// Where the request is wanted.
    pub wanted: Option<Wanted>,
}

/// The distribution that takes a request, and what it chose.
#[derive(Clone, Copy)]
pub(super) struct Front<'s> {
    pub index: usize,
    pub distribution: &'s Distribution,
    /// The behaviour's place; none for the default one.
    pub behavior_at: Option<usize>,
    pub behavior: &'s CacheBehavior,
    /// The origin with its place; none where the behaviour's is missing. Of a group, the one that was asked last.
    pub origin: Option<(usize, &'s Origin)>,
}

impl<'s> Situation<'s> {
    pub fn new(
        scenario: &'s Scenario,
        (row, request): (usize, &'s Request),
        trace: &'s Trace,
        answers: &'s dyn EdgeAnswers,
    ) -> Self {
        let viewer = Viewer::of(scenario, request, trace);
        let front = viewer.as_ref().map(|viewer| Front::new(viewer, trace));
        let own = || Url::parse(&request.url).map(|url| url.path.to_string()).unwrap_or_default();
        let path = viewer.map_or_else(own, |viewer| arriving(trace).unwrap_or(viewer.path));
        let origin = front.and_then(|front| front.origin).map(|(_, origin)| origin.domain_name.clone());
        let asked = origin.unwrap_or_else(|| host(request));
        let wanted = wanted::find(scenario, request, trace, &asked, &path);
        Self { scenario, request, row, trace, answers, front, path, asked, wanted }
    }

    /// Another request in the place of this one.
    pub fn asking(&self, change: impl FnOnce(&mut Request)) -> Vec<Edit> {
        changed(Part::Request(self.row), self.request, change)
    }

    /// Another place expected of the request, where one was.
    pub fn expecting(&self, place: String) -> Vec<Edit> {
        self.asking(|request| {
            if let Some(Some(before)) = request.expect.as_mut().and_then(|expect| expect.reaches.as_mut()) {
                *before = place;
            }
        })
    }

    /// Whether one of the rules decided, or refused on the way.
    pub fn is_refused_by(&self, rules: &[RuleId]) -> bool {
        rules.contains(&self.trace.rule.id) || rules.iter().any(|rule| self.detail(*rule).is_some())
    }

    /// What a rule that refused says.
    pub fn detail(&self, rule: RuleId) -> Option<&'s Detail> {
        let steps = self.trace.hops.iter().flat_map(|hop| &hop.steps);
        steps.filter(|step| step.rule.id == rule && step.outcome == Outcome::Refused).map(|step| &step.detail).next()
    }

    /// A text that a rule that refused says.
    pub fn told(&self, rule: RuleId, name: &str) -> Option<String> {
        self.detail(rule)?.text(name).map(str::to_owned)
    }

    /// Texts that a rule that refused says.
    pub fn list(&self, rule: RuleId, name: &str) -> Vec<String> {
        match self.detail(rule).and_then(|detail| detail.get(name)) {
            Some(Value::List(texts)) => texts.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the path led astray: to no stage, resource, route or object, or to another than is wanted.
    pub fn is_about_path(&self) -> bool {
        let strays = self.trace.reaches.is_some() && self.wanted.is_some();
        strays || self.is_refused_by(PATH)
    }

    /// The `Host` of the viewer's request.
    pub fn host(&self) -> String {
        host(self.request)
    }

    /// Whether the viewer sends a header.
    pub fn sends(&self, header: &str) -> bool {
        self.request.headers.keys().any(|name| name.eq_ignore_ascii_case(header))
    }

    /// Whether a hop of this kind is on the way.
    pub fn passes(&self, component: Component) -> bool {
        self.trace.hops.iter().any(|hop| hop.component == component)
    }
}

fn host(request: &Request) -> String {
    Url::parse(&request.url).map(|url| url.host).unwrap_or_default().to_string()
}

/// The rules that refuse a path.
const PATH: &[RuleId] = &[
    RuleId::RestApiStageMissing,
    RuleId::RestApiResourceNotFound,
    RuleId::RestApiResourceNotFoundAuthorization,
    RuleId::ApiDomainNoMapping,
    RuleId::ApiDomainApiMissing,
    RuleId::HttpApiStageMissing,
    RuleId::HttpApiRouteNotFound,
    RuleId::S3KeyNotFound,
    RuleId::S3List,
    RuleId::S3WebsiteKeyNotFound,
    RuleId::S3WebsiteRedirect,
    RuleId::ServerRouteNotFound,
    RuleId::LoadBalancerDefaultAction,
];

/// The path that the first distribution sent, without origin path.
fn arriving(trace: &Trace) -> Option<String> {
    let hop = trace.hops.first().filter(|hop| hop.sent.is_some())?;
    let pieces = hop.path_from.pieces().filter(|(_, source)| *source != PathSource::OriginPath);
    Some(pieces.map(|(text, _)| text).collect())
}

impl<'s> Front<'s> {
    fn new(viewer: &Viewer<'s>, trace: &Trace) -> Self {
        let (index, distribution) = (viewer.index, viewer.distribution);
        let behavior_at = trace.hops.first().and_then(|hop| hop.met(place::behavior));
        // What refuses every request chooses no behaviour: it would have been this one.
        let behavior_at = behavior_at.unwrap_or_else(|| behavior::for_path(distribution, &viewer.path).index);
        let behavior = viewer.behavior(behavior_at);
        let is_second = |hop: &&Hop| hop.caller == Some(0) && hop.kind == origin_failover::KIND;
        let asked = trace.hops.iter().rfind(is_second).or(trace.hops.first()).and_then(|hop| hop.met(place::origin));
        let would_be = || {
            let origins = crate::origin_request::origins(distribution, behavior);
            hopscope_scenario::setting::place(&distribution.origin, origins.first()?)
        };
        let origin = asked.or_else(would_be).and_then(|at| Some((at, distribution.origin.get(at)?)));
        Self { index, distribution, behavior_at, behavior, origin }
    }

    /// How the behaviour is named to people.
    pub fn pattern(&self) -> String {
        self.behavior_at.map_or_else(|| "*".to_owned(), |_| self.behavior.path_pattern.as_str().to_owned())
    }

    /// The distribution's place.
    pub const fn part(&self) -> Part {
        Part::Distribution(self.index)
    }

    /// The behaviour's place.
    pub fn behavior_part(&self) -> Part {
        let default = Part::DefaultCacheBehavior(self.index);
        self.behavior_at.map_or(default, |at| Part::OrderedCacheBehavior(self.index, at))
    }

    /// The behaviour after a change.
    pub fn with_behavior(&self, change: impl FnOnce(&mut CacheBehavior)) -> Vec<Edit> {
        changed(self.behavior_part(), self.behavior, change)
    }

    /// The origin after a change.
    pub fn with_origin(&self, change: impl FnOnce(&mut Origin)) -> Option<Vec<Edit>> {
        let (at, origin) = self.origin?;
        Some(changed(Part::Origin(self.index, at), origin, change))
    }

    /// A behaviour in front of the others.
    pub fn first_behavior(&self, behavior: &CacheBehavior) -> Edit {
        added(&self.part().path().field("ordered_cache_behavior"), 0, behavior)
    }

    /// Whether other behaviours ask the origin too.
    pub fn shares_origin(&self) -> bool {
        let Some((_, origin)) = self.origin else { return false };
        let all = self.distribution.ordered_cache_behavior.iter().chain([&self.distribution.default_cache_behavior]);
        all.filter(|each| each.target_origin_id == origin.origin_id).count() > 1
            || self.distribution.origin_group.iter().any(|group| group.member.contains(&origin.origin_id))
    }

    /// An origin like the present one with other values for this behaviour alone; where no other behaviour asks the
    /// present one, that is changed in its place.
    pub fn own_origin(&self, suffix: &str, change: impl FnOnce(&mut Origin)) -> Option<Vec<Edit>> {
        if !self.shares_origin() {
            return self.with_origin(change);
        }
        let (id, new) = self.new_origin(suffix, change)?;
        Some([vec![new], self.asking_origin(&id)].concat())
    }

    /// The behaviour with another origin.
    pub fn asking_origin(&self, id: &str) -> Vec<Edit> {
        set(self.behavior_part(), "target_origin_id", &self.behavior.target_origin_id, &id.to_owned())
    }

    /// An origin like the present one with other values, under an id that is not taken; and that id.
    pub fn new_origin(&self, suffix: &str, change: impl FnOnce(&mut Origin)) -> Option<(String, Edit)> {
        let (_, origin) = self.origin?;
        let mut origin = origin.clone();
        change(&mut origin);
        let base = format!("{}-{suffix}", origin.origin_id);
        let is_taken = |id: &String| {
            self.distribution.origin.iter().any(|each| each.origin_id == *id)
                || self.distribution.origin_group.iter().any(|each| each.origin_id == *id)
        };
        let id = std::iter::once(base.clone())
            .chain((2..100).map(|number| format!("{base}-{number}")))
            .find(|id| !is_taken(id))?;
        origin.origin_id.clone_from(&id);
        Some((id, added(&self.part().path().field("origin"), self.distribution.origin.len(), &origin)))
    }

    /// Whether a viewer-request function can be associated: there may be one in all, of either sort.
    pub fn takes_function(&self) -> bool {
        let functions = self.behavior.function_association.iter();
        let at_edge = self.behavior.lambda_function_association.iter();
        !functions.clone().any(|each| each.event_type == ViewerEvent::ViewerRequest)
            && !at_edge
                .clone()
                .any(|each| matches!(each.event_type, LambdaEvent::ViewerRequest | LambdaEvent::ViewerResponse))
    }
}
