//! Pages as vendors write them, in our own words.

use super::{Imported, documents};
use crate::diagnostic::Diagnostics;
use crate::text::Files;
use crate::tree::{Bounds, pointer};
use serde_json::{Value as Json, json};
