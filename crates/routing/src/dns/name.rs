//! Names, and what can be read off them.

/// A name of the form `{api}.execute-api.{region}.amazonaws.com`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecuteApiHost<'a> {
    /// The API's id.
    pub api: &'a str,
    /// The region.
    pub region: &'a str,
}

impl<'a> ExecuteApiHost<'a> {
    /// Reads such a name.
    pub fn parse(name: &'a str) -> Option<Self> {
        let dot = name.bytes().position(|byte| byte == b'.')?;
        let (api, rest) = (name.get(..dot)?, name.get(dot..)?.strip_prefix(".execute-api.")?);
        let region = rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn"))?;
        (!api.is_empty() && !region.is_empty()).then_some(Self { api, region })
    }
}

/// Whether two names are the same: DNS knows no case, and a trailing dot adds nothing.
pub fn same_name(one: &str, other: &str) -> bool {
    // Mostly they are the same to the letter, or not of one length.
    if one == other {
        return true;
    }
    let bare = |name: &'_ str| name.strip_suffix('.').map_or(name.len(), str::len);
    one.get(..bare(one)).unwrap_or(one).eq_ignore_ascii_case(other.get(..bare(other)).unwrap_or(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_as_dns_does() {
        assert!(same_name("A.example.", "a.EXAMPLE"));
        assert!(!same_name("a.example", "b.example"));
    }

    #[test]
    fn execute_api_hosts_are_read() {
        let host = ExecuteApiHost::parse("abc123.execute-api.ap-northeast-1.amazonaws.com");
        assert_eq!(host, Some(ExecuteApiHost { api: "abc123", region: "ap-northeast-1" }));
        assert_eq!(ExecuteApiHost::parse("execute-api.us-east-1.amazonaws.com"), None);
        assert_eq!(ExecuteApiHost::parse("abc.s3.us-east-1.amazonaws.com"), None);
    }
}
