//! Lifts of what a distribution refuses, and of what others refuse because of what it forwards.

use hopscope_routing::RuleId;
use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::{CacheBehavior, HttpMethod};
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::distribution::{CustomOriginConfig, GeoRestriction, OriginProtocolPolicy};
use hopscope_scenario::request::{RuleAction, Signed, WafAction};
use hopscope_scenario::rest_api::EndpointType;

use super::{Draft, HypothesisKind};
use crate::diagnosis::cause::Case;

/// The managed policy that forwards all but the `Host`.
const ALL_BUT_HOST: &str = "AllViewerExceptHostHeader";

/// The managed policy that caches nothing.
const NO_CACHE: &str = "CachingDisabled";

/// The lifts of a deciding rule that a distribution can lift.
pub fn hypotheses(case: &Case<'_>) -> Vec<Draft> {
    let hypothesis = match case.deciding.step.rule.id {
        RuleId::CloudfrontHostUnknown => return [own_host(case), alias(case)].into_iter().flatten().collect(),
        RuleId::CloudfrontDomainFronting => own_host(case),
        RuleId::CloudfrontDistributionDisabled => {
            let edge = case.edge();
            Draft::of(case, HypothesisKind::DistributionEnabled).changed(|scenario| {
                edge?.distribution_mut(scenario)?.enabled = true;
                Some(())
            })
        }
        RuleId::CloudfrontViewerProtocolPolicy | RuleId::DnsPortClosed | RuleId::RestApiEdgeHttps => {
            return [https(case), origin_https(case)].into_iter().flatten().collect();
        }
        RuleId::CloudfrontGeoRestriction => {
            let edge = case.edge();
            Draft::of(case, HypothesisKind::EveryCountry).changed(|scenario| {
                edge?.distribution_mut(scenario)?.geo_restriction = GeoRestriction::default();
                Some(())
            })
        }
        RuleId::CloudfrontSignedRequest => {
            Draft::of(case, HypothesisKind::UrlSigned).asked(|request| request.signed = Signed::Valid)
        }
        RuleId::CloudfrontWebAcl => return web_acl(case),
        RuleId::CloudfrontAllowedMethods => method(case),
        RuleId::CloudfrontGetWithBody | RuleId::RestApiEdgeGetBody => {
            Draft::of(case, HypothesisKind::NoBody).asked(|request| request.body = String::new())
        }
        RuleId::CloudfrontDefaultRootObjectInvalid => {
            let edge = case.edge();
            Draft::of(case, HypothesisKind::NoRootObject).changed(|scenario| {
                edge?.distribution_mut(scenario)?.default_root_object = String::new();
                Some(())
            })
        }
        RuleId::CloudfrontOriginMissing => only_origin(case),
        RuleId::CloudfrontPolicyUnknown => policy(case),
        RuleId::CloudfrontOriginCertificate | RuleId::CloudfrontOriginDns | RuleId::CloudfrontOriginConnect => {
            return unreachable(case);
        }
        RuleId::CloudfrontFunctionResponse | RuleId::CloudfrontFunctionInvalid | RuleId::CloudfrontFunctionFailed => {
            function(case)
        }
        RuleId::RestApiEdgeHostUnknown
        | RuleId::RestApiHostUnknown
        | RuleId::HttpApiHostUnknown
        | RuleId::LambdaUrlHostForeign
        | RuleId::S3HostForeign
        | RuleId::S3WebsiteNotFound => return [host(case), own_host(case)].into_iter().flatten().collect(),
        _ => None,
    };
    hypothesis.into_iter().collect()
}

/// The client sends the host that it connects to.
fn own_host(case: &Case<'_>) -> Option<Draft> {
    let sets = case.request.headers.keys().any(|name| name.eq_ignore_ascii_case("host"));
    let without = |request: &mut hopscope_scenario::request::Request| {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("host"));
    };
    if sets { Draft::of(case, HypothesisKind::HostOfUrl).asked(without) } else { None }
}

/// The only distribution has the host among its aliases.
fn alias(case: &Case<'_>) -> Option<Draft> {
    let host = case.deciding.text("host").to_owned();
    Draft::of(case, HypothesisKind::AliasExists).with("host", host.clone()).changed(|scenario| {
        let [distribution] = scenario.distributions.as_mut_slice() else { return None };
        distribution.aliases.push(host);
        Some(())
    })
}

fn https(case: &Case<'_>) -> Option<Draft> {
    let rest = case.request.url.strip_prefix("http://")?.to_owned();
    Draft::of(case, HypothesisKind::Https).asked(|request| request.url = format!("https://{rest}"))
}

/// CloudFront asks the origin over HTTPS at the usual port.
fn origin_https(case: &Case<'_>) -> Option<Draft> {
    let edge = case.edge();
    Draft::of(case, HypothesisKind::OriginHttps).changed(|scenario| {
        edge?.origin_mut(scenario)?.custom_origin_config = Some(CustomOriginConfig::default());
        Some(())
    })
}

/// As the request says, or by default: whichever blocked.
fn web_acl(case: &Case<'_>) -> Vec<Draft> {
    let edge = case.edge();
    let asked =
        Draft::of(case, HypothesisKind::WebAclAllows).asked(|request| request.viewer.waf = Some(RuleAction::Allow));
    let changed = Draft::of(case, HypothesisKind::WebAclAllows).changed(|scenario| {
        edge?.distribution_mut(scenario)?.web_acl.as_mut()?.default_action = WafAction::Allow;
        Some(())
    });
    [changed, asked].into_iter().flatten().collect()
}

/// The behaviour allows all seven methods: the only set that has those that write.
fn method(case: &Case<'_>) -> Option<Draft> {
    let method = HttpMethod::from_word(case.deciding.text("method"))?;
    let all = HttpMethod::WORDS.iter().filter_map(|word| HttpMethod::from_word(word)).collect::<Vec<_>>();
    let edge = case.edge()?;
    let hypothesis = Draft::of(case, HypothesisKind::MethodAllowed).with("method", method.as_str());
    hypothesis.with("pattern", edge.pattern(case.scenario)).changed(|scenario| {
        edge.behavior_mut(scenario)?.allowed_methods = all;
        Some(())
    })
}

fn only_origin(case: &Case<'_>) -> Option<Draft> {
    let edge = super::super::place::Edge::before(case.scenario, case.trace, case.deciding.index);
    let index = match edge {
        Some(edge) => edge.distribution,
        None => case.scenario.distributions.iter().position(|each| each.id == case.deciding.hop.id)?,
    };
    let [origin] = case.scenario.distributions.get(index)?.origin.as_slice() else { return None };
    let (wrong, right) = (case.deciding.text("origin_id").to_owned(), origin.origin_id.clone());
    Draft::of(case, HypothesisKind::OriginChosen).with("origin_id", right.clone()).changed(|scenario| {
        let distribution = scenario.distributions.get_mut(index)?;
        let behaviors = distribution.ordered_cache_behavior.iter_mut();
        behaviors
            .chain([&mut distribution.default_cache_behavior])
            .filter(|behavior| behavior.target_origin_id == wrong)
            .for_each(|behavior| behavior.target_origin_id.clone_from(&right));
        Some(())
    })
}

fn policy(case: &Case<'_>) -> Option<Draft> {
    let edge = case.edge()?;
    let is_origin_request = case.deciding.rule("kind") == Some(RuleId::CloudfrontOriginRequestPolicy);
    let name = if is_origin_request { ALL_BUT_HOST } else { NO_CACHE };
    Draft::of(case, HypothesisKind::PolicyKnown).with("policy", name).changed(|scenario| {
        let behavior = edge.behavior_mut(scenario)?;
        if is_origin_request {
            behavior.origin_request_policy = Some(NameOr::from(name));
        } else {
            behavior.cache_policy = Some(NameOr::from(name));
        }
        Some(())
    })
}

/// By why the origin gave no HTTP answer.
fn unreachable(case: &Case<'_>) -> Vec<Draft> {
    let hypothesis = match case.deciding.rule("because") {
        Some(RuleId::DnsApiNotFound) => api_as_origin(case),
        Some(RuleId::DnsPortClosed) => origin_https(case),
        Some(RuleId::S3WebsiteHttps) => {
            let edge = case.edge();
            let policy = OriginProtocolPolicy::HttpOnly;
            Draft::of(case, HypothesisKind::OriginHttp).changed(|scenario| {
                let config = edge?.origin_mut(scenario)?.custom_origin_config.get_or_insert_default();
                config.origin_protocol_policy = policy;
                Some(())
            })
        }
        Some(RuleId::RestApiPrivate) => Draft::of(case, HypothesisKind::ApiPublic).changed(|scenario| {
            let private = |api: &&mut hopscope_scenario::rest_api::RestApi| api.endpoint_type == EndpointType::Private;
            scenario.rest_apis.iter_mut().filter(private).for_each(|api| api.endpoint_type = EndpointType::Regional);
            Some(())
        }),
        Some(RuleId::ApiDomainCertificate) => host(case),
        _ => certificate(case),
    };
    hypothesis.into_iter().collect()
}

/// The scenario's one API is the origin.
fn api_as_origin(case: &Case<'_>) -> Option<Draft> {
    let scenario = case.scenario;
    let names = scenario
        .rest_apis
        .iter()
        .map(|api| (&api.id, &api.region))
        .chain(scenario.http_apis.iter().map(|api| (&api.id, &api.region)));
    let names: Vec<String> = names.map(|(id, region)| format!("{id}.execute-api.{region}.amazonaws.com")).collect();
    let [name] = names.as_slice() else { return None };
    let edge = case.edge();
    Draft::of(case, HypothesisKind::OriginIsApi).with("domain_name", name.clone()).changed(|scenario| {
        edge?.origin_mut(scenario)?.domain_name.clone_from(name);
        Some(())
    })
}

/// The certificate covers the origin's name.
fn certificate(case: &Case<'_>) -> Option<Draft> {
    let name = case.edge()?.origin(case.scenario)?.domain_name.clone();
    Draft::of(case, HypothesisKind::CertificateCovers)
        .with("name", name.clone())
        .changed(|scenario| covers(scenario, &name))
}

/// Adds a name to the certificate of the server or load balancer that has it.
pub fn covers(scenario: &mut Scenario, name: &str) -> Option<()> {
    let servers = scenario.servers.iter_mut().map(|each| (&each.domain_name, &mut each.certificate));
    let balancers = scenario.load_balancers.iter_mut().map(|each| (&each.domain_name, &mut each.certificate));
    let (_, certificate) = servers.chain(balancers).find(|(each, _)| each.eq_ignore_ascii_case(name))?;
    certificate.push(name.to_owned());
    Some(())
}

/// The function is not there.
fn function(case: &Case<'_>) -> Option<Draft> {
    let name = case.deciding.text("function").to_owned();
    let edge = case.edge()?;
    Draft::of(case, HypothesisKind::FunctionPasses).with("function", name.clone()).changed(|scenario| {
        let behavior = edge.behavior_mut(scenario)?;
        behavior.function_association.retain(|each| each.function != name);
        behavior.lambda_function_association.retain(|each| each.function != name);
        Some(())
    })
}

/// Neither policy takes the `Host`.
fn host(case: &Case<'_>) -> Option<Draft> {
    let edge = case.edge()?;
    if !edge.forwards(case.scenario, "host") {
        return None;
    }
    let hypothesis = Draft::of(case, HypothesisKind::HostNotForwarded).with("pattern", edge.pattern(case.scenario));
    hypothesis.changed(|scenario| {
        let keeps_host = |scenario: &Scenario, behavior: &CacheBehavior| {
            let forwarding = Forwarding::of(scenario, behavior);
            (forwarding.is_legacy, forwarding.cache.headers.takes_header("host"))
        };
        let (is_legacy, in_cache_key) = keeps_host(scenario, edge.behavior(scenario)?);
        let behavior = edge.behavior_mut(scenario)?;
        if is_legacy {
            let values = behavior.forwarded_values.as_mut()?;
            values.headers.retain(|name| !name.eq_ignore_ascii_case("host") && name != "*");
            return Some(());
        }
        behavior.origin_request_policy = Some(NameOr::from(ALL_BUT_HOST));
        if in_cache_key {
            behavior.cache_policy = Some(NameOr::from(NO_CACHE));
        }
        Some(())
    })
}

/// A header of the viewer goes to the origin.
pub fn forwarded(case: &Case<'_>, header: &str) -> Option<Draft> {
    let was_sent = case.trace.hops.first()?.received.headers.has(header);
    let edge = case.edge()?;
    if !was_sent || case.deciding.hop.received.headers.has(header) {
        return None;
    }
    let hypothesis = Draft::of(case, HypothesisKind::HeaderForwarded).with("header", header);
    hypothesis.with("pattern", edge.pattern(case.scenario)).changed(|scenario| {
        let behavior = edge.behavior_mut(scenario)?;
        behavior.origin_request_policy = Some(NameOr::from(ALL_BUT_HOST));
        if let Some(values) = &mut behavior.forwarded_values {
            values.headers.push(header.to_owned());
        }
        Some(())
    })
}
