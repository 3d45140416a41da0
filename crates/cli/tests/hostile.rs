//! What a stranger's file can do to a terminal, to the log of a build, and to the command itself: nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use hopscope_cli::{Exit, Io, Output, run};
use hopscope_locale::visible;
use serde_json::{Value, json};

struct World(BTreeMap<&'static str, Vec<u8>>);

impl Io for World {
    fn read(&self, file: &str) -> std::io::Result<Vec<u8>> {
        self.0.get(file).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn environment(&self, _: &str) -> Option<String> {
        None
    }
}

fn hopscope(files: &[(&'static str, &[u8])], arguments: &[&str]) -> Output {
    let world = World(files.iter().map(|(name, bytes)| (*name, bytes.to_vec())).collect());
    run(arguments.iter().map(std::ffi::OsString::from), &world)
}

/// A name that would be three lines, of which one reassures, one is a command to the runner and one clears the screen.
const NAME: &str = "x\nok     prod.json: all 12 requests as expected\n::error::forged\n##[error]forged\u{1b}]0;t\u{7}\u{1b}[2J\u{9b}2J\u{202e}\u{2066}\r";

/// A scenario that has the name wherever a name, a value or a path may be.
fn scenario() -> Vec<u8> {
    let scenario = json!({
        "hopscope": 1, "title": NAME, NAME: 1,
        "requests": [
            {"name": NAME, "url": "https://d1.cloudfront.net/a", "expect": {"status": 418, "reaches": NAME, "rule": NAME}},
            {"name": NAME, "method": NAME, "url": format!("https://d1.cloudfront.net/{NAME}"), "headers": {NAME: NAME}},
            {"name": "body", "url": "https://d1.cloudfront.net/b"},
            {"name": NAME, "url": NAME, "expect": {"status": 200}},
        ],
        "distributions": [{
            "id": NAME, "domain_name": "d1.cloudfront.net", "aliases": [NAME, NAME], NAME: NAME,
            "origin": [
                {"origin_id": NAME, "domain_name": "abc.execute-api.us-east-1.amazonaws.com", "origin_path": format!("/{NAME}")},
                {"origin_id": "b", "domain_name": "b.example.com", "custom_header": [{"name": NAME, "value": NAME}]},
            ],
            "ordered_cache_behavior": [{"path_pattern": "/b*", "target_origin_id": "b"}],
            "default_cache_behavior": {"target_origin_id": NAME, "cache_policy": NAME,
                "function_association": [{"event_type": "viewer-request", "function": NAME}]},
        }],
        "edge_functions": [{"name": NAME, "code": "function handler(e) { console.log(e.request.uri + '\\n::error::x\\u001b[2J'); return e.request; }"}],
        "rest_apis": [{"id": "abc", "name": NAME, "stages": [{"name": NAME, "deployed": [NAME]}],
            "resources": [{"path": format!("/{NAME}"), "methods": {"GET": {"integration": {"lambda": NAME}}}}]}],
        "lambdas": [{"name": NAME}],
        "servers": [{"domain_name": "b.example.com", "routes": [{"path": "/*", "response": {"body": NAME, "headers": {"x": NAME}}}]}],
    });
    scenario.to_string().into_bytes()
}

/// Nothing in an output acts, and no line of it is forged or a command to a runner.
fn check(arguments: &[&str], output: &Output) {
    for text in [&output.out, &output.err] {
        let acting = text.chars().find(|character| *character != '\n' && visible::acts(*character));
        assert_eq!(acting, None, "{arguments:?}: {text:?}");
        assert!(!text.contains("##["), "{arguments:?}: {text}");
        for line in text.lines() {
            assert!(!line.trim_start().starts_with("::"), "{arguments:?}: {line}");
            let is_own = arguments.contains(&"curl") || arguments.contains(&"json");
            assert!(is_own || !line.starts_with("ok     prod.json"), "{arguments:?}: {line}");
        }
    }
}

#[test]
fn nothing_in_a_file_acts_on_a_terminal_or_forges_a_line() {
    let file = scenario();
    let link = String::from_utf8(file.clone()).unwrap();
    let link = hopscope_scenario::Scenario::from_json(&link).unwrap().to_link();
    let address = format!("https://example.com/#{link}");
    let recorded = format!(
        "HTTP/2 403\r\nserver: {}\r\nx-cache: Error from cloudfront\r\n\r\n{NAME}",
        NAME.replace(['\n', '\r'], "")
    );
    let files: &[(&str, &[u8])] = &[
        ("a.json", &file),
        ("got.txt", recorded.as_bytes()),
        ("b.json", b"{\"hopscope\": \"\\u001b[2J\\n::error::\"}"),
    ];
    for arguments in [
        &["check", "a.json", "b.json"][..],
        &["trace", "a.json"],
        &["trace", "a.json", "--format", "json"],
        &["trace", "a.json", "--format", "curl"],
        &["trace", "a.json", "--format", "mermaid"],
        &["trace", "a.json", "--format", "svg"],
        &["advise", "a.json"],
        &["advise", "a.json", "--format", "json"],
        &["lint", "a.json", "b.json"],
        &["lint", "a.json", "--format", "json"],
        &["routes", "a.json"],
        &["routes", "a.json", "--format", "json"],
        &["compare", "a.json", &address],
        &["compare", "b.json", "a.json"],
        &["explain", "got.txt"],
        &["explain", "got.txt", "--format", "json"],
        &["unlink", &address],
        &["link", "a.json"],
        &["check", NAME],
        &[NAME],
        &["trace", "a.json", "--format", NAME],
    ] {
        for language in ["en", "ja"] {
            let arguments = [arguments, &["--lang", language]].concat();
            check(&arguments, &hopscope(files, &arguments));
        }
    }
}

#[test]
fn json_holds_what_the_file_held() {
    let file = scenario();
    let link = hopscope_scenario::Scenario::from_json(std::str::from_utf8(&file).unwrap()).unwrap().to_link();
    let output = hopscope(&[], &["unlink", &format!("#{link}")]);
    let read: Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(read["title"], NAME);
}

#[test]
fn text_may_be_utf_16_or_begin_with_a_byte_order_mark() {
    let text =
        "{\"hopscope\": 1, \"title\": \"日本😀\", \"requests\": [{\"name\": \"ü\", \"url\": \"https://a.example/\"}]}";
    let little = [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let big = [vec![0xfe, 0xff], text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [little.as_slice(), &big, &marked] {
        for command in ["check", "lint", "trace"] {
            let output = hopscope(&[("a.json", bytes)], &[command, "a.json"]);
            assert_ne!(output.exit, Exit::Unusable, "{command}: {}", output.err);
        }
        let output = hopscope(&[("a.json", bytes)], &["check", "a.json"]);
        assert!(output.out.contains(": ü: "), "{}", output.out);
    }
    let recorded = "HTTP/2 403\r\nserver: CloudFront\r\n\r\n";
    let utf16 = [vec![0xff, 0xfe], recorded.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    for bytes in [utf16, [b"\xef\xbb\xbf", recorded.as_bytes()].concat()] {
        let output = hopscope(&[("got.txt", &bytes)], &["explain", "got.txt"]);
        assert_eq!(output.exit, Exit::Done, "{}", output.err);
    }
}

#[test]
fn what_is_no_text_is_told_with_its_place() {
    for (bytes, position) in
        [(&b"{\"hopscope\": 1, \"title\": \"\xe9\"}"[..], "27"), (b"\xff\xfe{\0x", "5"), (b"\xff\xfe\x00\xd8{\0", "3")]
    {
        let output = hopscope(&[("a.json", bytes)], &["check", "a.json"]);
        assert_eq!(output.exit, Exit::Unusable);
        assert!(output.err.contains("a.json") && output.err.contains(position), "{}", output.err);
        assert!(output.err.contains("UTF-8"), "{}", output.err);
    }
}

#[test]
fn an_answer_with_a_picture_for_a_body_is_explained() {
    let recorded =
        [b"HTTP/2 403 \r\nserver: CloudFront\r\ncontent-type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\0\0\xff\xd8"
            .as_slice()]
        .concat();
    let output = hopscope(&[("got.txt", &recorded)], &["explain", "got.txt"]);
    assert_eq!(output.exit, Exit::Done, "{}", output.err);
    assert!(output.out.contains("403"), "{}", output.out);
}

#[test]
fn what_nobody_could_open_is_no_link() {
    let large = json!({"hopscope": 1, "notes": "x".repeat(1 << 20), "requests": [{"url": "https://a.example/", "expect": {"status": 200}}]});
    let large = large.to_string().into_bytes();
    let output = hopscope(&[("a.json", &large)], &["link", "a.json"]);
    assert_eq!((output.exit, output.out.as_str()), (Exit::Unusable, ""));
    assert!(output.err.contains("a.json") && output.err.contains("1048576"), "{}", output.err);
    let output = hopscope(&[("a.json", &large)], &["check", "a.json"]);
    assert!(output.out.contains("1048576") && !output.out.contains("example/#"), "a dead link is none: {}", output.out);
}

#[test]
fn of_many_requests_some_are_advised_on_and_the_others_told() {
    let requests: Vec<Value> = (0..60)
        .map(|index| json!({"url": format!("https://d1.cloudfront.net/{index}"), "expect": {"status": 200}}))
        .collect();
    let distribution = json!({"domain_name": "d1.cloudfront.net", "default_cache_behavior": {"target_origin_id": "a"}});
    let many = json!({"hopscope": 1, "requests": requests, "distributions": [distribution]}).to_string().into_bytes();
    for form in ["text", "json"] {
        let output = hopscope(&[("many.json", &many)], &["advise", "many.json", "--format", form]);
        assert!(output.err.contains("first 50 requests; 10 more"), "{}", output.err);
    }
}

#[test]
fn a_thousand_empty_behaviours_are_looked_through_and_more_are_refused() {
    let empty = |count: usize| {
        let distribution = json!({"ordered_cache_behavior": vec![json!({}); count]});
        json!({"hopscope": 1, "distributions": [distribution]}).to_string().into_bytes()
    };
    let began = Instant::now();
    let output = hopscope(&[("empty.json", &empty(1_000))], &["lint", "empty.json"]);
    assert_eq!(output.exit, Exit::Failed, "{}", output.err);
    // Seconds, where it was minutes: the command itself is compiled for speed, and takes less than one.
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    let output = hopscope(&[("more.json", &empty(340_000))], &["lint", "more.json"]);
    assert_eq!(output.exit, Exit::Unusable);
    assert!(output.err.contains("340000") && output.err.contains("1000"), "{}", output.err);
}
