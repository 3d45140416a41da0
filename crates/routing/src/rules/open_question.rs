//! What nobody has shown yet: the inferences in the rules, and where sources disagree. What is assumed meanwhile, and
//! what would settle it, is in the locale files under `open_question.<id>`.

use crate::rules::id::RuleId;

/// Why a question is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No source says so, and nobody has recorded it.
    Inferred,
    /// Sources say different things.
    Disagreement,
}

impl Why {
    /// Its name in keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inferred => "inferred",
            Self::Disagreement => "disagreement",
        }
    }
}

/// A question that a capture of AWS would settle.
#[derive(Debug)]
pub struct OpenQuestion {
    /// Its name in keys of texts and in the page's anchors.
    pub id: &'static str,
    /// Why it is open.
    pub why: Why,
    /// The rules that rest on what is assumed. Empty: nothing does, the question is not modelled.
    pub rules: &'static [RuleId],
    /// Where something is said of it.
    pub sources: &'static [&'static str],
    /// What a reader with an account can run; words in capitals stand for the reader's own names.
    pub command: &'static str,
}

/// Every open question, in the order of the hops.
pub static ALL: &[OpenQuestion] = &[
    OpenQuestion {
        id: "url_too_long",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontUrlTooLong, RuleId::RestApiUrlTooLong],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
        ],
        command: "curl -si \"https://YOUR-DOMAIN/$(printf 'a%.0s' $(seq 11000))\"",
    },
    OpenQuestion {
        id: "headers_too_large",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontHeadersTooLarge],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        ],
        command: "curl -si -H \"x-long: $(printf 'a%.0s' $(seq 33000))\" https://YOUR-DOMAIN/",
    },
    OpenQuestion {
        id: "distribution_disabled",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontDistributionDisabled],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html"],
        command: "curl -si https://YOUR-DISABLED-DISTRIBUTION.cloudfront.net/",
    },
    OpenQuestion {
        id: "order_of_checks",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontAllowedMethods, RuleId::CloudfrontGeoRestriction, RuleId::CloudfrontSignedRequest],
        sources: &[
            "https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/25",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
        ],
        command: "curl -si -X POST https://YOUR-DISTRIBUTION-THAT-BLOCKS-YOUR-COUNTRY.cloudfront.net/",
    },
    OpenQuestion {
        id: "distribution_chain",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontDistributionChain],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        ],
        command: "curl -si https://YOUR-FIRST-OF-THREE-DISTRIBUTIONS.cloudfront.net/",
    },
    OpenQuestion {
        id: "root_object_path",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontDefaultRootObject],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html"],
        command: "curl -si https://YOUR-DISTRIBUTION.cloudfront.net/",
    },
    OpenQuestion {
        id: "authorization_on_post",
        why: Why::Disagreement,
        rules: &[RuleId::CloudfrontAuthorization],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        ],
        command: "curl -si -X POST -H \"authorization: Bearer x\" https://YOUR-DISTRIBUTION.cloudfront.net/echo",
    },
    OpenQuestion {
        id: "forwarded_host_certificate",
        why: Why::Disagreement,
        rules: &[RuleId::CloudfrontOriginCertificate, RuleId::LoadBalancerCertificate],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
        ],
        command: "openssl s_client -connect YOUR-ORIGIN:443 -servername YOUR-ALIAS </dev/null",
    },
    OpenQuestion {
        id: "failover_dns",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontOriginFailover],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
        ],
        command: "curl -si https://YOUR-DISTRIBUTION-WITH-A-GROUP.cloudfront.net/",
    },
    OpenQuestion {
        id: "error_page_of_own_403",
        why: Why::Inferred,
        rules: &[RuleId::CloudfrontCustomErrorResponse],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
        ],
        command: "curl -si http://YOUR-HTTPS-ONLY-DISTRIBUTION.cloudfront.net/",
    },
    OpenQuestion {
        id: "port_closed",
        why: Why::Inferred,
        rules: &[RuleId::DnsPortClosed],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html"],
        command: "curl -si --max-time 10 http://YOUR-ID.lambda-url.YOUR-REGION.on.aws/",
    },
    OpenQuestion {
        id: "rest_unknown_route_signed",
        why: Why::Inferred,
        rules: &[RuleId::RestApiResourceNotFoundAuthorization, RuleId::RestApiResourceNotFound],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        ],
        command: "curl -si --aws-sigv4 aws:amz:YOUR-REGION:execute-api --user \"$AWS_ACCESS_KEY_ID:wrong\" https://YOUR-API/prod/none",
    },
    OpenQuestion {
        id: "rest_signature_query",
        why: Why::Inferred,
        rules: &[RuleId::RestApiSignature],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
        ],
        command: "curl -si \"https://YOUR-API/prod/hello?X-Amz-Algorithm=AWS4-HMAC-SHA256\"",
    },
    OpenQuestion {
        id: "rest_authorizer_answer",
        why: Why::Inferred,
        rules: &[RuleId::RestApiAuthorizer],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
        ],
        command: "curl -si -H \"authorization: Bearer x\" https://YOUR-API/prod/hello",
    },
    OpenQuestion {
        id: "rest_policy_operators",
        why: Why::Inferred,
        rules: &[RuleId::RestApiResourcePolicy],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html"],
        command: "aws apigateway get-rest-api --rest-api-id YOUR-ID --query policy",
    },
    OpenQuestion {
        id: "rest_lambda_throttled",
        why: Why::Inferred,
        rules: &[RuleId::RestApiLambdaFailed, RuleId::HttpApiLambdaFailed],
        sources: &[
            "https://github.com/ed-donner/production/issues/166",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
        ],
        command: "aws lambda put-function-concurrency --function-name YOUR-FUNCTION --reserved-concurrent-executions 0",
    },
    OpenQuestion {
        id: "rest_binary_response_type",
        why: Why::Inferred,
        rules: &[RuleId::RestApiBinaryMediaTypes, RuleId::RestApiBase64Body],
        sources: &[
            "https://github.com/serverless/serverless/issues/7243",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html",
        ],
        command: "curl -si -X OPTIONS -H \"accept:\" https://YOUR-API/prod/hello",
    },
    OpenQuestion {
        id: "rest_aws_service_denied",
        why: Why::Inferred,
        rules: &[RuleId::RestApiAwsService],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html"],
        command: "curl -si https://YOUR-API/prod/object",
    },
    OpenQuestion {
        id: "mutual_tls",
        why: Why::Disagreement,
        rules: &[],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html",
        ],
        command: "curl -v --cert wrong.pem --key wrong.key https://YOUR-MUTUAL-TLS-DOMAIN/",
    },
    OpenQuestion {
        id: "private_name",
        why: Why::Inferred,
        rules: &[RuleId::RestApiPrivate],
        sources: &[
            "https://github.com/onmyway133/blog/issues/1058",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html",
        ],
        command: "dig +short YOUR-PRIVATE-API.execute-api.YOUR-REGION.amazonaws.com",
    },
    OpenQuestion {
        id: "domain_mapping_prefix",
        why: Why::Inferred,
        rules: &[RuleId::ApiDomainBasePathMapping],
        sources: &[
            "https://github.com/amplify-education/serverless-domain-manager/issues/241",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
        ],
        command: "curl -si https://YOUR-DOMAIN/KEYandmore; curl -si https://YOUR-DOMAIN//YOUR-STAGE/hello",
    },
    OpenQuestion {
        id: "domain_certificate",
        why: Why::Inferred,
        rules: &[RuleId::ApiDomainCertificate],
        sources: &[
            "https://github.com/amplify-education/serverless-domain-manager/issues/152",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        ],
        command: "openssl s_client -connect YOUR-TARGET.execute-api.YOUR-REGION.amazonaws.com:443 -servername other.example </dev/null",
    },
    OpenQuestion {
        id: "http_backend_unreachable",
        why: Why::Inferred,
        rules: &[RuleId::HttpApiIntegrationUnreachable],
        sources: &["https://github.com/aws-samples/aws-apigw-http-api-private--integrations/issues/2"],
        command: "curl -si https://YOUR-HTTP-API/to-a-closed-port",
    },
    OpenQuestion {
        id: "http_bare_uri",
        why: Why::Inferred,
        rules: &[RuleId::HttpApiForwardedPath],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
        ],
        command: "curl -si https://YOUR-HTTP-API/items/7",
    },
    OpenQuestion {
        id: "http_preflight_foreign",
        why: Why::Inferred,
        rules: &[RuleId::HttpApiCorsPreflight],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"],
        command: "curl -si -X OPTIONS -H \"origin: https://other.example\" -H \"access-control-request-method: GET\" https://YOUR-HTTP-API/",
    },
    OpenQuestion {
        id: "http_parameters_in_events",
        why: Why::Inferred,
        rules: &[RuleId::HttpApiRequestParameters],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html"],
        command: "aws apigatewayv2 update-integration --api-id YOUR-API --integration-id YOUR-ID --request-parameters overwrite:path=/x",
    },
    OpenQuestion {
        id: "http_payload_version",
        why: Why::Disagreement,
        rules: &[RuleId::HttpApiIntegration],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
            "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_integration",
        ],
        command: "aws apigatewayv2 get-integrations --api-id YOUR-API --query \"Items[].PayloadFormatVersion\"",
    },
    OpenQuestion {
        id: "url_host_foreign",
        why: Why::Inferred,
        rules: &[RuleId::LambdaUrlHostForeign],
        sources: &["https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"],
        command: "curl -si -H \"host: www.example.com\" https://YOUR-ID.lambda-url.YOUR-REGION.on.aws/",
    },
    OpenQuestion {
        id: "url_failures",
        why: Why::Inferred,
        rules: &[RuleId::LambdaUrlFunctionFailed, RuleId::LambdaUrlCorsPreflight],
        sources: &[
            "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html",
        ],
        command: "curl -si -X OPTIONS -H \"origin: https://other.example\" -H \"access-control-request-method: GET\" https://YOUR-ID.lambda-url.YOUR-REGION.on.aws/",
    },
    OpenQuestion {
        id: "url_unknown_key",
        why: Why::Inferred,
        rules: &[RuleId::LambdaUrlSignature],
        sources: &["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],
        command: "curl -si --aws-sigv4 aws:amz:YOUR-REGION:lambda --user AKIAIOSFODNN7EXAMPLE:x https://YOUR-ID.lambda-url.YOUR-REGION.on.aws/",
    },
    OpenQuestion {
        id: "s3_host_foreign",
        why: Why::Inferred,
        rules: &[RuleId::S3HostForeign],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"],
        command: "curl -si -H \"host: www.example.com\" https://YOUR-BUCKET.s3.YOUR-REGION.amazonaws.com/",
    },
    OpenQuestion {
        id: "s3_kms_errors",
        why: Why::Inferred,
        rules: &[RuleId::S3Kms],
        sources: &[
            "https://github.com/aws/aws-sdk-php/issues/1568",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        ],
        command: "curl -si https://YOUR-BUCKET.s3.YOUR-REGION.amazonaws.com/encrypted.html",
    },
    OpenQuestion {
        id: "balancer_pages",
        why: Why::Inferred,
        rules: &[RuleId::LoadBalancerWebAcl, RuleId::LoadBalancerPlainHttp, RuleId::LoadBalancerTarget],
        sources: &[
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
        ],
        command: "curl -si http://YOUR-LOAD-BALANCER:443/",
    },
];
