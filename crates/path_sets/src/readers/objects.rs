//! What S3 tells apart: the objects of a bucket, and the folders that a website turns into index documents.
//!
//! S3 decodes the path: `%XX` is a byte, `+` a blank.

use std::collections::BTreeSet;

use hopscope_scenario::Scenario;
use hopscope_scenario::origin_server::Bucket;

use crate::sets::{Characters, Machine};

/// Reads paths for a bucket.
#[derive(Clone, Debug)]
pub struct Objects {
    /// The decoded paths that are not like any other: keys and folders, sorted.
    texts: Vec<Vec<u8>>,
}

/// How far a path has been read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectState {
    /// The decoded path so far. None: no text begins so.
    decoded: Option<Vec<u8>>,
    /// A `%` with at most one digit behind it.
    pending: String,
}

/// The bucket that a name is of.
pub fn bucket<'s>(scenario: &'s Scenario, name: &str) -> Option<&'s Bucket> {
    scenario.buckets.iter().find(|bucket| {
        name.strip_prefix(bucket.name.as_str())
            .is_some_and(|rest| rest.starts_with(".s3") && rest.contains(".amazonaws."))
            || name == bucket.name
    })
}

impl Objects {
    /// The objects of a bucket.
    pub fn of(bucket: &Bucket) -> Self {
        let mut texts = BTreeSet::from([b"/".to_vec()]);
        for key in &bucket.objects {
            let path = format!("/{key}");
            for (slash, _) in path.match_indices('/').skip(1) {
                texts.extend(
                    [path.as_bytes().get(..slash), path.as_bytes().get(..=slash)]
                        .into_iter()
                        .flatten()
                        .map(<[u8]>::to_vec),
                );
            }
            texts.insert(path.into_bytes());
        }
        Self { texts: texts.into_iter().collect() }
    }

    fn push(&self, decoded: Option<Vec<u8>>, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut longer = decoded?;
        longer.extend_from_slice(bytes);
        let at = self.texts.partition_point(|text| *text < longer);
        self.texts.get(at).is_some_and(|text| text.starts_with(&longer)).then_some(longer)
    }

    /// The bytes with which a text can go on.
    fn next_bytes(&self, decoded: &[u8]) -> impl Iterator<Item = u8> {
        let at = self.texts.partition_point(|each| each.as_slice() < decoded);
        let going_on = self.texts.iter().skip(at).take_while(move |each| each.starts_with(decoded));
        going_on.filter_map(move |each| each.get(decoded.len()).copied())
    }

    /// Whether a `%` and what is behind it can still become a byte, or be meant as it is.
    fn is_viable(&self, decoded: Option<&Vec<u8>>, pending: &str) -> bool {
        let Some(decoded) = decoded else { return false };
        let digits = pending.get(1..).unwrap_or_default();
        let becomes = |byte: u8| format!("{byte:02X}").starts_with(&digits.to_ascii_uppercase());
        self.next_bytes(decoded).any(|byte| byte == b'%' || becomes(byte))
    }

    fn push_character(&self, decoded: Option<Vec<u8>>, character: char) -> Option<Vec<u8>> {
        let mut buffer = [0; 4];
        let bytes = if character == '+' { " " } else { character.encode_utf8(&mut buffer) };
        self.push(decoded, bytes.as_bytes())
    }
}

impl Machine for Objects {
    type State = ObjectState;
    type Label = Option<Vec<u8>>;

    fn start(&self) -> ObjectState {
        ObjectState { decoded: Some(Vec::new()), pending: String::new() }
    }

    fn step(&self, state: &ObjectState, character: char) -> ObjectState {
        let mut decoded = state.decoded.clone();
        if decoded.is_none() {
            return ObjectState { decoded, pending: String::new() };
        }
        let pending = format!("{}{character}", state.pending);
        match pending.as_bytes() {
            [b'%'] | [b'%', b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F'] if self.is_viable(decoded.as_ref(), &pending) => {
                return ObjectState { decoded, pending };
            }
            [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let byte = pending.get(1..).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let decoded = byte.and_then(|byte| self.push(decoded, &[byte]));
                return ObjectState { decoded, pending: String::new() };
            }
            _ => {}
        }
        for each in state.pending.chars() {
            decoded = self.push_character(decoded, each);
        }
        if character == '%' && self.is_viable(decoded.as_ref(), "%") {
            return ObjectState { decoded, pending: "%".to_owned() };
        }
        ObjectState { decoded: self.push_character(decoded, character), pending: String::new() }
    }

    fn watch(&self, state: &ObjectState, watched: &mut Characters) {
        let Some(decoded) = &state.decoded else { return };
        "%+/".chars().for_each(|character| watched.insert(character));
        if !state.pending.is_empty() {
            let digits = state.pending.get(1..).map_or(0, str::len);
            // Where a text has a `%` of its own, any digit may follow it.
            if self.next_bytes(decoded).any(|byte| byte == b'%') {
                "0123456789abcdefABCDEF".chars().for_each(|digit| watched.insert(digit));
            }
            for byte in self.next_bytes(decoded) {
                let digit = format!("{byte:02X}").chars().nth(digits);
                digit
                    .into_iter()
                    .flat_map(|digit| [digit, digit.to_ascii_lowercase()])
                    .for_each(|each| watched.insert(each));
            }
        }
        // What was pending may turn out to be plain text, so that its next character counts too.
        let mut begun = decoded.clone();
        begun.extend_from_slice(state.pending.as_bytes());
        for text in [decoded, &begun] {
            let at = self.texts.partition_point(|each| each < text);
            for each in self.texts.iter().skip(at).take_while(|each| each.starts_with(text)) {
                let rest = each.get(text.len()..).map(String::from_utf8_lossy);
                rest.and_then(|rest| rest.chars().next()).into_iter().for_each(|next| watched.insert(next));
            }
        }
    }

    fn label(&self, state: &ObjectState) -> Option<Vec<u8>> {
        let decoded =
            state.pending.chars().fold(state.decoded.clone(), |decoded, each| self.push_character(decoded, each))?;
        self.texts.binary_search(&decoded).is_ok().then_some(decoded)
    }
}
