//! A path that remembers who wrote each piece of it.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    pieces: Vec<(String, PathSource)>,
}

impl Path {
    /// A path of one piece.
    pub fn new(text: impl Into<String>, source: PathSource) -> Self {
        let mut path = Self::default();
        path.push(text.into(), source);
        path
    }

    /// The pieces in order; none is empty, and neighbours differ in who wrote them.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, PathSource)> {
        self.pieces.iter().map(|(text, source)| (text.as_str(), *source))
    }

    /// The whole path.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// The path with `text` in front.
    #[must_use]
    pub fn prepended(mut self, text: &str, source: PathSource) -> Self {
        match self.pieces.first_mut() {
            _ if text.is_empty() => {}
            Some((first, first_source)) if *first_source == source => first.insert_str(0, text),
            _ => self.pieces.insert(0, (text.to_owned(), source)),
        }
        self
    }

    /// The path with `text` behind.
    #[must_use]
    pub fn appended(mut self, text: &str, source: PathSource) -> Self {
        self.push(text.to_owned(), source);
        self
    }

    /// The path without its first `bytes` bytes, as after a stage or a base path is taken off. Cuts at the next
    /// character boundary when `bytes` is inside a character.
    #[must_use]
    pub fn without_prefix(&self, bytes: usize) -> Self {
        let mut left = bytes;
        let mut shorter = Self::default();
        for (text, source) in &self.pieces {
            let cut = (left..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            left = left.saturating_sub(text.len());
            shorter.push(text.get(cut..).unwrap_or_default().to_owned(), *source);
        }
        shorter
    }

    fn push(&mut self, text: String, source: PathSource) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some((last, last_source)) if *last_source == source => last.push_str(&text),
            _ => self.pieces.push((text, source)),
        }
    }
}

/// As a list of pairs: `[["/prod", "origin_path"], ["/api/hello", "viewer"]]`.
impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pieces = serializer.serialize_seq(Some(self.pieces.len()))?;
        for piece in &self.pieces {
            pieces.serialize_element(piece)?;
        }
        pieces.end()
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
