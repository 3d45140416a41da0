//! Tells code from strings, comments, templates and regular expressions without parsing.

/// A text in which everything but code is blanked out, byte for byte.
#[derive(Debug)]
pub struct Scanned {
    /// The code alone; other bytes are spaces, line ends are kept. As long as the text.
    pub code: Vec<u8>,
}

/// Blanks out everything but code.
///
/// A slash opens a regular expression where an operand may stand and divides elsewhere, which is judged by what stands
/// before it. The judgement errs for `if (x) /re/.test(y)`, where nothing worse follows than a construct unseen.
pub fn scan(text: &str) -> Scanned {
    let bytes = text.as_bytes();
    let mut out = Scanner { bytes, code: Vec::with_capacity(bytes.len()), at: 0, templates: Vec::new() };
    while out.at < bytes.len() {
        out.step();
    }
    Scanned { code: out.code }
}

/// How deeply brackets are nested in a text, at most. Round and square brackets count four times, since they take the
/// engine's reader that much deeper than braces.
pub fn deepest_nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in scan(text).code {
        match byte {
            b'(' | b'[' => depth += 4,
            b'{' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(4),
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

struct Scanner<'a> {
    bytes: &'a [u8],
    code: Vec<u8>,
    at: usize,
    /// For each open `${`, how many braces have been opened inside it.
    templates: Vec<usize>,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn keep(&mut self) {
        self.code.push(self.peek(0));
        self.at += 1;
    }

    fn blank(&mut self) {
        self.code.push(if self.peek(0) == b'\n' { b'\n' } else { b' ' });
        self.at += 1;
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (b'/', b'/') => self.blank_while(|scanner| scanner.peek(0) != b'\n'),
            (b'/', b'*') => {
                self.blank_while(|scanner| (scanner.peek(0), scanner.peek(1)) != (b'*', b'/'));
                self.blank_some(2);
            }
            (quote @ (b'"' | b'\''), _) => self.quoted(quote),
            (b'`', _) => {
                self.blank();
                self.template();
            }
            (b'/', _) if self.operand_may_follow() => self.regular_expression(),
            (b'{', _) => {
                if let Some(open) = self.templates.last_mut() {
                    *open += 1;
                }
                self.keep();
            }
            (b'}', _) => match self.templates.last_mut() {
                Some(0) => {
                    self.templates.pop();
                    self.keep();
                    self.template();
                }
                Some(open) => {
                    *open -= 1;
                    self.keep();
                }
                None => self.keep(),
            },
            _ => self.keep(),
        }
    }

    fn blank_some(&mut self, count: usize) {
        for _ in 0..count {
            if self.at < self.bytes.len() {
                self.blank();
            }
        }
    }

    fn blank_while(&mut self, goes_on: impl Fn(&Self) -> bool) {
        while self.at < self.bytes.len() && goes_on(self) {
            self.blank();
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.blank();
        while self.at < self.bytes.len() && self.peek(0) != b'\n' {
            match self.peek(0) {
                b'\\' => self.blank_some(2),
                byte => {
                    self.blank();
                    if byte == quote {
                        return;
                    }
                }
            }
        }
    }

    /// The text of a template, up to its end or the next `${`.
    fn template(&mut self) {
        while self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'\\', _) => self.blank_some(2),
                (b'`', _) => return self.blank(),
                (b'$', b'{') => {
                    self.blank();
                    self.keep();
                    self.templates.push(0);
                    return;
                }
                _ => self.blank(),
            }
        }
    }

    fn regular_expression(&mut self) {
        self.blank();
        let mut in_class = false;
        while self.at < self.bytes.len() && self.peek(0) != b'\n' {
            match self.peek(0) {
                b'\\' => self.blank_some(2),
                b'/' if !in_class => return self.blank(),
                byte => {
                    in_class = byte == b'[' || (in_class && byte != b']');
                    self.blank();
                }
            }
        }
    }

    fn operand_may_follow(&self) -> bool {
        let before = self.code.trim_ascii_end();
        let Some(last) = before.last() else { return true };
        if !is_name_byte(*last) {
            // Blanked strings leave nothing behind, so what ends a string looks like what stands before it; a slash
            // straight after a string would be a division, which nobody writes.
            return !matches!(last, b')' | b']' | b'}');
        }
        let start = before.iter().rposition(|byte| !is_name_byte(*byte)).map_or(0, |at| at + 1);
        let word = before.get(start..).unwrap_or_default();
        const OPERAND_FOLLOWS: [&[u8]; 12] = [
            b"return", b"typeof", b"case", b"in", b"of", b"delete", b"void", b"throw", b"new", b"else", b"do", b"await",
        ];
        OPERAND_FOLLOWS.contains(&word)
    }
}

/// The next place of a name that is no property.
pub fn find_name(code: &[u8], name: &str, from: usize) -> Option<usize> {
    let wanted = name.as_bytes();
    (from..code.len()).find(|at| {
        let before = code.get(..*at).unwrap_or_default();
        let rest = code.get(*at..).unwrap_or_default();
        rest.starts_with(wanted)
            && !rest.get(wanted.len()).is_some_and(|byte| is_name_byte(*byte))
            && !before.last().is_some_and(|byte| is_name_byte(*byte))
            && before.trim_ascii_end().last() != Some(&b'.')
    })
}

/// Whether a byte can be part of a name. All of a character outside ASCII counts.
pub const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn code(text: &str) -> String {
        String::from_utf8(scan(text).code).unwrap()
    }

    #[test]
    fn blanks_all_but_code() {
        assert_eq!(code("a('x{')/2 // {\nb"), "a(    )/2     \nb");
        assert_eq!(code("r = /[/}]\\//.test(s)"), "r =         .test(s)");
        assert_eq!(code("`a{${b + `c${d}`}e}`;f"), "    {b +    {d} }   ;f");
        assert_eq!(code("/* { */x\n"), "       x\n");
    }

    #[test]
    fn counts_brackets_of_code_alone() {
        assert_eq!(deepest_nesting("f([{a: '((((' }])"), 9);
    }
}
