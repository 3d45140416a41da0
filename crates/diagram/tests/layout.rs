//! Whatever the story, the drawing holds together: everything is inside it, and no box or text lies on another.
#![allow(missing_docs)]

use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::story::{Mark, Move, Piece, PieceKind, Row, Stop, StopState, Story};
use hopscope_routing::Basis;
use hopscope_routing::path::PathSource;
use hopscope_routing::trace::{Component, Leg};
use proptest::prelude::*;

mod support;

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z/]{1,60}", "[ぁ-ん]{1,30}", Just("/api".to_owned()), "\\PC{1,40}"]
}

fn row() -> impl Strategy<Value = Row> {
    (word(), prop::option::of(word()), prop::option::of(word()), any::<bool>(), 0_usize..4).prop_map(
        |(label, value, hint, inferred, mark)| Row {
            mark: [Mark::Passed, Mark::Refused, Mark::Skipped, Mark::Changed]
                .get(mark)
                .copied()
                .unwrap_or(Mark::Passed),
            label,
            value: value.unwrap_or_default(),
            hint,
            rule: hopscope_routing::RuleId::CloudfrontPathPattern,
            basis: if inferred { Basis::Inferred } else { Basis::Documented },
            hop: 0,
            step: 0,
            spoken: String::new(),
            minor: false,
        },
    )
}

fn stop() -> impl Strategy<Value = Stop> {
    (word(), word(), prop::collection::vec(row(), 0..6), prop::collection::vec(row(), 0..3)).prop_map(
        |(name, sub, request_rows, answer_rows)| Stop {
            component: Component::Cloudfront,
            name,
            sub,
            state: StopState::Passed,
            request_rows,
            answer_rows,
            hop: Some(0),
        },
    )
}

fn pieces(kind: PieceKind) -> impl Strategy<Value = Vec<Piece>> {
    let piece = word().prop_map(move |text| Piece { text, kind });
    prop::collection::vec(piece, 1..12).prop_map(|mut pieces| {
        pieces.insert(0, Piece { text: "GET".to_owned(), kind: PieceKind::Method });
        pieces
    })
}

/// A chain of stops there and back, the last of them never reached.
fn story() -> impl Strategy<Value = Story> {
    (2_usize..8)
        .prop_flat_map(|count| {
            let requests = prop::collection::vec(pieces(PieceKind::Path(PathSource::Viewer)), count - 2);
            let answers = prop::collection::vec(pieces(PieceKind::Message), count - 2);
            (prop::collection::vec(stop(), count), requests, answers)
        })
        .prop_map(|(mut stops, requests, answers)| {
            if let Some(last) = stops.last_mut() {
                last.state = StopState::Unreached;
                last.request_rows.clear();
                last.answer_rows.clear();
            }
            let step = |(at, pieces): (usize, Vec<Piece>), leg, from: usize, to: usize| Move {
                from: at + from,
                to: at + to,
                leg,
                pieces,
                bad: at % 2 == 0,
                rows_before: 0,
                spoken: String::new(),
            };
            let there = requests.into_iter().enumerate().map(|each| step(each, Leg::Request, 0, 1));
            let back = answers.into_iter().enumerate().rev().map(|each| step(each, Leg::Response, 1, 0));
            Story { moves: there.chain(back).collect(), stops }
        })
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_leaves(story in story()) {
        let options = Options { never_reached: "never reached".to_owned(), label: String::new() };
        support::drawing::check(&sequence(&story, &options))?;
    }
}

fn bare_stop(hop: Option<usize>) -> Stop {
    Stop {
        component: Component::Cloudfront,
        name: String::new(),
        sub: String::new(),
        state: StopState::Passed,
        request_rows: Vec::new(),
        answer_rows: Vec::new(),
        hop,
    }
}

/// The column that the page has for a drawing at 1480 px is 711 px wide beside a scroll bar.
#[test]
fn four_lanes_fit_into_their_column_with_letters_of_eleven_pixels() {
    let story = Story { stops: vec![bare_stop(None); 4], moves: Vec::new() };
    let drawing = sequence(&story, &Options { never_reached: String::new(), label: String::new() });
    let letters = 12.0 * 711.0 / drawing.width;
    assert!(letters >= 11.0, "{letters}");
}

/// A link can carry such a path. Cutting it once took a second, one character at a time.
#[test]
fn the_longest_path_is_cut_to_its_ends() {
    let piece = |text: &str| Piece { text: text.to_owned(), kind: PieceKind::Path(PathSource::Viewer) };
    for pieces in [vec![piece("/a"); 4000], vec![piece(&"/a".repeat(4000))], vec![piece(&"あ".repeat(4000)); 3]] {
        let each =
            Move { from: 0, to: 1, leg: Leg::Request, pieces, bad: false, rows_before: 0, spoken: String::new() };
        let story = Story { stops: vec![bare_stop(None), bare_stop(Some(0))], moves: vec![each] };
        let drawing = sequence(&story, &Options { never_reached: String::new(), label: String::new() });
        assert!(support::drawing::check(&drawing).is_ok());
        assert!(support::drawing::texts(&drawing).iter().any(|text| text.contains('…')));
    }
}
