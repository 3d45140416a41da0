//! The ARN in a refusal of a policy: it shows the API, stage, method and path as API Gateway understood them.
//!
//! Source: public capture of a resource policy that refused an anonymous caller, 2025-09:
//! `arn:aws:execute-api:us-west-2:********7089:u1hp5d8r0b/api/GET/prod`.

/// What the ARN of an API's method says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodArn {
    /// The region.
    pub region: String,
    /// The API's id.
    pub api: String,
    /// The stage that was looked up.
    pub stage: String,
    /// The method.
    pub method: String,
    /// The path that was looked up, with a leading `/`.
    pub path: String,
}

/// The ARN in a message, if there is one.
pub fn in_message(message: &str) -> Option<MethodArn> {
    let (_, rest) = message.split_once(":execute-api:")?;
    let mut parts = rest.split([' ', '"']).next()?.splitn(3, ':');
    let (region, _account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let mut segments = resource.splitn(4, '/');
    let (api, stage, method) = (segments.next()?, segments.next()?, segments.next()?);
    let path = format!("/{}", segments.next().unwrap_or_default());
    let text = str::to_owned;
    Some(MethodArn { region: text(region), api: text(api), stage: text(stage), method: text(method), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recorded_refusal_tells_what_was_looked_up() {
        let message = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: \
                       arn:aws:execute-api:us-west-2:********7089:u1hp5d8r0b/api/GET/prod with an explicit deny";
        let arn = in_message(message).unwrap();
        assert_eq!(
            [&*arn.region, &*arn.api, &*arn.stage, &*arn.method, &*arn.path],
            ["us-west-2", "u1hp5d8r0b", "api", "GET", "/prod"]
        );
        assert_eq!(in_message("User is not authorized to access this resource"), None);
    }
}
