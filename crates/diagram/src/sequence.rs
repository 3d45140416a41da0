//! The sequence diagram: a lane a stop, time downwards. Wires carry the path in coloured pieces and the header fields
//! that came or went, a box at each stop lists what it did, the answer travels back, the stop that refused is outlined,
//! stops that were never reached are greyed out.
//!
//! Letters have one size. A wider place gets wider boxes, a narrower one more lines; what is still too wide scrolls.

use hopscope_routing::trace::{Component, Leg};

use crate::metrics::{MONO, SANS, columns, cut_end, wrap};
use crate::shape::{Anchor, Drawing, Shape, Subject};
use crate::story::{Mark, Move, Row, Stop, StopState, Story, Told};
use crate::wire::{GAP, classes, fit};

/// What a caller may choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The words under a stop that was never reached.
    pub never_reached: String,
    /// What the drawing shows, in a sentence.
    pub label: String,
    /// The width of the place that the drawing is for, in px. None: as wide as it likes to be.
    pub room: Option<f32>,
    /// Whether steps that changed nothing are folded where several stand together, but at these stops. None: none is.
    pub folded: Option<Vec<usize>>,
    /// The words for folded steps, with `{count}` for how many.
    pub unchanged: String,
}

impl Options {
    /// The choices in the words of a language.
    pub fn new(texts: &hopscope_locale::Catalog) -> Self {
        let [never_reached, label] = ["diagram.never_reached", "diagram.label"].map(|key| texts.text(key));
        // Filled where it is drawn: how many are folded, the layout knows.
        let unchanged = texts.templates("diagram.unchanged").first().cloned().unwrap_or_default();
        Self { never_reached, label, unchanged, ..Self::default() }
    }
}

/// The height of a lane's head with one line under its name, and where it begins.
const HEAD_HEIGHT: f32 = 46.0;
const TOP: f32 = 10.0;
/// A row of a box, and what each line below its first adds to it: a long value, a hint.
const ROW: f32 = 21.0;
const LINE: f32 = 16.0;
/// A generous width of a column of a hint, and of what stands under a lane's name.
const HINT_COLUMN: f32 = 5.9;
const SUB_COLUMN: f32 = 6.3;
/// How many lines a value, a hint and a lane's second name may take.
const MOST_LINES: usize = 3;

/// The lengths of a drawing that depend on the room for it.
#[derive(Clone, Copy, Debug)]
struct Measures {
    /// The distance between two lanes. No two boxes stand at the same height, so that lanes may be closer than boxes
    /// are wide.
    pitch: f32,
    /// The width of a box.
    width: f32,
}

impl Measures {
    /// What a drawing likes, and the least and the most that it takes.
    const LIKED: Self = Self { pitch: 176.0, width: 236.0 };
    const LEAST: Self = Self { pitch: 118.0, width: 204.0 };
    const MOST: Self = Self { pitch: 290.0, width: 330.0 };

    fn of(lanes: usize, room: Option<f32>) -> Self {
        let gaps = lanes.saturating_sub(1) as f32;
        let Some(room) = room else { return Self::LIKED };
        let whole = |each: Self| each.pitch * gaps + each.width + 8.0;
        let (from, to) = if room < whole(Self::LIKED) { (Self::LEAST, Self::LIKED) } else { (Self::LIKED, Self::MOST) };
        let share = ((room - whole(from)) / (whole(to) - whole(from)).max(1.0)).clamp(0.0, 1.0);
        let between = |one: f32, other: f32| (one + (other - one) * share).floor();
        Self { pitch: between(from.pitch, to.pitch), width: between(from.width, to.width) }
    }

    /// The room beside the first and the last lane: half a box and a hair.
    fn side(self) -> f32 {
        self.width / 2.0 + 4.0
    }

    /// The middle of a lane.
    fn middle(self, lane: usize) -> f32 {
        self.side() + self.pitch * lane as f32
    }

    /// The width of a lane's head.
    fn head(self) -> f32 {
        self.pitch - 8.0
    }

    /// The room of a line of a box below its first, which has no mark in front.
    fn below(self) -> f32 {
        self.width - 24.0
    }
}

/// Lays a story out.
pub fn sequence(story: &Story, options: &Options) -> Drawing {
    let measures = Measures::of(story.stops.len(), options.room);
    let sub_room = ((measures.head() - 12.0) / SUB_COLUMN) as usize;
    let subs: Vec<Vec<String>> = story.stops.iter().map(|stop| wrap(&stop.sub, sub_room, 2)).collect();
    let most = subs.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head_height = HEAD_HEIGHT + 13.0 * (most - 1) as f32;
    let mut layout = Layout { measures, options, shapes: Vec::new(), y: TOP + head_height, spans: Vec::new() };
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
    let (mut heads, mut shapes) = (Vec::new(), frames(measures, story, TOP + head_height, height));
    for ((lane, stop), sub) in story.stops.iter().enumerate().zip(&subs) {
        heads.push(head(measures, lane, stop, sub, head_height));
        lifeline(&mut shapes, measures, lane, stop, (TOP + head_height, height), options);
    }
    shapes.extend(layout.spans.iter().filter_map(|span| span.shape(measures, story)));
    shapes.append(&mut layout.shapes);
    let width = measures.pitch * story.stops.len().saturating_sub(1) as f32 + 2.0 * measures.side();
    Drawing { width, height, heads, head_height: TOP + head_height, shapes, label: options.label.clone() }
}

/// The service that a stop belongs to. None: the client and names belong to nobody.
const fn service(component: Component) -> Option<u8> {
    match component {
        Component::Viewer | Component::Dns => None,
        Component::Cloudfront | Component::EdgeFunction => Some(0),
        Component::ApiGateway => Some(1),
        Component::Lambda | Component::LambdaUrl => Some(2),
        Component::S3 => Some(3),
        Component::LoadBalancer => Some(4),
        Component::Server => Some(5),
    }
}

/// The frames of the services, behind all else: lanes of one service share one. What is not modelled, or rests on a field
/// that nobody knows, is hatched, so that a gap never looks like a fact.
fn frames(measures: Measures, story: &Story, top: f32, height: f32) -> Vec<Shape> {
    let mut frames: Vec<(u8, bool, usize, usize)> = Vec::new();
    for (lane, stop) in story.stops.iter().enumerate() {
        let Some(service) = service(stop.component).filter(|_| stop.state != StopState::Unreached) else { continue };
        match frames.last_mut() {
            Some((last, unsure, _, to)) if *last == service && *unsure == stop.unsure && *to + 1 == lane => *to = lane,
            _ => frames.push((service, stop.unsure, lane, lane)),
        }
    }
    let half = measures.head() / 2.0;
    let frame = |(_, unsure, from, to): (u8, bool, usize, usize)| Shape::Rect {
        x: measures.middle(from) - half,
        y: top + 4.0,
        width: measures.middle(to) - measures.middle(from) + 2.0 * half,
        height: height - top - 10.0,
        radius: 10.0,
        class: if unsure { "frame unsure" } else { "frame" },
    };
    frames.into_iter().map(frame).collect()
}

fn has_answer(story: &Story, stop: usize) -> bool {
    story.moves.iter().any(|each| each.leg == Leg::Response && each.from == stop)
}

/// The head of a lane: its name and what identifies it.
fn head(measures: Measures, lane: usize, stop: &Stop, sub: &[String], height: f32) -> Shape {
    let x = measures.middle(lane);
    let ghost = stop.state == StopState::Unreached;
    let class = |solid, grey| if ghost { grey } else { solid };
    let box_class = match stop.state {
        StopState::Unreached => "lane ghost",
        StopState::Refused => "lane refused",
        StopState::Answered => "lane answered",
        StopState::Passed => "lane",
    };
    let width = measures.head();
    let room = ((width - 12.0) / 7.6) as usize;
    let mut children = vec![
        Shape::Rect { x: x - width / 2.0, y: TOP, width, height, radius: 10.0, class: box_class },
        text(x, TOP + 20.0, Anchor::Middle, class("lane-name", "lane-name ghost"), &stop.name, room),
    ];
    for (line, each) in sub.iter().enumerate() {
        let y = TOP + 36.0 + 13.0 * line as f32;
        let title = each.ends_with('…').then(|| stop.sub.clone());
        let class = class("lane-sub", "lane-sub ghost");
        children.push(Shape::Text { x, y, anchor: Anchor::Middle, class, text: each.clone(), title });
    }
    let label = [stop.name.as_str(), stop.sub.as_str()].join(" ");
    Shape::Group { class: "lane-head", subject: Subject::Nothing, label, children }
}

/// The line of a lane, and the words beside that of a stop that was never reached.
fn lifeline(
    shapes: &mut Vec<Shape>,
    measures: Measures,
    lane: usize,
    stop: &Stop,
    (top, height): (f32, f32),
    options: &Options,
) {
    let x = measures.middle(lane);
    let ghost = stop.state == StopState::Unreached;
    let class = if ghost { "life ghost" } else { "life" };
    shapes.push(Shape::Line { x1: x, y1: top, x2: x, y2: height - 8.0, class, arrow: false });
    // Between the boxes of its neighbours, where there is room.
    let room = ((2.0 * measures.pitch - measures.width) / SANS) as usize;
    if ghost && columns(&options.never_reached) <= room {
        let y = ((top + height) / 2.0).round();
        shapes.push(text(x, y, Anchor::Middle, "hint ghost", &options.never_reached, room));
    }
}

/// A text that is cut at its end to `room` columns.
fn text(x: f32, y: f32, anchor: Anchor, class: &'static str, whole: &str, room: usize) -> Shape {
    let text = cut_end(whole, room);
    let title = (text != whole).then(|| whole.to_owned());
    Shape::Text { x, y, anchor, class, text, title }
}

/// The time in which a stop has the request: from its arrival to the answer.
struct Span {
    lane: usize,
    from: f32,
    to: f32,
}

impl Span {
    const WIDTH: f32 = 10.0;

    fn shape(&self, measures: Measures, story: &Story) -> Option<Shape> {
        let class = match story.stops.get(self.lane)?.state {
            StopState::Refused => "span refused",
            StopState::Answered => "span answered",
            StopState::Passed | StopState::Unreached => "span",
        };
        let x = measures.middle(self.lane) - Self::WIDTH / 2.0;
        Some(Shape::Rect { x, y: self.from, width: Self::WIDTH, height: self.to - self.from, radius: 3.0, class })
    }
}

/// A line of a box.
enum Entry<'a> {
    Row(&'a Row),
    Folded(usize),
}

/// How the cells of a row share its room.
struct Cells {
    /// The label, marked where its outcome is inferred.
    label: String,
    /// The columns of the label.
    label_room: usize,
    /// The value beside the label, where it fits there.
    beside: Option<String>,
    /// The lines of a value that does not.
    below: Vec<String>,
    /// The lines of the hint.
    hint: Vec<String>,
}

impl Cells {
    fn of(measures: Measures, row: &Row) -> Self {
        let inferred = row.basis == hopscope_routing::Basis::Inferred;
        let label = if inferred { format!("{} ?", row.label) } else { row.label.clone() };
        let label_room = ((measures.width - 37.0) / SANS) as usize;
        let label_width = SANS * columns(&label).min(label_room) as f32;
        let beside = ((measures.width - 45.0 - label_width).max(0.0) / MONO) as usize;
        let fits = columns(&row.value) <= beside;
        let below = (measures.below() / MONO) as usize;
        let hint_room = (measures.below() / HINT_COLUMN) as usize;
        Self {
            label,
            label_room,
            beside: (fits && !row.value.is_empty()).then(|| row.value.clone()),
            below: if fits { Vec::new() } else { wrap(&row.value, below, MOST_LINES) },
            hint: row.hint.as_deref().map(|hint| wrap(hint, hint_room, MOST_LINES)).unwrap_or_default(),
        }
    }

    fn height(&self) -> f32 {
        ROW + LINE * (self.below.len() + self.hint.len()) as f32
    }
}

/// The drawing so far: shapes, and where the next one goes.
struct Layout<'a> {
    measures: Measures,
    options: &'a Options,
    shapes: Vec<Shape>,
    y: f32,
    spans: Vec<Span>,
}

impl Layout<'_> {
    /// The rows of a box that are shown, with those that changed nothing folded where the caller wants it.
    fn entries<'r>(&self, lane: usize, rows: &'r [Row]) -> Vec<Entry<'r>> {
        let shown = rows.iter().filter(|row| !row.minor);
        let folds = self.options.folded.as_ref().is_some_and(|opened| !opened.contains(&lane));
        let mut entries: Vec<Entry<'r>> = Vec::new();
        let mut run: Vec<&'r Row> = Vec::new();
        let flush = |run: &mut Vec<&'r Row>, entries: &mut Vec<Entry<'r>>| match run.len() {
            count if count > 1 => {
                run.clear();
                entries.push(Entry::Folded(count));
            }
            _ => entries.extend(run.drain(..).map(Entry::Row)),
        };
        for row in shown {
            let matters = row.decides || matches!(row.mark, Mark::Changed | Mark::Refused);
            if folds && !matters {
                run.push(row);
            } else {
                flush(&mut run, &mut entries);
                entries.push(Entry::Row(row));
            }
        }
        flush(&mut run, &mut entries);
        entries
    }

    /// The box of a stop with the rows that are worth showing.
    fn rows(&mut self, lane: usize, rows: &[Row]) {
        let entries = self.entries(lane, rows);
        if entries.is_empty() {
            return;
        }
        let measures = self.measures;
        self.y += 16.0;
        let (left, top) = (measures.middle(lane) - measures.width / 2.0, self.y);
        let height_of = |entry: &Entry<'_>| match entry {
            Entry::Row(row) => Cells::of(measures, row).height(),
            Entry::Folded(_) => ROW,
        };
        let height = 14.0 + entries.iter().map(height_of).sum::<f32>();
        let refused = rows.iter().any(|row| row.mark == Mark::Refused);
        let class = if refused { "box refused" } else { "box" };
        self.shapes.push(Shape::Rect { x: left, y: top, width: measures.width, height, radius: 9.0, class });
        let mut y = top + 7.0;
        for entry in entries {
            y = match entry {
                Entry::Row(row) => self.row(left, y, row),
                Entry::Folded(count) => self.fold(left, y, lane, count),
            };
        }
        self.y = top + height;
        if let Some(span) = self.spans.iter_mut().rfind(|span| span.lane == lane) {
            span.to = span.to.max(self.y + 6.0);
        }
    }

    /// A row: mark and label on the left, value on the right or below, hint below. Returns where the next one begins.
    fn row(&mut self, left: f32, top: f32, row: &Row) -> f32 {
        let measures = self.measures;
        let cells = Cells::of(measures, row);
        let (right, height) = (left + measures.width - 10.0, cells.height());
        let mut baseline = top + 14.0;
        let unsure = row.basis == hopscope_routing::Basis::Inferred;
        let class = if unsure { "step-area unsure" } else { "step-area" };
        let mut children =
            vec![Shape::Rect { x: left + 3.0, y: top, width: measures.width - 6.0, height, radius: 5.0, class }];
        if row.decides {
            let class = if row.mark == Mark::Refused { "decides refused" } else { "decides" };
            children.push(Shape::Rect {
                x: left + 3.0,
                y: top + 2.0,
                width: 3.0,
                height: height - 4.0,
                radius: 1.5,
                class,
            });
        }
        children.push(text(left + 10.0, baseline, Anchor::Start, mark_class(row), row.mark.sign(), 2));
        children.push(text(left + 27.0, baseline, Anchor::Start, "label", &cells.label, cells.label_room));
        if let Some(value) = cells.beside {
            let class = value_class(row);
            children.push(Shape::Text { x: right, y: baseline, anchor: Anchor::End, class, text: value, title: None });
        }
        for (lines, class, whole) in
            [(cells.below, value_class(row), Some(&row.value)), (cells.hint, "hint", row.hint.as_ref())]
        {
            for line in lines {
                baseline += LINE;
                let title = whole.filter(|whole| line.ends_with('…') && **whole != line).cloned();
                children.push(Shape::Text { x: right, y: baseline, anchor: Anchor::End, class, text: line, title });
            }
        }
        let subject = Subject::Step(row.step_ref());
        let matters = row.decides || matches!(row.mark, Mark::Changed | Mark::Refused);
        let class = if matters { "step matters" } else { "step" };
        self.shapes.push(Shape::Group { class, subject, label: row.spoken.clone(), children });
        top + height
    }

    /// The line for steps that changed nothing.
    fn fold(&mut self, left: f32, top: f32, lane: usize, count: usize) -> f32 {
        let width = self.measures.width;
        let label = self.options.unchanged.replace("{count}", &count.to_string());
        let room = ((width - 37.0) / SANS) as usize;
        let children = vec![
            Shape::Rect { x: left + 3.0, y: top, width: width - 6.0, height: ROW, radius: 5.0, class: "step-area" },
            text(left + 10.0, top + 14.0, Anchor::Start, "mark skipped", "▸", 2),
            text(left + 27.0, top + 14.0, Anchor::Start, "label", &label, room),
        ];
        self.shapes.push(Shape::Group { class: "step", subject: Subject::Folded(lane), label, children });
        top + ROW
    }

    /// A wire with its pieces above it, and below it the header fields that came and went.
    fn wire(&mut self, each: &Move) {
        let measures = self.measures;
        let (from, to) = (measures.middle(each.from), measures.middle(each.to));
        let direction = if to >= from { 1.0 } else { -1.0 };
        self.y += 40.0;
        match each.leg {
            Leg::Request => self.spans.push(Span { lane: each.to, from: self.y - 6.0, to: self.y + 6.0 }),
            Leg::Response => {
                if let Some(span) = self.spans.iter_mut().rfind(|span| span.lane == each.from) {
                    span.to = self.y + 6.0;
                }
            }
        }
        let class = match (each.leg, each.bad) {
            (_, true) => "wire bad",
            (Leg::Response, false) => "wire good",
            (Leg::Request, false) => "wire",
        };
        // The pieces stand over the gap next to the stop that the wire leads to.
        let centre = to - direction * measures.pitch / 2.0;
        let mut children = vec![Shape::Line {
            x1: from + 7.0 * direction,
            y1: self.y,
            x2: to - 9.0 * direction,
            y2: self.y,
            class,
            arrow: true,
        }];
        let y = self.y;
        children.extend(pieces(measures.pitch, centre, y - 12.0, each));
        for (sign, names, class) in [("+", &each.added, "hint added"), ("−", &each.removed, "hint removed")] {
            if names.is_empty() {
                continue;
            }
            self.y += 14.0;
            let whole = [sign, " ", &names.join(", ")].concat();
            let room = ((measures.pitch - 24.0) / HINT_COLUMN) as usize;
            children.push(text(round(centre), self.y, Anchor::Middle, class, &whole, room));
        }
        self.shapes.push(Shape::Group {
            class: "move",
            subject: Subject::Nothing,
            label: each.spoken.clone(),
            children,
        });
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
fn pieces(pitch: f32, centre: f32, baseline: f32, each: &Move) -> Vec<Shape> {
    let fitted = fit(&each.pieces, pitch + 88.0);
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
