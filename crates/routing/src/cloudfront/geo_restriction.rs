//! The geo restriction: which countries a distribution serves. It comes before the web ACL, which never sees what it
//! blocks.

use std::ops::ControlFlow;

use hopscope_scenario::distribution::GeoRestrictionType;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// Refuses the countries that the distribution does not serve. A country that is not known is none of those listed.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let restriction = &exchange.distribution.geo_restriction;
    let country = exchange.request.client.viewer.country.as_str();
    let listed = restriction.locations.iter().any(|each| each.eq_ignore_ascii_case(country));
    let blocked = match restriction.restriction_type {
        GeoRestrictionType::None => return ControlFlow::Continue(()),
        GeoRestrictionType::Whitelist => !listed,
        GeoRestrictionType::Blacklist => listed,
    };
    let detail = Detail::none()
        .with("type", restriction.restriction_type.as_str())
        .with("locations", restriction.locations.clone())
        .with_copy("country", country)
        .by(exchange.of_distribution("geo_restriction"))
        .by(exchange.tracer.of_request("viewer.country"));
    let rule = &rules::GEO_RESTRICTION;
    if blocked {
        exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
        return ControlFlow::Break(refuse(rule, Page::COUNTRY));
    }
    exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
    ControlFlow::Continue(())
}
