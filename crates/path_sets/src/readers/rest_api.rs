//! What a REST API tells apart: the stage that the first segment names, and which resources of its deployment fit what
//! follows.

use hopscope_routing::api_gateway::rest::resource;
use hopscope_scenario::rest_api::{MethodName, RestApi, RestStage};

use super::Served;
use super::stage_name::{Spelt, StageNames};
use crate::sets::template::{TemplatePosition, Templates};
use crate::sets::{Characters, Machine};

/// Reads paths for a REST API.
#[derive(Clone, Debug)]
pub struct RestReader {
    names: StageNames,
    /// For each stage: which of `templates` it has. Stages with the same deployment share one.
    templates_of: Vec<usize>,
    templates: Vec<(Vec<u16>, Templates)>,
    /// The stage that a mapping fixes; an inner None: the API has no such stage.
    fixed: Option<Option<usize>>,
}

/// How far a path has been read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RestState(State);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum State {
    Stage(Spelt),
    /// The first segment, where the API lists no stages and one in braces stands for a stage left open: how many
    /// characters of it there are, at most three, and whether the last is `}`.
    Open(Option<(u8, bool)>),
    Lost,
    Below(usize, TemplatePosition),
}

/// What is told apart: the stage, by index, and the resources that fit, by index.
pub type RestLabel = Option<(usize, Vec<u16>)>;

impl RestReader {
    /// For requests of a method, with the stage that a custom domain fixes or else the first segment names.
    pub fn new(api: &RestApi, method: Served<'_>, fixed: Option<&str>) -> Self {
        let mut templates: Vec<(Vec<u16>, Templates)> = Vec::new();
        let mut templates_of = Vec::new();
        let open = RestStage::default();
        let left_open = if api.stages.is_empty() { Some(&open) } else { None };
        for stage in api.stages.iter().chain(left_open) {
            let mut indexes: Vec<u16> = resource::deployed(api, stage)
                .filter(|(_, name)| serves(*name, method))
                .filter_map(|(resource, _)| index_of(api, resource))
                .collect();
            indexes.dedup();
            let known = templates.iter().position(|(known, _)| *known == indexes);
            templates_of.push(known.unwrap_or(templates.len()));
            if known.is_none() {
                let paths = indexes.iter().filter_map(|index| api.resources.get(usize::from(*index)));
                let set = Templates::new(paths.map(|resource| resource.path.as_str()));
                templates.push((indexes, set));
            }
        }
        let names = StageNames(api.stages.iter().map(|stage| stage.name.clone()).collect());
        let fixed = fixed.map(|fixed| names.0.iter().position(|name| name == fixed));
        Self { names, templates_of, templates, fixed }
    }

    fn set(&self, stage: usize) -> Option<&(Vec<u16>, Templates)> {
        self.templates.get(*self.templates_of.get(stage)?)
    }

    /// After one character more of a stage in braces.
    fn open(&self, length: u8, character: char) -> State {
        if length == 0 && character != '{' {
            return State::Lost;
        }
        State::Open(Some(((length + 1).min(3), character == '}')))
    }

    /// The stage and its root, where the path ends with the stage.
    fn below_at_end(&self, stage: usize) -> Option<(usize, TemplatePosition)> {
        self.set(stage).map(|(_, set)| (stage, set.start()))
    }

    fn below(&self, stage: usize) -> State {
        self.set(stage).map_or(State::Lost, |(_, set)| State::Below(stage, set.start()))
    }
}

fn index_of(api: &RestApi, resource: &hopscope_scenario::rest_api::Resource) -> Option<u16> {
    u16::try_from(api.resources.iter().position(|each| std::ptr::eq(each, resource))?).ok()
}

/// Whether a method of that name serves a request's method; `ANY` stands for the seven.
fn serves(name: MethodName, served: Served<'_>) -> bool {
    match (served, name) {
        (Served::All, _) => true,
        (Served::By(method), MethodName::Any) => {
            MethodName::from_word(method).is_some_and(|each| each != MethodName::Any)
        }
        (Served::By(method), _) => name.as_str() == method,
    }
}

impl Machine for RestReader {
    type State = RestState;
    type Label = RestLabel;

    fn start(&self) -> RestState {
        RestState(match self.fixed {
            None if self.names.0.is_empty() => State::Open(None),
            None => State::Stage(Spelt::Front),
            Some(None) => State::Lost,
            Some(Some(stage)) => self.below(stage),
        })
    }

    fn step(&self, RestState(state): &RestState, character: char) -> RestState {
        RestState(match state {
            State::Lost => State::Lost,
            State::Open(None) if character == '/' => State::Open(Some((0, false))),
            State::Open(None) => self.open(0, character),
            State::Open(Some((length, closed))) if character == '/' => {
                if *length == 3 && *closed {
                    self.below(0)
                } else {
                    State::Lost
                }
            }
            State::Open(Some((length, _))) => self.open(*length, character),
            State::Stage(spelt @ Spelt::Part(_)) if character == '/' => {
                self.names.index(spelt).map_or(State::Lost, |stage| self.below(stage))
            }
            State::Stage(spelt) => self.names.step(spelt, character).map_or(State::Lost, State::Stage),
            State::Below(stage, place) => {
                self.set(*stage).map_or(State::Lost, |(_, set)| State::Below(*stage, set.step(place, character)))
            }
        })
    }

    fn watch(&self, RestState(state): &RestState, watched: &mut Characters) {
        match state {
            State::Lost => {}
            State::Open(_) => "/{}".chars().for_each(|character| watched.insert(character)),
            State::Stage(spelt) => self.names.watch(spelt, watched),
            State::Below(stage, place) => {
                if let Some((_, set)) = self.set(*stage) {
                    set.watch(place, watched);
                }
            }
        }
    }

    fn label(&self, RestState(state): &RestState) -> RestLabel {
        let (stage, place) = match state {
            State::Lost => return None,
            State::Open(Some((3, true))) => self.below_at_end(0)?,
            State::Open(_) => return None,
            State::Stage(spelt) => self.below_at_end(self.names.index(spelt)?)?,
            State::Below(stage, place) => (*stage, place.clone()),
        };
        let (indexes, set) = self.set(stage)?;
        let fitting = set.label(&place).into_iter().filter_map(|at| indexes.get(usize::from(at)).copied());
        Some((stage, fitting.collect()))
    }
}
