//! API Gateway REST APIs.

use crate::Map;

use crate::distribution::WebAcl;
use crate::one_or_many::OneOrMany;
use crate::record::{choice, record};
use crate::resource_policy::ResourcePolicy;
use crate::response::Response;
use crate::status_code::StatusCode;

record! {
    /// A REST API. Source of names and defaults: Terraform `aws_api_gateway_rest_api` and its kin.
    pub struct RestApi {
        /// The id, as `abc123`: the first label of its host name.
        pub id: String,
        /// The name in the console.
        pub name: String,
        /// The region, as `ap-northeast-1`.
        pub region: String = "us-east-1".to_owned(),
        /// How it is reached.
        pub endpoint_type: EndpointType,
        /// Whether the `execute-api` host name is switched off.
        pub disable_execute_api_endpoint: bool,
        /// The resource policy. Absent: none.
        pub policy: Option<ResourcePolicy>,
        /// The resources that have methods.
        pub resources: Vec<Resource>,
        /// The stages.
        pub stages: Vec<RestStage>,
        /// The API keys that a usage plan admits to every stage.
        pub api_keys: Vec<String>,
        /// The gateway responses that differ from API Gateway's own, by response type.
        pub gateway_responses: Map<String, GatewayResponse>,
    }
}

choice! {
    /// How an API or a custom domain is reached.
    pub enum EndpointType {
        /// Through a CloudFront distribution of AWS's own.
        #[default]
        Edge = "EDGE",
        /// In its region.
        Regional = "REGIONAL",
        /// From a VPC.
        Private = "PRIVATE",
    }
}

record! {
    /// A resource of a REST API.
    pub struct Resource {
        /// The path, as `/users/{id}` or `/{proxy+}`.
        pub path: String = "/".to_owned(),
        /// The methods, by name.
        pub methods: Map<MethodName, Method>,
    }
}

choice! {
    /// The name of a method of a resource.
    pub enum MethodName {
        /// GET.
        #[default]
        Get = "GET",
        /// POST.
        Post = "POST",
        /// PUT.
        Put = "PUT",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
        /// HEAD.
        Head = "HEAD",
        /// OPTIONS.
        Options = "OPTIONS",
        /// Each of the seven that the resource has no method of its own for.
        Any = "ANY",
    }
}

impl crate::field::Key for MethodName {
    fn from_name(name: &str) -> Result<Self, crate::Allowed> {
        Self::from_word(name).ok_or_else(|| crate::field::one_of(Self::WORDS))
    }
}

impl AsRef<str> for MethodName {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

record! {
    /// A method of a resource.
    pub struct Method {
        /// Who may call it.
        pub authorization: Authorization,
        /// What the authorizer answers, when `authorization` is `CUSTOM` or `COGNITO_USER_POOLS`.
        pub authorizer: AuthorizerResult,
        /// What a request must carry for the authorizer to be asked, as `method.request.header.Authorization`: a header,
        /// `querystring` or `context` expression. Absent: that header. `[]`: nothing.
        pub identity_source: Option<OneOrMany>,
        /// Whether it takes an API key.
        pub api_key_required: bool,
        /// What it calls.
        pub integration: Integration,
    }
}

choice! {
    /// Who may call a method or a route.
    pub enum Authorization {
        /// Anyone.
        #[default]
        None = "NONE",
        /// AWS principals that sign.
        AwsIam = "AWS_IAM",
        /// Whom a Lambda authorizer lets pass.
        Custom = "CUSTOM",
        /// Users of a Cognito user pool. REST APIs only.
        CognitoUserPools = "COGNITO_USER_POOLS",
        /// Bearers of a JSON web token. HTTP APIs only.
        Jwt = "JWT",
    }
}

choice! {
    /// What an authorizer answers.
    pub enum AuthorizerResult {
        /// Lets the request pass.
        #[default]
        Allow = "allow",
        /// Denies it.
        Deny = "deny",
        /// Says that the caller is not authenticated.
        Unauthorized = "unauthorized",
        /// Fails itself.
        Fail = "fail",
    }
}

record! {
    /// What a method or route calls.
    pub struct Integration {
        /// How.
        pub kind ["type"]: IntegrationType,
        /// The name of the Lambda function among `lambdas`.
        pub lambda: String,
        /// The URL of an HTTP backend.
        pub uri: String,
        /// How the backend is reached.
        pub connection_type: ConnectionType,
        /// What a `MOCK` answers, or an HTTP backend that is no part of the scenario. Absent: 200 with no body.
        pub response: Option<Response>,
    }
}

choice! {
    /// How an integration calls its backend.
    pub enum IntegrationType {
        /// Lambda, with the request as it is.
        #[default]
        AwsProxy = "AWS_PROXY",
        /// Lambda or another AWS service, through mapping templates.
        Aws = "AWS",
        /// Nothing: API Gateway answers itself.
        Mock = "MOCK",
        /// An HTTP backend, with the request as it is.
        HttpProxy = "HTTP_PROXY",
        /// An HTTP backend, through mapping templates.
        Http = "HTTP",
    }
}

choice! {
    /// How an HTTP backend is reached.
    pub enum ConnectionType {
        /// Over the internet.
        #[default]
        Internet = "INTERNET",
        /// Through a VPC link.
        VpcLink = "VPC_LINK",
    }
}

record! {
    /// A stage of a REST API.
    pub struct RestStage {
        /// The name: the first segment of the path.
        pub name: String,
        /// The methods of its deployment, as `GET /hello`. Absent: the resources as they are now.
        pub deployed: Option<Vec<String>>,
        /// The stage variables.
        pub variables: Map<String, String>,
        /// The web ACL of the stage. Absent: none.
        pub web_acl: Option<WebAcl>,
    }
}

record! {
    /// A gateway response that differs from API Gateway's own.
    pub struct GatewayResponse {
        /// The status. Absent: API Gateway's own.
        pub status_code: Option<StatusCode>,
        /// The body. Absent: API Gateway's own.
        pub body: Option<String>,
        /// Headers that are added.
        pub headers: Map<String, String>,
    }
}
