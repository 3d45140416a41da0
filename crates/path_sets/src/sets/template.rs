//! Path templates: `/users/{id}/{rest+}`.
//!
//! A set of templates is a tree of characters, `{variable}` and `{greedy+}` branches. Reading a path keeps the nodes
//! that it can be at, the literal one and those inside variables side by side: which template *wins* is not decided
//! here. What is said of a path is the set of all templates that fit it, so that any order of precedence, and any
//! method that a more specific template lacks, can be told from the answer.
//!
//! - A variable takes one segment that is not empty. A greedy one, last in its template, takes at least one segment,
//!   empty ones included.
//! - Slashes in front of the first segment play no part, nor does one at the end.
//!
//! This is the reading of REST API resources: see `hopscope_routing::api_gateway::rest::resource`, against which a test
//! holds it.

use std::collections::BTreeMap;

use super::{Characters, Machine};

/// A set of templates. Says of a path which of them fit, by index.
#[derive(Clone, Debug)]
pub struct Templates {
    nodes: Vec<Node>,
    slashes: Slashes,
}

/// What slashes at the ends of a path mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slashes {
    /// Those in front of the first segment play no part, nor does one at the end.
    Ignored,
    /// All count but the first, and a greedy variable takes at least one character.
    Counted,
}

#[derive(Clone, Debug, Default)]
struct Node {
    literal: BTreeMap<char, u32>,
    /// Inside a variable that begins here.
    variable: Option<u32>,
    /// Inside a greedy variable that begins here.
    greedy: Option<u32>,
    kind: SegmentKind,
    /// The templates that end here.
    ends: Vec<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SegmentKind {
    #[default]
    Literal,
    Variable,
    Greedy,
}

/// Where in the templates a path has led.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplatePosition {
    nodes: Vec<u32>,
    at: At,
}

/// What was read last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum At {
    /// Nothing but slashes so far.
    Front,
    /// A slash; where slashes are ignored, not yet gone along, as it plays no part if nothing follows.
    Slash,
    /// A character of a segment.
    Segment,
}

impl Templates {
    /// A set of templates, as REST APIs read them.
    pub fn new<'a>(templates: impl IntoIterator<Item = &'a str>) -> Self {
        Self::build(templates, Slashes::Ignored)
    }

    /// A set of templates, as HTTP APIs read them: every slash but the first counts, and a greedy variable takes at
    /// least one character.
    pub fn exact<'a>(templates: impl IntoIterator<Item = &'a str>) -> Self {
        Self::build(templates, Slashes::Counted)
    }

    fn build<'a>(templates: impl IntoIterator<Item = &'a str>, slashes: Slashes) -> Self {
        let mut set = Self { nodes: vec![Node::default()], slashes };
        for (index, template) in (0_u16..).zip(templates) {
            set.insert(index, template);
        }
        set
    }

    fn insert(&mut self, index: u16, template: &str) {
        let template = match self.slashes {
            Slashes::Ignored => {
                let template = template.trim_start_matches('/');
                template.strip_suffix('/').unwrap_or(template)
            }
            Slashes::Counted => template.strip_prefix('/').unwrap_or(template),
        };
        let mut node = 0;
        if !template.is_empty() {
            for (position, segment) in template.split('/').enumerate() {
                if position > 0 {
                    node = self.child(node, '/');
                }
                let variable = segment.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
                if self.node(node).kind == SegmentKind::Greedy {
                    return;
                }
                node = match variable {
                    Some(name) if name.ends_with('+') => self.branch(node, SegmentKind::Greedy),
                    Some(_) => self.branch(node, SegmentKind::Variable),
                    None => segment.chars().fold(node, |node, character| self.child(node, character)),
                };
            }
        }
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.ends.push(index);
        }
    }

    /// The child of a literal character.
    fn child(&mut self, node: u32, character: char) -> u32 {
        if let Some(child) = self.node(node).literal.get(&character) {
            return *child;
        }
        let kind = if self.node(node).kind == SegmentKind::Greedy { SegmentKind::Greedy } else { SegmentKind::Literal };
        let child = self.push(kind);
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.literal.insert(character, child);
        }
        child
    }

    /// The child of a variable.
    fn branch(&mut self, node: u32, kind: SegmentKind) -> u32 {
        let existing = match kind {
            SegmentKind::Greedy => self.node(node).greedy,
            SegmentKind::Variable | SegmentKind::Literal => self.node(node).variable,
        };
        if let Some(child) = existing {
            return child;
        }
        let child = self.push(kind);
        if let Some(node) = self.nodes.get_mut(node as usize) {
            match kind {
                SegmentKind::Greedy => node.greedy = Some(child),
                SegmentKind::Variable | SegmentKind::Literal => node.variable = Some(child),
            }
        }
        child
    }

    fn push(&mut self, kind: SegmentKind) -> u32 {
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node { kind, ..Node::default() });
        id
    }

    fn node(&self, id: u32) -> &Node {
        static NONE: Node = Node {
            literal: BTreeMap::new(),
            variable: None,
            greedy: None,
            kind: SegmentKind::Literal,
            ends: Vec::new(),
        };
        self.nodes.get(id as usize).unwrap_or(&NONE)
    }

    /// The nodes after one character more, from nodes of which those that are not inside a segment are at its start.
    fn advance(&self, nodes: &[u32], at_start: bool, character: char) -> Vec<u32> {
        let mut found = Vec::with_capacity(nodes.len() + 1);
        for id in nodes {
            let node = self.node(*id);
            if node.kind == SegmentKind::Greedy || (node.kind == SegmentKind::Variable && character != '/') {
                found.push(*id);
            }
            if node.kind != SegmentKind::Greedy
                && !(node.kind == SegmentKind::Variable && character != '/')
                && let Some(child) = node.literal.get(&character)
            {
                found.push(*child);
                if character == '/' && self.slashes == Slashes::Ignored {
                    found.extend(self.node(*child).greedy);
                }
            }
            if at_start && node.kind == SegmentKind::Literal {
                if character != '/' {
                    found.extend(node.variable);
                    found.extend(node.greedy);
                } else if self.slashes == Slashes::Counted {
                    found.extend(node.greedy);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn fitting(&self, nodes: &[u32]) -> Vec<u16> {
        let mut fitting: Vec<u16> = nodes.iter().flat_map(|id| self.node(*id).ends.iter().copied()).collect();
        fitting.sort_unstable();
        fitting
    }
}

impl Machine for Templates {
    type State = TemplatePosition;
    type Label = Vec<u16>;

    fn start(&self) -> TemplatePosition {
        TemplatePosition { nodes: vec![0], at: At::Front }
    }

    fn step(&self, place: &TemplatePosition, character: char) -> TemplatePosition {
        if self.slashes == Slashes::Counted {
            return match (place.at, character) {
                (At::Front, '/') => TemplatePosition { nodes: place.nodes.clone(), at: At::Slash },
                (at, _) => TemplatePosition {
                    nodes: self.advance(&place.nodes, at != At::Segment, character),
                    at: if character == '/' { At::Slash } else { At::Segment },
                },
            };
        }
        match (place.at, character) {
            (At::Front, '/') => place.clone(),
            (At::Front, _) => TemplatePosition { nodes: self.advance(&place.nodes, true, character), at: At::Segment },
            (At::Segment, '/') => TemplatePosition { nodes: place.nodes.clone(), at: At::Slash },
            (At::Segment, _) => {
                TemplatePosition { nodes: self.advance(&place.nodes, false, character), at: At::Segment }
            }
            (At::Slash, '/') => TemplatePosition { nodes: self.advance(&place.nodes, false, '/'), at: At::Slash },
            (At::Slash, _) => {
                let behind = self.advance(&place.nodes, false, '/');
                TemplatePosition { nodes: self.advance(&behind, true, character), at: At::Segment }
            }
        }
    }

    fn watch(&self, place: &TemplatePosition, watched: &mut Characters) {
        watched.insert('/');
        let mut literals = |nodes: &[u32]| {
            for id in nodes {
                self.node(*id).literal.keys().for_each(|character| watched.insert(*character));
            }
        };
        match place.at {
            At::Slash if self.slashes == Slashes::Ignored => literals(&self.advance(&place.nodes, false, '/')),
            At::Front | At::Slash | At::Segment => literals(&place.nodes),
        }
    }

    fn label(&self, place: &TemplatePosition) -> Vec<u16> {
        match place.at {
            At::Front => self.node(0).ends.clone(),
            At::Slash | At::Segment => self.fitting(&place.nodes),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use hopscope_routing::api_gateway::rest::resource;
    use hopscope_scenario::rest_api::{MethodName, Resource, RestApi, RestStage};
    use proptest::prelude::*;

    use super::super::Graph;
    use super::*;

    /// Whether the engine matches a path when the API has this template alone.
    fn fits(template: &str, path: &str) -> bool {
        let resource = Resource {
            path: template.to_owned(),
            methods: [(MethodName::Get, Default::default())].into(),
            ..Resource::default()
        };
        let api = RestApi { resources: vec![resource], ..RestApi::default() };
        resource::best(&api, &RestStage::default(), "GET", path).is_some()
    }

    proptest! {
        #[test]
        fn agrees_with_the_engine(
            templates in prop::collection::vec("(/(a|b|ab|\\{x\\}|\\{y\\+\\})){0,4}", 1..6),
            paths in prop::collection::vec("/{0,2}[/abc]{0,7}", 1..40),
        ) {
            let machine = Templates::new(templates.iter().map(String::as_str));
            let graph = Graph::build(&machine, 10_000).unwrap();
            for path in paths {
                let expected: Vec<u16> = (0..).zip(&templates)
                    .filter(|(_, template)| fits(template, &path)).map(|(index, _)| index).collect();
                prop_assert_eq!(graph.of(&path).unwrap(), &expected, "{:?} {}", templates, path);
            }
        }
    }

    #[test]
    fn shortest_paths_are_readable() {
        let graph = Graph::build(&Templates::new(["/", "/hello", "/users/{id}", "/{proxy+}"]), 1000).unwrap();
        let found = graph.shortest_by_label();
        let found: Vec<_> = found.iter().map(|(label, path)| (label.as_slice(), path.as_str())).collect();
        assert_eq!(found, [(&[0][..], ""), (&[1, 3][..], "hello"), (&[2, 3][..], "users/a"), (&[3][..], "a")]);
    }
}
