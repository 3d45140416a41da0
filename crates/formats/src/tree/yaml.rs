//! YAML with spans and tags, from the events of `saphyr-parser`.
//!
//! Where the text is broken, the lines at fault are taken out and the text read again, a few times: most of a template
//! whose middle went wrong is still a template.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{DEPTH, Document, Loaded, NODES, beyond, object, span};
use crate::fault::{Fault, FaultKind};
use crate::source::{FileId, Span};
use crate::value::{Entry, Kind, Object, Value};

/// How many lines are taken out of a broken text at most.
const REPAIRS: usize = 24;

/// Up to this size a broken text is read again without its faulty lines.
const REPAIRED_SIZE: usize = 300_000;

/// Reads all documents of a text.
pub fn load(text: &str, file: FileId) -> Loaded {
    let mut faults = Vec::new();
    let (mut loaded, mut broken) = read(text, file);
    let mut current = text.to_owned();
    for _ in 0..JOINS {
        let Some(joined) = broken.as_ref().and_then(|(place, what)| joined(&current, *place, what)) else { break };
        current = joined;
        (loaded, broken) = read(&current, file);
    }
    while let Some((place, what)) = broken.take() {
        let repair =
            if faults.len() < REPAIRS && text.len() <= REPAIRED_SIZE { repaired(&current, place, file) } else { None };
        let Some(repair) = repair else {
            faults.push(Fault { kind: FaultKind::of_yaml(&what), span: Some(span(file, place, place)) });
            break;
        };
        faults.push(Fault { kind: FaultKind::of_yaml(&what), span: Some(span(file, repair.start, repair.start)) });
        (current, loaded, broken) = (repair.text, repair.loaded, repair.broken);
    }
    faults.extend(loaded.faults);
    Loaded { documents: loaded.documents, faults }
}

/// How many lines are put behind the ones before at most.
const JOINS: usize = 200;

/// A list or mapping in brackets, or a quoted text, may go on further left than the block that it stands in, says the
/// YAML that templates are read by (libyaml); the parser here refuses it. The line at fault goes on behind the one
/// before it: a blank in the line end's place, so that every byte keeps its own.
fn joined(text: &str, place: usize, what: &str) -> Option<String> {
    if text.len() > REPAIRED_SIZE || !what.starts_with("invalid indentation") {
        return None;
    }
    // A quoted text is told by its start, a bracket by the line that is too far left.
    let quoted = what.ends_with("quoted scalar");
    let end = if quoted { place + text.get(place..)?.find('\n')? } else { text.get(..place)?.rfind('\n')? };
    let line = text.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..end)?;
    // A comment would take the rest of the line with it.
    let kept = before.find(" #").filter(|_| !quoted).map_or(before, |at| before.get(..at).unwrap_or(before));
    let blanks = " ".repeat(before.len() - kept.len() + 1);
    Some(format!("{}{kept}{blanks}{}", text.get(..line)?, text.get(end + 1..)?))
}

/// A text with some lines as blanks, so that every other byte keeps its place, and what reading it gave.
struct Repair {
    text: String,
    start: usize,
    loaded: Loaded,
    broken: Option<(usize, String)>,
}

/// The text without what is at fault: a line that a tab indents, the line where reading ended, that line with all that
/// is below it, or the line before with all that is below that, whichever lets reading go on the furthest.
fn repaired(text: &str, place: usize, file: FileId) -> Option<Repair> {
    let lines: Vec<(usize, &str)> = {
        let mut at = 0;
        let start = |line: &&str| {
            at += line.len();
            at - line.len()
        };
        let starts: Vec<usize> = text.split_inclusive('\n').collect::<Vec<_>>().iter().map(start).collect();
        starts.into_iter().zip(text.split_inclusive('\n')).collect()
    };
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let indent = |line: &str| line.len() - line.trim_start().len();
    let at = lines.iter().rposition(|(start, line)| *start <= place && !blank(line))?;
    let before = lines.get(..at)?.iter().rposition(|(_, line)| !blank(line));
    let below = |first: usize| -> usize {
        let own = lines.get(first).map_or(0, |(_, line)| indent(line));
        let rest = lines.get(first + 1..).unwrap_or_default();
        first + 1 + rest.iter().take_while(|(_, line)| blank(line) || indent(line) > own).count()
    };
    // Reading may end before a tab, at the block that it breaks.
    let is_tabbed = |line: &str| !blank(line) && line.get(..indent(line)).is_some_and(|blanks| blanks.contains('\t'));
    let from = before.unwrap_or(at);
    let tab = lines.get(from..)?.iter().position(|(_, line)| is_tabbed(line)).map(|tab| (from + tab, from + tab + 1));
    let mut tries: Vec<_> = tab.into_iter().chain([(at, at + 1), (at, below(at))]).collect();
    tries.extend(before.map(|before| (before, below(before))));
    let attempts = tries.into_iter().filter_map(|(from, to)| {
        let (start, _) = *lines.get(from)?;
        let end = lines.get(to).map_or(text.len(), |(start, _)| *start);
        let mut patched = String::with_capacity(text.len());
        patched.push_str(text.get(..start)?);
        // Whatever a letter was, its bytes are blanks now; the lines stay.
        patched.extend(text.get(start..end)?.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        patched.push_str(text.get(end..)?);
        let (loaded, broken) = read(&patched, file);
        Some(Repair { text: patched, start, loaded, broken })
    });
    let reach = |repair: &Repair| repair.broken.as_ref().map_or(usize::MAX, |(place, _)| *place);
    attempts.fold(None, |best: Option<Repair>, next| match best {
        Some(best) if reach(&best) >= reach(&next) => Some(best),
        _ => Some(next),
    })
}

/// Reads as far as it goes: the documents, and where and why reading ended.
fn read(text: &str, file: FileId) -> (Loaded, Option<(usize, String)>) {
    let offsets = Offsets::new(text);
    let mut builder = Builder { file, anchors: HashMap::new(), stack: Vec::new(), nodes: 0, loaded: Loaded::default() };
    let mut parser = Parser::new_from_str(text).keep_tags(true);
    let mut broken = None;
    let mut skipping = 0_usize;
    while let Some(event) = parser.next_event() {
        let (event, mark) = match event {
            Ok(event) => event,
            Err(error) => {
                broken = Some((offsets.byte(error.marker().index()), error.info().to_owned()));
                break;
            }
        };
        let here = span(file, offsets.byte(mark.start.index()), offsets.byte(mark.end.index()));
        // What lies too deep is passed over; its place holds one unknown value.
        if skipping > 0 {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => skipping += 1,
                Event::SequenceEnd | Event::MappingEnd => skipping -= 1,
                _ => {}
            }
            continue;
        }
        let opens = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        if opens && (builder.stack.len() >= DEPTH || builder.nodes >= NODES) {
            let limit = if builder.nodes >= NODES { "values in a file" } else { "nesting" };
            builder.put(beyond(limit, Some(here)), 0);
            skipping = 1;
            continue;
        }
        if builder.nodes >= NODES {
            break;
        }
        builder.event(event, here);
    }
    builder.close();
    (builder.loaded, broken)
}

/// The byte of a letter: the parser counts letters.
struct Offsets<'a> {
    text: &'a str,
    /// The byte of every 256th letter; none where every letter is one byte.
    marks: Option<Vec<usize>>,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let marks = (!text.is_ascii()).then(|| text.char_indices().step_by(256).map(|(byte, _)| byte).collect());
        Self { text, marks }
    }

    fn byte(&self, letter: usize) -> usize {
        let Some(marks) = &self.marks else { return letter.min(self.text.len()) };
        let Some(mark) = marks.get(letter / 256) else { return self.text.len() };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices().nth(letter % 256).map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}

/// A list or mapping under way.
struct Open {
    items: Vec<Value>,
    mapping: bool,
    anchor: usize,
    tag: Option<String>,
    start: Span,
    /// How deep the items are nested in themselves.
    height: usize,
    /// How many values there were before.
    before: usize,
}

/// A value with an anchor: how many values it is, and how deep.
struct Anchored {
    value: Value,
    size: usize,
    height: usize,
}

struct Builder {
    file: FileId,
    anchors: HashMap<usize, Anchored>,
    stack: Vec<Open>,
    nodes: usize,
    loaded: Loaded,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, here: Span) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.nodes += 1;
                let value = scalar(&text, style, tag.as_deref(), here);
                if anchor > 0 {
                    self.anchors.insert(anchor, Anchored { value: value.clone(), size: 1, height: 0 });
                }
                self.put(value, 0);
            }
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref(), here),
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), here),
            Event::SequenceEnd | Event::MappingEnd => self.end(here),
            Event::Alias(anchor) => {
                let (value, height) = match self.anchors.get(&anchor) {
                    Some(all) if self.nodes + all.size > NODES => (beyond("values in a file", Some(here)), 0),
                    Some(all) if self.stack.len() + all.height > DEPTH => (beyond("nesting", Some(here)), 0),
                    Some(all) => {
                        self.nodes += all.size;
                        (all.value.clone(), all.height)
                    }
                    // An alias inside its own anchor, or to none.
                    None => (beyond("an alias to itself", Some(here)), 0),
                };
                self.put(value, height);
            }
            _ => {}
        }
    }

    fn open(&mut self, mapping: bool, anchor: usize, tag: Option<&Tag>, start: Span) {
        self.nodes += 1;
        let tag = tag.and_then(intrinsic);
        self.stack.push(Open { items: Vec::new(), mapping, anchor, tag, start, height: 0, before: self.nodes });
    }

    fn end(&mut self, here: Span) {
        let Some(open) = self.stack.pop() else { return };
        let last = open.items.last().and_then(|item| item.span).map_or(here.end, |item| item.end);
        let place = Some(Span { end: last.max(open.start.end), ..open.start });
        let kind = if open.mapping {
            Kind::Object(mapping(open.items, &mut self.loaded.faults))
        } else {
            Kind::List(open.items)
        };
        let value = tagged(open.tag, Value::new(kind, place));
        let height = open.height + 1;
        if open.anchor > 0 {
            let size = 1 + self.nodes.saturating_sub(open.before);
            self.anchors.insert(open.anchor, Anchored { value: value.clone(), size, height });
        }
        self.put(value, height);
    }

    fn put(&mut self, value: Value, height: usize) {
        match self.stack.last_mut() {
            Some(open) => {
                open.items.push(value);
                open.height = open.height.max(height);
            }
            None => {
                let before = span(self.file, 0, value.span.map_or(0, |span| span.start as usize));
                self.loaded.documents.push(Document { value, before });
            }
        }
    }

    /// Ends what a broken text left open.
    fn close(&mut self) {
        while let Some(open) = self.stack.last() {
            let here = open.start;
            self.end(here);
        }
    }
}

/// Keys and values in turn as an object. A name without a value, where the text broke, has null.
fn mapping(items: Vec<Value>, faults: &mut Vec<Fault>) -> Object {
    let mut merged = Vec::new();
    let mut entries = Vec::new();
    let mut items = items.into_iter();
    while let Some(key) = items.next() {
        let value = items.next().unwrap_or(Value::new(Kind::Null, key.span));
        let name = name(&key);
        if name == "<<" {
            match value.kind {
                Kind::Object(object) => merged.extend(object.0),
                // The first of several has precedence.
                Kind::List(list) => merged.extend(list.into_iter().rev().flat_map(|item| match item.kind {
                    Kind::Object(object) => object.0,
                    _ => Vec::new(),
                })),
                _ => {}
            }
        } else {
            entries.push(Entry { key: name, at: key.span, value });
        }
    }
    if merged.is_empty() {
        return object(entries, faults);
    }
    // What a mapping sets itself wins over what is merged into it, without a word.
    let own: std::collections::HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    merged.retain(|entry| !own.contains(entry.key.as_str()));
    let mut all = object(merged, &mut Vec::new());
    all.0.extend(object(entries, faults).0);
    all
}

fn name(key: &Value) -> String {
    match &key.kind {
        Kind::Text(text) => text.as_known().unwrap_or_default().into_owned(),
        Kind::Number(number) => number.to_string(),
        Kind::Bool(yes) => yes.to_string(),
        Kind::Null => "null".to_owned(),
        _ => String::new(),
    }
}

/// The long form's name of a short form; none for the tags of YAML itself.
fn intrinsic(tag: &Tag) -> Option<String> {
    let local = tag.handle == "!" || (tag.handle.is_empty() && tag.suffix.starts_with('!'));
    let name = tag.suffix.trim_start_matches('!');
    match name {
        "" => None,
        _ if !local => None,
        "Ref" | "Condition" => Some(name.to_owned()),
        _ => Some(format!("Fn::{name}")),
    }
}

fn tagged(tag: Option<String>, value: Value) -> Value {
    let Some(key) = tag else { return value };
    let place = value.span;
    Value::new(Kind::Object(Object(vec![Entry { key, at: place, value }])), place)
}

/// A scalar by the core schema. What is not written as a number is printed stays text: `2.0`, `012345678901`.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>, place: Span) -> Value {
    let as_text = || Value::text(text, Some(place));
    if let Some(name) = tag.and_then(intrinsic) {
        return tagged(Some(name), as_text());
    }
    if style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str" || tag.suffix == "!") {
        return as_text();
    }
    let kind = match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number.to_string() == text => Kind::Number(number),
            _ => return as_text(),
        },
    };
    Value::new(kind, Some(place))
}
