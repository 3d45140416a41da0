//! The behaviours and origins that path patterns can choose.

use hopscope_routing::Trace;
use hopscope_routing::cloudfront::behavior;
use hopscope_routing::cloudfront::path_pattern::normalize;
use hopscope_routing::url::Url;
use hopscope_scenario::cache_behavior::{CacheBehavior, LambdaEvent};
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::request::Request;
use hopscope_scenario::{Part, Scenario};

use super::Frame;
use crate::origin_request::{Sent, origins, same_settings, sent_by};
use crate::route_map::distribution::functions;

/// A request at a distribution.
#[derive(Clone, Debug)]
pub struct Viewer<'s> {
    pub(super) scenario: &'s Scenario,
    /// The distribution's place in the scenario.
    pub index: usize,
    /// The distribution.
    pub distribution: &'s Distribution,
    /// The path by which behaviours are chosen, in normal form: the default root object in the place of `/`.
    pub path: String,
    /// The host that the request asks for.
    pub host: String,
}

/// A behaviour that path patterns can choose, with an origin that it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The behaviour whose settings hold: its place among the ordered ones, none for the default one.
    pub behavior: Option<usize>,
    /// Whether the request chooses it now.
    pub is_present: bool,
    /// Another origin for it, where no behaviour has it.
    pub retargeted: Option<String>,
    /// The origin's place in the distribution. None: the behaviour has none.
    pub origin: Option<usize>,
    /// The origin's id.
    pub origin_id: String,
    /// The origin's path as it is.
    pub origin_path: String,
    /// What is sent where.
    pub sent: Sent,
}

impl<'s> Viewer<'s> {
    /// The request's distribution. None: it goes to none.
    pub fn of(scenario: &'s Scenario, request: &Request, trace: &Trace) -> Option<Self> {
        let hop = trace.hops.first()?;
        let Some(Part::Distribution(index)) = hop.at else { return None };
        let distribution = scenario.distributions.get(index)?;
        let path = Url::parse(&request.url).ok()?.path;
        let object = &distribution.default_root_object;
        let path = if path == "/" && !object.is_empty() { format!("/{object}") } else { path.to_string() };
        let path = normalize(&path).into_owned();
        Some(Self { scenario, index, distribution, path, host: hop.received.host.to_string() })
    }

    /// The behaviour of an index.
    pub fn behavior(&self, index: Option<usize>) -> &'s CacheBehavior {
        let ordered = index.and_then(|index| self.distribution.ordered_cache_behavior.get(index));
        ordered.unwrap_or(&self.distribution.default_cache_behavior)
    }

    /// The places of the origins that a path goes to.
    pub(super) fn origins_for(&self, path: &str) -> Vec<usize> {
        let chosen = behavior::for_path(self.distribution, path).behavior;
        origins(self.distribution, chosen).iter().filter_map(|origin| self.place(&origin.origin_id)).collect()
    }

    fn place(&self, origin_id: &str) -> Option<usize> {
        self.distribution.origin.iter().position(|origin| origin.origin_id == origin_id)
    }

    /// The choices of a frame, the present one first.
    pub fn choices(&self, frame: Frame) -> Vec<Choice> {
        let present = behavior::for_path(self.distribution, &self.path).index;
        let mut choices = self.of_behavior(present, present);
        if frame == Frame::OriginPath {
            return choices;
        }
        let others = (0..self.distribution.ordered_cache_behavior.len()).map(Some).chain([None]);
        for behavior in others.filter(|behavior| *behavior != present) {
            choices.extend(self.of_behavior(behavior, present));
        }
        let ids = self.distribution.origin.iter().map(|origin| &origin.origin_id);
        let targets = ids.chain(self.distribution.origin_group.iter().map(|group| &group.origin_id));
        for target in targets {
            if !choices.iter().any(|choice| self.behavior(choice.behavior).target_origin_id == *target) {
                let behavior = CacheBehavior { target_origin_id: target.clone(), ..self.behavior(present).clone() };
                let retargeted = Some(target.clone());
                choices.extend(
                    self.with(&behavior, present, false)
                        .into_iter()
                        .map(|choice| Choice { retargeted: retargeted.clone(), ..choice }),
                );
            }
        }
        // Choices that send the same under the same settings are one.
        let mut distinct: Vec<Choice> = Vec::new();
        for choice in choices {
            let is_known = distinct.iter().any(|known| {
                known.origin == choice.origin
                    && known.retargeted == choice.retargeted
                    && same_settings(self.behavior(known.behavior), self.behavior(choice.behavior))
            });
            if !is_known {
                distinct.push(choice);
            }
        }
        distinct
    }

    fn of_behavior(&self, index: Option<usize>, present: Option<usize>) -> Vec<Choice> {
        self.with(self.behavior(index), index, index == present)
    }

    fn with(&self, behavior: &CacheBehavior, index: Option<usize>, is_present: bool) -> Vec<Choice> {
        let sent = sent_by(self.scenario, self.distribution, behavior, &self.host);
        let choice = |origin: Option<usize>, sent: Sent| Choice {
            behavior: index,
            is_present,
            retargeted: None,
            origin,
            origin_id: origin
                .and_then(|at| self.distribution.origin.get(at))
                .map_or_else(|| behavior.target_origin_id.clone(), |origin| origin.origin_id.clone()),
            origin_path: sent.origin_path.clone(),
            sent,
        };
        let origins = origins(self.distribution, behavior);
        if origins.is_empty() {
            let nowhere = Sent { connect_to: String::new(), host: String::new(), origin_path: String::new() };
            return vec![choice(None, nowhere)];
        }
        let places = origins.iter().map(|origin| self.place(&origin.origin_id));
        places.zip(sent).map(|(place, sent)| choice(place, sent)).collect()
    }
}

impl Choice {
    /// The edge functions that run for a request that chooses the behaviour and may decide what becomes of it.
    pub(super) fn functions<'s>(&self, distribution: &'s Distribution) -> impl Iterator<Item = &'s str> {
        functions(self.settings(distribution))
    }

    /// Whether code runs at the origin, where it is told the origin path.
    pub(super) fn runs_at_origin(&self, distribution: &Distribution) -> bool {
        self.settings(distribution)
            .lambda_function_association
            .iter()
            .any(|each| matches!(each.event_type, LambdaEvent::OriginRequest | LambdaEvent::OriginResponse))
    }

    fn settings<'s>(&self, distribution: &'s Distribution) -> &'s CacheBehavior {
        let ordered = self.behavior.and_then(|index| distribution.ordered_cache_behavior.get(index));
        ordered.unwrap_or(&distribution.default_cache_behavior)
    }
}
