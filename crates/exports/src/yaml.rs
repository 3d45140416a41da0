//! YAML, written: as little of it as a template needs.

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    /// Text.
    Text(String),
    /// A number or a truth value.
    Plain(String),
    /// A list.
    List(Vec<Yaml>),
    /// Values by name, in order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// Values by name.
    pub fn map<N: Into<String>>(entries: impl IntoIterator<Item = (N, Yaml)>) -> Self {
        Self::Map(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Writes a document.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.write_at(0, &mut out);
        out
    }

    fn write_at(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Map(entries) => {
                for (name, value) in entries {
                    out.push_str(&format!("{indent}{}:", scalar(name)));
                    value.write_behind(depth, out);
                }
            }
            Self::List(items) => {
                for item in items {
                    let mut inner = String::new();
                    match item {
                        Self::Map(entries) if !entries.is_empty() => item.write_at(depth + 1, &mut inner),
                        Self::List(items) if !items.is_empty() => item.write_at(depth + 1, &mut inner),
                        _ => {
                            out.push_str(&format!("{indent}-"));
                            item.write_behind(depth, out);
                            continue;
                        }
                    }
                    // The first line of what is in it stands behind the dash.
                    out.push_str(&format!("{indent}- {}", inner.trim_start_matches(' ')));
                }
            }
            Self::Text(_) | Self::Plain(_) => {
                out.push_str(&indent);
                out.push_str(&self.scalar());
                out.push('\n');
            }
        }
    }

    /// The value behind a name or a dash: on the same line, or on lines of its own.
    fn write_behind(&self, depth: usize, out: &mut String) {
        match self {
            Self::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
            Self::List(items) if items.is_empty() => out.push_str(" []\n"),
            Self::Map(_) | Self::List(_) => {
                out.push('\n');
                self.write_at(depth + 1, out);
            }
            Self::Text(text) if is_block(text) => {
                let chomp = if text.ends_with("\n\n") {
                    "+"
                } else if text.ends_with('\n') {
                    ""
                } else {
                    "-"
                };
                out.push_str(&format!(" |{chomp}\n"));
                let indent = "  ".repeat(depth + 1);
                for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                    if !line.is_empty() {
                        out.push_str(&indent);
                        out.push_str(line);
                    }
                    out.push('\n');
                }
            }
            Self::Text(_) | Self::Plain(_) => {
                out.push(' ');
                out.push_str(&self.scalar());
                out.push('\n');
            }
        }
    }

    fn scalar(&self) -> String {
        match self {
            Self::Plain(plain) => plain.clone(),
            Self::Text(text) => scalar(text),
            Self::List(_) | Self::Map(_) => String::new(),
        }
    }
}

/// Whether a text is best written as lines.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && text.chars().all(|letter| letter == '\n' || letter == '\t' || (!letter.is_control() && letter != '\u{feff}'))
        && text.lines().all(|line| !line.is_empty() || text.len() > 1)
}

/// Words that YAML 1.1 takes for something else than text.
const RESERVED: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// A text on one line: as it is where nobody could take it for anything else, else in quotes.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_./-".contains(letter))
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str());
    // `Fn::Sub` and the like: a colon that no space follows.
    let is_name = text
        .strip_prefix("Fn::")
        .is_some_and(|rest| rest.chars().all(|letter| letter.is_ascii_alphanumeric()))
        || text.split("::").all(|part| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric()))
            && text.starts_with("AWS::");
    if is_plain || is_name { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_they_could_be_something_else() {
        for (text, written) in [
            ("abc", "abc"),
            ("no", "\"no\""),
            ("1", "\"1\""),
            ("a: b", "\"a: b\""),
            ("", "\"\""),
            ("Fn::Sub", "Fn::Sub"),
            ("AWS::Lambda::Function", "AWS::Lambda::Function"),
            ("$default", "\"$default\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }

    #[test]
    fn lists_and_lines() {
        let code = Yaml::text("a\n\n  b\n");
        let yaml = Yaml::map([
            ("x", Yaml::List(vec![Yaml::map([("a", Yaml::text("1")), ("b", code)]), Yaml::Plain("2".to_owned())])),
            ("z", Yaml::Map(Vec::new())),
        ]);
        assert_eq!(yaml.write(), "x:\n  - a: \"1\"\n    b: |\n      a\n\n        b\n  - 2\nz: {}\n");
    }
}
