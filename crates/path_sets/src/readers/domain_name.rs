//! What a custom domain tells apart: which base paths a path begins with, and, for each of them, what the API behind
//! tells apart in what is left.
//!
//! Which of several mappings or rules wins is the domain's business; the reading holds what all of them would do.

use std::rc::Rc;

use hopscope_scenario::Scenario;
use hopscope_scenario::domain_name::DomainName;

use super::{MOST_STATES, Reading, Served, api, by_index, nothing};
use crate::sets::{Characters, Graph, Machine, TooLarge, graph};

/// A base path with what stands behind it.
#[derive(Clone, Debug)]
struct Entry {
    /// Without slashes at its ends.
    base_path: Vec<char>,
    /// Whether it may end inside a segment.
    is_bytewise: bool,
    is_stripped: bool,
    behind: Rc<Reading>,
}

/// Reads paths for a custom domain.
#[derive(Clone, Debug)]
struct DomainReader(Vec<Entry>);

/// How far an entry's base path has been matched, and what has been read behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Progress {
    at: At,
    behind: graph::State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum At {
    /// Before the first slash.
    Front,
    /// So many characters of the base path fit.
    Part(usize),
    /// The base path fits.
    Behind,
    /// It does not.
    Not,
}

/// The reading of a custom domain.
pub(super) fn read(scenario: &Scenario, method: Served<'_>, domain: &DomainName) -> Result<Reading, TooLarge> {
    let is_bytewise = domain.base_path_mappings.iter().any(|each| each.base_path.trim_matches('/').contains('/'));
    let mut entries = Vec::new();
    for mapping in &domain.base_path_mappings {
        let key = match mapping.base_path.trim_matches('/') {
            "(none)" => "",
            key => key,
        };
        let stage = Some(mapping.stage.as_str()).filter(|stage| !stage.is_empty());
        entries.push(entry(scenario, method, (&mapping.api, stage), key, (is_bytewise, true))?);
    }
    for rule in &domain.routing_rules {
        let base_paths = rule.conditions.base_paths.iter().map(|path| path.trim_matches('/'));
        let unconditional = rule.conditions.base_paths.is_empty().then_some("");
        for base_path in base_paths.chain(unconditional) {
            let to = (rule.api.as_str(), Some(rule.stage.as_str()));
            entries.push(entry(scenario, method, to, base_path, (false, rule.strip_base_path))?);
        }
    }
    Ok(by_index(&Graph::build(&DomainReader(entries), MOST_STATES)?))
}

fn entry(
    scenario: &Scenario,
    method: Served<'_>,
    (id, stage): (&str, Option<&str>),
    base_path: &str,
    (is_bytewise, is_stripped): (bool, bool),
) -> Result<Entry, TooLarge> {
    let behind = match api(scenario, method, id, stage)? {
        Some(behind) => behind,
        None => nothing()?,
    };
    Ok(Entry { base_path: base_path.chars().collect(), is_bytewise, is_stripped, behind: Rc::new(behind) })
}

impl Entry {
    fn start(&self) -> Progress {
        let at = if self.base_path.is_empty() { At::Behind } else { At::Front };
        Progress { at, behind: self.behind.start() }
    }

    fn step(&self, progress: Progress, character: char) -> Progress {
        let at = match progress.at {
            At::Front if character == '/' => At::Part(0),
            At::Front | At::Not => At::Not,
            At::Behind => At::Behind,
            At::Part(matched) => match self.base_path.get(matched) {
                Some(wanted) if *wanted == character => At::Part(matched + 1),
                Some(_) => At::Not,
                None if character == '/' || self.is_bytewise => At::Behind,
                None => At::Not,
            },
        };
        let reads = match progress.at {
            At::Behind => true,
            At::Part(_) if self.is_stripped => at == At::Behind,
            _ => !self.is_stripped,
        };
        let mut behind = progress.behind;
        if reads {
            if progress.at != At::Behind && self.is_stripped && character != '/' {
                behind = self.behind.step(behind, '/');
            }
            behind = self.behind.step(behind, character);
        }
        if at == At::Not {
            behind = self.behind.start();
        }
        Progress { at, behind }
    }

    fn label(&self, progress: Progress) -> Option<usize> {
        let fits = match progress.at {
            At::Behind => true,
            At::Part(matched) => matched == self.base_path.len(),
            At::Front | At::Not => false,
        };
        fits.then(|| self.behind.label(progress.behind).copied()).flatten()
    }
}

impl Machine for DomainReader {
    type State = Vec<Progress>;
    type Label = Vec<Option<usize>>;

    fn start(&self) -> Self::State {
        self.0.iter().map(Entry::start).collect()
    }

    fn step(&self, state: &Self::State, character: char) -> Self::State {
        self.0.iter().zip(state).map(|(entry, progress)| entry.step(*progress, character)).collect()
    }

    fn watch(&self, state: &Self::State, watched: &mut Characters) {
        watched.insert('/');
        for (entry, progress) in self.0.iter().zip(state) {
            entry.behind.watch(progress.behind, watched);
            if let At::Part(matched) = progress.at {
                entry.base_path.get(matched).into_iter().for_each(|character| watched.insert(*character));
                // The first character behind a base path that ends inside a segment is read behind a slash.
                if matched == entry.base_path.len() && entry.is_bytewise {
                    entry.behind.watch(entry.behind.step(progress.behind, '/'), watched);
                }
            }
        }
    }

    fn label(&self, state: &Self::State) -> Self::Label {
        self.0.iter().zip(state).map(|(entry, progress)| entry.label(*progress)).collect()
    }
}
