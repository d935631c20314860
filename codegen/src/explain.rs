//! A question about one thing in, what is known of it out: where it stands in the document, what
//! became of it, why, and what it is called.
//!
//! A thing is asked for by its pointer, by the name it has in Rust (`JobStatus`, `JobStatus.Done`,
//! `TestResultStep.result`), by an operation's method and path, its `operationId` or its method.

mod operations;
mod types;

use crate::Generated;
use crate::config::ApiConfig;
use crate::diagnostic::nearest;
use crate::ir::{Identity, Reason, TypeId};
use crate::rust::Emit;
use crate::text::Span;
use crate::tree::pointer::from_fragment;

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

/// Of all names and identities, the nearest to one that nothing has.
pub fn nearest(generated: &Generated, api: &ApiConfig, question: &str) -> Option<String> {
    let all = all(generated, api);
    let words = all.iter().flat_map(|known| {
        let Explanation { name, identity, .. } = &known.explanation;
        known.aliases.iter().chain([name, &identity.0])
    });
    // What has no name of its own is called by its code, which nobody asks for.
    let words = words.filter(|word| !word.starts_with('`'));
    nearest::by(question.trim(), words.map(|word| (word.clone(), word.as_str()))).map(str::to_owned)
}

/// A thing, and by what else it may be asked for.
struct Known {
    explanation: Explanation,
    /// Where the document has it, indices and all: what a person copies out of an editor.
    pointer: String,
    aliases: Vec<String>,
}

impl Known {
    fn is(&self, asked: &str) -> bool {
        let identity = &self.explanation.identity.0;
        let pointer = from_fragment(asked.strip_prefix('#').unwrap_or(asked)).unwrap_or_default();
        identity == asked
            || pointer.starts_with('/')
                && (identity.strip_prefix('#') == Some(&*pointer) || self.pointer == pointer)
            || self.explanation.name == asked
            || self.aliases.iter().any(|alias| alias == asked)
    }
}

fn all(generated: &Generated, api: &ApiConfig) -> Vec<Known> {
    let Generated { api: ir, facts, names, .. } = generated;
    let emit = Emit { api: ir, facts, names, overrides: &api.overrides, package: &api.package };
    let mut known = Vec::new();
    for (at, ty) in ir.types.iter().enumerate() {
        types::describe(generated, &emit, TypeId(at as u32), ty, api, &mut known);
    }
    for operation in &ir.operations {
        known.push(operations::call(generated, &emit, operation, api));
        let parameters = operation.parameters.iter();
        known.extend(parameters.map(|it| operations::parameter(generated, operation, it, api)));
        let responses = operation.responses.iter();
        known.extend(responses.map(|it| operations::response(generated, &emit, operation, it, api)));
    }
    known.extend(operations::groups(generated, api));
    known.extend(operations::left_out(generated));
    known.extend(ir.addresses.iter().map(|it| operations::server(generated, it, api)));
    let credentials = ir.credentials.iter();
    known.extend(credentials.map(|it| operations::credential(names.credential(&it.identity), it, api)));
    known
}

fn overridden(api: &ApiConfig, identity: &Identity, lines: &mut Vec<String>) {
    let overrides = &api.overrides;
    let named = overrides.names.iter().filter(|(of, _)| of.value == identity.0);
    lines.extend(named.map(|(_, name)| format!("Named {:?} by the configuration.", name.value)));
    let typed = overrides.types.iter().filter(|(of, _)| of.value == identity.0);
    lines.extend(typed.map(|(_, path)| format!("Of the type {:?} by the configuration.", path.value)));
    let derived = overrides.derives.iter().filter(|(of, _)| of.value == identity.0);
    lines.extend(derived.map(|(_, traits)| {
        let traits: Vec<&str> = traits.iter().map(|it| it.value.as_str()).collect();
        format!("Derives {} by the configuration.", traits.join(", "))
    }));
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
        Reason::TooDeep => "it is nested too deeply",
        Reason::LeftOut => "the configuration leaves it out",
    }
}
