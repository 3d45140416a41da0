//! What the runtimes refuse, where, and in which words; and what CloudFront's validation refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use hopscope_edge_code::{Limits, run};
use hopscope_scenario::edge_call::{
    CodePosition, EdgeAnswer, EdgeCall, EdgeEvent, EdgeEventType, EdgeFailure, EdgeLimit, EdgeOutcome, EdgeResult,
    EventRequest, EventResponse, HeaderChange, InvalidReturn, JsFeature,
};

fn call(runtime: &str, event_type: EdgeEventType, code: &str) -> EdgeCall {
    let event = EdgeEvent {
        event_type,
        distribution_domain_name: "d111111abcdef8.cloudfront.net".to_owned(),
        distribution_id: "E1EXAMPLE".to_owned(),
        request_id: "request".to_owned(),
        request: EventRequest {
            client_ip: "203.0.113.9".to_owned(),
            method: "GET".to_owned(),
            uri: "/a".to_owned(),
            query_string: Some("x=1".to_owned()),
            headers: vec![("Host".to_owned(), "www.example.com".to_owned())],
            body: None,
            origin: None,
        },
        response: (!event_type.is_request()).then(|| EventResponse {
            status: 200,
            status_description: "OK".to_owned(),
            headers: vec![("Via".to_owned(), "1.1 x".to_owned())],
        }),
    };
    let lambda = !runtime.starts_with("cloudfront-js");
    EdgeCall {
        function: "f".to_owned(),
        runtime: runtime.to_owned(),
        code: code.to_owned(),
        key_value_store: BTreeMap::new(),
        event_type,
        event: if lambda { event.to_lambda_at_edge() } else { event.to_cloudfront_function() },
        raw_query_string: event.request.query_string.clone(),
    }
}

fn answer(runtime: &str, code: &str) -> EdgeAnswer {
    let call = call(runtime, EdgeEventType::ViewerRequest, code);
    run(&call, &Limits { milliseconds: 120_000, ..Limits::for_runtime(runtime) })
}

/// Runs the body of a handler of a CloudFront Function.
fn body(code: &str) -> EdgeResult {
    answer("cloudfront-js-2.0", &format!("function handler(event) {{\n{code}\n}}")).result
}

fn feature(runtime: &str, code: &str) -> (JsFeature, String, CodePosition) {
    match answer(runtime, code).result {
        EdgeResult::Failed(EdgeFailure::Syntax { message, position, feature }) => {
            (feature.unwrap_or_else(|| panic!("{code}: {message}")), message, position.expect(code))
        }
        other => panic!("{code}: {other:?}"),
    }
}

#[test]
fn both_cloudfront_runtimes_refuse_newer_syntax_where_it_stands() {
    use JsFeature::*;
    let handler = "function handler(event) {\n  var r = event.request;\n  ";
    for (line, expected, message, column) in [
        ("for (var a of [1]) {}", ForOf, "Token \"of\" not supported in this version", 14),
        ("var [a] = [1];", Destructuring, "Token \"[\" not supported in this version", 7),
        ("var {uri} = r;", Destructuring, "Token \"{\" not supported in this version", 7),
        ("[a, b] = [1, 2];", Destructuring, "Token \"[\" not supported in this version", 3),
        ("(function(a = 1) {})();", DefaultParameter, "Token \"=\" not supported in this version", 17),
        ("f(...[1]);", Spread, "Token \"...\" not supported in this version", 5),
        ("var o = {...r};", Spread, "Token \"...\" not supported in this version", 15),
        ("var v = r?.uri;", OptionalChaining, "Token \"?.\" not supported in this version", 12),
        ("try { f() } catch { }", OptionalCatchBinding, "Token \"{\" not supported in this version", 21),
        ("class A {}", Class, "Token \"class\" not supported in this version", 3),
        ("var v = class {};", Class, "Token \"class\" not supported in this version", 11),
        ("r ||= 1;", LogicalAssignment, "Token \"||=\" not supported in this version", 3),
        ("var v = 10n;", BigInt, "Token \"10n\" not supported in this version", 11),
    ] {
        for runtime in ["cloudfront-js-1.0", "cloudfront-js-2.0"] {
            let found = feature(runtime, &format!("{handler}{line}\n  return r;\n}}"));
            assert_eq!(found, (expected, message.to_owned(), CodePosition { line: 3, column }), "{runtime}: {line}");
        }
    }
}

#[test]
fn the_first_runtime_lacks_what_came_with_the_second() {
    use JsFeature::*;
    for (code, expected, position) in [
        ("function handler(event) {\n const r = event.request;\n return r; }", LexicalDeclaration, (2, 2)),
        ("let x = 1;\nfunction handler(event) { return event.request; }", LexicalDeclaration, (1, 1)),
        ("async function handler(event) { return event.request; }", Async, (1, 1)),
        ("import cf from 'cloudfront';\nfunction handler(event) { return event.request; }", Import, (1, 1)),
        ("function handler(event) { var n = 1_000; return event.request; }", NumericSeparator, (1, 35)),
    ] {
        let (feature, _, place) = feature("cloudfront-js-1.0", code);
        assert_eq!((feature, (place.line, place.column)), (expected, position), "{code}");
        let second = answer("cloudfront-js-2.0", code).result;
        assert!(matches!(second, EdgeResult::Outcome(EdgeOutcome::Request(_))), "{code}: {second:?}");
    }
}

#[test]
fn await_may_not_stand_among_arguments() {
    let code = "import cf from 'cloudfront';\nasync function handler(event) {\n  return JSON.parse(await cf.kvs().get('a'));\n}";
    let (feature, message, position) = feature("cloudfront-js-2.0", code);
    assert_eq!(feature, JsFeature::AwaitInArguments);
    assert_eq!(message, "await in arguments not supported");
    assert_eq!(position, CodePosition { line: 3, column: 21 });
}

#[test]
fn imports_and_exports_of_cloudfront_functions() {
    for code in [
        "import { kvs } from 'cloudfront';\nfunction handler(e) { return e.request; }",
        "import * as cf from 'cloudfront';\nfunction handler(e) { return e.request; }",
        "import 'cloudfront';\nfunction handler(e) { return e.request; }",
    ] {
        assert_eq!(feature("cloudfront-js-2.0", code).0, JsFeature::Import, "{code}");
    }
    let code = "export function handler(e) { return e.request; }";
    assert_eq!(feature("cloudfront-js-2.0", code).0, JsFeature::Export);
}

#[test]
fn unreadable_code_names_its_place() {
    for (code, line) in
        [("function handler(event) {\n  return {,};\n}", 2), ("function handler(event) {\n  var = 1;\n}", 2)]
    {
        match answer("cloudfront-js-2.0", code).result {
            EdgeResult::Failed(EdgeFailure::Syntax { position, feature: None, .. }) => {
                assert_eq!(position.map(|position| position.line), Some(line), "{code}");
            }
            other => panic!("{code}: {other:?}"),
        }
    }
    for code in
        ["function handler(event) {", "function handler(event) { return event.request; } }", "}); (function() {"]
    {
        let result = answer("cloudfront-js-2.0", code).result;
        assert!(matches!(result, EdgeResult::Failed(EdgeFailure::Syntax { .. })), "{code}: {result:?}");
    }
}

#[test]
fn thrown_errors_name_their_place_in_the_users_code() {
    for (code, name, message, line, column) in [
        ("throw new Error('no');", "Error", "no", 2, 7),
        ("var s = 'a' + 'b' + missing;", "ReferenceError", "\"missing\" is not defined", 2, 21),
        ("var m = new Map();", "ReferenceError", "\"Map\" is not defined", 2, 13),
        ("return event.a.b.c;", "TypeError", "cannot get property \"b\" of undefined", 2, 16),
        ("event.nothing();", "TypeError", "(intermediate value)[\"nothing\"] is not a function", 2, 14),
    ] {
        match body(code) {
            EdgeResult::Failed(EdgeFailure::Threw { name: found, message: text, position }) => {
                assert_eq!((found.as_str(), text.as_str()), (name, message), "{code}");
                let position = position.expect(code);
                assert_eq!(
                    (position.line, position.column.abs_diff(column) <= 4),
                    (line, true),
                    "{code}: {position:?}"
                );
            }
            other => panic!("{code}: {other:?}"),
        }
    }
    match body("throw {code: 1};") {
        EdgeResult::Failed(EdgeFailure::Threw { name, message, .. }) => {
            assert_eq!((name.as_str(), message.as_str()), ("", "{\"code\":1}"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_runtimes_do_not_have_is_not_there() {
    for name in [
        "fetch",
        "XMLHttpRequest",
        "setTimeout",
        "setInterval",
        "process",
        "Map",
        "Set",
        "WeakMap",
        "Proxy",
        "Reflect",
        "BigInt",
        "Intl",
        "URL",
        "SharedArrayBuffer",
        "Atomics",
        "WeakRef",
    ] {
        let code = format!("event.request.uri = '/' + typeof {name}; return event.request;");
        match body(&code) {
            EdgeResult::Outcome(EdgeOutcome::Request(request)) => assert_eq!(request.uri, "/undefined", "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    for code in [
        "return [1, [2]].flat();",
        "return ['a'].at(0);",
        "return [2, 1].toSorted();",
        "return Object.fromEntries([]);",
        "return 'a'.at(0);",
        "return Array.from('a');",
        "return require('fs');",
    ] {
        assert!(matches!(body(code), EdgeResult::Failed(EdgeFailure::Threw { .. })), "{code}");
    }
}

#[test]
fn code_from_text_is_refused() {
    for code in [
        "eval('1');",
        "return new Function('return 1')();",
        "return (function(){}).constructor('return this')();",
        "return [].constructor.constructor('return globalThis')();",
        "return (async function(){}).constructor('return 1')();",
        "return Object.getPrototypeOf(function*(){}).constructor('yield 1')();",
    ] {
        let result = body(code);
        assert!(matches!(result, EdgeResult::Failed(_)), "{code}: {result:?}");
    }
    let lambda = answer("nodejs20.x", "exports.handler = async () => eval('1')").result;
    assert_eq!(lambda, EdgeResult::Unsupported { what: "eval".to_owned() });
}

#[test]
fn handlers_that_are_missing_or_never_done() {
    let failed = |failure| EdgeResult::Failed(failure);
    assert_eq!(answer("cloudfront-js-2.0", "var x = 1;").result, failed(EdgeFailure::NoHandler));
    assert_eq!(answer("cloudfront-js-2.0", "").result, failed(EdgeFailure::NoHandler));
    assert_eq!(answer("nodejs20.x", "exports.main = () => {}").result, failed(EdgeFailure::NoHandler));
    let never = "async function handler(event) { await new Promise(function () {}); }";
    assert_eq!(answer("cloudfront-js-2.0", never).result, failed(EdgeFailure::NeverSettled));
    let size = "//".repeat(6_000);
    let limit = EdgeLimit::CodeSize { size: 12_000, limit: 10_240 };
    assert_eq!(answer("cloudfront-js-2.0", &size).result, failed(EdgeFailure::Limit(limit)));
    assert!(matches!(answer("python3.12", "").result, EdgeResult::Unsupported { .. }));
}

#[test]
fn returned_values_are_validated_as_cloudfront_does() {
    let field = |field: &str| field.to_owned();
    let header = |name: &str, change| InvalidReturn::ReadOnlyHeader { name: name.to_owned(), change };
    for (code, reason) in [
        ("", InvalidReturn::NotRequestOrResponse { found: field("undefined") }),
        ("return null;", InvalidReturn::NotRequestOrResponse { found: field("null") }),
        ("return 'x';", InvalidReturn::NotRequestOrResponse { found: field("string") }),
        ("return {};", InvalidReturn::NotRequestOrResponse { found: field("object") }),
        (
            "event.request.method = 'POST'; return event.request;",
            InvalidReturn::ReadOnlyField { field: field("request.method") },
        ),
        ("event.request.uri = 'a'; return event.request;", InvalidReturn::UriWithoutSlash { uri: field("a") }),
        (
            "event.request.uri = '/' + 'a'.repeat(9000); return event.request;",
            InvalidReturn::UriTooLong { length: 9005 },
        ),
        (
            "event.request.querystring = 'a b'; return event.request;",
            InvalidReturn::QueryStringCharacter { character: ' ' },
        ),
        ("event.request.headers.host.value = 'x'; return event.request;", header("host", HeaderChange::Changed)),
        ("delete event.request.headers.host; return event.request;", header("host", HeaderChange::Removed)),
        ("event.request.headers.via = {value: 'x'}; return event.request;", header("via", HeaderChange::Added)),
        (
            "event.request.headers['X-A'] = {value: 'x'}; return event.request;",
            InvalidReturn::HeaderNameNotLowerCase { field: field("request.headers"), name: field("X-A") },
        ),
        (
            "event.request.headers['x-amz-cf-x'] = {value: 'x'}; return event.request;",
            InvalidReturn::DisallowedHeader { name: field("x-amz-cf-x") },
        ),
        (
            "event.request.headers['x-a'] = 'x'; return event.request;",
            InvalidReturn::WrongType {
                field: field("request.headers.x-a"),
                expected: field("object"),
                found: field("string"),
            },
        ),
        (
            "event.request.headers['x-a'] = {}; return event.request;",
            InvalidReturn::Missing { field: field("request.headers.x-a.value") },
        ),
        (
            "event.request.headers['x-a'] = {value: 'a\\nb'}; return event.request;",
            InvalidReturn::HeaderSyntax { field: field("request.headers"), name: field("x-a") },
        ),
        (
            "return {statusCode: '302'};",
            InvalidReturn::WrongType {
                field: field("response.statusCode"),
                expected: field("integer"),
                found: field("string"),
            },
        ),
        ("return {statusCode: 1000};", InvalidReturn::StatusOutOfRange { status: field("1000") }),
        (
            "return {statusCode: 200, body: {encoding: 'gzip', data: ''}};",
            InvalidReturn::BodyEncoding { encoding: field("gzip") },
        ),
        ("return {statusCode: 200, body: {encoding: 'base64', data: '$'}};", InvalidReturn::BodyNotBase64),
        (
            "return {statusCode: 200, headers: {'Location': {value: '/'}}};",
            InvalidReturn::HeaderNameNotLowerCase { field: field("response.headers"), name: field("Location") },
        ),
        ("var o = {statusCode: 200}; o.headers = o; return o;", InvalidReturn::NotJson),
    ] {
        assert_eq!(body(code), EdgeResult::Invalid(reason), "{code}");
    }
}

#[test]
fn responses_are_validated_as_well() {
    let code = "function handler(event) { event.response.headers.via.value = 'x'; return event.response; }";
    let call = call("cloudfront-js-2.0", EdgeEventType::ViewerResponse, code);
    let change = InvalidReturn::ReadOnlyHeader { name: "via".to_owned(), change: HeaderChange::Changed };
    assert_eq!(
        run(&call, &Limits { milliseconds: 120_000, ..Limits::CLOUDFRONT_FUNCTION }).result,
        EdgeResult::Invalid(change)
    );
    let code = "function handler(event) { return event.request; }";
    let call = self::call("cloudfront-js-2.0", EdgeEventType::ViewerResponse, code);
    let reason = InvalidReturn::NotAResponse { found: "object".to_owned() };
    assert_eq!(
        run(&call, &Limits { milliseconds: 120_000, ..Limits::CLOUDFRONT_FUNCTION }).result,
        EdgeResult::Invalid(reason)
    );
}

#[test]
fn lambda_at_edge_is_validated_by_its_own_rules() {
    let invalid =
        |code: &str| match answer("nodejs20.x", &format!("exports.handler = async (e) => {{ {code} }}")).result {
            EdgeResult::Invalid(reason) => reason,
            other => panic!("{code}: {other:?}"),
        };
    assert_eq!(invalid("return {status: '600'}"), InvalidReturn::StatusOutOfRange { status: "600".to_owned() });
    assert_eq!(invalid("return {status: '204', body: 'x'}"), InvalidReturn::BodyWithNoContent);
    assert_eq!(
        invalid("return {status: '200', body: 'x'.repeat(50000)}"),
        InvalidReturn::BodyTooLarge { size: 50_000, limit: 40_960 }
    );
    assert_eq!(
        invalid("return {status: '200', headers: {a: [{key: 'B', value: 'x'}]}}"),
        InvalidReturn::HeaderKeyMismatch { name: "a".to_owned(), key: "B".to_owned() }
    );
    assert!(matches!(invalid("return {status: '200', body: {}}"), InvalidReturn::WrongType { .. }));
    assert!(matches!(invalid("return {status: '200', headers: {a: 'x'}}"), InvalidReturn::WrongType { .. }));
    assert_eq!(
        invalid(
            "const r = e.Records[0].cf.request; r.headers['CloudFront-Viewer-Country'] = [{value: 'JP'}]; return r"
        ),
        InvalidReturn::DisallowedHeader { name: "cloudfront-viewer-country".to_owned() }
    );
}

#[test]
fn node_fills_in_what_is_logged_and_cloudfront_takes_the_first_argument_alone() {
    for (arguments, expected) in [
        ("'%s=%s', 'a', 1, 'more'", "a=1 more"),
        ("'%d %i %f %j', '4.5', 4.5, '4.5', {a: 1}", "4.5 4 4.5 {\"a\":1}"),
        ("'100%'", "100%"),
        ("'100%%', 1", "100% 1"),
        ("'%s %s', 'a'", "a %s"),
        ("'%x', 1", "%x 1"),
        ("1, 'a'", "1 a"),
        ("'%d', {}", "NaN"),
        ("", ""),
    ] {
        let code =
            format!("exports.handler = async (e) => {{ console.log({arguments}); return e.Records[0].cf.request; }};");
        assert_eq!(answer("nodejs22.x", &code).logs, [expected], "{arguments}");
    }
    let code = "function handler(event) { console.log('%s', 'a'); return event.request; }";
    assert_eq!(answer("cloudfront-js-2.0", code).logs, ["%s"]);
}

/// Amazon CloudFront Developer Guide, "JavaScript runtime 1.0 features" and "JavaScript runtime 2.0 features": modules,
/// and the names that came with the second.
#[test]
fn modules_and_byte_types_are_those_of_the_runtime() {
    let tried = |runtime: &str, expression: &str| {
        let code = format!("function handler(event) {{ var found = {expression}; return event.request; }}");
        match answer(runtime, &code).result {
            EdgeResult::Outcome(EdgeOutcome::Request(_)) => "there".to_owned(),
            EdgeResult::Failed(EdgeFailure::Threw { message, .. }) => message,
            other => panic!("{runtime}: {expression}: {other:?}"),
        }
    };
    for (expression, first, second) in [
        ("require('crypto').createHash('sha1').update('a').digest('hex')", "there", "there"),
        ("require('crypto').createHmac('md5', 'k').update('a').digest('base64url')", "there", "there"),
        (
            "require('crypto').createHash('sha512')",
            "not supported algorithm: \"sha512\"",
            "not supported algorithm: \"sha512\"",
        ),
        ("require('querystring').parse('a=1')", "there", "there"),
        ("require('buffer').Buffer.from('a')", "Cannot find module \"buffer\"", "there"),
        ("Buffer.from('a')", "\"Buffer\" is not defined", "there"),
        ("new TextEncoder().encode('a')", "\"TextEncoder\" is not defined", "there"),
        ("new TextDecoder().decode(new Uint8Array(1))", "\"TextDecoder\" is not defined", "there"),
        ("atob(btoa('a'))", "\"atob\" is not defined", "there"),
        ("require('fs')", "Cannot find module \"fs\"", "Cannot find module \"fs\""),
        ("require('cloudfront')", "Cannot find module \"cloudfront\"", "Cannot find module \"cloudfront\""),
        (
            "require('crypto').randomBytes(4)",
            "(intermediate value)[\"randomBytes\"] is not a function",
            "(intermediate value)[\"randomBytes\"] is not a function",
        ),
    ] {
        assert_eq!(tried("cloudfront-js-1.0", expression), first, "first: {expression}");
        assert_eq!(tried("cloudfront-js-2.0", expression), second, "second: {expression}");
    }
}
