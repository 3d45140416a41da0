//! Settings that AWS refuses, that break others, or that are not modelled.

use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_routing::tls::name_covers;
use hopscope_scenario::distribution::{ConnectionMode, Distribution, Origin};
use hopscope_scenario::http_api::HttpApi;
use hopscope_scenario::origin_server::{BucketAccess, Kms};
use hopscope_scenario::rest_api::{ContentHandling, IntegrationType, RestApi};
use hopscope_scenario::{FieldPath, Scenario};

use super::forwarding::{pattern_of, placed};
use super::{Finding, FindingKind};
use crate::origin_request::origins;

/// Header fields that no mapping may name, by how they begin.
const RESERVED: &[&str] = &[
    "access-control-",
    "apigw-",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "x-amz-",
    "x-amzn-",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "via",
];

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let list = |name: &str, index: usize| FieldPath::root().field(name).index(index);
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        of_distribution(scenario, distribution, index, found);
    }
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        of_rest_api(api, &list("rest_apis", index), found);
    }
    for (index, api) in scenario.http_apis.iter().enumerate() {
        of_http_api(api, &list("http_apis", index), found);
    }
    for (index, bucket) in scenario.buckets.iter().enumerate() {
        if bucket.access == BucketAccess::Oai && bucket.kms != Kms::None {
            let kind = FindingKind::KmsWithIdentity { bucket: bucket.name.clone() };
            found.push(Finding { path: list("buckets", index).field("kms"), kind });
        }
    }
}

fn of_distribution(scenario: &Scenario, distribution: &Distribution, index: usize, found: &mut Vec<Finding>) {
    let at = FieldPath::root().field("distributions").index(index);
    let name = || distribution.id.clone();
    if distribution.staging {
        let kind = FindingKind::StagingNotModelled { distribution: name() };
        found.push(Finding { path: at.clone().field("staging"), kind });
    }
    if distribution.connection_mode == ConnectionMode::TenantOnly {
        let kind = FindingKind::TenantsNotModelled { distribution: name() };
        found.push(Finding { path: at.clone().field("connection_mode"), kind });
    }
    for (place, alias) in distribution.aliases.iter().enumerate() {
        let path = at.clone().field("aliases").index(place);
        let certificate = distribution.viewer_certificate.as_ref();
        let covers = |names: &[String]| names.iter().any(|name| name == alias || name_covers(name, alias));
        if let Some(certificate) = certificate.filter(|certificate| !covers(&certificate.names)) {
            let kind = FindingKind::AliasNotInCertificate { alias: alias.clone(), names: certificate.names.clone() };
            found.push(Finding { path: path.clone(), kind });
        }
        let earlier = scenario.distributions.iter().take(index);
        let other = earlier
            .filter(|other| !other.staging && !distribution.staging)
            .find(|other| other.aliases.iter().any(|each| each.eq_ignore_ascii_case(alias)));
        if let Some(other) = other {
            let kind = FindingKind::AliasTwice { alias: alias.clone(), other: other.id.clone() };
            found.push(Finding { path, kind });
        }
    }
    for (at, behavior) in placed(distribution, index) {
        let forwarding = Forwarding::of(scenario, behavior);
        let is_dropped = forwarding.cache.headers.takes_header("origin") || !forwarding.header("origin");
        if !forwarding.caches || is_dropped {
            continue;
        }
        if let Some(origin) =
            origins(distribution, behavior).into_iter().find(|origin| goes_by_origin(scenario, origin))
        {
            let kind = FindingKind::OriginNotInCacheKey {
                pattern: pattern_of(&at, behavior),
                origin: origin.domain_name.clone(),
            };
            found.push(Finding { path: at.field("cache_policy"), kind });
        }
    }
}

/// Whether what stands at an origin answers sites differently: a list of several origins, or of one that is not any.
fn goes_by_origin(scenario: &Scenario, origin: &Origin) -> bool {
    let some = |origins: &[String]| !origins.is_empty() && !origins.iter().any(|each| each == "*");
    let name = origin.domain_name.as_str();
    let http = hopscope_routing::api_gateway::http::find(scenario, name).and_then(|api| api.cors.as_ref());
    let url = hopscope_routing::lambda_url::find(scenario, name).and_then(|(_, url)| url.cors.as_ref());
    let host = hopscope_routing::s3::endpoint::S3Host::parse(name).map(|host| host.bucket);
    let bucket = scenario.buckets.iter().find(|bucket| host == Some(bucket.name.as_str()));
    http.or(url).is_some_and(|cors| some(&cors.allow_origins))
        || bucket.is_some_and(|bucket| bucket.cors_rule.iter().any(|rule| some(&rule.allowed_origins)))
}

fn of_rest_api(api: &RestApi, at: &FieldPath, found: &mut Vec<Finding>) {
    for (index, stage) in api.stages.iter().enumerate() {
        if stage.canary_settings.is_some() {
            let kind = FindingKind::CanaryNotModelled { api: api.id.clone(), stage: stage.name.clone() };
            found.push(Finding { path: at.clone().field("stages").index(index).field("canary_settings"), kind });
        }
    }
    let takes_all = api.binary_media_types.iter().any(|each| each == "*/*");
    for (index, resource) in api.resources.iter().enumerate().filter(|_| takes_all) {
        for (name, method) in &resource.methods {
            let is_mock = method.integration.kind == IntegrationType::Mock;
            if is_mock && method.integration.content_handling != Some(ContentHandling::ConvertToText) {
                let path = at.clone().field("resources").index(index).field("methods").field(name.as_str());
                let kind = FindingKind::BinaryMock { api: api.id.clone(), resource: resource.path.clone() };
                found.push(Finding { path: path.field("integration").field("content_handling"), kind });
            }
        }
    }
}

fn of_http_api(api: &HttpApi, at: &FieldPath, found: &mut Vec<Finding>) {
    for (index, route) in api.routes.iter().enumerate() {
        let path = at.clone().field("routes").index(index).field("integration").field("request_parameters");
        for key in route.integration.request_parameters.keys() {
            let header = key.split_once(":header.").map_or("", |(_, header)| header).to_ascii_lowercase();
            let is_reserved = |begin: &&str| match begin.strip_suffix('-') {
                Some(_) => header.starts_with(*begin),
                None => header == **begin,
            };
            if RESERVED.iter().any(is_reserved) {
                found.push(Finding {
                    path: path.clone().field(key),
                    kind: FindingKind::ReservedHeaderMapped { header },
                });
            }
        }
    }
}
