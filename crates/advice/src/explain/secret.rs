//! What must not travel in a link: credentials that people paste with their request.

/// What stands for a secret.
pub const HIDDEN: &str = "HIDDEN";

/// Query parameters whose values are credentials: of signed URLs, of tokens.
const PARAMETERS: &[&str] = &[
    "access_token",
    "api_key",
    "apikey",
    "auth",
    "code",
    "id_token",
    "key",
    "password",
    "policy",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "token",
    "x-amz-credential",
    "x-amz-security-token",
    "x-amz-signature",
    "x-api-key",
];

/// A header's value without what is secret, and whether anything was.
pub fn field(name: &str, value: &str) -> (String, bool) {
    match name.to_ascii_lowercase().as_str() {
        "authorization" | "proxy-authorization" => {
            let scheme = value.split_once(' ').map(|(scheme, _)| scheme);
            (scheme.map_or_else(|| HIDDEN.to_owned(), |scheme| format!("{scheme} {HIDDEN}")), true)
        }
        "cookie" => {
            let names = value.split(';').map(|pair| pair.split('=').next().unwrap_or_default().trim());
            (names.map(|name| format!("{name}={HIDDEN}")).collect::<Vec<_>>().join("; "), true)
        }
        name if is_secret_name(name) => (HIDDEN.to_owned(), true),
        _ => (value.to_owned(), false),
    }
}

fn is_secret_name(name: &str) -> bool {
    ["token", "secret", "api-key", "apikey", "password", "signature", "credential", "session", "origin-verify"]
        .iter()
        .any(|word| name.contains(word))
}

/// A URL without the values of parameters that are secret, and whether there were any.
pub fn url(url: &str) -> (String, bool) {
    let (url, mut hidden) = without_user(url);
    let Some((before, query)) = url.split_once('?') else { return (url, hidden) };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && PARAMETERS.contains(&name.to_ascii_lowercase().as_str()) => {
            hidden = true;
            format!("{name}={HIDDEN}")
        }
        _ => pair.to_owned(),
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    (format!("{before}?{query}"), hidden)
}

/// A URL without the name and password in front of its host.
fn without_user(url: &str) -> (String, bool) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    match authority.rsplit_once('@') {
        Some((_, host)) => (format!("{scheme}://{host}{path}"), true),
        None => (url.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_hidden_and_their_form_is_kept() {
        for (name, value, shown) in [
            ("Authorization", "Bearer eyJ", "Bearer HIDDEN"),
            ("authorization", "eyJ", "HIDDEN"),
            ("Cookie", "a=1; b=2", "a=HIDDEN; b=HIDDEN"),
            ("x-api-key", "k", "HIDDEN"),
            ("accept", "*/*", "*/*"),
        ] {
            assert_eq!(field(name, value).0, shown);
        }
        assert_eq!(url("https://a.example/?x=1&Signature=abc").0, "https://a.example/?x=1&Signature=HIDDEN");
        assert_eq!(url("https://me:pw@a.example/x?y=z"), ("https://a.example/x?y=z".to_owned(), true));
        assert_eq!(url("https://a.example/"), ("https://a.example/".to_owned(), false));
    }
}
