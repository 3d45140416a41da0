//! What to change so that a request does what is expected of it.
//!
//! | module | holds |
//! | --- | --- |
//! | [`kind`] | the book of fixes: what can be changed, where AWS recommends it |
//! | `edit` | typed values on their way into edits |
//! | `situation`, `wanted` | a request, where it stands, where it is wanted |
//! | `candidates` | what could be changed, layer by layer |
//! | `mends` | which fixes mend which cause: the order in which fixes are shown |
//! | [`scope`] | the region and the service that a signature is for |
//! | [`report`](mod@report) | fixes in words |
//! | [`terraform`] | fixes as Terraform |
//!
//! # How fixes are found
//! Candidates propose; the engine disposes. Each proposal is made to a copy of the scenario and traced. What meets the
//! expectation is a fix. What moves the request on to another refusal is gone on from: a path that is right may want a
//! permission next. Nothing is offered that was not traced to success, that AWS would not take, or after which a request
//! of the table gets worse.

use std::collections::BTreeSet;
use std::rc::Rc;

use hopscope_routing::expectation::{Standing, standing, states_something};
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, Trace, trace_with};
use hopscope_scenario::difference::{between, difference};
use hopscope_scenario::request::Request;
use hopscope_scenario::{Edit, FieldPath, Part, Scenario};

use crate::diagnosis::redirect::astray;
use crate::route_map::Answer;

mod candidates;
mod edit;
pub mod kind;
mod mends;
pub mod report;
pub mod scope;
mod situation;
pub mod terraform;
mod wanted;

pub use kind::{FixKind, Layer};
pub use mends::Merit;
pub use report::{hint, report};
pub use terraform::terraform;

use edit::{is_of_request, request_after};
use situation::Situation;

/// One thing that is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is.
    pub kind: FixKind,
    /// The values that its words name.
    pub values: Vec<(&'static str, String)>,
    /// What is edited, in order: in the scenario as the changes before it left it.
    pub edits: Vec<Edit>,
}

/// A change of a scenario, or of a request, after which the request does what is expected of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What is changed, in order; never empty. The first gives the fix its kind.
    pub changes: Vec<Change>,
    /// What all changes come to: made in order, they give `scenario` from the one that the fix is for, with the request
    /// in its row.
    pub edits: Vec<Edit>,
    /// The scenario with the changes made, the request among its requests.
    pub scenario: Scenario,
    /// The place of the request among the scenario's.
    pub row: usize,
    /// The request as it then is.
    pub request: Request,
    /// What re-tracing it gave.
    pub answer: Answer,
    /// Whether the request then ends at another place of the same integration, so that its expectation was rewritten.
    pub moves_place: bool,
    /// How it stands to the cause, which decides the order before the cost does.
    pub merit: Merit,
}

impl Fix {
    /// What is changed first and foremost.
    pub fn kind(&self) -> FixKind {
        self.changes.first().map_or(FixKind::OriginPath, |change| change.kind)
    }

    /// The fields that change, in the scenario as it is after; for something new, its place, and for something that is
    /// taken away, the list.
    pub fn fields(&self) -> Vec<FieldPath> {
        let mut fields: Vec<FieldPath> = Vec::new();
        for field in self.edits.iter().filter_map(Edit::place_after) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// Whether it leaves everything deployed as it is: only the request is another.
    pub fn is_of_request(&self) -> bool {
        self.changes.iter().flat_map(|change| &change.edits).all(is_of_request)
    }

    /// Whether it opens what is closed.
    pub fn is_unsafe(&self) -> bool {
        self.changes.iter().any(|change| change.kind.is_unsafe())
    }

    /// The link of the changed scenario.
    pub fn link(&self) -> String {
        self.scenario.to_link()
    }

    /// What it changes, in settings, and what it asks besides.
    fn cost(&self) -> u32 {
        let settings = edit::settings(self.changes.iter().flat_map(|change| &change.edits));
        let effort: u32 = self.changes.iter().map(|change| change.kind.effort()).sum();
        let recommended = u32::from(self.changes.iter().all(|change| change.kind.is_recommended()));
        (settings * 2 + effort).saturating_sub(recommended)
    }
}

/// Whether a request does what is expected of it; where nothing is expected, whether it ends somewhere without an error,
/// and without a redirect that leads astray.
pub fn is_met(request: &Request, traced: &Trace) -> bool {
    let is_open = request.expect.as_ref().is_none_or(|expected| !states_something(expected));
    standing(request.expect.as_ref(), traced) == Standing::Met && !(is_open && astray(traced).is_some())
}

/// The fixes of a request, the best first; none where the request does what is expected of it. `answers` runs edge
/// code: what it cannot run is not offered.
pub fn fixes(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Vec<Fix> {
    let traced = trace_with(scenario, request, answers);
    if is_met(request, &traced) {
        return Vec::new();
    }
    // The table of requests plays no part in the search, and copies are the smaller without.
    let bare = Scenario { requests: Vec::new(), ..scenario.clone() };
    let bare = Rc::new(bare);
    let start = Node { changes: Vec::new(), scenario: Rc::clone(&bare), request: request.clone(), traced };
    let table = Table::new(scenario, request, answers);
    let mut search = Search { found: Vec::new(), row: table.at, answers };
    search.run(start);
    let judge = mends::Judge::new(scenario, request, answers);
    let mut found: Vec<Fix> = search.found.into_iter().map(|reached| table.fix(reached, &judge)).collect();
    found.sort_by_key(|fix| (fix.merit, fix.cost()));
    let problems = scenario.problems().len();
    let mut kept: Vec<Fix> = Vec::new();
    for fix in found {
        let is_new = !kept.iter().any(|known| says_as_much(known, &fix));
        // The table last: it is traced anew for each.
        let is_new = is_new && fix.scenario.problems().len() <= problems && !table.gets_worse(&fix, answers);
        if is_new {
            kept.push(table.with_edits(&bare, fix));
        }
    }
    kept
}

/// Whether a cheaper fix leaves another nothing new to say: it changes the same first, or is of the same kind with
/// fewer changes.
fn says_as_much(known: &Fix, fix: &Fix) -> bool {
    // Where an origin path does for every request, a second origin says nothing more.
    let is_needless = known.kind() == FixKind::OriginPath && fix.kind() == FixKind::OwnOrigin;
    is_needless
        || known.changes.first() == fix.changes.first()
        || (known.kind() == fix.kind() && known.changes.len() < fix.changes.len())
}

/// A scenario on the way to a fix.
struct Node {
    changes: Vec<Change>,
    scenario: Rc<Scenario>,
    request: Request,
    traced: Trace,
}

struct Search<'s> {
    found: Vec<Node>,
    /// The request's row in the table.
    row: usize,
    answers: &'s dyn EdgeAnswers,
}

/// The most changes of a fix.
const MOST_CHANGES: usize = 3;

/// The most scenarios that are traced.
const MOST_TRACED: usize = 160;

impl Search<'_> {
    fn run(&mut self, start: Node) {
        let mut budget = MOST_TRACED;
        let mut level = vec![start];
        for depth in 0..MOST_CHANGES {
            let mut next: Vec<Node> = Vec::new();
            let mut tried: Vec<Vec<Change>> = Vec::new();
            for node in &level {
                let at = Situation::new(&node.scenario, (self.row, &node.request), &node.traced, self.answers);
                for change in candidates::all(&at, depth == 0) {
                    let changes: Vec<Change> = node.changes.iter().cloned().chain([change.clone()]).collect();
                    if budget == 0 || self.is_known(&changes) || tried.iter().any(|each| same(each, &changes)) {
                        continue;
                    }
                    budget -= 1;
                    tried.push(changes.clone());
                    let Some(reached) = self.step(node, &change, changes) else { continue };
                    if is_met(&reached.request, &reached.traced) {
                        self.found.push(reached);
                    } else if leads_on(&node.traced, &reached.traced) {
                        next.push(reached);
                    }
                }
            }
            level = next;
        }
    }

    fn step(&self, node: &Node, change: &Change, changes: Vec<Change>) -> Option<Node> {
        if change.edits.is_empty() {
            return None;
        }
        // Another request leaves what is deployed as it is.
        let (asked, deployed): (Vec<Edit>, Vec<Edit>) = change.edits.iter().cloned().partition(is_of_request);
        let scenario = match deployed.as_slice() {
            [] => Rc::clone(&node.scenario),
            deployed => Rc::new(Edit::apply_all(deployed, &node.scenario).ok()?),
        };
        let request = request_after(&node.request, &asked)?;
        let traced = trace_with(&scenario, &request, self.answers);
        Some(Node { changes, scenario, request, traced })
    }

    /// Whether a fix that is known does with some of these changes alone.
    fn is_known(&self, changes: &[Change]) -> bool {
        self.found.iter().any(|known| known.changes.iter().all(|change| changes.contains(change)))
    }
}

/// Whether two lists hold the same changes in any order.
fn same(one: &[Change], other: &[Change]) -> bool {
    one.len() == other.len() && one.iter().all(|change| other.contains(change))
}

/// Whether a change that does not suffice led the request on: another rule decides, or it ends elsewhere.
fn leads_on(before: &Trace, after: &Trace) -> bool {
    let of = |trace: &Trace| (trace.rule.id, trace.reaches.as_ref().map(|reaches| reaches.text.clone()));
    of(before) != of(after) || before.hops.len() < after.hops.len()
}

/// The other requests of the table that are well, and must stay so.
struct Table<'s> {
    scenario: &'s Scenario,
    /// The request's own row; one past the end where it has none.
    at: usize,
    request: &'s Request,
    well: Vec<&'s Request>,
}

impl<'s> Table<'s> {
    fn new(scenario: &'s Scenario, request: &'s Request, answers: &dyn EdgeAnswers) -> Self {
        let at = scenario.requests.iter().position(|each| each == request).unwrap_or(scenario.requests.len());
        let others = scenario.requests.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, each)| each);
        let well = others.filter(|each| is_met(each, &trace_with(scenario, each, answers))).collect();
        Self { scenario, at, request, well }
    }

    /// The fix that a search has reached, with the table of requests.
    fn fix(&self, reached: Node, judge: &mends::Judge) -> Fix {
        let Node { mut changes, scenario, request, traced } = reached;
        let mut scenario = Rc::unwrap_or_clone(scenario);
        scenario.requests.clone_from(&self.scenario.requests);
        match scenario.requests.get_mut(self.at) {
            Some(row) => row.clone_from(&request),
            None => scenario.requests.push(request.clone()),
        }
        // What costs most is what the fix is about: a permission that goes with a resource is not.
        changes.sort_by_key(|change| std::cmp::Reverse(change.kind.effort()));
        let place = |request: &Request| request.expect.as_ref().and_then(|expect| expect.reaches.clone());
        let moves_place = place(self.request) != place(&request);
        let merit = Merit::Helps;
        let edits = Vec::new();
        let fix =
            Fix { changes, edits, scenario, row: self.at, answer: Answer::of(&traced), request, moves_place, merit };
        Fix { merit: judge.merit(&fix, &traced), ..fix }
    }

    /// A fix with what it comes to, from the scenario without the table.
    fn with_edits(&self, bare: &Scenario, mut fix: Fix) -> Fix {
        let requests = std::mem::take(&mut fix.scenario.requests);
        fix.edits = difference(bare, &fix.scenario);
        fix.scenario.requests = requests;
        fix.edits.extend(between(&Part::Request(self.at).path(), self.request, &fix.request));
        fix
    }

    /// Whether a request that was well no longer is.
    fn gets_worse(&self, fix: &Fix, answers: &dyn EdgeAnswers) -> bool {
        let idle = Idle::of(fix);
        self.well.iter().any(|row| {
            let idle = idle.as_ref().filter(|idle| !idle.is_touched(row));
            let changed = idle.map_or(&fix.scenario, |idle| &idle.scenario);
            !is_met(row, &trace_with(changed, row, answers))
        })
    }
}

/// A scenario without the function that a fix adds: for the paths that the function, as it is written, gives back as
/// they are. To run it for each of many requests would take longer than everything else.
struct Idle {
    scenario: Scenario,
    from: String,
}

impl Idle {
    fn of(fix: &Fix) -> Option<Self> {
        let rewrite = fix.changes.iter().find(|change| change.kind == FixKind::FunctionRewrite)?;
        let value = |name: &str| rewrite.values.iter().find(|(each, _)| *each == name).map(|(_, value)| value);
        let (from, function) = (value("from").filter(|from| !from.is_empty())?, value("function")?);
        let mut scenario = fix.scenario.clone();
        for distribution in &mut scenario.distributions {
            let ordered = distribution.ordered_cache_behavior.iter_mut();
            for behavior in ordered.chain([&mut distribution.default_cache_behavior]) {
                behavior.function_association.retain(|each| each.function != *function);
            }
        }
        Some(Self { scenario, from: from.clone() })
    }

    fn is_touched(&self, request: &Request) -> bool {
        !Url::parse(&request.url).is_ok_and(|url| !url.path.starts_with(&self.from))
    }
}

/// The kinds of fixes, each once, in the order of the fixes.
pub fn kinds(fixes: &[Fix]) -> Vec<FixKind> {
    let mut seen = BTreeSet::new();
    fixes
        .iter()
        .flat_map(|fix| fix.changes.iter().map(|change| change.kind))
        .filter(|kind| seen.insert(*kind))
        .collect()
}
