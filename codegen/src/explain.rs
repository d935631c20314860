//! A question about one thing in, what is known of it out: where it stands in the document, what
//! became of it, why, and what it is called.
//!
//! A thing is asked for by its pointer, by the name it has in Rust (`JobStatus`, `JobStatus.Done`,
//! `TestResultStep.result`), by an operation's method and path, its `operationId` or its method.

use crate::Generated;
use crate::config::{ApiConfig, Content};
use crate::document::Text;
use crate::ir::{Identity, Operation, Reason, Shape, Type, TypeId};
use crate::rust::Emit;
use crate::select::LeftOut;
use crate::text::Span;
use std::collections::HashMap;

/// What is known of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What it is called: `types::JobStatus`.
    pub name: String,
    /// What it is known by.
    pub identity: Identity,
    /// Where it stands.
    pub span: Span,
    /// What became of it and why, a sentence a line.
    pub lines: Vec<String>,
}

/// Everything that the question may mean; none where nothing is meant.
pub fn explain(generated: &Generated, api: &ApiConfig, question: &str) -> Vec<Explanation> {
    let asked = question.trim();
    let mut found: Vec<Explanation> = all(generated, api)
        .into_iter()
        .filter(|known| known.is(asked))
        .map(|known| known.explanation)
        .collect();
    found.sort_by(|a, b| a.identity.cmp(&b.identity));
    found.dedup();
    found
}

/// A thing, and by what else it may be asked for.
struct Known {
    explanation: Explanation,
    aliases: Vec<String>,
}

impl Known {
    fn is(&self, asked: &str) -> bool {
        let identity = &self.explanation.identity.0;
        let pointer = asked.strip_prefix('#').unwrap_or(asked);
        identity == asked
            || identity.strip_prefix('#') == Some(pointer)
            || self.explanation.name == asked
            || self.aliases.iter().any(|alias| alias == asked)
    }
}

fn all(generated: &Generated, api: &ApiConfig) -> Vec<Known> {
    let Generated { api: ir, facts, names, .. } = generated;
    let emit = Emit { api: ir, facts, names, overrides: &api.overrides, package: &api.package };
    let mut known = Vec::new();
    for (at, ty) in ir.types.iter().enumerate() {
        describe(generated, &emit, TypeId(at as u32), ty, api, &mut known);
    }
    known.extend(ir.operations.iter().map(|operation| call(generated, operation, api)));
    known.extend(left_out(generated));
    for credential in &ir.credentials {
        let setter = names.credential(&credential.identity);
        known.push(Known {
            aliases: vec![credential.scheme.clone(), setter.to_owned()],
            explanation: Explanation {
                name: format!("ClientBuilder::{setter}"),
                identity: credential.identity.clone(),
                span: credential.origin.span,
                lines: vec!["A credential, set on the client's builder.".to_owned()],
            },
        });
    }
    known
}

fn describe(
    generated: &Generated,
    emit: &Emit<'_>,
    id: TypeId,
    ty: &Type,
    api: &ApiConfig,
    known: &mut Vec<Known>,
) {
    let names = &generated.names;
    let name = names.ty(id).map(|name| name.name.as_str());
    let mut lines = vec![format!("It became {}.", became(emit, id))];
    lines.extend(ty.rules.iter().map(|rule| format!("Because: {rule}.")));
    if let Shape::Free(reason) = ty.shape {
        lines.push(format!("Nothing more can be said of its type: {}.", why(reason)));
    }
    if let Some(name) = names.ty(id) {
        lines.push(format!("It stands in src/types/{}.rs.", name.module));
        let direction = generated.facts.direction.get(id);
        lines.push(match (direction.sent, direction.received) {
            (true, true) => "It is sent and received.".to_owned(),
            (true, false) => "It is sent only.".to_owned(),
            (false, true) => "It is received only.".to_owned(),
            (false, false) => "No operation uses it.".to_owned(),
        });
    }
    overridden(api, &ty.identity, &mut lines);
    known.push(Known {
        aliases: name.map(str::to_owned).into_iter().collect(),
        explanation: Explanation {
            name: name.map_or_else(|| became(emit, id), |name| format!("types::{name}")),
            identity: ty.identity.clone(),
            span: ty.origin.span,
            lines,
        },
    });
    let Some(name) = name else { return };
    parts(generated, emit, id, ty, name, api, known);
}

/// Fields, members and variants of a type.
fn parts(
    generated: &Generated,
    emit: &Emit<'_>,
    id: TypeId,
    ty: &Type,
    owner: &str,
    api: &ApiConfig,
    known: &mut Vec<Known>,
) {
    let names = &generated.names;
    let mut part = |name: &str, wire: &str, identity: &Identity, span: Span, line: String| {
        let mut lines = vec![line];
        overridden(api, identity, &mut lines);
        known.push(Known {
            aliases: vec![format!("{owner}.{name}"), format!("{owner}.{wire}"), format!("{owner}::{name}")],
            explanation: Explanation {
                name: format!("types::{owner}.{name}"),
                identity: identity.clone(),
                span,
                lines,
            },
        });
    };
    match &ty.shape {
        Shape::Object(object) => {
            for (at, field) in object.fields.iter().enumerate() {
                let name = names.field(&field.identity);
                let is = match (field.required, field.of.null) {
                    (true, true) => "required, may be null",
                    (true, false) => "required",
                    (false, true) => "optional, may be null",
                    (false, false) => "optional",
                };
                let of = emit.field(id, at, field);
                part(
                    name,
                    &field.wire,
                    &field.identity,
                    field.origin.span,
                    format!("A {is} property: `{of}`."),
                );
            }
            for constant in &object.constants {
                let line = format!("Always {:?} on the wire, so it is no field.", constant.value);
                part(&constant.wire, &constant.wire, &constant.identity, constant.origin.span, line);
            }
        }
        Shape::Enumeration(enumeration) => {
            for member in &enumeration.members {
                let name = names.variant(&member.identity);
                let line = format!("A member: {} on the wire.", member.wire);
                part(name, &member.wire, &member.identity, member.origin.span, line);
            }
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                let name = names.variant(&variant.identity);
                let line = match variant.tags.as_slice() {
                    [] => format!("A branch, told by its form: {:?}.", variant.test),
                    tags => format!("A branch, told by its tag: {}.", tags.join(" or ")),
                };
                part(name, name, &variant.identity, variant.origin.span, line);
            }
        }
        _ => {}
    }
}

fn call(generated: &Generated, operation: &Operation, api: &ApiConfig) -> Known {
    let names = &generated.names;
    let name = names.operation(&operation.identity);
    let group = operation.group.as_deref().and_then(|tag| names.group(tag));
    let method = name.map_or("", |name| &name.method);
    let path = match group {
        Some(group) => format!("client.{}().{method}", group.module),
        None => format!("client.{method}"),
    };
    let mut lines = match api.package.content {
        Content::Client => vec![format!("It became `{path}(..)`.")],
        Content::Types => vec!["Its types alone are generated: `client = false`.".to_owned()],
    };
    lines.extend(operation.rules.iter().map(|rule| format!("Because: {rule}.")));
    if let Some(tag) = &operation.group {
        lines.push(format!("Its first tag, {tag:?}, is its group."));
    }
    for parameter in &operation.parameters {
        let given = if parameter.required { "an argument" } else { "a setter" };
        let name = names.parameter(&parameter.identity);
        lines.push(format!(
            "The {:?} parameter {:?} is {given}, `{name}`.",
            parameter.location, parameter.wire
        ));
        overridden(api, &parameter.identity, &mut lines);
    }
    overridden(api, &operation.identity, &mut lines);
    let mut aliases = vec![method.to_owned()];
    aliases.extend(operation.operation_id.clone());
    aliases.extend(name.map(|name| name.builder.clone()));
    Known {
        aliases,
        explanation: Explanation {
            name: path,
            identity: operation.identity.clone(),
            span: operation.origin.span,
            lines,
        },
    }
}

/// Operations and components of the document that have no code, since nobody asked for them.
fn left_out(generated: &Generated) -> Vec<Known> {
    let Generated { api: ir, document, selected, facts, .. } = generated;
    let known = |name: &str, identity: String, span: Span, line: String, alias: Option<&Text>| Known {
        aliases: [Some(name), alias.map(|it| it.value.as_str())]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect(),
        explanation: Explanation {
            name: format!("{name}, left out"),
            identity: Identity(identity),
            span,
            lines: vec![line],
        },
    };
    let mut all = Vec::new();
    for out in selected.operations() {
        let line = match &out.why {
            LeftOut::NotIncluded => "Left out by selection: no pattern of `include` names it.".to_owned(),
            LeftOut::Excluded(pattern) => format!("Left out by selection: `exclude` has `{pattern}`."),
            LeftOut::Deprecated => "Left out by selection: it is deprecated.".to_owned(),
        };
        all.push(known(&out.identity, out.identity.clone(), out.span, line, out.id.as_ref()));
    }
    let met: HashMap<&str, TypeId> =
        ir.components().filter_map(|(id, ty)| Some((ty.component.as_deref()?, id))).collect();
    for (name, id) in &document.components.schemas {
        let reached = met.get(name.value.as_str()).is_some_and(|it| facts.reach.contains(*it));
        let line = match selected.schema(*id) {
            Some(pattern) => {
                format!("Left out by selection: `exclude` has `{pattern}`; where it is used is any JSON.")
            }
            None if reached => continue,
            None => "Left out: no selected operation uses it. `unused-types = \"keep\"` keeps it.".to_owned(),
        };
        let origin = &document.schema(*id).origin;
        all.push(known(&name.value, format!("#{}", origin.pointer), origin.span, line, None));
    }
    all
}

fn became(emit: &Emit<'_>, id: TypeId) -> String {
    let ty = emit.api.ty(id);
    let what = match &ty.shape {
        Shape::Object(_) => "a struct",
        Shape::Enumeration(_) => "an open enumeration",
        Shape::Union(_) => "a union",
        _ => return format!("`{}`", emit.spelled(id)),
    };
    what.to_owned()
}

fn overridden(api: &ApiConfig, identity: &Identity, lines: &mut Vec<String>) {
    let overrides = &api.overrides;
    let named = overrides.names.iter().filter(|(of, _)| of.value == identity.0);
    lines.extend(named.map(|(_, name)| format!("Named {:?} by the configuration.", name.value)));
    let typed = overrides.types.iter().filter(|(of, _)| of.value == identity.0);
    lines.extend(typed.map(|(_, path)| format!("Of the type {:?} by the configuration.", path.value)));
    if overrides.schemas.iter().any(|(of, _)| of.value == identity.0) {
        lines.push("The configuration has settings for it.".to_owned());
    }
}

/// A reason in words.
pub fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Anything => "the schema allows any JSON",
        Reason::FreeForm => "the schema allows any members",
        Reason::Nothing => "no value can meet the schema",
        Reason::Conflict => "its keywords contradict each other",
        Reason::Unsayable => "its keywords decide in a way that no type can say",
        Reason::Unresolved => "a $ref leads nowhere",
        Reason::Endless => "it holds nothing but itself",
        Reason::Mixed => "it mixes kinds that cannot be told apart",
        Reason::TooDeep => "it is nested too deeply",
        Reason::LeftOut => "the configuration leaves it out",
    }
}
