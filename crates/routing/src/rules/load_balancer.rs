//! Application Load Balancers, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The certificate must cover the name that the caller checks.
    CERTIFICATE = Documented LoadBalancerCertificate, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
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
    /// What no rule takes goes to the default action.
    DEFAULT_ACTION = Documented LoadBalancerDefaultAction, [
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    ];
}
