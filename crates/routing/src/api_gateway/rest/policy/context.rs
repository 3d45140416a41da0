//! The values that a policy's conditions ask for, as far as a scenario holds them.

use std::borrow::Cow;

use super::{Caller, statement};
use crate::api_gateway::rest::Call;
use crate::header::Headers;

/// What a policy is judged against.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// Who calls.
    pub caller: Caller<'a>,
    /// ARN of the method as it is called, with the account that the scenario knows or an example.
    pub resource: String,
    /// The address that the request came from.
    pub ip: &'a str,
    /// The interface VPC endpoint; None: the internet.
    pub vpce: Option<&'a str>,
    /// The header fields.
    pub headers: &'a Headers,
}

/// What a scenario holds of a condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Its value.
    Value(Cow<'a, str>),
    /// That the request does not have it.
    Absent,
    /// Nothing.
    Unknown,
}

impl<'a> Context<'a> {
    /// The context of a call.
    pub fn of(call: &'a Call<'_, '_>, caller: Caller<'a>) -> Self {
        let resource = format!(
            "arn:aws:execute-api:{}:{}:{}/{}/{}/{}",
            call.api.region,
            call.account(),
            call.api.id,
            call.stage.name,
            call.request.method,
            call.policy_path()
        );
        Self { caller, resource, ip: call.source.ip, vpce: call.source.vpce, headers: &call.request.headers }
    }

    /// The value of a condition key. Keys know no case. The ARN of a session is that of its role.
    ///
    /// Source: IAM User Guide, "AWS global condition context keys". Through a VPC endpoint `aws:SourceIp` is absent and
    /// `aws:VpcSourceIp` takes its place.
    pub fn value(&self, key: &str) -> Known<'a> {
        let some = |value: Option<&'a str>| value.map_or(Known::Absent, |value| Known::Value(value.into()));
        let inside = self.vpce.is_some();
        match key.to_ascii_lowercase().as_str() {
            "aws:sourceip" => some(Some(self.ip).filter(|_| !inside)),
            "aws:vpcsourceip" => some(Some(self.ip).filter(|_| inside)),
            "aws:sourcevpce" => some(self.vpce),
            "aws:sourcevpc" if !inside => Known::Absent,
            "aws:referer" => some(self.headers.get("referer")),
            "aws:useragent" => some(self.headers.get("user-agent")),
            "aws:securetransport" => Known::Value("true".into()),
            "aws:principalarn" => {
                self.principal(|arn| Some(statement::role_of(arn).map_or(Cow::Borrowed(arn), Cow::Owned)))
            }
            "aws:principalaccount" => self.principal(|arn| super::account_of(arn).map(Cow::Borrowed)),
            _ => Known::Unknown,
        }
    }

    fn principal(&self, part: impl Fn(&'a str) -> Option<Cow<'a, str>>) -> Known<'a> {
        match self.caller {
            Caller::Anonymous => Known::Absent,
            Caller::Principal("") => Known::Unknown,
            Caller::Principal(arn) => part(arn).map_or(Known::Unknown, Known::Value),
        }
    }
}
