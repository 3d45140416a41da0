//! The command that printed a document, where its line was pasted along: `get-resources` does not say whose they are.

use std::collections::BTreeMap;

/// A call of the AWS command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// `apigateway`.
    pub service: String,
    /// `get-resources`.
    pub operation: String,
    /// Its options by name, without the dashes.
    pub options: BTreeMap<String, String>,
}

impl Command {
    /// The last command in the lines before a document. A `\` at a line's end goes on in the next.
    pub fn find(before: &str) -> Option<Self> {
        let joined = before.replace("\\\r\n", " ").replace("\\\n", " ");
        joined.lines().rev().find_map(Self::parse)
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace().skip_while(|word| *word != "aws" && !word.ends_with("/aws")).skip(1);
        let mut command = Self::default();
        let mut option: Option<String> = None;
        for word in words.by_ref() {
            let word = word.trim_matches(['"', '\'', '`', ';']);
            if matches!(word, "|" | ">" | "2>" | "&&") {
                break;
            }
            match (word.strip_prefix("--"), option.take()) {
                (Some(name), before) => {
                    if let Some(flag) = before {
                        command.options.insert(flag, String::new());
                    }
                    match name.split_once('=') {
                        Some((name, value)) => {
                            command.options.insert(name.to_owned(), value.to_owned());
                        }
                        None => option = Some(name.to_owned()),
                    }
                }
                (None, Some(name)) => {
                    command.options.insert(name, word.to_owned());
                }
                (None, None) if command.service.is_empty() => command.service = word.to_owned(),
                (None, None) if command.operation.is_empty() => command.operation = word.to_owned(),
                (None, None) => {}
            }
        }
        if let Some(flag) = option {
            command.options.insert(flag, String::new());
        }
        (!command.operation.is_empty()).then_some(command)
    }

    /// An option's value.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_command_before_a_document_counts() {
        let session = "$ aws sts get-caller-identity\n}\nme@host:~$ aws --profile x apigateway get-resources \\\n  --rest-api-id 'abc123' --embed methods | tee out.json\n";
        let command = Command::find(session).unwrap();
        assert_eq!((command.service.as_str(), command.operation.as_str()), ("apigateway", "get-resources"));
        assert_eq!(command.option("rest-api-id"), Some("abc123"));
        assert_eq!(command.option("embed"), Some("methods"));
        assert_eq!(Command::find("no command here"), None);
    }
}
