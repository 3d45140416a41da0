//! A `curl` command: what it asks for.

use hopscope_routing::header::Headers;

use crate::exchange::Asked;

/// The longest prompt, in characters.
const MOST_PROMPT: usize = 120;

/// The rest of a line behind the prompt, when it begins a `curl` command.
pub fn begins(line: &str) -> Option<&str> {
    // No prompt is longer: a line of nothing but such words is not looked through again for each of them.
    let near = line.match_indices("curl").map(|(at, _)| at).take_while(|at| *at <= 4 * MOST_PROMPT);
    let at = near.into_iter().find(|at| {
        let (before, after) = (line.get(..*at).unwrap_or_default(), line.get(at + 4..).unwrap_or_default());
        let after = after.strip_prefix(".exe").unwrap_or(after);
        is_prompt(before) && after.starts_with([' ', '\t'])
    })?;
    line.get(at..)
}

/// Whether what stands in front of a command is a prompt, or nothing.
fn is_prompt(before: &str) -> bool {
    let before = before.trim_end();
    let before = ["time", "sudo", "command"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let before = before.trim_end();
    before.is_empty()
        || (before.chars().count() <= MOST_PROMPT && before.ends_with(['$', '%', '#', '>', '❯', '➜', '»', '~']))
}

/// Whether a command goes on in the next line.
pub fn goes_on(line: &str) -> bool {
    line.trim_end().ends_with(['\\', '^', '`'])
}

/// What a command asks for. None: it cannot be split into words, or names no URL.
pub fn asked(command: &str) -> Option<Asked> {
    let joined = command.replace("\\\n", " ").replace("^\n", " ").replace("`\n", " ").replace(" $'", " '");
    let words = shlex::split(&joined)?;
    let mut options = Options::default();
    let mut words = words.into_iter().skip(1).peekable();
    while let Some(word) = words.next() {
        if matches!(word.as_str(), "|" | ">" | ">>" | "2>&1" | "&&" | ";" | "||" | "2>/dev/null" | "&") {
            break;
        }
        match option(&word) {
            Some((name, Some(value))) => options.take(&name, &value),
            Some((name, None)) if takes_value(&name) => options.take(&name, &words.next().unwrap_or_default()),
            Some((name, None)) => options.flag(&name),
            None => options.url(&word),
        }
    }
    options.finish()
}

/// An option: its long name, and its value where the same word holds it. None: the word is no option.
fn option(word: &str) -> Option<(String, Option<String>)> {
    if let Some(long) = word.strip_prefix("--") {
        return Some(match long.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (long.to_owned(), None),
        });
    }
    let short = word.strip_prefix('-').filter(|short| !short.is_empty())?;
    // Short options may stand together, the last with its value behind it: `-sSi`, `-XPOST`.
    let mut names = String::new();
    for (index, letter) in short.char_indices() {
        let name = long_name(letter);
        if takes_value(name) {
            let value = short.get(index + letter.len_utf8()..).filter(|value| !value.is_empty());
            return Some((format!("{names}{name}"), value.map(str::to_owned)));
        }
        if !name.is_empty() {
            names.push_str(name);
            names.push(' ');
        }
    }
    Some((names.trim_end().to_owned(), None))
}

/// The long name of a short option that matters here.
const fn long_name(letter: char) -> &'static str {
    match letter {
        'X' => "request",
        'H' => "header",
        'd' => "data",
        'F' => "form",
        'I' => "head",
        'G' => "get",
        'u' => "user",
        'A' => "user-agent",
        'b' => "cookie",
        'e' => "referer",
        'T' => "upload-file",
        'o' | 'D' | 'x' | 'm' | 'w' | 'c' | 'E' | 'K' | 'r' | 'U' | 'y' | 'Y' | 'z' | 'C' | 'P' | 'Q' | 't' => "output",
        _ => "",
    }
}

fn takes_value(name: &str) -> bool {
    let name = name.rsplit(' ').next().unwrap_or(name);
    name.starts_with("data")
        || name.starts_with("proxy")
        || matches!(
            name,
            "request"
                | "header"
                | "form"
                | "form-string"
                | "user"
                | "user-agent"
                | "cookie"
                | "referer"
                | "upload-file"
                | "json"
                | "url"
                | "url-query"
                | "output"
                | "dump-header"
                | "write-out"
                | "max-time"
                | "cacert"
                | "cert"
                | "key"
                | "connect-timeout"
                | "resolve"
                | "connect-to"
                | "aws-sigv4"
                | "oauth2-bearer"
                | "cookie-jar"
                | "interface"
                | "retry"
                | "retry-delay"
                | "ciphers"
                | "tls-max"
                | "config"
                | "range"
                | "trace-ascii"
                | "trace"
                | "stderr"
                | "limit-rate"
                | "max-redirs"
                | "cert-type"
                | "dns-servers"
                | "preproxy"
        )
}

/// What the options say.
#[derive(Default)]
struct Options {
    method: Option<String>,
    url: Option<String>,
    fields: Headers,
    data: Vec<String>,
    is_head: bool,
    is_get: bool,
    is_form: bool,
    is_upload: bool,
}

impl Options {
    fn flag(&mut self, names: &str) {
        for name in names.split(' ') {
            match name {
                "head" => self.is_head = true,
                "get" => self.is_get = true,
                _ => {}
            }
        }
    }

    fn take(&mut self, names: &str, value: &str) {
        let (flags, name) = names.rsplit_once(' ').unwrap_or(("", names));
        self.flag(flags);
        match name {
            "request" => self.method = Some(value.to_owned()),
            "header" => {
                if let Some((name, value)) = super::line::field(value) {
                    self.fields.add(name.to_owned(), value.to_owned());
                }
            }
            "json" => {
                self.data.push(value.to_owned());
                self.default_field("content-type", "application/json");
            }
            "form" | "form-string" => self.is_form = true,
            "upload-file" => self.is_upload = true,
            "user" if !self.fields.has("authorization") => self.fields.add("authorization", "Basic …"),
            "oauth2-bearer" => self.fields.add("authorization", format!("Bearer {value}")),
            "aws-sigv4" => self.fields.set("authorization", "AWS4-HMAC-SHA256 …"),
            "user-agent" => self.fields.add("user-agent", value.to_owned()),
            "cookie" => self.fields.add("cookie", value.to_owned()),
            "referer" => self.fields.add("referer", value.to_owned()),
            "url" => self.url(value),
            _ if name.starts_with("data") => self.data.push(value.to_owned()),
            _ => {}
        }
    }

    fn default_field(&mut self, name: &'static str, value: &'static str) {
        if !self.fields.has(name) {
            self.fields.add(name, value);
        }
    }

    /// The first word that is no option is the URL.
    fn url(&mut self, word: &str) {
        if self.url.is_none() && !word.is_empty() {
            let has_scheme = word.contains("://");
            self.url = Some(if has_scheme { word.to_owned() } else { format!("http://{word}") });
        }
    }

    fn finish(mut self) -> Option<Asked> {
        let mut url = self.url?;
        let data = self.data.join("&");
        let mut body = (!self.data.is_empty()).then_some(data);
        if self.is_get
            && let Some(query) = body.take()
        {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        let method = self.method.unwrap_or_else(|| {
            let implied = if self.is_head {
                "HEAD"
            } else if self.is_upload {
                "PUT"
            } else if body.is_some() || self.is_form {
                "POST"
            } else {
                "GET"
            };
            implied.to_owned()
        });
        let host = self.fields.remove("host").map(|host| host.to_string());
        Some(Asked { method: Some(method), url: Some(url), fields: self.fields, host, body, is_whole: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, method: &str, url: &str, fields: &[(&str, &str)], body: Option<&str>) {
        let found = asked(begins(command).unwrap()).unwrap();
        assert_eq!((found.method.as_deref(), found.url.as_deref()), (Some(method), Some(url)), "{command}");
        assert_eq!(found.fields.iter().collect::<Vec<_>>(), fields, "{command}");
        assert_eq!(found.body.as_deref(), body, "{command}");
    }

    #[test]
    fn options_of_every_form() {
        check("$ curl -i https://a.example/x", "GET", "https://a.example/x", &[], None);
        check("curl -sSIL https://a.example", "HEAD", "https://a.example", &[], None);
        check(
            "curl -XPOST a.example -H 'X-A: 1' -H \"b: 2\"",
            "POST",
            "http://a.example",
            &[("x-a", "1"), ("b", "2")],
            None,
        );
        check(
            "me@box:~/src$ curl -d '{\"a\":1}' https://a.example/",
            "POST",
            "https://a.example/",
            &[],
            Some("{\"a\":1}"),
        );
        check(
            "curl -G --data-urlencode q=1 -o /dev/null 'https://a.example/?p=0'",
            "GET",
            "https://a.example/?p=0&q=1",
            &[],
            None,
        );
        check("curl --request=PUT -m 5 --url https://a.example/ | jq .", "PUT", "https://a.example/", &[], None);
        check(
            "curl 'https://a.example/' \\\n  -H 'accept: */*' \\\n  --compressed",
            "GET",
            "https://a.example/",
            &[("accept", "*/*")],
            None,
        );
        check(
            "curl -u me:secret https://a.example/",
            "GET",
            "https://a.example/",
            &[("authorization", "Basic …")],
            None,
        );
        check("curl -si -XDELETE https://a.example/", "DELETE", "https://a.example/", &[], None);
    }

    #[test]
    fn a_host_of_its_own_is_told_apart() {
        let found = asked("curl -H 'Host: b.example' https://a.example/").unwrap();
        assert_eq!((found.host.as_deref(), found.fields.has("host")), (Some("b.example"), false));
    }

    #[test]
    fn other_lines_are_no_commands() {
        for line in
            ["curl: (6) Could not resolve host: a", "use curl to ask", "curly", "x-curl: 1", "> user-agent: curl/8.5"]
        {
            assert_eq!(begins(line), None, "{line}");
        }
        assert_eq!(asked("curl --version"), None);
        assert_eq!(asked("curl 'unfinished"), None);
    }
}
