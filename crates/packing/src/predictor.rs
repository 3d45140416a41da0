//! How likely the next bit of a scenario is a one, judged by what came before.
//!
//! Five contexts (`json_place`) and the longest place before that reads alike each have an opinion, learned from the
//! bits that followed it so far. A small network, which learns too, weighs them. That is context mixing as M. Mahoney
//! describes it ("Adaptive Weighing of Context Models for Lossless Data Compression", 2005; "Data Compression
//! Explained", section 4.3); the choice of contexts, sizes and rates was made by measuring links of imported projects.
//!
//! *Nothing here may ever change*: what reads a link of version 2 has to guess as what wrote it did, bit by bit. So all
//! is whole numbers, alike on every machine.

use crate::json_place::{CONTEXTS, JsonPlace, KINDS, mixed};

/// How many slots remember what followed a context: 2 to this.
const SLOT_BITS: u32 = 18;

/// How many places before are found by their last bytes: 2 to this.
const PLACE_BITS: u32 = 15;

/// How many bytes have to read alike before a place is found, and how many are looked up by.
const SHORTEST_MATCH: usize = 4;
const LOOKED_UP_BY: usize = 5;

/// The longest match that is told from shorter ones.
const LONGEST_MATCH: usize = 31;

/// Two opinions of each context, and two of the match.
const OPINIONS: usize = 2 * CONTEXTS + 2;

/// Match lengths that are told apart when opinions are weighed.
const GRADES: usize = 4;

/// What each opinion weighs at first, of 65,536.
const FIRST_WEIGHT: i32 = 14_500;

/// How fast weights learn.
const LEARNING_RATE: i32 = 2;

/// The largest likelihood on the stretched scale; the lowest is its negative.
const STRETCHED: i32 = 2_047;

/// How many points of the stretched scale a correction is learned for.
const POINTS: usize = 33;

/// The logistic function of -8, -7.5, … 0, times 65,536.
const LOGISTIC: [i32; 17] =
    [22, 36, 60, 98, 162, 266, 439, 719, 1_179, 1_923, 3_108, 4_971, 7_812, 11_955, 17_625, 24_743, 32_768];

/// How far a slot moves towards a bit, of 32,768, by how many bits it has seen.
const SLOT_RATES: [i32; 16] =
    [20_480, 13_107, 9_362, 7_281, 5_957, 5_041, 4_369, 3_855, 3_449, 3_120, 2_849, 2_621, 2_427, 2_259, 2_114, 1_985];

/// Guesses bit by bit.
#[derive(Clone)]
pub(crate) struct Predictor {
    place: JsonPlace,
    /// The bits of the byte so far, behind a one.
    partial: usize,
    contexts: [u32; CONTEXTS],
    slots: Vec<Slot>,
    /// The slot of each context.
    chosen: [usize; CONTEXTS],
    matching: Match,
    /// Opinions on the stretched scale: positive for a one.
    opinions: [i32; OPINIONS],
    weights: Vec<[i32; OPINIONS]>,
    weighed_by: usize,
    weighed: i32,
    /// Corrections by the bits of the byte so far and the point.
    corrections: Vec<[u16; POINTS]>,
    corrected_at: usize,
    /// The stretched scale of a likelihood of 0, 1, … 4,095.
    stretched: Vec<i32>,
    likelihood: u32,
}

impl Predictor {
    /// One that knows nothing.
    pub(crate) fn new() -> Self {
        let mut out = Self {
            place: JsonPlace::start(),
            partial: 1,
            contexts: [0; CONTEXTS],
            slots: vec![Slot::new(0); 1 << SLOT_BITS],
            chosen: [0; CONTEXTS],
            matching: Match::new(),
            opinions: [0; OPINIONS],
            weights: vec![[FIRST_WEIGHT; OPINIONS]; GRADES * KINDS],
            weighed_by: 0,
            weighed: 1 << 15,
            corrections: vec![std::array::from_fn(|point| logistic_at(point) as u16); 256],
            corrected_at: 0,
            stretched: stretched(),
            likelihood: 1 << 15,
        };
        out.start_text();
        out
    }

    /// Begins another text, with all that was learned.
    pub(crate) fn start_text(&mut self) {
        self.place = JsonPlace::start();
        self.partial = 1;
        self.matching.forget();
        self.start_byte();
        self.guess();
    }

    /// Where in the text the next bit is.
    pub(crate) fn place(&self) -> &JsonPlace {
        &self.place
    }

    /// How likely the next bit is a one, of 65,536: never certain.
    pub(crate) fn likelihood(&self) -> u32 {
        self.likelihood
    }

    /// Learns what the bit was, and turns to the next.
    pub(crate) fn learn(&mut self, bit: bool) {
        self.learn_weights(bit);
        if let Some(point) = self.corrections.get_mut(self.partial).and_then(|row| row.get_mut(self.corrected_at)) {
            *point = if bit { *point + (u16::MAX - *point) / 64 } else { *point - *point / 64 };
        }
        for index in self.chosen {
            if let Some(slot) = self.slots.get_mut(index) {
                *slot = slot.learned(bit);
            }
        }
        self.matching.learn(bit);
        self.partial = self.partial << 1 | usize::from(bit);
        if let Some(byte) = self.partial.checked_sub(256) {
            self.partial = 1;
            // Eight bits behind a one: the difference is a byte.
            let byte = byte as u8;
            self.matching.push(byte);
            self.place.push(byte);
            self.start_byte();
        }
        self.guess();
    }

    fn start_byte(&mut self) {
        self.contexts = self.place.contexts();
        self.matching.look_up();
    }

    /// Forms the opinions on the next bit, and weighs them.
    fn guess(&mut self) {
        self.ask_contexts();
        let grade = self.ask_match();
        self.weighed_by = grade * KINDS + self.place.kind();
        let weights = self.weights.get(self.weighed_by).copied().unwrap_or([0; OPINIONS]);
        let sum: i64 =
            weights.iter().zip(self.opinions).map(|(weight, opinion)| i64::from(*weight) * i64::from(opinion)).sum();
        let stretched = (sum >> 16).clamp(-i64::from(STRETCHED), i64::from(STRETCHED)) as i32;
        self.weighed = logistic(stretched);
        self.likelihood = ((self.weighed * 3 + self.corrected(stretched)) / 4).clamp(32, (1 << 16) - 32) as u32;
    }

    fn ask_contexts(&mut self) {
        for (index, context) in self.contexts.into_iter().enumerate() {
            let hash = mixed(context, self.partial as u32);
            let at = slot_of(&mut self.slots, hash);
            let slot = self.slots.get(at).copied().unwrap_or(Slot::new(0));
            let likelihood = slot.likelihood() >> 4;
            let seen = slot.seen() as i32;
            let stretched = self.stretched.get(likelihood as usize).copied().unwrap_or_default();
            // The second opinion says less the fewer bits were seen.
            let pair = if seen == 0 { [0, 0] } else { [stretched, ((likelihood - 2_048) * seen.min(8)) >> 4] };
            set_pair(&mut self.opinions, index, pair);
            if let Some(chosen) = self.chosen.get_mut(index) {
                *chosen = at;
            }
        }
    }

    /// The match's opinion, and how much it is to be trusted.
    fn ask_match(&mut self) -> usize {
        let Some((bit, likelihood)) = self.matching.expect(self.partial) else {
            set_pair(&mut self.opinions, CONTEXTS, [0, 0]);
            return 0;
        };
        let stretched = self.stretched.get(likelihood as usize).copied().unwrap_or_default();
        let sign = if bit { 1 } else { -1 };
        set_pair(&mut self.opinions, CONTEXTS, [stretched * sign, (likelihood - 2_048) * sign]);
        match self.matching.length {
            0..8 => 1,
            8..16 => 2,
            _ => 3,
        }
    }

    fn learn_weights(&mut self, bit: bool) {
        let error = ((i32::from(bit) << 16) - self.weighed) * LEARNING_RATE;
        if let Some(weights) = self.weights.get_mut(self.weighed_by) {
            for (weight, opinion) in weights.iter_mut().zip(self.opinions) {
                *weight += (opinion * (error >> 4) + (1 << 13)) >> 14;
            }
        }
    }

    /// What is learned of bits that were thought as likely at this place in a byte.
    fn corrected(&mut self, stretched: i32) -> i32 {
        let position = stretched + STRETCHED + 1;
        let (point, between) = ((position >> 7) as usize, position & 127);
        self.corrected_at = point + usize::from(between >= 64);
        let row = self.corrections.get(self.partial);
        let at = |point: usize| row.and_then(|row| row.get(point)).copied().map_or(0, i32::from);
        (at(point) * (128 - between) + at(point + 1) * between) >> 7
    }
}

fn set_pair(opinions: &mut [i32; OPINIONS], index: usize, pair: [i32; 2]) {
    if let Some(places) = opinions.get_mut(2 * index..2 * index + 2) {
        places.copy_from_slice(&pair);
    }
}

/// The logistic function of (point - 16) / 2, times 65,536.
fn logistic_at(point: usize) -> i32 {
    let lower = |point: usize| LOGISTIC.get(point).copied().unwrap_or(1 << 15);
    if point <= 16 { lower(point) } else { (1 << 16) - lower(32_usize.saturating_sub(point)) }
}

/// The logistic function of stretched / 256, times 65,536.
fn logistic(stretched: i32) -> i32 {
    let position = stretched.clamp(-STRETCHED, STRETCHED) + STRETCHED + 1;
    let (point, between) = ((position >> 7) as usize, position & 127);
    (logistic_at(point) * (128 - between) + logistic_at(point + 1) * between) >> 7
}

/// For each likelihood of 4,096, the first point of the stretched scale that is as likely.
fn stretched() -> Vec<i32> {
    let mut out = Vec::with_capacity(4_096);
    for stretched in -STRETCHED..=STRETCHED {
        let reached = (logistic(stretched) >> 4) as usize;
        while out.len() <= reached.min(4_095) {
            out.push(stretched);
        }
    }
    out.resize(4_096, STRETCHED);
    out
}

/// What followed a context: how likely a one is, of 65,536 (16 bits), how many bits were seen (6 bits), and a part of
/// the context's number, to tell it from others (10 bits).
#[derive(Clone, Copy)]
struct Slot(u32);

impl Slot {
    const CHECK: u32 = 0x3FF;

    fn new(check: u32) -> Self {
        Self(1 << 31 | check & Self::CHECK)
    }

    fn is_of(self, check: u32) -> bool {
        self.0 & Self::CHECK == check
    }

    fn seen(self) -> u32 {
        self.0 >> 10 & 63
    }

    fn likelihood(self) -> i32 {
        (self.0 >> 16) as i32
    }

    fn learned(self, bit: bool) -> Self {
        let seen = self.seen();
        let rate = SLOT_RATES.get(seen as usize).copied().unwrap_or(1_985);
        let towards = if bit { 65_535 } else { 0 };
        // 65,535 × 20,480 has room in 31 bits.
        let likelihood = self.likelihood() + (((towards - self.likelihood()) * rate) >> 15);
        Self((likelihood as u32) << 16 | (seen + 1).min(15) << 10 | self.0 & Self::CHECK)
    }
}

/// The slot for a number: one of two. Where neither is its own, it takes the one that has seen less.
fn slot_of(slots: &mut [Slot], hash: u32) -> usize {
    let check = hash >> 22;
    let first = (hash & ((1 << SLOT_BITS) - 1)) as usize;
    let second = first ^ 1;
    let slot = |at: usize| slots.get(at).copied().unwrap_or(Slot::new(0));
    if slot(first).is_of(check) {
        return first;
    }
    if slot(second).is_of(check) {
        return second;
    }
    let taken = if slot(second).seen() < slot(first).seen() { second } else { first };
    if let Some(slot) = slots.get_mut(taken) {
        *slot = Slot::new(check);
    }
    taken
}

/// The longest place before that reads like the last bytes, and the byte that followed there.
#[derive(Clone)]
struct Match {
    history: Vec<u8>,
    /// Where each group of last bytes was last followed by something.
    places: Vec<u32>,
    /// The place in the history of what is expected next.
    at: usize,
    /// How many bytes read alike; none, when nothing is expected.
    length: usize,
    /// By length, how likely what is expected comes, of 2³².
    trust: [u32; LONGEST_MATCH + 1],
    expected: Option<bool>,
}

impl Match {
    fn new() -> Self {
        Self {
            history: Vec::new(),
            places: vec![0; 1 << PLACE_BITS],
            at: 0,
            length: 0,
            trust: [1 << 31; LONGEST_MATCH + 1],
            expected: None,
        }
    }

    fn forget(&mut self) {
        self.length = 0;
    }

    fn push(&mut self, byte: u8) {
        self.history.push(byte);
        if self.length > 0 {
            self.at += 1;
            self.length = (self.length + 1).min(LONGEST_MATCH);
        }
    }

    /// Looks for a place, where none is known, and keeps this one for later.
    fn look_up(&mut self) {
        let end = self.history.len();
        let Some(last) = self.history.last_chunk::<LOOKED_UP_BY>() else { return };
        let hash = last.iter().fold(0, |hash, byte| mixed(hash, u32::from(*byte)));
        let Some(place) = self.places.get_mut((hash & ((1 << PLACE_BITS) - 1)) as usize) else { return };
        let candidate = *place as usize;
        *place = end as u32;
        if self.length == 0 && candidate > 0 && candidate < end {
            let before = |end: usize| self.history.get(..end).unwrap_or_default().iter().rev();
            let alike = before(candidate).zip(before(end)).take(LONGEST_MATCH).take_while(|(one, other)| one == other);
            let length = alike.count();
            if length >= SHORTEST_MATCH {
                (self.at, self.length) = (candidate, length);
            }
        }
    }

    /// The bit that is expected after the bits of this byte so far, and how likely it comes, of 4,096.
    fn expect(&mut self, partial: usize) -> Option<(bool, i32)> {
        self.expected = None;
        if self.length == 0 {
            return None;
        }
        let byte = usize::from(self.history.get(self.at).copied()?) | 256;
        let bits = partial.ilog2();
        if byte >> (8 - bits) != partial {
            self.length = 0;
            return None;
        }
        let bit = byte >> (7 - bits) & 1 == 1;
        self.expected = Some(bit);
        let trust = self.trust.get(self.length).copied().unwrap_or(1 << 31);
        Some((bit, (trust >> 20) as i32))
    }

    fn learn(&mut self, bit: bool) {
        let (Some(expected), Some(trust)) = (self.expected, self.trust.get_mut(self.length)) else { return };
        if expected == bit {
            *trust += (u32::MAX - *trust) / 64;
        } else {
            *trust -= *trust / 64;
            self.length = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bits the text takes.
    fn cost(predictor: &mut Predictor, text: &str) -> f64 {
        let bits = text.bytes().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1 == 1));
        bits.map(|bit| {
            let one = f64::from(predictor.likelihood()) / 65_536.0;
            predictor.learn(bit);
            -(if bit { one } else { 1.0 - one }).log2()
        })
        .sum()
    }

    const TEXT: &str = r#"{"stages":[{"name":"prod"},{"name":"dev"}]}"#;

    #[test]
    fn what_was_learned_costs_little() {
        let mut predictor = Predictor::new();
        let first = cost(&mut predictor, TEXT);
        predictor.start_text();
        let second = cost(&mut predictor, TEXT);
        assert!(second * 6.0 < first, "{second} bits after {first}");
    }

    #[test]
    fn nothing_is_certain() {
        let mut predictor = Predictor::new();
        for bit in std::iter::repeat_n(true, 100_000).chain(std::iter::repeat_n(false, 100_000)) {
            predictor.learn(bit);
            assert!((32..=65_504).contains(&predictor.likelihood()));
        }
    }

    #[test]
    fn the_logistic_function_is_what_it_says() {
        for stretched in (-STRETCHED..=STRETCHED).step_by(128) {
            let exact = 65_536.0 / (1.0 + (-f64::from(stretched) / 256.0).exp());
            assert!((f64::from(logistic(stretched)) - exact).abs() < 12.0 + exact * 0.02, "{stretched}: {exact}");
        }
    }
}
