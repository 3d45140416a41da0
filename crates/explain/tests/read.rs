//! What people paste: every form in which curl, browsers and archives show an answer; and any text at all.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use hopscope_explain::exchange::{Exchange, FailureKind, Outcome};
use hopscope_explain::read::{MAX_TEXT, read};
use hopscope_explain::{ReadError, explain, report, words};
use hopscope_locale::{Catalog, Language};
use proptest::prelude::*;

fn status(exchange: &Exchange) -> u16 {
    exchange.answer().unwrap().status.unwrap().get()
}

fn one(text: &str) -> Exchange {
    let mut all = read(text).unwrap();
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn check(exchange: &Exchange, method: &str, url: &str, code: u16, field: (&str, &str), body: Option<&str>) {
    assert_eq!(exchange.asked.method.as_deref().unwrap_or("GET"), method);
    assert_eq!(exchange.asked.url.as_deref().unwrap_or_default(), url);
    assert_eq!(status(exchange), code);
    let answer = exchange.answer().unwrap();
    assert_eq!(answer.fields.get(field.0), Some(field.1), "{:?}", answer.fields);
    assert_eq!(answer.body.as_deref(), body);
}

const URL: &str = "https://d111111abcdef8.cloudfront.net/api/hello";

#[test]
fn verbose_output() {
    let text = "* Host d111111abcdef8.cloudfront.net:443 was resolved.
* IPv6: (none)
* IPv4: 203.0.113.7
*   Trying 203.0.113.7:443...
* Connected to d111111abcdef8.cloudfront.net (203.0.113.7) port 443
* ALPN: curl offers h2,http/1.1
} [5 bytes data]
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
* using HTTP/2
* [HTTP/2] [1] OPENED stream for https://d111111abcdef8.cloudfront.net/api/hello
* [HTTP/2] [1] [:method: POST]
> POST /api/hello HTTP/2
> Host: d111111abcdef8.cloudfront.net
> User-Agent: curl/8.5.0
> Accept: */*
> Authorization: Bearer eyJ
> Content-Length: 2
> 
* upload completely sent off: 2 bytes
< HTTP/2 403 
< content-type: application/json
< content-length: 23
< x-amzn-errortype: ForbiddenException
< x-amz-apigw-id: UbC3dE4fG5hI6jK=
< 
{ [23 bytes data]
{\"message\":\"Forbidden\"}* Connection #0 to host d111111abcdef8.cloudfront.net left intact
me@box:~$ ";
    let found = one(text);
    check(&found, "POST", URL, 403, ("x-amzn-errortype", "ForbiddenException"), Some("{\"message\":\"Forbidden\"}"));
    assert!(found.asked.is_whole);
    assert_eq!(found.asked.fields.get("authorization"), Some("Bearer eyJ"));
    assert_eq!(found.asked.host, None);
}

#[test]
fn verbose_and_include_together() {
    let text = "> GET /api/hello HTTP/2
> Host: d111111abcdef8.cloudfront.net
>
< HTTP/2 403
HTTP/2 403
< content-type: application/json
content-type: application/json
<

{\"message\":\"Forbidden\"}";
    check(&one(text), "GET", URL, 403, ("content-type", "application/json"), Some("{\"message\":\"Forbidden\"}"));
}

#[test]
fn redirects_proxies_and_answers_to_wait_behind() {
    let text = "$ curl -iL http://d111111abcdef8.cloudfront.net/api/hello
HTTP/1.1 200 Connection established

HTTP/1.1 301 Moved Permanently
Server: CloudFront
Location: https://d111111abcdef8.cloudfront.net/api/hello

<html>
</html>
HTTP/2 100

HTTP/2 403
content-type: application/json

{\"message\":\"Forbidden\"}
$ ";
    let all = read(text).unwrap();
    assert_eq!(all.len(), 2);
    check(
        &all[0],
        "GET",
        "http://d111111abcdef8.cloudfront.net/api/hello",
        301,
        ("server", "CloudFront"),
        Some("<html>\n</html>"),
    );
    check(&all[1], "GET", URL, 403, ("content-type", "application/json"), Some("{\"message\":\"Forbidden\"}"));
    assert_eq!(explain(text).unwrap().chosen, 1);
}

#[test]
fn several_commands_in_one_paste() {
    let text = "user@host ~ % curl -I https://a.example/
HTTP/1.1 200 OK
Content-Length: 5

user@host ~ % curl -s -i \\
    -H 'Host: b.example' \\
    https://a.example/x
HTTP/1.1 404 Not Found
Content-Type: text/plain

nothing here
user@host ~ % curl https://nowhere.example/
curl: (6) Could not resolve host: nowhere.example
user@host ~ % ";
    let all = read(text).unwrap();
    assert_eq!(all.len(), 3);
    check(&all[0], "HEAD", "https://a.example/", 200, ("content-length", "5"), Some(""));
    check(&all[1], "GET", "https://a.example/x", 404, ("content-type", "text/plain"), Some("nothing here"));
    assert_eq!(all[1].asked.host.as_deref(), Some("b.example"));
    let Outcome::Failure(failure) = &all[2].outcome else { panic!("{:?}", all[2]) };
    assert_eq!((failure.kind, failure.host.as_deref()), (FailureKind::Name, Some("nowhere.example")));
    assert_eq!(all[2].asked.url.as_deref(), Some("https://nowhere.example/"));
}

#[test]
fn verbose_failures() {
    let text = "* Could not resolve host: abc123.execute-api.us-east-1.amazonaws.com\n* Closing connection\n\
                curl: (6) Could not resolve host: abc123.execute-api.us-east-1.amazonaws.com";
    let Outcome::Failure(failure) = one(text).outcome else { panic!() };
    assert_eq!(failure.kind, FailureKind::Name);
}

#[test]
fn windows_line_ends_escapes_fences_and_indentation() {
    let text = "```\r\n    \u{1b}[1mHTTP/2\u{1b}[0m 403\r\n    \u{1b}[1mcontent-type\u{1b}[0m: application/json\r\n    \r\n    {}\r\n```\r\n";
    check(&one(text), "GET", "", 403, ("content-type", "application/json"), Some("{}"));
}

#[test]
fn chrome_s_panel_with_a_field_a_line() {
    let text = "Request URL: https://d111111abcdef8.cloudfront.net/api/hello
Request Method: POST
Status Code: 403 Forbidden
Remote Address: 203.0.113.7:443
Referrer Policy: strict-origin-when-cross-origin
content-type: application/json
x-amz-apigw-id: UbC3dE4fG5hI6jK=
:authority: d111111abcdef8.cloudfront.net
:method: POST
:path: /api/hello
accept: */*
content-type: text/plain
x-api-key: k";
    let found = one(text);
    check(&found, "POST", URL, 403, ("content-type", "application/json"), None);
    assert_eq!(found.asked.fields.get("content-type"), Some("text/plain"));
    assert_eq!(found.asked.fields.get("x-api-key"), Some("k"));
}

#[test]
fn chrome_s_panel_in_two_lines_each() {
    let text = "General\nRequest URL\nhttps://d111111abcdef8.cloudfront.net/api/hello\nRequest Method\nGET\nStatus Code\n\
                403 Forbidden\nRemote Address\n203.0.113.7:443\nResponse Headers\ncontent-length\n23\nx-amz-apigw-id\n\
                UbC3dE4fG5hI6jK=\nx-amzn-errortype\nForbiddenException\nx-cache\nError from cloudfront\nRequest Headers\n\
                :authority\nd111111abcdef8.cloudfront.net\n:method\nGET\naccept\n*/*\n";
    let found = one(text);
    check(&found, "GET", URL, 403, ("x-cache", "Error from cloudfront"), None);
    assert_eq!(found.asked.fields.get("accept"), Some("*/*"));
    let with_colons = "Request URL:\nhttps://d111111abcdef8.cloudfront.net/api/hello\nStatus Code:\n403 Forbidden\nvia:\n1.1 a.cloudfront.net (CloudFront)";
    check(&one(with_colons), "GET", URL, 403, ("via", "1.1 a.cloudfront.net (CloudFront)"), None);
}

#[test]
fn response_headers_alone() {
    let text = "content-type: application/json\ndate: Thu, 20 Nov 2025 13:25:03 GMT\nx-amzn-errortype: ForbiddenException\nx-amz-apigw-id: UbC3dE4fG5hI6jK=\n";
    let found = one(text);
    assert_eq!(found.answer().unwrap().status, None);
    assert_eq!(explain(text).unwrap().causes.causes[0].id, "stage_missing");
}

#[test]
fn firefox_raw_and_json() {
    let raw = "GET /api/hello HTTP/2\nHost: d111111abcdef8.cloudfront.net\nAccept: */*\n\nHTTP/2 403 \nx-cache: Error from cloudfront\n";
    check(&one(raw), "GET", URL, 403, ("x-cache", "Error from cloudfront"), None);
    let json = r#"{"GET": {"scheme": "https", "host": "d111111abcdef8.cloudfront.net", "filename": "/api/hello"}}
{"Status": "403Forbidden", "Version": "HTTP/2"}
{"Response Headers (426 B)": {"headers": [{"name": "x-cache", "value": "Error from cloudfront"}]}}
{"Request Headers (500 B)": {"headers": [{"name": "Host", "value": "d111111abcdef8.cloudfront.net"}]}}"#;
    check(&one(json), "GET", URL, 403, ("x-cache", "Error from cloudfront"), None);
}

const ENTRY: &str = r#"{"request": {"method": "GET", "url": "https://d111111abcdef8.cloudfront.net/api/hello",
    "headers": [{"name": ":authority", "value": "d111111abcdef8.cloudfront.net"}, {"name": "Accept", "value": "*/*"}]},
  "response": {"status": 403, "httpVersion": "h2", "headers": [{"name": "X-Cache", "value": "Error from cloudfront"}],
    "content": {"text": "eyJtZXNzYWdlIjoiRm9yYmlkZGVuIn0=", "encoding": "base64"}}}"#;

#[test]
fn archives_and_entries() {
    let body = Some("{\"message\":\"Forbidden\"}");
    check(&one(ENTRY), "GET", URL, 403, ("x-cache", "Error from cloudfront"), body);
    let fine = ENTRY.replace("403", "200");
    let failed = r#"{"request": {"method": "GET", "url": "https://nowhere.example/", "headers": []},
        "response": {"status": 0, "headers": [], "_error": "net::ERR_NAME_NOT_RESOLVED"}}"#;
    let har = format!(r#"{{"log": {{"version": "1.2", "entries": [{fine}, {ENTRY}, {failed}]}}}}"#);
    let all = read(&har).unwrap();
    assert_eq!(all.len(), 3);
    assert!(matches!(&all[2].outcome, Outcome::Failure(failure) if failure.kind == FailureKind::Name));
    assert_eq!(explain(&har).unwrap().chosen, 1);
    assert_eq!(read(&format!("[{ENTRY}]")).unwrap().len(), 1);
}

#[test]
fn bodies_alone() {
    for (text, cause) in [
        (r#"{"message":"Missing Authentication Token"}"#, "route_unknown"),
        (r#"{"message":"Forbidden"}"#, "stage_missing"),
        (r#"{"Message":null}"#, "url_host_forwarded"),
        (
            "<TITLE>ERROR: The request could not be satisfied</TITLE>\n<H1>403 ERROR</H1>\n<HR noshade size=\"1px\">\nRequest blocked.\nGenerated by cloudfront (CloudFront)",
            "web_acl_distribution",
        ),
        (
            "<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>A</RequestId><HostId>B</HostId></Error>",
            "s3_key_hidden",
        ),
    ] {
        let found = explain(text).unwrap();
        assert_eq!(found.causes.causes[0].id, cause, "{text}");
        assert_eq!(found.probes[0].id, "header", "{text}");
    }
}

#[test]
fn commands_that_print_no_header() {
    let text = "$ curl -s https://abc123.execute-api.us-east-1.amazonaws.com/api/hello | jq .
{
  \"message\": \"Forbidden\"
}
$ curl -s -o /dev/null -w '%{http_code}\\n' https://d111111abcdef8.cloudfront.net/api/hello
403
$ ";
    let all = read(text).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].answer().unwrap().status, None);
    assert_eq!(status(&all[1]), 403);
    let found = explain(text).unwrap();
    assert_eq!(found.causes.causes[0].id, "stage_missing");
    assert!(found.probes[0].command.starts_with("curl -sS -o /dev/null -D - https://abc123."), "{:?}", found.probes);
}

#[test]
fn what_is_no_answer_is_refused_with_the_reason() {
    for (text, error) in [
        ("", ReadError::Empty),
        (" \n\u{feff}\t", ReadError::Empty),
        ("nothing to see here", ReadError::NothingFound),
        ("{\"log\": {\"entries\": []}}", ReadError::NoEntries),
        ("{\"log\": {\"entr", ReadError::Json { line: 1, column: 14 }),
        ("{\"a\": 1}", ReadError::NothingFound),
        ("$ curl -i https://a.example/", ReadError::NoAnswer { url: Some("https://a.example/".to_owned()) }),
    ] {
        assert_eq!(read(text), Err(error), "{text}");
    }
    assert_eq!(read(&"x".repeat(MAX_TEXT + 1)), Err(ReadError::TooLarge { limit: MAX_TEXT }));
}

/// Each in a time that grows with its length: twice as long a text must not take four times as long.
#[test]
fn long_texts_are_read_in_one_go() {
    const LENGTH: usize = 1 << 20;
    for piece in [
        "curl ",
        "x",
        "\n",
        "{",
        "[",
        "{\"a\":",
        "1 ",
        "{},",
        "HTTP/2 403\n",
        "a: b\n",
        "name\n",
        "< ",
        "> a\n",
        "* x\n",
        "eyJ.",
        "<html>",
        "$ curl -i \\\n",
        "$ curl https://a.example/\n",
        "GET https://a.example/ ",
        "é",
        "\u{1b}[",
        "\u{1b}]8;;",
        "\"",
        "Request URL: ",
        "URL: http\n",
        "--  ://\n",
        "[HTTP/",
        "Invoke-WebRequest : ",
        "--:--:-- ",
    ] {
        for begin in ["", "HTTP/2 403\ncontent-type: application/json\n\n", "{\"message\":\"Forbidden\"}\n"] {
            hold(&format!("{begin}{}", piece.repeat(LENGTH / piece.len())));
        }
    }
}

/// Texts that are nearly answers: pieces of every form, shuffled.
fn nearly() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "HTTP/2 403\n",
        "< HTTP/1.1 200 OK\n",
        "HTTP/1.1 200 Connection established\n\n",
        "> GET /x HTTP/2\n",
        "> Host: a.example\n",
        "> CONNECT a:443 HTTP/1.1\n",
        "<\n",
        ">\n",
        "\n",
        "* Connection #0 to host a left intact\n",
        "* Issue another request to this URL: 'https://b.example/'\n",
        "x-amz-apigw-id: a=\n",
        "< via: 1.1 a.cloudfront.net (CloudFront), 1.1 b.cloudfront.net (CloudFront)\n",
        "x-cache: Error from cloudfront\n",
        "x-amzn-errortype: AccessDeniedException\n",
        "server: AmazonS3\n",
        "server: CloudFront\n",
        "content-length: 3\n",
        "location: /y\n",
        "age: 1\n",
        "{\"message\":\"Forbidden\"}\n",
        "{\"Message\":null}\n",
        "{\"message\":",
        "<Error><Code>AccessDenied</Code>",
        "<html>\n",
        "$ curl -i https://a.example/\n",
        "$ curl -X POST \\\n",
        "  -H 'a: b' 'https://x1.execute-api.us-east-1.amazonaws.com/{p}?x=1'\n",
        "Request URL: https://a.example/\n",
        "Status Code\n",
        "403\n",
        ":authority\n",
        "Response Headers\n",
        "curl: (6) Could not resolve host: a.example\n",
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-west-2:*:id/st/GET/p",
        "HTTP/1.1 500 é\r\n",
        "{\"log\":{\"entries\":[{\"request\":{},\"response\":{\"status\":403}}]}}",
        "\u{1b}[1m",
        "```\n",
        "  ",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn hold(text: &str) {
    match explain(text) {
        Ok(explanation) => {
            assert!(explanation.chosen < explanation.exchanges.len());
            let scenario = &explanation.prefill.scenario;
            assert_eq!(&hopscope_scenario::Scenario::from_link(&explanation.prefill.link).unwrap(), scenario, "{text}");
            for language in Language::ALL {
                let texts = Catalog::embedded(*language);
                let shown = report(&texts, &explanation).to_text();
                assert!(!shown.contains("explain."), "{text}\n{shown}");
            }
        }
        Err(error) => {
            let texts = Catalog::embedded(Language::English);
            assert!(!words::read_error(&texts, &error).contains("explain."));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_explained_or_refused(text in any::<String>()) {
        hold(&text);
    }

    #[test]
    fn any_bytes_are_explained_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        hold(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn near_answers_are_explained_or_refused(text in nearly()) {
        hold(&text);
    }
}
