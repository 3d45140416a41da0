//! How wide a text is. Layout is done without a browser, so that it is the same everywhere: a monospace column has a
//! fixed width, and full-width characters take two.

/// The width of a monospace column at 12 px, in px.
pub const MONO: f32 = 7.25;

/// A generous width of a column of the interface font at 12 px, in px.
pub const SANS: f32 = 6.8;

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Whether a character takes two columns.
pub fn is_wide(character: char) -> bool {
    width(character) == 2
}

/// Blocks of characters that take two columns (Unicode Standard Annex 11: wide and full-width).
const WIDE: &[(char, char)] = &[
    ('\u{1100}', '\u{115f}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a4cf}'),
    ('\u{a960}', '\u{a97c}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe30}', '\u{fe6f}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f900}', '\u{1f9ff}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// Blocks that take none: marks on the character before, joiners, selectors of a variant.
const NONE: &[(char, char)] = &[
    ('\0', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    ('\u{300}', '\u{36f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
];

/// The columns of a character. Drawings hold paths, names and sentences: the blocks that those are of are told apart,
/// not every character there is, which would weigh more in the page than all of the layout.
fn width(character: char) -> usize {
    let is_of = |blocks: &[(char, char)]| blocks.iter().any(|(first, last)| (*first..=*last).contains(&character));
    match character {
        ' '..='~' => 1,
        _ if is_of(NONE) => 0,
        _ if is_of(WIDE) => 2,
        _ => 1,
    }
}

/// The text cut to `most` columns, with an ellipsis in place of what is missing at its end.
pub fn cut_end(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut kept = take(text.chars(), most.saturating_sub(1));
    kept.push('…');
    kept
}

/// The text cut to `most` columns, with an ellipsis in place of what is missing in its middle.
pub fn cut_middle(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let head = take(text.chars(), room.div_ceil(2));
    let tail: String = take(text.chars().rev(), room / 2).chars().rev().collect();
    format!("{head}…{tail}")
}

/// The text in lines of at most `room` columns, `most` of them; what is left over is cut from the last one. Lines break
/// behind a blank or a separator of paths and names where there is one in their second half.
pub fn wrap(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while columns(rest) > room && lines.len() + 1 < most {
        let head = take(rest.chars(), room.max(2));
        let is_break = |character: char| matches!(character, ' ' | '/' | '.' | '-' | ',' | ':' | '&' | '=' | '、');
        let broken = head.rfind(is_break).filter(|at| *at > head.len() / 2);
        let end = broken.map_or(head.len(), |at| {
            at + head.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
        });
        let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line.trim_end().to_owned());
        rest = behind.trim_start();
    }
    if !rest.is_empty() || lines.is_empty() {
        lines.push(cut_end(rest, room));
    }
    lines
}

/// As many characters as fit into `most` columns.
fn take(characters: impl Iterator<Item = char>, most: usize) -> String {
    let mut used = 0;
    characters
        .take_while(|character| {
            used += width(*character);
            used <= most
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_scripts_are_as_wide_as_unicode_says() {
        use unicode_width::UnicodeWidthChar as _;
        for block in ['!'..='ӿ', 'ก'..='ะ', 'ァ'..='ヿ', 'ぁ'..='ゖ', '一'..='鿿', '가'..='힣', '！'..='｠', '、'..='〿']
        {
            for character in block
                .filter(|character| !"\u{ad}\u{302a}\u{302b}\u{302c}\u{302d}\u{302e}\u{302f}〿".contains(*character))
            {
                // Combining letters of Cyrillic, tone marks, and what Unicode has left unassigned, stand in no path.
                let is_rare = ('\u{483}'..='\u{489}').contains(&character);
                assert!(is_rare || Some(width(character)) == character.width().or(Some(0)), "{character:?}");
            }
        }
    }

    #[test]
    fn full_width_characters_take_two_columns() {
        assert_eq!(columns("/api"), 4);
        assert_eq!(columns("ビヘイビア"), 10);
    }

    #[test]
    fn lines_break_where_words_end() {
        assert_eq!(wrap("short", 10, 3), ["short"]);
        assert_eq!(wrap("", 10, 3), [""]);
        assert_eq!(wrap("one two three", 8, 3), ["one two", "three"]);
        assert_eq!(
            wrap("abc123.execute-api.ap-northeast-1.amazonaws.com", 20, 3),
            ["abc123.execute-api.", "ap-northeast-1.", "amazonaws.com"]
        );
        assert_eq!(wrap("abcdefghijkl", 5, 2), ["abcde", "fghi…"]);
        assert_eq!(wrap("ビヘイビア", 4, 3), ["ビヘ", "イビ", "ア"]);
    }

    #[test]
    fn cuts_never_exceed_their_room() {
        assert_eq!(cut_end("abcdef", 4), "abc…");
        assert_eq!(cut_middle("/abcdefgh", 6), "/ab…gh");
        assert_eq!(cut_end("ビヘイビア", 4), "ビ…");
        assert_eq!(cut_end("abc", 3), "abc");
        assert_eq!(cut_end("abc", 0), "…");
    }
}
