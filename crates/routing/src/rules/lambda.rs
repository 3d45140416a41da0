//! Lambda functions.

use crate::rule::rules;

rules! {
    /// The function answers.
    INVOKE = Documented LambdaInvoke, [
        "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html",
    ];
}
