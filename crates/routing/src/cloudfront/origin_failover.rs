//! Origin groups: the second origin is asked when the first fails, on methods that only read.
//!
//! Each request tries the first anew. The second attempt is a hop of its own in the trace.
//!
//! Source: Amazon CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover".

use hopscope_scenario::cache_behavior::HttpMethod;
use hopscope_scenario::distribution::{Origin, OriginGroup};
use hopscope_scenario::edge_call::EdgeEventType;
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Setting};

use super::origin::{Asked, ask_one};
use super::{Exchange, setting};
use crate::exchange::{Answer, ConnectError};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Detail, Outcome};

/// The kind of the hop in which CloudFront asks the second origin.
pub const KIND: &str = "failover";

/// Asks the first origin of a group and, when that fails as the group says, the second.
pub fn ask(exchange: &mut Exchange<'_, '_>, primary: &Origin, secondary: &Origin, group: &OriginGroup) -> Answer {
    let asked = ask_one(exchange, primary);
    let rule = &rules::ORIGIN_FAILOVER;
    let method = exchange.request.method.clone();
    let criteria = &group.failover_criteria.status_codes;
    let detail = Detail::none()
        .with("origin_group", &group.origin_id)
        .with("status", asked.answer.status)
        .with("status_codes", criteria.iter().map(ToString::to_string).collect::<Vec<_>>())
        .with("method", &method)
        .with("secondary", &secondary.origin_id)
        .by(of_group(exchange, group))
        .by(exchange.of_behavior("target_origin_id"));
    if !asked.answer.status.is_error() {
        return asked.answer;
    }
    if !fails_over(&asked, group) || !method_fails_over(exchange, &method) {
        exchange.tracer.answer_step(exchange.hop, rule, Outcome::Skipped, detail);
        return asked.answer;
    }
    exchange.tracer.answer_step(exchange.hop, rule, Outcome::Changed, detail);
    exchange.tracer.set_answer(exchange.hop, asked.answer.line());
    let first = exchange.hop;
    let at = exchange.distribution.part_of(exchange.tracer.scenario);
    exchange.tracer.asks(first);
    exchange.hop = exchange.tracer.enter(Component::Cloudfront, &exchange.distribution.id, KIND, at, &exchange.request);
    // What a function says of `Host` is said of the first origin.
    let chosen = exchange.origin_override.take();
    let answer = ask_one(exchange, secondary).answer;
    exchange.origin_override = chosen;
    let answer = exchange.tracer.answer(exchange.hop, answer);
    exchange.hop = first;
    answer
}

/// What the group says. None: a function made the group.
fn of_group(exchange: &Exchange<'_, '_>, group: &OriginGroup) -> Option<Setting> {
    let index = setting::distribution(exchange.tracer.scenario, exchange.distribution)?;
    match place(&exchange.distribution.origin_group, group) {
        Some(at) => Some(Part::OriginGroup(index, at).field("failover_criteria")),
        None => exchange.of_function(EdgeEventType::ViewerRequest),
    }
}

/// Whether the first origin failed as the group says. No connection counts as 503, no answer in time as 504; a name
/// that does not resolve is taken to count as either 502, the status that viewers get, or 503.
fn fails_over(asked: &Asked, group: &OriginGroup) -> bool {
    let lists = |status: u16| group.failover_criteria.status_codes.iter().any(|each| each.get() == status);
    match asked.failed {
        None => lists(asked.answer.status.get()),
        Some(ConnectError::Refused | ConnectError::Certificate) => lists(503),
        Some(ConnectError::Timeout) => lists(504),
        Some(ConnectError::Dns) => lists(502) || lists(503),
    }
}

fn method_fails_over(exchange: &Exchange<'_, '_>, method: &str) -> bool {
    match method {
        "GET" | "HEAD" => true,
        "OPTIONS" => exchange.behavior.cached_methods.contains(&HttpMethod::Options),
        _ => false,
    }
}
