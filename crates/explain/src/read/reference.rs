//! What a redirect's `Location` names.

use hopscope_routing::url::Url;

/// A reference in the place where it stands (RFC 3986, section 5.2). None: it is relative, and the place is not known.
pub fn resolved(from: Option<&Url>, reference: &str) -> Option<String> {
    if reference.contains("://") {
        return Some(reference.to_owned());
    }
    let from = from?;
    let scheme = from.scheme.as_str();
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let (path, query) = reference.find(['?', '#']).map_or((reference, ""), |at| reference.split_at(at));
    let folder = from.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match path {
        "" => from.path.to_string(),
        whole if whole.starts_with('/') => whole.to_owned(),
        below => format!("{folder}/{below}"),
    };
    let mut segments: Vec<&str> = Vec::new();
    let ends_in_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    for segment in path.split('/').filter(|segment| !matches!(*segment, "" | ".")) {
        if segment == ".." {
            segments.pop();
        } else {
            segments.push(segment);
        }
    }
    let slash = if ends_in_folder && !segments.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{}/{}{slash}{query}", from.host, segments.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let from = Url::parse("https://a.example/b/c?d").unwrap();
        for (reference, expected) in [
            ("http://b.example/", "http://b.example/"),
            ("//b.example/x", "https://b.example/x"),
            ("/x?y", "https://a.example/x?y"),
            ("x", "https://a.example/b/x"),
            ("../x/./y/", "https://a.example/x/y/"),
            ("../../../x", "https://a.example/x"),
            ("?e", "https://a.example/b/c?e"),
            ("..", "https://a.example/"),
        ] {
            assert_eq!(resolved(Some(&from), reference).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(resolved(None, "/x"), None);
    }
}
