//! The answer that is an object. A scenario knows its objects' keys and no more, so that body and dates are fixed.

use hopscope_scenario::StatusCode;
use hopscope_scenario::origin_server::{Bucket, Kms};

use super::error::escaped;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{DATE, ETAG, LAST_MODIFIED, S3_HOST_ID, S3_REQUEST_ID};
use crate::rule::Rule;
use crate::trace::{Component, Reaches};

/// The answer for an object.
pub fn answer(rule: &'static Rule, bucket: &Bucket, key: &str, method: &str) -> Answer {
    let stated = bucket.object_metadata.get(key).map(|object| object.content_type.as_str());
    let content_type = stated.filter(|stated| !stated.is_empty()).unwrap_or_else(|| content_type(key));
    let body = body(&bucket.name, key, content_type);
    let mut headers = Headers::from_iter([
        ("x-amz-id-2", S3_HOST_ID),
        ("x-amz-request-id", S3_REQUEST_ID),
        ("date", DATE),
        ("last-modified", LAST_MODIFIED),
        ("etag", ETAG),
        ("x-amz-server-side-encryption", if bucket.kms == Kms::None { "AES256" } else { "aws:kms" }),
        ("accept-ranges", "bytes"),
    ]);
    headers.add("content-type", content_type.to_owned());
    headers.add("content-length", body.len().to_string());
    headers.add("server", "AmazonS3");
    let body = if method == "HEAD" { String::new() } else { body };
    let reaches = Some(Box::new(reaches(bucket, key)));
    Answer { status: StatusCode::OK, headers, body: body.into(), by: Component::S3, rule, reaches }
}

/// An object, or the bucket's listing, as the place where a request ends.
pub fn reaches(bucket: &Bucket, key: &str) -> Reaches {
    Reaches { text: format!("s3 {}/{key}", bucket.name), ..Reaches::default() }
}

/// The content type that uploading tools give a file of that name, and S3's own where they know none.
fn content_type(key: &str) -> &'static str {
    let name = key.rsplit('/').next().unwrap_or(key);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "js" | "mjs" => "text/javascript",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain",
        "md" => "text/markdown",
        "csv" => "text/csv",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        "zip" => "application/zip",
        _ => "binary/octet-stream",
    }
}

/// A body that says which object it stands for, in the object's own language where that is text.
fn body(bucket: &str, key: &str, content_type: &str) -> String {
    let name = format!("s3://{bucket}/{key}");
    match content_type {
        "text/html" => format!("<!DOCTYPE html>\n<title>{0}</title>\n<p>{0}</p>\n", escaped(&name)),
        "text/css" => format!("/* {} */\n", name.replace("*/", "")),
        "text/javascript" => format!("// {name}\n"),
        "application/json" | "application/manifest+json" => {
            format!("{}\n", serde_json::json!({ "object": name }))
        }
        "application/xml" | "image/svg+xml" => format!("<!-- {} -->\n", name.replace("--", "- -")),
        _ => format!("{name}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_go_by_the_extension() {
        for (key, expected) in [
            ("production/index.html", "text/html"),
            ("a.B.JPG", "image/jpeg"),
            ("a.d/b", "binary/octet-stream"),
            ("LICENSE", "binary/octet-stream"),
        ] {
            assert_eq!(content_type(key), expected, "{key}");
        }
    }

    #[test]
    fn bodies_are_of_their_type() {
        assert_eq!(body("b", "a.json", "application/json"), "{\"object\":\"s3://b/a.json\"}\n");
        assert!(body("b", "<i>.html", "text/html").contains("s3://b/&lt;i&gt;.html"));
    }
}
