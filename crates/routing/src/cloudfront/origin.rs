//! The origin of the behaviour, and asking it.

use hopscope_scenario::distribution::{Distribution, Origin};

use super::page::Page;
use super::{Exchange, origin_request, refuse, relay};
use crate::exchange::{Answer, ConnectError, Unreachable};
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// The distribution's origin of that id.
pub fn of<'s>(distribution: &'s Distribution, origin_id: &str) -> Option<&'s Origin> {
    distribution.origin.iter().find(|origin| origin.origin_id == origin_id)
}

/// Asks the behaviour's origin, and makes its answer the distribution's own.
pub fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id = exchange.behavior.target_origin_id.as_str();
    let Some(origin) = of(exchange.distribution, id) else {
        let detail = Detail::none().with("origin_id", id);
        exchange.tracer.step(exchange.hop, &rules::ORIGIN_MISSING, Outcome::Refused, detail);
        return refuse(&rules::ORIGIN_MISSING, Page::ORIGIN_DNS);
    };
    let request = match origin_request::build(exchange, origin) {
        Ok(request) => request,
        Err(own) => return own,
    };
    exchange.tracer.send(exchange.hop, &request);
    match crate::dns::send(exchange.tracer, request) {
        Ok(answer) => relay::from_origin(exchange, answer),
        Err(unreachable) => unreachable_page(exchange, origin, &unreachable),
    }
}

/// CloudFront's page for an origin that gives no HTTP answer.
fn unreachable_page(exchange: &mut Exchange<'_, '_>, origin: &Origin, unreachable: &Unreachable) -> Answer {
    let (rule, page) = match unreachable.how {
        ConnectError::Dns => (&rules::ORIGIN_DNS, Page::ORIGIN_DNS),
        ConnectError::Refused | ConnectError::Certificate => (&rules::ORIGIN_CONNECT, Page::ORIGIN_CONNECT),
        ConnectError::Timeout => (&rules::ORIGIN_CONNECT, Page::ORIGIN_TIMEOUT),
    };
    let detail = Detail::none().with("domain_name", origin.domain_name.as_str()).with("because", unreachable.rule.id);
    exchange.tracer.pending.clear();
    exchange.tracer.answer_step(exchange.hop, rule, Outcome::Refused, detail);
    refuse(rule, page)
}
