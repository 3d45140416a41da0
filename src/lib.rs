//! The functional core of the Hopscope app: what the page knows, and how an action changes it.
//!
//! | module | holds |
//! | --- | --- |
//! | [`model`] | [`Model`]: everything that the page shows follows from it |
//! | [`action`], [`update`](mod@update) | [`Action`], and the pure function from a model and an action to the next model |
//! | [`add`], [`backend`] | what "+ Add" adds, with both ends; what an origin can lead to |
//! | [`form_table`] | the fields of every form |
//! | [`draft`] | what the user made, and where the browser stores it |
//! | [`edge_edit`], [`snippets`] | changes of edge functions; code to begin one with |
//! | [`edit`] | changes of a scenario, addressed by field path |
//! | [`curl`] | a curl command as a request |
//! | [`file`] | what a file that is opened or dropped holds |
//! | [`history`] | undo and redo |
//! | [`import`] | what was given to be imported, what came of it, the lines behind fields |
//! | [`view`] | what can be shown: tabs, dialogs, menus, notices |
//! | [`advice`], [`question`] | what the page asks the worker for, when, and what it was given |
//! | [`edge_code`] | the answers of edge code: known, needed, used |
//! | [`outcome`] | what follows from a scenario: traces, expectations met or not, problems |
//! | [`selection`] | which request, behaviour and origin the page shows |
//! | [`address`], [`share`] | the page's query parameters; links, snippets and embeds |
//! | [`forwards_viewer_host`] | which `Host` a behaviour sends |
//! | [`examples`] | the scenarios that come with the app, and exercises |
//! | [`new`], [`starts`] | what "add" adds; what an empty page offers to begin with |
//! | [`texts`] | what stands in the fields while it is typed |
//! | [`json_outline`] | the parts of a JSON text, to fold |
//! | [`json_tokens`] | the words of a JSON text, for its colours |
//! | [`text_position`] | where in a text an error lies |
//!
//! *Invariants.* No browser, no storage, no clock: `update` of the same model and action is the same model. The
//! scenario in force is always one that a file could hold; a text that cannot be read stays in its field, beside it.

pub mod action;
pub mod add;
pub mod address;
pub mod advice;
pub mod backend;
pub mod curl;
pub mod draft;
pub mod edge_code;
pub mod edge_edit;
pub mod edit;
pub mod examples;
pub mod file;
pub mod form_table;
pub mod forwards_viewer_host;
pub mod history;
pub mod import;
pub mod json_outline;
pub mod json_tokens;
pub mod model;
pub mod new;
pub mod outcome;
pub mod program;
pub mod question;
pub mod selection;
pub mod share;
pub mod snippets;
pub mod starts;
pub mod text_position;
pub mod texts;
pub mod update;
pub mod view;

pub use action::Action;
pub use edit::Edit;
pub use model::Model;
pub use outcome::Outcomes;
pub use update::{change, update, view};

/// [`update()`] in a page that has all that traces need.
#[cfg(test)]
pub(crate) fn update_whole(model: &Model, action: Action) -> Model {
    update(model, action, &model::Start::whole().program)
}
