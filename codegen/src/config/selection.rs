//! `include`, `exclude` and `unused-types` of an API: what of the document is generated.
//!
//! In: the tables of `codegen.toml`. Out: patterns as they were written, with their places. What a
//! pattern matches, and that it matches something, is for the floor `select` to say.

use super::read::word;
use super::table::Section;
use crate::diagnostic::Diagnostics;
use crate::document::Text;

/// What of the document is generated; by default its operations, and the types that they use.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// `[api.<name>.include]`: where it is there, only what one of its patterns names.
    pub include: Patterns,
    /// `[api.<name>.exclude]`: nothing that one of its patterns names.
    pub exclude: Patterns,
    /// `exclude.deprecated`: no operation that the document calls deprecated.
    pub deprecated: Deprecated,
    /// `unused-types`
    pub unused: Unused,
}

/// What becomes of deprecated operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deprecated {
    /// They are operations like others, and marked.
    #[default]
    Kept,
    /// They are left out.
    LeftOut,
}

/// What becomes of components that no selected operation uses and that `include.schemas` does not
/// name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unused {
    /// `"skip"`: no type, unless there is no operation at all.
    #[default]
    Skipped,
    /// `"keep"`: types like others.
    Kept,
}

/// Patterns by what they are held against. In each, `*` stands for any run of characters.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// `paths`: `/pets/{id}`, where `*` ends at a slash and `**` stands for any number of steps.
    pub paths: Vec<Text>,
    /// `operations`: an operationId, or a method and a path: `GET /pets/**`.
    pub operations: Vec<Text>,
    /// `tags`
    pub tags: Vec<Text>,
    /// `schemas`: names of `components.schemas`.
    pub schemas: Vec<Text>,
}

impl Patterns {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        let Self { paths, operations, tags, schemas } = self;
        [paths, operations, tags, schemas].iter().all(|it| it.is_empty())
    }
}

/// The keys of a selection.
pub(super) fn read(section: &mut Section<'_>, out: &mut Diagnostics) -> Selection {
    let unused = word(section, "unused-types", &[("skip", Unused::Skipped), ("keep", Unused::Kept)], out);
    let mut selection = Selection { unused: unused.unwrap_or_default(), ..Selection::default() };
    if let Some(mut include) = section.section("include", out) {
        selection.include = patterns(&mut include, out);
        include.finish(out);
    }
    if let Some(mut exclude) = section.section("exclude", out) {
        selection.exclude = patterns(&mut exclude, out);
        if exclude.flag("deprecated", out) == Some(true) {
            selection.deprecated = Deprecated::LeftOut;
        }
        exclude.finish(out);
    }
    selection
}

fn patterns(section: &mut Section<'_>, out: &mut Diagnostics) -> Patterns {
    let mut of = |key| section.texts(key, out).unwrap_or_default();
    Patterns { paths: of("paths"), operations: of("operations"), tags: of("tags"), schemas: of("schemas") }
}
