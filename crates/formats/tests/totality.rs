//! Any bytes give a result, in bounded time and memory, never a panic.
#![allow(clippy::unwrap_used, missing_docs)]

use hopscope_formats::{Import, Options, import};
use proptest::prelude::*;

fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Import {
    import(vec![(name.to_owned(), bytes.into())], &Options::default())
}

/// Pieces of templates, so that random text gets past the first line.
fn fragments() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Resources:\n",
        "  A:\n",
        "    Type: AWS::S3::Bucket\n",
        "    Type: AWS::Serverless::Function\n",
        "    Properties:\n",
        "      X: ",
        "!Ref A\n",
        "!Sub \"${A.B}${}${!c}\"\n",
        "!If [C, 1, 2]\n",
        "!Select [9, !Split [\"\", x]]\n",
        "Conditions:\n",
        "  C: !Equals [!Ref P, a]\n",
        "  C: !Condition C\n",
        "Parameters:\n",
        "  P: {Type: String}\n",
        "Transform: AWS::Serverless-2016-10-31\n",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ": ",
        ", ",
        "&a ",
        "*a ",
        "- ",
        "\n",
        "\t",
        "\u{feff}",
        "ö",
        "'",
        "|\n",
        "<<: ",
        "openapi: 3.0.1\npaths:\n",
        "  /x:\n    get:\n",
        "service: s\nprovider: {name: aws}\nfunctions:\n",
        "${self:a, ${opt:b, 'c'}}",
        "      Events: {E: {Type: Api, Properties: {Path: /x, Method: get}}}\n",
        "DistributionConfig",
        "\"Fn::Join\"",
        "0",
        "true",
        "null",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.yaml", "b.json", "c"] {
            one(name, bytes.clone());
        }
    }

    #[test]
    fn any_fragments(text in fragments()) {
        for name in ["template.yaml", "template.json"] {
            let import = one(name, text.clone());
            for fault in &import.faults {
                if let Some(span) = fault.span {
                    prop_assert!(import.files.place(span).is_some());
                }
            }
        }
    }

    #[test]
    fn any_cut(at in 0_usize..4000) {
        for file in ["sam-events/template.yaml", "cfn-rest-behind-cloudfront/stack.yml", "cdk-origin-hosts/Stack.template.json", "cli-session/paste.txt", "sls-http/serverless.yml", "openapi-3-export/api.yaml"] {
            let bytes = std::fs::read(format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
            one(file, &bytes[..at.min(bytes.len())]);
        }
    }
}

/// Editors put tabs where YAML has none: the rest of the template is read.
#[test]
fn a_tab_costs_the_line_that_it_indents() {
    let text = "Resources:
  A:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - Id: api
            DomainName: example.com
\t\tOriginPath: /prod
            CustomOriginConfig: {OriginProtocolPolicy: https-only}
        DefaultCacheBehavior: {TargetOriginId: api, ViewerProtocolPolicy: allow-all}
";
    let import = one("template.yaml", text);
    let lines: Vec<u32> =
        import.faults.iter().map(|fault| import.files.place(fault.span.unwrap()).unwrap().line).collect();
    assert_eq!(lines, [10], "{:?}", import.faults);
    let origin = &import.scenario.distributions[0].origin[0];
    assert!(origin.custom_origin_config.is_some(), "{origin:?}");
}

/// What is made to take for ever, or to fill the memory.
#[test]
fn hostile_files_are_bounded() {
    let start = std::time::Instant::now();
    let deep = |open: &str, count: usize| open.repeat(count);
    let laughs: String = (0..40)
        .map(|n| {
            let next = format!("*a{n}, ").repeat(10);
            format!("a{}: &a{} [{next}]\n", n + 1, n + 1)
        })
        .collect();
    let conditions: String =
        (1..60).map(|n| format!("  C{n}: !And [!Condition C{}, !Condition C{}]\n", n - 1, n - 1)).collect();
    let subs: String = (0..200)
        .map(|n| {
            format!("  R{n}: {{Type: AWS::S3::Bucket, Properties: {{BucketName: !Sub '{}'}}}}\n", "${P}".repeat(400))
        })
        .collect();
    let exports = (0..30)
        .map(|n| {
            format!(
                "  O{}: {{Value: !Join ['', [!ImportValue e{n}, !ImportValue e{n}]], Export: {{Name: e{}}}}}\n",
                n + 1,
                n + 1
            )
        })
        .collect::<String>();
    let files = [
        ("deep.json", deep("[", 2_000_000)),
        ("deep-objects.json", deep("{\"a\":", 400_000)),
        ("deep.yaml", deep("- ", 300_000)),
        ("flow.yaml", format!("a: {}", deep("[", 300_000))),
        ("laughs.yaml", format!("a0: &a0 [x]\n{laughs}Resources: {{A: {{Type: AWS::S3::Bucket, Properties: *a40}}}}\n")),
        ("conditions.yaml", format!("Conditions:\n  C0: !Equals [!Ref P, a]\n{conditions}Resources:\n  A: {{Type: AWS::S3::Bucket, Condition: C59}}\n")),
        ("long.yaml", format!("Parameters: {{P: {{Type: String, Default: {}}}}}\nResources:\n{subs}", "x".repeat(10_000))),
        ("exports.yaml", format!("Resources: {{A: {{Type: AWS::S3::Bucket, Properties: {{BucketName: !ImportValue e30}}}}}}\nOutputs:\n  O0: {{Value: x, Export: {{Name: e0}}}}\n{exports}")),
        ("self.yml", "service: x\nprovider: {name: aws, stage: '${self:provider.stage}'}\nfunctions: {f: {handler: a, events: [{http: 'GET ${self:functions}'}]}}\n".to_owned()),
        ("quotes.json", "{\"Resources\": \"".repeat(100_000)),
        ("large.json", format!("{{\"Resources\": {{{}}}}}", (0..60_000).map(|n| format!("\"R{n}\": {{\"Type\": \"AWS::S3::Bucket\", \"Properties\": {{\"BucketName\": \"b{n}\", \"Tags\": [1, 2, 3]}}}}")).collect::<Vec<_>>().join(","))),
    ];
    for (name, text) in files {
        let begin = std::time::Instant::now();
        one(name, text);
        eprintln!("{name}: {:?}", begin.elapsed());
    }
    assert!(start.elapsed().as_secs() < 240, "{:?}", start.elapsed());
}

/// A module that is understood from its inputs has lines of its own, which are nobody's: what is asked for, is asked for
/// at its call.
#[test]
fn what_a_module_of_the_registry_lacks_is_asked_for_at_its_call() {
    let text = r#"resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

module "cors" {
  source  = "squidfunk/api-gateway-enable-cors/aws"
  version = "0.3.3"
  api_id  = aws_api_gateway_rest_api.shop.id
}
"#;
    let import = one("main.tf", text);
    let asked = import.questions.iter().find(|question| question.id == "module.cors.api_resource_id").unwrap();
    let place = asked.span.and_then(|at| import.files.place(at));
    assert_eq!(place.map(|place| place.line), Some(5));
}
