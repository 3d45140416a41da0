//! The form of resource paths and of the paths in route keys.

/// Why a path cannot be a resource's or a route's. Source: API Gateway Developer Guide, "Set up a proxy integration
/// with a proxy resource".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathForm {
    /// It does not begin with `/`.
    NoLeadingSlash,
    /// It has an empty segment, as `/a//b` and `/a/` have.
    EmptySegment,
    /// A segment holds a character that none may hold.
    Character {
        /// The first such character.
        character: char,
    },
    /// A variable is not a whole segment, or has no name.
    Variable,
    /// A greedy variable, `{name+}`, is not the last segment.
    GreedyNotLast,
}

/// What is wrong with the path, if anything. `/` is a path.
pub(super) fn fault(path: &str) -> Option<PathForm> {
    let Some(rest) = path.strip_prefix('/') else {
        return Some(PathForm::NoLeadingSlash);
    };
    if rest.is_empty() {
        return None;
    }
    let mut segments = rest.split('/').peekable();
    while let Some(segment) = segments.next() {
        let form = segment_fault(segment, segments.peek().is_none());
        if form.is_some() {
            return form;
        }
    }
    None
}

fn segment_fault(segment: &str, is_last: bool) -> Option<PathForm> {
    if segment.is_empty() {
        return Some(PathForm::EmptySegment);
    }
    if let Some(variable) = variable(segment) {
        let name = variable.strip_suffix('+').unwrap_or(variable);
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-:".contains(c));
        return if !named {
            Some(PathForm::Variable)
        } else if variable.ends_with('+') && !is_last {
            Some(PathForm::GreedyNotLast)
        } else {
            None
        };
    }
    if segment.contains(['{', '}']) {
        return Some(PathForm::Variable);
    }
    // What a path segment may hold at all (RFC 3986 section 3.3): REST and HTTP APIs differ in what they refuse of it.
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-:~!$&'()*+,;=@%".contains(c);
    segment.chars().find(|c| !allowed(*c)).map(|character| PathForm::Character { character })
}

/// What stands between the braces of a segment that is a variable.
pub(super) fn variable(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_api_gateway_takes() {
        for path in ["/", "/hello", "/a/{b}/c", "/{proxy+}", "/v1.0/a_b-c:d", "/a/{b}/{c+}"] {
            assert_eq!(fault(path), None, "{path}");
        }
    }

    #[test]
    fn says_why_not() {
        for (path, expected) in [
            ("", PathForm::NoLeadingSlash),
            ("hello", PathForm::NoLeadingSlash),
            ("/a/", PathForm::EmptySegment),
            ("//", PathForm::EmptySegment),
            ("/a b", PathForm::Character { character: ' ' }),
            ("/日", PathForm::Character { character: '日' }),
            ("/a{b}", PathForm::Variable),
            ("/{}", PathForm::Variable),
            ("/{+}", PathForm::Variable),
            ("/{a b}", PathForm::Variable),
            ("/{a", PathForm::Variable),
            ("/{a+}/b", PathForm::GreedyNotLast),
        ] {
            assert_eq!(fault(path), Some(expected), "{path}");
        }
    }
}
