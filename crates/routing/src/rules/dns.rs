//! Name resolution.

use crate::rule::rules;

rules! {
    /// A DNS record leads from one name to another.
    ALIAS = Documented DnsAlias, [
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
    ];
    /// A name without a record, which the scenario's parts claim: taken to lead there.
    ASSUMED = Inferred DnsAssumed, [
        "Not an AWS behaviour: the scenario has no record for this name, and a part that claims it.",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    ];
    /// Records that lead back to a name that they came from.
    LOOP = Documented DnsLoop, [
        "https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2",
    ];
    /// An API's host name exists only in its region and as long as the API does.
    API_NOT_FOUND = Observed DnsApiNotFound, [
        "https://github.com/serverless/serverless/issues/2732",
        "https://github.com/anomalyco/guide/issues/96",
    ];
    /// A name that no part of the scenario has.
    NOT_IN_SCENARIO = Inferred DnsNotInScenario, [
        "Not an AWS behaviour: the scenario does not say what answers at this name.",
    ];
    /// Hops that send requests round in a circle.
    TOO_MANY_HOPS = Documented DnsTooManyHops, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
    ];
    /// Nothing listens on the port.
    PORT_CLOSED = Observed DnsPortClosed, [
        "https://github.com/awslabs/route53-dynamic-dns-with-lambda/issues/27",
        "https://github.com/skriems/next-material-aws-lambda/issues/1",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html",
    ];
}
