//! The parts of the program that a first visit does without.
//!
//! A part is a function that gives what is in it, mostly functions. What can be reached through it alone, the release
//! build cuts out of the program into a file of its own (xtask/src/tool_shims.rs), which is fetched at the first call. A
//! development build has everything in one piece.

use std::fmt::Debug;
use std::pin::Pin;
use std::rc::Rc;

use hopscope_app::advice::{Question, Topic};
use hopscope_app::model::{Model, Start};
use hopscope_app::outcome::{FindProblems, find_wrong};
use hopscope_app::program::EditItem;
use hopscope_app::share::fragment;
use hopscope_app::{Action, Edit};
use hopscope_diagram::Story;
use hopscope_diagram::sequence::Options;
use hopscope_question::Question as WorkerQuestion;
use hopscope_routing::extension::{EdgeFunctions, Systems};
use hopscope_routing::trace::Step;
use hopscope_routing::{Extensions, Missing, Trace};
use hopscope_scenario::link::LinkError;
use hopscope_scenario::{FieldPath, Scenario};
use web_sys::FileList;
use yew::prelude::*;

use crate::components::advice::topic::{advice_dialog, shown};
use crate::components::bars::dropped::open_dropped;
use crate::components::bars::header::header;
use crate::components::bars::notices::notices;
use crate::components::bars::request_bar::request_bar;
use crate::components::bars::requests_toolbar::requests_toolbar;
use crate::components::bars::starts::starts_card;
use crate::components::bars::tab_bar::tab_bar;
use crate::components::bars::toast::toast;
use crate::components::forms::set_up::set_up;
use crate::components::import::dialogs::{import_dialog, source_dialog};
use crate::components::import::source_link::{line_behind, lines_behind};
use crate::components::links::share::share_dialog;
use crate::components::panels::before::before;
use crate::components::panels::event::event_card;
use crate::components::panels::gallery::{gallery_dialog, notes_card};
use crate::components::panels::guide::guide;
use crate::components::panels::kept::kept_dialog;
use crate::components::panels::palette::palette_dialog;
use crate::components::panels::rule_panel::rule_panel;
use crate::components::panels::shortcuts::shortcuts_dialog;
use crate::effects::advice::ask;
use crate::effects::attend::attend;
use crate::effects::edge_code;
use crate::effects::edge_code::RunCalls;
use crate::effects::given;
use crate::effects::import::ask as ask_for_import;
use crate::effects::styles::adopt;
use crate::page::{Change, Page};

/// The parts that draw something, those that are here, and what they need.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    /// What changes the model.
    pub work: Option<Work>,
    /// What one works with, around what one reads.
    pub bars: Option<Bars>,
    /// The column of forms.
    pub forms: Option<Forms>,
    /// What is opened on demand.
    pub panels: Option<Panels>,
    /// Advice.
    pub advice: Option<Advice>,
    /// Links.
    pub links: Option<Links>,
    /// Importing.
    pub import: Option<Import>,
    /// Sharing.
    pub sharing: Option<Sharing>,
}

/// What puts a part that arrived beside the others.
pub type Add = Box<dyn FnOnce(&mut Parts)>;
/// Fetches a part.
pub type Fetch = fn() -> Pin<Box<dyn Future<Output = Result<Add, NotFetched>>>>;

impl Reducible for Parts {
    type Action = Add;

    fn reduce(self: Rc<Self>, add: Add) -> Rc<Self> {
        let mut parts = *self;
        add(&mut parts);
        Rc::new(parts)
    }
}

macro_rules! fetch {
    ($($function:ident: $name:ident),*) => {
        impl Parts {
            $(
                /// Fetches a part.
                pub fn $function() -> Pin<Box<dyn Future<Output = Result<Add, NotFetched>>>> {
                    Box::pin(async {
                        let part = $name().await?;
                        Ok(Box::new(move |parts: &mut Self| parts.$name = Some(part)) as Add)
                    })
                }
            )*
        }
    };
}

fetch!(fetch_work: work, fetch_bars: bars, fetch_forms: forms, fetch_panels: panels, fetch_advice: advice, fetch_links: links,
    fetch_import: import, fetch_sharing: sharing);

/// A part did not arrive. It may be asked for again.
#[derive(Clone, Copy, Debug)]
pub struct NotFetched;

macro_rules! part {
    ($(#[$meta:meta])* $name:ident: $type:ty = $value:expr) => {
        $(#[$meta])*
        // Functions of a part are found by their names in the linker's table: the attribute makes the name.
        #[cfg_attr(feature = "parts", allow(unsafe_code), wasm_split_helpers::wasm_split($name, fallible))]
        #[cfg(feature = "parts")]
        pub fn $name() -> Result<$type, NotFetched> {
            Ok($value)
        }

        $(#[$meta])*
        #[cfg(not(feature = "parts"))]
        pub async fn $name() -> Result<$type, NotFetched> {
            Ok($value)
        }
    };
}

#[cfg(feature = "parts")]
impl From<wasm_split_helpers::SplitLoaderError> for NotFetched {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A part that draws something, once its styles are in the page.
fn styled<T>(part: T) -> T {
    adopt();
    part
}

/// What changes the model, and tends what was changed.
#[derive(Clone, Copy)]
pub struct Work {
    /// The model after an action.
    pub change: Change,
    /// The page as it opens where something is stored.
    pub start: fn(Start) -> Model,
    /// Ties the browser to the page.
    pub attend: fn(&Page) -> Html,
}

part!(
    /// What changes the model, and tends what was changed.
    work: Work = Work { change: hopscope_app::change, start: Model::start, attend }
);

/// What one works with, around what one reads.
#[derive(Clone, Copy)]
pub struct Bars {
    /// Draws the bar at the top.
    pub header: fn(&Page) -> Html,
    /// Draws the selected request.
    pub request: fn(&Page) -> Html,
    /// Draws what an empty page offers to begin with.
    pub starts: fn(&Page) -> Html,
    /// Draws the bar below the table of requests.
    pub requests: fn(&Page) -> Html,
    /// Draws the bar of a narrow page.
    pub tabs: fn(&Page) -> Html,
    /// Draws what the page has to tell.
    pub notices: fn(&Page) -> Html,
    /// Draws the short message.
    pub toast: fn(&Page) -> Html,
    /// Opens a file that is dropped.
    pub dropped: fn(&Page) -> Callback<DragEvent>,
    /// Takes files that are chosen to be imported.
    pub take: fn(&FileList, Callback<Action>),
}

part!(
    /// What one works with, around what one reads.
    bars: Bars = styled(Bars {
        header,
        request: request_bar,
        starts: starts_card,
        requests: requests_toolbar,
        tabs: tab_bar,
        notices,
        toast,
        dropped: open_dropped,
        take: given::take_list,
    })
);

/// The column of forms.
#[derive(Clone, Copy)]
pub struct Forms {
    /// Draws it.
    pub set_up: fn(&Page) -> Html,
    /// Finds what AWS would refuse, which forms show at the field.
    pub find_problems: FindProblems,
    /// Changes what is typed into a form, in a large scenario too.
    pub edit_item: EditItem,
}

part!(
    /// The column of forms.
    forms: Forms = styled(Forms { set_up, find_problems: find_wrong, edit_item: Edit::apply_typed })
);

/// Advice: asking for it, and what shows it.
#[derive(Clone, Copy)]
pub struct Advice {
    /// Asks a question, and sends the answer.
    pub ask: fn(Question, Callback<Action>),
    /// Draws what was given on a topic.
    pub shown: fn(&Page, Topic) -> Html,
    /// Draws the dialog of a topic.
    pub dialog: fn(&Page, Topic) -> Html,
}

part!(
    /// Advice: asking for it, and what shows it.
    advice: Advice = styled(Advice { ask, shown, dialog: advice_dialog })
);

/// What is opened on demand.
#[derive(Clone, Copy)]
pub struct Panels {
    /// Draws the panel of a step.
    pub rule: fn(&Page) -> Html,
    /// Draws the requests before the selected one, on lanes that they share.
    pub before: fn(&Page, &Trace, &mut Story, &Options) -> Html,
    /// Draws the card of the event that a function is told.
    pub event: fn(&Page) -> Html,
    /// Draws the dialog of the shortcuts.
    pub shortcuts: fn(&Page) -> Html,
    /// Draws the dialog of the examples.
    pub gallery: fn(&Page) -> Html,
    /// Draws the dialog of the commands.
    pub palette: fn(&Page) -> Html,
    /// Draws the dialog of the scenarios that are kept.
    pub kept: fn(&Page) -> Html,
    /// Draws the guided look.
    pub guide: fn(&Page) -> Html,
    /// Draws what a scenario says of itself.
    pub notes: fn(&Page, bool) -> Html,
}

part!(
    /// What is opened on demand.
    panels: Panels =
        styled(Panels {
            rule: rule_panel,
            before,
            event: event_card,
            shortcuts: shortcuts_dialog,
            gallery: gallery_dialog,
            palette: palette_dialog,
            kept: kept_dialog,
            guide,
            notes: notes_card,
        })
);

/// Links.
#[derive(Clone, Copy)]
pub struct Links {
    /// Writes the link of a scenario, where it is not too large for one.
    pub write: fn(&Scenario) -> Option<String>,
    /// Reads a link.
    pub read: fn(&str) -> Result<Scenario, LinkError>,
}

part!(
    /// Links.
    links: Links = styled(Links { write: fragment, read: Scenario::from_link })
);

/// Sharing: what can be made of a link.
#[derive(Clone, Copy)]
pub struct Sharing {
    /// Draws the dialog.
    pub dialog: fn(&Page) -> Html,
}

part!(
    /// Sharing.
    sharing: Sharing = styled(Sharing { dialog: share_dialog })
);

/// Importing: reading what is given, and what shows it.
#[derive(Clone, Copy)]
pub struct Import {
    /// Has files read, and sends what comes of it.
    pub ask: fn(u32, WorkerQuestion, Callback<Action>),
    /// Draws the dialog.
    pub dialog: fn(&Page) -> Html,
    /// Draws the dialog of a file, with a line of it marked.
    pub source: fn(&Page, usize, u32) -> Html,
    /// Draws the lines behind a field.
    pub line: fn(&Page, &FieldPath) -> Option<Html>,
    /// Draws the lines behind the settings that decided a step, each with the setting's name.
    pub lines: fn(&Page, &Step) -> Vec<(String, Html)>,
}

part!(
    /// Importing.
    import: Import = styled(Import {
        ask: ask_for_import,
        dialog: import_dialog,
        source: source_dialog,
        line: line_behind,
        lines: lines_behind,
    })
);

part!(
    /// Systems that many scenarios do without.
    systems: Systems = Systems::ALL
);

/// Functions at CloudFront's edge: what becomes of them, and how the worker is asked.
#[derive(Clone, Copy)]
pub struct EdgeCode {
    /// What CloudFront makes of them.
    pub functions: EdgeFunctions,
    /// Has the worker run calls.
    pub run: RunCalls,
}

part!(
    /// Functions at CloudFront's edge.
    edge_functions: EdgeCode = EdgeCode { functions: EdgeFunctions::ALL, run: edge_code::run_here }
);

/// Adds what traces lacked.
///
/// # Errors
/// When it did not arrive.
pub async fn extend(mut extensions: Extensions, missing: Missing) -> Result<Extensions, NotFetched> {
    if missing.systems && extensions.systems.is_none() {
        extensions.systems = Some(systems().await?);
    }
    if missing.edge_functions && extensions.edge_functions.is_none() {
        let part = edge_functions().await?;
        edge_code::take(part.run);
        extensions.edge_functions = Some(part.functions);
    }
    Ok(extensions)
}
