//! What `Ref` and `Fn::GetAtt` of each type are called in Terraform.

use crate::source::Span;
use crate::value::{Handle, Kind, Piece, Text, Value};

/// A pseudo parameter.
pub fn pseudo_parameter(name: &str, span: Option<Span>) -> Option<Value> {
    let (resource, attribute) = match name {
        "AWS::Region" => ("data.aws_region.current", "region"),
        "AWS::AccountId" => ("data.aws_caller_identity.current", "account_id"),
        "AWS::Partition" => ("data.aws_partition.current", "partition"),
        "AWS::URLSuffix" => ("data.aws_partition.current", "dns_suffix"),
        "AWS::StackName" => ("data.aws_cloudformation_stack.current", "name"),
        "AWS::StackId" => ("data.aws_cloudformation_stack.current", "id"),
        "AWS::NotificationARNs" => ("data.aws_cloudformation_stack.current", "notification_arns"),
        "AWS::NoValue" => return Some(Value::new(Kind::Null, span)),
        _ => return None,
    };
    if name == "AWS::StackId" {
        return Some(Value::new(Kind::Text(stack_id()), span));
    }
    Some(Value::new(Kind::Text(Text::handle(resource, attribute)), span))
}

/// `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/GUID`: its parts are what templates take it apart for.
fn stack_id() -> Text {
    const STACK: &str = "data.aws_cloudformation_stack.current";
    let mut text = Text::known("arn:");
    text.extend(Text::handle("data.aws_partition.current", "partition"));
    text.extend(Text::known(":cloudformation:"));
    text.extend(Text::handle(crate::computed::REGION, "region"));
    text.extend(Text::known(":"));
    text.extend(Text::handle("data.aws_caller_identity.current", "account_id"));
    text.extend(Text::known(":stack/"));
    text.extend(Text::handle(STACK, "name"));
    text.extend(Text::known("/"));
    // A GUID, of which the parts between hyphens are taken: five of them.
    for (number, separator) in ["", "-", "-", "-", "-"].into_iter().enumerate() {
        text.extend(Text::known(separator));
        text.extend(Text::handle(STACK, format!("guid_{number}")));
    }
    text
}

/// What `Ref` of a resource gives.
pub fn reference(address: &str, kind: &str) -> Text {
    let name = match kind {
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => "function_name",
        "AWS::ElasticLoadBalancingV2::LoadBalancer"
        | "AWS::ElasticLoadBalancingV2::Listener"
        | "AWS::ElasticLoadBalancingV2::ListenerRule"
        | "AWS::ElasticLoadBalancingV2::TargetGroup"
        | "AWS::Lambda::Version"
        | "AWS::Lambda::Alias"
        | "AWS::CertificateManager::Certificate"
        | "AWS::CloudFront::Function" => "arn",
        "AWS::ApiGateway::Stage" => "stage_name",
        "AWS::ApiGatewayV2::Stage" => "name",
        "AWS::ApiGateway::DomainName" | "AWS::ApiGatewayV2::DomainName" => "domain_name",
        "AWS::S3::Bucket" => "bucket",
        _ => "id",
    };
    Text::handle(address, name)
}

/// What `Fn::GetAtt` of a resource gives. Texts that AWS builds are taken apart, so that `Fn::Split` works on them.
pub fn attribute(address: &str, kind: &str, name: &str) -> Text {
    let bare = match (kind, name) {
        ("AWS::S3::Bucket", "DomainName") => "bucket_domain_name",
        ("AWS::S3::Bucket", "RegionalDomainName") => "bucket_regional_domain_name",
        ("AWS::S3::Bucket", "WebsiteURL") => {
            let mut text = Text::known("http://");
            text.extend(built(address, kind, "website_endpoint"));
            return text;
        }
        ("AWS::ApiGatewayV2::Api" | "AWS::Serverless::HttpApi", "ApiId") => "id",
        ("AWS::ApiGateway::RestApi" | "AWS::Serverless::Api", "RestApiId") => "id",
        ("AWS::ApiGateway::Resource", "ResourceId") => "id",
        ("AWS::ApiGateway::Deployment", "DeploymentId") => "id",
        ("AWS::ApiGateway::Authorizer" | "AWS::ApiGatewayV2::Authorizer", "AuthorizerId") => "id",
        ("AWS::ApiGateway::DomainName", "DistributionDomainName") => "cloudfront_domain_name",
        ("AWS::ApiGateway::DomainName", "DistributionHostedZoneId") => "cloudfront_zone_id",
        ("AWS::ApiGateway::DomainName", "RegionalHostedZoneId") => "regional_zone_id",
        ("AWS::ApiGateway::DomainName" | "AWS::ApiGatewayV2::DomainName", "DomainNameArn") => "arn",
        ("AWS::ApiGatewayV2::DomainName", "RegionalDomainName") => "target_domain_name",
        ("AWS::ApiGatewayV2::DomainName", "RegionalHostedZoneId") => "hosted_zone_id",
        ("AWS::CloudFront::Function", "FunctionARN" | "FunctionMetadata.FunctionARN") => "arn",
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "DNSName") => "dns_name",
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn") => "arn",
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "CanonicalHostedZoneID") => "zone_id",
        (_, other) => return built(address, kind, &crate::translate::snake_case(other)),
    };
    built(address, kind, bare)
}

fn built(address: &str, kind: &str, name: &str) -> Text {
    let terraform = crate::translate::terraform_kind(kind).unwrap_or(kind);
    if terraform == "aws_apigatewayv2_domain_name" && name == "target_domain_name" {
        return with(&["d-", "@domain_id", ".execute-api.", "@region", ".amazonaws.com"], address);
    }
    let none = Value::object::<&str>([]);
    let built = crate::computed::attribute(terraform, address, &none, name);
    // What is built from names that a template may set is settled once all of them are known.
    match built.map(|value| value.kind) {
        Some(Kind::Text(text)) if !SETTLED_LATER.contains(&name) => text,
        _ => Text::handle(address, name),
    }
}

/// Attributes whose text depends on what is set: `dns_name` has `internal-` before it for some load balancers.
const SETTLED_LATER: &[&str] = &["dns_name", "website_endpoint", "invoke_url", "id"];

fn with(pieces: &[&str], address: &str) -> Text {
    let mut text = Text::default();
    for piece in pieces {
        text.push(match piece.strip_prefix('@') {
            Some("region") => {
                Piece::Handle(Handle { resource: crate::computed::REGION.to_owned(), attribute: "region".to_owned() })
            }
            Some(name) => Piece::Handle(Handle { resource: address.to_owned(), attribute: name.to_owned() }),
            None => Piece::Known((*piece).to_owned()),
        });
    }
    text
}
