//! Application Load Balancers, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The certificate must cover the name that the caller checks.
    CERTIFICATE = Documented LoadBalancerCertificate, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// The connection is not made: no listener, private addresses, a security group.
    CONNECTION = Documented LoadBalancerConnection, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        "https://github.com/anomalyco/sst/issues/6742",
        "https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/146",
    ];
    /// HTTP where a listener expects TLS.
    PLAIN_HTTP = Inferred LoadBalancerPlainHttp, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
    ];
    /// The web ACL in front of the load balancer.
    WEB_ACL = Documented LoadBalancerWebAcl, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
        "https://repost.aws/knowledge-center/alb-http-403-error",
        "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-custom-request-response.html",
    ];
    /// The listener rules are tried in order of priority.
    LISTENER_RULE = Documented LoadBalancerListenerRule, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    ];
    /// A rule asks who the client is.
    AUTHENTICATE = Documented LoadBalancerAuthenticate, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
        "https://github.com/aws-samples/aws-genai-llm-chatbot/issues/514",
    ];
    /// A listener or a rule sends the client elsewhere.
    REDIRECT = Documented LoadBalancerRedirect, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html",
    ];
    /// The targets of a rule do not answer.
    TARGET = Documented LoadBalancerTarget, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
        "https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/146",
    ];
    /// What no rule takes goes to the default action.
    DEFAULT_ACTION = Documented LoadBalancerDefaultAction, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    ];
}
