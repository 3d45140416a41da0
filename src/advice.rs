//! Advice: what the page asks the worker, and what it was given.
//!
//! The page works no advice out. [`Model::question`](crate::Model::question) says what should be asked now, if anything; whoever has it answered
//! sends the report back as an [`Action`](crate::Action). A report knows its question, so that one that no longer fits
//! what is on the screen can be told apart.

use std::rc::Rc;

use hopscope_locale::Language;
use hopscope_question::Question as Message;
use hopscope_report::Report;
use hopscope_scenario::Scenario;
use hopscope_scenario::link::LinkError;

use crate::import::Sources;

/// What advice can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What would change the outcome of the selected request.
    Change,
    /// What is found without any request.
    Findings,
    /// The map of all URLs.
    Routes,
    /// What the scenario does differently from another.
    Comparison,
    /// What an answer that somebody got tells.
    Explanation,
}

impl Topic {
    /// The topics that have a dialog, in the order of the menu.
    pub const DIALOGS: [Self; 4] = [Self::Findings, Self::Routes, Self::Comparison, Self::Explanation];

    /// Its name in locale keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Findings => "findings",
            Self::Routes => "routes",
            Self::Comparison => "comparison",
            Self::Explanation => "explanation",
        }
    }
}

/// What advice is asked for. Equal questions have equal answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// What about.
    pub topic: Topic,
    /// The language of the answer.
    pub language: Language,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) request: usize,
    pub(crate) before: Rc<Scenario>,
    pub(crate) pasted: Rc<str>,
    pub(crate) attempt: u32,
    /// The files that the scenario came from.
    pub sources: Sources,
}

impl PartialEq for Question {
    /// Scenarios are equal here when they are the same: comparing large ones costs more than asking again.
    fn eq(&self, other: &Self) -> bool {
        let same = self.topic == other.topic && self.language == other.language && self.attempt == other.attempt;
        same && match self.topic {
            Topic::Explanation => self.pasted == other.pasted,
            Topic::Comparison => Rc::ptr_eq(&self.scenario, &other.scenario) && Rc::ptr_eq(&self.before, &other.before),
            Topic::Findings => Rc::ptr_eq(&self.scenario, &other.scenario),
            Topic::Change | Topic::Routes => {
                Rc::ptr_eq(&self.scenario, &other.scenario) && self.request == other.request
            }
        }
    }
}

impl Question {
    /// The question as the worker is asked it.
    pub fn message(&self) -> Message {
        let method = || {
            let request = self.scenario.requests.get(self.request);
            request.map_or_else(|| "GET".to_owned(), |request| request.method.clone())
        };
        let scenario = || self.scenario.to_json();
        match self.topic {
            Topic::Change => Message::Change { scenario: scenario(), request: self.request },
            Topic::Findings => Message::Findings { scenario: scenario() },
            Topic::Routes => Message::Routes { scenario: scenario(), method: method() },
            Topic::Comparison => {
                Message::Comparison { before: self.before.to_json(), after: scenario(), method: method() }
            }
            Topic::Explanation => Message::Explanation { text: self.pasted.to_string() },
        }
    }
}

/// An answered question.
#[derive(Clone, Debug)]
pub struct Given {
    /// The question.
    pub question: Question,
    /// The answer. None: there is none, because it did not arrive or took too long.
    pub report: Option<Rc<Report>>,
}

impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        let address = |given: &Self| given.report.as_ref().map(Rc::as_ptr);
        self.question == other.question && address(self) == address(other)
    }
}

/// What the scenario is compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Before {
    /// Itself as it was opened.
    #[default]
    Opened,
    /// An example, by its place in the menu.
    Example(usize, Rc<Scenario>),
    /// A scenario in a link.
    Link(String, Result<Rc<Scenario>, LinkError>),
}

impl Before {
    /// The example of that place.
    pub fn example(index: usize) -> Self {
        let name = crate::examples::NAMES.get(index).copied().unwrap_or_default();
        Self::Example(index, Rc::new(crate::examples::open(name)))
    }

    /// The scenario of a link, or of a whole address that ends in one.
    pub fn link(text: String) -> Self {
        let read = Scenario::from_link(text.trim()).map(Rc::new);
        Self::Link(text, read)
    }
}

/// A fix that was put in force, as long as nothing else is.
#[derive(Clone, Debug)]
pub struct Tried {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) request: usize,
    /// The scenario as the report holds it.
    pub json: Rc<str>,
}

impl PartialEq for Tried {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario) && self.request == other.request
    }
}

/// What the page knows of advice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advice {
    /// Whether it is wanted what would change the outcome: from then on the page asks by itself.
    pub wanted: bool,
    /// Whether the user asked for it, and not the page in a quiet moment.
    pub by_user: bool,
    /// The fix that is being tried.
    pub tried: Option<Tried>,
    /// The scenario as it was opened.
    pub opened: Rc<Scenario>,
    /// What the scenario is compared with.
    pub before: Before,
    /// The answer that the user has pasted to have it explained.
    pub pasted: Rc<str>,
    pub(crate) attempt: u32,
    given: Vec<Given>,
}

impl Advice {
    /// Nothing yet, of a scenario that was just opened.
    pub(crate) fn of(scenario: &Rc<Scenario>) -> Self {
        Self { opened: Rc::clone(scenario), ..Self::default() }
    }

    /// What was given last on a topic.
    pub fn given(&self, topic: Topic) -> Option<&Given> {
        self.given.iter().find(|given| given.question.topic == topic)
    }

    /// Keeps an answer in the place of the one before on its topic.
    pub(crate) fn keep(&mut self, given: Given) {
        self.given.retain(|each| each.question.topic != given.question.topic);
        self.given.push(given);
    }

    /// Keeps in mind which fix is in force.
    pub(crate) fn begin_to_try(&mut self, scenario: &Rc<Scenario>, request: usize) {
        let json = scenario.to_json().into();
        self.tried = Some(Tried { scenario: Rc::clone(scenario), request, json });
    }

    /// Asks once more.
    pub(crate) fn again(&mut self) {
        self.attempt = self.attempt.wrapping_add(1);
    }
}
