//! Any bytes give an import, in bounded time and memory.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use hopscope_formats::import::Import;
use hopscope_formats::{Options, import};
use proptest::prelude::*;

fn read(files: &[(&str, &str)]) -> Import {
    let start = Instant::now();
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let import = import(files, &Options::default());
    // Unoptimised, on a busy machine: what is bounded takes seconds, what is not never ends.
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    import
}

const API: &str = "resource \"aws_apigatewayv2_api\" \"a\" {\n  protocol_type = \"HTTP\"\n  name = local.x\n}\n";

#[test]
fn self_reference_ends() {
    let import = read(&[("main.tf", &format!("locals {{\n  x = local.y\n  y = \"${{local.x}}\"\n}}\n{API}"))]);
    assert_eq!(import.scenario.http_apis.len(), 1);
    assert!(!import.report.is_empty());
}

#[test]
fn a_resource_that_refers_to_itself_ends() {
    let text =
        "resource \"aws_s3_bucket\" \"b\" {\n  count = length(aws_s3_bucket.b)\n  bucket = aws_s3_bucket.b[0].id\n}\n";
    read(&[("main.tf", text)]);
}

#[test]
fn recursive_modules_end() {
    let text = format!("module \"m\" {{\n  source = \"./\"\n  count = 2\n}}\nlocals {{\n  x = \"n\"\n}}\n{API}");
    let import = read(&[("main.tf", "module \"top\" {\n  source = \"./m\"\n}\n"), ("m/main.tf", &text)]);
    assert!(!import.scenario.http_apis.is_empty());
}

#[test]
fn large_numbers_make_no_large_lists() {
    let text = format!(
        "locals {{\n  x = jsonencode([range(1e9), [for i in range(1000) : [for j in range(1000) : \"${{i}}${{j}}\"]]])\n}}\n{API}"
    );
    read(&[("main.tf", &text)]);
    let text =
        format!("{API}locals {{\n  x = \"n\"\n}}\nresource \"aws_s3_bucket\" \"b\" {{\n  count = 1000000000\n}}\n");
    read(&[("main.tf", &text)]);
}

#[test]
fn doubling_is_bounded() {
    let mut text = String::from("locals {\n  a0 = [\"xxxxxxxxxxxxxxxx\"]\n");
    for index in 1..60 {
        let before = index - 1;
        writeln!(text, "  a{index} = concat(local.a{before}, local.a{before})").unwrap();
    }
    writeln!(text, "  x = join(\",\", local.a59)\n}}\n{API}").unwrap();
    read(&[("main.tf", &text)]);
    let mut text = String::from("locals {\n  a0 = \"xxxxxxxxxxxxxxxx\"\n");
    for index in 1..60 {
        let before = index - 1;
        writeln!(text, "  a{index} = \"${{local.a{before}}}${{local.a{before}}}\"").unwrap();
    }
    writeln!(text, "  x = local.a59\n}}\n{API}").unwrap();
    read(&[("main.tf", &text)]);
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    let mut text = String::from("locals {\n  a0 = \"end\"\n");
    for index in 1..5_000 {
        writeln!(text, "  a{index} = upper(\"${{local.a{}}}\")", index - 1).unwrap();
    }
    writeln!(text, "  x = local.a4999\n}}\n{API}").unwrap();
    read(&[("main.tf", &text)]);
}

#[test]
fn many_conditions_do_not_multiply() {
    let mut text = String::from("locals {\n  x = join(\"\", [\n");
    for index in 0..40 {
        writeln!(text, "    var.v{index} ? \"a\" : \"b\",").unwrap();
    }
    text.push_str("  ])\n}\n");
    for index in 0..40 {
        writeln!(text, "variable \"v{index}\" {{}}").unwrap();
    }
    text.push_str(API);
    read(&[("main.tf", &text)]);
}

#[test]
fn deep_nesting_is_refused_or_read() {
    for (open, close) in [("[", "]"), ("(", ")"), ("{ a = ", " }")] {
        let text = format!("locals {{\n  x = {}1{}\n}}\n{API}", open.repeat(20_000), close.repeat(20_000));
        read(&[("main.tf", &text)]);
    }
    let state = format!(
        "{{\"version\": 4, \"terraform_version\": \"1\", \"resources\": {}{}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    read(&[("terraform.tfstate", &state)]);
}

/// Words that make configurations: what is put together from them is often close to one.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "resource",
        "\"aws_cloudfront_distribution\"",
        "\"d\"",
        "module",
        "variable",
        "locals",
        "dynamic",
        "content",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "=",
        "\n",
        "\n",
        "for_each",
        "count",
        "source",
        "\"./m\"",
        "var.x",
        "local.x",
        "aws_s3_bucket.b[*].id",
        "\"${var.x}-a\"",
        "? 1 : 2",
        "for",
        "x",
        "in",
        ":",
        "=>",
        "...",
        "if",
        "true",
        "null",
        "<<EOT\n${x}\nEOT\n",
        "try(",
        "merge(",
        "toset(",
        "range(9)",
        "each.value",
        "1e9",
        "\"%{ if true }\"",
        ",",
        "origin",
        "ordered_cache_behavior",
        "\"aws_s3_bucket\"",
        "\"b\"",
        "bucket",
        "path_pattern",
        "\"/api/*\"",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_import(text in "\\PC{0,200}", name in "(main\\.tf|x\\.tfvars|a\\.json|t\\.yaml|terraform\\.tfstate)") {
        read(&[(&name, &text)]);
    }

    #[test]
    fn any_configuration_gives_an_import(main in words(), module in words()) {
        let import = read(&[("main.tf", &main), ("m/main.tf", &module)]);
        let json = import.scenario.to_json();
        prop_assert!(hopscope_scenario::Scenario::from_json(&json).is_ok());
    }
}
