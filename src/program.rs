//! What of the program is here: parts of it come later, and a change of the model goes as far as it can without them.

use hopscope_routing::Extensions;
use hopscope_scenario::Scenario;

use crate::edit::Edit;
use crate::outcome::FindProblems;

/// Changes an item of the scenario alone: [`Edit::apply_typed`].
pub type EditItem = fn(&Edit, &Scenario, &Scenario) -> Option<Scenario>;

/// What of the program is here beyond its first part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Program {
    /// What to trace by.
    pub extensions: Extensions,
    /// What finds what AWS would refuse.
    pub find_problems: Option<FindProblems>,
    /// What changes an item without copying the scenario around it.
    pub edit_item: Option<EditItem>,
}
