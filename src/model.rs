//! Everything that the page shows follows from the model.

use std::rc::Rc;

use hopscope_locale::Language;
use hopscope_routing::Trace;
use hopscope_scenario::link::LinkError;
use hopscope_scenario::{Scenario, ScenarioError};

use crate::address::Address;
use crate::advice::Advice;
use crate::draft::{Draft, Drafts, Place, Stored, Unreadable, Written};
use crate::edge_code::Answers;
use crate::examples;
use crate::history::History;
use crate::import::{Import, Sources};
use crate::outcome::Outcomes;
use crate::program::Program;
use crate::selection::Selection;
use crate::texts::Texts;

pub use crate::view::{Dialog, GUIDED, Menu, Notice, Status, Tab, Theme};

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The scenario in force.
    pub scenario: Rc<Scenario>,
    /// What follows from it.
    pub outcomes: Rc<Outcomes>,
    /// What is known of its edge code.
    pub answers: Rc<Answers>,
    /// Whether the program that runs edge code did not arrive.
    pub edge_unavailable: bool,
    /// What is known of advice.
    pub advice: Advice,
    /// The import that is going on.
    pub import: Import,
    /// The lines behind the fields of what was imported last.
    pub sources: Sources,
    /// The scenarios before and after it.
    pub history: History,
    /// Whether the user has changed the scenario since it was opened.
    pub edited: bool,
    /// Counts the scenarios that were opened, so that a draft is told from what replaced it.
    pub lineage: u32,
    /// Where the scenario in force is stored as the user's draft, if it is.
    pub place: Option<Place>,
    /// What was stored last, or could not be.
    pub written: Option<Written>,
    /// Which request and which parts are shown.
    pub selection: Selection,
    /// What stands in the fields of the forms while it is typed, or cannot be read.
    pub texts: Texts,
    /// The JSON of the whole scenario, while it is shown in place of the forms or cannot be read.
    pub document: Option<Document>,
    /// The tab of a narrow page; the pane of an embed.
    pub tab: Tab,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// The text that the clipboard did not take, for the user to copy by hand: the id of its area.
    pub by_hand: Option<&'static str>,
    /// The menu that is open.
    pub menu: Option<Menu>,
    /// What is looked for among the examples.
    pub looked_for: Rc<str>,
    /// How often the user has asked again for what did not arrive.
    pub attempt: u32,
    /// What the page has to tell, oldest first.
    pub notices: Vec<Notice>,
    /// The latest short message, with a number that tells it from the same message before.
    pub status: Option<(u32, Status)>,
    /// The language of the texts.
    pub language: Language,
    /// The theme that the user chose.
    pub theme: Theme,
    /// Whether the page stands in a frame and shows flow and verdict alone.
    pub embed: bool,
    /// The drafts that the dialog of them lists.
    pub kept: Drafts,
    /// The draft that was deleted last, with its text, as long as that can be undone.
    pub deleted: Option<(Draft, Rc<str>)>,
    /// The step of the guided look, from 0.
    pub guide: Option<usize>,
    /// Whether the page says what it is: nothing is kept of an earlier visit.
    pub greets: bool,
    /// Whether the page is too narrow for the diagram.
    pub narrow: bool,
    /// The width of the place of the diagram, in px. None: not known yet.
    pub room: Option<u16>,
    /// Whether the diagram folds steps that changed nothing, but at these stops. None: it shows all.
    pub folded: Option<Vec<usize>>,
}

/// The JSON of the whole scenario in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The text as typed.
    pub text: Rc<str>,
    /// Why it is no scenario. None: it is the one in force.
    pub error: Option<ScenarioError>,
    /// Whether it is shown in place of the forms. A text that cannot be read stays behind them until it can, or until
    /// it is discarded.
    pub shown: bool,
}

impl Document {
    /// The text of a scenario, shown.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self { text: scenario.to_json_pretty().into(), error: None, shown: true }
    }

    /// A text that could not be read when it was kept.
    pub(crate) fn kept(text: Rc<str>, shown: bool) -> Self {
        Self { error: Scenario::from_json(text.trim_start_matches('\u{feff}')).err(), text, shown }
    }
}

/// What the page finds when it is opened.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The query parameters.
    pub address: Address,
    /// What of the program is here.
    pub program: Program,
    /// The link in the fragment, if there is one.
    pub link: Option<Result<Scenario, LinkError>>,
    /// The scenario that a first visit opens on. None: the first example as its file has it.
    pub first: Option<Scenario>,
    /// The scenario to go on with after a crash, as JSON. Empty: none, and no draft either.
    pub restart: Option<String>,
    /// The drafts that are stored.
    pub drafts: Vec<Stored>,
    /// The key of the draft that this tab had open.
    pub own: Option<String>,
    /// The user has put away the offer of drafts that are no newer than this.
    pub seen: u64,
    /// The stored theme.
    pub theme: Theme,
    /// The language of the texts that were fetched.
    pub language: Language,
    /// Whether the page is too narrow for the diagram.
    pub narrow: bool,
    /// The width of the place that the diagram is going to have, in px.
    pub room: Option<u16>,
}

/// The scenario that a first visit opens on.
fn first(start: &mut Start) -> Scenario {
    start.first.take().unwrap_or_else(examples::default)
}

impl Start {
    /// A page that has all of the program.
    #[cfg(test)]
    pub fn whole() -> Self {
        Self {
            program: Program { extensions: hopscope_routing::Extensions::ALL, ..Program::default() },
            ..Self::default()
        }
    }
}

impl Model {
    /// Whether the JSON is shown in place of the forms.
    pub fn shows_document(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.shown)
    }

    /// The text of the JSON panel, if it cannot be read.
    pub fn unapplied(&self) -> Option<&Rc<str>> {
        self.document.as_ref().filter(|document| document.error.is_some()).map(|document| &document.text)
    }

    /// Whether what is on the screen is stored, so that it is here again after a reload.
    pub fn is_stored(&self) -> bool {
        self.written.as_ref().is_some_and(|written| {
            let same_text = match (&written.document, self.unapplied()) {
                (Some(one), Some(other)) => Rc::ptr_eq(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            written.place.is_ok() && same_text && Rc::ptr_eq(&written.scenario, &self.scenario)
        })
    }

    /// Whether a trace waits for code that is being run: what it shows is not yet what would happen.
    pub fn is_running(&self, trace: &Trace) -> bool {
        !trace.needs.is_empty() && !self.edge_unavailable
    }

    /// Whether the link that was to be shown could not be opened.
    pub fn is_link_broken(&self) -> bool {
        self.notices.iter().any(|notice| matches!(notice, Notice::Link(_)))
    }

    /// Starts again with more of the program: which request is selected depends on the traces.
    pub fn start_with(&mut self, program: &Program, address: &Address) {
        crate::update::trace(self, program);
        self.selection = Selection::at(&self.outcomes, address.request, address.rule.as_deref());
        crate::update::complete_selected(self, program);
    }

    /// The page as it opens where nothing is stored: on the link, else on the first example.
    pub fn open(mut start: Start) -> Self {
        let (scenario, notice) = match start.link.take() {
            Some(Ok(linked)) => (linked, None),
            link => (first(&mut start), link.and_then(Result::err).map(Notice::Link)),
        };
        let mut model = Self::showing(Rc::new(scenario), &start);
        model.notices.extend(notice);
        model.greets = true;
        model
    }

    /// Whether something is stored that the page may open on: then [`Self::start`] opens it.
    pub const fn is_resumed(start: &Start) -> bool {
        start.restart.is_some() || !start.drafts.is_empty()
    }

    /// The page as it opens: on the link, else on the user's draft, else on the first example.
    pub fn start(mut start: Start) -> Self {
        let greets = !Self::is_resumed(&start);
        let mut drafts = Drafts::read(std::mem::take(&mut start.drafts), start.own.as_deref());
        let mut notices = Vec::new();
        let restart = start.restart.take().map(|json| match json.as_str() {
            "" => None,
            json => match Scenario::from_json(json) {
                Ok(scenario) => Some(Rc::new(scenario)),
                Err(error) => {
                    drafts.unreadable.push(Unreadable { place: None, text: json.into(), error });
                    None
                }
            },
        });
        // After a crash the way back to what was made matters more than what was put away before.
        let seen = if restart.is_some() { 0 } else { start.seen };
        let is_restart = matches!(restart, Some(Some(_)));
        let (scenario, own) = match (restart, start.link.take()) {
            (Some(restart), _) => {
                let own = restart.as_ref().and_then(|scenario| drafts.take(scenario));
                (restart, own)
            }
            (None, Some(Ok(linked))) => {
                let own = drafts.take(&linked);
                (Some(Rc::new(linked)), own)
            }
            (None, link) => {
                notices.extend(link.and_then(Result::err).map(Notice::Link));
                let own = drafts.take_first();
                (own.as_ref().map(|own| Rc::clone(&own.scenario)), own)
            }
        };
        let scenario = scenario.unwrap_or_else(|| Rc::new(first(&mut start)));
        drafts.open.retain(|each| each.scenario != scenario || each.document.is_some());
        let drafts = drafts.only(|place| place.stamp > seen);
        if !drafts.is_empty() && !start.address.embed {
            notices.push(Notice::Drafts(drafts));
        }
        let edited = is_restart || own.is_some();
        let (place, document) = own.map_or((None, None), |own| (own.place, own.document));
        let written = place.clone().map(|place| Written {
            lineage: 0,
            scenario: Rc::clone(&scenario),
            document: document.clone(),
            place: Ok(place),
        });
        let document = document.map(|text| Document::kept(text, true)).filter(|document| document.error.is_some());
        Self { notices, greets, edited, place, written, document, ..Self::showing(scenario, &start) }
    }

    /// A page that shows a scenario that nobody has changed.
    fn showing(scenario: Rc<Scenario>, start: &Start) -> Self {
        let address = &start.address;
        let outcomes = Rc::new(Outcomes::of(&scenario, start.program.extensions));
        let advice = Advice::of(&scenario);
        let selection = Selection::at(&outcomes, address.request, address.rule.as_deref());
        let mut model = Self {
            scenario,
            outcomes,
            answers: Rc::default(),
            edge_unavailable: false,
            advice,
            import: Import::default(),
            sources: Sources::default(),
            history: History::default(),
            edited: false,
            lineage: 0,
            place: None,
            written: None,
            selection,
            texts: Texts::default(),
            document: None,
            tab: address.view.unwrap_or_default(),
            dialog: None,
            by_hand: None,
            menu: None,
            looked_for: Rc::default(),
            attempt: 0,
            notices: Vec::new(),
            status: None,
            language: start.language,
            theme: address.theme.unwrap_or(start.theme),
            embed: address.embed,
            kept: Drafts::default(),
            deleted: None,
            guide: None,
            greets: false,
            narrow: start.narrow,
            room: start.room,
            folded: None,
        };
        crate::update::complete_selected(&mut model, &start.program);
        model
    }
}
