//! Lambda functions and their URLs.

use crate::http_api::Cors;
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
        /// How long a call takes, in milliseconds.
        pub duration_milliseconds: u32,
        /// How long it may take, in seconds.
        pub timeout: u32 = 3,
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
        /// Its answer is larger than the 6 MB that Lambda passes on.
        TooLarge = "too_large",
        /// It is not called: its concurrency is used up.
        Throttled = "throttled",
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
        /// Its CORS settings. Absent: the function answers preflights.
        pub cors: Option<Cors>,
        /// Whether its answer is sent piece by piece.
        pub invoke_mode: InvokeMode,
    }
}

choice! {
    /// How a function URL sends an answer.
    pub enum InvokeMode {
        /// As a whole.
        #[default]
        Buffered = "BUFFERED",
        /// Piece by piece.
        ResponseStream = "RESPONSE_STREAM",
    }
}
