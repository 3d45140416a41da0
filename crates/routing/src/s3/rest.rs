//! The REST endpoint, from the bucket's name to the object.
//!
//! - The key is the path without its first slash, decoded; `+` is read as a space (public reports, not documented).
//! - A caller who may not read gets `AccessDenied` whatever the key. A caller who may read and not list gets it for a
//!   key that does not exist, so that nobody learns which keys do.
//! - A forwarded foreign `Host` is a bucket's name to S3: nobody's, 404. Where CloudFront signs, it does so for the
//!   bucket's own name, so that the `Host` does not fit the signature: 403 `SignatureDoesNotMatch`, the 403 of AWS's
//!   CloudFront guide (webiny/webiny-js#2639, serverless-nextjs/serverless-next.js#412).
//! - Header fields and query may have 8,192 bytes together.

use std::ops::ControlFlow;

use hopscope_scenario::origin_server::{Bucket, BucketAccess};
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario, Setting, StatusCode};

use super::endpoint::{EndpointKind, S3Host};
use super::error::{S3Error, escaped, ids};
use super::query_authentication::QueryAuthentication;
use super::{cors, guard, object};
use crate::exchange::{Answer, OriginSigner, Request};
use crate::placeholder::DATE;
use crate::rule::{Basis, Rule};
use crate::rules::s3 as rules;
use crate::signature::{self, Signature};
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};
use crate::url::percent_decoded;

/// The longest header section in bytes, the query counted in.
pub const MOST_HEADERS: usize = 8_192;

/// A request at the REST endpoint, from the moment its bucket is known.
struct Call<'t, 's> {
    tracer: &'t mut Tracer<'s>,
    hop: HopIndex,
    bucket: &'s Bucket,
    key: String,
    request: Request<'s>,
}

/// The bucket of that name.
pub fn find<'s>(scenario: &'s Scenario, name: &str) -> Option<&'s Bucket> {
    scenario.buckets.iter().find(|bucket| bucket.name == name)
}

/// What the endpoint answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    let path = request.path.text();
    let path = path.strip_prefix('/').unwrap_or(path).to_owned();
    let host = S3Host::parse(&request.host).filter(|host| host.kind == EndpointKind::Rest);
    let (name, key) = match host {
        Some(S3Host { bucket: "", .. }) => path.split_once('/').unwrap_or((&path, "")),
        Some(host) => (host.bucket, path.as_str()),
        None => (request.host.as_str(), path.as_str()),
    };
    let (name, key) = (percent_decoded(name), decoded(key));
    let bucket = find(tracer.scenario, &name);
    let part = bucket.and_then(|bucket| bucket.part_of(tracer.scenario));
    let hop = tracer.enter(Component::S3, bucket.map_or("", |bucket| bucket.name.as_str()), "REST", part, &request);
    let detail = Detail::none().with("host", &request.host).with("bucket", &name);
    let answer = match (bucket, host) {
        _ if header_bytes(&request) > MOST_HEADERS => {
            let detail = Detail::none().with("bytes", header_bytes(&request)).with("limit", MOST_HEADERS);
            let detail = detail.by(tracer.of_request("headers"));
            tracer.step(hop, &rules::HEADERS_TOO_LARGE, Outcome::Refused, detail);
            S3Error::headers_too_large(MOST_HEADERS).xml_answer(&rules::HEADERS_TOO_LARGE, &request.method)
        }
        (Some(bucket), host) => {
            let detail = detail.by(part.map(|part| part.field("name")));
            tracer.step(hop, &rules::BUCKET, Outcome::Passed, detail);
            let endpoint = S3Host::parse(&request.connect_to).or(host);
            let region = endpoint.map_or("", |host| host.region).to_owned();
            let mut call = Call { tracer, hop, bucket, key, request };
            match call.walk(&region) {
                ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
            }
        }
        (None, Some(_)) => {
            let detail = detail.by(request.host_by).by(Some(Part::Scenario.field("buckets")));
            tracer.step(hop, &rules::BUCKET_NOT_FOUND, Outcome::Refused, detail);
            S3Error::no_such_bucket(&name).xml_answer(&rules::BUCKET_NOT_FOUND, &request.method)
        }
        (None, None) => {
            let is_signed = request.signed_by.is_some();
            let (error, basis) = match is_signed {
                true => (S3Error::signature_mismatch(), rules::HOST_FOREIGN.basis),
                false => (S3Error::no_such_bucket(&name), Basis::Inferred),
            };
            let detail =
                detail.with("connected_to", &request.connect_to).with("signed", is_signed).with("code", error.code);
            tracer.step_on(hop, &rules::HOST_FOREIGN, Outcome::Refused, basis, detail.by(request.host_by));
            error.xml_answer(&rules::HOST_FOREIGN, &request.method)
        }
    };
    tracer.answer(hop, answer)
}

/// The length of a request's header section, its query counted in.
fn header_bytes(request: &Request<'_>) -> usize {
    let fields: usize = request.headers.iter().map(|(name, value)| name.len() + value.len() + ": \r\n".len()).sum();
    "host: \r\n".len() + request.host.len() + fields + request.query.len()
}

/// The key that a path without its first slash stands for.
pub fn decoded(path: &str) -> String {
    percent_decoded(&path.replace('+', " "))
}

impl Call<'_, '_> {
    fn walk(&mut self, region: &str) -> ControlFlow<Answer, Answer> {
        self.region(region)?;
        let reader = self.signature()?;
        self.method()?;
        self.access(reader)?;
        self.policy()?;
        if self.key.is_empty() {
            return self.list();
        }
        let detail = self.of_key();
        if !self.bucket.objects.contains(&self.key) {
            let detail = detail
                .with("list_bucket", self.bucket.list_bucket)
                .by(self.of_field("objects"))
                .by(self.of_field("list_bucket"))
                .by(self.request.prefix_by)
                .by(self.request.path_by);
            let error =
                if self.bucket.list_bucket { S3Error::no_such_key(&self.key) } else { S3Error::access_denied() };
            return self.refuse(&rules::KEY_NOT_FOUND, &error, detail);
        }
        let detail = detail.by(self.of_field("objects"));
        self.kms(reader)?;
        self.tracer.step(self.hop, &rules::OBJECT, Outcome::Passed, detail);
        let mut answer = object::answer(&rules::OBJECT, self.bucket, &self.key, &self.request.method);
        let to = self.bucket.object_metadata.get(&self.key).map_or("", |object| object.website_redirect.as_str());
        if !to.is_empty() {
            answer.headers.add("x-amz-website-redirect-location", to.to_owned());
        }
        if let Some(rule) = cors::rule_of(self.bucket, &self.request, &self.request.method) {
            let detail = self.of_bucket().by(self.of_field("cors_rule"));
            self.tracer.answer_step(self.hop, &rules::CORS, Outcome::Changed, detail);
            cors::add(&mut answer.headers, rule, &self.request);
        }
        ControlFlow::Continue(answer)
    }

    /// Conditions of the bucket policy.
    fn policy(&mut self) -> ControlFlow<Answer> {
        let Some(condition) = guard::policy(self.bucket, &self.request) else { return ControlFlow::Continue(()) };
        let detail = self.of_bucket().with("condition", condition).by(self.of_field("policy"));
        self.refuse(&rules::BUCKET_POLICY, &S3Error::access_denied(), detail)
    }

    /// Whether the reader can decrypt.
    fn kms(&mut self, reader: Reader) -> ControlFlow<Answer> {
        let signs = matches!(reader, Reader::Oac | Reader::Principal);
        let Some((error, basis)) = guard::kms(self.bucket, &self.request, signs) else {
            return ControlFlow::Continue(());
        };
        let detail = self.of_key().with("reader", reader.as_str()).with("code", error.code).by(self.of_field("kms"));
        self.tracer.step_on(self.hop, &rules::KMS, Outcome::Refused, basis, detail);
        ControlFlow::Break(error.xml_answer(&rules::KMS, &self.request.method))
    }

    /// The answer to a preflight request, where the bucket has CORS rules.
    fn preflight(&mut self, asked: &str) -> ControlFlow<Answer> {
        let detail = self.of_bucket().by(self.of_field("cors_rule"));
        let Some(rule) = cors::rule_of(self.bucket, &self.request, asked) else {
            return self.refuse(&rules::CORS, &S3Error::cors_refused(asked), detail);
        };
        self.tracer.step(self.hop, &rules::CORS, Outcome::Refused, detail);
        let mut headers = ids();
        headers.add("date", DATE);
        cors::add(&mut headers, rule, &self.request);
        headers.add("server", "AmazonS3");
        headers.add("content-length", "0");
        let mut answer = Answer::refusal(Component::S3, &rules::CORS, StatusCode::OK);
        answer.headers = headers;
        ControlFlow::Break(answer)
    }

    /// A regional name is for the buckets of its region. The global name leads to the bucket's own.
    fn region(&mut self, region: &str) -> ControlFlow<Answer> {
        if region.is_empty() || region == self.bucket.region {
            return ControlFlow::Continue(());
        }
        let detail = self.of_bucket().with("asked", region.to_owned()).with("region", &self.bucket.region);
        let detail = detail.by(self.of_field("region")).by(self.request.host_by);
        let signed = self.request.signed_by.is_some() || signature::of(&self.request) != Signature::Absent;
        let in_query = matches!(QueryAuthentication::of(&self.request.query), Some(QueryAuthentication::Whole(_)));
        let error = match signed {
            true if in_query && !self.is_signed_by_header() => S3Error::wrong_query_region(region, &self.bucket.region),
            true => S3Error::wrong_region(region, &self.bucket.region),
            false => S3Error::permanent_redirect(&self.bucket.name, &self.bucket.region),
        };
        let refusal: ControlFlow<Answer> = self.refuse(&rules::REGION, &error, detail);
        match refusal {
            ControlFlow::Break(mut answer) if !signed => {
                answer.headers.add("x-amz-bucket-region", self.bucket.region.clone());
                answer.headers.sort_first(&["x-amz-bucket-region"]);
                ControlFlow::Break(answer)
            }
            other => other,
        }
    }

    /// Whether CloudFront or the client signed in the `Authorization` header.
    fn is_signed_by_header(&self) -> bool {
        self.request.signed_by.is_some() || self.request.headers.has("authorization")
    }

    /// Refuses what the query authenticates badly: twice, in part, or with an access key that is none.
    fn query_authentication(&mut self) -> ControlFlow<Answer> {
        let query = self.request.query.clone();
        let Some(found) = QueryAuthentication::of(&query) else { return ControlFlow::Continue(()) };
        let (error, because) = match found {
            _ if self.is_signed_by_header() => {
                let value = self.request.headers.get("authorization").unwrap_or_default();
                (S3Error::two_signatures(value), "two_signatures")
            }
            QueryAuthentication::Version4Incomplete => (S3Error::query_parameters_missing(), "query_parameters"),
            QueryAuthentication::Version2Incomplete => (S3Error::older_query_parameters_missing(), "query_parameters"),
            QueryAuthentication::Whole(key) if !signature::is_possible(key) => {
                (S3Error::unknown_key(key), "access_key")
            }
            QueryAuthentication::Whole(_) => return ControlFlow::Continue(()),
        };
        let detail = self.of_bucket().with("because", because).by(self.tracer.of_request("url"));
        self.refuse(&rules::SIGNATURE, &error, detail)
    }

    /// Who reads: CloudFront or a principal that signed rightly, else anyone.
    fn signature(&mut self) -> ControlFlow<Answer, Reader> {
        self.query_authentication()?;
        let signed = self.tracer.of_request(if self.request.client.sigv4.is_some() { "sigv4" } else { "headers" });
        let reader = match (&self.request.signed_by, signature::of(&self.request)) {
            (Some(OriginSigner::OriginAccessControl { .. }), _) => Reader::Oac,
            (Some(OriginSigner::OriginAccessIdentity), _) => Reader::Oai,
            (None, Signature::Absent) => return ControlFlow::Continue(Reader::Anyone),
            (None, Signature::Valid(_)) => Reader::Principal,
            (None, Signature::UnknownKey(key)) => {
                let error = S3Error::unknown_key(key);
                let detail = self.of_bucket().with("because", "access_key").by(signed);
                return self.refuse(&rules::SIGNATURE, &error, detail);
            }
            (None, Signature::Invalid(because)) => {
                let detail = self.of_bucket().with("because", because).by(signed);
                return self.refuse(&rules::SIGNATURE, &S3Error::signature_mismatch(), detail);
            }
            (None, Signature::Other(value)) => {
                let error = S3Error::unsupported_authorization(value);
                let detail = self.of_bucket().with("because", "authorization").by(signed);
                return self.refuse(&rules::SIGNATURE, &error, detail);
            }
        };
        let detail = self.of_bucket().with("reader", reader.as_str());
        self.tracer.step(self.hop, &rules::SIGNATURE, Outcome::Passed, detail);
        ControlFlow::Continue(reader)
    }

    /// What is not GET or HEAD never reaches an object here: scenarios give nobody the right to write.
    fn method(&mut self) -> ControlFlow<Answer> {
        let method = self.request.method.clone();
        let error = match method.as_str() {
            "GET" | "HEAD" => return ControlFlow::Continue(()),
            "PUT" | "DELETE" => S3Error::access_denied(),
            "OPTIONS" => {
                let asked = self.request.headers.get("access-control-request-method").unwrap_or("OPTIONS").to_owned();
                if !self.bucket.cors_rule.is_empty() {
                    return self.preflight(&asked);
                }
                S3Error::cors_disabled(&asked)
            }
            other => S3Error::method_not_allowed(other),
        };
        let detail = self.of_key().with("method", method).by(self.tracer.of_request("method"));
        self.refuse(&rules::METHOD, &error, detail)
    }

    fn access(&mut self, reader: Reader) -> ControlFlow<Answer> {
        let allowed = match self.bucket.access {
            BucketAccess::Public => true,
            BucketAccess::Oac => matches!(reader, Reader::Oac | Reader::Principal),
            BucketAccess::Oai => matches!(reader, Reader::Oai | Reader::Principal),
            BucketAccess::Private => reader == Reader::Principal,
        };
        let detail = self.of_bucket().with("access", self.bucket.access.as_str()).with("reader", reader.as_str());
        let detail = detail.by(self.of_field("access"));
        if allowed {
            self.tracer.step(self.hop, &rules::ACCESS, Outcome::Passed, detail);
            return ControlFlow::Continue(());
        }
        self.refuse(&rules::ACCESS, &S3Error::access_denied(), detail)
    }

    /// The root of a bucket is its listing.
    fn list(&mut self) -> ControlFlow<Answer, Answer> {
        let detail = self.of_bucket().with("list_bucket", self.bucket.list_bucket);
        let detail = detail.by(self.request.path_by).by(self.of_field("list_bucket")).by(self.request.prefix_by);
        if !self.bucket.list_bucket {
            return self.refuse(&rules::LIST, &S3Error::access_denied(), detail);
        }
        self.tracer.step(self.hop, &rules::LIST, Outcome::Passed, detail);
        let mut headers = ids();
        headers.add("date", DATE);
        headers.add("x-amz-bucket-region", self.bucket.region.clone());
        headers.add("content-type", "application/xml");
        headers.add("transfer-encoding", "chunked");
        headers.add("server", "AmazonS3");
        let body = if self.request.method == "HEAD" { String::new() } else { listing(self.bucket) };
        ControlFlow::Continue(Answer {
            status: StatusCode::OK,
            headers,
            body: body.into(),
            by: Component::S3,
            rule: &rules::LIST,
            reaches: Some(Box::new(object::reaches(self.bucket, ""))),
        })
    }

    /// A field of the bucket.
    fn of_field(&self, field: &'static str) -> Option<Setting> {
        Some(self.bucket.part_of(self.tracer.scenario)?.field(field))
    }

    fn of_bucket(&self) -> Detail {
        Detail::none().with("bucket", &self.bucket.name)
    }

    fn of_key(&self) -> Detail {
        self.of_bucket().with("key", &self.key)
    }

    fn refuse<T>(&mut self, rule: &'static Rule, error: &S3Error, detail: Detail) -> ControlFlow<Answer, T> {
        let detail = detail.with("code", error.code);
        self.tracer.step(self.hop, rule, Outcome::Refused, detail);
        ControlFlow::Break(error.xml_answer(rule, &self.request.method))
    }
}

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Anyone,
    Oac,
    Oai,
    Principal,
}

impl Reader {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Oac => "oac",
            Self::Oai => "oai",
            Self::Principal => "principal",
        }
    }
}

/// The bucket's listing, of its first thousand keys in order, each with the date of every object here.
fn listing(bucket: &Bucket) -> String {
    const MOST: usize = 1000;
    let mut keys: Vec<&String> = bucket.objects.iter().collect();
    keys.sort();
    keys.dedup();
    let truncated = keys.len() > MOST;
    let contents: String = keys
        .iter()
        .take(MOST)
        .map(|key| {
            format!(
                "<Contents><Key>{}</Key><LastModified>2025-11-19T08:00:00.000Z</LastModified>\
                 <StorageClass>STANDARD</StorageClass></Contents>",
                escaped(key)
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>{}</Name><Prefix></Prefix>\
         <Marker></Marker><MaxKeys>{MOST}</MaxKeys><IsTruncated>{truncated}</IsTruncated>{contents}</ListBucketResult>",
        escaped(&bucket.name)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded() {
        for (path, key) in [("a%20b", "a b"), ("a+b", "a b"), ("a%2Bb", "a+b"), ("/x", "/x"), ("", "")] {
            assert_eq!(decoded(path), key, "{path}");
        }
    }
}
