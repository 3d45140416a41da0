//! What a terminal, a chat or a page puts around a text: escapes, indentation, fences.

/// The text with plain line ends, without escape sequences, fences and common indentation.
pub fn clean(text: &str) -> String {
    let text = without_escapes(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.trim_start().starts_with("```")).collect();
    let lines = unquoted(lines);
    let indent = common_indent(&lines);
    let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// Without the marks of a quotation. A transcript of `curl -v` has other lines than those that begin with `>`.
fn unquoted(lines: Vec<&str>) -> Vec<&str> {
    let bare = |line: &&str| line.trim_start().strip_prefix('>').map(str::trim_start).map(str::to_owned);
    let mut full = lines.iter().filter(|line| !line.trim().is_empty());
    let is_quoted = full.clone().all(|line| line.trim_start().starts_with('>'))
        && full.any(|line| bare(line).is_some_and(|line| line.starts_with("HTTP/")));
    if !is_quoted {
        return lines;
    }
    let mark = |line: &'_ str| line.find('>').map_or(0, |at| at + 1);
    let stripped = lines.into_iter().map(|line| line.get(mark(line)..).unwrap_or_default());
    stripped.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect()
}

/// How many blanks every line begins with.
fn common_indent(lines: &[&str]) -> usize {
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    full.map(|line| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()).min().unwrap_or_default()
}

/// Without the sequences by which terminals colour (ECMA-48 CSI) and link (OSC) a text: curl prints header names in
/// bold and `Location` as a link. Other control characters go too.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => match letters.peek() {
                Some('[') => {
                    letters.next();
                    letters.by_ref().find(|each| matches!(each, '@'..='~'));
                }
                Some(']') => {
                    let mut previous = ' ';
                    letters.by_ref().find(|each| {
                        let ends = *each == '\u{7}' || (previous == '\u{1b}' && *each == '\\') || *each == '\n';
                        previous = *each;
                        ends
                    });
                }
                _ => {}
            },
            '\n' | '\r' | '\t' => out.push(letter),
            '\u{a0}' => out.push(' '),
            '\u{200b}' | '\u{feff}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_adds_goes() {
        let text = "\u{1b}[1mlocation\u{1b}[0m: \u{1b}]8;;https://a.example/\u{1b}\\/x\u{1b}]8;;\u{1b}\\\r\nb";
        assert_eq!(clean(text), "location: /x\nb");
    }

    #[test]
    fn fences_and_common_indentation_go() {
        assert_eq!(clean("```http\n    HTTP/2 403\n      a: b\n```\n"), "HTTP/2 403\n  a: b\n");
    }
}
