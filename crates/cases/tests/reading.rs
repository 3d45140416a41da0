//! What a file of cases can say, and what is said of one that is wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;

use hopscope_cases::{Case, CaseError, Problem, parse, read, read_folder, read_values};
use hopscope_scenario::Scenario;
use serde::Deserialize;
use serde_json::{Value, json};

const BASE: &str = r#"{"base": "two origins",
 "scenario": {
   "distributions": [{"id": "E1", "domain_name": "d1.cloudfront.net", "default_root_object": "index.html",
                      "origin": [{"origin_id": "a", "domain_name": "a.example.com"},
                                 {"origin_id": "b", "domain_name": "b.example.com"}]}]}}
"#;

/// One case of the base, with these fields.
fn one(fields: &str) -> Result<Case, CaseError> {
    parse("my.cases", &format!("{BASE}\n{{\"id\": \"c\", {fields}}}\n")).map(|mut cases| cases.pop().unwrap())
}

fn changed(fields: &str) -> Value {
    let case = one(&format!("\"base\": \"two origins\", {fields}")).unwrap();
    serde_json::from_str(&case.scenario.to_json()).unwrap()
}

/// What is said of a text.
fn said(text: &str) -> String {
    parse("my.cases", text).unwrap_err().to_string()
}

fn said_of_case(fields: &str) -> String {
    one(&format!("\"base\": \"two origins\", {fields}")).unwrap_err().to_string()
}

#[test]
fn fields_are_set_and_taken_away_by_their_paths() {
    let scenario = changed(
        r#""set": {"distributions[0].origin[1].origin_path": "/prod", "distributions[0].aliases": ["www.example.com"]},
           "remove": ["distributions[0].default_root_object"]"#,
    );
    let distribution = &scenario["distributions"][0];
    assert_eq!(
        distribution["origin"][1],
        json!({"origin_id": "b", "domain_name": "b.example.com", "origin_path": "/prod"})
    );
    assert_eq!(distribution["aliases"], json!(["www.example.com"]));
    assert_eq!(distribution["default_root_object"], Value::Null);
}

#[test]
fn items_are_taken_away_before_others_are_set_and_put_in() {
    let scenario = changed(
        r#""insert": {"distributions[0].origin[0]": {"origin_id": "new"}, "distributions[0].aliases[0]": "x.example.com"},
           "set": {"distributions[0].origin[0].origin_id": "was-b"}, "remove": ["distributions[0].origin[0]"]"#,
    );
    let distribution = &scenario["distributions"][0];
    let ids: Vec<&str> =
        distribution["origin"].as_array().unwrap().iter().map(|each| each["origin_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["new", "was-b"]);
    assert_eq!(distribution["aliases"], json!(["x.example.com"]));
}

#[test]
fn a_request_is_an_address_or_an_object() {
    let requests = |fields: &str| changed(fields)["requests"].clone();
    assert_eq!(requests(r#""request": "https://d1.cloudfront.net/""#), json!([{"url": "https://d1.cloudfront.net/"}]));
    assert_eq!(
        requests(r#""request": "POST https://d1.cloudfront.net/""#),
        json!([{"method": "POST", "url": "https://d1.cloudfront.net/"}])
    );
    assert_eq!(
        requests(
            r#""requests": ["GET https://d1.cloudfront.net/", {"name": "x", "url": "https://d1.cloudfront.net/x"}]"#
        ),
        json!([{"url": "https://d1.cloudfront.net/"}, {"name": "x", "url": "https://d1.cloudfront.net/x"}])
    );
}

#[test]
fn a_long_text_is_told_by_how_it_is_made() {
    let made = r#""request": {"url": {"before": "https://d1.cloudfront.net/", "repeat": "ab", "times": 3, "after": "?c"},
        "headers": {"x-a": {"repeat": "a", "times": 5}}}"#;
    let request = &changed(made)["requests"][0];
    assert_eq!(request, &json!({"url": "https://d1.cloudfront.net/ababab?c", "headers": {"x-a": "aaaaa"}}));
    let said = said_of_case(r#""request": {"url": {"repeat": "a", "tims": 3}}"#);
    assert_eq!(
        said,
        "my.cases:7: `c`: a text that is told by `repeat` and `times`: unknown field `tims`, expected one of `before`, \
         `repeat`, `times`, `after`"
    );
}

#[test]
fn a_case_can_have_a_scenario_of_its_own() {
    let text = r#"{"id": "own", "scenario": {"buckets": [{"name": "b"}]}, "request": "https://b.s3.amazonaws.com/"}"#;
    let cases = parse("my.cases", text).unwrap();
    let whole =
        json!({"hopscope": 1, "buckets": [{"name": "b"}], "requests": [{"url": "https://b.s3.amazonaws.com/"}]});
    assert_eq!(cases[0].scenario, Scenario::from_value(whole).unwrap());
}

#[test]
fn what_else_a_case_says_is_the_test_s() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Own {
        id: String,
        expect: u16,
    }
    let case = one(r#""base": "two origins", "expect": 403"#).unwrap();
    assert_eq!(case.told::<Own>().unwrap(), Own { id: "c".to_owned(), expect: 403 });
    assert_eq!((&case["expect"], &case["base"], &case["other"]), (&json!(403), &Value::Null, &Value::Null));
    let error = one(r#""base": "two origins", "expect": "no""#).unwrap().told::<Own>().unwrap_err();
    assert_eq!(error.to_string(), "my.cases:7: `c`: invalid type: string \"no\", expected u16");
}

#[test]
fn a_change_that_is_of_no_effect_is_an_error() {
    let stale = |fields: &str, at: &str| {
        let said = said_of_case(fields);
        assert_eq!(said, format!("my.cases:7: `c`: `{at}` changes nothing: the base has it so, or has no such place"));
    };
    stale(r#""set": {"distributions[0].origin[0].origin_id": "a"}"#, "distributions[0].origin[0].origin_id");
    stale(r#""set": {"distributions[0].origin[2].origin_id": "c"}"#, "distributions[0].origin[2].origin_id");
    // It holds its default in the base.
    stale(r#""set": {"distributions[0].origin[0].origin_path": ""}"#, "distributions[0].origin[0].origin_path");
    stale(r#""remove": ["distributions[0].aliases"]"#, "distributions[0].aliases");
    stale(r#""remove": ["distributions[0].origin[2]"]"#, "distributions[0].origin[2]");
}

#[test]
fn a_change_that_cannot_be_is_named_by_its_path() {
    let at = "distributions[0].origin[0].origin_path";
    let said = said_of_case(&format!("\"set\": {{\"{at}\": 5}}"));
    assert!(said.starts_with(&format!("my.cases:7: `c`: `{at}` cannot be changed so: ")), "{said}");
    let said = said_of_case(r#""set": {"distributions[0].origin[0].origin_pth": "/a"}"#);
    assert_eq!(said, "my.cases:7: `c`: scenarios have no field `distributions[0].origin[0].origin_pth`");
    for text in ["distributions.0.id", "distributions[0]id", "", "[0]", ".a", "a..b"] {
        let error = one(&format!("\"base\": \"two origins\", \"set\": {{\"{text}\": 1}}")).unwrap_err();
        let is_told = match error.problem() {
            Problem::Path(path) => path == text,
            // A list has no name, but this is how the path of its item displays.
            Problem::Refused(..) | Problem::Stale(_) => text == "[0]",
            _ => false,
        };
        assert!(is_told, "{text}: {error}");
    }
}

#[test]
fn bases_are_known_by_name_and_used() {
    let used = r#"{"id": "c", "base": "two origins"}"#;
    assert_eq!(
        said(&format!("{BASE}\n\n{BASE}\n{used}")),
        "my.cases:8: `two origins`: the name is taken; give it another"
    );
    assert_eq!(
        said(&[BASE, r#"{"id": "c", "base": "three"}"#].concat()),
        "my.cases:6: `c`: no base above it is named `three`"
    );
    assert_eq!(said(&[used, BASE].concat()), "my.cases:1: `c`: no base above it is named `two origins`");
    assert_eq!(said(BASE), "my.cases:1: `two origins`: no case needs this base; take it out");
    let with_request = BASE.replace("\"scenario\"", "\"request\": \"https://x/\", \"scenario\"");
    assert!(matches!(parse("my.cases", &with_request).unwrap_err().problem(), Problem::MoreThanABase));
}

#[test]
fn every_value_is_a_base_or_a_case() {
    let wants = "give it an `id`, for a case, or a `base` and a `scenario`, for a base";
    assert_eq!(said(r#"{"scenario": {}}"#), format!("my.cases:1: {wants}"));
    assert_eq!(said(r#"{"base": "x"}"#), format!("my.cases:1: `x`: {wants}"));
    let one = "give it a `base` or a `scenario`, one of the two";
    assert_eq!(said("\n{\"id\": \"c\"}"), format!("my.cases:2: `c`: {one}"));
    assert_eq!(
        said(&[BASE, r#"{"id": "c", "base": "two origins", "scenario": {}}"#].concat()),
        format!("my.cases:6: `c`: {one}")
    );
    let two = said_of_case(r#""request": "https://x/", "requests": []"#);
    assert_eq!(two, "my.cases:7: `c`: give it `request` or `requests`, one of the two");
    let twice = r#"{"id": "c", "scenario": {}} {"id": "c", "scenario": {}}"#;
    assert_eq!(said(twice), "my.cases:1: `c`: the name is taken; give it another");
}

#[test]
fn a_name_that_stands_twice_in_an_object_is_an_error() {
    assert!(said_of_case(r#""set": {"title": "a", "title": "b"}"#).contains("`title` stands twice at line 7"));
    assert!(said_of_case(r#""expect": 1, "expect": 2"#).contains("`expect` stands twice"));
    assert!(said_of_case(r#""set": {}, "set": {}"#).contains("duplicate field `set`"));
}

#[test]
fn the_guide_s_example_is_read() {
    let guide = include_str!("../../../CONTRIBUTING.md");
    let (_, section) = guide.split_once("## Add a case").unwrap();
    let (_, code) = section.split_once("```json\n").unwrap();
    let cases = parse("CONTRIBUTING.md", code.split_once("```").unwrap().0).unwrap();
    assert_eq!(cases[0]["expect"]["status"], 403);
}

#[test]
fn what_is_no_json_is_told_with_its_line() {
    assert!(said(&[BASE, "\n{\"id\": }"].concat()).ends_with("at line 7 column 8"));
}

#[test]
fn files_of_a_folder_share_their_names() {
    let folder = std::env::temp_dir().join(format!("hopscope-cases-{}", std::process::id()));
    fs::create_dir_all(folder.join("inner")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("b.cases", r#"{"id": "second", "scenario": {}}"#);
    write("a.cases", r#"{"id": "first", "scenario": {}}"#);
    write("inner/c.cases", r#"{"id": "third", "scenario": {}}"#);
    write("other.json", "no case");
    let names = || read_folder(&folder).map(|cases| cases.into_iter().map(|case| case.id).collect::<Vec<_>>());
    assert_eq!(names().unwrap(), ["first", "second", "third"]);
    write("inner/c.cases", r#"{"id": "first", "scenario": {}}"#);
    let error = names().unwrap_err();
    assert!(error.to_string().ends_with("c.cases:1: `first`: the name is taken; give it another"), "{error}");
    assert!(matches!(read(folder.join("none.cases")).unwrap_err().problem(), Problem::File(_)));
    write("values.cases", "{\"a\": 1}\n\n{\"a\": 2}\n");
    assert_eq!(read_values::<Value>(folder.join("values.cases")).unwrap(), [json!({"a": 1}), json!({"a": 2})]);
    let error = read_values::<u16>(folder.join("values.cases")).unwrap_err();
    assert!(error.to_string().contains("values.cases: invalid type: map, expected u16 at line 1 "), "{error}");
    fs::remove_dir_all(folder).unwrap();
}
