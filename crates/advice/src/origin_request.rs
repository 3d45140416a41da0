//! Where a behaviour sends a request: what of it decides who reads the path, and from where.

use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::{Distribution, Origin};

/// What a behaviour sends to one origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// The name that is connected to.
    pub connect_to: String,
    /// The `Host` header.
    pub host: String,
    /// What is put in front of the path.
    pub origin_path: String,
}

/// The origins of a behaviour: one, the two of a group, or none.
pub fn origins<'s>(distribution: &'s Distribution, behavior: &CacheBehavior) -> Vec<&'s Origin> {
    let id = &behavior.target_origin_id;
    let origin = |id: &String| distribution.origin.iter().find(|origin| origin.origin_id == *id);
    if let Some(origin) = origin(id) {
        return vec![origin];
    }
    let group = distribution.origin_group.iter().find(|group| group.origin_id == *id);
    group.map(|group| group.member.iter().filter_map(origin).take(2).collect()).unwrap_or_default()
}

/// What a behaviour sends to its origins for a viewer's host.
pub fn sent_by(
    scenario: &Scenario,
    distribution: &Distribution,
    behavior: &CacheBehavior,
    viewer_host: &str,
) -> Vec<Sent> {
    let forwards = forwards_host(scenario, behavior);
    let sent = |origin: &Origin| Sent {
        connect_to: origin.domain_name.to_ascii_lowercase(),
        host: if forwards { viewer_host.to_ascii_lowercase() } else { origin.domain_name.to_ascii_lowercase() },
        origin_path: origin.origin_path.clone(),
    };
    origins(distribution, behavior).into_iter().map(sent).collect()
}

/// Whether the origin gets the viewer's `Host` rather than its own name.
pub fn forwards_host(scenario: &Scenario, behavior: &CacheBehavior) -> bool {
    Forwarding::of(scenario, behavior).header("host")
}

/// Whether two behaviours differ in nothing but their path patterns.
pub fn same_settings(one: &CacheBehavior, other: &CacheBehavior) -> bool {
    // Origins first: comparing what follows takes a copy.
    one.target_origin_id == other.target_origin_id
        && CacheBehavior { path_pattern: other.path_pattern.clone(), ..one.clone() } == *other
}

/// Whether two behaviours make the same of a request that arrives at their origins with the same path: they differ in
/// path patterns, in the origins' names and in the origin paths alone. Names matter where origins stand for each other
/// or serve error pages: such behaviours are not called alike.
pub fn alike(distribution: &Distribution, one: &CacheBehavior, other: &CacheBehavior) -> bool {
    let origin = |behavior: &CacheBehavior| {
        let origin = distribution.origin.iter().find(|origin| origin.origin_id == behavior.target_origin_id)?;
        Some(Origin { origin_id: String::new(), origin_path: String::new(), ..origin.clone() })
    };
    let renamed = CacheBehavior { target_origin_id: other.target_origin_id.clone(), ..one.clone() };
    let has_pages = distribution.custom_error_response.iter().any(|page| !page.response_page_path.is_empty());
    !has_pages && same_settings(&renamed, other) && origin(one).is_some_and(|mine| origin(other) == Some(mine))
}
