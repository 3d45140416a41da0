//! The arithmetic coder.

use std::sync::OnceLock;

use crate::DICTIONARY;
use crate::predictor::Predictor;

/// The longest JSON that is written this way, in bytes: guessing takes about two microseconds a byte in a browser, and
/// what is longer is mostly repetition, which deflating deals with as well.
pub const LONGEST_WRITTEN: usize = 16 << 10;

/// The longest JSON that is read, in bytes: a link of a few characters must not keep the page busy.
const LONGEST: usize = 64 << 10;

/// A predictor that has read the dictionary.
fn predictor() -> Predictor {
    static READ: OnceLock<Predictor> = OnceLock::new();
    let read = READ.get_or_init(|| {
        let mut predictor = Predictor::new();
        for line in DICTIONARY.split(|byte| *byte == b'\n') {
            line.iter().flat_map(|byte| bits(*byte)).for_each(|bit| predictor.learn(bit));
            predictor.start_text();
        }
        predictor
    });
    read.clone()
}

/// The bits of a byte, the highest first.
fn bits(byte: u8) -> impl Iterator<Item = bool> {
    (0..8).rev().map(move |place| byte >> place & 1 == 1)
}

/// The bytes for a JSON object; none where it is too long, or does not end with its outermost brace.
pub fn encode(json: &[u8]) -> Option<Vec<u8>> {
    if json.len() > LONGEST_WRITTEN {
        return None;
    }
    let mut predictor = predictor();
    let mut interval = Interval::WHOLE;
    let mut out = Vec::new();
    for (index, byte) in json.iter().enumerate() {
        for bit in bits(*byte) {
            interval.narrow(interval.middle(predictor.likelihood()), bit);
            predictor.learn(bit);
            while let Some(settled) = interval.settled() {
                out.push(settled);
            }
        }
        if predictor.place().ended() != (index + 1 == json.len()) {
            return None;
        }
    }
    interval.finish(&mut out);
    (!json.is_empty()).then_some(out)
}

/// The JSON object in bytes that [`encode`] gave; none where it does not end with them. Other bytes give another text.
pub fn decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut predictor = predictor();
    let mut interval = Interval::WHOLE;
    let mut input = Input { rest: bytes.iter(), beyond: 0 };
    let mut value = (0..4).fold(0, |value: u32, _| value << 8 | u32::from(input.next()));
    let mut json = Vec::new();
    let mut partial = 1_u32;
    while json.len() < LONGEST && input.beyond <= 4 {
        let middle = interval.middle(predictor.likelihood());
        let bit = value <= middle;
        interval.narrow(middle, bit);
        predictor.learn(bit);
        while interval.settled().is_some() {
            value = value << 8 | u32::from(input.next());
        }
        partial = partial << 1 | u32::from(bit);
        if let Some(byte) = partial.checked_sub(256) {
            json.push(byte as u8);
            partial = 1;
            if predictor.place().ended() {
                return Some(json);
            }
        }
    }
    None
}

/// The bytes to decode, and zeros after them: four may be looked at, more are never needed.
struct Input<'a> {
    rest: std::slice::Iter<'a, u8>,
    beyond: usize,
}

impl Input<'_> {
    fn next(&mut self) -> u8 {
        self.rest.next().copied().unwrap_or_else(|| {
            self.beyond += 1;
            0
        })
    }
}

/// The numbers that are still possible, of 32 bits of a longer number.
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const WHOLE: Self = Self { low: 0, high: u32::MAX };

    /// The last number that stands for a one.
    fn middle(&self, likelihood: u32) -> u32 {
        let share = (u64::from(self.high - self.low) * u64::from(likelihood)) >> 16;
        self.low + share as u32
    }

    fn narrow(&mut self, middle: u32, bit: bool) {
        if bit {
            self.high = middle;
        } else {
            self.low = middle.saturating_add(1);
        }
    }

    /// The first byte, if all numbers have the same; then the next one takes its place.
    fn settled(&mut self) -> Option<u8> {
        let [byte, ..] = self.high.to_be_bytes();
        (self.low.to_be_bytes().first() == Some(&byte)).then(|| {
            self.low <<= 8;
            self.high = self.high << 8 | 0xFF;
            byte
        })
    }

    /// As few bytes as name one of the numbers, where zeros follow them.
    fn finish(&self, out: &mut Vec<u8>) {
        let named = |bytes: u32| u32::MAX.checked_shl(32 - 8 * bytes).unwrap_or(0) & self.high;
        let fewest = (0..=4).find(|bytes| named(*bytes) >= self.low).unwrap_or(4);
        out.extend(named(fewest).to_be_bytes().into_iter().take(fewest as usize));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn round_trip(json: &[u8]) {
        let bytes = encode(json).unwrap();
        assert_eq!(decode(&bytes).unwrap(), json);
    }

    #[test]
    fn gives_back_what_it_was_given() {
        round_trip(b"{}");
        round_trip(r#"{"title":"\"}","notes":"日本 \\","stages":[{},{"name":"prod"}]}"#.as_bytes());
        let long = format!("{{\"notes\":\"{}\"}}", "n".repeat(LONGEST_WRITTEN - 12));
        assert_eq!(long.len(), LONGEST_WRITTEN);
        round_trip(long.as_bytes());
    }

    #[test]
    fn only_one_whole_object_is_taken() {
        for text in ["", "[]", "{", "{}{}", "{} ", "{\"a\":\"", "null"] {
            assert_eq!(encode(text.as_bytes()), None, "{text}");
        }
        assert_eq!(encode(format!("{{\"notes\":\"{}\"}}", "n".repeat(LONGEST_WRITTEN)).as_bytes()), None);
    }

    #[test]
    fn the_dictionary_saves() {
        let json = r#"{"distributions":[{"default_root_object":"index.html"}]}"#;
        assert!(encode(json.as_bytes()).unwrap().len() * 4 < json.len());
    }

    proptest! {
        #[test]
        fn any_text_in_an_object(text in ".{0,300}") {
            round_trip(serde_json::json!({"notes": text, "x": [text]}).to_string().as_bytes());
        }

        #[test]
        fn any_bytes_decode_to_something_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            if let Some(json) = decode(&bytes) {
                assert!(json.len() <= LONGEST && json.ends_with(b"}"));
            }
        }
    }
}
