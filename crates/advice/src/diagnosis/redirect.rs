//! Redirects that lead astray: past CloudFront to the origin's own name, or to the very URL that was asked for.
//!
//! A backend that makes absolute redirects makes them of the `Host` that it sees. Behind CloudFront that is the origin's,
//! unless the viewer's is forwarded.

use hopscope_routing::dns::same_name;
use hopscope_routing::trace::{Component, Trace};
use hopscope_routing::url::Url;

use super::cause::{Case, Cause, CauseKind};

/// A redirect that leads astray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Astray {
    /// Where it leads.
    pub location: String,
    /// The host of that URL.
    pub host: String,
    /// Whether it leads to the URL that was asked for.
    pub is_loop: bool,
}

/// The redirect of a trace, if it leads astray.
pub fn astray(trace: &Trace) -> Option<Astray> {
    let response = trace.response.as_ref().filter(|response| (300..400).contains(&response.status.get()))?;
    // What CloudFront and S3 redirect to is not made of a `Host`.
    trace.reaches.as_ref()?;
    let location = response.headers.get("location")?;
    let (to, asked) = (Url::parse(location).ok()?, Url::parse(&trace.request.url).ok()?);
    let found = |is_loop| Astray { location: location.to_owned(), host: to.host.to_string(), is_loop };
    if same_name(&to.host, &asked.host) {
        let is_same = to.scheme == asked.scheme && to.path == asked.path && to.query == asked.query;
        return is_same.then(|| found(true));
    }
    let edge = trace.hops.iter().filter(|hop| hop.component == Component::Cloudfront && !hop.id.is_empty());
    let mut sent = edge.filter_map(|hop| hop.sent.as_ref());
    sent.any(|sent| same_name(&sent.host, &to.host)).then(|| found(false))
}

/// The cause of such a redirect.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    let found = astray(case.trace)?;
    let kind = if found.is_loop { CauseKind::RedirectLoop } else { CauseKind::RedirectToOrigin };
    let seen = case.trace.hops.iter().rev().find(|hop| hop.component != Component::Lambda);
    let seen = seen.map(|hop| hop.received.host.to_string()).unwrap_or_default();
    let place = case.trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or_default();
    let field = case.edge().map(|edge| edge.behavior_path().field("origin_request_policy"));
    let values = vec![("location", found.location), ("location_host", found.host), ("seen", seen), ("place", place)];
    Some(case.cause(kind, field, values))
}
