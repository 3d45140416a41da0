//! Terraform's language, written: blocks, arguments, and how `terraform fmt` lays them out.

/// A block: its type, its labels, what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    head: String,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Argument(String, String),
    Block(Block),
    Comment(String),
}

impl Block {
    /// A block within another.
    pub fn new(kind: &str) -> Self {
        Self { head: kind.to_owned(), items: Vec::new() }
    }

    /// A resource.
    pub fn resource(kind: &str, label: &str) -> Self {
        Self::new(&format!("resource \"{kind}\" \"{label}\""))
    }

    /// A data source.
    pub fn data(kind: &str, label: &str) -> Self {
        Self::new(&format!("data \"{kind}\" \"{label}\""))
    }

    /// With an argument whose value is an expression: a reference, a number, a list.
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.items.push(Item::Argument(name.to_owned(), value.into()));
        self
    }

    /// With an argument whose value is text.
    pub fn text(self, name: &str, value: &str) -> Self {
        self.set(name, quoted(value))
    }

    /// With an argument whose value is text, unless that is empty.
    pub fn text_unless_empty(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.text(name, value) }
    }

    /// With a list of texts.
    pub fn texts<'a>(self, name: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        self.set(name, list(values))
    }

    /// With a block in it.
    pub fn block(mut self, block: Self) -> Self {
        self.items.push(Item::Block(block));
        self
    }

    /// With blocks in it.
    pub fn blocks(mut self, blocks: impl IntoIterator<Item = Self>) -> Self {
        self.items.extend(blocks.into_iter().map(Item::Block));
        self
    }

    /// With a remark.
    pub fn comment(mut self, text: &str) -> Self {
        self.items.push(Item::Comment(text.to_owned()));
        self
    }

    /// The type and labels.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Its text, indented by `depth` levels.
    pub fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}{} {{\n", self.head));
        for (index, item) in self.items.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| self.items.get(before));
            if matches!(
                (before, item),
                (Some(Item::Block(_) | Item::Argument(..)), Item::Block(_)) | (Some(Item::Block(_)), _)
            ) {
                out.push('\n');
            }
            match item {
                Item::Block(block) => block.write(depth + 1, out),
                Item::Comment(text) => out.push_str(&format!("{indent}  # {text}\n")),
                Item::Argument(name, value) => {
                    let width = self.width_around(index);
                    out.push_str(&format!("{indent}  {name:width$} = {}\n", indented(value, depth + 1)));
                }
            }
        }
        out.push_str(&format!("{indent}}}\n"));
    }

    /// The length of the longest name of the arguments of one line that stand together with one.
    fn width_around(&self, index: usize) -> usize {
        let name = |at: usize| match self.items.get(at) {
            Some(Item::Argument(name, value)) if !value.contains('\n') || value.starts_with("<<") => Some(name.len()),
            _ => None,
        };
        if name(index).is_none() {
            return 0;
        }
        let before = (0..index).rev().map_while(name);
        let after = (index..self.items.len()).map_while(name);
        before.chain(after).max().unwrap_or_default()
    }
}

/// A value of several lines, moved in. What is in a heredoc stays: it is told by its marker.
fn indented(value: &str, depth: usize) -> String {
    if value.starts_with("<<") {
        return value.to_owned();
    }
    value.replace('\n', &format!("\n{}", "  ".repeat(depth)))
}

/// A text in quotes, with what Terraform would take for a template made plain.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            _ => out.push(character),
        }
    }
    out.push('"');
    plain(&out)
}

/// A text of several lines.
pub fn heredoc(text: &str) -> String {
    let marker = (0..).map(|number| if number == 0 { "EOT".to_owned() } else { format!("EOT{number}") });
    let marker = marker.into_iter().find(|marker| !text.lines().any(|line| line.trim() == marker)).unwrap_or_default();
    let newline = if text.ends_with('\n') { "" } else { "\n" };
    format!("<<{marker}\n{}{newline}{marker}", plain(text))
}

fn plain(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// A list of texts.
pub fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    format!("[{}]", values.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// A name as Terraform's labels are written: lower case, digits, `_`.
pub fn label(name: &str) -> String {
    let mut label = String::new();
    let mut was_lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_lower {
            label.push('_');
        }
        was_lower = character.is_ascii_lowercase();
        label.push(if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '_' });
    }
    let label = label.trim_matches('_').to_owned();
    let words: Vec<&str> = label.split('_').filter(|word| !word.is_empty()).collect();
    let label = words.join("_");
    if label.is_empty() {
        "main".to_owned()
    } else if label.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{label}")
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_terraform_s() {
        for (name, expected) in [
            ("AllViewerExceptHostHeader", "all_viewer_except_host_header"),
            ("api.example.com", "api_example_com"),
            ("E1EXAMPLE", "e1example"),
            ("/", "main"),
            ("1a", "_1a"),
        ] {
            assert_eq!(label(name), expected);
        }
    }

    #[test]
    fn templates_in_texts_are_plain() {
        assert_eq!(quoted("a\"${b}"), "\"a\\\"$${b}\"");
        assert_eq!(heredoc("EOT\n${x}"), "<<EOT1\nEOT\n$${x}\nEOT1");
    }

    #[test]
    fn arguments_that_stand_together_are_aligned() {
        let block = Block::new("a").text("b", "c").set("long", "1").block(Block::new("d").set("e", "f")).set("g", "h");
        let mut text = String::new();
        block.write(0, &mut text);
        assert_eq!(text, "a {\n  b    = \"c\"\n  long = 1\n\n  d {\n    e = f\n  }\n\n  g = h\n}\n");
    }
}
