//! The sequence diagram: a lane a stop, time downwards. Wires carry the path in coloured pieces, a box at each stop
//! lists what it did, the answer travels back, the stop that refused is outlined, stops that were never reached are
//! greyed out.

use hopscope_routing::trace::Leg;

use crate::metrics::{MONO, SANS, columns, cut_end, cut_middle};
use crate::shape::{Anchor, Drawing, Shape};
use crate::story::{Mark, Move, Piece, PieceKind, Row, Stop, StopState, Story, Told};

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

/// The distance between two lanes. No two boxes stand at the same height, so that lanes are closer than boxes are wide:
/// a drawing of four lanes is 772 px wide, and its letters are still 11 px high where it is given 710.
const PITCH: f32 = 176.0;
/// The width of a box.
const BOX: f32 = 236.0;
/// The room beside the first and the last lane: half a box and a hair.
const SIDE: f32 = 122.0;
/// The width of a lane's head.
const HEAD: f32 = 168.0;
/// The height of a lane's head, and where it begins.
const HEAD_HEIGHT: f32 = 46.0;
const TOP: f32 = 10.0;
/// A row of a box, and what each line below its first adds to it: a long value, a hint.
const ROW: f32 = 21.0;
const LINE: f32 = 16.0;
/// The room of a line below the first, which has no mark in front.
const BELOW: f32 = BOX - 24.0;
/// A generous width of a column of a hint.
const HINT_COLUMN: f32 = 5.9;
/// The space between the pieces of a wire, and inside one.
const GAP: f32 = 3.0;
const PADDING: f32 = 5.0;

/// Lays a story out.
pub fn sequence(story: &Story, options: &Options) -> Drawing {
    let mut layout = Layout { shapes: Vec::new(), y: TOP + HEAD_HEIGHT };
    let mut told = Told::new(story);
    if let Some(own) = story.stops.first().filter(|stop| !stop.request_rows.is_empty()) {
        layout.y += 18.0;
        layout.rows(0, &own.request_rows);
    }
    for each in &story.moves {
        layout.rows(each.from, told.answer_rows_before(story, each));
        layout.wire(each);
        layout.rows(each.to, told.request_rows_after(story, each));
        if each.leg == Leg::Request && !has_answer(story, each.to) {
            layout.rows(each.to, told.rest(story, each.to));
        }
    }
    let height = layout.y + 26.0;
    let mut shapes = Vec::new();
    for (lane, stop) in story.stops.iter().enumerate() {
        head(&mut shapes, lane, stop, height, options);
    }
    shapes.append(&mut layout.shapes);
    let width = PITCH * story.stops.len().saturating_sub(1) as f32 + 2.0 * SIDE;
    Drawing { width, height, shapes, label: options.label.clone() }
}

fn has_answer(story: &Story, stop: usize) -> bool {
    story.moves.iter().any(|each| each.leg == Leg::Response && each.from == stop)
}

/// The middle of a lane.
fn middle(lane: usize) -> f32 {
    SIDE + PITCH * lane as f32
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
        // Between the boxes of its neighbours.
        let room = ((2.0 * PITCH - BOX) / SANS) as usize;
        shapes.push(text(x, y.round(), Anchor::Middle, "hint ghost", &options.never_reached, room));
    }
}

/// A text that is cut at its end to `room` columns.
fn text(x: f32, y: f32, anchor: Anchor, class: &'static str, whole: &str, room: usize) -> Shape {
    let text = cut_end(whole, room);
    let title = (text != whole).then(|| whole.to_owned());
    Shape::Text { x, y, anchor, class, text, title }
}

/// How the cells of a row share its room.
struct Cells {
    /// The label, marked where its outcome is inferred.
    label: String,
    /// The columns of the label.
    label_room: usize,
    /// The columns of the value.
    value_room: usize,
    /// Whether the value has a line of its own, as it fits there and not beside the label.
    is_value_below: bool,
    /// The lines below the first.
    lines_below: usize,
}

impl Cells {
    fn of(row: &Row) -> Self {
        let inferred = row.basis == hopscope_routing::Basis::Inferred;
        let label = if inferred { format!("{} ?", row.label) } else { row.label.clone() };
        let value_needs = if row.value.is_empty() { 0.0 } else { 4.0 * MONO + 8.0 };
        let label_room = ((BOX - 37.0 - value_needs) / SANS) as usize;
        let label_width = SANS * columns(&label).min(label_room) as f32;
        let beside = ((BOX - 27.0 - label_width - 18.0) / MONO).max(3.0) as usize;
        let below = (BELOW / MONO) as usize;
        let is_value_below = (beside + 1..=below).contains(&columns(&row.value));
        Self {
            label,
            label_room,
            value_room: if is_value_below { below } else { beside },
            is_value_below,
            lines_below: usize::from(is_value_below) + usize::from(row.hint.is_some()),
        }
    }

    fn height(&self) -> f32 {
        ROW + LINE * self.lines_below as f32
    }
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
        let height = 14.0 + shown.iter().map(|row| Cells::of(row).height()).sum::<f32>();
        let refused = shown.iter().any(|row| row.mark == Mark::Refused);
        let class = if refused { "box refused" } else { "box" };
        self.shapes.push(Shape::Rect { x: left, y: top, width: BOX, height, radius: 9.0, class });
        let mut y = top + 7.0;
        for row in shown {
            y = self.row(left, y, row);
        }
        self.y = top + height;
    }

    /// A row: mark and label on the left, value on the right or below, hint below. Returns where the next one begins.
    fn row(&mut self, left: f32, top: f32, row: &Row) -> f32 {
        let cells = Cells::of(row);
        let (right, height) = (left + BOX - 10.0, cells.height());
        let mut baseline = top + 14.0;
        let mut children = vec![
            Shape::Rect { x: left + 3.0, y: top, width: BOX - 6.0, height, radius: 5.0, class: "step-area" },
            text(left + 10.0, baseline, Anchor::Start, mark_class(row), row.mark.sign(), 2),
            text(left + 27.0, baseline, Anchor::Start, "label", &cells.label, cells.label_room),
        ];
        if !row.value.is_empty() {
            baseline += if cells.is_value_below { LINE } else { 0.0 };
            children.push(text(right, baseline, Anchor::End, value_class(row), &row.value, cells.value_room));
        }
        if let Some(hint) = &row.hint {
            let room = (BELOW / HINT_COLUMN) as usize;
            children.push(text(right, baseline + LINE, Anchor::End, "hint", hint, room));
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

/// The pieces of a wire around `centre`, cut so that they fit beside its middle. They may reach over the lanes.
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

/// Cuts pieces until they fit: the longest ones first, in their middle; of too many short ones the
/// middle ones give way to an ellipsis. A link can carry a path of any length, so that the work is bounded by the room
/// and not by the path.
fn fit(pieces: &[Piece]) -> Vec<(String, f32, &Piece)> {
    const ROOM: f32 = PITCH + 88.0;
    const SHORTEST: usize = 5;
    const MOST_AT_AN_END: usize = 6;
    let tail = pieces.len().saturating_sub(MOST_AT_AN_END).max(MOST_AT_AN_END.min(pieces.len()));
    let head = pieces.get(..MOST_AT_AN_END).unwrap_or(pieces);
    let mut kept: Vec<(usize, &Piece)> =
        head.iter().chain(pieces.get(tail..).unwrap_or_default()).map(|piece| (columns(&piece.text), piece)).collect();
    let mut leaves_out = kept.len() < pieces.len();
    let width = |columns: usize, piece: &Piece| {
        let around = if piece.kind.class() == "plain" { 4.0 } else { 2.0 * PADDING };
        MONO * columns as f32 + around
    };
    let whole = |kept: &[(usize, &Piece)], level: usize, leaves_out: bool| {
        let ellipsis = if leaves_out { MONO } else { 0.0 };
        kept.iter().map(|(columns, piece)| width((*columns).min(level), piece) + GAP).sum::<f32>() - GAP + ellipsis
    };
    let mut level = (ROOM / MONO) as usize;
    while level > SHORTEST && whole(&kept, level, leaves_out) > ROOM {
        level -= 1;
    }
    while kept.len() > 2 && whole(&kept, level, leaves_out) > ROOM {
        kept.remove(kept.len() / 2);
        leaves_out = true;
    }
    let before_gap = kept.len().saturating_sub(1) / 2;
    let cut = |(at, (_, piece)): (usize, (usize, &'_ Piece))| {
        // What tells one answer from another stands at its start, what tells one path from another at its end.
        let mut text = match piece.kind {
            PieceKind::Message => cut_end(&piece.text, level),
            _ => cut_middle(&piece.text, level),
        };
        if leaves_out && at == before_gap && !text.ends_with('…') {
            text.push('…');
        }
        text
    };
    let texts: Vec<String> = kept.iter().copied().enumerate().map(cut).collect();
    texts
        .into_iter()
        .zip(kept)
        .map(|(text, (_, piece))| {
            let width = width(columns(&text), piece);
            (text, width, piece)
        })
        .collect()
}
