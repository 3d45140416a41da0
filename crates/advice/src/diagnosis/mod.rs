//! Why a request was answered as it was: the cause, its look-alikes, and what would fail next.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`diagnose`], and the [`Diagnosis`] that it gives |
//! | [`refusal`] | the step that decided |
//! | [`cause`] | what in the scenario made it decide so |
//! | `stage`, `resource`, `host`, `object`, `preflight`, `field` | the causes of single rules |
//! | `elsewhere` | why an answer that nobody refused is not the expected one |
//! | `forwarding` | what of the viewer's request does not get to the place that answers |
//! | [`redirect`] | redirects that lead astray |
//! | [`hypothesis`], [`what_next`] | hypotheses that lift one refusal each, and what AWS would say then |
//! | [`look_alike`], [`probe`] | other causes of the same answer, and commands that tell them apart |
//! | [`place`] | which parts of the scenario a trace passed |
//! | [`words`] | the report, in the words of a language |
//!
//! *Invariant.* Nothing here decides what becomes of a request: every hypothesis and every probe is traced.

use hopscope_routing::RuleId;
use hopscope_routing::expectation::{Difference, differences};
use hopscope_routing::path::PathSource;
use hopscope_routing::trace::{Component, Trace};
use hopscope_routing::{Basis, EdgeAnswers, Rule, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::{Expectation, Request};

use self::cause::{Case, Cause};
use self::look_alike::{Family, Member};
use self::probe::Probe;
use self::refusal::{Deciding, changed, is_error, is_redirect, number};
use self::what_next::WhatNext;

pub mod cause;
mod elsewhere;
mod field;
pub mod forwarding;
mod host;
pub mod hypothesis;
pub mod look_alike;
mod object;
pub mod place;
mod preflight;
pub mod probe;
pub mod redirect;
pub mod refusal;
mod resource;
mod stage;
pub mod what_next;
pub mod words;

pub use words::report;

/// What is the matter with a request.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// How the request stands.
    pub standing: Standing,
    /// The functions whose code has to run first.
    pub pending: Vec<String>,
    /// The status that the client gets, and where it came from. None: no HTTP answer.
    pub answer: Option<(u16, String)>,
    /// What differs from what was expected. None: nothing was expected.
    pub differences: Option<Vec<Difference>>,
    /// The error page that stands in place of the answer.
    pub mask: Option<Mask>,
    /// What the answer owes to luck.
    pub accidents: Vec<Accident>,
    /// The rule that decided, error pages apart.
    pub rule: &'static Rule,
    /// How it is known that it decides so.
    pub basis: Basis,
    /// The path as it came to the hop that decided, and who wrote each piece.
    pub path: Arrived,
    /// The cause. None: all is well, or code has to run first.
    pub cause: Option<Cause>,
    /// Other causes of the same answer.
    pub look_alikes: Option<LookAlikes>,
    /// What would come next if the refusal were lifted. None: there is none to lift.
    pub what_next: Option<WhatNext>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Edge code has to run before anything is certain.
    Pending,
    /// It does what was expected of it.
    Met,
    /// It is answered without an error, and nothing was expected.
    Answered,
    /// A hop, or a function, refused it.
    Refused,
    /// A hop sent the client elsewhere.
    Redirected,
    /// The place that was to answer answered with an error.
    OwnError,
    /// It is answered, and not as expected.
    Otherwise,
}

/// An error page in place of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// The status that it stands for.
    pub status: u64,
    /// The page's path.
    pub page: String,
    /// The status that the client sees.
    pub seen: u64,
}

/// Why an answer may be luck: a good one that hides a failure, any one that leaves code out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accident {
    /// The function failed, and a mapping template passes that on as a success.
    FailurePassed {
        /// The function.
        lambda: String,
    },
    /// The first origin of a group failed, and the second answered.
    FailedOver {
        /// The status that the first one gave.
        status: u64,
        /// The second origin.
        origin_id: String,
    },
    /// A function that the scenario names and does not describe was left out.
    FunctionMissing {
        /// The function.
        function: String,
    },
    /// A function's code cannot be run here, and was left out.
    FunctionNotRun {
        /// The function.
        function: String,
    },
    /// An error page stands in for the answer.
    ErrorPage,
}

/// A path as it came to a hop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The hop.
    pub component: Component,
    /// The pieces in order.
    pub pieces: Vec<(String, PathSource)>,
}

/// Causes that give the client the same answer.
#[derive(Clone, Debug)]
pub struct LookAlikes {
    /// All of them.
    pub family: &'static Family,
    /// The one at work here. None: none of the listed ones.
    pub at_work: Option<&'static Member>,
    /// Commands that tell them apart.
    pub probes: Vec<Probe>,
    /// Whether the answer came without the body that would tell some of them apart: the request was a HEAD.
    pub without_body: bool,
    /// Whether a gateway response of the API's own hides AWS's words.
    pub dressed: bool,
}

/// Says what is the matter with a request of a scenario.
pub fn diagnose(scenario: &Scenario, request: &Request, edge: &dyn EdgeAnswers) -> Diagnosis {
    let shown = trace_with(scenario, request, edge);
    let expected = request.expect.as_ref().filter(|expected| **expected != Expectation::default());
    let differences = expected.map(|expected| differences(expected, &shown));
    let mask = mask(&shown);
    let uncovered = mask.as_ref().map(|_| without_error_pages(scenario));
    let bare_scenario = uncovered.as_ref().unwrap_or(scenario);
    let bare = if mask.is_some() { trace_with(bare_scenario, request, edge) } else { shown.clone() };
    let standing = standing(&shown, &bare, differences.as_deref());
    let mut diagnosis = Diagnosis {
        standing,
        pending: functions(&shown),
        answer: shown.response.as_ref().map(|response| {
            let reaches = shown.reaches.as_ref().map(|reaches| reaches.text.clone());
            (response.status.get(), reaches.unwrap_or_default())
        }),
        differences,
        accidents: accidents(&shown, mask.as_ref()),
        mask,
        rule: bare.rule,
        basis: Deciding::of(&bare).map_or(bare.rule.basis, |deciding| deciding.step.basis),
        path: arrived(&bare),
        cause: None,
        look_alikes: None,
        what_next: None,
    };
    let Some(case) = Case::new(bare_scenario, request, &bare) else { return diagnosis };
    let case = case.within(scenario);
    if matches!(standing, Standing::Pending) {
        return diagnosis;
    }
    let is_at_fault = !matches!(standing, Standing::Met | Standing::Answered);
    if is_at_fault || diagnosis.mask.is_some() {
        diagnosis.cause = Some(cause_of(&case, standing, edge));
        diagnosis.look_alikes = look_alikes(&case, &diagnosis, edge);
    }
    if what_next::is_liftable(&bare) {
        diagnosis.what_next = Some(what_next::follow(bare_scenario, request, &bare, edge));
    }
    diagnosis
}

/// A trace without error pages in front of the answer.
pub(crate) struct Bare {
    /// The trace.
    pub trace: Trace,
    /// Whether an error page stands in front of it.
    pub is_masked: bool,
}

/// The cause alone, with the trace that it was found in.
pub(crate) fn cause_alone(scenario: &Scenario, request: &Request, edge: &dyn EdgeAnswers) -> (Option<Cause>, Bare) {
    let shown = trace_with(scenario, request, edge);
    let is_masked = mask(&shown).is_some();
    let uncovered = is_masked.then(|| without_error_pages(scenario));
    let bare_scenario = uncovered.as_ref().unwrap_or(scenario);
    let trace = if is_masked { trace_with(bare_scenario, request, edge) } else { shown.clone() };
    let expected = request.expect.as_ref().filter(|expected| **expected != Expectation::default());
    let differences = expected.map(|expected| differences(expected, &shown));
    let standing = standing(&shown, &trace, differences.as_deref());
    let is_well = matches!(standing, Standing::Met | Standing::Answered | Standing::Pending);
    let case = Case::new(bare_scenario, request, &trace).filter(|_| is_masked || !is_well);
    let cause = case.map(|case| cause_of(&case, standing, edge));
    (cause, Bare { trace, is_masked })
}

/// The names of the functions that have to run first.
pub fn functions(trace: &Trace) -> Vec<String> {
    let mut names: Vec<String> = trace.needs.iter().map(|call| call.function.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// How a request stands. What was expected and came is well, even a refusal.
fn standing(shown: &Trace, bare: &Trace, differences: Option<&[Difference]>) -> Standing {
    if !shown.needs.is_empty() {
        return Standing::Pending;
    }
    match differences {
        Some([]) => Standing::Met,
        _ if what_next::is_liftable(bare) && is_redirect(shown) => Standing::Redirected,
        _ if what_next::is_liftable(bare) => Standing::Refused,
        _ if is_error(bare) => Standing::OwnError,
        Some(_) => Standing::Otherwise,
        None if redirect::astray(shown).is_some() => Standing::Redirected,
        None => Standing::Answered,
    }
}

fn cause_of(case: &Case<'_>, standing: Standing, edge: &dyn EdgeAnswers) -> Cause {
    if standing == Standing::Met {
        return cause::of(case);
    }
    let expected = case.request.expect.as_ref().filter(|expected| **expected != Expectation::default());
    if let Some(cause) = expected.and_then(|expected| elsewhere::other_behavior(case, expected, edge)) {
        return cause;
    }
    // Nobody refused: the place that was reached answered so, and may have been told too little.
    let is_answered = !matches!(standing, Standing::Refused) && case.trace.reaches.is_some();
    if is_answered && let Some(cause) = redirect::of(case).or_else(|| forwarding::of(case, edge)) {
        return cause;
    }
    match expected.filter(|_| standing == Standing::Otherwise) {
        Some(expected) => elsewhere::of(case, expected),
        None => cause::of(case),
    }
}

/// The error page that a distribution put in place of an answer, or tried to.
fn mask(trace: &Trace) -> Option<Mask> {
    let step = changed(trace, RuleId::CloudfrontCustomErrorResponse)?;
    Some(Mask {
        status: number(&step.detail, "status")?,
        page: step.detail.text("page").unwrap_or_default().to_owned(),
        seen: trace.response.as_ref().map_or(0, |response| response.status.get().into()),
    })
}

fn without_error_pages(scenario: &Scenario) -> Scenario {
    let mut uncovered = scenario.clone();
    uncovered.distributions.iter_mut().for_each(|each| each.custom_error_response.clear());
    uncovered
}

fn accidents(trace: &Trace, mask: Option<&Mask>) -> Vec<Accident> {
    let text = |rule: RuleId, name: &str| {
        let mut steps = trace.hops.iter().flat_map(|hop| &hop.steps);
        let step = steps.find(|step| step.rule.id == rule)?;
        Some(step.detail.text(name).unwrap_or_default().to_owned())
    };
    // Code that is left out may be why an answer is good, and why it is bad.
    let missing =
        text(RuleId::CloudfrontFunctionMissing, "function").map(|function| Accident::FunctionMissing { function });
    let is_waited_for = !trace.needs.is_empty();
    let not_run = text(RuleId::CloudfrontFunctionNotRun, "function").filter(|_| !is_waited_for);
    let not_run = not_run.map(|function| Accident::FunctionNotRun { function });
    let left_out = [missing, not_run].into_iter().flatten();
    if is_error(trace) {
        return left_out.collect();
    }
    let failed_over = changed(trace, RuleId::CloudfrontOriginFailover).map(|step| Accident::FailedOver {
        status: number(&step.detail, "status").unwrap_or_default(),
        origin_id: step.detail.text("secondary").unwrap_or_default().to_owned(),
    });
    let passed = text(RuleId::RestApiLambdaErrorPassed, "lambda").map(|lambda| Accident::FailurePassed { lambda });
    let page = mask.map(|_| Accident::ErrorPage);
    [page, passed, failed_over].into_iter().flatten().chain(left_out).collect()
}

/// The path at the hop that decided; at a function's, at the hop that called it.
fn arrived(trace: &Trace) -> Arrived {
    let hop = Deciding::of(trace).map(|deciding| deciding.hop).or(trace.hops.last());
    let pieces = hop.map(|hop| hop.received.pieces.pieces().map(|(text, source)| (text.to_owned(), source)).collect());
    Arrived { component: hop.map_or(Component::Viewer, |hop| hop.component), pieces: pieces.unwrap_or_default() }
}

fn look_alikes(case: &Case<'_>, diagnosis: &Diagnosis, edge: &dyn EdgeAnswers) -> Option<LookAlikes> {
    if diagnosis.mask.is_none() && diagnosis.standing == Standing::Otherwise {
        return None;
    }
    let (family, at_work) = match &diagnosis.mask {
        Some(_) => (&look_alike::MASKED, masked(case)),
        None => {
            let family = look_alike::family(case.trace, &case.deciding)?;
            (family, look_alike::at_work(family, &case.deciding).or_else(|| own(case, family)))
        }
    };
    let probes = family.probes.iter().filter_map(|kind| probe::probe(case, *kind, edge)).collect();
    let dressed = changed(case.trace, RuleId::RestApiGatewayResponse).is_some();
    Some(LookAlikes { family, at_work, probes, without_body: case.request.method == "HEAD", dressed })
}

/// What stands behind an error page.
fn masked(case: &Case<'_>) -> Option<&'static Member> {
    let id = match case.deciding.hop.component {
        Component::S3 => "masked_object",
        Component::Cloudfront => "masked_block",
        _ => "masked_api",
    };
    look_alike::MASKED.members.iter().find(|member| member.id == id)
}

fn own(case: &Case<'_>, family: &'static Family) -> Option<&'static Member> {
    case.trace.reaches.as_ref()?;
    family.members.iter().find(|member| member.id == "own_backend")
}
