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
        /// The usage plans: which keys they admit to which stages.
        pub usage_plans: Vec<UsagePlan>,
        /// The media types that are passed as bytes; `*/*`: all.
        pub binary_media_types: Vec<String>,
        /// The gateway responses that differ from API Gateway's own, by response type.
        pub gateway_responses: Map<String, GatewayResponse>,
    }
}

record! {
    /// A usage plan. A scenario says whether its limits are exceeded.
    pub struct UsagePlan {
        /// The name.
        pub name: String,
        /// The stages that it admits to.
        pub stages: Vec<String>,
        /// The keys that belong to it.
        pub api_keys: Vec<String>,
        /// Which of its limits this client has used up.
        pub exceeded: UsageLimit,
    }
}

choice! {
    /// A limit of a usage plan.
    pub enum UsageLimit {
        /// None.
        #[default]
        None = "none",
        /// Requests in a second: 429.
        Throttle = "throttle",
        /// Requests in a day, week or month: 429.
        Quota = "quota",
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
        /// What a request carries, as `method.request.querystring.id`, and whether it must.
        pub request_parameters: Map<String, bool>,
        /// The models of the body by media type: JSON Schemas.
        pub request_models: Map<String, serde_json::Value>,
        /// What of that is checked. Absent: nothing.
        pub request_validator: Option<RequestValidator>,
        /// What it calls.
        pub integration: Integration,
    }
}

record! {
    /// What API Gateway checks before it calls the integration.
    pub struct RequestValidator {
        /// The body, against its model.
        pub validate_request_body: bool,
        /// That required parameters are there.
        pub validate_request_parameters: bool,
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
        /// What is written into the request, as `overwrite:path`. HTTP APIs only.
        pub request_parameters: Map<String, String>,
        /// The event that a function is given. HTTP APIs only.
        pub payload_format_version: PayloadFormatVersion,
        /// How long API Gateway waits. Absent: 29,000 for REST APIs, 30,000 for HTTP APIs.
        pub timeout_milliseconds: Option<u32>,
        /// What becomes of a request body. REST APIs only.
        pub content_handling: Option<ContentHandling>,
        /// What the role of an `AWS` integration may do.
        pub credentials: Credentials,
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

choice! {
    /// The event that an HTTP API gives a function. Terraform's default is 1.0, that of console and quick create 2.0.
    pub enum PayloadFormatVersion {
        /// With `rawPath`.
        #[default]
        V2 = "2.0",
        /// With `path`, as REST APIs.
        V1 = "1.0",
    }
}

choice! {
    /// What becomes of a body between API Gateway and an integration.
    pub enum ContentHandling {
        /// It is handed over as text, in base64 where it is binary.
        #[default]
        ConvertToText = "CONVERT_TO_TEXT",
        /// It is handed over as bytes.
        ConvertToBinary = "CONVERT_TO_BINARY",
    }
}

choice! {
    /// What the role of an `AWS` integration may do.
    pub enum Credentials {
        /// What it is for.
        #[default]
        Granted = "granted",
        /// API Gateway may not assume it.
        NotAssumable = "not_assumable",
        /// The service refuses it.
        Denied = "denied",
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
        /// The canary: another deployment, for a part of the requests. Absent: none.
        pub canary_settings: Option<CanarySettings>,
    }
}

record! {
    /// A canary of a stage. Which requests it takes is chance, so that traces take the stage's own deployment.
    pub struct CanarySettings {
        /// The part of the requests, in per cent.
        pub percent_traffic: u32,
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
