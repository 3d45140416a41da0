//! The answers of edge code: which are known, which are still needed, and what a trace used.
//!
//! The page does not run code. A trace says which calls it needs; [`pending`] picks those to run next, whoever runs them
//! sends the answers back as an [`Action`](crate::Action), and everything is traced again with them.

use std::cell::RefCell;

use hopscope_routing::trace::StepIndex;
use hopscope_routing::{EdgeAnswers, Trace};
use hopscope_scenario::edge_call::{CodePosition, EdgeAnswer, EdgeCall, EdgeFailure, EdgeResult};
use hopscope_scenario::edge_function::EdgeFunction;

use crate::outcome::{Outcome, Outcomes};

/// A call with what came of it.
pub type Run = (EdgeCall, EdgeAnswer);

/// Above this size, in bytes of text, answers that no trace uses any more are forgotten.
pub const LARGEST: usize = 4 << 20;

/// The answers that are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(Vec<Run>);

impl EdgeAnswers for Answers {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        self.of(call).cloned()
    }
}

impl Answers {
    /// Adds answers. The first answer to a call stands: equal calls have equal answers, and one that was given up
    /// once would be again.
    pub fn add(&mut self, runs: Vec<Run>) {
        for run in runs {
            if self.of(&run.0).is_none() {
                self.0.push(run);
            }
        }
    }

    /// The answer to a call. The events tell calls apart soonest.
    fn of(&self, call: &EdgeCall) -> Option<&EdgeAnswer> {
        self.0.iter().find(|(each, _)| each.event == call.event && each == call).map(|(_, answer)| answer)
    }

    /// Forgets what the outcomes do not use, once there is much of it. What they use is kept, however much it is:
    /// forgotten, it would be asked for again at once.
    pub fn trim(&mut self, outcomes: &Outcomes) {
        if self.size() > LARGEST {
            let used = || outcomes.results.iter().flat_map(|each| &each.runs);
            self.0.retain(|(call, _)| used().any(|(each, _)| each == call));
        }
    }

    fn size(&self) -> usize {
        let texts = |(call, answer): &Run| {
            let changes: usize = answer.changes.iter().map(String::len).sum();
            call.code.len() + 2 * call.event.len() + answer.returned.as_ref().map_or(0, String::len) + changes
        };
        self.0.iter().map(texts).sum()
    }
}

/// Notes the answers that a trace uses.
#[derive(Debug)]
pub struct Recorder<'a> {
    answers: &'a dyn EdgeAnswers,
    runs: RefCell<Vec<Run>>,
}

impl<'a> Recorder<'a> {
    /// Notes which of these answers are used.
    pub fn new(answers: &'a dyn EdgeAnswers) -> Self {
        Self { answers, runs: RefCell::default() }
    }

    /// What was used, in the order of the request's way.
    pub fn into_runs(self) -> Vec<Run> {
        self.runs.into_inner()
    }
}

impl EdgeAnswers for Recorder<'_> {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let answer = self.answers.answer(call)?;
        self.runs.borrow_mut().push((call.clone(), answer.clone()));
        Some(answer)
    }
}

/// The calls to run next: the first that each trace needs, each once, the selected request's before all others.
///
/// What a trace needs after that depends on the first one's answer, so that running it now would be in vain.
pub fn pending(outcomes: &Outcomes, selected: usize) -> Vec<EdgeCall> {
    let mut calls: Vec<EdgeCall> = Vec::new();
    let chosen = outcomes.results.get(selected);
    for outcome in chosen.into_iter().chain(&outcomes.results) {
        if let Some(call) = first_need(&outcome.trace)
            && !calls.contains(call)
        {
            calls.push(call.clone());
        }
    }
    calls
}

fn first_need(trace: &Trace) -> Option<&EdgeCall> {
    trace.needs.first()
}

/// The answer to a call that was given up because it took too long. That says nothing of AWS, which has other machines:
/// code that does not end there is stopped by what is counted of it.
pub fn timed_out() -> EdgeAnswer {
    EdgeAnswer::of(EdgeResult::Unsupported { what: "more time".to_owned() })
}

/// The answer to a call that brought the engine down. What AWS makes of such code is not known.
pub fn broke_down() -> EdgeAnswer {
    EdgeAnswer::of(EdgeResult::Unsupported { what: "what this code does to the engine".to_owned() })
}

/// The last run of a function for a request.
pub fn run_of<'a>(function: &EdgeFunction, outcomes: &'a Outcomes, request: usize) -> Option<&'a Run> {
    outcomes.results.get(request)?.runs.iter().rev().find(|(call, _)| call.function == function.name)
}

/// The run that a step of a trace tells of.
pub fn run_of_step(outcome: &Outcome, at: StepIndex) -> Option<&Run> {
    let (_, step) = outcome.trace.step(at)?;
    outcome.runs.get(step.run()?)
}

/// Why code failed: the message in the runtime's words, where there is one, and the place.
pub fn fault(answer: &EdgeAnswer) -> Option<(&EdgeFailure, Option<CodePosition>)> {
    match &answer.result {
        EdgeResult::Failed(failure @ (EdgeFailure::Threw { position, .. } | EdgeFailure::Syntax { position, .. })) => {
            Some((failure, *position))
        }
        EdgeResult::Failed(failure) => Some((failure, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::rc::Rc;

    use hopscope_scenario::Scenario;
    use hopscope_scenario::edge_call::{EdgeEventType, EdgeLimit, EdgeOutcome, EdgeRequest};

    use hopscope_routing::{Capabilities, Extensions};

    use super::*;
    use crate::model::{Model, Notice, Start};
    use crate::selection::{FormSection, step_of_rule};
    use crate::{Action, examples, update_whole as update};

    fn scenario() -> Rc<Scenario> {
        let example = examples::open("article-way-out-function");
        Rc::new(example)
    }

    fn opened() -> Model {
        update(&Model::start(Start::whole()), Action::Load(scenario()))
    }

    fn rewritten(call: &EdgeCall, uri: &str) -> Run {
        let outcome = EdgeOutcome::Request(EdgeRequest {
            method: "GET".into(),
            uri: uri.into(),
            query_string: None,
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            origin: None,
        });
        (call.clone(), EdgeAnswer::of(EdgeResult::Outcome(outcome)))
    }

    /// The answer to a call that ran into a limit.
    fn stopped() -> EdgeAnswer {
        EdgeAnswer::of(EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Instructions)))
    }

    fn reaches(model: &Model) -> Option<&str> {
        let trace = model.selection.trace(&model.outcomes)?;
        trace.reaches.as_ref().map(|reaches| reaches.text.as_str())
    }

    #[test]
    fn what_is_needed_is_asked_for_once_and_traced_again_with_its_answer() {
        let model = opened();
        let calls = pending(&model.outcomes, model.selection.request);
        assert_eq!(calls.len(), 1);
        assert_eq!(calls[0].event_type, EdgeEventType::ViewerRequest);
        assert_eq!(model.outcomes.results[0].met, None);
        let model = update(&model, Action::EdgeAnswered(vec![rewritten(&calls[0], "/hello")]));
        assert_eq!(reaches(&model), Some("prod GET /hello"));
        assert_eq!(model.outcomes.results[0].met, Some(true));
        assert_eq!(model.outcomes.results[0].runs.len(), 1);
        assert!(pending(&model.outcomes, 0).is_empty());
    }

    #[test]
    fn answers_outlive_a_change_and_its_undoing() {
        let model = opened();
        let calls = pending(&model.outcomes, 0);
        let answered = update(&model, Action::EdgeAnswered(vec![rewritten(&calls[0], "/hello")]));
        let url = hopscope_scenario::FieldPath::root().field("requests").index(0).field("url");
        let edit = crate::Edit::text(url, "https://d111111abcdef8.cloudfront.net/api/other");
        let changed = update(&answered, Action::Edit(edit));
        assert_eq!(pending(&changed.outcomes, 0).len(), 1);
        let back = update(&changed, Action::Undo);
        assert!(pending(&back.outcomes, 0).is_empty());
        assert_eq!(reaches(&back), Some("prod GET /hello"));
    }

    #[test]
    fn the_selected_request_is_first_and_equal_calls_are_one() {
        let mut scenario = (*scenario()).clone();
        let mut other = scenario.requests[0].clone();
        other.url.push_str("/x");
        scenario.requests = vec![scenario.requests[0].clone(), scenario.requests[0].clone(), other];
        let outcomes = Outcomes::of(&scenario, Extensions::ALL);
        let calls = pending(&outcomes, 2);
        assert_eq!(calls.len(), 2);
        assert!(calls[0].event.contains("/x"));
    }

    #[test]
    fn a_call_that_was_given_up_is_an_answer_and_other_requests_still_trace() {
        let model = opened();
        let calls = pending(&model.outcomes, 0);
        let model = update(&model, Action::EdgeAnswered(vec![(calls[0].clone(), stopped())]));
        let trace = &model.outcomes.results[0].trace;
        assert_eq!(trace.rule.id, "cloudfront.function_failed");
        assert_eq!(trace.response.as_ref().unwrap().status.get(), 503);
        assert_eq!(model.outcomes.results[1].met, Some(true));
        let (_, answer) = run_of(&model.scenario.edge_functions[0], &model.outcomes, 0).unwrap();
        assert!(fault(answer).is_some());
    }

    #[test]
    fn the_first_answer_stands() {
        let calls = pending(&opened().outcomes, 0);
        let mut answers = Answers::default();
        answers.add(vec![(calls[0].clone(), timed_out()), (calls[0].clone(), broke_down())]);
        assert_eq!(answers.answer(&calls[0]), Some(timed_out()));
    }

    #[test]
    fn much_that_is_not_used_is_forgotten() {
        let model = opened();
        let used = pending(&model.outcomes, 0).remove(0);
        let mut answers = Answers::default();
        answers.add(vec![rewritten(&used, "/hello")]);
        for number in 0..6 {
            let code = format!("{number}{}", " ".repeat(LARGEST / 5));
            answers.add(vec![(EdgeCall { code, ..used.clone() }, broke_down())]);
        }
        answers
            .trim(&Outcomes::with(&model.scenario, &Capabilities { answers: &answers, extensions: Extensions::ALL }));
        assert_eq!(answers.0.len(), 1);
        assert!(answers.answer(&used).is_some());
    }

    #[test]
    fn a_program_that_does_not_arrive_is_told_once_and_tried_again_on_request() {
        let model = update(&opened(), Action::EdgeUnavailable(true));
        let model = update(&model, Action::EdgeUnavailable(true));
        let told = model.notices.iter().filter(|notice| **notice == Notice::EdgeCode).count();
        assert!(model.edge_unavailable && told == 1);
        let model = update(&model, Action::EdgeUnavailable(false));
        assert!(!model.edge_unavailable && !model.notices.contains(&Notice::EdgeCode));
    }

    fn linked(rule: &str) -> Model {
        let address = crate::address::Address { request: Some(0), rule: Some(rule.into()), ..Default::default() };
        Model::start(Start { address, link: Some(Ok((*scenario()).clone())), ..Start::whole() })
    }

    fn open_rule(model: &Model) -> Option<&str> {
        let trace = model.selection.trace(&model.outcomes)?;
        trace.step(model.selection.step?).map(|(_, step)| step.rule.id.as_str())
    }

    #[test]
    fn a_step_that_an_address_names_opens_once_its_code_has_run() {
        let model = linked("cloudfront.function");
        assert_eq!(open_rule(&model), None);
        let call = pending(&model.outcomes, 0).remove(0);
        let answered = update(&model, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]));
        assert_eq!(open_rule(&answered), Some("cloudfront.function"));
        // What the reader closes stays closed.
        let closed = update(&answered, Action::ShowStep(None));
        assert_eq!(open_rule(&update(&closed, Action::EdgeAnswered(Vec::new()))), None);
    }

    #[test]
    fn a_step_behind_a_pending_one_is_found_again_by_its_rule() {
        let model = linked("rest_api.integration");
        let call = pending(&model.outcomes, 0).remove(0);
        let answered = update(&model, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]));
        assert_eq!(open_rule(&answered), Some("rest_api.integration"));
        let failed = update(&model, Action::EdgeAnswered(vec![(call, stopped())]));
        assert_eq!(open_rule(&failed), None);
    }

    #[test]
    fn what_the_reader_opens_meanwhile_is_not_taken_away() {
        let model = linked("cloudfront.function");
        let opened = update(
            &model,
            Action::ShowStep(
                step_of_rule(&model.outcomes.results[0].trace, "dns.alias")
                    .or_else(|| step_of_rule(&model.outcomes.results[0].trace, "cloudfront.path_pattern")),
            ),
        );
        let rule = open_rule(&opened).map(str::to_owned);
        assert!(rule.is_some());
        let call = pending(&model.outcomes, 0).remove(0);
        let answered = update(&opened, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]));
        assert_eq!(open_rule(&answered).map(str::to_owned), rule);
        let other = update(&model, Action::Show(FormSection::Request, 1));
        let answered = update(&other, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]));
        assert_eq!(open_rule(&answered), None);
    }

    #[test]
    fn the_forms_show_the_function_that_the_request_met() {
        let mut scenario = (*scenario()).clone();
        let other = EdgeFunction { name: "other".into(), ..EdgeFunction::default() };
        scenario.edge_functions.insert(0, other);
        let model = update(&Model::start(Start::whole()), Action::Load(Rc::new(scenario)));
        let shown = |model: &Model| model.selection.shown(FormSection::EdgeFunction, &model.scenario, &model.outcomes);
        assert_eq!(shown(&model), 1);
        let call = pending(&model.outcomes, 0).remove(0);
        assert_eq!(shown(&update(&model, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]))), 1);
    }

    #[test]
    fn a_step_has_its_own_run() {
        let model = opened();
        let call = pending(&model.outcomes, 0).remove(0);
        let pending_step = step_of_rule(&model.outcomes.results[0].trace, "cloudfront.function_not_run").unwrap();
        assert!(run_of_step(&model.outcomes.results[0], pending_step).is_none());
        let answered = update(&model, Action::EdgeAnswered(vec![rewritten(&call, "/hello")]));
        let outcome = &answered.outcomes.results[0];
        let step = step_of_rule(&outcome.trace, "cloudfront.function").unwrap();
        assert_eq!(run_of_step(outcome, step).map(|(each, _)| each), Some(&call));
        let another = step_of_rule(&outcome.trace, "cloudfront.path_pattern").unwrap();
        assert!(run_of_step(outcome, another).is_none());
    }
}
