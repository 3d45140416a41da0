//! What must not travel in a link: credentials that people paste with their request.

/// What stands for a secret.
pub const HIDDEN: &str = "HIDDEN";

/// Names that are secret as a whole: what signed URLs, tokens and sign-ins call their values.
const NAMES: &[&str] = &["auth", "code", "otp", "pass", "passwd", "policy", "pwd", "sid", "sig"];

/// Words by which a name is known to be secret, wherever in it they stand, without `-` and `_`.
const WORDS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "authorization",
    "cookie",
    "credential",
    "jwt",
    "keypair",
    "originverify",
    "password",
    "saml",
    "secret",
    "session",
    "signature",
    "token",
    "xauth",
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
        _ => text(value),
    }
}

/// Whether what a header field, a parameter or a member of an object holds is secret, by its name.
fn is_secret_name(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect::<String>().to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || name.ends_with("key") || WORDS.iter().any(|word| name.contains(word))
}

/// A URL without the values of parameters that are secret, and without its fragment; and whether there was any of it.
pub fn url(url: &str) -> (String, bool) {
    let (url, mut hidden) = without_user(url);
    let url = match url.split_once('#') {
        // No client sends it, and sign-ins put tokens there.
        Some((before, fragment)) => {
            hidden |= !fragment.is_empty();
            before.to_owned()
        }
        None => url,
    };
    let Some((before, query)) = url.split_once('?') else { return (url, hidden) };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_secret_name(name) => {
            hidden = true;
            format!("{name}={HIDDEN}")
        }
        _ => {
            let (shown, is_hidden) = text(pair);
            hidden |= is_hidden;
            shown
        }
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    (format!("{before}?{query}"), hidden)
}

/// A body without what is secret in it: values of JSON by their names, tokens and ids of keys by their form.
pub fn body(body: &str) -> (String, bool) {
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(body) else { return text(body) };
    // What has nothing secret stays as it was written, to the byte.
    if hide(&mut value) { (value.to_string(), true) } else { (body.to_owned(), false) }
}

fn hide(value: &mut serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Object(fields) => fields.iter_mut().fold(false, |hidden, (name, value)| {
            let is_secret = is_secret_name(name) && !matches!(value, Value::Null | Value::Object(_) | Value::Array(_));
            if is_secret {
                *value = Value::from(HIDDEN);
            }
            (is_secret || hide(value)) | hidden
        }),
        Value::Array(items) => items.iter_mut().fold(false, |hidden, item| hide(item) | hidden),
        Value::String(text_found) => {
            let (shown, is_hidden) = text(text_found);
            *text_found = shown;
            is_hidden
        }
        _ => false,
    }
}

/// A text without JSON Web Tokens and ids of access keys, which are known by their form.
fn text(text: &str) -> (String, bool) {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut out = String::with_capacity(text.len());
    let mut hidden = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_of_word(c) != is_of_word(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let is_token = word.starts_with("eyJ") && word.matches('.').count() >= 1 && word.len() > 20;
        let is_key = word.len() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA"));
        hidden |= is_token || is_key;
        out.push_str(if is_token || is_key { HIDDEN } else { word });
        rest = after;
    }
    (out, hidden)
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
        assert_eq!(url("https://a.example/#id_token=x"), ("https://a.example/".to_owned(), true));
        assert_eq!(body("{\"a\": 1}"), ("{\"a\": 1}".to_owned(), false));
        assert_eq!(body("{\"a\": [{\"idToken\": \"x\"}]}").0, "{\"a\":[{\"idToken\":\"HIDDEN\"}]}");
        assert_eq!(body("key AKIAIOSFODNN7EXAMPLE, eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.").0, "key HIDDEN, HIDDEN");
        assert_eq!(url("https://a.example/"), ("https://a.example/".to_owned(), false));
    }
}
