//! How a secret is known: by its form, or by the name of what it stands in.
//!
//! Forms are those that the services document; a text that is only long is none.

use super::SecretKind;
use super::mask::ACCOUNTS;

/// The beginnings of tokens and keys of other services, with the fewest letters behind.
const PREFIXES: &[(&str, usize, SecretKind)] = &[
    ("ghp_", 30, SecretKind::Token),
    ("gho_", 30, SecretKind::Token),
    ("ghs_", 30, SecretKind::Token),
    ("ghu_", 30, SecretKind::Token),
    ("github_pat_", 30, SecretKind::Token),
    ("glpat-", 16, SecretKind::Token),
    ("xoxb-", 16, SecretKind::Token),
    ("xoxp-", 16, SecretKind::Token),
    ("xapp-", 16, SecretKind::Token),
    ("npm_", 30, SecretKind::Token),
    ("sk_live_", 16, SecretKind::Key),
    ("sk_test_", 16, SecretKind::Key),
    ("rk_live_", 16, SecretKind::Key),
    ("AIza", 35, SecretKind::Key),
    ("SG.", 30, SecretKind::Key),
    ("hf_", 30, SecretKind::Token),
    ("dop_v1_", 40, SecretKind::Token),
];

/// Parameters of signed URLs and cookies whose values sign. Sources: CloudFront Developer Guide, "Signed URLs using a
/// canned policy"; Signature Version 4, query parameters.
const SIGNING: &[&str] = &[
    "signature",
    "policy",
    "x-amz-signature",
    "x-amz-security-token",
    "x-amz-credential",
    "cloudfront-signature",
    "cloudfront-policy",
    "sig",
];

/// Words by which a name gives a secret away, without `-` and `_`.
const WORDS: &[&str] = &[
    "password",
    "passwd",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "token",
    "credential",
    "originverify",
    "sharedkey",
    "clientsecret",
    "sessionid",
    "webhook",
];

/// Values that are no secret, whatever they stand in: placeholders of people who write examples.
const PLACEHOLDERS: &[&str] = &[
    "secret",
    "password",
    "token",
    "changeme",
    "change-me",
    "hidden",
    "masked",
    "redacted",
    "example",
    "dummy",
    "null",
    "true",
    "false",
];

/// What may stand at the edges of a word and is no part of it.
const EDGES: [char; 5] = ['.', '=', '/', '@', '*'];

/// Ends of names that lead nowhere outside a network.
const INTERNAL: &[&str] = &["internal", "local", "lan", "corp", "intranet", "private", "home", "localdomain"];

/// The secrets in the text of a field. The name is the field's, or that of the header or parameter that it is the value
/// of.
pub(super) fn in_text(name: &str, path: &str, text: &str) -> Vec<(SecretKind, String)> {
    let mut found = private_keys(text);
    by_name(name, path, text, &mut found);
    parameters(text, &mut found);
    for word in words(text) {
        if let Some(kind) = by_form(word) {
            push(&mut found, kind, word.trim_matches(EDGES));
        }
        for part in word.split('/').filter(|part| *part != word && is_internal(part.trim_matches(EDGES))) {
            push(&mut found, SecretKind::InternalHost, part.trim_matches(EDGES));
        }
    }
    assignments(text, &mut found);
    found
}

fn push(found: &mut Vec<(SecretKind, String)>, kind: SecretKind, text: &str) {
    let is_part = found.iter().any(|(_, each)| each.contains(text));
    if !is_part && !text.is_empty() {
        found.push((kind, text.to_owned()));
    }
}

fn private_keys(text: &str) -> Vec<(SecretKind, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("-----BEGIN ") {
        let Some(from) = rest.get(start..) else { break };
        let head = from.lines().next().unwrap_or_default();
        let end = from.find("-----END ").and_then(|at| Some(at + from.get(at..)?.find("KEY-----")? + "KEY-----".len()));
        let whole = from.get(..end.unwrap_or(from.len())).unwrap_or(from);
        if head.contains("PRIVATE KEY") {
            found.push((SecretKind::PrivateKey, whole.to_owned()));
        }
        rest = from.get(whole.len()..).unwrap_or_default();
    }
    found
}

/// What the field's own name says of its value.
fn by_name(name: &str, path: &str, text: &str, found: &mut Vec<(SecretKind, String)>) {
    let lower = name.to_ascii_lowercase();
    let value = text.trim();
    if path.starts_with("rest_apis") && path.contains(".api_keys[") && is_random(value) {
        push(found, SecretKind::Key, value);
        return;
    }
    match lower.as_str() {
        "authorization" | "proxy-authorization" => {
            let (scheme, rest) = value.split_once(' ').unwrap_or(("", value));
            // The parts of a signature of AWS's are told by their own names.
            if scheme.starts_with("AWS4") {
                if let Some((_, signature)) = rest.split_once("Signature=") {
                    push(found, SecretKind::Signature, signature.split([',', ' ']).next().unwrap_or_default());
                }
            } else if rest.len() >= 8 && !is_placeholder(rest) && !is_expression(rest) && !in_template(path) {
                push(found, SecretKind::Token, rest);
            }
        }
        "cookie" => {
            for pair in value.split(';') {
                let (name, value) = pair.trim().split_once('=').unwrap_or_default();
                let named = is_secret_name(name) || name.to_ascii_lowercase().contains("session") || name == "sid";
                if is_signing(name) || (named && value.len() >= 8 && !is_placeholder(value)) {
                    let kind = if is_signing(name) { SecretKind::Signature } else { SecretKind::Token };
                    push(found, kind, value);
                }
            }
        }
        _ if is_secret_name(&lower) && is_random(value) && !in_template(path) => push(found, SecretKind::Key, value),
        _ => {}
    }
}

/// Whether a field holds conditions and patterns, not values.
fn in_template(path: &str) -> bool {
    path.contains("identity_source") || path.contains(".policy.") || path.contains("route_key")
}

/// The values of signing parameters in a URL, and of those whose names give a secret away.
fn parameters(text: &str, found: &mut Vec<(SecretKind, String)>) {
    for (index, part) in text.split(['?', '&']).enumerate() {
        if index == 0 {
            continue;
        }
        let Some((name, rest)) = part.split_once('=') else { continue };
        let value = rest.split(['#', ' ', '"', '\'', '\n', '`', ')']).next().unwrap_or_default();
        if is_signing(name) && value.len() >= 8 {
            push(found, SecretKind::Signature, value);
        } else if is_secret_name(name) && is_random(value) {
            push(found, SecretKind::Key, value);
        }
    }
}

/// `const apiKey = "…"`, `"password": "…"` in code, bodies and notes.
fn assignments(text: &str, found: &mut Vec<(SecretKind, String)>) {
    for quote in ['"', '\'', '`'] {
        let parts: Vec<&str> = text.split(quote).collect();
        for (index, value) in parts.iter().enumerate().skip(1) {
            let Some(before) = parts.get(index - 1).map(|before| before.trim_end()) else { continue };
            let Some(before) = before.strip_suffix(['=', ':']) else { continue };
            // The name itself may stand in quotes.
            let before = match before.trim_matches([' ', ']', '=']) {
                "" => index.checked_sub(2).and_then(|at| parts.get(at)).copied().unwrap_or_default(),
                before => before,
            };
            let last = before.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-');
            let name = last.into_iter().next().unwrap_or_default();
            if is_secret_name(name) && is_random(value) {
                push(found, SecretKind::Key, value);
            }
        }
    }
}

/// The words of a text: letters of which tokens, hosts and addresses are made.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || "-_.@+/=*".contains(letter);
    text.split(move |letter: char| !is_of_word(letter)).filter(|word| !word.is_empty())
}

fn by_form(word: &str) -> Option<SecretKind> {
    let bare = word.trim_matches(EDGES);
    if is_access_key(bare) {
        return Some(SecretKind::AccessKey);
    }
    let is_web_token = bare.starts_with("eyJ") && bare.matches('.').count() >= 1 && bare.len() > 30;
    if is_web_token {
        return Some(SecretKind::Token);
    }
    for (prefix, least, kind) in PREFIXES {
        if bare.strip_prefix(prefix).is_some_and(|rest| rest.len() >= *least) {
            return Some(*kind);
        }
    }
    if bare.len() == 12 && bare.bytes().all(|byte| byte.is_ascii_digit()) && !ACCOUNTS.contains(&bare) {
        return (word == bare).then_some(SecretKind::Account);
    }
    if is_mail(bare) {
        return Some(SecretKind::Mail);
    }
    is_internal(bare).then_some(SecretKind::InternalHost)
}

/// The id of an access key. Source: IAM User Guide, "IAM identifiers", unique id prefixes. AWS's own examples end in
/// `EXAMPLE`.
fn is_access_key(word: &str) -> bool {
    let known = ["AKIA", "ASIA", "ABIA", "ACCA"].iter().any(|prefix| word.starts_with(prefix));
    known
        && word.len() == 20
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !word.ends_with("EXAMPLE")
}

fn is_mail(word: &str) -> bool {
    let Some((user, host)) = word.split_once('@') else { return false };
    let example = host.ends_with("example.com") || host.ends_with("example.org") || host.ends_with("example.net");
    !user.is_empty()
        && host.contains('.')
        && !example
        && host.split('.').all(|part| !part.is_empty())
        && host
            .rsplit('.')
            .next()
            .is_some_and(|end| end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_internal(word: &str) -> bool {
    if word.contains(['/', '@', '=', '+', '_']) || word.starts_with('.') {
        return false;
    }
    let labels: Vec<&str> = word.split('.').collect();
    let Some((last, before)) = labels.split_last() else { return false };
    // AWS's own names inside a VPC say nothing of whoever has them but an address.
    let is_host = !before.is_empty() && before.iter().all(|label| !label.is_empty());
    let is_code =
        before.iter().any(|label| ["this", "event", "request", "module", "exports", "console"].contains(label));
    is_host && !is_code && INTERNAL.contains(&last.to_ascii_lowercase().as_str())
}

fn is_signing(name: &str) -> bool {
    SIGNING.contains(&name.to_ascii_lowercase().as_str())
}

fn is_secret_name(name: &str) -> bool {
    let bare: String =
        name.chars().filter(|letter| !matches!(letter, '-' | '_')).collect::<String>().to_ascii_lowercase();
    WORDS.iter().any(|word| bare.contains(word))
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    PLACEHOLDERS.contains(&lower.as_str())
        || lower.starts_with("your")
        || lower.starts_with("my-")
        || lower.contains("example")
        || lower.contains("masked")
        || lower.contains("hidden")
        || lower.starts_with("xxx")
        || text.starts_with('<')
        || text.starts_with('{')
}

fn is_expression(text: &str) -> bool {
    text.contains("${") || text.starts_with('$') || text.contains('*')
}

/// Whether a text could have been made by chance: eight letters or more with digits among them, or twenty of any kind,
/// and no word that people put into examples.
fn is_random(text: &str) -> bool {
    let length = text.chars().count();
    if length < 8 || is_placeholder(text) || is_expression(text) || text.contains(char::is_whitespace) {
        return false;
    }
    if text.contains("://") || text.starts_with('/') {
        return false;
    }
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let kinds = usize::from(text.bytes().any(|byte| byte.is_ascii_uppercase()))
        + usize::from(text.bytes().any(|byte| byte.is_ascii_lowercase()))
        + usize::from(has_digit);
    (has_digit && has_letter) || (length >= 20 && kinds >= 2)
}
