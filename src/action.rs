//! Everything that a user, the browser or an address can do to the page.

use std::rc::Rc;

use hopscope_locale::Language;
use hopscope_routing::trace::StepIndex;
use hopscope_scenario::Scenario;

use crate::advice::{Before, Given};
use crate::draft::{Draft, Drafts, Written};
use crate::edge_code::Run;
use crate::edit::Edit;
use crate::import::{Failure, GivenFile, Imported};
use crate::selection::FormSection;
use crate::texts::Slot;
use crate::view::{Dialog, Menu, Notice, Status, Tab, Theme};

/// Something that happens to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Change the scenario.
    Edit(Edit),
    /// Change the scenario and show the part that the change is about.
    EditAndShow(Edit, FormSection, usize),
    /// A text was typed into a field. The change that it stands for; none while it is taken over when the field is left.
    Type(Slot, String, Option<Edit>),
    /// The field is left, or Enter was pressed in it: make this change of its text, unless that is done.
    Commit(Slot, Edit),
    /// Give up the text of a field that was not taken over.
    Withdraw(Slot),
    /// Trace so many of the requests that are overdue.
    CatchUp(usize),
    /// The user left a field: what is typed next is another step of undo.
    LeaveField,
    /// Change the JSON of the whole scenario.
    EditDocument(String),
    /// Show the JSON in place of the forms, or the forms again.
    ShowDocument(bool),
    /// Take back the latest change.
    Undo,
    /// Make it again.
    Redo,
    /// Open another scenario. It can be undone.
    Load(Rc<Scenario>),
    /// Open another scenario that is not the user's own, and offer the own one back.
    OpenLink(Rc<Scenario>),
    /// Go on with a draft that was offered.
    Restore(Draft),
    /// The draft at this place has been deleted.
    Forget(Rc<str>),
    /// These drafts are stored.
    List(Drafts),
    /// This draft of them was deleted, as its text was; or that is not to be told any more.
    Deleted(Option<(Draft, Rc<str>)>),
    /// Go to that step of the guided look, from 0, or end it.
    Guide(Option<usize>),
    /// What is on the screen has been stored, or could not be.
    Written(Written),
    /// Show a part of the set-up, or another request.
    Show(FormSection, usize),
    /// Show the rule of a step, or none.
    ShowStep(Option<StepIndex>),
    /// Show a tab of a narrow page.
    ShowTab(Tab),
    /// Open a dialog, or close it.
    ShowDialog(Option<Dialog>),
    /// The user has to copy the text of the area of that id by hand, or of none.
    CopyByHand(Option<&'static str>),
    /// Look for this among the examples.
    LookFor(String),
    /// Open a menu, or close it.
    ShowMenu(Option<Menu>),
    /// Tell the user something.
    Notify(Notice),
    /// Edge code has been run.
    EdgeAnswered(Vec<Run>),
    /// The program that runs edge code did not arrive; or is to be tried again.
    EdgeUnavailable(bool),
    /// Ask what would change the outcome, or ask for the shown advice once more.
    Advise,
    /// Ask what would change the outcome: the page is quiet, and the user likely wants to know.
    AdviseQuietly,
    /// Advice has arrived, or will not.
    Advised(Given),
    /// Compare with this.
    CompareWith(Before),
    /// Explain this answer, which the user has pasted.
    Explain(String),
    /// Put this scenario in force, as one step of undo.
    Try(Rc<Scenario>),
    /// Select the request of this method and URL, which is added if there is none.
    Ask(String, String),
    /// Show the form of a field.
    ShowField(String),
    /// More of the program is here to trace by.
    Extended,
    /// What comes with the forms is here: what finds problems, and what changes an item alone.
    Equipped,
    /// Import these files, together with what was given before, and show what comes of it.
    ImportFiles(Vec<GivenFile>),
    /// Take a file, by its place in what was given, out of the import.
    ImportWithout(usize),
    /// Give a variable its value, or a question of the import its answer.
    ImportWith(String, String),
    /// The request in question, of what is imported, has this URL.
    ImportUrl(String),
    /// What came of the import of that number.
    Imported(u32, Result<Rc<Imported>, Failure>),
    /// Read the files once more.
    ImportAgain,
    /// Put what was imported in force, as one step of undo.
    AcceptImport,
    /// Ask again for what did not arrive.
    Retry,
    /// Put away a notice, from 0.
    Dismiss(usize),
    /// Say that something was done.
    Say(Status),
    /// Put the short message away, unless a newer one has come.
    Silence(u32),
    /// Take another theme.
    SetTheme(Theme),
    /// The texts are now in this language.
    SetLanguage(Language),
    /// The page has become narrow, or wide again.
    SetNarrow(bool),
    /// The place of the diagram is so wide now, in px.
    SetRoom(u16),
    /// Fold what changed nothing in the diagram, or show all of it.
    Fold(bool),
    /// Show what is folded at a stop of the diagram.
    Unfold(usize),
}
