//! What becomes of a connection before a load balancer or a server sees it: security groups, private addresses.
//!
//! Packets that are dropped end in a timeout, a port where nothing listens in a refusal. Source: Amazon CloudFront
//! Developer Guide, "HTTP 504 status code (Gateway Timeout)" (firewalls, security groups, origins that are private) and
//! "HTTP 502 status code (Bad Gateway)".

use hopscope_scenario::Part;
use hopscope_scenario::origin_server::SecurityGroup;

use crate::exchange::{ConnectError, Request, Unreachable};
use crate::rule::Rule;
use crate::trace::{Detail, Outcome};
use crate::tracer::Tracer;

/// Refuses a connection that is not made, by a rule.
///
/// # Errors
/// When the security group, or the address, keeps the caller out.
pub fn check(
    tracer: &mut Tracer<'_>,
    rule: &'static Rule,
    part: Option<Part>,
    (group, internal): (SecurityGroup, bool),
    request: &Request<'_>,
) -> Result<(), Unreachable> {
    let (because, how, field) = match group {
        SecurityGroup::Dropped => ("security_group", ConnectError::Timeout, "security_group"),
        SecurityGroup::Refused => ("security_group", ConnectError::Refused, "security_group"),
        SecurityGroup::Open if internal && !request.private => ("internal", ConnectError::Timeout, "internal"),
        SecurityGroup::Open => return Ok(()),
    };
    Err(refuse(tracer, rule, how, detail(because, request).by(part.map(|part| part.field(field)))))
}

/// What a step about a connection says.
pub fn detail(because: &'static str, request: &Request<'_>) -> Detail {
    let detail = Detail::none().with("fault", because).with("host", &request.connect_to);
    detail.with("port", usize::from(request.port))
}

/// Writes down a refusal of a connection, and gives it.
pub fn refuse(tracer: &mut Tracer<'_>, rule: &'static Rule, how: ConnectError, detail: Detail) -> Unreachable {
    tracer.pending_step(rule, Outcome::Refused, detail);
    Unreachable { rule, how }
}
