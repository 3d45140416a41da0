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
        "Public capture of a call of a function URL that does not exist, 2025-06",
    ];
    /// The `Host` is the name of something else, as when CloudFront forwards the viewer's.
    HOST_FOREIGN = Documented LambdaUrlHostForeign, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
    ];
    /// The signature is checked before anything is authorized.
    SIGNATURE = Observed LambdaUrlSignature, [
        "Public captures of a function URL behind an origin access control, 2026-09",
        "Public captures of signed calls of a function URL, 2025-06",
    ];
    /// CloudFront signs a body only by the hash that the viewer sends with it.
    PAYLOAD_HASH = Observed LambdaUrlPayloadHash, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
        "Public captures of a function URL behind an origin access control, 2026-09",
    ];
    /// A URL with `AWS_IAM` takes signed requests alone.
    UNSIGNED = Observed LambdaUrlUnsigned, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        "Public captures of unsigned calls of a function URL, 2025-06 and 2026-09",
    ];
    /// Who may call: since October 2025 two grants for URLs made since.
    PERMISSION = Observed LambdaUrlPermission, [
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        "https://github.com/aws/aws-cdk/issues/35872",
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py",
    ];
    /// A principal that signed is let in by its own identity-based policy.
    IDENTITY_POLICY = Inferred LambdaUrlIdentityPolicy, [
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
    /// What Lambda adds to an answer.
    RELAY = Observed LambdaUrlRelay, [
        "Public captures of signed calls of a function URL, 2025-06",
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    ];
}
