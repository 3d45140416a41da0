//! Attributes that AWS fills in, built from what is known: an API's endpoint is `https://`, its id,
//! `.execute-api.`, its region and `.amazonaws.com`.
//!
//! Shapes: Terraform's AWS provider documentation, "Attribute Reference" of each resource; CloudFormation's return
//! values are the same texts under other names.

use crate::convert::concat;
use crate::value::{Kind, Object, Text, Value};

/// The address of the region of whoever deploys.
pub const REGION: &str = "data.aws_region.current";
/// The address of the account of whoever deploys.
pub const ACCOUNT: &str = "data.aws_caller_identity.current";

/// Regions whose website endpoints have a dash before the region. Source: AWS General Reference, "Amazon S3 website
/// endpoints".
const DASHED_WEBSITES: &[&str] = &[
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "us-gov-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "eu-west-1",
    "sa-east-1",
];

/// An attribute of a resource: as it was set, else as AWS fills it in, else a handle.
pub fn read(kind: &str, address: &str, attributes: &Value, name: &str) -> Value {
    let this = This { address, attributes };
    if let Some(value) = overriding(kind, &this, name) {
        return value;
    }
    match attributes.entry(name) {
        Some(entry) => entry.value.clone(),
        None => attribute(kind, address, attributes, name).unwrap_or_else(|| this.handle(name)),
    }
}

/// What AWS fills in for an attribute, where it is built from other attributes. None: it stands for itself, or is not
/// AWS's to fill in.
pub fn attribute(kind: &str, address: &str, attributes: &Value, name: &str) -> Option<Value> {
    let this = This { address, attributes };
    match kind {
        "aws_api_gateway_rest_api" => rest_api(&this, name),
        "aws_api_gateway_stage" | "aws_api_gateway_deployment" => rest_stage(kind, &this, name),
        "aws_apigatewayv2_api" => http_api(&this, name),
        "aws_apigatewayv2_stage" => http_stage(&this, name),
        "aws_api_gateway_domain_name" => domain_name(&this, name),
        "aws_api_gateway_method" | "aws_api_gateway_integration" if name == "http_method" => None,
        "aws_cloudfront_distribution" => distribution(&this, name),
        "aws_cloudfront_function" => match name {
            "arn" => Some(this.global_arn("cloudfront", &["function/"], &["name"])),
            "id" => Some(this.get("name")),
            _ => None,
        },
        "aws_cloudfront_origin_access_identity" => identity(&this, name),
        "aws_lambda_function" => lambda(&this, name),
        "aws_lambda_alias" => lambda_alias(&this, name),
        // `Ref` of a version is its function's ARN, with its number.
        "aws_lambda_version" if name == "arn" => {
            Some(concat(vec![lambda_arn(&this), Value::text(":", None), this.get("version")], None))
        }
        "aws_lambda_function_url" => match name {
            "function_url" => Some(this.text(&["https://", "@url_id", ".lambda-url.", "@@region", ".on.aws/"])),
            "function_arn" => Some(lambda_arn(&this)),
            _ => None,
        },
        "aws_s3_bucket" => bucket(&this, name),
        "aws_s3_bucket_website_configuration" => match name {
            "website_endpoint" => Some(this.website()),
            "website_domain" => Some(this.text(&["s3-website-", "@@region", ".amazonaws.com"])),
            _ => None,
        },
        "aws_s3_object" | "aws_s3_bucket_object" if name == "id" => Some(this.get("key")),
        "aws_lb" | "aws_alb" | "aws_elb" => load_balancer(&this, name),
        "aws_acm_certificate" if name == "domain_validation_options" => Some(validation(&this)),
        "aws_cloudwatch_log_group" if name == "arn" => {
            Some(this.text(&["arn:aws:logs:", "@@region", ":", "@@account", ":log-group:", "@name"]))
        }
        "aws_iam_role" if name == "arn" => Some(this.global_arn("iam", &["role/"], &["name"])),
        _ => None,
    }
}

/// The attributes that a whole resource has besides those that are set, where it is used as a value.
pub fn names(kind: &str) -> &'static [&'static str] {
    match kind {
        "aws_api_gateway_rest_api" => &["id", "arn", "root_resource_id", "execution_arn"],
        "aws_api_gateway_stage" | "aws_api_gateway_deployment" => &["id", "arn", "invoke_url", "execution_arn"],
        "aws_apigatewayv2_api" => &["id", "arn", "api_endpoint", "execution_arn"],
        "aws_apigatewayv2_stage" => &["id", "arn", "invoke_url", "execution_arn"],
        "aws_cloudfront_distribution" => &["id", "arn", "domain_name", "hosted_zone_id", "status", "etag"],
        "aws_cloudfront_origin_access_identity" => {
            &["id", "iam_arn", "cloudfront_access_identity_path", "s3_canonical_user_id"]
        }
        "aws_lambda_function" => {
            &["id", "function_name", "arn", "invoke_arn", "qualified_arn", "qualified_invoke_arn", "version"]
        }
        "aws_lambda_alias" => &["id", "arn", "invoke_arn"],
        "aws_lambda_function_url" => &["id", "url_id", "function_url", "function_arn"],
        "aws_s3_bucket" => &[
            "id",
            "bucket",
            "arn",
            "bucket_domain_name",
            "bucket_regional_domain_name",
            "website_endpoint",
            "region",
            "hosted_zone_id",
        ],
        "aws_lb" | "aws_alb" | "aws_elb" => &["id", "arn", "dns_name", "zone_id", "name"],
        "aws_acm_certificate" => &["id", "arn", "domain_validation_options"],
        "aws_api_gateway_domain_name" => {
            &["id", "arn", "cloudfront_domain_name", "regional_domain_name", "cloudfront_zone_id", "regional_zone_id"]
        }
        _ => &["id", "arn"],
    }
}

/// A resource whose attributes are asked for.
struct This<'a> {
    address: &'a str,
    attributes: &'a Value,
}

impl This<'_> {
    fn handle(&self, name: &str) -> Value {
        Value::handle(self.address, name)
    }

    /// An attribute as set, or a handle for it.
    fn get(&self, name: &str) -> Value {
        self.attributes.get(name).cloned().unwrap_or_else(|| self.handle(name))
    }

    fn region(&self) -> Value {
        match self.attributes.get("region") {
            Some(region) if region.as_known().is_some_and(|region| !region.is_empty()) => region.clone(),
            _ => Value::handle(REGION, "region"),
        }
    }

    /// Text from pieces: `@name` is an attribute, `@@region` and `@@account` where and whose it is.
    fn text(&self, pieces: &[&str]) -> Value {
        let part = |piece: &&str| match *piece {
            "@@region" => self.region(),
            "@@account" => Value::handle(ACCOUNT, "account_id"),
            other => match other.strip_prefix('@') {
                Some(name) => self.get(name),
                None => Value::text(other, None),
            },
        };
        concat(pieces.iter().map(part).collect(), None)
    }

    fn global_arn(&self, service: &str, before: &[&str], names: &[&str]) -> Value {
        let mut parts = vec![
            Value::text(format!("arn:aws:{service}::"), None),
            Value::handle(ACCOUNT, "account_id"),
            Value::text(":", None),
        ];
        parts.extend(before.iter().map(|text| Value::text(*text, None)));
        parts.extend(names.iter().map(|name| self.get(name)));
        concat(parts, None)
    }

    fn website(&self) -> Value {
        let dotted = self
            .attributes
            .get("region")
            .and_then(Value::as_known)
            .is_some_and(|region| !region.is_empty() && !DASHED_WEBSITES.contains(&region.as_str()));
        let middle = if dotted { ".s3-website." } else { ".s3-website-" };
        self.text(&["@bucket", middle, "@@region", ".amazonaws.com"])
    }
}

/// Blocks in which some attributes are set and others filled in.
fn overriding(kind: &str, this: &This<'_>, name: &str) -> Option<Value> {
    if kind == "aws_apigatewayv2_domain_name" && name == "domain_name_configuration" {
        let block = this.attributes.get(name).and_then(|value| value.items().first());
        let mut object = match block.map(|block| &block.kind) {
            Some(Kind::Object(object)) => object.clone(),
            _ => Object::default(),
        };
        let target = this.text(&["d-", "@domain_id", ".execute-api.", "@@region", ".amazonaws.com"]);
        if object.get("target_domain_name").is_none_or(|entry| entry.value.is_null()) {
            object.set("target_domain_name", None, target);
        }
        if object.get("hosted_zone_id").is_none_or(|entry| entry.value.is_null()) {
            object.set("hosted_zone_id", None, this.handle("hosted_zone_id"));
        }
        let span = block.and_then(|block| block.span);
        return Some(Value::list(vec![Value::new(Kind::Object(object), span)]));
    }
    None
}

fn rest_api(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "execution_arn" => Some(this.text(&["arn:aws:execute-api:", "@@region", ":", "@@account", ":", "@id"])),
        "arn" => Some(this.text(&["arn:aws:apigateway:", "@@region", "::/restapis/", "@id"])),
        _ => None,
    }
}

fn rest_stage(kind: &str, this: &This<'_>, name: &str) -> Option<Value> {
    let stage = if this.attributes.get("stage_name").is_some() { "@stage_name" } else { "" };
    match name {
        "invoke_url" => {
            Some(this.text(&["https://", "@rest_api_id", ".execute-api.", "@@region", ".amazonaws.com/", stage]))
        }
        "execution_arn" => {
            Some(this.text(&["arn:aws:execute-api:", "@@region", ":", "@@account", ":", "@rest_api_id", "/", stage]))
        }
        "arn" if kind == "aws_api_gateway_stage" => {
            Some(this.text(&["arn:aws:apigateway:", "@@region", "::/restapis/", "@rest_api_id", "/stages/", stage]))
        }
        "id" if kind == "aws_api_gateway_stage" => Some(this.text(&["ags-", "@rest_api_id", "-", stage])),
        _ => None,
    }
}

fn http_api(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "api_endpoint" => Some(this.text(&["https://", "@id", ".execute-api.", "@@region", ".amazonaws.com"])),
        "execution_arn" => Some(this.text(&["arn:aws:execute-api:", "@@region", ":", "@@account", ":", "@id"])),
        "arn" => Some(this.text(&["arn:aws:apigateway:", "@@region", "::/apis/", "@id"])),
        _ => None,
    }
}

fn http_stage(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "invoke_url" => {
            let default = this.attributes.get("name").and_then(Value::as_known).is_some_and(|name| name == "$default");
            let stage = if default { "" } else { "@name" };
            Some(this.text(&["https://", "@api_id", ".execute-api.", "@@region", ".amazonaws.com/", stage]))
        }
        "execution_arn" => {
            Some(this.text(&["arn:aws:execute-api:", "@@region", ":", "@@account", ":", "@api_id", "/", "@name"]))
        }
        "arn" => Some(this.text(&["arn:aws:apigateway:", "@@region", "::/apis/", "@api_id", "/stages/", "@name"])),
        "id" => Some(this.get("name")),
        _ => None,
    }
}

fn domain_name(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "regional_domain_name" => Some(this.text(&["d-", "@domain_id", ".execute-api.", "@@region", ".amazonaws.com"])),
        "cloudfront_domain_name" => Some(this.text(&["@edge_domain", ".cloudfront.net"])),
        "id" => Some(this.get("domain_name")),
        _ => None,
    }
}

fn distribution(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "arn" => Some(this.global_arn("cloudfront", &["distribution/"], &["id"])),
        "hosted_zone_id" => Some(Value::text("Z2FDTNDATAQYW2", None)),
        _ => None,
    }
}

fn identity(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "cloudfront_access_identity_path" => Some(this.text(&["origin-access-identity/cloudfront/", "@id"])),
        "iam_arn" => Some(this.text(&["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ", "@id"])),
        _ => None,
    }
}

/// The ARN of the function that `function_name` names, by name or by ARN.
fn lambda_arn(this: &This<'_>) -> Value {
    let name = this.get("function_name");
    let is_arn = matches!(&name.kind, Kind::Text(text) if text.known_start().starts_with("arn:"));
    if is_arn {
        name
    } else {
        this.text(&["arn:aws:lambda:", "@@region", ":", "@@account", ":function:", "@function_name"])
    }
}

fn invoke(this: &This<'_>, arn: Value) -> Value {
    concat(
        vec![
            Value::text("arn:aws:apigateway:", None),
            this.region(),
            Value::text(":lambda:path/2015-03-31/functions/", None),
            arn,
            Value::text("/invocations", None),
        ],
        None,
    )
}

fn lambda(this: &This<'_>, name: &str) -> Option<Value> {
    let qualified = || concat(vec![lambda_arn(this), Value::text(":", None), this.get("version")], None);
    match name {
        "arn" => Some(lambda_arn(this)),
        "invoke_arn" => Some(invoke(this, lambda_arn(this))),
        "qualified_arn" => Some(qualified()),
        "qualified_invoke_arn" => Some(invoke(this, qualified())),
        "id" => Some(this.get("function_name")),
        _ => None,
    }
}

fn lambda_alias(this: &This<'_>, name: &str) -> Option<Value> {
    let arn = || concat(vec![lambda_arn(this), Value::text(":", None), this.get("name")], None);
    match name {
        "arn" => Some(arn()),
        "invoke_arn" => Some(invoke(this, arn())),
        _ => None,
    }
}

fn bucket(this: &This<'_>, name: &str) -> Option<Value> {
    match name {
        "id" => Some(this.get("bucket")),
        "arn" => Some(this.text(&["arn:aws:s3:::", "@bucket"])),
        "bucket_domain_name" => Some(this.text(&["@bucket", ".s3.amazonaws.com"])),
        "bucket_regional_domain_name" => Some(this.text(&["@bucket", ".s3.", "@@region", ".amazonaws.com"])),
        "website_endpoint" => Some(this.website()),
        "website_domain" => Some(this.text(&["s3-website-", "@@region", ".amazonaws.com"])),
        "region" => Some(this.region()),
        _ => None,
    }
}

/// `internal-` stands before the name of a load balancer that is not on the internet.
fn load_balancer(this: &This<'_>, name: &str) -> Option<Value> {
    let internal = this.attributes.get("internal").and_then(Value::to_bool) == Some(true);
    let before = if internal { "internal-" } else { "" };
    match name {
        "dns_name" => Some(this.text(&[before, "@name", "-", "@dns_number", ".", "@@region", ".elb.amazonaws.com"])),
        "id" => Some(this.handle("arn")),
        _ => None,
    }
}

/// One option for each name of a certificate: its names are known, and so the number of its records is.
fn validation(this: &This<'_>) -> Value {
    let mut names: Vec<Value> = this.attributes.get("domain_name").cloned().into_iter().collect();
    for name in this.attributes.get("subject_alternative_names").map(Value::items).unwrap_or_default() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let option = |name: Value| {
        Value::object([
            ("domain_name", name),
            ("resource_record_name", this.handle("resource_record_name")),
            ("resource_record_type", Value::text("CNAME", None)),
            ("resource_record_value", this.handle("resource_record_value")),
        ])
    };
    Value::list(names.into_iter().map(option).collect())
}

/// The text of a handle alone, where a value is nothing else.
pub fn only_handle(value: &Value) -> Option<&crate::value::Handle> {
    match &value.kind {
        Kind::Text(Text(pieces)) => match pieces.as_slice() {
            [crate::value::Piece::Handle(handle)] => Some(handle),
            _ => None,
        },
        _ => None,
    }
}
