//! What an HTTP API tells apart: the stage that the first segment names, else `$default`, and which routes fit.
//!
//! Here every slash counts: see [`Templates::exact`].

use hopscope_scenario::http_api::HttpApi;

use super::Served;
use super::stage_name::{Spelt, StageNames};
use crate::sets::template::{TemplatePosition, Templates};
use crate::sets::{Characters, Machine};

/// The stage without a path segment of its own.
const DEFAULT: &str = "$default";

/// Reads paths for an HTTP API.
#[derive(Clone, Debug)]
pub struct HttpReader {
    /// The stages that a first segment can name.
    names: StageNames,
    /// The routes that a stage's deployment has: all of them, as those that it lacks are left out by the engine.
    templates: Templates,
    has_default: bool,
    is_fixed: bool,
}

/// How far a path has been read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpState {
    /// The first segment, while a stage may have its name.
    spelt: Option<Spelt>,
    /// The stage that it named, by index.
    stage: Option<usize>,
    place: TemplatePosition,
}

/// What is told apart: the stage, by index, none for `$default`, and the routes that fit, by index.
pub type HttpLabel = (Option<usize>, Vec<u16>);

impl HttpReader {
    /// For requests of a method, with the stage that a custom domain fixes or else the first segment names.
    pub fn new(api: &HttpApi, method: Served<'_>, fixed: Option<&str>) -> Self {
        let templates = api.routes.iter().map(|route| match route.route_key.split_once(' ') {
            Some((served, path)) if serves(served, method) => path.trim(),
            // `$default` fits every path and tells none apart.
            _ => "{+}",
        });
        let names = api.stages.iter().map(|stage| stage.name.clone()).filter(|name| name != DEFAULT);
        Self {
            templates: Templates::exact(templates),
            names: StageNames(names.collect()),
            has_default: api.stages.iter().any(|stage| stage.name == DEFAULT),
            is_fixed: fixed.is_some(),
        }
    }
}

fn serves(served: &str, method: Served<'_>) -> bool {
    match method {
        Served::All => true,
        Served::By(method) => served == "ANY" || served == method,
    }
}

impl Machine for HttpReader {
    type State = HttpState;
    type Label = HttpLabel;

    fn start(&self) -> HttpState {
        let spelt = (!self.is_fixed).then_some(Spelt::Front);
        HttpState { spelt, stage: None, place: self.templates.start() }
    }

    fn step(&self, state: &HttpState, character: char) -> HttpState {
        let place = self.templates.step(&state.place, character);
        let going_on = HttpState { spelt: None, place, ..state.clone() };
        match &state.spelt {
            None => going_on,
            Some(spelt @ Spelt::Part(_)) if character == '/' => match self.names.index(spelt) {
                None => going_on,
                Some(stage) => {
                    let place = self.templates.step(&self.templates.start(), '/');
                    HttpState { spelt: None, stage: Some(stage), place }
                }
            },
            Some(spelt) => HttpState { spelt: self.names.step(spelt, character), ..going_on },
        }
    }

    fn watch(&self, state: &HttpState, watched: &mut Characters) {
        self.templates.watch(&state.place, watched);
        if let Some(spelt) = &state.spelt {
            self.names.watch(spelt, watched);
        }
    }

    fn label(&self, state: &HttpState) -> HttpLabel {
        let named = state.spelt.as_ref().and_then(|spelt| self.names.index(spelt));
        let place = if named.is_some() { self.templates.start() } else { state.place.clone() };
        let stage = named.or(state.stage);
        let fits =
            if stage.is_some() || self.has_default || self.is_fixed { self.templates.label(&place) } else { vec![] };
        (stage, fits)
    }
}
