//! Readers of paths.

use super::Characters;

/// A deterministic reader of paths, given by what it does with a character.
///
/// *Contract.* Characters that a state does not watch are alike to it: `step` leads to the same state for all of them.
/// [`super::Graph::build`] relies on it.
pub trait Machine {
    /// What the machine remembers of what it has read.
    type State: Clone + Eq + std::hash::Hash;
    /// What it says of a path that ends here.
    type Label: Clone + Ord;

    /// The state before the first character.
    fn start(&self) -> Self::State;

    /// The state after one character more.
    fn step(&self, state: &Self::State, character: char) -> Self::State;

    /// Adds the characters that the state treats apart from others.
    fn watch(&self, state: &Self::State, watched: &mut Characters);

    /// What the machine says of a path that ends in this state.
    fn label(&self, state: &Self::State) -> Self::Label;
}
