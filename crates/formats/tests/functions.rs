//! Every function of Terraform's language that is evaluated, and what it gives; then what is not known.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use hopscope_formats::{Options, import};

/// What an expression comes to, as JSON.
fn value(expression: &str) -> String {
    let text = format!(
        "variable \"asked\" {{}}\nvariable \"flag\" {{ type = bool }}\n\
         resource \"aws_s3_bucket\" \"b\" {{ bucket = \"site\" }}\n\
         resource \"aws_apigatewayv2_api\" \"a\" {{ protocol_type = \"HTTP\" }}\n\
         resource \"aws_api_gateway_rest_api\" \"t\" {{\n  name = jsonencode({expression})\n}}\n"
    );
    let files = vec![
        ("main.tf".to_owned(), text.into_bytes()),
        ("page/index.html".to_owned(), b"<p>".to_vec()),
        ("page/a/app.js".to_owned(), b"//".to_vec()),
        ("hello.tpl".to_owned(), b"Hello ${name}!%{ for x in list } ${x}%{ endfor }".to_vec()),
    ];
    let import = import(files, &Options::default());
    assert!(import.faults.is_empty(), "{expression}: {:?}", import.faults);
    import.scenario.rest_apis[0].name.clone()
}

#[track_caller]
fn table(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(expression, expected)| {
            let found = value(expression);
            (found != *expected).then(|| format!("{expression}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn text_functions() {
    table(&[
        (r#"join("-", ["a", "b"])"#, r#""a-b""#),
        (r#"split(",", "a,b")"#, r#"["a","b"]"#),
        (r#"format("%s-%03d-%q-%v%%", "a", 7, "q", true)"#, r#""a-007-\"q\"-true%""#),
        (r#"format("%[2]s%[1]s", "a", "b")"#, r#""ba""#),
        (r#"format("%.1f", 1.25)"#, r#""1.2""#),
        (r#"formatlist("%s.%s", ["a", "b"], "x")"#, r#"["a.x","b.x"]"#),
        (r#"lower("AbC")"#, r#""abc""#),
        (r#"upper("AbC")"#, r#""ABC""#),
        (r#"title("hello world")"#, r#""Hello World""#),
        (r#"trimspace("  a ")"#, r#""a""#),
        (r#"trim("??a!?", "?!")"#, r#""a""#),
        (r#"trimprefix("https://x", "https://")"#, r#""x""#),
        (r#"trimsuffix("x.", ".")"#, r#""x""#),
        (r#"chomp("a\n")"#, r#""a""#),
        (r#"startswith("abc", "ab")"#, "true"),
        (r#"endswith("abc", "bc")"#, "true"),
        (r#"strcontains("abc", "b")"#, "true"),
        (r#"substr("hello", 1, 3)"#, r#""ell""#),
        (r#"substr("hello", -2, -1)"#, r#""lo""#),
        (r#"strrev("abc")"#, r#""cba""#),
        (r#"indent(2, "a\nb")"#, r#""a\n  b""#),
        (r#"tostring(80)"#, r#""80""#),
        (r#"replace("a.b.c", ".", "-")"#, r#""a-b-c""#),
        (r#"replace("https://h/p", "/^https?://([^/]*).*/", "$1")"#, r#""h""#),
        (r#"regex("[a-z]+", "12ab3")"#, r#""ab""#),
        (r#"regex("(\\d)(\\d)", "x12")"#, r#"["1","2"]"#),
        (r#"regexall("[a-z]", "a1b")"#, r#"["a","b"]"#),
    ]);
}

#[test]
fn collection_functions() {
    table(&[
        (r#"coalesce("", null, "a")"#, r#""a""#),
        (r#"coalescelist([], ["a"])"#, r#"["a"]"#),
        (r#"merge({a = 1}, {a = 2, b = 3})"#, r#"{"a":2,"b":3}"#),
        (r#"concat(["a"], [], ["b"])"#, r#"["a","b"]"#),
        (r#"lookup({a = 1}, "b", 2)"#, "2"),
        (r#"length({a = 1})"#, "1"),
        (r#"length("abc")"#, "3"),
        (r#"contains(["a"], "a")"#, "true"),
        (r#"one(["a"])"#, r#""a""#),
        (r#"one([])"#, "null"),
        (r#"compact(["a", "", null])"#, r#"["a"]"#),
        (r#"flatten([["a"], [["b"]], "c"])"#, r#"["a","b","c"]"#),
        (r#"toset(["b", "a", "b"])"#, r#"["a","b"]"#),
        (r#"tolist(["b", "a"])"#, r#"["b","a"]"#),
        (r#"tomap({a = 1})"#, r#"{"a":1}"#),
        (r#"keys({b = 1, a = 2})"#, r#"["a","b"]"#),
        (r#"values({b = 1, a = 2})"#, "[2,1]"),
        (r#"distinct(["a", "a"])"#, r#"["a"]"#),
        (r#"sort(["b", "a"])"#, r#"["a","b"]"#),
        (r#"reverse([1, 2])"#, "[2,1]"),
        (r#"slice([1, 2, 3], 1, 3)"#, "[2,3]"),
        (r#"element(["a", "b"], 3)"#, r#""b""#),
        (r#"index(["a", "b"], "b")"#, "1"),
        (r#"range(3)"#, "[0,1,2]"),
        (r#"range(1, 6, 2)"#, "[1,3,5]"),
        (r#"zipmap(["a"], [1])"#, r#"{"a":1}"#),
        (r#"anytrue([false, true])"#, "true"),
        (r#"alltrue([])"#, "true"),
        (r#"setunion(["a"], ["b", "a"])"#, r#"["a","b"]"#),
        (r#"setintersection(["a", "b"], ["b"])"#, r#"["b"]"#),
        (r#"setsubtract(["a", "b"], ["b"])"#, r#"["a"]"#),
        (r#"setproduct(["a"], [1, 2])"#, r#"[["a",1],["a",2]]"#),
        (r#"matchkeys(["x", "y"], ["a", "b"], ["b"])"#, r#"["y"]"#),
        (r#"transpose({a = ["x"]})"#, r#"{"x":["a"]}"#),
        (r#"chunklist([1, 2, 3], 2)"#, "[[1,2],[3]]"),
        (r#"sum([1, 2])"#, "3"),
        (r#"sensitive("a")"#, r#""a""#),
        (r#"nonsensitive("a")"#, r#""a""#),
        (r#"try(var.none, {a = 1}.b, "c")"#, r#""c""#),
        (r#"can({a = 1}.b)"#, "false"),
    ]);
}

#[test]
fn number_functions() {
    table(&[
        ("ceil(1.2)", "2"),
        ("floor(1.8)", "1"),
        ("abs(-1)", "1"),
        ("signum(-3)", "-1"),
        ("max(1, 3, 2)", "3"),
        ("min([3, 1]...)", "1"),
        ("pow(2, 3)", "8"),
        ("log(8, 2)", "3"),
        (r#"parseint("ff", 16)"#, "255"),
        (r#"tonumber("80")"#, "80"),
        (r#"tobool("true")"#, "true"),
        (r#""80" == 80"#, "true"),
        ("7 % 4 + 2 * 3 - 1 / 2", "8.5"),
        ("!(1 >= 2) && 1 < 2 || false", "true"),
    ]);
}

#[test]
fn encodings_files_and_addresses() {
    table(&[
        (r#"jsonencode({b = [true, null], a = "x\"y"})"#, r#""{\"a\":\"x\\\"y\",\"b\":[true,null]}""#),
        (r#"jsondecode("{\"a\": [1]}").a[0]"#, "1"),
        (r#"base64encode("hi?")"#, r#""aGk/""#),
        (r#"base64decode("aGk/")"#, r#""hi?""#),
        (r#"urlencode("a b/c")"#, r#""a+b%2Fc""#),
        (r#"file("page/index.html")"#, r#""<p>""#),
        (r#"file("${path.module}/page/index.html")"#, r#""<p>""#),
        (r#"templatefile("hello.tpl", {name = "X", list = [1, 2]})"#, r#""Hello X! 1 2""#),
        (r#"fileset("${path.module}/page", "**")"#, r#"["a/app.js","index.html"]"#),
        (r#"fileset("page", "*.html")"#, r#"["index.html"]"#),
        (r#"fileexists("nowhere")"#, "false"),
        (r#"basename("a/b.zip")"#, r#""b.zip""#),
        (r#"dirname("a/b.zip")"#, r#""a""#),
        (r#"filebase64("page/index.html")"#, r#""PHA+""#),
        (r#"cidrsubnet("10.0.0.0/16", 8, 2)"#, r#""10.0.2.0/24""#),
        (r#"cidrhost("10.0.0.0/16", 5)"#, r#""10.0.0.5""#),
        (r#"cidrnetmask("10.0.0.0/16")"#, r#""255.255.0.0""#),
        (r#"cidrsubnets("10.0.0.0/16", 8, 8)"#, r#"["10.0.0.0/24","10.0.1.0/24"]"#),
    ]);
}

#[test]
fn expressions() {
    table(&[
        (r#"[for x in ["a", "b"] : upper(x) if x != "a"]"#, r#"["B"]"#),
        (r#"[for i, x in ["a"] : "${i}${x}"]"#, r#"["0a"]"#),
        (r#"{for k, v in {b = 1, a = 2} : v => k}"#, r#"{"1":"b","2":"a"}"#),
        (r#"{for x in ["ab", "ac"] : substr(x, 0, 1) => x...}"#, r#"{"a":["ab","ac"]}"#),
        (r#"[{a = 1}, {a = 2}][*].a"#, "[1,2]"),
        (r#"[{a = 1}, {a = 2}].*.a[1]"#, "2"),
        (r#"[{a = [1, 2]}, {a = [3]}][*].a[0]"#, "[1,3]"),
        (r#"null[*]"#, "[]"),
        (r#""a"[*]"#, r#"["a"]"#),
        (r#"true ? "a" : "b""#, r#""a""#),
        (r#""x${1 + 1}y""#, r#""x2y""#),
        (r#""%{ if true }a%{ else }b%{ endif }""#, r#""a""#),
        (r#""$${literal}""#, r#""${literal}""#),
        (r#"{(join("", ["a", "b"])) = 1}"#, r#"{"ab":1}"#),
        (r#"aws_s3_bucket.b.arn"#, r#""arn:aws:s3:::site""#),
        (r#"aws_s3_bucket.b.bucket_regional_domain_name"#, r#""site.s3.us-east-1.amazonaws.com""#),
    ]);
}

#[test]
fn handles_go_through_text() {
    let api = value("aws_apigatewayv2_api.a.id").trim_matches('"').to_owned();
    assert_eq!(
        value(r#"replace(aws_apigatewayv2_api.a.api_endpoint, "https://", "")"#),
        format!("\"{api}.execute-api.us-east-1.amazonaws.com\"")
    );
    assert_eq!(
        value(r#"split("/", aws_apigatewayv2_api.a.api_endpoint)[2]"#),
        format!("\"{api}.execute-api.us-east-1.amazonaws.com\"")
    );
    assert_eq!(
        value(r#"element(split(".", trimprefix(aws_apigatewayv2_api.a.api_endpoint, "https://")), 0)"#),
        format!("\"{api}\"")
    );
    assert_eq!(value(r#"aws_apigatewayv2_api.a.id == """#), "false");
    assert_eq!(value(r#"aws_apigatewayv2_api.a.id != null"#), "true");
}

#[test]
fn what_is_not_known_stays_not_known() {
    assert_eq!(value("var.asked"), "${var.asked}");
    assert_eq!(value(r#""x-${var.asked}""#), r#""x-${var.asked}""#);
    assert_eq!(value("sha1(\"a\")"), "${sha1()}");
    assert_eq!(value("range(1e9)"), "${range()}");
}
