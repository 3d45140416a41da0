//! The types of resources, with what CloudFormation calls them, their attributes and what other resources take of them.
//!
//! Most attributes differ by letter case alone: `origin_path` is `OriginPath`. A table says what differs besides. Source:
//! AWS CloudFormation Template Reference, each resource's properties and return values; Terraform's AWS provider.

/// A type of resource.
#[derive(Debug)]
pub struct Kind {
    /// Terraform's name.
    pub terraform: &'static str,
    /// CloudFormation's name. Empty: it has none.
    pub cloudformation: &'static str,
    /// The word that a logical id of CloudFormation begins with.
    pub word: &'static str,
    /// The property that all others are in, where there is one.
    pub wrap: &'static str,
    /// What attributes are called, where that is not a matter of letter case. A name of a block is `block.name` where it
    /// holds in that block alone. Behind the name of the property: `#` for a list that is counted (`Quantity`, `Items`),
    /// `=` for a block that is a bare list, `-` for an attribute that CloudFormation has not.
    pub names: &'static [(&'static str, &'static str)],
    /// What others take of it: attributes, and how CloudFormation gives them.
    pub gives: &'static [(&'static str, Gives)],
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.terraform == other.terraform
    }
}

/// How CloudFormation gives an attribute.
#[derive(Debug)]
pub enum Gives {
    /// As the resource's reference.
    Ref,
    /// As an attribute of that name.
    Attribute(&'static str),
    /// As a text around the reference, which stands at `{}`, or around an attribute, as `{.Arn}`.
    Around(&'static str),
    /// As that part of an attribute that is split at slashes.
    Split(&'static str, usize),
}

use Gives::{Around, Attribute, Ref, Split};

macro_rules! kinds {
    ($($constant:ident $terraform:literal $cloudformation:literal $word:literal $wrap:literal
        [$($name:literal: $property:literal),* $(,)?] [$($attribute:literal: $gives:expr),* $(,)?];)*) => {
        $(
            #[doc = concat!("`", $terraform, "`.")]
            pub static $constant: Kind = Kind {
                terraform: $terraform,
                cloudformation: $cloudformation,
                word: $word,
                wrap: $wrap,
                names: &[$(($name, $property)),*],
                gives: &[$(($attribute, $gives)),*],
            };
        )*
    };
}

kinds! {
    DISTRIBUTION "aws_cloudfront_distribution" "AWS::CloudFront::Distribution" "Distribution" "DistributionConfig"
        ["origin": "Origins", "origin.origin_id": "Id", "custom_header": "OriginCustomHeaders",
         "custom_header.name": "HeaderName", "custom_header.value": "HeaderValue", "http_port": "HTTPPort",
         "https_port": "HTTPSPort", "origin_ssl_protocols": "OriginSSLProtocols", "s3_origin_config": "S3OriginConfig",
         "origin_group": "OriginGroups#", "origin_group.origin_id": "Id", "status_codes": "StatusCodes#",
         "member": "Members#", "ordered_cache_behavior": "CacheBehaviors", "function_association": "FunctionAssociations",
         "function_arn": "FunctionARN", "lambda_function_association": "LambdaFunctionAssociations",
         "lambda_arn": "LambdaFunctionARN", "custom_error_response": "CustomErrorResponses",
         "error_caching_min_ttl": "ErrorCachingMinTTL", "web_acl_id": "WebACLId",
         "cloudfront_default_certificate": "CloudFrontDefaultCertificate", "min_ttl": "MinTTL"]
        ["id": Ref, "domain_name": Attribute("DomainName"), "hosted_zone_id": Around("Z2FDTNDATAQYW2"),
         "arn": Around("arn:aws:cloudfront::${AWS::AccountId}:distribution/{}")];
    CACHE_POLICY "aws_cloudfront_cache_policy" "AWS::CloudFront::CachePolicy" "CachePolicy" "CachePolicyConfig"
        ["min_ttl": "MinTTL", "default_ttl": "DefaultTTL", "max_ttl": "MaxTTL", "headers": "Headers=",
         "cookies": "Cookies=", "query_strings": "QueryStrings="] ["id": Ref];
    ORIGIN_REQUEST_POLICY "aws_cloudfront_origin_request_policy" "AWS::CloudFront::OriginRequestPolicy"
        "OriginRequestPolicy" "OriginRequestPolicyConfig"
        ["headers": "Headers=", "cookies": "Cookies=", "query_strings": "QueryStrings="] ["id": Ref];
    RESPONSE_HEADERS_POLICY "aws_cloudfront_response_headers_policy" "AWS::CloudFront::ResponseHeadersPolicy"
        "ResponseHeadersPolicy" "ResponseHeadersPolicyConfig" [] ["id": Ref];
    FUNCTION "aws_cloudfront_function" "AWS::CloudFront::Function" "Function" ""
        ["code": "FunctionCode", "publish": "AutoPublish"] ["arn": Attribute("FunctionARN")];
    KEY_VALUE_STORE "aws_cloudfront_key_value_store" "AWS::CloudFront::KeyValueStore" "KeyValueStore" "" []
        ["arn": Attribute("Arn")];
    KEY_VALUE_STORE_KEY "aws_cloudfrontkeyvaluestore_key" "" "KeyValueStoreKey" "" [] [];
    PUBLIC_KEY "aws_cloudfront_public_key" "AWS::CloudFront::PublicKey" "PublicKey" "PublicKeyConfig" [] ["id": Ref];
    KEY_GROUP "aws_cloudfront_key_group" "AWS::CloudFront::KeyGroup" "KeyGroup" "KeyGroupConfig" [] ["id": Ref];
    ACCESS_CONTROL "aws_cloudfront_origin_access_control" "AWS::CloudFront::OriginAccessControl" "OriginAccessControl"
        "OriginAccessControlConfig" [] ["id": Ref];
    ACCESS_IDENTITY "aws_cloudfront_origin_access_identity" "AWS::CloudFront::CloudFrontOriginAccessIdentity"
        "OriginAccessIdentity" "CloudFrontOriginAccessIdentityConfig" []
        ["cloudfront_access_identity_path": Around("origin-access-identity/cloudfront/{}"),
         "iam_arn": Around("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {}")];

    REST_API "aws_api_gateway_rest_api" "AWS::ApiGateway::RestApi" "RestApi" "" []
        ["id": Ref, "root_resource_id": Attribute("RootResourceId"),
         "execution_arn": Around("arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:{}")];
    RESOURCE "aws_api_gateway_resource" "AWS::ApiGateway::Resource" "Resource" "" [] ["id": Ref];
    METHOD "aws_api_gateway_method" "AWS::ApiGateway::Method" "Method" ""
        ["authorization": "AuthorizationType", "integration.integration_http_method": "IntegrationHttpMethod"]
        ["http_method": Ref, "id": Ref];
    INTEGRATION "aws_api_gateway_integration" "" "Integration" "" [] ["id": Ref];
    METHOD_RESPONSE "aws_api_gateway_method_response" "" "MethodResponse" "" [] ["status_code": Ref];
    INTEGRATION_RESPONSE "aws_api_gateway_integration_response" "" "IntegrationResponse" "" [] ["id": Ref];
    DEPLOYMENT "aws_api_gateway_deployment" "AWS::ApiGateway::Deployment" "Deployment" "" [] ["id": Ref];
    STAGE "aws_api_gateway_stage" "AWS::ApiGateway::Stage" "Stage" "" []
        ["stage_name": Ref, "arn": Ref];
    REST_AUTHORIZER "aws_api_gateway_authorizer" "AWS::ApiGateway::Authorizer" "Authorizer" ""
        ["provider_arns": "ProviderARNs"] ["id": Ref];
    GATEWAY_RESPONSE "aws_api_gateway_gateway_response" "AWS::ApiGateway::GatewayResponse" "GatewayResponse" "" [] [];
    API_KEY "aws_api_gateway_api_key" "AWS::ApiGateway::ApiKey" "ApiKey" "" [] ["id": Ref];
    USAGE_PLAN "aws_api_gateway_usage_plan" "AWS::ApiGateway::UsagePlan" "UsagePlan" "" ["name": "UsagePlanName"]
        ["id": Ref];
    USAGE_PLAN_KEY "aws_api_gateway_usage_plan_key" "AWS::ApiGateway::UsagePlanKey" "PlanKey" "" [] [];
    DOMAIN_NAME "aws_api_gateway_domain_name" "AWS::ApiGateway::DomainName" "DomainName" "" []
        ["domain_name": Ref, "regional_domain_name": Attribute("RegionalDomainName"),
         "cloudfront_domain_name": Attribute("DistributionDomainName"), "arn": Attribute("DomainNameArn"),
         "regional_zone_id": Attribute("RegionalHostedZoneId"),
         "cloudfront_zone_id": Attribute("DistributionHostedZoneId")];
    BASE_PATH_MAPPING "aws_api_gateway_base_path_mapping" "AWS::ApiGateway::BasePathMapping" "BasePathMapping" ""
        ["api_id": "RestApiId", "stage_name": "Stage"] [];

    HTTP_API "aws_apigatewayv2_api" "AWS::ApiGatewayV2::Api" "HttpApi" "" []
        ["id": Ref, "execution_arn": Around("arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:{}")];
    ROUTE "aws_apigatewayv2_route" "AWS::ApiGatewayV2::Route" "Route" "" [] [];
    HTTP_INTEGRATION "aws_apigatewayv2_integration" "AWS::ApiGatewayV2::Integration" "HttpIntegration" "" [] ["id": Ref];
    HTTP_STAGE "aws_apigatewayv2_stage" "AWS::ApiGatewayV2::Stage" "HttpStage" ""
        ["name": "StageName"] ["name": Ref, "id": Ref];
    HTTP_AUTHORIZER "aws_apigatewayv2_authorizer" "AWS::ApiGatewayV2::Authorizer" "HttpAuthorizer" ""
        ["identity_sources": "IdentitySource"] ["id": Ref];
    API_MAPPING "aws_apigatewayv2_api_mapping" "AWS::ApiGatewayV2::ApiMapping" "ApiMapping" "" [] [];
    ROUTING_RULE "aws_apigatewayv2_routing_rule" "AWS::ApiGatewayV2::RoutingRule" "RoutingRule" ""
        ["domain_name": "DomainNameArn", "condition": "Conditions", "action": "Actions"] [];

    LAMBDA "aws_lambda_function" "AWS::Lambda::Function" "Lambda" ""
        ["publish": "-", "filename": "-", "source_code_hash": "-", "role": "Role"]
        ["function_name": Ref, "arn": Attribute("Arn"), "qualified_arn": Attribute("Arn"),
         "invoke_arn": Around("arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/{.Arn}/invocations")];
    LAMBDA_VERSION "aws_lambda_version" "AWS::Lambda::Version" "LambdaVersion" "" [] ["arn": Ref];
    PERMISSION "aws_lambda_permission" "AWS::Lambda::Permission" "Permission" "" ["statement_id": "-"] [];
    FUNCTION_URL "aws_lambda_function_url" "AWS::Lambda::Url" "FunctionUrl" ""
        ["function_name": "TargetFunctionArn", "authorization_type": "AuthType"] ["host": Split("FunctionUrl", 2)];
    ROLE "aws_iam_role" "AWS::IAM::Role" "Role" ""
        ["name_prefix": "-", "assume_role_policy": "AssumeRolePolicyDocument"] ["arn": Attribute("Arn"), "name": Ref];
    ROLE_POLICY "aws_iam_role_policy_attachment" "" "RolePolicy" "" [] [];

    BUCKET "aws_s3_bucket" "AWS::S3::Bucket" "Bucket" "" ["bucket": "BucketName"]
        ["bucket": Ref, "id": Ref, "arn": Attribute("Arn")];
    WEBSITE "aws_s3_bucket_website_configuration" "" "Website" "" [] [];
    PUBLIC_ACCESS "aws_s3_bucket_public_access_block" "" "PublicAccess" "" [] [];
    OBJECT "aws_s3_object" "" "Object" "" [] [];
    BUCKET_POLICY "aws_s3_bucket_policy" "AWS::S3::BucketPolicy" "BucketPolicy" "" ["policy": "PolicyDocument"] [];

    LOAD_BALANCER "aws_lb" "AWS::ElasticLoadBalancingV2::LoadBalancer" "LoadBalancer" ""
        ["load_balancer_type": "Type", "internal": "-"]
        ["arn": Ref, "dns_name": Attribute("DNSName"), "zone_id": Attribute("CanonicalHostedZoneID")];
    LISTENER "aws_lb_listener" "AWS::ElasticLoadBalancingV2::Listener" "Listener" ""
        ["default_action": "DefaultActions", "fixed_response": "FixedResponseConfig", "redirect": "RedirectConfig",
         "certificate_arn": "-"]
        ["arn": Ref];
    LISTENER_RULE "aws_lb_listener_rule" "AWS::ElasticLoadBalancingV2::ListenerRule" "ListenerRule" ""
        ["action": "Actions", "condition": "Conditions", "fixed_response": "FixedResponseConfig",
         "redirect": "RedirectConfig", "http_header": "HttpHeaderConfig", "host_header": "HostHeaderConfig",
         "path_pattern": "PathPatternConfig"] [];
    RECORD "aws_route53_record" "AWS::Route53::RecordSet" "Record" ""
        ["zone_id": "HostedZoneId", "ttl": "TTL", "records": "ResourceRecords", "alias": "AliasTarget",
         "alias.name": "DNSName", "alias.zone_id": "HostedZoneId"] [];
    WEB_ACL "aws_wafv2_web_acl" "AWS::WAFv2::WebACL" "WebAcl" ""
        ["rule": "Rules", "and_statement.statement": "Statements", "cloudwatch_metrics_enabled": "CloudWatchMetricsEnabled",
         "rule_action_override": "RuleActionOverrides", "arn": "Arn", "text_transformation": "TextTransformations",
         "custom_response_body": "CustomResponseBodies", "response_header": "ResponseHeaders",
         "ip_set_reference_statement": "IPSetReferenceStatement"]
        ["arn": Attribute("Arn")];
    IP_SET "aws_wafv2_ip_set" "AWS::WAFv2::IPSet" "IpSet" "" ["ip_address_version": "IPAddressVersion"]
        ["arn": Attribute("Arn")];
    WEB_ACL_ASSOCIATION "aws_wafv2_web_acl_association" "AWS::WAFv2::WebACLAssociation" "WebAclAssociation" ""
        ["web_acl_arn": "WebACLArn"] [];
}

impl Kind {
    /// What CloudFormation calls an attribute that stands in a block, with the mark behind it.
    pub fn property(&self, block: &str, name: &str) -> (String, Option<char>) {
        let in_block = format!("{block}.{name}");
        let found = self.names.iter().find(|(each, _)| *each == in_block);
        let found = found.or_else(|| self.names.iter().find(|(each, _)| *each == name));
        let property = found.map_or_else(|| pascal_case(name), |(_, property)| (*property).to_owned());
        let mark = property.chars().last().filter(|last| !last.is_ascii_alphanumeric());
        (property.trim_end_matches(['#', '=', '-']).to_owned(), mark)
    }
}

/// `origin_path` as `OriginPath`.
pub fn pascal_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_called_as_cloudformation_calls_them() {
        for (kind, block, name, property, mark) in [
            (&DISTRIBUTION, "origin", "origin_id", "Id", None),
            (&DISTRIBUTION, "default_cache_behavior", "target_origin_id", "TargetOriginId", None),
            (&DISTRIBUTION, "", "origin_group", "OriginGroups", Some('#')),
            (&CACHE_POLICY, "cookies_config", "cookies", "Cookies", Some('=')),
            (&LAMBDA, "", "filename", "", Some('-')),
        ] {
            assert_eq!(kind.property(block, name), (property.to_owned(), mark), "{name}");
        }
    }
}
