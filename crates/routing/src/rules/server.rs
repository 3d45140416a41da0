//! Any other server, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The connection to the server is not made.
    CONNECTION = Documented ServerConnection, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// The certificate must cover the name that the caller checks.
    CERTIFICATE = Documented ServerCertificate, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        "https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4",
    ];
    /// The first route whose pattern matches the path answers.
    ROUTE = Inferred ServerRoute, [
        "Not an AWS behaviour: the scenario says what its servers answer, by path.",
    ];
    /// No route matches.
    ROUTE_NOT_FOUND = Inferred ServerRouteNotFound, [
        "Not an AWS behaviour: the scenario says what its servers answer, by path.",
    ];
    /// A backend that the scenario does not describe, with the answer that its integration prescribes.
    PRESCRIBED = Inferred ServerPrescribed, [
        "Not an AWS behaviour: the scenario prescribes what a backend outside it answers.",
    ];
}
