//! A path that remembers who wrote each piece of it.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::text::Text;

/// Who wrote a piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PathSource {
    /// The client.
    Viewer,
    /// CloudFront, from the origin path.
    OriginPath,
    /// CloudFront, from the default root object.
    DefaultRootObject,
    /// A CloudFront Function or Lambda@Edge function.
    EdgeFunction,
    /// API Gateway, from a custom domain's mapping.
    BasePath,
    /// API Gateway, from the URI of an integration.
    Integration,
    /// CloudFront, from a custom error response.
    ErrorPage,
}

/// A path in pieces, each knowing who wrote it. The pieces in order are the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    text: Text,
    pieces: Pieces,
}

/// Where in a path's text each piece ends, and who wrote it. Most paths are of one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pieces {
    One((usize, PathSource)),
    Several(Rc<[(usize, PathSource)]>),
}

impl Path {
    /// A path of one piece.
    pub fn new(text: impl Into<Text>, source: PathSource) -> Self {
        let text = text.into();
        match text.len() {
            0 => Self::default(),
            end => Self { text, pieces: Pieces::One((end, source)) },
        }
    }

    /// The pieces in order; none is empty, and neighbours differ in who wrote them.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, PathSource)> {
        let ends = match &self.pieces {
            Pieces::One(end) => std::slice::from_ref(end),
            Pieces::Several(ends) => ends,
        };
        let mut start = 0;
        let pieces = ends.iter().map(move |(end, source)| {
            let piece = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            (piece, *source)
        });
        pieces.filter(|(piece, _)| !piece.is_empty())
    }

    /// The whole path.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// The path with `text` in front.
    #[must_use]
    pub fn prepended(self, text: &str, source: PathSource) -> Self {
        if text.is_empty() {
            return self;
        }
        let mut pieces = vec![(text, source)];
        pieces.extend(self.pieces());
        Self::of(&pieces)
    }

    /// The path with `text` behind.
    #[must_use]
    pub fn appended(self, text: &str, source: PathSource) -> Self {
        if text.is_empty() {
            return self;
        }
        let mut pieces: Vec<_> = self.pieces().collect();
        pieces.push((text, source));
        Self::of(&pieces)
    }

    /// The path without its first `bytes` bytes, as after a stage or a base path is taken off. Cuts at the next
    /// character boundary when `bytes` is inside a character.
    #[must_use]
    pub fn without_prefix(&self, bytes: usize) -> Self {
        let mut left = (bytes..self.text.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len());
        let mut pieces: Vec<_> = self.pieces().collect();
        for (piece, _) in &mut pieces {
            let cut = left.min(piece.len());
            left -= cut;
            *piece = piece.get(cut..).unwrap_or_default();
        }
        Self::of(&pieces)
    }

    /// The path of these pieces; empty ones vanish, neighbours by the same writer become one.
    fn of(pieces: &[(&str, PathSource)]) -> Self {
        let mut text = String::with_capacity(pieces.iter().map(|(piece, _)| piece.len()).sum());
        let mut ends: Vec<(usize, PathSource)> = Vec::with_capacity(pieces.len());
        for (piece, source) in pieces.iter().filter(|(piece, _)| !piece.is_empty()) {
            text.push_str(piece);
            match ends.last_mut() {
                Some((end, last)) if last == source => *end = text.len(),
                _ => ends.push((text.len(), *source)),
            }
        }
        match ends.as_slice() {
            [] => Self::default(),
            [only] => Self { text: text.into(), pieces: Pieces::One(*only) },
            _ => Self { text: text.into(), pieces: Pieces::Several(ends.into()) },
        }
    }
}

/// The empty path, of no piece.
impl Default for Path {
    fn default() -> Self {
        Self { text: Text::EMPTY, pieces: Pieces::One((0, PathSource::Viewer)) }
    }
}

/// As a list of pairs: `[["/prod", "origin_path"], ["/api/hello", "viewer"]]`.
impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.pieces())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_writers() {
        let path = Path::new("/api/hello", PathSource::Viewer).prepended("/prod", PathSource::OriginPath);
        assert_eq!(path.text(), "/prod/api/hello");
        let pieces: Vec<_> = path.pieces().collect();
        assert_eq!(pieces, [("/prod", PathSource::OriginPath), ("/api/hello", PathSource::Viewer)]);
    }

    #[test]
    fn a_prefix_is_cut_across_pieces() {
        let path = Path::new("/hello", PathSource::Viewer).prepended("/prod", PathSource::OriginPath);
        assert_eq!(path.without_prefix(5), Path::new("/hello", PathSource::Viewer));
        assert_eq!(path.without_prefix(7).text(), "ello");
        assert_eq!(path.without_prefix(99), Path::default());
        assert_eq!(Path::new("é", PathSource::Viewer).without_prefix(1), Path::default());
    }

    #[test]
    fn empty_pieces_vanish() {
        assert_eq!(Path::new("", PathSource::Viewer).prepended("", PathSource::OriginPath), Path::default());
    }
}
