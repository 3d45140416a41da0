//! Text edits that remember where everything came from.

use hopscope_scenario::edge_call::CodePosition;

/// Replaces `start..end` of a text, in bytes.
#[derive(Debug)]
pub struct TextEdit {
    start: usize,
    end: usize,
    text: String,
    /// Of edits at one place, those that close something come first.
    closes: bool,
}

impl TextEdit {
    /// Puts text in front of a place.
    pub fn insert(at: usize, text: String) -> Self {
        Self { start: at, end: at, text, closes: false }
    }

    /// Puts text behind what ends at a place.
    pub fn insert_after(at: usize, text: String) -> Self {
        Self { start: at, end: at, text, closes: true }
    }

    /// Replaces a range.
    pub fn replace(start: usize, end: usize, text: String) -> Self {
        Self { start, end, text, closes: false }
    }
}

/// Edits of one text.
#[derive(Debug)]
pub struct Edits(Vec<TextEdit>);

/// A text after its edits.
#[derive(Debug)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// Where its parts came from.
    pub moved: Moved,
}

/// Where the parts of an edited text came from.
#[derive(Debug)]
pub struct Moved {
    /// For each kept piece: where it begins in the new text, where it began in the old one.
    pieces: Vec<(usize, usize)>,
    original: String,
}

impl Edits {
    /// The edits, in any order; those that overlap an earlier one are left out.
    pub fn new(mut edits: Vec<TextEdit>) -> Self {
        edits.sort_by_key(|edit| (edit.start, !edit.closes));
        Self(edits)
    }

    /// Edits a text.
    pub fn apply(self, original: &str) -> Applied {
        let mut text = String::with_capacity(original.len() + 64);
        let mut pieces = Vec::with_capacity(self.0.len() + 1);
        let mut at = 0;
        for edit in self.0 {
            let Some(kept) = original.get(at..edit.start) else { continue };
            pieces.push((text.len(), at));
            text.push_str(kept);
            text.push_str(&edit.text);
            at = edit.end;
        }
        pieces.push((text.len(), at));
        text.push_str(original.get(at..).unwrap_or_default());
        Applied { text, moved: Moved { pieces, original: original.to_owned() } }
    }
}

impl Moved {
    /// The old place of a new place, both in bytes.
    pub fn original(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|(new, _)| *new <= offset);
        let Some((new, old)) = after.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        // Inside inserted text, the old place is where the next piece begins.
        let limit = self.pieces.get(after).map_or(self.original.len(), |(_, next)| *next);
        (old + (offset - new)).min(limit)
    }

    /// The line and column of an old place.
    pub fn original_position(&self, offset: usize) -> CodePosition {
        LineIndex::new(&self.original).position(&self.original, offset)
    }
}

/// Where a text's lines begin.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Whether characters and bytes are the same.
    ascii: bool,
}

impl LineIndex {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        let after = text.char_indices().filter(|(_, c)| matches!(c, '\n' | '\u{2028}' | '\u{2029}'));
        let starts = std::iter::once(0).chain(after.map(|(at, c)| at + c.len_utf8())).collect();
        Self { starts, ascii: text.is_ascii() }
    }

    /// The byte at a line and column, both from 1; columns count characters.
    pub fn offset(&self, text: &str, line: u32, column: u32) -> usize {
        let start = self.starts.get(line.saturating_sub(1) as usize).copied().unwrap_or(text.len());
        if self.ascii {
            return (start + column.saturating_sub(1) as usize).min(text.len());
        }
        let rest = text.get(start..).unwrap_or_default();
        rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(text.len(), |(at, _)| start + at)
    }

    /// The line and column of a byte.
    pub fn position(&self, text: &str, offset: usize) -> CodePosition {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..offset.max(start)).map_or(0, |part| part.chars().count());
        CodePosition { line: line as u32, column: column as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_back_to_where_they_came_from() {
        let original = "ab\ncdé\nf";
        let edits = vec![
            TextEdit::insert(0, "(((".to_owned()),
            TextEdit::replace(3, 4, "CCC".to_owned()),
            TextEdit::insert_after(original.len(), ")".to_owned()),
        ];
        let applied = Edits::new(edits).apply(original);
        assert_eq!(applied.text, "(((ab\nCCCdé\nf)");
        let f = applied.text.find('f').unwrap_or_default();
        assert_eq!(applied.moved.original(f), original.len() - 1);
        assert_eq!(applied.moved.original_position(original.len() - 1), CodePosition { line: 3, column: 1 });
        assert_eq!(applied.moved.original(1), 0);
        let e = LineIndex::new(original).offset(original, 2, 3);
        assert_eq!(original.get(e..), Some("é\nf"));
    }
}
