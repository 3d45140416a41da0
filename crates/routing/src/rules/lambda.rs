//! Lambda functions.

use crate::rule::rules;

rules! {
    /// The function answers.
    INVOKE = Documented "lambda.invoke", [
        "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html",
    ];
}
