//! Which `Host` a behaviour sends to its origin: the mistake that a table of behaviours should show at a glance.

use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;

/// Whether the origin gets the viewer's `Host` rather than its own name.
pub fn is_viewers(scenario: &Scenario, behavior: &CacheBehavior) -> bool {
    Forwarding::of(scenario, behavior).header("host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_decide() {
        let scenario = Scenario::default();
        let with =
            |policy: &str| CacheBehavior { origin_request_policy: Some(policy.into()), ..CacheBehavior::default() };
        assert!(!is_viewers(&scenario, &CacheBehavior::default()));
        assert!(!is_viewers(&scenario, &with("AllViewerExceptHostHeader")));
        assert!(is_viewers(&scenario, &with("AllViewer")));
    }
}
