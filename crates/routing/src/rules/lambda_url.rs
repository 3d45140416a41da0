//! Lambda function URLs, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The `Host` is a function URL's name.
    HOST = Documented LambdaUrlHost, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    ];
    /// No function has a URL of that name.
    NOT_FOUND = Observed LambdaUrlNotFound, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
    ];
    /// The `Host` is the name of something else, as when CloudFront forwards the viewer's.
    HOST_FOREIGN = Inferred LambdaUrlHostForeign, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
    ];
    /// The signature is checked before anything is authorized.
    SIGNATURE = Observed LambdaUrlSignature, [
        "https://github.com/minorun365/html-share/issues/4",
        "https://github.com/RJPearson94/terraform-aws-open-next/pull/48",
        "https://github.com/badslug/Paw-AWSSignature4DynamicValue/issues/5",
    ];
    /// CloudFront signs a body only by the hash that the viewer sends with it.
    PAYLOAD_HASH = Observed LambdaUrlPayloadHash, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
        "https://github.com/minorun365/html-share/issues/4",
        "https://github.com/KensioSoftware/yulin/issues/651",
    ];
    /// CORS settings answer preflight requests.
    CORS_PREFLIGHT = Documented LambdaUrlCorsPreflight, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html",
        "https://dev.to/rimutaka/aws-lambda-with-cloudfront-configuration-guide-27lj",
    ];
    /// A URL with `AWS_IAM` takes signed requests alone.
    UNSIGNED = Observed LambdaUrlUnsigned, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
    ];
    /// Who may call: since October 2025 two grants for URLs made since.
    PERMISSION = Observed LambdaUrlPermission, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        "https://github.com/aws/aws-cdk/issues/35872",
        "https://github.com/awsdocs/aws-lambda-developer-guide/issues/494",
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
    ];
    /// A principal that signed is let in by its own identity-based policy.
    IDENTITY_POLICY = Documented LambdaUrlIdentityPolicy, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    ];
    /// The function is called, whatever path and method.
    INVOKE = Documented LambdaUrlInvoke, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    ];
    /// The function failed.
    FUNCTION_FAILED = Observed LambdaUrlFunctionFailed, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    ];
    /// CORS settings replace the CORS fields of the function.
    CORS_HEADERS = Documented LambdaUrlCorsHeaders, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html",
        "https://dev.to/rimutaka/aws-lambda-with-cloudfront-configuration-guide-27lj",
    ];
    /// What Lambda adds to an answer.
    RELAY = Observed LambdaUrlRelay, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    ];
}
