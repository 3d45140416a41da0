//! The origin of the behaviour, and asking it.

use std::ops::ControlFlow;

use hopscope_scenario::distribution::{Distribution, Origin, OriginGroup};

use super::page::Page;
use super::{Exchange, origin_certificate, origin_failover, origin_request, refuse, relay};
use crate::exchange::{Answer, ConnectError};
use crate::rule::Rule;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// What a behaviour's target is.
#[derive(Clone, Copy, Debug)]
pub enum Target<'s> {
    /// An origin.
    Origin(&'s Origin),
    /// A group: its primary, its secondary, and when the second is asked.
    Group(&'s Origin, &'s Origin, &'s OriginGroup),
}

/// The distribution's origin of that id.
pub fn of<'s>(distribution: &'s Distribution, origin_id: &str) -> Option<&'s Origin> {
    distribution.origin.iter().find(|origin| origin.origin_id == origin_id)
}

/// The distribution's origin or origin group of that id. A group that lacks a member is no group.
pub fn target<'s>(distribution: &'s Distribution, id: &str) -> Option<Target<'s>> {
    if let Some(origin) = of(distribution, id) {
        return Some(Target::Origin(origin));
    }
    let group = distribution.origin_group.iter().find(|group| group.origin_id == id)?;
    let mut members = group.member.iter().filter_map(|member| of(distribution, member));
    Some(Target::Group(members.next()?, members.next()?, group))
}

/// The answer that is kept in the cache, else that of the behaviour's origin, as the distribution's own.
pub fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let Some(cache) = exchange.cache() else { return ask_origin(exchange) };
    if let Some(kept) = (cache.find)(exchange) {
        return kept;
    }
    let answer = ask_origin(exchange);
    (cache.keep)(exchange, &answer);
    answer
}

/// Asks the behaviour's origin, and makes its answer the distribution's own.
fn ask_origin(exchange: &mut Exchange<'_, '_>) -> Answer {
    if let Some(chosen) = exchange.origin_override.clone() {
        return match &chosen.secondary {
            None => ask_one(exchange, &chosen.primary).answer,
            Some((secondary, group)) => origin_failover::ask(exchange, &chosen.primary, secondary, group),
        };
    }
    let id = exchange.behavior.target_origin_id.as_str();
    match target(exchange.distribution, id) {
        Some(Target::Origin(origin)) => ask_one(exchange, origin).answer,
        Some(Target::Group(primary, secondary, group)) => origin_failover::ask(exchange, primary, secondary, group),
        None => {
            let detail = Detail::none()
                .with_copy("origin_id", id)
                .by(exchange.of_behavior("target_origin_id"))
                .by(exchange.of_distribution("origin"));
            exchange.tracer.step(exchange.hop, &rules::ORIGIN_MISSING, Outcome::Refused, detail);
            refuse(&rules::ORIGIN_MISSING, Page::ORIGIN_DNS)
        }
    }
}

/// What asking an origin gave.
#[derive(Debug)]
pub struct Asked {
    /// The answer for the viewer.
    pub answer: Answer,
    /// How the connection failed, if it did; the answer is then CloudFront's own.
    pub failed: Option<ConnectError>,
}

/// Asks one origin.
pub fn ask_one(exchange: &mut Exchange<'_, '_>, origin: &Origin) -> Asked {
    exchange.own_answer = None;
    let mut request = match origin_request::build(exchange, origin) {
        ControlFlow::Continue(request) => request,
        ControlFlow::Break(own) => return Asked { answer: own, failed: None },
    };
    if let Some(functions) = exchange.edge_functions()
        && let ControlFlow::Break(own) = (functions.origin_request)(exchange, origin, &mut request)
    {
        return Asked { answer: own, failed: None };
    }
    if !origin_certificate::accepts(exchange, &request) {
        crate::unreached::behind(exchange.tracer, &origin.domain_name);
        let answer = refuse(&rules::ORIGIN_CERTIFICATE, Page::ORIGIN_CONNECT);
        return Asked { answer, failed: Some(ConnectError::Certificate) };
    }
    exchange.tracer.send(exchange.hop, &request);
    let before = exchange.tracer.elapsed;
    match crate::dns::send(exchange.tracer, request) {
        Ok(_) if took_too_long(exchange, origin, before) => Asked {
            answer: refuse(&rules::ORIGIN_READ_TIMEOUT, Page::ORIGIN_TIMEOUT),
            failed: Some(ConnectError::Timeout),
        },
        Ok(answer) => {
            let answer = match exchange.edge_functions() {
                Some(functions) => (functions.origin_response)(exchange, answer),
                None => answer,
            };
            Asked { answer: relay::from_origin(exchange, answer), failed: None }
        }
        Err(unreachable) => {
            let answer = unreachable_page(exchange, origin, unreachable.how, unreachable.rule);
            Asked { answer, failed: Some(unreachable.how) }
        }
    }
}

/// Whether the origin took longer than CloudFront waits, which is written down.
fn took_too_long(exchange: &mut Exchange<'_, '_>, origin: &Origin, before: u64) -> bool {
    let seconds = origin.custom_origin_config.as_ref().map_or(30, |config| config.origin_read_timeout);
    let took = exchange.tracer.elapsed.saturating_sub(before);
    let waits = u64::from(seconds) * 1_000;
    if took <= waits {
        return false;
    }
    exchange.tracer.elapsed = before + waits;
    let detail = Detail::none()
        .with("domain_name", &origin.domain_name)
        .with("took", usize::try_from(took).unwrap_or(usize::MAX))
        .with("seconds", usize::try_from(seconds).unwrap_or(usize::MAX))
        .by(exchange.of_origin(origin, "custom_origin_config"));
    exchange.tracer.answer_step(exchange.hop, &rules::ORIGIN_READ_TIMEOUT, Outcome::Refused, detail);
    true
}

/// CloudFront's page for an origin that gives no HTTP answer.
fn unreachable_page(
    exchange: &mut Exchange<'_, '_>,
    origin: &Origin,
    how: ConnectError,
    because: &'static Rule,
) -> Answer {
    let (rule, page) = match how {
        ConnectError::Dns => (&rules::ORIGIN_DNS, Page::ORIGIN_DNS),
        ConnectError::Certificate => (&rules::ORIGIN_CERTIFICATE, Page::ORIGIN_CONNECT),
        ConnectError::Refused => (&rules::ORIGIN_CONNECT, Page::ORIGIN_CONNECT),
        ConnectError::Timeout => (&rules::ORIGIN_CONNECT, Page::ORIGIN_TIMEOUT),
    };
    let because_of = exchange.tracer.pending_fields();
    let detail = Detail::none()
        .with("domain_name", &origin.domain_name)
        .with("because", because.id)
        .by(exchange.of_origin(origin, "domain_name"))
        .by_all(&because_of);
    exchange.tracer.pending.clear();
    exchange.tracer.answer_step(exchange.hop, rule, Outcome::Refused, detail);
    refuse(rule, page)
}
