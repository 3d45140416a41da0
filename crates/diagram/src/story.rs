//! A trace in words: the stops that the request made, what each did, and what went from stop to stop. The sequence
//! diagram, the ladder of a phone, the listing and the list that a screen reader reads are renderings of this one
//! value.

use hopscope_locale::{Catalog, Values};
use hopscope_routing::header::Headers;
use hopscope_routing::path::{Path, PathSource};
use hopscope_routing::trace::{Component, Detail, Hop, Leg, Outcome, Step, StepIndex, Trace, Value};
use hopscope_routing::{Basis, RuleId};
use hopscope_scenario::FieldPath;

use crate::shape::StepRef;

/// A trace in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The stops, the client first; those that were never reached last.
    pub stops: Vec<Stop>,
    /// What went from stop to stop, in the order of time.
    pub moves: Vec<Move>,
}

/// A stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// What it is.
    pub component: Component,
    /// Its name: `CloudFront`.
    pub name: String,
    /// What identifies it: `E1EXAMPLE`, `REST · EDGE · abc123`.
    pub sub: String,
    /// What it did in the end.
    pub state: StopState,
    /// What it did with the request, in order.
    pub request_rows: Vec<Row>,
    /// What it did with the answer, in order.
    pub answer_rows: Vec<Row>,
    /// The hop of the trace. None: the client, or a stop that was never reached.
    pub hop: Option<usize>,
    /// Whether what it did is taken for granted: the scenario does not say it, or says it by a field that nobody knows.
    pub unsure: bool,
}

/// What a stop did in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopState {
    /// It sent the request on, or is the client.
    Passed,
    /// It refused the request.
    Refused,
    /// Its answer is what the client got.
    Answered,
    /// The request never came so far.
    Unreached,
}

/// A step of a stop, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What came of it.
    pub mark: Mark,
    /// What was decided: `Origin path`.
    pub label: String,
    /// The outcome: `+ /prod`. Empty where there is nothing to show.
    pub value: String,
    /// A remark: `added in front, never replaced`.
    pub hint: Option<String>,
    /// The id of the rule.
    pub rule: RuleId,
    /// How the outcome is known.
    pub basis: Basis,
    /// The hop of the trace.
    pub hop: usize,
    /// The step of the hop.
    pub step: usize,
    /// All of it in a sentence.
    pub spoken: String,
    /// Whether a diagram may leave it out: there is nothing to show.
    pub minor: bool,
    /// Whether it is the step that decided.
    pub decides: bool,
}

impl Row {
    /// The step that the row tells of.
    pub const fn step_ref(&self) -> StepRef {
        StepRef { hop: self.hop, step: self.step, rule: self.rule }
    }
}

/// The mark of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Looked at, and left as it was.
    Passed,
    /// Refused.
    Refused,
    /// Nothing to do.
    Skipped,
    /// Changed.
    Changed,
}

impl Mark {
    /// The sign that stands for it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Passed => "✓",
            Self::Refused => "✕",
            Self::Skipped => "–",
            Self::Changed => "→",
        }
    }

    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Refused => "refused",
            Self::Skipped => "skipped",
            Self::Changed => "changed",
        }
    }
}

impl From<Outcome> for Mark {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Passed => Self::Passed,
            Outcome::Changed => Self::Changed,
            Outcome::Refused => Self::Refused,
            Outcome::Skipped => Self::Skipped,
        }
    }
}

/// What went from one stop to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The stop that sent it.
    pub from: usize,
    /// The stop that got it.
    pub to: usize,
    /// Whether it is a request or an answer.
    pub leg: Leg,
    /// Its words, each with its meaning.
    pub pieces: Vec<Piece>,
    /// The names of the header fields that the request has and the sender's own did not have.
    pub added: Vec<String>,
    /// The names of those that the sender left out.
    pub removed: Vec<String>,
    /// Whether it is an error.
    pub bad: bool,
    /// How many of the sender's answer rows come before it: those of an answer that made it ask again.
    pub rows_before: usize,
    /// All of it in a sentence.
    pub spoken: String,
}

/// A piece of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece of a move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// The method.
    Method,
    /// A segment of the path, by who wrote it.
    Path(PathSource),
    /// The query.
    Query,
    /// The status of an answer.
    Status,
    /// The message of an answer, or a header that tells about it.
    Message,
}

impl PieceKind {
    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Method | Self::Query => "plain",
            Self::Path(PathSource::Viewer) => "viewer",
            Self::Path(PathSource::OriginPath | PathSource::BasePath) => "origin",
            Self::Path(_) => "edit",
            Self::Status | Self::Message => "answer",
        }
    }
}

/// Tells a trace in the words of a language.
pub fn story(trace: &Trace, texts: &Catalog) -> Story {
    let mut story = Story::default();
    let own = trace.hops.first().filter(|hop| hop.component == Component::Viewer);
    let mut client = stop(texts, Component::Viewer, "curl".to_owned(), StopState::Passed);
    if let Some(hop) = own {
        fill_rows(texts, &mut client, 0, hop, trace.deciding);
        client.state = StopState::Refused;
        client.hop = Some(0);
    }
    story.stops.push(client);
    for (index, hop) in trace.hops.iter().enumerate().skip(usize::from(own.is_some())) {
        let sub = join_sub(texts, hop.kind, &hop.id);
        let mut stop = stop(texts, hop.component, sub, state(trace, index, hop));
        stop.hop = Some(index);
        stop.unsure = is_unsure(trace, hop);
        fill_rows(texts, &mut stop, index, hop, trace.deciding);
        story.stops.push(stop);
    }
    let reached = story.stops.len();
    story.moves = moves(trace, texts, &story.stops);
    for unreached in &trace.unreached {
        let sub = join_sub(texts, unreached.kind, &unreached.id);
        story.stops.push(stop(texts, unreached.component, sub, StopState::Unreached));
    }
    debug_assert!(story.moves.iter().all(|each| each.from < reached && each.to < reached));
    story
}

fn stop(texts: &Catalog, component: Component, sub: String, state: StopState) -> Stop {
    let name = texts.text(&format!("component.{}", component.as_str()));
    Stop { component, name, sub, state, request_rows: Vec::new(), answer_rows: Vec::new(), hop: None, unsure: false }
}

/// Whether something of a hop is assumed, or is said by a field that nobody knows.
fn is_unsure(trace: &Trace, hop: &Hop) -> bool {
    let own = hop.at.map(hopscope_scenario::Part::path);
    let is_own = |field: &FieldPath| own.as_ref().is_some_and(|own| field.segments().starts_with(own.segments()));
    hop.steps.iter().any(|step| step.rule.id.is_assumption()) || trace.unknown.iter().any(is_own)
}

/// `REST EDGE` and `abc123` as `REST · EDGE · abc123`. A kind that is words and no name, as `error page`, is said in the
/// words of the language, once they are here.
fn join_sub(texts: &Catalog, kind: &str, id: &str) -> String {
    let is_words = kind.bytes().any(|byte| byte.is_ascii_lowercase());
    let said = if is_words { texts.find(&format!("hop_kind.{kind}"), &()) } else { None };
    let kind = said.unwrap_or_else(|| if is_words { kind.to_owned() } else { kind.replace(' ', " · ") });
    [kind.as_str(), id].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn state(trace: &Trace, index: usize, hop: &Hop) -> StopState {
    let refused = hop.steps.iter().any(|step| step.outcome == Outcome::Refused);
    let decides = hop.component == trace.answered_by && trace.deciding.is_some_and(|at| at.hop == index);
    match () {
        () if refused => StopState::Refused,
        () if decides || (index + 1 == trace.hops.len() && hop.sent.is_none()) => StopState::Answered,
        () => StopState::Passed,
    }
}

fn fill_rows(texts: &Catalog, stop: &mut Stop, index: usize, hop: &Hop, deciding: Option<StepIndex>) {
    for (position, step) in hop.steps.iter().enumerate() {
        let mut row = row(texts, index, position, step);
        row.decides = deciding == Some(StepIndex { hop: index, step: position });
        match step.leg {
            Leg::Request => stop.request_rows.push(row),
            Leg::Response => stop.answer_rows.push(row),
        }
    }
}

fn row(texts: &Catalog, hop: usize, position: usize, step: &Step) -> Row {
    let id = step.rule.id;
    let outcome = outcome_key(step.outcome);
    let values = DetailValues { texts, detail: &step.detail };
    let find = |name: &str| {
        texts
            .find(&format!("rule.{id}.{name}.{outcome}"), &values)
            .or_else(|| texts.find(&format!("rule.{id}.{name}"), &values))
    };
    let label = texts.text(&format!("rule.{id}.label"));
    let value = find("value").unwrap_or_default();
    let hint = find("hint");
    let minor = value.is_empty() && hint.is_none() && step.outcome != Outcome::Refused;
    let word = texts.text(&format!("outcome.{outcome}"));
    let mut spoken = [word, label.clone(), value.clone(), hint.clone().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if step.basis == Basis::Inferred {
        spoken = format!("{spoken} ({})", texts.text("basis.inferred"));
    }
    Row {
        mark: step.outcome.into(),
        label,
        value,
        hint,
        rule: id,
        basis: step.basis,
        hop,
        step: position,
        spoken,
        minor,
        decides: false,
    }
}

/// The outcome's name in locale keys.
pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Changed => "changed",
        Outcome::Refused => "refused",
        Outcome::Skipped => "skipped",
    }
}

/// The values of a step, as texts are filled with them.
#[derive(Clone, Copy, Debug)]
pub struct DetailValues<'a> {
    /// The language, for the words of yes and no.
    pub texts: &'a Catalog,
    /// The values.
    pub detail: &'a Detail,
}

impl Values for DetailValues<'_> {
    /// A value that is a word of the scenario file has its meaning under `word.<name>.<value>`, where texts use it
    /// among words. A flag that is true is its own name's word under `flag`, or yes; one that is false is missing: so a
    /// text can depend on it.
    fn value(&self, name: &str) -> Option<String> {
        match self.detail.get(name)? {
            Value::Text(text) => {
                let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                let meaning = || self.texts.find(&format!("word.{name}.{text}"), &());
                Some(if is_word { meaning() } else { None }.unwrap_or_else(|| text.to_string()))
            }
            Value::Number(number) => Some(number.to_string()),
            Value::List(items) => Some(items.join(", ")),
            Value::Rule(rule) => Some(rule.to_string()),
            Value::Flag(true) => {
                let own = self.texts.find(&format!("flag.{name}"), &());
                Some(own.unwrap_or_else(|| self.texts.text("flag.yes")))
            }
            Value::Flag(false) => None,
        }
    }
}

/// What went from stop to stop. Hops are in the order in which they were met: those that were called since, and not by
/// one another, have answered before the next is called.
fn moves(trace: &Trace, texts: &Catalog, stops: &[Stop]) -> Vec<Move> {
    let stop_of = |hop: usize| stops.iter().position(|stop| stop.hop == Some(hop)).unwrap_or_default();
    let mut moves = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, hop) in trace.hops.iter().enumerate() {
        if hop.component == Component::Viewer {
            continue;
        }
        while let Some(top) = open.pop() {
            if hop.caller == Some(top) {
                open.push(top);
                break;
            }
            moves.extend(answer(trace, texts, top, stop_of(top), open.last().map_or(0, |below| stop_of(*below))));
        }
        let caller = hop.caller.and_then(|caller| trace.hops.get(caller));
        let mut each = request(texts, hop, hop.caller.map_or(0, stop_of), stop_of(index));
        if let Some(caller) = caller {
            each.rows_before = answer_steps(caller, hop.called_after);
            each.added = names_beyond(&hop.received.headers, &caller.received.headers);
            each.removed = names_beyond(&caller.received.headers, &hop.received.headers);
        }
        moves.push(each);
        open.push(index);
    }
    while let Some(top) = open.pop() {
        moves.extend(answer(trace, texts, top, stop_of(top), open.last().map_or(0, |below| stop_of(*below))));
    }
    moves
}

/// The names of the fields of one request that another does not have.
fn names_beyond(one: &Headers, other: &Headers) -> Vec<String> {
    one.iter().filter(|(name, _)| !other.has(name)).map(|(name, _)| name.to_owned()).collect()
}

/// How many of a hop's first steps are about an answer: one that made it ask again.
fn answer_steps(hop: &Hop, steps: usize) -> usize {
    hop.steps.iter().take(steps).filter(|step| step.leg == Leg::Response).count()
}

fn request(texts: &Catalog, hop: &Hop, from: usize, to: usize) -> Move {
    let message = &hop.received;
    let mut pieces = vec![Piece { text: message.method.to_string(), kind: PieceKind::Method }];
    pieces.extend(segments(&message.pieces));
    if !message.query.is_empty() {
        pieces.push(Piece { text: format!("?{}", message.query), kind: PieceKind::Query });
    }
    let values = [
        ("method", message.method.clone()),
        ("scheme", message.scheme.as_str().into()),
        ("host", message.host.clone()),
        ("path", message.path.clone()),
    ];
    Move {
        from,
        to,
        leg: Leg::Request,
        pieces,
        added: Vec::new(),
        removed: Vec::new(),
        bad: false,
        rows_before: 0,
        spoken: texts.fill("move.request", &values),
    }
}

/// The path's pieces, cut at each slash, so that `/prod/api` reads as `/prod` and `/api`.
fn segments(path: &Path) -> Vec<Piece> {
    let mut segments = Vec::new();
    for (text, source) in path.pieces() {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.char_indices().skip(1).find(|(_, each)| *each == '/').map_or(rest.len(), |(at, _)| at);
            let (segment, behind) = rest.split_at(end);
            segments.push(Piece { text: segment.to_owned(), kind: PieceKind::Path(source) });
            rest = behind;
        }
    }
    segments
}

fn answer(trace: &Trace, texts: &Catalog, hop: usize, from: usize, to: usize) -> Option<Move> {
    let hop = trace.hops.get(hop)?;
    let line = hop.answer.as_ref()?;
    let mut pieces = vec![Piece { text: line.status.to_string(), kind: PieceKind::Status }];
    let remark = match &line.x_cache {
        Some(x_cache) if hop.component == Component::Cloudfront => format!("x-cache: {x_cache}"),
        _ => line.message.to_string(),
    };
    if !remark.is_empty() {
        pieces.push(Piece { text: remark.clone(), kind: PieceKind::Message });
    }
    let values = [("status", line.status.to_string()), ("message", remark)];
    Some(Move {
        from,
        to,
        leg: Leg::Response,
        pieces,
        added: Vec::new(),
        removed: Vec::new(),
        bad: line.status.is_error(),
        rows_before: 0,
        spoken: texts.fill("move.answer", &values),
    })
}

impl Story {
    /// All rows in the order of time: what a stop does with an answer comes after what the stops behind it did.
    pub fn rows_in_time(&self) -> Vec<&Row> {
        let mut told = Told::new(self);
        let mut rows: Vec<&Row> = self.stops.first().into_iter().flat_map(|stop| &stop.request_rows).collect();
        for each in &self.moves {
            rows.extend(told.answer_rows_before(self, each));
            rows.extend(told.request_rows_after(self, each));
        }
        for stop in 0..self.stops.len() {
            rows.extend(told.rest(self, stop));
        }
        rows
    }
}

/// What of a story has been told while its moves are gone through in order. Views in which time runs share it.
#[derive(Clone, Debug)]
pub struct Told {
    /// For each stop: whether its request rows are told, and how many of its answer rows.
    stops: Vec<(bool, usize)>,
}

impl Told {
    /// Nothing.
    pub fn new(story: &Story) -> Self {
        Self { stops: vec![(false, 0); story.stops.len()] }
    }

    /// The sender's answer rows that a move comes after and that were not told yet.
    pub fn answer_rows_before<'a>(&mut self, story: &'a Story, each: &Move) -> &'a [Row] {
        match each.leg {
            Leg::Request => self.answer_rows(story, each.from, each.rows_before),
            Leg::Response => self.rest(story, each.from),
        }
    }

    /// The receiver's request rows, once.
    pub fn request_rows_after<'a>(&mut self, story: &'a Story, each: &Move) -> &'a [Row] {
        let Some((stop, (told, _))) = story.stops.get(each.to).zip(self.stops.get_mut(each.to)) else { return &[] };
        let is_first = each.leg == Leg::Request && !std::mem::replace(told, true);
        if is_first { &stop.request_rows } else { &[] }
    }

    /// The answer rows of a stop that were not told yet.
    pub fn rest<'a>(&mut self, story: &'a Story, stop: usize) -> &'a [Row] {
        self.answer_rows(story, stop, usize::MAX)
    }

    fn answer_rows<'a>(&mut self, story: &'a Story, stop: usize, before: usize) -> &'a [Row] {
        let Some((all, (_, told))) = story.stops.get(stop).zip(self.stops.get_mut(stop)) else { return &[] };
        let end = before.min(all.answer_rows.len()).max(*told);
        let rows = all.answer_rows.get(*told..end).unwrap_or_default();
        *told = end;
        rows
    }
}
