//! What every type and operation of this crate stands on: the wire behaviour, written once.
//!
//! A list of the files and no more. Emitted code names a thing as `runtime::thing`, so a file that
//! moves inside here moves nothing outside.

mod attempts;
mod base64;
mod call;
mod client;
mod constant;
mod containers;
mod conversions;
mod decode;
mod delegate;
mod encode;
mod engine;
mod entries;
pub mod enums;
mod error;
mod field;
mod foreign;
mod formats;
mod impls;
pub mod integers;
mod json;
pub mod object;
pub mod operation;
mod param;
mod percent;
mod redirect;
mod reqwest;
mod scalars;
mod secret;
mod security;
mod setters;
pub mod shown;
mod table;
pub mod tagged;
pub mod trace;
mod transport;
mod tuples;
pub mod untagged;

pub use ::bytes::Bytes;
pub use ::serde_json::Value;
pub use base64::Base64;
pub use call::Call;
pub use client::{Api, Client, ClientBuilder};
pub use constant::{Constant, Scalar};
pub use decode::{Decode, Wire};
pub use encode::Encode;
pub use entries::{Entries, Skip};
pub use error::{BuildError, Error, Rejected, Undecodable};
pub use field::Field;
pub use formats::{Date, DateTime, Duration, Time};
pub use json::{JsonError, decode as decode_json, encode as encode_json};
pub use object::{Kept, Put, Rest, Slot};
pub use operation::{Response, Sending, SendingResponse};
pub use param::{Param, Style, text};
pub use secret::Secret;
pub use security::Scheme;
pub use table::{Entry, Table};
pub use transport::{Body, BoxError, Reply, Transport, TransportError};
pub use untagged::{Candidate, Key, Test};

pub(crate) use conversions::conversions;
pub(crate) use delegate::wire_impls;
pub(crate) use enums::string_enum;
pub(crate) use foreign::foreign;
pub(crate) use impls::serde_impls;
pub(crate) use integers::integer_enum;
pub(crate) use object::object;
pub(crate) use operation::operation;
pub(crate) use setters::setters;
pub(crate) use tagged::tagged_union;
pub(crate) use untagged::untagged_union;
