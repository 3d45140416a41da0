//! Lambda functions and their URLs.

use crate::record::{choice, record};
use crate::response::{ConditionalResponse, Response};
use crate::rest_api::Authorization;

record! {
    /// A Lambda function.
    pub struct Lambda {
        /// The name.
        pub name: String,
        /// The statements of its resource-based policy. Absent: whoever calls it may.
        pub permissions: Option<Vec<Permission>>,
        /// What it answers.
        pub response: Response,
        /// What it answers to the requests that meet a condition: the first that applies, before `response`.
        pub responses: Vec<ConditionalResponse>,
        /// How a call of it ends.
        pub outcome: LambdaOutcome,
        /// Its function URL. Absent: none.
        pub function_url: Option<FunctionUrl>,
    }
}

record! {
    /// A statement of a Lambda function's resource-based policy. Names: Terraform `aws_lambda_permission`.
    pub struct Permission {
        /// The service or account that may call.
        pub principal: String = "*".to_owned(),
        /// What it may do.
        pub action: String = "lambda:InvokeFunction".to_owned(),
        /// The ARN on whose behalf it may call; `*` stands for any characters. Empty: any.
        pub source_arn: String,
    }
}

choice! {
    /// How a call of a function ends.
    pub enum LambdaOutcome {
        /// It answers.
        #[default]
        Ok = "ok",
        /// It throws.
        Error = "error",
        /// It takes too long.
        Timeout = "timeout",
        /// It answers in a shape that its caller does not take.
        Malformed = "malformed",
    }
}

record! {
    /// A Lambda function URL.
    pub struct FunctionUrl {
        /// The host name, as `xyz.lambda-url.ap-northeast-1.on.aws`.
        pub domain_name: String,
        /// Who may call it: `NONE` or `AWS_IAM`.
        pub authorization_type: Authorization,
        /// Whether one grant is enough, as for URLs made before October 2025.
        pub grandfathered: bool,
    }
}
