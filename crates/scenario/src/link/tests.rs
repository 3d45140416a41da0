//! Links as a whole: round trips, what pasting does to them, and each way in which they go wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use data_encoding::BASE64URL_NOPAD;
use hopscope_packing::{DICTIONARY, LONGEST_WRITTEN};

use super::checksum::crc32;
use super::deflate::deflate;
use super::*;

fn sample() -> Scenario {
    Scenario::from_json(include_str!("../../../../examples/article-terraform.json")).unwrap()
}

/// A link of version 1 with these parts, whether or not they fit.
fn link_of(length: Option<usize>, checksum: Option<u32>, json: &[u8], deflated: &[u8]) -> String {
    let checksum = checksum.unwrap_or_else(|| crc32(&[json, deflated]));
    let length = length.unwrap_or(4 + deflated.len());
    let bytes = [&length.to_be_bytes()[5..], &checksum.to_be_bytes(), deflated].concat();
    format!("1{}", BASE64URL_NOPAD.encode(&bytes))
}

fn link_of_json(json: &[u8]) -> String {
    link_of(None, None, json, &deflate(json, dictionary::VERSION_1))
}

/// Whoever changes the dictionary breaks every link that people have sent each other.
#[test]
fn the_dictionary_of_version_1_never_changes() {
    assert_eq!(dictionary::VERSION_1.len(), DICTIONARY_1_LENGTH);
    assert_eq!(crc32(&[dictionary::VERSION_1]), DICTIONARY_1_CRC);
}

const DICTIONARY_1_LENGTH: usize = 6502;
const DICTIONARY_1_CRC: u32 = 0x0E10_18B0;

/// The same for what a link of version 2 is guessed from: the lines, and every number in `predictor` and `json_place`.
#[test]
fn the_guesses_of_version_2_never_change() {
    assert_eq!(DICTIONARY.len(), DICTIONARY_2_LENGTH);
    assert_eq!(crc32(&[DICTIONARY]), DICTIONARY_2_CRC);
    let json = sample().to_json();
    assert_eq!(crc32(&[&hopscope_packing::encode(json.as_bytes()).unwrap()]), SAMPLE_2_CRC);
}

const DICTIONARY_2_LENGTH: usize = 22_340;
const DICTIONARY_2_CRC: u32 = 0x0DDA_A879;
const SAMPLE_2_CRC: u32 = 0x49687D67;

/// A line that is no scenario, or not written as scenarios are, would teach what never comes.
#[test]
fn the_lines_of_version_2_are_scenarios() {
    for line in std::str::from_utf8(DICTIONARY).unwrap().lines() {
        let scenario = Scenario::from_json_without_version(line).unwrap();
        assert_eq!(json_without_version(&scenario.to_json()), line);
        assert!(scenario.unknown_fields().is_empty(), "{line}");
    }
}

#[test]
fn small_scenarios_are_of_version_2_and_large_ones_of_version_1() {
    let of_length = |length: usize| {
        let around = r#"{"notes":""}"#.len();
        Scenario { notes: "n".repeat(length - around), ..Scenario::default() }
    };
    for (length, digit) in [(LONGEST_WRITTEN, '2'), (LONGEST_WRITTEN + 1, '1')] {
        let scenario = of_length(length);
        let link = scenario.to_link();
        assert!(link.starts_with(digit), "{length}: {}", &link[..9]);
        assert_eq!(Scenario::from_link(&link), Ok(scenario));
    }
}

/// Characters after which the length is known, of both versions and both lengths of a length.
#[test]
fn links_of_version_2_tell_their_length_in_two_or_four_characters() {
    let code = |length: u32| {
        let code = (0..length).map(|i| char::from_u32(0x4E00 + i.wrapping_mul(7_919) % 20_000).unwrap()).collect();
        let function = crate::edge_function::EdgeFunction { code, ..Default::default() };
        Scenario { edge_functions: vec![function], ..Scenario::default() }
    };
    for (scenario, known_from) in [(code(10), 3), (code(3_000), 5)] {
        let link = scenario.to_link();
        assert_eq!(Scenario::from_link(&link), Ok(scenario));
        for length in [known_from - 1, known_from, link.len() - 1] {
            let expected = (length >= known_from).then_some(link.len());
            assert_eq!(Scenario::from_link(&link[..length]), Err(LinkError::CutOff { found: length, expected }));
        }
    }
}

#[test]
fn the_articles_scenario_fits_a_chat_message() {
    let link = sample().to_link();
    assert!(link.len() <= 100, "{} characters", link.len());
}

#[test]
fn survives_what_pasting_does_to_it() {
    let (scenario, link) = (sample(), sample().to_link());
    let half = link.len() / 2;
    for text in [
        link.clone(),
        format!("#{link}"),
        format!("https://example.com/?lang=ja#{link}"),
        format!("https://example.com/%23{link}"),
        format!("  {link}\r\n"),
        format!("{}\r\n> {}", &link[..half], &link[half..]).replace("> ", "  "),
        format!("[403 #2](https://example.com/#{link})"),
        format!("<https://example.com/#{link}>."),
        format!("_https://example.com/#{link}_"),
        format!("https://example.com/#{link} is what I see"),
    ] {
        assert_eq!(Scenario::from_link(&text), Ok(scenario.clone()), "{text}");
    }
}

#[test]
fn an_empty_scenario_has_a_link() {
    assert_eq!(Scenario::from_link(&Scenario::default().to_link()), Ok(Scenario::default()));
}

#[test]
fn every_prefix_is_cut_off() {
    let link = sample().to_link();
    for length in 1..link.len() {
        let expected = (length >= 3).then_some(link.len());
        for ending in ["", "…", "...", ")"] {
            let text = format!("https://example.com/#{}{ending}", &link[..length]);
            assert_eq!(Scenario::from_link(&text), Err(LinkError::CutOff { found: length, expected }), "{text}");
        }
    }
}

#[test]
fn every_changed_character_is_damage() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%";
    let link = sample().to_link();
    for position in 1..link.len() {
        for character in ALPHABET.iter().filter(|c| **c != link.as_bytes()[position]) {
            let mut bytes = link.clone().into_bytes();
            bytes[position] = *character;
            let text = String::from_utf8(bytes).unwrap();
            match Scenario::from_link(&text) {
                Err(LinkError::Damaged { .. }) => {}
                // A dot or a percent sign at the very end looks as if the last character were missing.
                Err(LinkError::CutOff { .. }) if position + 1 == link.len() && !character.is_ascii_alphanumeric() => {}
                other => panic!("{text}: {other:?}"),
            }
        }
    }
}

#[test]
fn says_what_is_wrong() {
    let json = br#"{"title":"x"}"#;
    let deflated = deflate(json, dictionary::VERSION_1);
    let bad_utf8 = link_of_json(b"{\"title\":\"\xff\"}");
    let cases: &[(&str, String, &str)] = &[
        ("no text", String::new(), "the link is empty"),
        ("other text", "hello".to_owned(), "this is no Hopscope link"),
        ("version 0", "0AAAA".to_owned(), "this is no Hopscope link"),
        ("version 3", "https://example.com/#3AAAA".to_owned(), "the link is of version 3"),
        ("only the digit", "1".to_owned(), "the link was cut off after 1 characters"),
        ("too short", link_of(Some(99), None, json, &deflated)[..9].to_owned(), "the link was cut off after 9 of 137"),
        ("a length that is too large", link_of(Some(99), None, json, &deflated), "damaged: its length"),
        ("a length that is too small", link_of(Some(9), None, json, &deflated), "damaged: it does not decompress"),
        ("no room for a checksum", "1AAAA".to_owned(), "damaged: its length"),
        ("no deflate", link_of(None, None, json, b"\xff\xff\xff"), "damaged: it does not decompress"),
        ("another checksum", link_of(None, Some(7), json, &deflated), "damaged: its checksum does not fit"),
        ("a foreign character", "1AA*AAAAAA".to_owned(), "damaged: character 4 is '*'"),
        ("no text inside", bad_utf8, "damaged: it holds no text"),
        ("no JSON", link_of_json(b"{"), "holds no scenario: line 1, column 1: not JSON"),
        ("no object", link_of_json(b"[]"), "holds no scenario: a scenario is a JSON object, found […]"),
        ("a wrong field", link_of_json(br#"{"title":1}"#), "holds no scenario: `title`: found 1, allowed: a string"),
    ];
    for (name, link, expected) in cases {
        let error = Scenario::from_link(link).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }
}

/// A version inside is that of the digit, whatever it says.
#[test]
fn the_digit_is_the_version() {
    assert_eq!(Scenario::from_link(&link_of_json(br#"{"hopscope":7}"#)), Ok(Scenario::default()));
}

#[test]
fn refuses_a_decompression_bomb() {
    let zeros = vec![0; 50 << 20];
    let bomb = link_of(None, Some(0), b"", &miniz_oxide::deflate::compress_to_vec(&zeros, 6));
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let refused = Err(LinkError::TooLarge { what: Oversize::Json, limit: MAX_JSON });
    assert_eq!(Scenario::from_link(&bomb), refused);
}

#[test]
fn refuses_an_endless_text() {
    let refused = Err(LinkError::TooLarge { what: Oversize::Link, limit: MAX_CHARACTERS });
    assert_eq!(Scenario::from_link(&"1".repeat(MAX_CHARACTERS + 1)), refused);
}

#[test]
fn holds_scenarios_up_to_the_limit() {
    let notes = |length| Scenario { notes: "n".repeat(length), ..Scenario::default() };
    let around = r#"{"notes":""}"#.len();
    let largest = notes(MAX_JSON - around);
    assert_eq!(Scenario::from_link(&largest.to_link()), Ok(largest));
    let refused = Err(LinkError::TooLarge { what: Oversize::Json, limit: MAX_JSON });
    assert_eq!(Scenario::from_link(&notes(MAX_JSON - around + 1).to_link()), refused);
}

#[test]
fn the_length_of_a_link_is_that_of_its_letters() {
    for length in 4..1_000 {
        let link = link_of(Some(length), None, b"", &vec![0; length.saturating_sub(4)]);
        let cut = link.get(..6).unwrap();
        let expected = 1 + BASE64URL_NOPAD.encode_len(3 + length);
        let told = Scenario::from_link(cut).unwrap_err();
        assert_eq!(told, LinkError::CutOff { found: 6, expected: Some(expected) }, "{length}");
    }
}

/// A megabyte of next to nothing takes a link of a few hundred characters, and would take gigabytes as a scenario.
#[test]
fn repeated_nothing_is_told_with_number_and_limit() {
    for (before, after, path, limit) in [
        ("\"requests\":[", "]", "requests", 5_000),
        ("\"distributions\":[{\"ordered_cache_behavior\":[", "]}]", "distributions[0].ordered_cache_behavior", 1_000),
        ("\"rest_apis\":[{\"stages\":[", "]}]", "rest_apis[0].stages", 1_000),
        ("\"rest_apis\":[{\"resources\":[", "]}]", "rest_apis[0].resources", 20_000),
    ] {
        let json = format!("{{{before}{}{after}}}", vec!["{}"; 300_000].join(","));
        let link = link_of_json(json.as_bytes());
        assert!(link.len() < 3_000, "{path}: {} characters", link.len());
        match Scenario::from_link(&link) {
            Err(LinkError::Content(ScenarioError::TooMuch { path: at, found, limit: told, .. })) => {
                assert_eq!((at.to_string().as_str(), found, told), (path, 300_000, limit));
            }
            other => panic!("{path}: {:?}", other.map(|_| "a scenario")),
        }
    }
}

#[test]
fn a_link_that_nobody_could_open_is_not_given() {
    let code = "x".repeat(MAX_JSON);
    let function = crate::edge_function::EdgeFunction { code, ..Default::default() };
    let large = Scenario { edge_functions: vec![function], ..Scenario::default() };
    assert_eq!(large.to_readable_link(), Err(LinkError::TooLarge { what: Oversize::Json, limit: MAX_JSON }));
    assert_eq!(sample().to_readable_link(), Ok(sample().to_link()));
}
