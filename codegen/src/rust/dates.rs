//! Which libraries of dates a crate has conversions for, and whether they are there always.
//!
//! A crate whose API has dates, date-times or lengths of time as texts has a feature for each
//! library that has a type for one of them; where the crate depends on the library anyhow, there is
//! nothing to turn on.

use super::Emit;
use crate::config::{DATES, FormatType};
use crate::ir::{Scalar, Shape};

/// How a library is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Behind a feature of its name, with an optional dependency.
    Feature,
    /// The crate depends on it.
    Always,
}

/// The libraries that a crate has conversions for.
#[derive(Debug)]
pub struct Dates(Vec<(&'static str, Presence)>);

impl Dates {
    /// What this crate has.
    pub fn of(emit: &Emit<'_>) -> Self {
        let has = |asked: &[Scalar]| {
            emit.api
                .ids()
                .filter(|id| emit.facts.reach.contains(*id))
                .any(|id| matches!(emit.api.ty(id).shape, Shape::Scalar(scalar) if asked.contains(&scalar)))
        };
        let (dates, lengths) = (has(&[Scalar::Date, Scalar::DateTime]), has(&[Scalar::Duration]));
        let libraries = DATES.iter().filter_map(|of| {
            let configured =
                emit.overrides.formats.iter().any(
                    |(_, format)| matches!(format, FormatType::Known(known) if known.library == of.library),
                );
            // jiff alone has a type that holds years, months and days beside hours.
            let used = dates || (lengths && of.library == "jiff");
            let asked = emit.package.dependencies.iter().any(|(name, _)| name.value == of.library);
            match (used || configured, configured || asked) {
                (false, _) => None,
                (true, true) => Some((of.library, Presence::Always)),
                (true, false) => Some((of.library, Presence::Feature)),
            }
        });
        Self(libraries.collect())
    }

    /// Each with how it is there, sorted.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Presence)> {
        self.0.iter().copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How a library is there, if it is.
    pub fn presence(&self, library: &str) -> Option<Presence> {
        self.all().find(|(name, _)| *name == library).map(|(_, presence)| presence)
    }

    /// Whether a file of the runtime is the conversions for one.
    pub fn has_file(name: &str) -> bool {
        DATES.iter().any(|of| of.library == name)
    }

    /// What is depended on for features: name and value.
    pub fn optional(&self) -> impl Iterator<Item = (String, String)> {
        DATES.iter().filter(|of| self.presence(of.library) == Some(Presence::Feature)).map(|of| {
            let requirement = of.requirement.trim_end_matches(" }");
            (of.library.to_owned(), format!("{requirement}, optional = true }}"))
        })
    }
}

/// The entry of the table `dated!` for a type of a library that the configuration gives a format to.
pub fn entry(emit: &Emit<'_>, path: &str) -> Option<String> {
    let mut known = emit.overrides.formats.iter().filter_map(|(_, format)| match format {
        FormatType::Known(known) if known.path == path => Some(known),
        _ => None,
    });
    let known = known.next()?;
    let text = match known.format {
        "date" => "Date",
        _ => "DateTime",
    };
    Some(format!("{path}: {text} by {}", known.conversion?))
}
