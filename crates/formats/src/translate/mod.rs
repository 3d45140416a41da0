//! Parts in CloudFormation's spelling, or in that of AWS's own interfaces, as [`Resource`]s in Terraform's.
//!
//! Most names differ by letter case alone: `OriginPath` is `origin_path`. A table of [`Field`]s says what differs
//! besides; CloudFormation and the command line share them, as CloudFormation's properties are those of the interface.

use crate::resource::Resource;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Unknown, Value};

mod api_gateway;
mod api_gateway_v2;
mod cloudfront;
mod elb;
mod lambda;
mod route53;
mod s3;
mod wafv2;

/// What becomes of a property: its name, and its place in Terraform's spelling.
#[derive(Debug)]
pub struct Field(&'static str, To);

/// Where a property goes.
#[derive(Debug)]
enum To {
    /// There, as it is.
    Name(&'static str),
    /// There, as a block or several, each with fields of its own.
    Block(&'static str, &'static [Field]),
    /// The fields of its object belong to the object around it.
    Inline(&'static [Field]),
    /// There, as an object with a list `items`, whose items have fields of their own.
    Items(&'static str, &'static [Field]),
    /// There, as a list of this property of each of its items.
    Each(&'static str, &'static str),
    /// Nowhere: the part's own function reads it.
    Apart,
}

/// A part to translate.
pub struct Part<'a> {
    /// Its address.
    pub address: &'a str,
    /// Its properties, evaluated.
    pub properties: &'a Value,
    /// Where it stands.
    pub span: Option<Span>,
    /// Whether it is "0 to n of this", and why.
    pub repeated: Option<Unknown>,
}

impl Part<'_> {
    /// A property, under any letter case.
    fn get(&self, name: &str) -> Option<&Value> {
        get(self.properties, name)
    }

    /// A resource of this part.
    fn resource(&self, kind: &str, attributes: Value) -> Resource {
        Resource {
            address: self.address.to_owned(),
            kind: kind.to_owned(),
            attributes,
            span: self.span,
            calls: Vec::new(),
            repeated: self.repeated.clone(),
        }
    }

    /// A resource that Terraform has besides this part, under an address of its own.
    fn further(&self, name: &str, kind: &str, attributes: Value) -> Resource {
        Resource { address: format!("{}.{name}", self.address), ..self.resource(kind, attributes) }
    }
}

/// Terraform's type of a CloudFormation type; none for what Terraform's provider has no type for, or what plays no part.
pub fn terraform_kind(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(name, _, _)| *name == kind).map(|(_, terraform, _)| *terraform)
}

/// A part of a CloudFormation type as resources. A type without a table keeps its name, and its properties are only
/// respelled.
pub fn part(kind: &str, part: &Part<'_>) -> Vec<Resource> {
    match KINDS.iter().find(|(name, _, _)| *name == kind) {
        Some((_, terraform, How::Table(table))) => vec![part.resource(terraform, fields(part.properties, table))],
        Some((_, terraform, How::Function(translate))) => translate(part, terraform),
        None => vec![part.resource(kind, fields(part.properties, &[]))],
    }
}

/// How a type is translated.
enum How {
    /// By its fields alone.
    Table(&'static [Field]),
    /// By a function, as Terraform has several resources for it.
    Function(fn(&Part<'_>, &str) -> Vec<Resource>),
}

/// All types that play a part.
static KINDS: &[(&str, &str, How)] = &[
    ("AWS::CloudFront::Distribution", "aws_cloudfront_distribution", How::Table(cloudfront::DISTRIBUTION)),
    ("AWS::CloudFront::CachePolicy", "aws_cloudfront_cache_policy", How::Table(cloudfront::POLICY)),
    ("AWS::CloudFront::OriginRequestPolicy", "aws_cloudfront_origin_request_policy", How::Table(cloudfront::POLICY)),
    (
        "AWS::CloudFront::ResponseHeadersPolicy",
        "aws_cloudfront_response_headers_policy",
        How::Table(cloudfront::RESPONSE_HEADERS_POLICY),
    ),
    ("AWS::CloudFront::Function", "aws_cloudfront_function", How::Table(cloudfront::FUNCTION)),
    ("AWS::CloudFront::KeyValueStore", "aws_cloudfront_key_value_store", How::Table(&[])),
    ("AWS::CloudFront::KeyGroup", "aws_cloudfront_key_group", How::Table(cloudfront::KEY_GROUP)),
    ("AWS::CloudFront::PublicKey", "aws_cloudfront_public_key", How::Table(cloudfront::PUBLIC_KEY)),
    (
        "AWS::CloudFront::OriginAccessControl",
        "aws_cloudfront_origin_access_control",
        How::Table(cloudfront::ACCESS_CONTROL),
    ),
    (
        "AWS::CloudFront::CloudFrontOriginAccessIdentity",
        "aws_cloudfront_origin_access_identity",
        How::Table(cloudfront::ACCESS_IDENTITY),
    ),
    ("AWS::CloudFront::VpcOrigin", "aws_cloudfront_vpc_origin", How::Table(cloudfront::VPC_ORIGIN)),
    ("AWS::ApiGateway::RestApi", "aws_api_gateway_rest_api", How::Table(api_gateway::REST_API)),
    ("AWS::ApiGateway::Resource", "aws_api_gateway_resource", How::Table(&[])),
    ("AWS::ApiGateway::Method", "aws_api_gateway_method", How::Function(api_gateway::method)),
    ("AWS::ApiGateway::Deployment", "aws_api_gateway_deployment", How::Table(api_gateway::DEPLOYMENT)),
    ("AWS::ApiGateway::Stage", "aws_api_gateway_stage", How::Table(api_gateway::STAGE)),
    ("AWS::ApiGateway::Authorizer", "aws_api_gateway_authorizer", How::Table(api_gateway::AUTHORIZER)),
    ("AWS::ApiGateway::GatewayResponse", "aws_api_gateway_gateway_response", How::Table(&[])),
    ("AWS::ApiGateway::DomainName", "aws_api_gateway_domain_name", How::Table(api_gateway::DOMAIN_NAME)),
    ("AWS::ApiGateway::DomainNameV2", "aws_api_gateway_domain_name", How::Table(api_gateway::DOMAIN_NAME)),
    (
        "AWS::ApiGateway::BasePathMapping",
        "aws_api_gateway_base_path_mapping",
        How::Table(api_gateway::BASE_PATH_MAPPING),
    ),
    (
        "AWS::ApiGateway::BasePathMappingV2",
        "aws_api_gateway_base_path_mapping",
        How::Table(api_gateway::BASE_PATH_MAPPING),
    ),
    ("AWS::ApiGateway::ApiKey", "aws_api_gateway_api_key", How::Table(&[])),
    ("AWS::ApiGateway::UsagePlan", "aws_api_gateway_usage_plan", How::Table(api_gateway::USAGE_PLAN)),
    ("AWS::ApiGateway::UsagePlanKey", "aws_api_gateway_usage_plan_key", How::Table(api_gateway::USAGE_PLAN_KEY)),
    ("AWS::ApiGateway::VpcLink", "aws_api_gateway_vpc_link", How::Table(&[])),
    ("AWS::ApiGateway::RequestValidator", "aws_api_gateway_request_validator", How::Table(&[])),
    ("AWS::ApiGateway::Model", "aws_api_gateway_model", How::Table(&[])),
    ("AWS::KMS::Key", "aws_kms_key", How::Table(&[Field("KeyPolicy", To::Name("policy"))])),
    ("AWS::ApiGatewayV2::Api", "aws_apigatewayv2_api", How::Table(api_gateway_v2::API)),
    ("AWS::ApiGatewayV2::Route", "aws_apigatewayv2_route", How::Table(&[])),
    ("AWS::ApiGatewayV2::Integration", "aws_apigatewayv2_integration", How::Table(api_gateway_v2::INTEGRATION)),
    ("AWS::ApiGatewayV2::Stage", "aws_apigatewayv2_stage", How::Table(api_gateway_v2::STAGE)),
    ("AWS::ApiGatewayV2::Deployment", "aws_apigatewayv2_deployment", How::Table(&[])),
    ("AWS::ApiGatewayV2::Authorizer", "aws_apigatewayv2_authorizer", How::Table(api_gateway_v2::AUTHORIZER)),
    ("AWS::ApiGatewayV2::DomainName", "aws_apigatewayv2_domain_name", How::Table(api_gateway_v2::DOMAIN_NAME)),
    ("AWS::ApiGatewayV2::ApiMapping", "aws_apigatewayv2_api_mapping", How::Table(&[])),
    ("AWS::ApiGatewayV2::RoutingRule", "aws_apigatewayv2_routing_rule", How::Table(api_gateway_v2::ROUTING_RULE)),
    ("AWS::ApiGatewayV2::VpcLink", "aws_apigatewayv2_vpc_link", How::Table(&[])),
    ("AWS::Lambda::Function", "aws_lambda_function", How::Table(lambda::FUNCTION)),
    ("AWS::Lambda::Permission", "aws_lambda_permission", How::Table(lambda::PERMISSION)),
    ("AWS::Lambda::Url", "aws_lambda_function_url", How::Table(lambda::URL)),
    ("AWS::Lambda::Alias", "aws_lambda_alias", How::Table(&[])),
    ("AWS::Lambda::Version", "aws_lambda_version", How::Table(&[])),
    ("AWS::S3::Bucket", "aws_s3_bucket", How::Function(s3::bucket)),
    ("AWS::S3::BucketPolicy", "aws_s3_bucket_policy", How::Table(s3::BUCKET_POLICY)),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb", How::Function(elb::load_balancer)),
    ("AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener", How::Function(elb::listener)),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "aws_lb_listener_rule", How::Function(elb::rule)),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group", How::Table(elb::TARGET_GROUP)),
    (
        "AWS::ElasticLoadBalancingV2::ListenerCertificate",
        "aws_lb_listener_certificate",
        How::Function(elb::certificates),
    ),
    ("AWS::Route53::RecordSet", "aws_route53_record", How::Table(route53::RECORD)),
    ("AWS::Route53::RecordSetGroup", "aws_route53_record", How::Function(route53::group)),
    ("AWS::Route53::HostedZone", "aws_route53_zone", How::Table(&[])),
    (
        "AWS::CertificateManager::Certificate",
        "aws_acm_certificate",
        How::Table(&[Field("CertificateArn", To::Name("arn"))]),
    ),
    ("AWS::WAFv2::WebACL", "aws_wafv2_web_acl", How::Function(wafv2::web_acl)),
    ("AWS::WAFv2::IPSet", "aws_wafv2_ip_set", How::Table(&[])),
    ("AWS::WAFv2::WebACLAssociation", "aws_wafv2_web_acl_association", How::Table(wafv2::ASSOCIATION)),
];

/// A property of an object under any letter case; none for what is null. `RestApiId` of CloudFormation is `restApiId`
/// of the command line.
pub fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let Kind::Object(object) = &value.kind else { return None };
    let found = object.0.iter().find(|entry| entry.key.eq_ignore_ascii_case(name));
    found.map(|entry| &entry.value).filter(|value| value.kind != Kind::Null)
}

/// The attributes of properties.
pub fn fields(value: &Value, table: &[Field]) -> Value {
    match &value.kind {
        Kind::Object(object) => {
            let mut attributes = Object::default();
            for entry in &object.0 {
                field(entry, table, &mut attributes);
            }
            Value::new(Kind::Object(attributes), value.span)
        }
        _ => inside(value, &mut |inner| fields(inner, table)),
    }
}

fn field(entry: &Entry, table: &[Field], attributes: &mut Object) {
    let value = counted_items(&entry.value);
    match table.iter().find(|Field(name, _)| name.eq_ignore_ascii_case(&entry.key)) {
        Some(Field(_, To::Name(name))) => attributes.set(*name, entry.at, value.clone()),
        Some(Field(_, To::Block(name, table))) => attributes.set(*name, entry.at, fields(value, table)),
        Some(Field(_, To::Inline(table))) => match &value.kind {
            Kind::Object(object) => object.0.iter().for_each(|inner| field(inner, table, attributes)),
            // What is not known cannot be taken apart; it is named as it stands.
            Kind::Null => {}
            _ => attributes.set(snake_case(&entry.key), entry.at, value.clone()),
        },
        Some(Field(_, To::Each(name, property))) => {
            let each = |item: &Value| get(item, property).unwrap_or(item).clone();
            attributes.set(*name, entry.at, inside(value, &mut |item| each(item)));
        }
        Some(Field(_, To::Items(name, table))) => {
            let items = fields(get(value, "Items").unwrap_or(value), table);
            let object = Object(vec![Entry { key: "items".to_owned(), at: entry.at, value: items }]);
            attributes.set(*name, entry.at, Value::new(Kind::Object(object), value.span));
        }
        Some(Field(_, To::Apart)) => {}
        None => attributes.set(snake_case(&entry.key), entry.at, value.clone()),
    }
}

/// The list of `{"Quantity": 2, "Items": […]}`, as CloudFront's own interface writes lists.
fn counted_items(value: &Value) -> &Value {
    let Kind::Object(object) = &value.kind else { return value };
    let of = |name: &str| object.0.iter().find(|entry| entry.key == name).map(|entry| &entry.value);
    static NONE: Value = Value { kind: Kind::List(Vec::new()), span: None };
    match (of("Quantity"), of("Items")) {
        // `AllowedMethods` has the cached methods beside its items; its table takes it apart.
        _ if object.0.iter().any(|entry| !matches!(entry.key.as_str(), "Quantity" | "Items" | "Enabled")) => value,
        (_, Some(items)) if object.0.len() <= 3 => items,
        (Some(Value { kind: Kind::Number(0.0), .. }), None) => &NONE,
        _ => value,
    }
}

/// The change, made to each value that may stand there.
fn inside(value: &Value, change: &mut dyn FnMut(&Value) -> Value) -> Value {
    let kind = match &value.kind {
        Kind::List(items) => Kind::List(items.iter().map(&mut *change).collect()),
        Kind::Either(either) => Kind::Either(Box::new(crate::value::Either {
            condition: either.condition.clone(),
            then: change(&either.then),
            otherwise: change(&either.otherwise),
        })),
        Kind::Repeated(repeated) => {
            Kind::Repeated(Box::new(crate::value::Repeated { why: repeated.why.clone(), item: change(&repeated.item) }))
        }
        _ => return value.clone(),
    };
    Value::new(kind, value.span)
}

/// `OriginSSLProtocols` as `origin_ssl_protocols`.
pub fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(index + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if starts {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// An object of those attributes.
fn object(entries: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let entry = |(key, value): (&str, Option<Value>)| {
        let value = value?;
        Some(Entry { key: key.to_owned(), at: value.span, value })
    };
    Value::new(Kind::Object(Object(entries.into_iter().filter_map(entry).collect())), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_respelled() {
        for (name, snake) in [
            ("OriginPath", "origin_path"),
            ("HTTPPort", "http_port"),
            ("HTTPSPort", "https_port"),
            ("OriginSSLProtocols", "origin_ssl_protocols"),
            ("S3OriginConfig", "s3_origin_config"),
            ("WebACLId", "web_acl_id"),
            ("LambdaFunctionARN", "lambda_function_arn"),
            ("restApiId", "rest_api_id"),
            ("TTL", "ttl"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }

    #[test]
    fn a_type_stands_in_the_table_once() {
        let mut names: Vec<&str> = KINDS.iter().map(|(name, _, _)| *name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
