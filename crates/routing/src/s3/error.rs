//! S3's errors: as XML from the REST endpoint, as a page from a website endpoint.
//!
//! Source: public captures of both, 2019 to 2026; the page with a missing error document is checked by its recorded
//! length (535 bytes for the key `group/123` and the error document `404.html`). The REST endpoint sends errors in
//! chunks and without a length.

use hopscope_scenario::StatusCode;

use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{DATE, S3_HOST_ID, S3_REQUEST_ID};
use crate::rule::Rule;
use crate::trace::Component;

/// An error of S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Error {
    /// The status.
    pub status: u16,
    /// The code.
    pub code: &'static str,
    /// The message.
    pub message: String,
    /// Further elements, in order: name and text.
    pub more: Vec<(&'static str, String)>,
}

impl S3Error {
    /// The caller may not, or must not learn.
    pub fn access_denied() -> Self {
        Self::new(403, "AccessDenied", "Access Denied")
    }

    /// There is no such object, and the caller may know.
    pub fn no_such_key(key: &str) -> Self {
        Self::new(404, "NoSuchKey", "The specified key does not exist.").with("Key", key)
    }

    /// There is no such bucket.
    pub fn no_such_bucket(bucket: &str) -> Self {
        Self::new(404, "NoSuchBucket", "The specified bucket does not exist").with("BucketName", bucket)
    }

    /// The bucket has no website.
    pub fn no_website(bucket: &str) -> Self {
        let message = "The specified bucket does not have a website configuration";
        Self::new(404, "NoSuchWebsiteConfiguration", message).with("BucketName", bucket)
    }

    /// The method is none that the object takes.
    pub fn method_not_allowed(method: &str) -> Self {
        Self::new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
            .with("Method", method)
            .with("ResourceType", "OBJECT")
    }

    /// A preflight request at a bucket without a CORS configuration.
    pub fn cors_disabled(method: &str) -> Self {
        Self::new(403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.")
            .with("Method", method)
            .with("ResourceType", "OBJECT")
    }

    /// A preflight request that no CORS rule takes.
    pub fn cors_refused(method: &str) -> Self {
        let message = "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, \
                       request method / Access-Control-Request-Method or Access-Control-Request-Headers are not \
                       whitelisted by the resource's CORS spec.";
        Self::new(403, "AccessForbidden", message).with("Method", method).with("ResourceType", "OBJECT")
    }

    /// An origin access identity at an object with a KMS key.
    pub fn kms_unrecognized() -> Self {
        Self::new(400, "KMS.UnrecognizedClientException", "No account found for the given parameters")
    }

    /// Somebody who does not sign by Version 4, at an object with a KMS key.
    pub fn kms_needs_version_4() -> Self {
        let message = "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature \
                       Version 4.";
        Self::new(400, "InvalidArgument", message).with("ArgumentName", "Authorization")
    }

    /// The bucket is elsewhere.
    pub fn permanent_redirect(bucket: &str, region: &str) -> Self {
        let message = "The bucket you are attempting to access must be addressed using the specified endpoint. Please \
                       send all future requests to this endpoint.";
        Self::new(301, "PermanentRedirect", message)
            .with("Endpoint", format!("{bucket}.s3.{region}.amazonaws.com"))
            .with("Bucket", bucket)
    }

    /// The signature is for another region.
    pub fn wrong_region(signed: &str, bucket_region: &str) -> Self {
        let message = format!(
            "The authorization header is malformed; the region '{signed}' is wrong; expecting '{bucket_region}'"
        );
        Self::new(400, "AuthorizationHeaderMalformed", message).with("Region", bucket_region)
    }

    /// The signature in the query is for another region.
    pub fn wrong_query_region(signed: &str, bucket_region: &str) -> Self {
        let message = format!(
            "Error parsing the X-Amz-Credential parameter; the region '{signed}' is wrong; expecting '{bucket_region}'"
        );
        Self::new(400, "AuthorizationQueryParametersError", message).with("Region", bucket_region)
    }

    /// Parameters of a query signed by Version 4 are missing.
    pub fn query_parameters_missing() -> Self {
        let message = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
                       X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
        Self::new(400, "AuthorizationQueryParametersError", message)
    }

    /// Parameters of a query signed by Version 2 are missing.
    pub fn older_query_parameters_missing() -> Self {
        let message = "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
        Self::new(403, "AccessDenied", message)
    }

    /// The request is signed in its query and in its `Authorization` header.
    pub fn two_signatures(value: &str) -> Self {
        let message = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query \
                       string parameter or the Authorization header should be specified";
        Self::new(400, "InvalidArgument", message).with("ArgumentName", "Authorization").with("ArgumentValue", value)
    }

    /// Header fields and query are longer than 8 KB together.
    pub fn headers_too_large(most: usize) -> Self {
        Self::new(400, "RequestHeaderSectionTooLarge", "Your request header section exceeds the maximum allowed size.")
            .with("MaxSizeAllowed", most.to_string())
    }

    /// The signature is wrong.
    pub fn signature_mismatch() -> Self {
        let message = "The request signature we calculated does not match the signature you provided. Check your key \
                       and signing method.";
        Self::new(403, "SignatureDoesNotMatch", message)
    }

    /// The access key is none.
    pub fn unknown_key(key: &str) -> Self {
        Self::new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
            .with("AWSAccessKeyId", key)
    }

    /// The `Authorization` header is no signature.
    pub fn unsupported_authorization(value: &str) -> Self {
        Self::new(400, "InvalidArgument", "Unsupported Authorization Type")
            .with("ArgumentName", "Authorization")
            .with("ArgumentValue", value)
    }

    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), more: Vec::new() }
    }

    fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.more.push((name, text.into()));
        self
    }

    /// The error as the REST endpoint answers it. HEAD gets no body.
    pub fn xml_answer(&self, rule: &'static Rule, method: &str) -> Answer {
        let mut headers = ids();
        headers.add("content-type", "application/xml");
        headers.add("transfer-encoding", "chunked");
        headers.add("date", DATE);
        headers.add("server", "AmazonS3");
        self.answer(rule, headers, if method == "HEAD" { String::new() } else { self.xml() })
    }

    /// The error as a website endpoint answers it. `failed`: why its error document could not be served. HEAD gets the
    /// error in header fields.
    pub fn page_answer(&self, rule: &'static Rule, method: &str, failed: Option<&Self>) -> Answer {
        let mut headers = Headers::new();
        let body = if method == "HEAD" {
            headers = self.fields();
            String::new()
        } else {
            self.page(failed)
        };
        for (name, value) in ids().iter() {
            headers.add(name.to_owned(), value.to_owned());
        }
        headers.add("content-type", "text/html; charset=utf-8");
        if method != "HEAD" {
            headers.add("content-length", body.len().to_string());
        }
        headers.add("date", DATE);
        headers.add("server", "AmazonS3");
        self.answer(rule, headers, body)
    }

    /// The error as header fields, which accompany an error document and the answer to HEAD.
    pub fn fields(&self) -> Headers {
        let mut headers = Headers::from_iter([("x-amz-error-code", self.code)]);
        headers.add("x-amz-error-message", self.message.clone());
        for (name, text) in &self.more {
            headers.add(format!("x-amz-error-detail-{name}"), text.clone());
        }
        headers
    }

    fn answer(&self, rule: &'static Rule, headers: Headers, body: String) -> Answer {
        let status = StatusCode::new(self.status).unwrap_or(StatusCode::FORBIDDEN);
        Answer { status, headers, body: body.into(), by: Component::S3, rule, reaches: None }
    }

    fn xml(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
        for (name, value) in self.elements() {
            text.push_str(&format!("<{name}>{}</{name}>", escaped(value)));
        }
        text.push_str("</Error>");
        text
    }

    fn page(&self, failed: Option<&Self>) -> String {
        let title = match self.status {
            302 => "302 Moved Temporarily",
            404 => "404 Not Found",
            405 => "405 Method Not Allowed",
            _ => "403 Forbidden",
        };
        let list = |items: &mut dyn Iterator<Item = (&'static str, &str)>| -> String {
            items.map(|(name, text)| format!("<li>{name}: {}</li>\n", escaped(text))).collect()
        };
        let items = list(&mut self.elements());
        let failed = failed.map_or_else(String::new, |failed| {
            let own = [("Code", failed.code), ("Message", failed.message.as_str())].into_iter();
            let items = list(&mut own.chain(failed.more.iter().map(|(name, text)| (*name, text.as_str()))));
            format!(
                "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n{items}</ul>\n"
            )
        });
        format!(
            "<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n{failed}<hr/>\n\
             </body>\n</html>\n"
        )
    }

    fn elements(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("Code", self.code), ("Message", self.message.as_str())]
            .into_iter()
            .chain(self.more.iter().map(|(name, text)| (*name, text.as_str())))
            .chain([("RequestId", S3_REQUEST_ID), ("HostId", S3_HOST_ID)])
    }
}

/// The redirect from a folder to the same with its slash, which a website endpoint words like an error: in its page and
/// in header fields.
///
/// Source: the answer printed in docker/docs#15151; its length, 313 bytes, checks the page.
pub fn redirect(rule: &'static Rule, method: &str, location: &str) -> Answer {
    let error = S3Error::new(302, "Found", "Resource Found");
    let mut answer = error.page_answer(rule, method, None);
    for (name, value) in error.fields().iter() {
        answer.headers.set(name.to_owned(), value.to_owned());
    }
    answer.headers.add("location", location.to_owned());
    answer.headers.sort_first(&[
        "x-amz-error-code",
        "x-amz-error-message",
        "x-amz-request-id",
        "x-amz-id-2",
        "location",
    ]);
    answer
}

/// The two ids of every answer of S3.
pub fn ids() -> Headers {
    Headers::from_iter([("x-amz-request-id", S3_REQUEST_ID), ("x-amz-id-2", S3_HOST_ID)])
}

/// A text for the inside of an element.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_those_that_were_recorded() {
        assert_eq!(S3Error::access_denied().xml().len(), 243);
        let missing = S3Error::no_such_key("group/123");
        assert_eq!(missing.page(Some(&S3Error::no_such_key("404.html"))).len(), 535);
        assert_eq!(redirect(&crate::rules::s3::WEBSITE_REDIRECT, "GET", "/a/").body.len(), 313);
    }

    #[test]
    fn texts_are_escaped() {
        assert!(S3Error::no_such_key("<a>&b").xml().contains("<Key>&lt;a&gt;&amp;b</Key>"));
    }
}
