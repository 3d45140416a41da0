//! Large and hostile files: ten megabytes of each format, what refers to itself, what grows by references, and archives
//! whose names lead out of their folder. All of it ends, in time that a reader waits, with what could be read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use hopscope_formats::{Import, Options, import};

const TEN_MEGABYTES: usize = 10_000_000;
/// Half optimised and on a busy machine; what is not bounded takes for ever.
const LONGEST: Duration = Duration::from_secs(180);

fn timed(what: &str, files: Vec<(&str, Vec<u8>)>) -> Import {
    let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    let begin = Instant::now();
    let import = import(files, &Options::default());
    let took = begin.elapsed();
    println!("{what}: {took:?}, {} entries, {} faults", import.report.len(), import.faults.len());
    assert!(took < LONGEST, "{what} took {took:?}");
    import
}

/// Pieces again and again, numbered, until there are ten megabytes.
fn many(before: &str, piece: impl Fn(usize) -> String, after: &str) -> Vec<u8> {
    let mut text = before.to_owned();
    let mut number = 0;
    while text.len() < TEN_MEGABYTES {
        text.push_str(&piece(number));
        number += 1;
    }
    text.push_str(after);
    text.into_bytes()
}

#[test]
fn ten_megabytes_of_terraform() {
    let piece = |n: usize| {
        format!(
            "resource \"aws_s3_bucket\" \"b{n}\" {{\n  bucket = \"bucket-{n}-${{var.stage}}\"\n  tags = {{\n    a = \"{}\"\n  }}\n}}\n\n",
            "x".repeat(400)
        )
    };
    let import = timed("terraform", vec![("main.tf", many("variable \"stage\" {\n  default = \"p\"\n}\n", piece, ""))]);
    assert!(import.report.len() > 1_000);
}

#[test]
fn ten_megabytes_in_one_text() {
    let mut text = "resource \"aws_cloudfront_function\" \"f\" {\n  name = \"f\"\n  code = <<-EOT\n".to_owned();
    text.push_str(&"    // ${local.x} and more of it\n".repeat(300_000));
    text.push_str("  EOT\n}\nlocals {\n  x = 1\n}\n");
    timed("one text", vec![("main.tf", text.into_bytes())]);
}

#[test]
fn ten_megabytes_of_a_template() {
    let piece = |n: usize| {
        format!(
            "  F{n}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Events:\n        E: {{Type: Api, Properties: {{Path: /p{n}, Method: get}}}}\n      Description: {}\n",
            "y".repeat(600)
        )
    };
    let bytes = many("Transform: AWS::Serverless-2016-10-31\nResources:\n", piece, "");
    let import = timed("template", vec![("template.yaml", bytes)]);
    assert_eq!(import.scenario.rest_apis.len(), 1);
}

#[test]
fn ten_megabytes_of_state_and_plan() {
    let piece = |n: usize| {
        format!(
            "{}{{\"mode\": \"managed\", \"type\": \"aws_api_gateway_resource\", \"name\": \"r{n}\", \"provider\": \"x\", \"instances\": [{{\"attributes\": {{\"id\": \"i{n}\", \"rest_api_id\": \"a\", \"path\": \"/p{n}\", \"parent_id\": \"i{}\", \"path_part\": \"p{n}\"}}}}]}}",
            if n == 0 { "" } else { ",\n" },
            n.saturating_sub(1)
        )
    };
    let state = many("{\"version\": 4, \"terraform_version\": \"1.9.0\", \"resources\": [\n", piece, "]}");
    timed("state", vec![("terraform.tfstate", state)]);
    let piece = |n: usize| {
        format!(
            "{}{{\"address\": \"aws_apigatewayv2_route.r[{n}]\", \"mode\": \"managed\", \"type\": \"aws_apigatewayv2_route\", \"name\": \"r\", \"index\": {n}, \"values\": {{\"route_key\": \"GET /p{n}\", \"target\": null, \"operation_name\": \"{}\"}}}}",
            if n == 0 { "" } else { ",\n" },
            "z".repeat(300)
        )
    };
    let begin = "{\"format_version\": \"1.2\", \"terraform_version\": \"1.9.0\", \"planned_values\": {\"root_module\": {\"resources\": [\n";
    let after = "]}}, \"configuration\": {\"root_module\": {\"resources\": [{\"address\": \"aws_apigatewayv2_route.r\", \"mode\": \"managed\", \"type\": \"aws_apigatewayv2_route\", \"name\": \"r\", \"expressions\": {\"api_id\": {\"references\": [\"aws_apigatewayv2_api.a.id\"]}}}]}}}";
    timed("plan", vec![("plan.json", many(begin, piece, after))]);
}

#[test]
fn ten_megabytes_of_open_api_and_serverless() {
    let piece = |n: usize| {
        format!(
            "  /p{n}/{{id}}:\n    get:\n      description: {}\n      x-amazon-apigateway-integration: {{type: mock, responses: {{default: {{statusCode: 200}}}}}}\n",
            "d".repeat(700)
        )
    };
    let begin = "openapi: 3.0.1\ninfo: {title: a, version: '1'}\nservers: [{url: 'https://a.execute-api.eu-west-1.amazonaws.com/p'}]\npaths:\n";
    let import = timed("openapi", vec![("api.yaml", many(begin, piece, ""))]);
    assert!(import.scenario.rest_apis[0].resources.len() > 1_000);
    let piece = |n: usize| {
        format!(
            "  f{n}:\n    handler: a.b\n    description: {}\n    events:\n      - httpApi: GET /p{n}\n      - http: {{path: q{n}, method: post}}\n",
            "d".repeat(700)
        )
    };
    timed("serverless", vec![("serverless.yml", many("service: s\nprovider: {name: aws}\nfunctions:\n", piece, ""))]);
}

#[test]
fn ten_megabytes_of_answers() {
    let piece = |n: usize| {
        format!(
            "$ aws cloudfront get-distribution --id E{n}\n{{\"ETag\": \"x\", \"Distribution\": {{\"Id\": \"E{n}\", \"DomainName\": \"d{n}.cloudfront.net\", \"DistributionConfig\": {{\"Comment\": \"{}\", \"Enabled\": true, \"Origins\": {{\"Quantity\": 1, \"Items\": [{{\"Id\": \"o\", \"DomainName\": \"o{n}.example.com\", \"OriginPath\": \"\", \"CustomOriginConfig\": {{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"https-only\"}}}}]}}, \"DefaultCacheBehavior\": {{\"TargetOriginId\": \"o\", \"ViewerProtocolPolicy\": \"allow-all\"}}, \"CacheBehaviors\": {{\"Quantity\": 0}}}}}}}}\n",
            "c".repeat(2_000)
        )
    };
    let import = timed("answers", vec![("paste.txt", many("", piece, ""))]);
    assert!(import.scenario.distributions.len() > 1_000);
}

#[test]
fn files_that_include_themselves_end() {
    let main = "locals {\n  x = templatefile(\"a.tftpl\", { x = file(\"main.tf\") })\n}\nresource \"aws_apigatewayv2_api\" \"a\" {\n  protocol_type = \"HTTP\"\n  body = templatefile(\"a.tftpl\", { x = local.x })\n}\n";
    let template = "${templatefile(\"a.tftpl\", { x = x })}${templatefile(\"a.tftpl\", { x = x })}";
    timed("templates", vec![("main.tf", main.into()), ("a.tftpl", template.into())]);
    let include = "Resources:\n  A:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Body: {'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: body.yaml}}}\n";
    let body = "openapi: 3.0.1\npaths:\n  /a: {'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: body.yaml}}}\n  /b: {'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: body.yaml}}}\n";
    timed("includes", vec![("template.yaml", include.into()), ("body.yaml", body.into())]);
    let own = "service: s\nprovider: {name: aws}\ncustom: ${file(serverless.yml)}\nfunctions: ${file(serverless.yml):custom}\n";
    timed("variables", vec![("serverless.yml", own.into())]);
    let nested = "Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: template.yaml}}\n  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: template.yaml}}\n";
    timed("stacks", vec![("template.yaml", nested.into())]);
    let exports = "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !ImportValue a}}\nOutputs:\n  A: {Value: !ImportValue b, Export: {Name: a}}\n  B: {Value: !ImportValue a, Export: {Name: b}}\n";
    timed("exports", vec![("a.yaml", exports.into())]);
}

#[test]
fn references_that_double_are_bounded() {
    let mut document = "openapi: 3.0.1\ninfo: {title: a, version: '1'}\nx-amazon-apigateway-request-validators: {all: {validateRequestBody: true, validateRequestParameters: true}}\nx-amazon-apigateway-request-validator: all\npaths:\n  /a:\n    post:\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}\n      x-amazon-apigateway-integration: {type: mock}\ncomponents:\n  schemas:\n".to_owned();
    for number in 0..40 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", (number + 1) % 40);
        writeln!(document, "    S{number}: {{allOf: [{next}, {next}, {next}]}}").unwrap();
    }
    timed("schemas", vec![("api.yaml", document.into_bytes())]);
    let mut text = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = local.a0\n}\nlocals {\n".to_owned();
    for number in 0..60 {
        let next = number + 1;
        writeln!(
            text,
            "  a{number} = jsonencode([local.a{next}, merge({{ x = local.a{next} }}, {{ y = local.a{next} }})])"
        )
        .unwrap();
    }
    text.push_str("  a60 = \"end\"\n}\n");
    timed("locals", vec![("main.tf", text.into_bytes())]);
    let mut modules = vec![("main.tf", b"module \"a\" {\n  source = \"./m\"\n  count  = 50\n}\n".to_vec())];
    let inner = "module \"b\" {\n  source = \"../n\"\n  for_each = toset([for i in range(1000) : tostring(i)])\n}\n";
    let innermost = "resource \"aws_s3_bucket\" \"x\" {\n  count = 1000\n}\n";
    modules.push(("m/main.tf", inner.into()));
    modules.push(("n/main.tf", innermost.into()));
    let import = timed("modules", modules);
    assert!(!import.report.is_empty());
}

/// A zip archive of stored files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = u32::try_from(bytes.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend([size, size].concat());
        bytes.extend(length);
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend([size, size].concat());
        directory.extend(length);
        directory.extend([0; 12]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend(size);
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

#[test]
fn names_of_an_archive_stay_in_its_folder() {
    let api = b"resource \"aws_apigatewayv2_api\" \"a\" {\n  name = \"a\"\n  protocol_type = \"HTTP\"\n}\n";
    let archive = zip(&[
        ("../../main.tf", api),
        ("/etc/cron.d/x", b"x"),
        ("C:\\windows\\system32\\y.tf", b"locals {\n}\n"),
        ("a/../../b/./c.tf", b"locals {\n}\n"),
        ("..", b"x"),
    ]);
    for others in [Vec::new(), vec![("outside/main.tf", b"locals {\n}\n".to_vec())]] {
        let mut files = vec![("set.zip", archive.clone())];
        let several = !others.is_empty();
        files.extend(others);
        let import = timed("archive", files);
        assert_eq!(import.scenario.http_apis.len(), 1);
        for (_, file) in import.files.iter() {
            let parts: Vec<&str> = file.name.split(['/', '\\']).collect();
            assert!(!parts.contains(&"..") && !file.name.starts_with('/') && !file.name.contains(':'), "{}", file.name);
            assert!(!several || file.name.starts_with("set/") || file.name.starts_with("outside/"), "{}", file.name);
        }
    }
}

#[test]
fn a_file_does_not_reach_above_what_was_given() {
    let main = "resource \"aws_cloudfront_function\" \"f\" {\n  name = \"f\"\n  code = file(\"../../../../etc/passwd\")\n}\nmodule \"up\" {\n  source = \"../../..\"\n}\n";
    let import = timed("above", vec![("infra/main.tf", main.into()), ("etc/passwd", b"root".to_vec())]);
    assert!(import.scenario.edge_functions.iter().all(|function| !function.code.contains("root")));
}

#[test]
fn archives_inside_archives_and_long_lists_end() {
    let mut inner = zip(&[("main.tf", b"locals {\n}\n")]);
    for _ in 0..30 {
        inner = zip(&[("inner.zip", &inner), ("again.zip", &inner)]);
        if inner.len() > TEN_MEGABYTES {
            break;
        }
    }
    timed("nested", vec![("outer.zip", inner)]);
    let names: Vec<String> = (0..60_000).map(|number| format!("f{number}.tf")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"locals {\n}\n".as_slice())).collect();
    timed("many files", vec![("many.zip", zip(&files))]);
}
