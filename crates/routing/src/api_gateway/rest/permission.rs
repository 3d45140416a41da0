//! Whether a Lambda function's resource-based policy lets API Gateway call it for a method.
//!
//! API Gateway presents `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{METHOD}/{resource}`: the request's own
//! method even where the deployed one is `ANY`, and the resource's template, not the concrete path. `*` in the
//! permission stands for any characters, slashes among them. Scenarios know no account ids, so that the account of
//! the permission is taken to be the right one.

use hopscope_scenario::lambda::Lambda;

use crate::lambda::permits;

/// What API Gateway presents when it calls a function.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'a> {
    /// The API's region.
    pub region: &'a str,
    /// The API's id.
    pub api: &'a str,
    /// The stage.
    pub stage: &'a str,
    /// The request's method.
    pub method: &'a str,
    /// The resource's path template.
    pub resource: &'a str,
}

impl Presented<'_> {
    /// The source ARN as it would be in an account.
    pub fn arn(&self, account: &str) -> String {
        let Self { region, api, stage, method, resource } = self;
        let resource = resource.strip_prefix('/').unwrap_or(resource);
        ["arn:aws:execute-api:", region, ":", account, ":", api, "/", stage, "/", method, "/", resource].concat()
    }
}

/// Whether some statement of the function's policy lets the call pass. A scenario that lists no permissions does not
/// care.
pub fn allows(lambda: &Lambda, presented: &Presented<'_>) -> bool {
    permits(lambda, "apigateway.amazonaws.com", "lambda:InvokeFunction", |account| presented.arn(account))
}

#[cfg(test)]
mod tests {
    use hopscope_scenario::lambda::Permission;

    use super::*;

    fn check(source_arn: &str, method: &str, resource: &str, expected: bool) {
        let permission = Permission {
            principal: "apigateway.amazonaws.com".to_owned(),
            source_arn: format!("arn:aws:execute-api:us-east-1:111122223333:{source_arn}"),
            ..Permission::default()
        };
        let presented = Presented { region: "us-east-1", api: "abc", stage: "prod", method, resource };
        let lambda = Lambda { permissions: Some(vec![permission]), ..Lambda::default() };
        assert_eq!(allows(&lambda, &presented), expected, "{source_arn} {method} {resource}");
    }

    #[test]
    fn templates_and_request_methods_are_presented() {
        check("abc/prod/GET/hello", "GET", "/hello", true);
        check("abc/dev/GET/hello", "GET", "/hello", false);
        check("abc/*/*/*", "POST", "/a/b", true);
        check("abc/*", "GET", "/", true);
        check("abc/*/GET/", "GET", "/", true);
        check("abc/*/ANY/x", "GET", "/x", false);
        check("abc/*/GET/{id}", "GET", "/{id}", true);
        check("abc/*/GET/{id}", "GET", "/{name}", false);
        check("xyz/*", "GET", "/", false);
    }
}
