//! What became of the resources that no part of the mapper took.

use crate::import::{Fate, Reason};

use super::Mapper;

/// Types that play a part: left over, they belong to something that is not in the files.
const ROUTING: &[&str] = &[
    "aws_api_gateway_",
    "aws_apigatewayv2_",
    "aws_cloudfront_",
    "aws_cloudfrontkeyvaluestore_",
    "aws_lb_listener",
    "aws_alb_listener",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_website_configuration",
    "aws_wafv2_web_acl_association",
];

/// Types of those families that say nothing about where a request ends.
const QUIET: &[&str] = &[
    "aws_api_gateway_account",
    "aws_api_gateway_client_certificate",
    "aws_api_gateway_documentation_part",
    "aws_api_gateway_documentation_version",
    "aws_api_gateway_method_response",
    "aws_api_gateway_method_settings",
    "aws_api_gateway_model",
    "aws_api_gateway_request_validator",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_resource",
    "aws_api_gateway_vpc_link",
    "aws_api_gateway_authorizer",
    "aws_api_gateway_api_key",
    "aws_api_gateway_usage_plan",
    "aws_api_gateway_usage_plan_key",
    "aws_apigatewayv2_authorizer",
    "aws_apigatewayv2_deployment",
    "aws_apigatewayv2_integration",
    "aws_apigatewayv2_integration_response",
    "aws_apigatewayv2_model",
    "aws_apigatewayv2_route_response",
    "aws_apigatewayv2_vpc_link",
    "aws_cloudfront_origin_access_control",
    "aws_cloudfront_origin_access_identity",
    "aws_cloudfront_monitoring_subscription",
    "aws_cloudfront_public_key",
    "aws_cloudfront_key_group",
    "aws_cloudfront_realtime_log_config",
    "aws_cloudfront_field_level_encryption_config",
    "aws_cloudfront_field_level_encryption_profile",
    "aws_cloudfront_key_value_store",
    "aws_cloudfront_vpc_origin",
    "aws_lb_listener_certificate",
    "aws_alb_listener_certificate",
    "aws_s3_bucket_policy",
];

impl Mapper<'_> {
    /// Settles what became of the rest.
    pub fn map_leftovers(&mut self) {
        let left: Vec<usize> =
            self.fates.iter().enumerate().filter(|(_, fate)| fate.is_none()).map(|(index, _)| index).collect();
        for index in left {
            let Some(resource) = self.resources.get(index) else { continue };
            let kind = resource.kind.as_str();
            if kind.starts_with("data.") {
                continue;
            }
            let plays = ROUTING.iter().any(|family| kind.starts_with(family)) && !QUIET.contains(&kind);
            if plays {
                self.settle_fate(resource, Fate::Lost, Some(Reason::Unattached(kind.to_owned())));
            } else {
                self.settle_fate(resource, Fate::Skipped, None);
            }
        }
    }
}
