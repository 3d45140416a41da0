//! The command as a user runs it: arguments, files and streams in, text and exit code out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;

use hopscope_cli::{Exit, Io, Output, run};

/// A world of a few files.
#[derive(Default)]
struct World {
    files: BTreeMap<&'static str, String>,
    environment: BTreeMap<&'static str, &'static str>,
}

impl Io for World {
    fn read(&self, file: &str) -> std::io::Result<Vec<u8>> {
        self.files.get(file).map(|text| text.clone().into_bytes()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.environment.get(name).map(|value| (*value).to_owned())
    }
}

fn example(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// An answer as `curl` printed it.
fn recorded(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../explain/tests/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn world() -> World {
    let wrong = r#"{"hopscope": 1, "distributions": [{"ordered_cache_behavior": [{"path_pattern": 5}]}]}"#;
    let files = [
        ("terraform.json", example("article-terraform")),
        ("described.json", example("article-described")),
        ("way-out.json", example("article-way-out-stage")),
        ("-", example("article-way-out-direct")),
        ("broken.json", "{\"hopscope\": 1,".to_owned()),
        ("wrong.json", wrong.to_owned()),
        ("unknown.json", r#"{"hopscope": 1, "colour": "red", "requests": [{"url": "ftp://x/"}]}"#.to_owned()),
        ("article.txt", recorded("article-cloudfront")),
        ("hello.txt", "hello".to_owned()),
        ("empty.json", r#"{"hopscope": 1}"#.to_owned()),
    ];
    World { files: files.into(), environment: BTreeMap::new() }
}

fn hopscope(arguments: &[&str]) -> Output {
    run(arguments.iter().map(std::ffi::OsString::from), &world())
}

fn json(output: &Output) -> Vec<serde_json::Value> {
    assert_eq!(output.exit, Exit::Done, "{}", output.err);
    serde_json::from_str(&output.out).unwrap()
}

#[test]
fn the_recorded_runs_are_printed_as_curl_prints_them() {
    insta::assert_snapshot!(hopscope(&["trace", "terraform.json", "--format", "curl"]).out);
}

#[test]
fn json_has_the_fixed_names() {
    let traces = json(&hopscope(&["trace", "described.json", "--format", "json"]));
    let trace = traces.last().unwrap();
    assert_eq!(traces.len(), 3);
    assert_eq!(trace["request"]["method"], "GET");
    assert_eq!(trace["response"]["status"], 403);
    assert_eq!(trace["response"]["headers"][0], serde_json::json!(["content-type", "application/json"]));
    assert_eq!(trace["answered_by"], "api_gateway");
    assert_eq!(trace["rule"], "rest_api.resource_not_found");
    assert_eq!(trace["reaches"], serde_json::Value::Null);
    let hop = &trace["hops"][0];
    assert_eq!((hop["component"].as_str(), hop["id"].as_str()), (Some("cloudfront"), Some("E1EXAMPLE")));
    assert_eq!(hop["received"]["path"], "/api/hello");
    assert_eq!(hop["sent"]["path"], "/prod/api/hello");
    assert_eq!(hop["path_from"], serde_json::json!([["/prod", "origin_path"], ["/api/hello", "viewer"]]));
    let step = hop["steps"].as_array().unwrap().iter().find(|step| step["rule"] == "cloudfront.origin_path").unwrap();
    assert_eq!(step["outcome"], "changed");
    assert_eq!(step["basis"], "documented");
    assert_eq!(step["detail"]["added"], "/prod");
    let reached = traces.first().unwrap();
    assert_eq!(reached["reaches"]["text"], "dev GET /hello");
    assert_eq!(reached["reaches"]["api"], "abc123");
}

#[test]
fn a_request_can_be_given() {
    let url = "GET https://abc123.execute-api.ap-northeast-1.amazonaws.com/dev/hello";
    let traces =
        json(&hopscope(&["trace", "-", "--request", url, "--header", "x-a: 1", "--header", "X-A: 2", "--format=json"]));
    assert_eq!(traces.len(), 1);
    let headers = traces[0]["hops"][0]["received"]["headers"].as_array().unwrap();
    assert_eq!(headers.iter().filter(|field| field[0] == "x-a").count(), 2);
}

#[test]
fn every_format_prints_something_of_its_kind() {
    for (format, begins) in
        [("text", "GET https"), ("curl", "HTTP/2 200"), ("mermaid", "sequenceDiagram"), ("svg", "<svg")]
    {
        let output = hopscope(&["trace", "described.json", "--format", format]);
        assert!(output.out.starts_with(begins), "{format}: {}", output.out);
        assert!(output.out.ends_with('\n'));
    }
}

#[test]
fn expectations_are_held_against_traces() {
    let output = hopscope(&["check", "way-out.json", "-"]);
    assert_eq!(output.exit, Exit::Done, "{}", output.out);
    let output = hopscope(&["check", "terraform.json", "way-out.json"]);
    assert_eq!(output.exit, Exit::Failed);
    insta::assert_snapshot!(output.out);
}

#[test]
fn links_of_failed_requests_stand_behind_the_address_that_is_given() {
    let output = hopscope(&["check", "described.json"]);
    assert!(output.err.contains("--site"), "{}", output.err);
    let output = hopscope(&["check", "described.json", "--site", "https://hop.example/"]);
    assert!(output.out.contains("\n  https://hop.example/#2"), "{}", output.out);
    assert_eq!(output.err, "");
}

#[test]
fn files_that_cannot_be_read_are_not_counted_as_well() {
    for command in ["check", "lint"] {
        let output = hopscope(&[command, "wrong.json", "missing.json"]);
        assert_eq!((output.out.as_str(), output.exit), ("", Exit::Unusable), "{command}");
        let output = hopscope(&[command, "wrong.json", "way-out.json"]);
        assert!(output.out.ends_with("; files that could not be read: 1\n"), "{command}: {}", output.out);
        assert_eq!(output.exit, Exit::Unusable, "{command}");
    }
}

#[test]
fn a_trace_tells_what_aws_would_refuse() {
    let refused = example("article-described").replace("\"/prod\"", "\"/prod/\"");
    let world = World { files: [("slash.json", refused)].into(), ..World::default() };
    for command in ["trace", "check", "advise", "routes"] {
        let output = run([command, "slash.json"].map(std::ffi::OsString::from), &world);
        assert!(
            output.err.contains("slash.json: `distributions[0].origin[0].origin_path`: "),
            "{command}: {}",
            output.err
        );
    }
    // `lint` lists it among its findings.
    let output = run(["lint", "slash.json"].map(std::ffi::OsString::from), &world);
    assert_eq!((output.err.as_str(), output.exit), ("", Exit::Failed));
}

#[test]
fn the_link_of_a_failed_request_shows_it_alone() {
    let output = hopscope(&["check", "described.json"]);
    let link = output.out.lines().find(|line| line.trim().starts_with('#')).unwrap().trim();
    let alone = hopscope(&["unlink", link]);
    let scenario: serde_json::Value = serde_json::from_str(&alone.out).unwrap();
    assert_eq!(scenario["requests"].as_array().unwrap().len(), 1);
    assert_eq!(scenario["requests"][0]["name"], "through CloudFront");
}

#[test]
fn links_lead_back_to_their_files() {
    let link = hopscope(&["link", "terraform.json", "--site", "https://hopscope.example/"]);
    assert!(link.out.starts_with("https://hopscope.example/#2"), "{}", link.out);
    assert_eq!(hopscope(&["unlink", link.out.trim()]).out, example("article-terraform"));
}

#[test]
fn unusable_input_is_told_in_a_line_that_names_the_place() {
    for (arguments, says) in [
        (&["trace", "missing.json"][..], "missing.json"),
        (&["trace", "broken.json"], "broken.json: line 1, column 15"),
        (&["trace", "wrong.json"], "wrong.json: `distributions[0].ordered_cache_behavior[0].path_pattern`: found 5"),
        (&["trace", "empty.json"], "empty.json: has no request"),
        (&["check", "wrong.json"], "path_pattern"),
        (&["unlink", "#1AAA"], "cut off"),
        (&["unlink", "hello"], "no Hopscope link"),
        (&["fly"], "`fly`"),
        (&["trace", "wrong.json", "--lang", "ja"], "使えるのは"),
    ] {
        let output = hopscope(arguments);
        assert_eq!(output.exit, Exit::Unusable, "{arguments:?}");
        assert!(output.err.contains(says), "{arguments:?}: {}", output.err);
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
    }
}

#[test]
fn unknown_fields_are_told_and_do_no_harm() {
    let output = hopscope(&["trace", "unknown.json", "--format", "curl"]);
    assert_eq!(output.exit, Exit::Done);
    assert!(output.err.contains("`colour`"), "{}", output.err);
    assert!(output.out.starts_with("curl: ("), "{}", output.out);
}

#[test]
fn the_language_is_that_of_the_user() {
    let japanese = World { environment: [("LANG", "ja_JP.UTF-8")].into(), ..world() };
    let output = run(["help"].map(std::ffi::OsString::from), &japanese);
    assert!(output.out.contains("使い方"));
    let output = run(["help", "--lang", "en"].map(std::ffi::OsString::from), &japanese);
    assert!(output.out.contains("Usage"));
}

#[test]
fn the_rule_book_is_whole_and_well_formed() {
    let page = hopscope(&["rules", "--html", "--lang", "ja"]).out;
    for rule in hopscope_routing::rules::all() {
        assert!(page.contains(&format!("<article id=\"{}\">", rule.id)), "{}", rule.id);
    }
    assert_eq!(page.matches("<article").count(), page.matches("</article>").count());
    assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
    assert!(!page.contains("<script"));
    assert!(hopscope(&["rules"]).out.contains("cloudfront.origin_path  [documented by AWS]"));
}

/// The article's set-up with a CloudFront Function on the behaviour `/api/*`.
fn with_function(code: &str) -> World {
    let mut scenario: serde_json::Value = serde_json::from_str(&example("article-described")).unwrap();
    scenario["edge_functions"] = serde_json::json!([{"name": "f", "code": code}]);
    let behavior = &mut scenario["distributions"][0]["ordered_cache_behavior"][0];
    behavior["function_association"] = serde_json::json!([{"event_type": "viewer-request", "function": "f"}]);
    World { files: [("f.json", scenario.to_string())].into(), environment: BTreeMap::new() }
}

fn trace_through(code: &str) -> serde_json::Value {
    let arguments =
        ["trace", "f.json", "--format=json", "--request", "https://d111111abcdef8.cloudfront.net/api/hello"];
    let output = run(arguments.map(std::ffi::OsString::from), &with_function(code));
    json(&output).remove(0)
}

#[test]
fn edge_code_runs() {
    let trace = trace_through(
        "function handler(event) {\n  var request = event.request;\n  request.uri = request.uri.replace(/^\\/api/, '');\n  \
         return request;\n}",
    );
    assert_eq!(trace["reaches"]["text"], "prod GET /hello", "{trace:#}");
    let hop = &trace["hops"][0];
    // The function took the prefix off and wrote nothing of its own: what is left is the viewer's.
    assert_eq!(hop["path_from"], serde_json::json!([["/prod", "origin_path"], ["/hello", "viewer"]]));
    let trace = trace_through("function handler(event) { event.request.uri = '/hello'; return event.request; }");
    assert_eq!(trace["reaches"]["text"], "prod GET /hello", "{trace:#}");
}

#[test]
fn edge_code_that_never_ends_is_ended() {
    let trace = trace_through("function handler(event) { while (true) {} }");
    assert_eq!(trace["response"]["status"], 503);
    assert_eq!(trace["rule"], "cloudfront.function_failed");
    let x_cache = trace["response"]["headers"].as_array().unwrap().iter().find(|field| field[0] == "x-cache").unwrap();
    assert_eq!(x_cache[1], "FunctionExecutionError from cloudfront");
}

#[test]
fn the_listing_tells_what_a_function_changed_and_wrote() {
    let code = "function handler(event) { console.log('was ' + event.request.uri + '\\u001b[31m'); \
                event.request.uri = '/hello'; return event.request; }";
    let arguments = ["trace", "f.json", "--request", "https://d111111abcdef8.cloudfront.net/api/hello"];
    let output = run(arguments.map(std::ffi::OsString::from), &with_function(code));
    assert_eq!(output.exit, Exit::Done, "{}", output.err);
    let told = output.out.split_once("f (viewer-request, cloudfront-js-2.0)\n").map(|(_, rest)| rest);
    insta::assert_snapshot!(told.unwrap(), @r#"
      "method": "GET"
    - "uri": "/api/hello"
    + "uri": "/hello"
      "querystring": {}
      … 4 lines as they were
    > was /api/hello\u{1b}[31m
    "#);
}

#[test]
fn an_origin_path_that_code_wrote_is_marked_as_its_own() {
    let through = |properties: &str| {
        let code = format!(
            "import cf from 'cloudfront';\nfunction handler(event) {{ event.request.uri = '/hello';\n  \
             cf.updateRequestOrigin({properties});\n  return event.request; }}"
        );
        trace_through(&code)["hops"][0]["path_from"].clone()
    };
    let written = serde_json::json!([["/dev", "edge_function"], ["/hello", "viewer"]]);
    assert_eq!(through("{originPath: '/dev'}"), written);
    let inherited = serde_json::json!([["/prod", "origin_path"], ["/hello", "viewer"]]);
    assert_eq!(through("{customHeaders: {'x-a': 'b'}}"), inherited);
}

#[test]
fn code_that_throws_says_where() {
    let code = "function handler(event) {\n  return event.a.b;\n}";
    let arguments = ["trace", "f.json", "--request", "https://d111111abcdef8.cloudfront.net/api/hello"];
    let output = run(arguments.map(std::ffi::OsString::from), &with_function(code));
    let told = "f (viewer-request) failed in line 2, column 18: TypeError: cannot get property \"b\" of undefined.";
    assert!(output.out.contains(told), "{}", output.out);
}

#[test]
fn lint_tells_what_is_found_and_fails_on_errors_and_warnings_alone() {
    let output = hopscope(&["lint", "described.json"]);
    assert_eq!(output.exit, Exit::Failed);
    insta::assert_snapshot!(output.out);
    assert_eq!(hopscope(&["lint", "way-out.json"]).exit, Exit::Done);
    let both = hopscope(&["lint", "way-out.json", "described.json", "--format", "json"]);
    assert_eq!(both.exit, Exit::Failed);
    let found: serde_json::Value = serde_json::from_str(&both.out).unwrap();
    assert_eq!(found[0]["file"], "described.json");
    assert_eq!(found[0]["finding"], "no_resource_fits");
    assert_eq!(found[0]["severity"], "error");
    assert_eq!(found[0]["path"], "distributions[0].ordered_cache_behavior[0]");
    assert_eq!(hopscope(&["lint", "broken.json"]).exit, Exit::Unusable);
}

#[test]
fn routes_is_the_map_for_a_method() {
    insta::assert_snapshot!(hopscope(&["routes", "described.json"]).out);
    let posts = hopscope(&["routes", "described.json", "--method", "POST"]);
    assert!(posts.out.contains("cloudfront.allowed_methods"), "{}", posts.out);
    assert!(!posts.out.contains("200"), "{}", posts.out);
}

#[test]
fn compare_takes_files_and_links() {
    let link = hopscope(&["link", "way-out.json", "--site", "https://example.com/"]).out;
    let files = hopscope(&["compare", "described.json", "way-out.json"]);
    insta::assert_snapshot!(files.out);
    assert_eq!(hopscope(&["compare", "described.json", link.trim()]).out, files.out);
    assert_eq!(hopscope(&["compare", "described.json", "#1nonsense"]).exit, Exit::Unusable);
    let same = hopscope(&["compare", "described.json", "described.json", "--format", "json"]);
    assert!(same.out.contains("\"tone\":\"good\""), "{}", same.out);
}

#[test]
fn advise_is_about_the_requests_that_are_not_as_expected() {
    let output = hopscope(&["advise", "described.json"]);
    assert_eq!(output.exit, Exit::Done);
    assert!(output.out.contains("No origin path can work."), "{}", output.out);
    assert!(!output.out.contains("dev, directly"), "{}", output.out);
    let met = hopscope(&["advise", "way-out.json", "--lang", "ja"]);
    assert_eq!(met.out.lines().count(), 1, "{}", met.out);
    assert_eq!(hopscope(&["advise", "empty.json"]).exit, Exit::Unusable);
    assert_eq!(hopscope(&["advise", "described.json", "--format", "svg"]).exit, Exit::Unusable);
}

#[test]
fn advice_for_programs_has_ids_scenarios_and_what_tracing_them_gave() {
    let advice = json(&hopscope(&["advise", "described.json", "--format", "json"]));
    assert_eq!(advice.len(), 1);
    let one = &advice[0];
    assert_eq!(one["request"]["url"], "https://d111111abcdef8.cloudfront.net/api/hello");
    assert_eq!(one["diagnosis"]["cause"], "prefix_left");
    assert_eq!(one["diagnosis"]["rule"], "rest_api.resource_not_found");
    assert_eq!(one["diagnosis"]["path_from"], serde_json::json!([["/prod", "origin_path"], ["/api/hello", "viewer"]]));
    assert_eq!(one["diagnosis"]["would_fail_next"][0]["rule"], "rest_api.lambda_permission");
    let widest = serde_json::json!({"settings": "both", "verdict": "impossible"});
    assert!(one["proofs"].as_array().unwrap().contains(&widest), "{}", one["proofs"]);
    let fixes = one["fixes"].as_array().unwrap();
    let kinds: Vec<&str> = fixes.iter().map(|fix| fix["kind"].as_str().unwrap()).collect();
    for kind in ["function_rewrite", "resource_method", "custom_domain", "direct_call"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    for fix in fixes {
        assert_eq!(fix["retraced"]["status"], 200, "{fix}");
        assert_eq!(hopscope(&["unlink", fix["link"].as_str().unwrap()]).exit, Exit::Done);
        assert_eq!(fix["terraform"].as_str().unwrap().is_empty(), fix["kind"] == "direct_call");
        let scenario = hopscope_scenario::Scenario::from_value(fix["scenario"].clone()).unwrap();
        assert!(scenario.requests.iter().any(|request| request.url == fix["request"]["url"].as_str().unwrap()));
    }
    let japanese = json(&hopscope(&["advise", "described.json", "--format", "json", "--lang", "ja"]));
    let ids = |advice: &serde_json::Value| {
        advice["fixes"].as_array().unwrap().iter().map(|fix| fix["kind"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&japanese[0]), ids(one));
    assert_ne!(japanese[0]["fixes"][0]["title"], one["fixes"][0]["title"]);
    assert_eq!(json(&hopscope(&["advise", "way-out.json", "--format", "json"])).len(), 0);
}

#[test]
fn an_api_s_error_behind_a_page_is_advised_on_however_well_the_status_looks() {
    let mut scenario: serde_json::Value = serde_json::from_str(&example("article-described")).unwrap();
    let mut page = scenario["requests"][2].clone();
    page["expect"] = serde_json::json!({"status": 200});
    scenario["requests"] = serde_json::json!([page]);
    scenario["distributions"][0]["origin"].as_array_mut().unwrap().push(serde_json::json!(
        {"origin_id": "pages", "domain_name": "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com"}));
    scenario["distributions"][0]["default_cache_behavior"] = serde_json::json!({"target_origin_id": "pages"});
    scenario["distributions"][0]["custom_error_response"] =
        serde_json::json!([{"error_code": 403, "response_code": 200, "response_page_path": "/index.html"}]);
    scenario["buckets"] =
        serde_json::json!([{"name": "amzn-s3-demo-bucket", "access": "public", "objects": ["index.html"]}]);
    let mut world = world();
    world.files.insert("masked.json", scenario.to_string());
    let advise = |form: &str| run(["advise", "masked.json", "--format", form].map(std::ffi::OsString::from), &world);
    let advice = json(&advise("json"));
    assert_eq!(advice[0]["diagnosis"]["masked_status"], 403);
    assert_eq!(advice[0]["diagnosis"]["look_alike"], "masked_api");
    assert!(advise("text").out.contains("in place of the 403"), "{}", advise("text").out);
}

#[test]
fn of_a_request_without_expectation_it_is_told_that_nothing_was_expected() {
    let mut scenario: serde_json::Value = serde_json::from_str(&example("article-way-out-stage")).unwrap();
    for request in scenario["requests"].as_array_mut().unwrap() {
        request.as_object_mut().unwrap().remove("expect");
    }
    let count = scenario["requests"].as_array().unwrap().len();
    let mut world = world();
    world.files.insert("open.json", scenario.to_string());
    let advise = |form: &str| run(["advise", "open.json", "--format", form].map(std::ffi::OsString::from), &world);
    let text = advise("text").out;
    assert!(!text.contains("is as expected") && !text.contains("not decided"), "{text}");
    assert!(text.contains("Nothing was expected of it"), "{text}");
    let advice = json(&advise("json"));
    assert_eq!(advice.len(), count);
    assert!(advice.iter().all(|each| each["remarks"].is_array()), "{advice:?}");
}

#[test]
fn explain_says_which_hop_gave_an_answer() {
    let output = hopscope(&["explain", "article.txt"]);
    assert_eq!(output.exit, Exit::Done);
    assert!(output.out.contains("REST API") && output.out.contains("rest_api."), "{}", output.out);
    let found = hopscope(&["explain", "article.txt", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!((&found["answered_by"], &found["status"]), (&"api_gateway".into(), &403.into()));
    assert_eq!((&found["causes"][0], &found["fingerprints"][0]), (&"stage_missing".into(), &"forbidden".into()));
    assert_eq!(hopscope(&["unlink", found["link"].as_str().unwrap()]).exit, Exit::Done);
    assert!(found["next"][0]["command"].as_str().unwrap().starts_with("curl "), "{}", found["next"]);
    let none = hopscope(&["explain", "hello.txt"]);
    assert_eq!(none.exit, Exit::Unusable);
    assert!(none.err.starts_with("hopscope: hello.txt: "), "{}", none.err);
}
