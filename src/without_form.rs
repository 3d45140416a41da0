//! What of a scenario decides about requests and has no form: the page names it and leads to the JSON.

use hopscope_scenario::Scenario;
use hopscope_scenario::distribution::{Distribution, GeoRestrictionType};
use hopscope_scenario::request::{Request, Signed, Viewer};

/// What there is, by the ends of its keys in the texts (`form.other.…`), each with how many there are.
pub fn without_form(scenario: &Scenario) -> Vec<(&'static str, usize)> {
    let requests = scenario.requests.iter().filter(|request| is_special(request)).count();
    let policies = scenario.cache_policies.len()
        + scenario.origin_request_policies.len()
        + scenario.response_headers_policies.len();
    let rest_apis = &scenario.rest_apis;
    let counts = [
        ("clients", requests),
        ("geo_restrictions", of_distributions(scenario, |each| usize::from(is_restricted(each)))),
        ("web_acls", web_acls(scenario)),
        ("origin_groups", of_distributions(scenario, |each| each.origin_group.len())),
        (
            "custom_headers",
            of_distributions(scenario, |each| each.origin.iter().map(|origin| origin.custom_header.len()).sum()),
        ),
        ("policies", policies),
        ("routing_rules", scenario.domain_names.iter().map(|each| each.routing_rules.len()).sum()),
        ("resource_policies", rest_apis.iter().filter(|api| api.policy.is_some()).count()),
        ("gateway_responses", rest_apis.iter().map(|api| api.gateway_responses.len()).sum()),
        ("cors", scenario.http_apis.iter().filter(|api| api.cors.is_some()).count()),
        ("function_urls", scenario.lambdas.iter().filter(|lambda| lambda.function_url.is_some()).count()),
        ("load_balancers", scenario.load_balancers.len()),
        ("servers", scenario.servers.len()),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn of_distributions(scenario: &Scenario, count: impl Fn(&Distribution) -> usize) -> usize {
    scenario.distributions.iter().map(count).sum()
}

fn is_restricted(distribution: &Distribution) -> bool {
    distribution.geo_restriction.restriction_type != GeoRestrictionType::None
}

fn web_acls(scenario: &Scenario) -> usize {
    let distributions = scenario.distributions.iter().map(|each| &each.web_acl);
    let stages = scenario.rest_apis.iter().flat_map(|api| &api.stages).map(|stage| &stage.web_acl);
    let load_balancers = scenario.load_balancers.iter().map(|each| &each.web_acl);
    distributions.chain(stages).chain(load_balancers).filter(|web_acl| web_acl.is_some()).count()
}

/// Whether a request comes from a certain place, or signed.
fn is_special(request: &Request) -> bool {
    request.viewer != Viewer::default() || request.signed != Signed::default() || request.sigv4.is_some()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn found(json: &str) -> Vec<(&'static str, usize)> {
        without_form(&Scenario::from_json(json).unwrap())
    }

    #[test]
    fn what_decides_at_the_edge_is_named() {
        let scenario = r#"{"hopscope": 1,
            "requests": [{"url": "https://a/"}, {"url": "https://a/", "viewer": {"country": "DE"}}],
            "distributions": [
                {"id": "A", "web_acl": {"default_action": "allow"},
                 "geo_restriction": {"restriction_type": "whitelist", "locations": ["JP"]}},
                {"id": "B", "origin_group": [{"origin_id": "g", "member": ["a", "b"]}],
                 "custom_error_response": [{"error_code": 403}, {"error_code": 404}]}]}"#;
        let expected = [("clients", 1), ("geo_restrictions", 1), ("web_acls", 1), ("origin_groups", 1)];
        assert_eq!(found(scenario), expected);
    }

    #[test]
    fn web_acls_are_counted_wherever_they_stand() {
        let acl = r#""web_acl": {"default_action": "block"}"#;
        let scenario = format!(
            r#"{{"hopscope": 1, "rest_apis": [{{"stages": [{{"name": "a", {acl}}}, {{"name": "b"}}]}}],
                "load_balancers": [{{"domain_name": "lb", {acl}}}]}}"#
        );
        assert_eq!(found(&scenario), [("web_acls", 2), ("load_balancers", 1)]);
    }

    #[test]
    fn what_has_a_form_is_not() {
        assert!(found(r#"{"hopscope": 1, "distributions": [{"id": "A", "origin": [{"origin_id": "a"}]}]}"#).is_empty());
    }
}
