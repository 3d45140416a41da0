//! Hosts that nothing in the files declares: what a distribution asks and an integration calls outside of them.

use hopscope_scenario::distribution::Origin;
use hopscope_scenario::lambda::{FunctionUrl, Lambda};
use hopscope_scenario::origin_server::{Bucket, BucketAccess, LoadBalancer, Server, ServerRoute, Website};
use hopscope_scenario::rest_api::IntegrationType;

use crate::import::{Entry, Fate, Reason};
use crate::source::Span;

use super::bucket::bucket_of;
use super::{Mapper, item};

impl Mapper<'_> {
    /// Gives each host that nothing declares a stand-in that answers, and says so: else every trace would end at a
    /// name that does not resolve.
    pub fn map_outside(&mut self) {
        let mut hosts: Vec<(Origin, Option<Span>)> = Vec::new();
        for (index, distribution) in self.scenario.distributions.iter().enumerate() {
            for (number, origin) in distribution.origin.iter().enumerate() {
                let path = item("distributions", index).field("origin").index(number).field("domain_name");
                let span = self.sources.0.get(&path).map(|source| source.set_at);
                hosts.push((origin.clone(), span));
            }
        }
        for (origin, span) in hosts {
            self.stand_in(&origin, span);
        }
        for uri in self.http_backends() {
            let host = uri.split("://").nth(1).unwrap_or(&uri);
            let host = host.split(['/', ':', '?']).next().unwrap_or(host).to_owned();
            if !host.is_empty() {
                self.stand_in(&Origin { domain_name: host, ..Origin::default() }, None);
            }
        }
        self.known_objects();
    }

    /// The URLs that integrations call over the internet.
    fn http_backends(&self) -> Vec<String> {
        let rest = self.scenario.rest_apis.iter().flat_map(|api| &api.resources);
        let rest = rest.flat_map(|resource| resource.methods.values()).map(|method| &method.integration);
        let http = self.scenario.http_apis.iter().flat_map(|api| &api.routes).map(|route| &route.integration);
        rest.chain(http)
            .filter(|integration| matches!(integration.kind, IntegrationType::Http | IntegrationType::HttpProxy))
            .filter(|integration| integration.uri.starts_with("http"))
            .map(|integration| integration.uri.clone())
            .collect()
    }

    fn stand_in(&mut self, origin: &Origin, span: Option<Span>) {
        let host = origin.domain_name.as_str();
        if host.is_empty() || self.is_declared(host) {
            return;
        }
        let host = host.to_owned();
        if let Some(name) = bucket_of(&host) {
            self.outside_bucket(name, &host, origin);
        } else if host.contains(".lambda-url.") {
            let name = host.split('.').next().unwrap_or_default().to_owned();
            let url = FunctionUrl { domain_name: host.clone(), ..FunctionUrl::default() };
            self.scenario.lambdas.push(Lambda { name, function_url: Some(url), ..Lambda::default() });
        } else if host.ends_with(".elb.amazonaws.com") {
            self.scenario.load_balancers.push(LoadBalancer { domain_name: host.clone(), ..LoadBalancer::default() });
        } else if host.contains(".execute-api.") || host.ends_with(".cloudfront.net") {
            self.outside(&host, Fate::Lost, Reason::Unattached(host.clone()), span);
            return;
        } else {
            let routes = vec![ServerRoute::default()];
            self.scenario.servers.push(Server { domain_name: host.clone(), routes, ..Server::default() });
        }
        self.outside(&host, Fate::Folded, Reason::StandIn("200".to_owned()), span);
    }

    fn outside(&mut self, host: &str, fate: Fate, reason: Reason, span: Option<Span>) {
        self.report.push(Entry {
            fate,
            address: host.to_owned(),
            kind: "host".to_owned(),
            attribute: None,
            reason: Some(reason),
            span,
        });
    }

    fn outside_bucket(&mut self, name: &str, host: &str, origin: &Origin) {
        if self.scenario.buckets.iter().any(|bucket| bucket.name == name) {
            return;
        }
        let access = if origin.origin_access_control.is_some() {
            BucketAccess::Oac
        } else if origin.origin_access_identity {
            BucketAccess::Oai
        } else {
            BucketAccess::Public
        };
        let mut bucket = Bucket { name: name.to_owned(), access, ..Bucket::default() };
        if let Some(region) = host.strip_suffix(".amazonaws.com").and_then(|rest| rest.rsplit(['.']).next()) {
            let region = region.trim_start_matches("s3-website-").trim_start_matches("s3-");
            if region.contains('-') {
                bucket.region = region.to_owned();
            }
        }
        if host.contains(".s3-website") {
            bucket.website = Some(Website::default());
        }
        self.scenario.buckets.push(bucket);
    }

    fn is_declared(&self, host: &str) -> bool {
        let scenario = &self.scenario;
        let api = |id: &str| host.split('.').next() == Some(id) && host.contains(".execute-api.");
        scenario.rest_apis.iter().any(|each| api(&each.id))
            || scenario.http_apis.iter().any(|each| api(&each.id))
            || scenario.domain_names.iter().any(|each| each.domain_name == host || each.target_domain_name == host)
            || scenario.load_balancers.iter().any(|each| each.domain_name == host)
            || scenario.servers.iter().any(|each| each.domain_name == host)
            || scenario.dns.iter().any(|each| each.name == host)
            || scenario.distributions.iter().any(|each| each.domain_name == host)
            || bucket_of(host).is_some_and(|name| scenario.buckets.iter().any(|each| each.name == name))
            || scenario.lambdas.iter().any(|each| each.function_url.as_ref().is_some_and(|url| url.domain_name == host))
    }

    /// What a distribution or a website shows by itself is taken to be in its bucket, where the files list nothing.
    fn known_objects(&mut self) {
        let mut wanted: Vec<(String, String)> = Vec::new();
        for distribution in &self.scenario.distributions {
            for origin in &distribution.origin {
                let Some(name) = bucket_of(&origin.domain_name) else { continue };
                let before = origin.origin_path.trim_matches('/');
                let key = |page: &str| {
                    let page = page.trim_start_matches('/');
                    if before.is_empty() { page.to_owned() } else { format!("{before}/{page}") }
                };
                if !distribution.default_root_object.is_empty() {
                    wanted.push((name.to_owned(), key(&distribution.default_root_object)));
                }
                for page in distribution.custom_error_response.iter().filter(|page| !page.response_page_path.is_empty())
                {
                    wanted.push((name.to_owned(), key(&page.response_page_path)));
                }
            }
        }
        for bucket in &self.scenario.buckets {
            if let Some(website) = &bucket.website {
                wanted.push((bucket.name.clone(), website.index_document.clone()));
                if !website.error_document.is_empty() {
                    wanted.push((bucket.name.clone(), website.error_document.clone()));
                }
            }
        }
        let empty: Vec<String> = self
            .scenario
            .buckets
            .iter()
            .filter(|bucket| bucket.objects.is_empty())
            .map(|each| each.name.clone())
            .collect();
        for (name, key) in wanted {
            if !empty.contains(&name) {
                continue;
            }
            let Some(bucket) = self.scenario.buckets.iter_mut().find(|bucket| bucket.name == name) else { continue };
            if !bucket.objects.contains(&key) {
                bucket.objects.push(key.clone());
                self.outside(&name, Fate::Folded, Reason::Object(key), None);
            }
        }
    }
}
