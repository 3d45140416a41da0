//! Who may call and read: Lambda permissions, function URLs, buckets.

use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::origin_server::{Bucket, BucketAccess, Kms};
use hopscope_scenario::{Part, Scenario};

use super::edits::{Edits, Touch};
use super::{UNCHANGED, distribution};
use crate::fix::edit::list;
use hopscope_hcl::{Block, label, quoted};

/// What is written of a bucket that is there already.
const BUCKET: &[&str] = &["website", "objects", "kms", "access", "list_bucket", "policy"];

pub(super) fn write(before: &Scenario, after: &Scenario, edits: &Edits<'_>, blocks: &mut Vec<Block>) {
    for index in edits.items(&list("lambdas")) {
        let Some(lambda) = after.lambdas.get(index) else { continue };
        let part = Part::Lambda(index).path();
        let url = edits.of(&part.field("function_url"), &["authorization_type"], &["domain_name"]);
        blocks.extend(url.and(lambda.function_url.as_ref()).map(|url| {
            Block::resource("aws_lambda_function_url", &label(&lambda.name))
                .set("function_name", format!("aws_lambda_function.{}.function_name", label(&lambda.name)))
                .text("authorization_type", url.authorization_type.as_str())
        }));
        let list = part.field("permissions");
        for at in edits.items(&list) {
            if edits.of(&list.index(at), &["principal", "action", "source_arn"], &[]).is_some() {
                let given = lambda.permissions.iter().flatten().nth(at);
                blocks.extend(given.map(|given| permission(after, lambda, given)));
            }
        }
    }
    for index in edits.items(&list("buckets")) {
        let Some(bucket) = after.buckets.get(index) else { continue };
        if let Some(touch) = edits.of(&Part::Bucket(index).path(), BUCKET, &["name", "region"]) {
            let known = before.buckets.iter().find(|each| each.name == bucket.name);
            blocks.extend(of_bucket(after, bucket, known, &touch));
        }
    }
}

fn of_bucket(scenario: &Scenario, bucket: &Bucket, known: Option<&Bucket>, touch: &Touch) -> Vec<Block> {
    let mut blocks = Vec::new();
    if touch.is_new {
        blocks.push(Block::resource("aws_s3_bucket", &label(&bucket.name)).text("bucket", &bucket.name));
    }
    if touch.changes("website") || (touch.is_new && bucket.website.is_some()) {
        blocks.push(website(bucket));
    }
    let is_known = |key: &&String| known.is_some_and(|known| known.objects.contains(key));
    blocks.extend(bucket.objects.iter().filter(|key| !is_known(key)).map(|key| object(bucket, key)));
    // Under an identity, which cannot use a key, the key's policy had no need to name CloudFront.
    let is_signed_now = touch.changes("access") && bucket.access == BucketAccess::Oac;
    if touch.changes("kms") || (is_signed_now && bucket.kms == Kms::Granted) {
        blocks.extend(key_policy(scenario, bucket));
    }
    if touch.gives("access") || touch.changes("list_bucket") || touch.changes("policy") {
        blocks.extend(bucket_policy(scenario, bucket));
    }
    blocks
}

/// The website of a bucket.
fn website(bucket: &Bucket) -> Block {
    let index = bucket.website.as_ref().map_or("index.html", |website| website.index_document.as_str());
    Block::resource("aws_s3_bucket_website_configuration", &label(&bucket.name))
        .set("bucket", format!("aws_s3_bucket.{}.id", label(&bucket.name)))
        .block(Block::new("index_document").text("suffix", index))
}

fn permission(scenario: &Scenario, lambda: &Lambda, permission: &Permission) -> Block {
    let action = permission.action.rsplit(':').next().unwrap_or_default();
    // What the statement is for: the stage, method and resource of an API, else who may do what.
    let route = permission.source_arn.splitn(6, ':').nth(5).filter(|_| permission.source_arn.contains(":execute-api:"));
    let what = match route.and_then(|route| route.split_once('/')) {
        Some((_, "*/*/*")) => "any route".to_owned(),
        Some((_, route)) => route.to_owned(),
        None => format!("{} {action}", if permission.principal == "*" { "everyone" } else { "cloudfront" }),
    };
    let own = label(&format!("{} {what}", lambda.name));
    let id: String = own
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect();
    let mut block = Block::resource("aws_lambda_permission", &own)
        .text("statement_id", &id)
        .text("action", &permission.action)
        .set("function_name", format!("aws_lambda_function.{}.function_name", label(&lambda.name)))
        .text("principal", &permission.principal);
    if !permission.source_arn.is_empty() {
        block = block.set("source_arn", source_arn(scenario, &permission.source_arn));
    }
    let url = lambda.function_url.as_ref().filter(|_| permission.principal != "apigateway.amazonaws.com");
    match (url, action) {
        (Some(url), "InvokeFunctionUrl") => block.text("function_url_auth_type", url.authorization_type.as_str()),
        (Some(_), "InvokeFunction") => block.set("invoked_via_function_url", "true"),
        _ => block,
    }
}

/// An ARN by reference, where it is one of the scenario's.
fn source_arn(scenario: &Scenario, arn: &str) -> String {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    if let Some(id) = resource.strip_prefix("distribution/") {
        return distribution::arn(scenario, id);
    }
    let Some((api, rest)) = resource.split_once('/') else { return quoted(arn) };
    let kind = if scenario.rest_apis.iter().any(|each| each.id == api) {
        "aws_api_gateway_rest_api"
    } else if scenario.http_apis.iter().any(|each| each.id == api) {
        "aws_apigatewayv2_api"
    } else {
        return quoted(arn);
    };
    let rest = quoted(&format!("/{rest}"));
    let rest = rest.trim_matches('"');
    format!("\"${{{kind}.{}.execution_arn}}{rest}\"", label(api))
}

fn bucket_id(bucket: &Bucket) -> String {
    format!("aws_s3_bucket.{}", label(&bucket.name))
}

fn object(bucket: &Bucket, key: &str) -> Block {
    Block::resource("aws_s3_object", &label(key))
        .set("bucket", format!("{}.id", bucket_id(bucket)))
        .text("key", key)
        .text("source", key)
}

/// The policy of the bucket's key, by which CloudFront decrypts for the distributions that lead there.
fn key_policy(scenario: &Scenario, bucket: &Bucket) -> Vec<Block> {
    let own = label(&format!("{} key", bucket.name));
    let statement = Block::new("statement").texts("actions", ["kms:Decrypt"]).texts("resources", ["*"]);
    let statement = for_distributions(statement, scenario, bucket);
    vec![
        Block::data("aws_iam_policy_document", &own).comment(UNCHANGED).block(statement),
        Block::resource("aws_kms_key_policy", &own)
            .set("key_id", format!("aws_kms_key.{own}.id"))
            .set("policy", format!("data.aws_iam_policy_document.{own}.json")),
    ]
}

/// The statement for CloudFront, on behalf of the distributions that lead to a bucket.
fn for_distributions(statement: Block, scenario: &Scenario, bucket: &Bucket) -> Block {
    let condition = Block::new("condition")
        .text("test", "StringEquals")
        .text("variable", "AWS:SourceArn")
        .set("values", format!("[{}]", distributions_to(scenario, bucket)));
    let who = Block::new("principals").text("type", "Service").texts("identifiers", ["cloudfront.amazonaws.com"]);
    statement.block(who).block(condition)
}

/// The ARNs of the distributions that lead to a bucket, by reference.
fn distributions_to(scenario: &Scenario, bucket: &Bucket) -> String {
    let host = format!("{}.s3.", bucket.name);
    let leads = |origins: &[hopscope_scenario::distribution::Origin]| {
        origins.iter().any(|origin| origin.domain_name.starts_with(&host))
    };
    let arns = scenario.distributions.iter().filter(|distribution| leads(&distribution.origin));
    let arns = arns.map(|each| format!("aws_cloudfront_distribution.{}.arn", label(&each.id)));
    arns.collect::<Vec<_>>().join(", ")
}

/// The bucket policy that lets distributions read, and list where missing objects are to be told as missing.
fn bucket_policy(scenario: &Scenario, bucket: &Bucket) -> Vec<Block> {
    let own = label(&bucket.name);
    let who = |statement: Block| match bucket.access {
        BucketAccess::Oac => for_distributions(statement, scenario, bucket),
        BucketAccess::Oai => statement.block(
            Block::new("principals")
                .text("type", "AWS")
                .set("identifiers", format!("[aws_cloudfront_origin_access_identity.{own}.iam_arn]")),
        ),
        BucketAccess::Public => statement.block(Block::new("principals").text("type", "*").texts("identifiers", ["*"])),
        // Who signs is of the bucket's own account.
        BucketAccess::Private => statement.block(
            Block::new("principals")
                .text("type", "AWS")
                .set("identifiers", "[data.aws_caller_identity.current.account_id]"),
        ),
    };
    let read = Block::new("statement")
        .texts("actions", ["s3:GetObject"])
        .set("resources", format!("[\"${{{}.arn}}/*\"]", bucket_id(bucket)));
    let mut document = Block::data("aws_iam_policy_document", &own).block(who(read));
    if bucket.list_bucket {
        let list = Block::new("statement")
            .texts("actions", ["s3:ListBucket"])
            .set("resources", format!("[{}.arn]", bucket_id(bucket)));
        document = document.block(who(list));
    }
    let policy = Block::resource("aws_s3_bucket_policy", &own)
        .set("bucket", format!("{}.id", bucket_id(bucket)))
        .set("policy", format!("data.aws_iam_policy_document.{own}.json"));
    let account = (bucket.access == BucketAccess::Private).then(|| Block::data("aws_caller_identity", "current"));
    account.into_iter().chain([document, policy]).collect()
}
