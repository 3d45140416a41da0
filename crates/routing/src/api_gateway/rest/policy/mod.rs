//! The resource policy of a REST API: may this caller call this method from there?
//!
//! | module | decides |
//! | --- | --- |
//! | [`statement`] | whether a statement is for the caller, the action and the method |
//! | [`condition`] | whether its conditions hold |
//! | [`context`] | the values that conditions ask for |
//!
//! An explicit deny wins, then an allow; without either the policy is silent. What a condition asks for and the
//! scenario does not hold makes the statement not apply, and the step says which it was.

use std::ops::ControlFlow;

use hopscope_scenario::resource_policy::{Effect, ResourcePolicy};

use self::context::Context;
use super::Call;
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

pub mod condition;
pub mod context;
pub mod statement;

/// Who calls, as a policy sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller<'s> {
    /// Nobody in particular.
    Anonymous,
    /// The principal that signed; an empty ARN: one that the scenario does not name.
    Principal(&'s str),
}

/// What a method's authorization needs of the policy, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It must allow.
    Allow,
    /// It must not deny: something else allows.
    NoDeny,
}

/// What a policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some statement allows, none denies.
    Allow,
    /// Some statement denies.
    Deny,
    /// No statement applies.
    Silent,
}

/// Whether a condition holds, as far as the scenario tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The scenario does not tell.
    Unknown,
}

/// What a policy says, and on what grounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What it says.
    pub verdict: Verdict,
    /// The statement that decided: its `Sid`, or its number from 1.
    pub statement: Option<String>,
    /// The place of that statement in the document.
    pub at: Option<usize>,
    /// Conditions that the scenario does not tell about.
    pub not_evaluated: Vec<String>,
}

/// The account of an ARN.
pub fn account_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|account| !account.is_empty())
}

/// Refuses whom the policy keeps out. An API without a policy keeps nobody out.
pub fn check<'s>(call: &mut Call<'_, 's>, caller: Caller<'s>, needs: Needs) -> ControlFlow<Answer> {
    let Some(policy) = &call.api.policy else { return ControlFlow::Continue(()) };
    let found = judge(policy, &Context::of(call, caller));
    let is_in = found.verdict == Verdict::Allow || (found.verdict == Verdict::Silent && needs == Needs::NoDeny);
    decide(call, caller, &found, is_in)
}

/// A principal of another account needs the policy's allow, even where there is no policy.
pub fn check_foreign<'s>(call: &mut Call<'_, 's>, caller: Caller<'s>) -> ControlFlow<Answer> {
    match &call.api.policy {
        Some(_) => check(call, caller, Needs::Allow),
        None => {
            let found = Judgement { verdict: Verdict::Silent, statement: None, at: None, not_evaluated: Vec::new() };
            decide(call, caller, &found, false)
        }
    }
}

fn decide(call: &mut Call<'_, '_>, caller: Caller<'_>, found: &Judgement, is_in: bool) -> ControlFlow<Answer> {
    let basis = if found.not_evaluated.is_empty() { rules::RESOURCE_POLICY.basis } else { Basis::Inferred };
    let verdict = match found.verdict {
        Verdict::Allow => "allow",
        Verdict::Deny => "deny",
        Verdict::Silent => "silent",
    };
    let mut detail = Detail::none()
        .with("verdict", verdict)
        .with_copy("source_ip", call.source.ip)
        .with("through_cloudfront", call.source.is_cloudfront)
        .by(found.at.and_then(|at| call.of_statement(at)))
        .by(call.of_api("policy"))
        .by(if call.source.is_cloudfront { None } else { call.tracer.of_request("viewer.ip") });
    if let Some(statement) = &found.statement {
        detail = detail.with_copy("statement", statement.as_str());
    }
    if !found.not_evaluated.is_empty() {
        detail = detail.with("not_evaluated", found.not_evaluated.clone());
    }
    if is_in {
        let outcome = if found.verdict == Verdict::Allow { Outcome::Passed } else { Outcome::Skipped };
        call.tracer.step_on(call.hop, &rules::RESOURCE_POLICY, outcome, basis, detail);
        return ControlFlow::Continue(());
    }
    let error = GatewayError::AccessDenied(message(call, caller, found.verdict));
    ControlFlow::Break(call.refuse_on(&rules::RESOURCE_POLICY, basis, error, detail))
}

/// AWS's sentence. It hides all but the last four digits of the account and shows the concrete path.
fn message(call: &Call<'_, '_>, caller: Caller<'_>, verdict: Verdict) -> String {
    let user = match caller {
        Caller::Principal(arn) if !arn.is_empty() => arn,
        _ => "anonymous",
    };
    let account = call.account();
    let arn = format!(
        "arn:aws:execute-api:{}:********{}:{}/{}/{}/{}",
        call.api.region,
        account.get(account.len().saturating_sub(4)..).unwrap_or(account),
        call.api.id,
        call.stage.name,
        call.request.method,
        call.policy_path()
    );
    let explicit = if verdict == Verdict::Deny { " with an explicit deny in a resource-based policy" } else { "" };
    format!("User: {user} is not authorized to perform: execute-api:Invoke on resource: {arn}{explicit}")
}

/// What a policy says of a request.
pub fn judge(policy: &ResourcePolicy, context: &Context<'_>) -> Judgement {
    match policy.effect {
        Some(effect) => judge_short(policy, effect, context),
        None => judge_document(policy, context),
    }
}

/// The short form: for the addresses of `ip`, or for all but those of `not_ip`. One that denies allows all others.
fn judge_short(policy: &ResourcePolicy, effect: Effect, context: &Context<'_>) -> Judgement {
    let is_in = |ranges: &[String]| ranges.iter().any(|range| condition::contains(range, context.ip));
    let applies = (policy.ip.is_empty() || is_in(&policy.ip)) && !is_in(&policy.not_ip);
    let verdict = match (effect, applies) {
        (Effect::Allow, true) | (Effect::Deny, false) => Verdict::Allow,
        (Effect::Deny, true) => Verdict::Deny,
        (Effect::Allow, false) => Verdict::Silent,
    };
    Judgement { verdict, statement: None, at: None, not_evaluated: Vec::new() }
}

fn judge_document(policy: &ResourcePolicy, context: &Context<'_>) -> Judgement {
    let mut found = Judgement { verdict: Verdict::Silent, statement: None, at: None, not_evaluated: Vec::new() };
    for (index, statement) in policy.statement.iter().enumerate() {
        if statement::applies(statement, context, &mut found.not_evaluated) != Holds::Yes {
            continue;
        }
        let verdict = if statement.effect == Effect::Deny { Verdict::Deny } else { Verdict::Allow };
        if verdict == Verdict::Deny || found.verdict == Verdict::Silent {
            let name = if statement.sid.is_empty() { (index + 1).to_string() } else { statement.sid.clone() };
            found = Judgement { verdict, statement: Some(name), at: Some(index), ..found };
        }
        if verdict == Verdict::Deny {
            break;
        }
    }
    found
}
