//! Where in a JSON text one stands, as far as it helps to guess the next byte.

/// How many contexts there are.
pub(crate) const CONTEXTS: usize = 5;

/// How many kinds of places there are.
pub(crate) const KINDS: usize = 4;

/// What stands for a key where no key has come yet.
const NO_KEY: u32 = 0x1234;

/// What stands for a string of which nothing has come yet.
const START_OF_STRING: u32 = 1;

/// A place in a JSON text. Any bytes may come: what is no JSON only makes for worse guesses.
#[derive(Clone)]
pub(crate) struct JsonPlace {
    /// For each object or list around the place, the outermost first: whether it is an object, and the key that it is
    /// the value of.
    around: Vec<(bool, u32)>,
    key: u32,
    /// The string, number or word so far, or the sign that came last.
    token: u32,
    in_string: bool,
    string_is_key: bool,
    escaped: bool,
    key_comes: bool,
    /// The last four bytes.
    recent: u32,
}

impl JsonPlace {
    /// Before the first byte.
    pub(crate) fn start() -> Self {
        Self {
            around: Vec::new(),
            key: NO_KEY,
            token: START_OF_STRING,
            in_string: false,
            string_is_key: false,
            escaped: false,
            key_comes: false,
            recent: 0,
        }
    }

    /// Whether the outermost object has just ended.
    pub(crate) fn ended(&self) -> bool {
        self.around.is_empty() && !self.in_string && self.recent & 0xFF == u32::from(b'}')
    }

    /// Which of [`KINDS`] the place is: in a string or not, a key comes or not.
    pub(crate) fn kind(&self) -> usize {
        usize::from(self.in_string) * 2 + usize::from(self.key_comes)
    }

    /// What the next byte may be guessed by: no, one, two or three bytes before it; the key and the one around it, with
    /// what has come of the value.
    pub(crate) fn contexts(&self) -> [u32; CONTEXTS] {
        let around = self.around.last().map_or(0, |(_, key)| *key);
        let value = mixed(self.token, self.kind() as u32);
        [
            mixed(0, 1),
            mixed(self.recent & 0xFF, 2),
            mixed(self.recent & 0xFFFF, 3),
            mixed(self.recent & 0xFF_FFFF, 4),
            mixed(mixed(mixed(around, self.key), value), 5),
        ]
    }

    /// Goes past a byte.
    pub(crate) fn push(&mut self, byte: u8) {
        self.recent = self.recent << 8 | u32::from(byte);
        if self.in_string {
            self.push_in_string(byte);
            return;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string_is_key = self.key_comes;
                self.token = START_OF_STRING;
            }
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => {
                self.key = self.around.pop().map_or(0, |(_, key)| key);
                self.sign(byte, false);
            }
            b',' => self.sign(byte, self.around.last().is_some_and(|(object, _)| *object)),
            b':' => self.sign(byte, false),
            _ => self.token = mixed(self.token, u32::from(byte)),
        }
    }

    fn open(&mut self, byte: u8) {
        let object = byte == b'{';
        self.around.push((object, self.key));
        if object {
            self.key = NO_KEY;
        }
        self.sign(byte, object);
    }

    fn sign(&mut self, byte: u8, key_comes: bool) {
        self.token = u32::from(byte);
        self.key_comes = key_comes;
    }

    fn push_in_string(&mut self, byte: u8) {
        if byte == b'"' && !self.escaped {
            self.in_string = false;
            if self.string_is_key {
                self.key = self.token;
            }
            self.token = u32::from(byte);
            return;
        }
        self.escaped = byte == b'\\' && !self.escaped;
        self.token = mixed(self.token, u32::from(byte));
    }
}

/// Two numbers as one that looks like neither. *It may never change*: links of version 2 depend on it.
pub(crate) fn mixed(one: u32, other: u32) -> u32 {
    let product = one.wrapping_mul(0x9E37_79B1).wrapping_add(other).wrapping_mul(0x85EB_CA6B);
    product ^ product >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> JsonPlace {
        let mut place = JsonPlace::start();
        text.bytes().for_each(|byte| place.push(byte));
        place
    }

    #[test]
    fn the_outermost_object_ends_once() {
        let text = r#"{"a":[{"b":"}"}],"c":"\"}"}"#;
        let mut place = JsonPlace::start();
        let ended = text.bytes().map(|byte| {
            place.push(byte);
            place.ended()
        });
        assert_eq!(
            ended.enumerate().filter(|(_, ended)| *ended).map(|(at, _)| at + 1).collect::<Vec<_>>(),
            [text.len()]
        );
    }

    #[test]
    fn a_value_is_known_by_its_key_whatever_stands_before_it() {
        let by_key = |text: &str| after(text).contexts()[4];
        assert_eq!(by_key(r#"{"x":1,"a":{"stage":"pr"#), by_key(r#"{"x":"yy","a":{"stage":"pr"#));
        assert_ne!(by_key(r#"{"a":{"stage":"pr"#), by_key(r#"{"a":{"name":"pr"#));
    }

    #[test]
    fn any_bytes_go_past() {
        let mut place = JsonPlace::start();
        (0..=255).cycle().take(5_000).for_each(|byte| place.push(byte));
        assert!(place.kind() < KINDS);
    }
}
