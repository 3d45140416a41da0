//! A website endpoint: public objects over HTTP, index documents for folders, an error document.
//!
//! A path that ends in a slash stands for the index document of that folder. A path that does not is an object's key;
//! where there is none but the folder of that name has an index document, the answer is a redirect to the folder.
//!
//! Source: Amazon S3 User Guide, "Configuring an index document", "Configuring a custom error document" and "Website
//! endpoints"; docker/docs#15151 for the redirect.

use std::ops::ControlFlow;

use hopscope_scenario::StatusCode;
use hopscope_scenario::origin_server::{Bucket, BucketAccess, Website, WebsiteRedirect, WebsiteRule};
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Setting};

use super::endpoint::{EndpointKind, S3Host};
use super::error::{S3Error, ids, redirect};
use super::object;
use super::rest::{decoded, find};
use crate::exchange::{Answer, Request};
use crate::placeholder::DATE;
use crate::rule::Rule;
use crate::rules::s3 as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// A request at a website endpoint, from the moment its bucket is known.
struct Call<'t, 's> {
    tracer: &'t mut Tracer<'s>,
    hop: HopIndex,
    bucket: &'s Bucket,
    website: &'s Website,
    request: Request<'s>,
}

/// A redirect of a website's own settings.
fn moved(rule: &'static Rule, status: StatusCode, location: String) -> Answer {
    let mut answer = Answer::refusal(Component::S3, rule, status);
    answer.headers = ids();
    answer.headers.add("date", DATE);
    answer.headers.add("location", location);
    answer.headers.add("content-length", "0");
    answer.headers.add("server", "AmazonS3");
    answer
}

/// What the endpoint answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    let name = match S3Host::parse(&request.host) {
        Some(S3Host { kind: EndpointKind::Website, bucket, .. }) => Text::copy(bucket),
        _ => request.host.clone(),
    };
    let bucket = find(tracer.scenario, &name);
    let part = bucket.and_then(|bucket| bucket.part_of(tracer.scenario));
    let hop = tracer.enter(Component::S3, bucket.map_or("", |bucket| bucket.name.as_str()), "website", part, &request);
    let detail = Detail::none().with("host", &request.host).with("bucket", &name);
    let answer = match bucket.map(|bucket| (bucket, &bucket.website)) {
        Some((bucket, Some(website))) => {
            let detail = detail.by(part.map(|part| part.field("website")));
            tracer.step(hop, &rules::WEBSITE_BUCKET, Outcome::Passed, detail);
            let mut call = Call { tracer, hop, bucket, website, request };
            match call.walk() {
                ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
            }
        }
        found => {
            let error = if found.is_some() { S3Error::no_website(&name) } else { S3Error::no_such_bucket(&name) };
            let missing = part.map_or(Part::Scenario.field("buckets"), |part| part.field("website"));
            let detail = detail.with("code", error.code).by(Some(missing)).by(request.host_by);
            tracer.step(hop, &rules::WEBSITE_NOT_FOUND, Outcome::Refused, detail);
            error.page_answer(&rules::WEBSITE_NOT_FOUND, &request.method, None)
        }
    };
    tracer.answer(hop, answer)
}

impl Call<'_, '_> {
    fn walk(&mut self) -> ControlFlow<Answer, Answer> {
        self.redirect_all()?;
        self.method()?;
        let asked = self.key();
        self.routing_rule(&asked, None)?;
        if let ControlFlow::Break(refusal) = self.access() {
            return self.or_routed(&asked, refusal);
        }
        let key = self.index();
        if self.has(&key) {
            let detail =
                Detail::none().with("bucket", &self.bucket.name).with("key", &key).by(self.of_field("objects"));
            self.object_redirect(&key)?;
            self.tracer.step(self.hop, &rules::OBJECT, Outcome::Passed, detail);
            return ControlFlow::Continue(object::answer(&rules::OBJECT, self.bucket, &key, &self.request.method));
        }
        self.redirect(&key)?;
        let listed = self.bucket.list_bucket;
        let error = if listed { S3Error::no_such_key(&key) } else { S3Error::access_denied() };
        let detail = Detail::none().with("bucket", &self.bucket.name).with("key", &key).with("list_bucket", listed);
        let detail = detail
            .by(self.of_field("objects"))
            .by(self.of_field("list_bucket"))
            .by(self.request.prefix_by)
            .by(self.request.path_by);
        let refusal = self.refuse(&rules::WEBSITE_KEY_NOT_FOUND, &error, detail);
        self.or_routed(&asked, refusal)
    }

    /// A refusal, unless a routing rule for its status sends the client elsewhere.
    fn or_routed(&mut self, key: &str, refusal: Answer) -> ControlFlow<Answer, Answer> {
        self.routing_rule(key, Some(refusal.status))?;
        ControlFlow::Break(refusal)
    }

    /// The redirect of a website that has nothing else.
    fn redirect_all(&mut self) -> ControlFlow<Answer> {
        let Some(to) = &self.website.redirect_all_requests_to else { return ControlFlow::Continue(()) };
        let path = self.request.path.text();
        let location = self.location(to, path.strip_prefix('/').unwrap_or(path));
        let detail = Detail::none().with("location", &location);
        let detail = detail.by(self.of_field("website.redirect_all_requests_to"));
        self.tracer.step(self.hop, &rules::WEBSITE_REDIRECT_ALL, Outcome::Refused, detail);
        ControlFlow::Break(moved(&rules::WEBSITE_REDIRECT_ALL, to.http_redirect_code, location))
    }

    /// The first routing rule for a key and a status that would be answered; none: before the object is looked for.
    fn routing_rule(&mut self, key: &str, status: Option<StatusCode>) -> ControlFlow<Answer> {
        let website = self.website;
        let takes = |rule: &&WebsiteRule| {
            key.starts_with(&rule.condition.key_prefix_equals)
                && rule.condition.http_error_code_returned_equals == status
        };
        let Some(rule) = website.routing_rules.iter().find(takes) else { return ControlFlow::Continue(()) };
        let behind = key.strip_prefix(rule.condition.key_prefix_equals.as_str()).unwrap_or(key);
        let new = match (&rule.redirect.replace_key_with, &rule.redirect.replace_key_prefix_with) {
            (Some(whole), _) => whole.clone(),
            (None, Some(prefix)) => format!("{prefix}{behind}"),
            (None, None) => key.to_owned(),
        };
        let location = self.location(&rule.redirect, &new);
        let detail = Detail::none().with("key", key.to_owned()).with("location", &location);
        let detail = detail.by(self.of_field("website.routing_rules"));
        self.tracer.step(self.hop, &rules::WEBSITE_ROUTING_RULE, Outcome::Refused, detail);
        ControlFlow::Break(moved(&rules::WEBSITE_ROUTING_RULE, rule.redirect.http_redirect_code, location))
    }

    /// The redirect that is stored with an object.
    fn object_redirect(&mut self, key: &str) -> ControlFlow<Answer> {
        let to = self.bucket.object_metadata.get(key).map_or("", |object| object.website_redirect.as_str());
        if to.is_empty() {
            return ControlFlow::Continue(());
        }
        let location = if to.starts_with('/') {
            format!("{}://{}{to}", self.request.scheme.as_str(), self.request.host)
        } else {
            to.to_owned()
        };
        let detail = Detail::none().with("key", key.to_owned()).with("location", &location);
        let detail = detail.by(self.of_field("object_metadata"));
        self.tracer.step(self.hop, &rules::WEBSITE_OBJECT_REDIRECT, Outcome::Refused, detail);
        ControlFlow::Break(moved(&rules::WEBSITE_OBJECT_REDIRECT, StatusCode::MOVED_PERMANENTLY, location))
    }

    /// Where a redirect leads: host and scheme are those that were asked unless it says otherwise. To a distribution's
    /// origin those are the website's own.
    fn location(&self, to: &WebsiteRedirect, key: &str) -> String {
        let scheme = to.protocol.map_or(self.request.scheme.as_str(), |protocol| protocol.as_str());
        let host = if to.host_name.is_empty() { self.request.host.as_str() } else { to.host_name.as_str() };
        let query = if self.request.query.is_empty() { String::new() } else { format!("?{}", self.request.query) };
        format!("{scheme}://{host}/{key}{query}")
    }

    /// The key that was asked for, before an index document is put behind it.
    fn key(&self) -> String {
        let path = self.request.path.text();
        decoded(path.strip_prefix('/').unwrap_or(path))
    }

    fn method(&mut self) -> ControlFlow<Answer> {
        let method = self.request.method.clone();
        if matches!(method.as_str(), "GET" | "HEAD") {
            return ControlFlow::Continue(());
        }
        let error = S3Error::method_not_allowed(&method);
        let detail = Detail::none().with("method", &method).with("code", error.code);
        let detail = detail.by(self.tracer.of_request("method"));
        self.tracer.step(self.hop, &rules::WEBSITE_METHOD, Outcome::Refused, detail);
        ControlFlow::Break(error.page_answer(&rules::WEBSITE_METHOD, &method, None))
    }

    /// No signature reaches further here: the objects must be public.
    fn access(&mut self) -> ControlFlow<Answer> {
        let detail = Detail::none().with("bucket", &self.bucket.name).with("access", self.bucket.access.as_str());
        let detail = detail.by(self.of_field("access"));
        if self.bucket.access == BucketAccess::Public {
            self.tracer.step(self.hop, &rules::WEBSITE_ACCESS, Outcome::Passed, detail);
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(self.refuse(&rules::WEBSITE_ACCESS, &S3Error::access_denied(), detail))
    }

    /// The key that the path stands for.
    fn index(&mut self) -> String {
        let path = self.request.path.text();
        let path = decoded(path.strip_prefix('/').unwrap_or(path));
        if !path.is_empty() && !path.ends_with('/') {
            return path;
        }
        let key = format!("{path}{}", self.website.index_document);
        let detail = Detail::none().with("folder", format!("/{path}")).with("key", &key);
        let detail = detail.by(self.of_field("website.index_document"));
        self.tracer.step(self.hop, &rules::WEBSITE_INDEX, Outcome::Changed, detail);
        key
    }

    /// The redirect to the folder of that name, if it has an index document.
    fn redirect(&mut self, key: &str) -> ControlFlow<Answer> {
        if !self.has(&format!("{key}/{}", self.website.index_document)) {
            return ControlFlow::Continue(());
        }
        let location = format!("{}/", self.request.path.text());
        let detail = Detail::none().with("key", key.to_owned()).with("location", &location);
        let detail = detail.by(self.of_field("website.index_document")).by(self.of_field("objects"));
        self.tracer.step(self.hop, &rules::WEBSITE_REDIRECT, Outcome::Refused, detail);
        ControlFlow::Break(redirect(&rules::WEBSITE_REDIRECT, &self.request.method, &location))
    }

    /// A field of the bucket.
    fn of_field(&self, field: &'static str) -> Option<Setting> {
        Some(self.bucket.part_of(self.tracer.scenario)?.field(field))
    }

    fn has(&self, key: &str) -> bool {
        self.bucket.objects.iter().any(|each| each == key)
    }

    /// An error, with the error document in place of S3's own page where there is one that may be read.
    fn refuse(&mut self, rule: &'static Rule, error: &S3Error, detail: Detail) -> Answer {
        let detail = detail.with("code", error.code);
        self.tracer.step(self.hop, rule, Outcome::Refused, detail);
        let document = self.website.error_document.as_str();
        let method = self.request.method.clone();
        if document.is_empty() {
            return error.page_answer(rule, &method, None);
        }
        let detail = Detail::none().with_copy("key", document).by(self.of_field("website.error_document"));
        if self.bucket.access == BucketAccess::Public && self.has(document) {
            self.tracer.answer_step(self.hop, &rules::WEBSITE_ERROR_DOCUMENT, Outcome::Changed, detail);
            let served = object::answer(rule, self.bucket, document, &method);
            let mut headers = error.fields();
            for (name, value) in served.headers.iter() {
                headers.add(name.to_owned(), value.to_owned());
            }
            return Answer { headers, reaches: None, body: served.body, ..error.page_answer(rule, &method, None) };
        }
        self.tracer.answer_step(self.hop, &rules::WEBSITE_ERROR_DOCUMENT, Outcome::Skipped, detail);
        let failed = if self.bucket.access == BucketAccess::Public && self.bucket.list_bucket {
            S3Error::no_such_key(document)
        } else {
            S3Error::access_denied()
        };
        error.page_answer(rule, &method, Some(&failed))
    }
}
