//! A structure: the plain item, its `new`, its setters, its table.

use super::print::{Argument, Body, Function};
use super::types::{Scope, Taken, taken};
use super::{Emit, docs, print};
use crate::config::OptionalNullable;
use crate::facts::{Capability, Direction};
use crate::ir::{Additional, Field, Object, Shape, Side, Type, TypeId, Use};

/// What a member of the struct is, and so how it is read, written and set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    /// `T`
    Required,
    /// `Option<T>` that must be there, as null or as a value.
    RequiredNullable,
    /// `Option<T>`, left out where it is none.
    Optional,
    /// `Option<T>`, but a caller who makes the struct must give it: it is never received.
    OptionalGiven,
    /// `Field<T>`
    ThreeState,
}

/// The text of a structure.
pub fn item(emit: &Emit<'_>, id: TypeId, object: &Object, scope: &mut Scope<'_, '_>) -> Vec<String> {
    let ty = emit.api.ty(id);
    let name = emit.name(id);
    let fields = object.fields.iter().enumerate().map(|(at, field)| print::Field {
        docs: field_docs(emit, field),
        name: emit.names.field(&field.identity),
        of: spelled(emit, id, at, field, scope),
    });
    let mut fields: Vec<_> = fields.collect();
    if let Additional::Kept(of) = object.additional {
        fields.push(print::Field {
            docs: vec!["What came beside these properties.".to_owned()],
            name: emit.additional(ty),
            of: additional(of, scope),
        });
    }
    let attributes = vec![derives(emit, id), "non_exhaustive".to_owned()];
    let head = print::Head { docs: emit.type_docs(id), attributes };
    let mut parts = vec![print::structure(print::Item { head, name }, fields)];
    let entries = entries(emit, id, ty, object);
    // Of no field there is nothing to read in place.
    let is_default = emit.facts.capabilities.has(id, Capability::Empty) && !object.fields.is_empty();
    let named = if is_default { format!("{name}: Default") } else { name.to_owned() };
    parts.push(print::table(scope.table("object"), &named, &entries));
    parts.push(constructor(emit, id, ty, object, scope));
    parts.push(setters(emit, id, object, scope));
    parts.extend(super::validate::table(emit, id, object, scope));
    parts
}

fn derives(emit: &Emit<'_>, id: TypeId) -> String {
    match emit.facts.capabilities.has(id, Capability::Empty) {
        true => emit.derives(id, "Clone, Default, PartialEq"),
        false => emit.derives(id, "Clone, PartialEq"),
    }
}

fn field_docs(emit: &Emit<'_>, field: &Field) -> Vec<String> {
    let name = emit.names.field(&field.identity);
    let mut lines = docs::lines(&field.docs, &[name, &field.wire]);
    let mut facts = Vec::new();
    if field.docs.deprecated {
        facts.push("Deprecated.".to_owned());
    }
    if field.read_only {
        facts.push("Read-only: the service ignores it in a request.".to_owned());
    }
    if field.write_only {
        facts.push("Write-only: the service does not send it.".to_owned());
    }
    if name.strip_prefix("r#").unwrap_or(name) != field.wire {
        facts.push(format!("On the wire: {}.", docs::code(&field.wire)));
    }
    docs::push(&mut lines, facts);
    lines
}

fn presence(emit: &Emit<'_>, owner: TypeId, field: &Field) -> Presence {
    // Any JSON holds null itself, so there is nothing to tell apart where it must be there.
    let free = matches!(emit.api.ty(field.of.ty).shape, Shape::Free(_));
    let Direction { sent, received } = emit.facts.direction.get(owner);
    match (field.required, field.of.null) {
        (true, _) if field.write_only && sent && received => Presence::OptionalGiven,
        (true, _) if field.write_only && received => Presence::Optional,
        (true, _) if field.read_only && sent => Presence::Optional,
        (true, true) => Presence::RequiredNullable,
        (true, false) => Presence::Required,
        (false, null) if (null || free) && three_state(emit, owner) => Presence::ThreeState,
        (false, _) => Presence::Optional,
    }
}

fn three_state(emit: &Emit<'_>, owner: TypeId) -> bool {
    match emit.settings(owner).and_then(|settings| settings.optional_nullable) {
        Some(OptionalNullable::ThreeState) => true,
        Some(OptionalNullable::Option) => false,
        // What comes back of a type is sent again as its other half, which tells null and absent apart.
        None if matches!(emit.api.ty(owner).side, Side::Received(_)) => true,
        None => emit.facts.direction.get(owner).sent,
    }
}

/// The type of a member's field.
pub fn spelled(
    emit: &Emit<'_>,
    owner: TypeId,
    at: usize,
    field: &Field,
    scope: &mut Scope<'_, '_>,
) -> String {
    let bare = scope.bare(field.of.ty);
    let of = if emit.facts.boxes.contains(owner, at) { format!("Box<{bare}>") } else { bare };
    match presence(emit, owner, field) {
        Presence::Required => of,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalGiven => format!("Option<{of}>"),
        Presence::ThreeState => format!("{}<{of}>", scope.lend("Field")),
    }
}

fn entries(emit: &Emit<'_>, id: TypeId, ty: &Type, object: &Object) -> Vec<String> {
    let constants = object.constants.iter().map(|constant| {
        let modes = [(!constant.required, " optional"), (is_escaped(&constant.wire), " with_escapes")];
        let (wire, value) = (print::literal(&constant.wire), print::literal(&constant.value));
        format!("{wire}{} = {value}", modes_of(&modes))
    });
    let fields = object.fields.iter().map(|field| {
        let name = emit.names.field(&field.identity);
        let mut entry = name.to_owned();
        entry.push_str(&modes_of(&[
            (presence(emit, id, field) == Presence::RequiredNullable, " nullable"),
            (emit.facts.secrets.contains(field), " secret"),
            (is_escaped(&field.wire), " with_escapes"),
        ]));
        if name != field.wire {
            entry.push_str(" = ");
            entry.push_str(&print::literal(&field.wire));
        }
        entry
    });
    let kept = matches!(object.additional, Additional::Kept(_)).then(|| format!("..{}", emit.additional(ty)));
    constants.chain(fields).chain(kept).collect()
}

/// What is particular about an entry; each word with the space before it.
fn modes_of(modes: &[(bool, &str)]) -> String {
    let words: String = modes.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    if words.is_empty() { String::new() } else { format!(" as{words}") }
}

/// Whether a JSON string of this text is more than the text between quotes (RFC 8259, 7).
fn is_escaped(wire: &str) -> bool {
    wire.chars().any(|c| matches!(c, '"' | '\\' | '\0'..='\u{1f}'))
}

/// The type of what is kept beside the fields.
pub fn additional(of: Use, scope: &mut Scope<'_, '_>) -> String {
    let of = scope.spell(of);
    format!("{}<String, {of}>", scope.map())
}

/// The arguments of `new`: what must be given, in the order of the wire names, so that a vendor who
/// reorders two strings does not swap them in somebody's call. `None` where nothing must be given.
pub fn arguments<'a>(
    emit: &Emit<'a>,
    id: TypeId,
    object: &Object,
    scope: &mut Scope<'_, '_>,
) -> Option<Vec<Argument<'a>>> {
    let given = |field: &&Field| {
        matches!(
            presence(emit, id, field),
            Presence::Required | Presence::RequiredNullable | Presence::OptionalGiven
        )
    };
    let mut required: Vec<&Field> = object.fields.iter().filter(given).collect();
    required.sort_by(|a, b| a.wire.cmp(&b.wire));
    let arguments = required.iter().map(|field| {
        let of = scope.bare(field.of.ty);
        let of = match (presence(emit, id, field), taken(emit, field.of.ty)) {
            (Presence::RequiredNullable, _) => format!("Option<{of}>"),
            (_, Taken::Into) => format!("impl Into<{of}>"),
            (_, Taken::Value) => of,
        };
        Argument { name: emit.names.field(&field.identity), of }
    });
    let arguments: Vec<_> = arguments.collect();
    (!arguments.is_empty()).then_some(arguments)
}

fn constructor(emit: &Emit<'_>, id: TypeId, ty: &Type, object: &Object, scope: &mut Scope<'_, '_>) -> String {
    let Some(arguments) = arguments(emit, id, object, scope) else {
        return String::new();
    };
    let members = object.fields.iter().enumerate().map(|(at, field)| member(emit, id, at, field, scope));
    let mut members: Vec<String> = members.collect();
    if matches!(object.additional, Additional::Kept(_)) {
        members.push(format!("{}: {}::new()", emit.additional(ty), scope.map()));
    }
    let docs = vec!["Creates one from what must be given.".to_owned()];
    let attributes = super::many_arguments(arguments.len()).into_iter().collect();
    let function = Function {
        head: print::Head { docs, attributes },
        name: "new",
        receiver: "",
        arguments,
        result: "Self",
        body: Body::Fields(members),
    };
    print::implementation(emit.name(id), &[function])
}

/// The initialiser of a member in `new`.
fn member(emit: &Emit<'_>, id: TypeId, at: usize, field: &Field, scope: &mut Scope<'_, '_>) -> String {
    let name = emit.names.field(&field.identity);
    let boxed = emit.facts.boxes.contains(id, at);
    let into = matches!(taken(emit, field.of.ty), Taken::Into);
    let value = match (boxed, into) {
        (false, false) => name.to_owned(),
        (false, true) => format!("{name}.into()"),
        (true, false) => format!("Box::new({name})"),
        (true, true) => format!("Box::new({name}.into())"),
    };
    match presence(emit, id, field) {
        Presence::Required if !boxed && !into => value,
        Presence::Required => format!("{name}: {value}"),
        Presence::RequiredNullable if boxed => format!("{name}: {name}.map(Box::new)"),
        Presence::RequiredNullable => name.to_owned(),
        Presence::OptionalGiven => format!("{name}: Some({value})"),
        Presence::Optional => format!("{name}: None"),
        Presence::ThreeState => format!("{name}: {}::Absent", scope.lend("Field")),
    }
}

/// Setters of what may be left out, on what is sent.
fn setters(emit: &Emit<'_>, id: TypeId, object: &Object, scope: &mut Scope<'_, '_>) -> String {
    if !emit.facts.direction.get(id).sent {
        return String::new();
    }
    let mut entries = Vec::new();
    for (at, field) in object.fields.iter().enumerate() {
        let boxed = emit.facts.boxes.contains(id, at);
        let item = match emit.api.ty(field.of.ty).shape {
            Shape::List(item) if emit.names.ty(field.of.ty).is_none() => Some(item),
            _ => None,
        };
        let (of, mode) = match (presence(emit, id, field), item) {
            (Presence::ThreeState, _) => (scope.bare(field.of.ty), "field"),
            (Presence::Optional, Some(item)) if !boxed => (scope.spell(item), "optional list"),
            (Presence::Optional, _) if boxed => (scope.bare(field.of.ty), "optional boxed"),
            (Presence::Optional, _) if exact(emit, field.of.ty) => {
                (scope.bare(field.of.ty), "exact optional")
            }
            (Presence::Optional, _) => (scope.bare(field.of.ty), "optional"),
            (Presence::Required | Presence::RequiredNullable | Presence::OptionalGiven, _) => continue,
        };
        let of = if boxed && mode == "field" { format!("Box<{of}>") } else { of };
        let name = emit.names.field(&field.identity);
        entries.push(format!("{name}: {} as {mode}", print::spelling(&of)));
    }
    if entries.is_empty() {
        return String::new();
    }
    print::table(scope.table("setters"), emit.name(id), &entries)
}

/// Whether a setter takes the type itself, so that a literal needs no type: numbers and truth.
fn exact(emit: &Emit<'_>, ty: TypeId) -> bool {
    use crate::ir::Scalar::{Boolean, Int32, Int64, Number, UInt32, UInt64};
    matches!(emit.api.ty(ty).shape, Shape::Scalar(Boolean | Int32 | Int64 | UInt32 | UInt64 | Number))
}
