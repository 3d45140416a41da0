//! What an origin can lead to: the parts of a scenario that answer under a name.

use hopscope_scenario::origin_server::BucketAccess;
use hopscope_scenario::rest_api::Authorization;
use hopscope_scenario::{FieldPath, Scenario};
use serde_json::{Value, json};

use crate::edit::Edit;

/// A part that answers under a name, and how CloudFront is to ask it.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    /// Of which kind it is: the end of a key in the texts, `backend.<kind>`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// The host name that it answers under.
    pub domain_name: String,
    /// Whether CloudFront signs.
    signed: bool,
    /// Whether it is asked by HTTP or HTTPS. Absent: S3's REST endpoint, which has no such setting.
    protocol: Option<&'static str>,
}

/// Everything that an origin can lead to.
pub fn all(scenario: &Scenario) -> impl Iterator<Item = Backend> {
    let buckets = scenario.buckets.iter().flat_map(|bucket| {
        let (name, region) = (bucket.name.clone(), &bucket.region);
        let rest = Backend {
            kind: "bucket",
            name: name.clone(),
            domain_name: format!("{name}.s3.{region}.amazonaws.com"),
            signed: bucket.access == BucketAccess::Oac,
            protocol: None,
        };
        let website = bucket.website.is_some().then(|| Backend {
            kind: "website",
            domain_name: format!("{name}.s3-website-{region}.amazonaws.com"),
            name,
            signed: false,
            protocol: Some("http-only"),
        });
        std::iter::once(rest).chain(website)
    });
    let api = |kind, id: &str, region: &str| Backend {
        kind,
        name: id.to_owned(),
        domain_name: format!("{id}.execute-api.{region}.amazonaws.com"),
        signed: false,
        protocol: Some("https-only"),
    };
    let rest = scenario.rest_apis.iter().map(move |each| api("rest_api", &each.id, &each.region));
    let http = scenario.http_apis.iter().map(move |each| api("http_api", &each.id, &each.region));
    let urls = scenario.lambdas.iter().filter_map(|lambda| {
        let url = lambda.function_url.as_ref()?;
        Some(Backend {
            kind: "function_url",
            name: lambda.name.clone(),
            domain_name: url.domain_name.clone(),
            signed: url.authorization_type == Authorization::AwsIam,
            protocol: Some("https-only"),
        })
    });
    let host = |kind, name: &String, protocol| Backend {
        kind,
        name: name.clone(),
        domain_name: name.clone(),
        signed: false,
        protocol: Some(protocol),
    };
    // A load balancer has no certificate for its own name.
    let balancers =
        scenario.load_balancers.iter().map(move |each| host("load_balancer", &each.domain_name, "http-only"));
    let servers = scenario.servers.iter().map(move |each| host("server", &each.domain_name, "https-only"));
    let domains = scenario.domain_names.iter().map(move |each| host("domain_name", &each.domain_name, "https-only"));
    buckets.chain(rest).chain(http).chain(urls).chain(balancers).chain(servers).chain(domains)
}

impl Backend {
    /// Makes an origin lead there; what it was before is gone from it but for its id, its path and its headers.
    pub fn at_origin(&self, at: &FieldPath) -> Edit {
        let access = if self.signed { json!({}) } else { Value::Null };
        let config = self.protocol.map_or(Value::Null, |protocol| json!({"origin_protocol_policy": protocol}));
        Edit::All(vec![
            Edit::text(at.field("domain_name"), self.domain_name.clone()),
            Edit::Set(at.field("origin_access_control"), access),
            Edit::Set(at.field("custom_origin_config"), config),
        ])
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::add::addition;

    #[test]
    fn an_origin_made_of_what_was_added_answers_as_the_added_one_does() {
        for kind in ["bucket", "http_api", "rest_api", "function_url", "load_balancer", "server"] {
            let empty = Scenario::default();
            let scenario = addition(kind, &empty, (0, 0)).edit.apply(&empty).unwrap();
            let backend = all(&scenario).next().unwrap();
            assert_eq!(backend.kind, kind);
            let at = FieldPath::root().field("distributions").index(0).field("origin").index(0);
            let picked = backend.at_origin(&at).apply(&scenario).unwrap();
            let answer = |scenario: &Scenario| {
                let path = if kind == "bucket" { "/index.html" } else { "/hello" };
                let url = format!("https://d222222.cloudfront.net{path}");
                let request = hopscope_scenario::request::Request { url, ..Default::default() };
                hopscope_routing::trace(scenario, &request).response.map(|response| response.status.get())
            };
            assert_eq!((answer(&picked), answer(&scenario)), (Some(200), Some(200)), "{kind}");
        }
    }
}
