//! API Gateway HTTP APIs.

use crate::Map;

use crate::record::record;
use crate::rest_api::{Authorization, AuthorizerResult, Integration};

record! {
    /// An HTTP API. Source of names and defaults: Terraform `aws_apigatewayv2_api` and its kin.
    pub struct HttpApi {
        /// The id: the first label of its host name.
        pub id: String,
        /// The name in the console.
        pub name: String,
        /// The region.
        pub region: String = "us-east-1".to_owned(),
        /// Whether the `execute-api` host name is switched off.
        pub disable_execute_api_endpoint: bool,
        /// The routes.
        pub routes: Vec<Route>,
        /// The stages. Absent or empty: none.
        pub stages: Vec<HttpStage>,
        /// What it answers to preflight requests. Absent: it routes them.
        pub cors: Option<Cors>,
    }
}

record! {
    /// A route of an HTTP API.
    pub struct Route {
        /// The key, as `GET /pets/{id}`, `ANY /{proxy+}` or `$default`.
        pub route_key: String = "$default".to_owned(),
        /// Who may call it.
        pub authorization_type: Authorization,
        /// What the authorizer answers.
        pub authorizer: AuthorizerResult,
        /// What it calls.
        pub integration: Integration,
    }
}

record! {
    /// A stage of an HTTP API.
    pub struct HttpStage {
        /// The name; `$default` has no path segment of its own.
        pub name: String = "$default".to_owned(),
        /// The routes of its deployment. Absent: the routes as they are now.
        pub deployed: Option<Vec<String>>,
        /// The stage variables.
        pub variables: Map<String, String>,
    }
}

record! {
    /// The CORS configuration of an HTTP API or a function URL.
    pub struct Cors {
        /// The origins that may call; `*`: any.
        pub allow_origins: Vec<String>,
        /// The methods; `*`: any.
        pub allow_methods: Vec<String>,
        /// The request headers; `*`: any.
        pub allow_headers: Vec<String>,
        /// The response headers that scripts may read.
        pub expose_headers: Vec<String>,
        /// Whether cookies may be sent.
        pub allow_credentials: bool,
        /// How long a preflight answer holds, in seconds. Absent: not said.
        pub max_age: Option<u32>,
    }
}
