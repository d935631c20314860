//! A pattern and a text in, whether they match out.
//!
//! `*` stands for any run of characters. In a path it ends at a slash, and a step `**` stands for
//! any number of steps, none included: `/pets/**` is `/pets` and all below it.

/// Whether a name (an operationId, a tag, a schema's) is meant.
pub(super) fn name(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    runs(&pattern, &text, &|it| *it == '*', &|one, other| one == other)
}

/// Whether a path template is meant.
pub(super) fn path(pattern: &str, template: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let template: Vec<&str> = template.split('/').collect();
    runs(&pattern, &template, &|it| *it == "**", &|one, other| name(one, other))
}

/// Whether `METHOD /path` is meant; the method is upper case in a document of any version.
pub(super) fn operation(pattern: &str, method: &str, template: &str) -> bool {
    let parts = pattern.split_once(' ');
    parts.is_some_and(|(verb, rest)| {
        name(&verb.to_ascii_uppercase(), method) && path(rest.trim_start(), template)
    })
}

/// Matches by steps, some of which stand for any number of the text's. Only the last of those need
/// be tried again, since an earlier one could not reach further: so the time is that of the two
/// lengths multiplied.
fn runs<P, T>(pattern: &[P], text: &[T], is_any: &dyn Fn(&P) -> bool, fits: &dyn Fn(&P, &T) -> bool) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut again = None;
    while let Some(next) = text.get(from) {
        match pattern.get(at) {
            Some(step) if is_any(step) => {
                again = Some((at, from));
                at += 1;
            }
            Some(step) if fits(step, next) => (at, from) = (at + 1, from + 1),
            _ => match again {
                Some((any, taken)) => {
                    (at, from) = (any + 1, taken + 1);
                    again = Some((any, taken + 1));
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(is_any)
}

#[cfg(test)]
mod tests {
    use super::{name, operation, path};

    #[test]
    fn a_star_is_any_run_and_two_are_any_steps() {
        for (pattern, text, expected) in [
            ("/pets", "/pets", true),
            ("/pets", "/pets/{id}", false),
            ("/pets/*", "/pets/{id}", true),
            ("/pets/*", "/pets", false),
            ("/pets/*", "/pets/{id}/toys", false),
            ("/pets/**", "/pets", true),
            ("/pets/**", "/pets/{id}/toys", true),
            ("/pets/**", "/petshop", false),
            ("/**/toys", "/pets/{id}/toys", true),
            ("/**/{id}/**", "/a/b/{id}", true),
            ("/**", "/", true),
            ("/v*/x-*-y", "/v2/x-a-b-y", true),
            ("/v*/x-*-y", "/v2/x-a-b", false),
        ] {
            assert_eq!(path(pattern, text), expected, "{pattern} {text}");
        }
        assert!(name("list*s", "listPets") && name("*", "") && !name("list*s", "listPet"));
        assert!(operation("get /pets/**", "GET", "/pets/{id}"));
        assert!(operation("* /pets", "POST", "/pets"));
        assert!(!operation("/pets", "GET", "/pets"));
    }
}
