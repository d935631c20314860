//! "Did you mean ...?": the component whose name is nearest to one that leads nowhere.

use crate::diagnostic::nearest;
use crate::tree::pointer;

/// The component that a dangling reference was most likely meant to lead to.
pub(super) fn did_you_mean(reference: &str, names: &[&str]) -> Option<String> {
    let near = nearest::by(&last(reference), names.iter().map(|name| (last(name), *name)))?;
    Some(question(near))
}

/// The component whose name a reference is, bare (`$ref: Pet`): as a URI that is another file.
pub(super) fn same_name(reference: &str, names: &[&str]) -> Option<String> {
    let name = names.iter().find(|name| last(name) == reference)?;
    Some(question(name))
}

fn question(pointer: &str) -> String {
    format!("did you mean `#{pointer}`?")
}

fn last(pointer: &str) -> String {
    let token = pointer.rsplit(['/', '#']).next().unwrap_or(pointer);
    pointer::unescape(token).into_owned()
}
