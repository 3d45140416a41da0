//! Whatever the story, the drawing holds together: everything is inside it, and no box or text lies on another.
#![allow(missing_docs)]

use hopscope_diagram::metrics::columns;
use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::shape::{Anchor, Drawing, Shape};
use hopscope_diagram::story::{Mark, Move, Piece, PieceKind, Row, Stop, StopState, Story};
use hopscope_routing::Basis;
use hopscope_routing::path::PathSource;
use hopscope_routing::trace::{Component, Leg};
use proptest::prelude::*;

/// A rectangle on the drawing, and what it is.
#[derive(Clone, Debug)]
struct Area {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    what: String,
}

impl Area {
    fn overlaps(&self, other: &Self) -> bool {
        let apart = self.right <= other.left
            || other.right <= self.left
            || self.bottom <= other.top
            || other.bottom <= self.top;
        !apart
    }
}

/// The place of a text, by the widths that the layout counts with (a hint's and a head's letters are smaller).
fn text_area(shape: &Shape) -> Option<Area> {
    let Shape::Text { x, y, anchor, class, text, .. } = shape else { return None };
    let column = match class.split(' ').next() {
        Some("hint") => 5.9,
        Some("lane-sub") => 6.3,
        Some("lane-name") => 7.6,
        Some("value" | "piece") => 7.25,
        _ => 6.8,
    };
    let width = column * columns(text) as f32;
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Some(Area { left, top: y - 10.0, right: left + width, bottom: y + 3.0, what: text.clone() })
}

fn collect(shapes: &[Shape], texts: &mut Vec<Area>, boxes: &mut Vec<Area>) {
    for shape in shapes {
        match shape {
            Shape::Group { children, .. } => collect(children, texts, boxes),
            Shape::Rect { x, y, width, height, class, .. } => {
                if class.starts_with("box") || class.starts_with("chip") || class.starts_with("lane") {
                    let what = (*class).to_owned();
                    boxes.push(Area { left: *x, top: *y, right: x + width, bottom: y + height, what });
                }
            }
            Shape::Text { .. } => texts.extend(text_area(shape)),
            Shape::Line { .. } => {}
        }
    }
}

fn check(drawing: &Drawing) -> Result<(), TestCaseError> {
    let (mut texts, mut boxes) = (Vec::new(), Vec::new());
    collect(&drawing.shapes, &mut texts, &mut boxes);
    for area in texts.iter().chain(&boxes) {
        let inside =
            area.left >= -0.5 && area.top >= 0.0 && area.right <= drawing.width + 0.5 && area.bottom <= drawing.height;
        prop_assert!(inside, "{area:?} leaves {} × {}", drawing.width, drawing.height);
    }
    for (list, kind) in [(&texts, "texts"), (&boxes, "boxes")] {
        for (index, one) in list.iter().enumerate() {
            for other in list.iter().skip(index + 1) {
                let ghost = one.what == "never reached" || other.what == "never reached";
                prop_assert!(ghost || !one.overlaps(other), "{kind} overlap: {one:?} {other:?}");
            }
        }
    }
    Ok(())
}

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
            rule: "cloudfront.path_pattern",
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
        check(&sequence(&story, &options))?;
    }
}
