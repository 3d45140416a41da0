//! Machines written out.

use std::collections::{BTreeMap, VecDeque};
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::characters::in_path;
use super::{Characters, Machine};

/// A state of a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(u32);

impl State {
    /// The state's place among those of its graph.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A graph would have more states than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// How many states it may have.
    pub limit: usize,
}

/// A machine written out: total, deterministic, every state reachable. `L` is what it says of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph<L> {
    nodes: Vec<Node>,
    labels: Vec<L>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Node {
    /// Where the watched characters lead, in order; those that lead where all others lead are left out.
    edges: Vec<(char, u32)>,
    /// Where every other character leads.
    other: u32,
    label: u32,
}

/// Stands in for a state of another graph.
static NOWHERE: Node = Node { edges: Vec::new(), other: 0, label: 0 };

impl<L: Clone + Ord> Graph<L> {
    /// Writes a machine out, breadth first. Of the watched characters those that cannot stand in a path are left out.
    ///
    /// # Errors
    /// When it has more than `limit` states.
    pub fn build<M: Machine<Label = L>>(machine: &M, limit: usize) -> Result<Self, TooLarge> {
        let mut states = Interner::new(limit);
        let mut labels = Labels::default();
        let mut nodes = Vec::new();
        let mut watched = Characters::default();
        states.id(machine.start())?;
        while let Some(state) = states.order.get(nodes.len()).cloned() {
            watched.clear();
            machine.watch(&state, &mut watched);
            let other = states.id(machine.step(&state, watched.other()))?;
            let mut edges = Vec::new();
            for character in watched.iter().filter(|character| in_path(*character)) {
                let next = states.id(machine.step(&state, character))?;
                if next != other {
                    edges.push((character, next));
                }
            }
            nodes.push(Node { edges, other, label: labels.id(machine.label(&state)) });
        }
        Ok(Self { nodes, labels: labels.order })
    }

    /// Both graphs reading the same path, with a label from both labels.
    ///
    /// # Errors
    /// When the product has more than `limit` states.
    pub fn product<K: Clone + Ord, T: Clone + Ord>(
        &self,
        other: &Graph<K>,
        label: impl Fn(Option<&L>, Option<&K>) -> T,
        limit: usize,
    ) -> Result<Graph<T>, TooLarge> {
        self.product_from((self.start(), other.start()), other, label, limit)
    }

    /// The product with another graph, from states of their own.
    ///
    /// # Errors
    /// When the product has more than `limit` states.
    pub fn product_from<K: Clone + Ord, T: Clone + Ord>(
        &self,
        start: (State, State),
        other: &Graph<K>,
        label: impl Fn(Option<&L>, Option<&K>) -> T,
        limit: usize,
    ) -> Result<Graph<T>, TooLarge> {
        Graph::build(&Product { one: self, other, label, start }, limit)
    }

    /// The same graph with other labels. With `|label| !label` it is the complement.
    pub fn relabelled<K: Clone + Ord>(&self, relabel: impl Fn(&L) -> K) -> Graph<K> {
        let mut labels = Labels::default();
        let ids: Vec<u32> = self.labels.iter().map(|label| labels.id(relabel(label))).collect();
        let relabelled = |node: &Node| Node {
            edges: node.edges.clone(),
            other: node.other,
            label: ids.get(node.label as usize).copied().unwrap_or_default(),
        };
        Graph { nodes: self.nodes.iter().map(relabelled).collect(), labels: labels.order }
    }

    /// What the graph says of a path.
    pub fn of(&self, path: &str) -> Option<&L> {
        self.label(self.run(self.start(), path))
    }

    /// Every label with its shortest path; of equally short ones that with any other character before watched ones.
    pub fn shortest_by_label(&self) -> BTreeMap<L, String> {
        let mut found: BTreeMap<L, String> = BTreeMap::new();
        let mut came: Vec<Option<(State, char)>> = vec![None; self.nodes.len()];
        let mut seen = vec![false; self.nodes.len()];
        let mut queue = VecDeque::from([self.start()]);
        mark(&mut seen, self.start());
        while let Some(state) = queue.pop_front() {
            if let Some(label) = self.label(state)
                && !found.contains_key(label)
            {
                found.insert(label.clone(), spell(&came, state));
            }
            for (character, next) in self.moves(state) {
                if mark(&mut seen, next) {
                    if let Some(slot) = came.get_mut(next.0 as usize) {
                        *slot = Some((state, character));
                    }
                    queue.push_back(next);
                }
            }
        }
        found
    }

    /// The shortest path whose label is `accepted`. None: the language is empty.
    pub fn shortest(&self, accepted: impl Fn(&L) -> bool) -> Option<String> {
        self.relabelled(|label| accepted(label)).shortest_by_label().remove(&true)
    }
}

impl Graph<bool> {
    /// The shortest path that is in this language and not in the other. None: this language is included in it.
    ///
    /// # Errors
    /// When the product has more than `limit` states.
    pub fn shortest_outside(&self, other: &Self, limit: usize) -> Result<Option<String>, TooLarge> {
        Ok(self
            .product(other, |mine, theirs| mine == Some(&true) && theirs == Some(&false), limit)?
            .shortest(|outside| *outside))
    }

    /// Whether both are the same language.
    ///
    /// # Errors
    /// When the product has more than `limit` states.
    pub fn is_equivalent(&self, other: &Self, limit: usize) -> Result<bool, TooLarge> {
        Ok(self.product(other, |mine, theirs| mine != theirs, limit)?.shortest(|differs| *differs).is_none())
    }
}

impl<L> Graph<L> {
    /// The state before the first character.
    pub fn start(&self) -> State {
        State(0)
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no state: never, as there is always a first one.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The state after one character more.
    pub fn step(&self, state: State, character: char) -> State {
        let node = self.node(state);
        let found = node.edges.binary_search_by_key(&character, |(watched, _)| *watched).ok();
        State(found.and_then(|at| node.edges.get(at)).map_or(node.other, |(_, next)| *next))
    }

    /// The state after reading a text.
    pub fn run(&self, from: State, text: &str) -> State {
        text.chars().fold(from, |state, character| self.step(state, character))
    }

    /// What the graph says of a path that ends in a state.
    pub fn label(&self, state: State) -> Option<&L> {
        self.labels.get(self.label_index(state))
    }

    /// Every label, by index.
    pub fn labels(&self) -> &[L] {
        &self.labels
    }

    /// The index of a state's label.
    pub fn label_index(&self, state: State) -> usize {
        self.node(state).label as usize
    }

    /// The moves from a state: any other character first, then the watched ones.
    pub fn moves(&self, state: State) -> impl Iterator<Item = (char, State)> {
        let node = self.node(state);
        let others: Characters = node.edges.iter().map(|(character, _)| *character).chain(['/']).collect();
        let slash = self.step(state, '/');
        let watched = node.edges.iter().filter(|(character, _)| *character != '/');
        std::iter::once((others.other(), State(node.other)))
            .chain(watched.map(|(character, next)| (*character, State(*next))))
            .chain(std::iter::once(('/', slash)))
    }

    /// Adds the characters that a state treats apart from others.
    pub fn watch(&self, state: State, watched: &mut Characters) {
        self.node(state).edges.iter().for_each(|(character, _)| watched.insert(*character));
    }

    /// For each state, by index, whether a state can be reached from it whose label, by index, is wanted.
    pub fn reaching_any(&self, wanted: &[bool]) -> Vec<bool> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            for next in node.edges.iter().map(|(_, next)| *next).chain([node.other]) {
                if let Some(list) = before.get_mut(next as usize) {
                    list.push(at);
                }
            }
        }
        let is_wanted = |node: &Node| wanted.get(node.label as usize).copied().unwrap_or_default();
        let mut reaching: Vec<bool> = self.nodes.iter().map(is_wanted).collect();
        let mut queue: Vec<usize> = (0..reaching.len()).filter(|at| reaching.get(*at) == Some(&true)).collect();
        while let Some(at) = queue.pop() {
            for earlier in before.get(at).into_iter().flatten() {
                if let Some(slot) = reaching.get_mut(*earlier)
                    && !std::mem::replace(slot, true)
                {
                    queue.push(*earlier);
                }
            }
        }
        reaching
    }

    fn node(&self, state: State) -> &Node {
        self.nodes.get(state.0 as usize).unwrap_or(&NOWHERE)
    }
}

/// A graph is a machine, so that graphs can be multiplied.
struct Product<'g, L, K, F> {
    one: &'g Graph<L>,
    other: &'g Graph<K>,
    label: F,
    start: (State, State),
}

impl<L, K, T: Clone + Ord, F: Fn(Option<&L>, Option<&K>) -> T> Machine for Product<'_, L, K, F> {
    type State = (State, State);
    type Label = T;

    fn start(&self) -> Self::State {
        self.start
    }

    fn step(&self, (one, other): &Self::State, character: char) -> Self::State {
        (self.one.step(*one, character), self.other.step(*other, character))
    }

    fn watch(&self, (one, other): &Self::State, watched: &mut Characters) {
        self.one.watch(*one, watched);
        self.other.watch(*other, watched);
    }

    fn label(&self, (one, other): &Self::State) -> Self::Label {
        (self.label)(self.one.label(*one), self.other.label(*other))
    }
}

/// Numbers states in the order in which they are met.
struct Interner<S> {
    ids: FxHashMap<S, u32>,
    order: Vec<S>,
    limit: usize,
}

impl<S: Clone + Eq + Hash> Interner<S> {
    fn new(limit: usize) -> Self {
        Self { ids: FxHashMap::default(), order: Vec::new(), limit }
    }

    fn id(&mut self, state: S) -> Result<u32, TooLarge> {
        if let Some(id) = self.ids.get(&state) {
            return Ok(*id);
        }
        if self.order.len() >= self.limit {
            return Err(TooLarge { limit: self.limit });
        }
        let id = u32::try_from(self.order.len()).map_err(|_| TooLarge { limit: self.limit })?;
        self.order.push(state.clone());
        self.ids.insert(state, id);
        Ok(id)
    }
}

/// Numbers labels in the order in which they are met.
struct Labels<L> {
    ids: BTreeMap<L, u32>,
    order: Vec<L>,
}

impl<L> Default for Labels<L> {
    fn default() -> Self {
        Self { ids: BTreeMap::new(), order: Vec::new() }
    }
}

impl<L: Clone + Ord> Labels<L> {
    fn id(&mut self, label: L) -> u32 {
        if let Some(id) = self.ids.get(&label) {
            return *id;
        }
        let id = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        self.order.push(label.clone());
        self.ids.insert(label, id);
        id
    }
}

/// Marks a state as seen; whether it was not before.
fn mark(seen: &mut [bool], state: State) -> bool {
    seen.get_mut(state.0 as usize).is_some_and(|slot| !std::mem::replace(slot, true))
}

/// The path by which a search came to a state.
fn spell(came: &[Option<(State, char)>], mut state: State) -> String {
    let mut characters = Vec::new();
    while let Some(Some((before, character))) = came.get(state.0 as usize) {
        characters.push(*character);
        state = *before;
    }
    characters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::pattern::Patterns;
    use super::*;

    fn language(pattern: &str) -> Graph<bool> {
        Graph::build(&Patterns::paths([pattern]), 100).unwrap().relabelled(Option::is_some)
    }

    fn outside(one: &str, other: &str) -> Option<String> {
        language(one).shortest_outside(&language(other), 1000).unwrap()
    }

    #[test]
    fn inclusion_is_exact_and_shows_the_shortest_path_outside() {
        assert_eq!(outside("/api/v2/*", "/api*"), None);
        assert_eq!(outside("/api*", "/api/v2/*"), Some("/api".to_owned()));
        assert_eq!(outside("/*.jpg", "*jpg"), None);
        assert_eq!(outside("/a?c", "/a*c"), None);
        assert_eq!(outside("/a*c", "/a?c"), Some("/ac".to_owned()));
        assert_eq!(outside("*a*", "*"), None);
    }

    #[test]
    fn equivalence_knows_other_spellings() {
        for (one, other, same) in [
            ("/api/*", "api/*", true),
            ("/a**b", "/a*b", true),
            ("/*?", "/?*", true),
            ("/a*", "/a?*", false),
            ("*", "/*", true),
        ] {
            assert_eq!(language(one).is_equivalent(&language(other), 1000), Ok(same), "{one} {other}");
        }
    }

    #[test]
    fn the_complement_is_what_is_left() {
        let others = language("/*").relabelled(|found| !found);
        assert_eq!(others.shortest(|outside| *outside), Some(String::new()));
        let both =
            language("/a*").product(&language("*b"), |one, other| one == Some(&true) && other == Some(&true), 99);
        assert_eq!(both.unwrap().shortest(|both| *both), Some("/ab".to_owned()));
    }

    #[test]
    fn too_large_is_said_and_not_guessed() {
        let built = Graph::build(&Patterns::paths(["/abcdefgh"]), 5);
        assert!(matches!(built, Err(TooLarge { limit: 5 })));
    }
}
