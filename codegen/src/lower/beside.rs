//! Keywords that stand beside a choice: a schema with both in, the same with its choice alone out, each
//! branch holding what stood beside it (JSON Schema 2020-12, section 10.2: all of them hold).
//!
//! A branch that holds it already stays what it is. Branches of a part's choice are that part's too;
//! here they are copies. Knows nothing of how two schemas are united.

use super::all_of::{DEPTH, Parts, bare, shaping_base};
use super::glance;
use super::merge::merge;
use super::schemas::Schemas;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Schema, SchemaId, Text};

/// How deeply choices in choices are given what stands beside the outermost.
const CHOICES: usize = 5;

/// `properties` beside `anyOf` or `oneOf`: each branch holds the base too, so that the choice is
/// all that is left. `owner` is the schema in which the branches were written, if they were in this
/// one; those of a part are its own too, and are left to it. `open`: the choices that are being given to.
pub(super) fn distribute(
    schemas: &mut Schemas<'_>,
    owner: Option<SchemaId>,
    whole: &mut Schema,
    open: &mut Vec<SchemaId>,
    out: &mut Diagnostics,
) {
    let branches = glance::branches(whole).to_vec();
    if branches.is_empty() || !shaping_base(whole) {
        return;
    }
    let only_required = |it: &SchemaId| {
        let branch = schemas.raw(*it);
        branch.reference.is_none() && branch.all_of.is_empty() && only_required(branch)
    };
    if whole.members.is_some() || whole.constant.is_some() || branches.iter().all(only_required) {
        let message = "which of these branches holds is read past: they only ask for members";
        let first = schemas.raw(branches[0]).origin.span;
        out.push(
            Diagnostic::new(Code::UnsupportedKeyword, whole.origin.span, message)
                .and(first, "the first branch"),
        );
        whole.any_of.clear();
        whole.one_of.clear();
        whole.discriminator = None;
        return;
    }
    let base = base_of(whole);
    let written = owner.map_or(&[][..], |owner| glance::branches(schemas.raw(owner))).to_vec();
    let mut left = Vec::with_capacity(branches.len());
    for branch in branches {
        // What a branch is does not hang on whether it was united before.
        let mut unsaid = Diagnostics::default();
        let own = Parts::new(schemas, &mut unsaid).flat(branch, DEPTH);
        let meant = schemas.meant(branch).unwrap_or(branch);
        // A choice that holds itself adds nothing to itself.
        if schemas.is_null(branch) || repeats(&base, &own) || open.contains(&meant) {
            left.push(branch);
            continue;
        }
        let mut parts = Parts::new(schemas, out);
        let own = parts.flat(branch, DEPTH);
        let mut both = base.clone();
        both.origin = own.origin.clone();
        merge(&mut parts, &mut both, own, DEPTH);
        let conflict = !parts.conflicts.is_empty();
        both.title = both.title.or_else(|| name(schemas, branch));
        if open.len() < CHOICES && !conflict {
            open.push(meant);
            distribute(schemas, None, &mut both, open, out);
            open.pop();
        }
        let made = schemas.make(both);
        if conflict {
            schemas.conflicts.insert(made);
        }
        match written.contains(&branch) {
            true => {
                schemas.instead.insert(branch, made);
                left.push(branch);
            }
            false => {
                schemas.copies.insert(made, branch);
                left.push(made);
            }
        }
    }
    match whole.one_of.is_empty() {
        true => whole.any_of = left,
        false => whole.one_of = left,
    }
}

/// What a branch is called that is a component, though with what stands beside the choice it is
/// another type.
fn name(schemas: &Schemas<'_>, branch: SchemaId) -> Option<Text> {
    let reference = schemas.raw(branch).reference.as_ref()?;
    let name = schemas.component(schemas.end(branch)?)?;
    Some(Text { value: name.to_owned(), span: reference.uri.span })
}

/// Takes the keywords that hold whatever branch is chosen, and leaves the choice and its words.
fn base_of(whole: &mut Schema) -> Schema {
    let mut base = bare(whole);
    base.types = std::mem::take(&mut whole.types);
    base.properties = std::mem::take(&mut whole.properties);
    base.required = std::mem::take(&mut whole.required);
    base.additional_properties = whole.additional_properties.take();
    base.items = whole.items.take();
    base.prefix_items = std::mem::take(&mut whole.prefix_items);
    base.rare = whole.rare.take();
    base
}

/// Whether a branch declares all members that the base declares.
fn repeats(base: &Schema, branch: &Schema) -> bool {
    let declared = |name: &str| branch.properties.iter().any(|it| it.name.value == name);
    base.items.is_none()
        && base.properties.iter().all(|it| declared(&it.name.value))
        && base.required.iter().all(|it| declared(&it.value))
}

fn only_required(schema: &Schema) -> bool {
    !schema.required.is_empty()
        && schema.properties.is_empty()
        && schema.additional_properties.is_none()
        && glance::branches(schema).is_empty()
        && glance::values(schema).is_none()
}
