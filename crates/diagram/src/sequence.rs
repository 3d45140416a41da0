//! The sequence diagram: a lane a stop, time downwards. Wires carry the path in coloured pieces, a box at each stop
//! lists what it did, the answer travels back, the stop that refused is outlined, stops that were never reached are
//! greyed out.

use hopscope_routing::trace::Leg;

use crate::metrics::{MONO, SANS, columns, cut_end, cut_middle};
use crate::shape::{Anchor, Drawing, Shape};
use crate::story::{Mark, Move, Piece, PieceKind, Row, Stop, StopState, Story};

/// What a caller may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The words under a stop that was never reached.
    pub never_reached: String,
    /// What the drawing shows, in a sentence.
    pub label: String,
}

impl Options {
    /// The choices in the words of a language.
    pub fn new(texts: &hopscope_locale::Catalog) -> Self {
        Self { never_reached: texts.text("diagram.never_reached"), label: texts.text("diagram.label") }
    }
}

/// The distance between two lanes.
const PITCH: f32 = 244.0;
/// The width of a box.
const BOX: f32 = 228.0;
/// The width of a lane's head.
const HEAD: f32 = 176.0;
/// The height of a lane's head, and where it begins.
const HEAD_HEIGHT: f32 = 46.0;
const TOP: f32 = 10.0;
/// A row of a box, and what a hint adds to it.
const ROW: f32 = 21.0;
const HINT: f32 = 16.0;
/// A generous width of a column of a hint.
const HINT_COLUMN: f32 = 5.9;
/// The space between the pieces of a wire, and inside one.
const GAP: f32 = 3.0;
const PADDING: f32 = 5.0;

/// Lays a story out.
pub fn sequence(story: &Story, options: &Options) -> Drawing {
    let mut layout = Layout { shapes: Vec::new(), y: TOP + HEAD_HEIGHT };
    let mut done = vec![(false, false); story.stops.len()];
    if let Some(own) = story.stops.first().filter(|stop| !stop.request_rows.is_empty()) {
        layout.y += 18.0;
        layout.rows(0, &own.request_rows);
    }
    for each in &story.moves {
        if each.leg == Leg::Response
            && let Some(stop) = story.stops.get(each.from)
            && let Some(flags) = done.get_mut(each.from)
            && !std::mem::replace(&mut flags.1, true)
        {
            layout.rows(each.from, &stop.answer_rows);
        }
        layout.wire(each);
        if each.leg == Leg::Request
            && let Some(stop) = story.stops.get(each.to)
            && let Some(flags) = done.get_mut(each.to)
            && !std::mem::replace(&mut flags.0, true)
        {
            layout.rows(each.to, &stop.request_rows);
            if !has_answer(story, each.to) {
                layout.rows(each.to, &stop.answer_rows);
            }
        }
    }
    let height = layout.y + 26.0;
    let mut shapes = Vec::new();
    for (lane, stop) in story.stops.iter().enumerate() {
        head(&mut shapes, lane, stop, height, options);
    }
    shapes.append(&mut layout.shapes);
    Drawing { width: PITCH * story.stops.len() as f32, height, shapes, label: options.label.clone() }
}

fn has_answer(story: &Story, stop: usize) -> bool {
    story.moves.iter().any(|each| each.leg == Leg::Response && each.from == stop)
}

/// The middle of a lane.
fn middle(lane: usize) -> f32 {
    PITCH * (lane as f32 + 0.5)
}

/// A lane: its line and its head, and the words under a stop that was never reached.
fn head(shapes: &mut Vec<Shape>, lane: usize, stop: &Stop, height: f32, options: &Options) {
    let x = middle(lane);
    let ghost = stop.state == StopState::Unreached;
    let class = |solid, grey| if ghost { grey } else { solid };
    shapes.push(Shape::Line {
        x1: x,
        y1: TOP + HEAD_HEIGHT,
        x2: x,
        y2: height - 8.0,
        class: class("life", "life ghost"),
        arrow: false,
    });
    let rect = Shape::Rect {
        x: x - HEAD / 2.0,
        y: TOP,
        width: HEAD,
        height: HEAD_HEIGHT,
        radius: 10.0,
        class: class("lane", "lane ghost"),
    };
    let room = |size: f32| ((HEAD - 12.0) / size) as usize;
    let name = text(x, TOP + 20.0, Anchor::Middle, class("lane-name", "lane-name ghost"), &stop.name, room(7.6));
    let sub = text(x, TOP + 36.0, Anchor::Middle, class("lane-sub", "lane-sub ghost"), &stop.sub, room(6.3));
    let label = [stop.name.as_str(), stop.sub.as_str()].join(" ");
    shapes.push(Shape::Group { class: "lane-head", step: None, label, children: vec![rect, name, sub] });
    if ghost {
        let y = (TOP + HEAD_HEIGHT + height) / 2.0;
        let room = (PITCH / SANS) as usize;
        shapes.push(text(x, y.round(), Anchor::Middle, "hint ghost", &options.never_reached, room));
    }
}

/// A text that is cut at its end to `room` columns.
fn text(x: f32, y: f32, anchor: Anchor, class: &'static str, whole: &str, room: usize) -> Shape {
    let text = cut_end(whole, room);
    let title = (text != whole).then(|| whole.to_owned());
    Shape::Text { x, y, anchor, class, text, title }
}

/// The drawing so far: shapes, and where the next one goes.
struct Layout {
    shapes: Vec<Shape>,
    y: f32,
}

impl Layout {
    /// The box of a stop with the rows that are worth showing.
    fn rows(&mut self, lane: usize, rows: &[Row]) {
        let shown: Vec<&Row> = rows.iter().filter(|row| !row.minor).collect();
        if shown.is_empty() {
            return;
        }
        self.y += 16.0;
        let (left, top) = (middle(lane) - BOX / 2.0, self.y);
        let hints = shown.iter().filter(|row| row.hint.is_some()).count();
        let height = 14.0 + ROW * shown.len() as f32 + HINT * hints as f32;
        let refused = shown.iter().any(|row| row.mark == Mark::Refused);
        let class = if refused { "box refused" } else { "box" };
        self.shapes.push(Shape::Rect { x: left, y: top, width: BOX, height, radius: 9.0, class });
        let mut y = top + 7.0;
        for row in shown {
            y = self.row(left, y, row);
        }
        self.y = top + height;
    }

    /// A row: mark and label on the left, value on the right, hint below it. Returns where the next one begins.
    fn row(&mut self, left: f32, top: f32, row: &Row) -> f32 {
        let baseline = top + 14.0;
        let height = if row.hint.is_some() { ROW + HINT } else { ROW };
        let inferred = row.basis == hopscope_routing::Basis::Inferred;
        let label = if inferred { format!("{} ?", row.label) } else { row.label.clone() };
        let value_needs = if row.value.is_empty() { 0.0 } else { 4.0 * MONO + 8.0 };
        let label_room = ((BOX - 37.0 - value_needs) / SANS) as usize;
        let label_width = SANS * columns(&label).min(label_room) as f32;
        let room = ((BOX - 27.0 - label_width - 18.0) / MONO).max(3.0) as usize;
        let mut children = vec![
            Shape::Rect { x: left + 3.0, y: top, width: BOX - 6.0, height, radius: 5.0, class: "step-area" },
            text(left + 10.0, baseline, Anchor::Start, mark_class(row), row.mark.sign(), 2),
            text(left + 27.0, baseline, Anchor::Start, "label", &label, label_room),
        ];
        if !row.value.is_empty() {
            children.push(text(left + BOX - 10.0, baseline, Anchor::End, value_class(row), &row.value, room));
        }
        if let Some(hint) = &row.hint {
            let room = ((BOX - 37.0) / HINT_COLUMN) as usize;
            children.push(text(left + BOX - 10.0, baseline + HINT, Anchor::End, "hint", hint, room));
        }
        let step = Some(row.step_ref());
        self.shapes.push(Shape::Group { class: "step", step, label: row.spoken.clone(), children });
        top + height
    }

    /// A wire with its pieces above it.
    fn wire(&mut self, each: &Move) {
        let (from, to) = (middle(each.from), middle(each.to));
        let direction = if to >= from { 1.0 } else { -1.0 };
        self.y += 40.0;
        let class = match (each.leg, each.bad) {
            (_, true) => "wire bad",
            (Leg::Response, false) => "wire good",
            (Leg::Request, false) => "wire",
        };
        // The pieces stand over the gap next to the stop that the wire leads to.
        let centre = to - direction * PITCH / 2.0;
        let mut children = vec![Shape::Line {
            x1: from + 7.0 * direction,
            y1: self.y,
            x2: to - 9.0 * direction,
            y2: self.y,
            class,
            arrow: true,
        }];
        children.extend(pieces(centre, self.y - 12.0, each));
        self.shapes.push(Shape::Group { class: "move", step: None, label: each.spoken.clone(), children });
    }
}

const fn mark_class(row: &Row) -> &'static str {
    match row.mark {
        Mark::Passed => "mark passed",
        Mark::Refused => "mark refused",
        Mark::Skipped => "mark skipped",
        Mark::Changed => "mark changed",
    }
}

const fn value_class(row: &Row) -> &'static str {
    match row.mark {
        Mark::Passed => "value passed",
        Mark::Refused => "value refused",
        Mark::Skipped => "value skipped",
        Mark::Changed => "value changed",
    }
}

/// The pieces of a wire around `centre`, cut so that they fit between two lanes.
fn pieces(centre: f32, baseline: f32, each: &Move) -> Vec<Shape> {
    let fitted = fit(&each.pieces);
    let whole: f32 =
        fitted.iter().map(|(_, width, _)| width).sum::<f32>() + GAP * fitted.len().saturating_sub(1) as f32;
    let mut x = centre - whole / 2.0;
    let mut shapes = Vec::new();
    for (text, width, piece) in fitted {
        let (chip, words) = classes(piece, each.bad);
        if let Some(class) = chip {
            shapes.push(Shape::Rect { x: round(x), y: baseline - 14.0, width, height: 19.0, radius: 4.0, class });
        }
        let title = (text != piece.text).then(|| piece.text.clone());
        let middle = round(x + width / 2.0);
        shapes.push(Shape::Text { x: middle, y: baseline, anchor: Anchor::Middle, class: words, text, title });
        x += width + GAP;
    }
    shapes
}

/// Half pixels are fine enough, and keep drawings the same on every machine.
fn round(length: f32) -> f32 {
    (length * 2.0).round() / 2.0
}

/// The classes of a piece: its chip's, if it has one, and its text's.
fn classes(piece: &Piece, bad: bool) -> (Option<&'static str>, &'static str) {
    match (piece.kind.class(), bad) {
        ("viewer", _) => (Some("chip viewer"), "piece viewer"),
        ("origin", _) => (Some("chip origin"), "piece origin"),
        ("edit", _) => (Some("chip edit"), "piece edit"),
        ("answer", true) => (Some("chip bad"), "piece bad"),
        ("answer", false) => (Some("chip good"), "piece good"),
        _ => (None, "piece plain"),
    }
}

/// Cuts pieces until they fit between two lanes: the longest one first, in its middle; what is left over goes.
fn fit(pieces: &[Piece]) -> Vec<(String, f32, &Piece)> {
    const ROOM: f32 = PITCH + 12.0;
    const SHORTEST: usize = 5;
    let width = |text: &str, piece: &Piece| {
        let around = if piece.kind.class() == "plain" { 4.0 } else { 2.0 * PADDING };
        MONO * columns(text) as f32 + around
    };
    let mut fitted: Vec<(String, &Piece)> = pieces.iter().map(|piece| (piece.text.clone(), piece)).collect();
    loop {
        let whole: f32 = fitted.iter().map(|(text, piece)| width(text, piece) + GAP).sum::<f32>();
        if whole <= ROOM {
            break;
        }
        let longest = fitted.iter().map(|(text, _)| columns(text)).max().unwrap_or(0);
        if longest > SHORTEST {
            for (text, piece) in fitted.iter_mut().filter(|(text, _)| columns(text) == longest) {
                // What tells one answer from another stands at its start, what tells one path from another at its end.
                *text = match piece.kind {
                    PieceKind::Message => cut_end(text, longest - 1),
                    _ => cut_middle(text, longest - 1),
                };
            }
        } else {
            // Too many short pieces: the middle ones give way to one ellipsis.
            let middle = fitted.len() / 2;
            if fitted.len() <= 2 {
                break;
            }
            fitted.remove(middle);
            if let Some((text, _)) = fitted.get_mut(middle.saturating_sub(1)).filter(|(text, _)| !text.ends_with('…'))
            {
                text.push('…');
            }
        }
    }
    fitted.into_iter().map(|(text, piece)| (text.clone(), width(&text, piece), piece)).collect()
}
