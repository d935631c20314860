//! What every type and operation of this crate stands on: the wire behaviour, written once.
//!
//! A list of the files and no more. Emitted code names a thing as `runtime::thing`, so a file that
//! moves inside here moves nothing outside.

mod attempts;
mod base64;
mod build_error;
mod builder;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod calendar;
mod call;
pub mod candidates;
#[cfg(feature = "chrono")]
mod chrono;
mod client;
mod constant;
mod containers;
mod conversions;
pub mod dated;
mod decode;
mod encode;
mod engine;
mod entries;
pub mod enums;
mod error;
mod escape;
mod field;
pub mod foreign;
mod formats;
mod header;
mod impls;
pub mod integers;
#[cfg(feature = "jiff")]
mod jiff;
mod json;
mod memory;
pub mod object;
pub mod operation;
mod param;
mod percent;
mod put;
mod reader;
mod redirect;
mod reqwest;
mod scalars;
mod secret;
mod security;
mod server;
mod setters;
pub mod shown;
mod source;
mod style;
mod table;
pub mod tagged;
mod text_reader;
mod text_writer;
#[cfg(feature = "time")]
mod time;
pub mod trace;
mod transport;
mod tuples;
mod untagged;
mod validate;
mod view;

pub use ::bytes::Bytes;
pub use ::serde_json::Value;
pub use base64::Base64;
pub use build_error::BuildError;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use calendar::ConversionError;
pub use call::Call;
pub use candidates::{Candidate, Key, Test};
pub use client::{Api, Client, ClientBuilder};
pub use constant::{Constant, Scalar};
pub use decode::{Decode, deserialize};
pub use encode::Encode;
pub use entries::Entries;
pub use error::{Error, Rejected, Undecodable};
pub use field::Field;
pub use formats::{Date, DateTime, Duration, Time};
pub use header::{Header, HeaderError};
pub use json::{JsonError, decode as decode_json, encode as encode_json};
pub use memory::decode as decode_value;
pub use operation::{Response, Sending, SendingResponse};
pub use param::{Param, text};
pub use reader::{Fault, Hint, Items, Kind, Members, Reader, Slot};
pub use secret::Secret;
pub use security::Scheme;
pub use style::Style;
pub use table::Table;
pub use text_reader::Text;
pub use transport::{Body, BoxError, Reply, Transport, TransportError};
pub use validate::{Invalid, Rule, Rules, Validate};
pub use view::{Borrower, Made, View, serialize};

pub(crate) use builder::operation;
pub(crate) use conversions::conversions;
pub(crate) use dated::dated;
pub(crate) use enums::string_enum;
pub(crate) use foreign::foreign;
pub(crate) use impls::serde_impls;
pub(crate) use integers::integer_enum;
pub(crate) use object::{object, property};
pub(crate) use setters::setters;
pub(crate) use tagged::tagged_union;
pub(crate) use untagged::untagged_union;
pub(crate) use validate::validate;
