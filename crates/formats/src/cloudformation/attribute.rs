//! What `Ref` and `Fn::GetAtt` of each type are called in Terraform.

use crate::source::Span;
use crate::value::{Handle, Kind, Piece, Text, Value};

/// The region of the account.
pub fn region() -> Piece {
    Piece::Handle(Handle { resource: "data.aws_region.current".to_owned(), attribute: "region".to_owned() })
}

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
    Some(Value::new(Kind::Text(Text::handle(resource, attribute)), span))
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

/// What `Fn::GetAtt` of a resource gives.
pub fn attribute(address: &str, kind: &str, attribute: &str) -> Text {
    let text = |parts: &[&str]| {
        let mut text = Text::default();
        for part in parts {
            text.push(match *part {
                "{region}" => region(),
                name if name.starts_with('{') => Piece::Handle(Handle {
                    resource: address.to_owned(),
                    attribute: name.trim_matches(['{', '}']).to_owned(),
                }),
                known => Piece::Known(known.to_owned()),
            });
        }
        text
    };
    match (kind, attribute) {
        ("AWS::S3::Bucket", "DomainName") => Text::handle(address, "bucket_domain_name"),
        ("AWS::S3::Bucket", "RegionalDomainName") => Text::handle(address, "bucket_regional_domain_name"),
        ("AWS::S3::Bucket", "WebsiteURL") => text(&["http://", "{website_endpoint}"]),
        ("AWS::S3::Bucket", "DualStackDomainName") => {
            text(&["{bucket}", ".s3.dualstack.", "{region}", ".amazonaws.com"])
        }
        ("AWS::ApiGatewayV2::Api" | "AWS::Serverless::HttpApi", "ApiEndpoint") => {
            text(&["https://", "{id}", ".execute-api.", "{region}", ".amazonaws.com"])
        }
        ("AWS::ApiGatewayV2::Api" | "AWS::Serverless::HttpApi", "ApiId") => Text::handle(address, "id"),
        ("AWS::ApiGateway::RestApi" | "AWS::Serverless::Api", "RestApiId") => Text::handle(address, "id"),
        ("AWS::ApiGateway::Resource", "ResourceId") => Text::handle(address, "id"),
        ("AWS::ApiGateway::Deployment", "DeploymentId") => Text::handle(address, "id"),
        ("AWS::ApiGateway::Authorizer", "AuthorizerId") | ("AWS::ApiGatewayV2::Authorizer", "AuthorizerId") => {
            Text::handle(address, "id")
        }
        ("AWS::ApiGateway::DomainName", "DistributionDomainName") => Text::handle(address, "cloudfront_domain_name"),
        ("AWS::ApiGateway::DomainName", "DistributionHostedZoneId") => Text::handle(address, "cloudfront_zone_id"),
        ("AWS::ApiGateway::DomainName", "RegionalDomainName") => Text::handle(address, "regional_domain_name"),
        ("AWS::ApiGateway::DomainName", "RegionalHostedZoneId") => Text::handle(address, "regional_zone_id"),
        ("AWS::ApiGateway::DomainName" | "AWS::ApiGatewayV2::DomainName", "DomainNameArn") => {
            Text::handle(address, "arn")
        }
        ("AWS::ApiGatewayV2::DomainName", "RegionalDomainName") => {
            Text::handle(address, "domain_name_configuration[0].target_domain_name")
        }
        ("AWS::ApiGatewayV2::DomainName", "RegionalHostedZoneId") => {
            Text::handle(address, "domain_name_configuration[0].hosted_zone_id")
        }
        ("AWS::Lambda::Url", "FunctionUrl") => Text::handle(address, "function_url"),
        ("AWS::CloudFront::Function", "FunctionARN" | "FunctionMetadata.FunctionARN") => Text::handle(address, "arn"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "DNSName") => Text::handle(address, "dns_name"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn") => Text::handle(address, "arn"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "CanonicalHostedZoneID") => Text::handle(address, "zone_id"),
        (_, "Arn") => Text::handle(address, "arn"),
        _ => Text::handle(address, crate::translate::snake_case(attribute)),
    }
}
