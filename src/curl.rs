//! A curl command as a request: what is pasted from a terminal, or copied from a browser's network panel.

use serde_json::{Map, Value, json};

/// The request of a curl command, as the file has it. None: the text is no such command alone.
pub fn request(text: &str) -> Option<Value> {
    // A line that ends in a backslash goes on in the next one.
    let command = text.trim().replace("\\\r\n", " ").replace("\\\n", " ");
    if command.contains('\n') {
        return None;
    }
    let words = shlex::split(command.trim_start_matches("$ "))?;
    let mut words = words.into_iter();
    words.next().filter(|word| word == "curl")?;
    let (mut url, mut method, mut headers, mut body) = (None, None, Map::new(), String::new());
    while let Some(word) = words.next() {
        // `-XPOST` is `-X POST`, `--request=POST` is `--request POST`.
        let (option, attached) = match (word.strip_prefix("--"), word.strip_prefix('-')) {
            (Some(_), _) => word
                .split_once('=')
                .map_or((word.clone(), None), |(name, value)| (name.to_owned(), Some(value.to_owned()))),
            (None, Some(short)) if short.chars().count() > 1 && takes_value(&word) => {
                let rest: String = short.chars().skip(1).collect();
                (word.chars().take(2).collect(), Some(rest))
            }
            _ => (word.clone(), None),
        };
        if !takes_value(&option) {
            match option.as_str() {
                "-I" | "--head" => method = Some("HEAD".to_owned()),
                _ if !option.starts_with('-') => url = url.or(Some(option)),
                _ => {}
            }
            continue;
        }
        let Some(value) = attached.or_else(|| words.next()) else { break };
        match option.as_str() {
            "-X" | "--request" => method = Some(value),
            "-H" | "--header" => {
                if let Some((name, value)) = value.split_once(':') {
                    headers.insert(name.trim().to_ascii_lowercase(), json!(value.trim()));
                }
            }
            "-A" | "--user-agent" => drop(headers.insert("user-agent".to_owned(), json!(value))),
            "-b" | "--cookie" => drop(headers.insert("cookie".to_owned(), json!(value))),
            "-e" | "--referer" => drop(headers.insert("referer".to_owned(), json!(value))),
            "--url" => url = Some(value),
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--json" => {
                // Several are joined, as curl joins them.
                body = if body.is_empty() { value } else { [&body, "&", &value].concat() };
                method = method.or_else(|| Some("POST".to_owned()));
            }
            _ => {}
        }
    }
    let url = url?;
    let url = if url.contains("://") { url } else { ["http://", &url].concat() };
    let method = method.unwrap_or_else(|| "GET".to_owned());
    Some(json!({"method": method, "url": url, "headers": headers, "body": body}))
}

/// Whether an option is followed by a value.
fn takes_value(option: &str) -> bool {
    const SHORT: &str = "XHdAbeoumwTFEUxyKrtCDcPQYz";
    const LONG: &[&str] = &[
        "--request",
        "--header",
        "--data",
        "--data-raw",
        "--data-binary",
        "--data-ascii",
        "--json",
        "--user-agent",
        "--cookie",
        "--referer",
        "--url",
        "--output",
        "--user",
        "--max-time",
        "--connect-timeout",
        "--write-out",
        "--resolve",
        "--connect-to",
        "--cacert",
        "--cert",
        "--key",
        "--proxy",
        "--retry",
        "--form",
        "--range",
        "--aws-sigv4",
        "--interface",
        "--limit-rate",
        "--cookie-jar",
    ];
    match (option.strip_prefix("--"), option.strip_prefix('-')) {
        (Some(_), _) => LONG.contains(&option),
        (None, Some(short)) => short.chars().next().is_some_and(|first| SHORT.contains(first)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_requests() {
        for (command, expected) in [
            (
                "curl https://a.example/x",
                json!({"method": "GET", "url": "https://a.example/x", "headers": {}, "body": ""}),
            ),
            (
                "$ curl -sSi a.example/x",
                json!({"method": "GET", "url": "http://a.example/x", "headers": {}, "body": ""}),
            ),
            (
                "curl 'https://a.example/x?y=1' \\\n  -H 'Accept: */*' \\\n  --data-raw '{\"a\":1}' --compressed",
                json!({"method": "POST", "url": "https://a.example/x?y=1", "headers": {"accept": "*/*"}, "body": "{\"a\":1}"}),
            ),
            (
                "curl -XDELETE -o /dev/null https://a.example/",
                json!({"method": "DELETE", "url": "https://a.example/", "headers": {}, "body": ""}),
            ),
            (
                "curl -I --max-time=3 https://a.example/",
                json!({"method": "HEAD", "url": "https://a.example/", "headers": {}, "body": ""}),
            ),
        ] {
            assert_eq!(request(command), Some(expected), "{command}");
        }
    }

    #[test]
    fn what_is_no_command_alone_is_none() {
        for text in
            ["", "curl", "wget https://a.example/", "curl https://a.example/\nHTTP/2 403\n", "curl 'https://a", "{}"]
        {
            assert_eq!(request(text), None, "{text}");
        }
    }
}
