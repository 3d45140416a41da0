//! Feeds random inputs to the link decoder and counts what becomes of them. A panic ends the run.
//!
//! `cargo run -p hopscope-scenario --example fuzz_links --profile native -- 10000000`
//!
//! The inputs are the same on every run: the random numbers start from a fixed seed.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use hopscope_scenario::{LinkError, Scenario};

const GOLDEN: [&str; 2] = [include_str!("../tests/links/v1.jsonl"), include_str!("../tests/links/v2.jsonl")];

fn main() {
    let runs = std::env::args().nth(1).and_then(|count| count.parse::<u64>().ok()).unwrap_or(100_000);
    let golden = golden_links();
    let mut random = SplitMix(0x5EED);
    let mut outcomes = BTreeMap::<(&str, &str), u64>::new();
    let mut wrong = 0_u64;
    for run in 0..runs {
        let (kind, input) = match run % 6 {
            0 => ("random text", random_text(&mut random)),
            1 => ("random letters", format!("{}{}", 1 + random.below(2), letters(&mut random, 300))),
            2 => ("random deflate", random_deflate(&mut random)),
            3 => ("random packed", random_packed(&mut random)),
            4 => ("cut golden link", cut(&mut random, &golden)),
            _ => ("changed golden link", changed(&mut random, &golden)),
        };
        let result = Scenario::from_link(&input);
        if let Ok(scenario) = &result {
            wrong += u64::from(!golden.values().any(|known| known == scenario));
        }
        *outcomes.entry((kind, outcome(&result))).or_default() += 1;
    }
    for ((kind, outcome), count) in outcomes {
        println!("{kind:20} {outcome:10} {count:10}");
    }
    println!("{runs} inputs, {wrong} read as a scenario that no golden link holds");
}

fn outcome(result: &Result<Scenario, LinkError>) -> &'static str {
    match result {
        Ok(_) => "read",
        Err(LinkError::Empty) => "empty",
        Err(LinkError::NotALink) => "no link",
        Err(LinkError::TooNew { .. }) => "too new",
        Err(LinkError::CutOff { .. }) => "cut off",
        Err(LinkError::Damaged { .. }) => "damaged",
        Err(LinkError::TooLarge { .. }) => "too large",
        Err(LinkError::Content(_)) => "content",
    }
}

fn golden_links() -> BTreeMap<String, Scenario> {
    let links = GOLDEN.iter().flat_map(|file| file.lines()).filter_map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        let link = line.get("link")?.as_str()?;
        Some((link.to_owned(), Scenario::from_link(link).ok()?))
    });
    links.collect()
}

fn random_text(random: &mut SplitMix) -> String {
    const PIECES: &[&str] = &["#", "1", "2", "%23", "%", " ", "\n", "https://", "日", "-", "_", "A", "z", ".", "\u{0}"];
    let count = random.below(40);
    let mut text = String::new();
    for _ in 0..count {
        match random.below(3) {
            0 => text.extend(char::from_u32(u32::try_from(random.below(0x11_0000)).unwrap_or_default())),
            _ => text.push_str(PIECES.get(random.below(PIECES.len())).copied().unwrap_or_default()),
        }
    }
    text
}

fn letters(random: &mut SplitMix, most: usize) -> String {
    let count = random.below(most);
    BASE64URL_NOPAD.encode(&random.bytes(count))
}

/// A link whose length is right and whose compressed part is anything; half of them start as a deflate block with
/// the fixed code, which any bytes can go on from.
fn random_deflate(random: &mut SplitMix) -> String {
    let count = random.below(200) + 1;
    let mut deflated = random.bytes(count);
    if random.below(2) == 0
        && let Some(first) = deflated.first_mut()
    {
        *first = *first & !0b111 | 0b011;
    }
    let length = u32::try_from(4 + deflated.len()).unwrap_or_default().to_be_bytes();
    let checksum = random.bytes(4);
    let bytes: Vec<u8> = length.into_iter().skip(1).chain(checksum).chain(deflated).collect();
    format!("1{}", BASE64URL_NOPAD.encode(&bytes))
}

/// A link of version 2 whose length is right and whose packed part is anything: any bytes unpack to something.
fn random_packed(random: &mut SplitMix) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let count = 4 + random.below(200) + 1;
    let letter = |number: usize| ALPHABET.get(number & 63).copied().map_or('A', char::from);
    format!("2{}{}{}", letter(count >> 6), letter(count), BASE64URL_NOPAD.encode(&random.bytes(count)))
}

fn pick<'a>(random: &mut SplitMix, golden: &'a BTreeMap<String, Scenario>) -> &'a str {
    golden.keys().nth(random.below(golden.len())).map_or("", String::as_str)
}

fn cut(random: &mut SplitMix, golden: &BTreeMap<String, Scenario>) -> String {
    let link = pick(random, golden);
    link.chars().take(random.below(link.len())).collect()
}

/// A golden link with one to four characters changed, taken out, put in or swapped.
fn changed(random: &mut SplitMix, golden: &BTreeMap<String, Scenario>) -> String {
    let mut characters: Vec<char> = pick(random, golden).chars().collect();
    for _ in 0..=random.below(4) {
        let position = random.below(characters.len());
        let letter = letters(random, 4).chars().next().unwrap_or('A');
        match random.below(4) {
            0 => characters.insert(position, letter),
            1 if characters.len() > 1 => drop(characters.remove(position)),
            2 => {
                let other = random.below(characters.len());
                characters.swap(position, other);
            }
            _ => characters.iter_mut().skip(position).take(1).for_each(|character| *character = letter),
        }
    }
    characters.into_iter().collect()
}

/// The generator SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when the bound is 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_le_bytes()).map(|[byte, ..]| byte).collect()
    }
}
