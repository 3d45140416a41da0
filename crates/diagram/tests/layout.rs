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
            decides: mark == 1,
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
            unsure: false,
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
                added: vec!["x-amz-cf-id".to_owned(); at % 3],
                removed: vec!["accept-language".to_owned(); at % 2],
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
    fn nothing_overlaps_and_nothing_leaves(
        story in story(),
        room in prop::option::of(300.0_f32..2000.0),
        folded in prop::option::of(prop::collection::vec(0_usize..4, 0..2)),
    ) {
        let unchanged = "{count} steps, nothing changed".to_owned();
        let options = Options { never_reached: "never reached".to_owned(), room, folded, unchanged, ..Options::default() };
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
        unsure: false,
    }
}

/// What the page has for a drawing beside its forms: at 1024, 1280, 1440 and 1920 px.
#[test]
fn drawings_use_the_room_that_they_have_and_no_more() {
    let story = |lanes| Story { stops: vec![bare_stop(None); lanes], moves: Vec::new() };
    let width = |lanes, room| sequence(&story(lanes), &Options { room: Some(room), ..Options::default() }).width;
    for (room, lanes) in [(610.0, 4), (866.0, 5), (1026.0, 7), (1020.0, 6)] {
        assert!(width(lanes, room) <= room, "{lanes} lanes in {room}");
        assert!(width(lanes, room) > 0.9 * room, "{lanes} lanes in {room}");
    }
    assert!(width(9, 610.0) > 610.0, "it scrolls, its letters stay");
    assert!(width(2, 2000.0) < 700.0, "boxes do not grow for ever");
}

#[test]
fn steps_that_changed_nothing_are_folded_but_where_they_were_opened() {
    let row = |mark, decides| Row {
        mark,
        label: "label".to_owned(),
        value: "value".to_owned(),
        hint: None,
        rule: hopscope_routing::RuleId::CloudfrontPathPattern,
        basis: Basis::Documented,
        hop: 0,
        step: 0,
        spoken: String::new(),
        minor: false,
        decides,
    };
    let rows = [
        (Mark::Passed, false),
        (Mark::Skipped, false),
        (Mark::Changed, false),
        (Mark::Passed, false),
        (Mark::Passed, true),
    ];
    let mut stop = bare_stop(Some(0));
    stop.request_rows = rows.map(|(mark, decides)| row(mark, decides)).to_vec();
    let story = Story { stops: vec![stop], moves: Vec::new() };
    let labels = |folded| {
        let unchanged = "{count} steps".to_owned();
        let drawing = sequence(&story, &Options { folded, unchanged, ..Options::default() });
        let texts = support::drawing::texts(&drawing);
        (texts.iter().filter(|text| *text == "label").count(), texts.contains(&"2 steps".to_owned()))
    };
    assert_eq!(labels(None), (5, false));
    // One alone takes as much room as its fold would.
    assert_eq!(labels(Some(Vec::new())), (3, true));
    assert_eq!(labels(Some(vec![0])), (5, false));
}

/// A link can carry such a path. Cutting it once took a second, one character at a time.
#[test]
fn the_longest_path_is_cut_to_its_ends() {
    let piece = |text: &str| Piece { text: text.to_owned(), kind: PieceKind::Path(PathSource::Viewer) };
    for pieces in [vec![piece("/a"); 4000], vec![piece(&"/a".repeat(4000))], vec![piece(&"あ".repeat(4000)); 3]] {
        let each = Move {
            from: 0,
            to: 1,
            leg: Leg::Request,
            pieces,
            added: Vec::new(),
            removed: Vec::new(),
            bad: false,
            rows_before: 0,
            spoken: String::new(),
        };
        let story = Story { stops: vec![bare_stop(None), bare_stop(Some(0))], moves: vec![each] };
        let drawing = sequence(&story, &Options::default());
        assert!(support::drawing::check(&drawing).is_ok());
        assert!(support::drawing::texts(&drawing).iter().any(|text| text.contains('…')));
    }
}
