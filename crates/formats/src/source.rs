//! Files, and places in them.

/// The files of one import, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct Files(Vec<File>);

/// A file as text.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path inside what was given, with `/` between folders: `modules/cdn/main.tf`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Which file of [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// A place as people read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

impl Files {
    /// Takes one more file in.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(File { name: name.into(), text: text.into() });
        FileId(u32::try_from(self.0.len().saturating_sub(1)).unwrap_or(u32::MAX))
    }

    /// The file of that id.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.0.get(id.0 as usize)
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0..).map(FileId).zip(&self.0)
    }

    /// The text of a stretch.
    pub fn text(&self, span: Span) -> Option<&str> {
        self.get(span.file)?.text.get(span.start as usize..span.end as usize)
    }

    /// Where a stretch begins.
    pub fn place(&self, span: Span) -> Option<Place> {
        let file = self.get(span.file)?;
        let mut start = (span.start as usize).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start = start.saturating_sub(1);
        }
        let before = file.text.get(..start)?;
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Some(Place { file: file.name.clone(), line: number(line), column: number(column) })
    }
}

/// As compilers write it: `main.tf:42`.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let mut files = Files::default();
        let file = files.add("main.tf", "a = 1\nö = \"x\"\n");
        let place = files.place(Span { file, start: 11, end: 14 });
        assert_eq!(place, Some(Place { file: "main.tf".into(), line: 2, column: 5 }));
    }
}
