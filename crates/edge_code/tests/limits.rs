//! Code that would not end, would take all memory, or would look around: all of it ends, and soon.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use hopscope_edge_code::{Limits, run};
use hopscope_scenario::edge_call::{EdgeCall, EdgeEventType, EdgeFailure, EdgeLimit, EdgeOutcome, EdgeResult};
use proptest::prelude::*;

fn call(runtime: &str, code: &str) -> EdgeCall {
    let request = r#"{"method":"GET","uri":"/","querystring":{},"headers":{},"cookies":{}}"#;
    let lambda = r#"{"Records":[{"cf":{"request":{"method":"GET","uri":"/","querystring":"","headers":{}}}}]}"#;
    let event =
        if runtime.starts_with("cloudfront") { format!(r#"{{"request":{request}}}"#) } else { lambda.to_owned() };
    EdgeCall {
        function: "f".to_owned(),
        runtime: runtime.to_owned(),
        code: code.to_owned(),
        key_value_store: BTreeMap::new(),
        event_type: EdgeEventType::ViewerRequest,
        event,
        raw_query_string: None,
    }
}

/// The clock plays no part, except where a test is about it.
fn unhurried(limits: Limits) -> Limits {
    Limits { milliseconds: 120_000, ..limits }
}

fn both(code: &str) -> [EdgeResult; 2] {
    both_within(code, unhurried)
}

fn both_within(code: &str, change: fn(Limits) -> Limits) -> [EdgeResult; 2] {
    let cloudfront = format!("function handler(event) {{ {code}; return event.request; }}");
    let node = format!("exports.handler = async (event) => {{ {code}; return event.Records[0].cf.request; }}");
    [
        run(&call("cloudfront-js-2.0", &cloudfront), &change(Limits::CLOUDFRONT_FUNCTION)).result,
        run(&call("nodejs20.x", &node), &change(Limits::LAMBDA_AT_EDGE)).result,
    ]
}

fn is_limit(result: &EdgeResult) -> bool {
    matches!(result, EdgeResult::Failed(EdgeFailure::Limit(_)))
}

#[test]
fn endless_code_ends() {
    for code in [
        "while (true) {}",
        "for (;;) {}",
        "do {} while (1)",
        "while (true) { try { null.x } catch (e) { continue; } }",
        "while (true) { try { throw 1 } finally { continue; } }",
        "var f = function (n) { return n < 2 ? n : f(n - 1) + f(n - 2); }; f(60)",
        "[1, 2].forEach(function () { while (true) {} })",
        "[3, 2, 1].sort(function () { while (true) {} })",
        "'aaa'.replace(/a/g, function () { while (true) {} })",
        "JSON.stringify({ toJSON: function () { while (true) {} } })",
        "Object.defineProperty({}, 'x', { get: function () { while (true) {} } }).x",
        "var p = Promise.resolve(); var again = function () { return p.then(again); }; again()",
    ] {
        for result in both(code) {
            let ended = is_limit(&result) || matches!(result, EdgeResult::Outcome(_));
            assert!(ended, "{code}: {result:?}");
        }
    }
    for result in both("while (true) {}") {
        assert_eq!(result, EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Instructions)));
    }
}

#[test]
fn endless_jobs_and_timers_end() {
    let jobs = "async function handler(event) { while (true) { await null; } }";
    assert!(is_limit(&run(&call("cloudfront-js-2.0", jobs), &unhurried(Limits::CLOUDFRONT_FUNCTION)).result));
    let timers = "exports.handler = () => new Promise(() => { setInterval(() => {}, 1) })";
    assert!(is_limit(&run(&call("nodejs20.x", timers), &unhurried(Limits::LAMBDA_AT_EDGE)).result));
    let at_load = "while (true) {}\nfunction handler(event) { return event.request; }";
    assert!(is_limit(&run(&call("cloudfront-js-2.0", at_load), &unhurried(Limits::CLOUDFRONT_FUNCTION)).result));
    let hostile = "exports.handler = async () => ({ then(resolve) { while (true) {} } })";
    assert!(is_limit(&run(&call("nodejs20.x", hostile), &unhurried(Limits::LAMBDA_AT_EDGE)).result));
}

#[test]
fn deep_recursion_ends() {
    for code in [
        "(function f() { f(); })()",
        "var o = {}; Object.defineProperty(o, 'x', { get: function () { return this.x; } }); o.x",
        "var a = []; a[0] = a; for (var i = 0; i < 5000; i++) a = [a]; String(a)",
        "var a = []; for (var i = 0; i < 5000; i++) a = [a]; JSON.stringify(a)",
        "JSON.parse('['.repeat(100000))",
        "var f = function () {}; for (var i = 0; i < 100000; i++) f = f.bind(null); f()",
    ] {
        for result in both(code) {
            assert!(is_limit(&result), "{code}: {result:?}");
        }
    }
}

#[test]
fn memory_is_bounded() {
    for code in [
        "var s = 'x'; while (true) s += s",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = s + s",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = `${s}${s}`",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = s.concat(s)",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = [s, s].join('')",
        "var s = 'xx'; for (var i = 0; i < 40; i++) s = s.replace(/x/g, s)",
        "var s = 'xx'; for (var i = 0; i < 40; i++) s = s.replace('x', '$`$&$\\'$&' + s)",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = JSON.stringify([s, s])",
        "var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)",
        "var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; String(a)",
        "var a = [1]; for (var i = 0; i < 40; i++) a = a.concat(a)",
        "'x'.padEnd(500000000)",
        "'x'.padStart(500000000, 'ab')",
        "'x'.repeat(500000000)",
        "new Array(1e9).fill(0)",
        "new Array(1e9).join('x')",
        "var a = []; a.length = 4e9; a.map(function () { return 1; })",
        "Array.prototype.slice.call({ length: 1e15 })",
        "Array.prototype.indexOf.call({ length: 1e15 }, 1)",
        "Math.max.apply(null, { length: 1e12 })",
        "var s = 'x'; for (var i = 0; i < 40; i++) s = encodeURIComponent('%' + s + s)",
        "var l = []; while (true) l.push('x'.repeat(100000))",
    ] {
        for result in both(code) {
            assert!(is_limit(&result), "{code}: {result:?}");
        }
    }
    // What Node.js itself refuses with an error that code can catch stays that error.
    let [cloudfront, node] = both("'x'.repeat(Math.pow(2, 30))");
    assert_eq!(cloudfront, EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Memory)));
    let EdgeResult::Failed(EdgeFailure::Threw { name, message, .. }) = node else { panic!("{node:?}") };
    assert_eq!((name.as_str(), message.as_str()), ("RangeError", "Invalid string length"));
    for result in both("new Uint8Array(1e9)") {
        assert!(matches!(result, EdgeResult::Failed(EdgeFailure::Threw { .. })), "{result:?}");
    }
    for result in both("var l = []; while (true) l.push(new Uint8Array(1e6))") {
        assert!(matches!(result, EdgeResult::Failed(_)), "{result:?}");
    }
}

#[test]
fn node_only_ways_to_much_memory_are_bounded() {
    for code in [
        "[...new Array(1e9)]",
        "const a = [1]; const it = a[Symbol.iterator](); a.length = 4e9; [...it]",
        "Array.from({ length: 1e12 })",
        "new Set(new Array(1e9))",
        "let a = [1]; for (let i = 0; i < 100000; i++) a = [a]; a.flat(Infinity)",
        "Reflect.apply(Math.max, null, { length: 1e12 })",
        "String.raw({ raw: { length: 1e12 } })",
    ] {
        let result = both(code)[1].clone();
        assert!(is_limit(&result), "{code}: {result:?}");
    }
}

/// Every way in which code can have a regular expression matched.
#[test]
fn a_runaway_regular_expression_is_never_begun() {
    let text = "'a'.repeat(1000)";
    for code in [
        format!("/^(a+)+$/.test({text} + 'b')"),
        format!("/(a|a)*b/.exec({text})"),
        format!("({text} + 'b').match(/^(a+)+$/)"),
        format!("({text}).replace(/(a*)*b/g, '')"),
        format!("({text}).replaceAll(/(a*)*b/g, '')"),
        format!("({text}).split(/(a+)+b/)"),
        format!("({text}).search(/(a+)+b/)"),
        format!("({text}).match('(a+)+b')"),
        format!("/(?:(?:a{{0,1000}}){{0,1000}}){{0,1000}}b/.test({text})"),
        format!("/(?:(?:a?){{1000}}){{1000}}b/.test({text})"),
        format!("/(?:(?:a*?)*?){{2,}}?b/.test({text})"),
        format!("var r = /(a+)+b/; r.compile && r.compile('(a+)+c'); r.test({text})"),
        format!("/x*(?=(a+)+b)/.test({text})"),
        format!("RegExp.prototype.exec.call(/(a+)+b/, {text})"),
        format!("RegExp.prototype[Symbol.replace].call(/(a+)+b/, {text}, '')"),
        "for (var i = 0; i < 10000; i++) /(a+)+b/.test('aaaaaaaaaaaaaaa')".to_owned(),
    ] {
        for result in both(&code) {
            assert!(is_limit(&result), "{code}: {result:?}");
            assert_ne!(result, EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Time)), "{code}");
        }
    }
}

#[test]
fn no_way_leads_past_the_count_of_a_regular_expression() {
    let text = "'a'.repeat(1000)";
    for code in [
        format!("var r = /(a+)+b/; Object.defineProperty(r, 'exec', {{ value: undefined }}); r.test({text})"),
        format!("var r = /(a+)+b/; Object.defineProperty(r, 'exec', {{ value: undefined }}); ({text}).replace(r, '')"),
        format!("var r = /(a+)+b/; Object.setPrototypeOf(r, {{ test: RegExp.prototype.test }}); r.test({text})"),
        format!("try {{ RegExp.prototype.exec = undefined }} catch (e) {{}} /(a+)+b/.test({text})"),
        format!("try {{ delete RegExp.prototype.exec }} catch (e) {{}} ({text}).replace(/(a+)+b/, '')"),
        format!(
            "var s = function () {{ var r = new RegExp('(a+)+b'); Object.defineProperty(r, 'exec', {{ value: undefined }}); return r; }}; var c = {{}}; c[Symbol.species] = s; var r = /x/; Object.defineProperty(r, 'constructor', {{ value: c }}); ({text}).split(r)"
        ),
        format!("var r = /(a+)+b/; Object.defineProperty(r, 'source', {{ value: 'a' }}); r.test({text})"),
        format!("var r = /(a+)+b/g; r.lastIndex = {{ valueOf: function () {{ return 0; }} }}; r.test({text})"),
        format!("/(a+)+b/.test({{ toString: function () {{ return {text}; }} }})"),
    ] {
        for result in both(&code) {
            let stopped = is_limit(&result) || matches!(result, EdgeResult::Unsupported { .. });
            assert!(stopped, "{code}: {result:?}");
        }
    }
}

#[test]
fn regular_expressions_of_good_faith_work() {
    for runtime in ["cloudfront-js-2.0", "nodejs20.x"] {
        for (code, expected) in [
            (r"'/api/hello'.replace(/^\/api(?=\/)/, '').slice(1)", "/hello"),
            (r"/^(?<lang>[a-z]{2})-([A-Z]+)$/.exec('en-GB').groups.lang", "/en"),
            (r"'a1b22'.match(/\d+/g).join('-')", "/1-22"),
            (r"'a, b;c'.split(/[,;]\s*/).join('')", "/abc"),
            (r"'x'.repeat(2000).replace(/x/g, 'y').length", "/2000"),
            (r"(function () { var r = /a/y; r.lastIndex = 1; return r.test('ba'); })()", "/true"),
            (r"'aBc'.search(/b/i)", "/1"),
        ] {
            assert_eq!(seen(runtime, code), expected, "{code}");
        }
    }
}

/// The clock decides nothing that has an answer: a run that it ends has none.
#[test]
fn what_the_clock_ends_has_no_answer_and_leaves_nothing_behind() {
    let code = "var l = []; for (var i = 0; i < 1e9; i++) l.push('x'.repeat(1000))";
    for result in
        both_within(code, |limits| Limits { milliseconds: 1, instructions: 1_000_000_000, work: u64::MAX, ..limits })
    {
        assert_eq!(result, EdgeResult::Unsupported { what: "more time".to_owned() });
    }
}

/// Lambda@Edge: 5 seconds at the viewer's events, 30 at the origin's.
#[test]
fn who_waits_longer_than_lambda_does_is_stopped() {
    let waiting = |event_type, milliseconds: u64| {
        let code = format!(
            "exports.handler = async (event) => {{ await new Promise((r) => setTimeout(r, {milliseconds})); return event.Records[0].cf.request; }}"
        );
        let call = EdgeCall { event_type, ..call("nodejs20.x", &code) };
        run(&call, &unhurried(Limits::LAMBDA_AT_EDGE)).result
    };
    let late = EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Time));
    for (event_type, end) in [(EdgeEventType::ViewerRequest, 5_000), (EdgeEventType::OriginRequest, 30_000)] {
        assert!(matches!(waiting(event_type, end), EdgeResult::Outcome(_)));
        assert_eq!(waiting(event_type, end + 1), late);
        assert_eq!(waiting(event_type, 1_000_000_000), late);
    }
    let forever = "exports.handler = () => new Promise(() => { setInterval(() => {}, 1000) })";
    assert_eq!(run(&call("nodejs20.x", forever), &unhurried(Limits::LAMBDA_AT_EDGE)).result, late);
}

#[test]
fn deeply_nested_text_is_read_or_refused() {
    let generous = Limits { milliseconds: 60_000, ..Limits::LAMBDA_AT_EDGE };
    for (repeated, end) in [
        ("(", ""),
        ("[", ""),
        ("{", ""),
        ("`${", ""),
        ("f(", ""),
        ("{a:", ""),
        ("!", "1"),
        ("- ", "1"),
        ("a=>", "1"),
        ("x=", "1"),
        ("1?1:", "1"),
        ("if(1)", ";"),
        ("if(1);else ", ";"),
        ("new ", "a"),
        ("typeof ", "a"),
        ("1**", "1"),
        ("a+", "1"),
        ("a.", "a"),
    ] {
        for (runtime, size) in [("cloudfront-js-2.0", 9_000), ("nodejs20.x", 12_000)] {
            let text = repeated.repeat(size / repeated.len());
            for code in [text.clone(), format!("var x, a = 1;\n{text}{end}")] {
                let result = run(&call(runtime, &code), &generous).result;
                let refused = matches!(result, EdgeResult::Failed(_) | EdgeResult::Unsupported { .. });
                let broken = EdgeResult::Unsupported { what: "what this code does to the engine".to_owned() };
                assert!(refused && result != broken, "{repeated}: {result:?}");
            }
        }
    }
}

/// What a body of a handler sees, as the path of the request that it returns.
fn seen(runtime: &str, expression: &str) -> String {
    let code = if runtime.starts_with("cloudfront") {
        format!("function handler(event) {{ event.request.uri = '/' + ({expression}); return event.request; }}")
    } else {
        format!(
            "exports.handler = async (event) => {{ const r = event.Records[0].cf.request; r.uri = '/' + ({expression}); return r; }}"
        )
    };
    match run(&call(runtime, &code), &unhurried(Limits::for_runtime(runtime))).result {
        EdgeResult::Outcome(EdgeOutcome::Request(request)) => request.uri,
        other => panic!("{expression}: {other:?}"),
    }
}

#[test]
fn nothing_of_the_host_can_be_reached() {
    for runtime in ["cloudfront-js-2.0", "nodejs20.x"] {
        assert_eq!(seen(runtime, "typeof host + typeof load + typeof module0"), "/undefinedundefinedundefined");
        // The hidden functions can be found, yet neither replaced nor taken away.
        let hidden = "Object.getOwnPropertyNames(globalThis).filter(function (n) { return n.indexOf('$') === 0 && !(function () { try { return delete globalThis[n]; } catch (e) { return false; } })(); }).length";
        assert_eq!(seen(runtime, hidden), "/2");
        assert_eq!(seen(runtime, "typeof require('crypto').constructor.constructor"), "/function");
        assert_eq!(seen(runtime, "Object.keys(globalThis).join()"), "/");
    }
    assert_eq!(seen("cloudfront-js-2.0", "String(this)"), "/undefined");
    assert_eq!(
        seen("nodejs20.x", "typeof process.exit + typeof process.binding + process.env.HOME"),
        "/undefinedundefinedundefined"
    );
}

#[test]
fn runs_do_not_see_one_another() {
    let code = "globalThis.count = (globalThis.count || 0) + 1;
        function handler(event) { event.request.uri = '/' + globalThis.count + Math.random() + Date.now(); return event.request; }";
    let call = call("cloudfront-js-2.0", code);
    let first = run(&call, &unhurried(Limits::CLOUDFRONT_FUNCTION));
    assert_eq!(first, run(&call, &unhurried(Limits::CLOUDFRONT_FUNCTION)));
    let EdgeResult::Outcome(EdgeOutcome::Request(request)) = first.result else { panic!("{first:?}") };
    assert!(request.uri.starts_with("/10.") && request.uri.ends_with("1767225600000"), "{}", request.uri);
}

#[test]
fn logs_are_cut_at_ten_kilobytes() {
    let code =
        "function handler(event) { for (var i = 0; i < 50; i++) console.log('あ'.repeat(300)); return event.request; }";
    let answer = run(&call("cloudfront-js-2.0", code), &unhurried(Limits::CLOUDFRONT_FUNCTION));
    let size: usize = answer.logs.iter().map(String::len).sum();
    assert!(size <= 10 * 1024 && size > 10_000, "{size}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer(code in "(?s).{0,200}") {
        let limits = Limits { instructions: 20_000, ..unhurried(Limits::CLOUDFRONT_FUNCTION) };
        for runtime in ["cloudfront-js-1.0", "cloudfront-js-2.0", "nodejs20.x"] {
            let _ = run(&call(runtime, &code), &limits);
        }
    }

    #[test]
    fn any_tokens_have_an_answer(tokens in proptest::collection::vec(proptest::sample::select(vec![
        "function handler(event)", "{", "}", "(", ")", "[", "]", "return", "event", ".request", "=>", "`", "${", "/",
        "import", "export", "from", "'x'", "cf", "async", "await", "+", "+=", "=", "var a", ";", "\n", "catch", "try",
        "for", "of", "class", "const", "exports.handler", "1", "...", "?.", "//", "/*", "*/",
    ]), 0..40)) {
        let limits = Limits { instructions: 20_000, ..unhurried(Limits::CLOUDFRONT_FUNCTION) };
        let code = tokens.join(" ");
        for runtime in ["cloudfront-js-1.0", "cloudfront-js-2.0", "nodejs20.x"] {
            let answer = run(&call(runtime, &code), &limits);
            let broken = EdgeResult::Unsupported { what: "what this code does to the engine".to_owned() };
            prop_assert_ne!(answer.result, broken, "{}", code);
        }
    }
}
