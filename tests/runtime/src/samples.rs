//! The shapes that the seed has not, each as the generator writes it.

use super::runtime::{self, Base64, Call, Date, DateTime, Field, Secret};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

runtime::foreign! { IpAddr }

/// Numbers that stand for something.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Precision {
    /// 3
    N3,
    /// 6
    N6,
    /// A member that this version of the crate does not know.
    Unknown(i64),
}

runtime::integer_enum! { Precision { N3 = 3, N6 = 6 } }

/// A variant of one tag, which it does not hold.
#[derive(Clone, PartialEq)]
pub struct Bigquery {
    /// Required.
    pub project: String,
    /// Never shown.
    pub key: Option<String>,
}

runtime::object! { Bigquery { project, key as secret = "jsonKey" } }

/// A variant of several tags, which holds the one it has.
#[derive(Clone, PartialEq)]
pub struct Postgres {
    /// `pg` or `postgres`.
    pub r#type: String,
    /// Required.
    pub host: String,
}

runtime::object! { Postgres { r#type = "type", host } }

/// Has nothing that must be there.
#[derive(Clone, Default, PartialEq)]
pub struct Change {
    /// Text.
    pub text: Option<String>,
    /// Three states.
    pub archived: Field<bool>,
    /// Never shown.
    pub key: Option<String>,
    /// Free-form.
    pub any: Option<Value>,
    /// Itself.
    pub inner: Option<Box<Change>>,
    /// The rest.
    pub additional: BTreeMap<String, i64>,
}

runtime::object! { Change: Default {
    "kind" as optional = "change",
    text,
    archived,
    key as secret,
    any,
    inner,
    ..additional,
} }

/// A union in a union.
#[derive(Clone, PartialEq)]
pub enum Lake {
    /// `s3`
    S3(Box<Bucket>),
    /// Any other.
    Unknown(Value),
}

runtime::tagged_union! { Lake by "store" as optional { S3 = "s3" } }

/// Has undeclared properties, and a constant of its own.
#[derive(Clone, PartialEq)]
pub struct Bucket {
    /// Required.
    pub name: String,
    /// What is not declared.
    pub additional: BTreeMap<String, Value>,
}

runtime::object! { Bucket { "version" as optional = 2, name, ..additional } }

/// Told apart by `type`.
#[derive(Clone, PartialEq)]
pub enum DataSource {
    /// `bigquery`
    Bigquery(Bigquery),
    /// `pg` or `postgres`
    Postgres(Postgres),
    /// `lake`
    Lake(Lake),
    /// `map`
    Map(BTreeMap<String, i64>),
    /// Any other.
    Unknown(Value),
}

runtime::tagged_union! { DataSource by "type" {
    Bigquery = "bigquery",
    Postgres = "pg" | "postgres",
    Lake = "lake",
    Map = "map",
} }

/// A query.
#[derive(Clone, PartialEq)]
pub struct Query {
    /// Required.
    pub query: String,
    /// Optional.
    pub since: Option<DateTime>,
}

runtime::object! { Query { "mode" = "sql", query, since } }

/// A table.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// Required.
    pub path: Vec<String>,
    /// A closed set, as far as a strict attempt goes.
    pub precision: Option<Precision>,
}

runtime::object! { Table { path, precision } }
runtime::validate! { Table { "path" => [runtime::Rule::Length(1, 64)] } }

/// A view: a table but for one property.
#[derive(Clone, PartialEq)]
pub struct View {
    /// Required.
    pub path: Vec<String>,
    /// Optional.
    pub of: Option<String>,
}

runtime::object! { View { path, of } }

/// Told apart by form.
#[derive(Clone, PartialEq)]
pub enum Limit {
    /// An integer.
    Count(i64),
    /// Any other number.
    Share(f64),
    /// A date.
    Day(Date),
    /// Any other string.
    Text(String),
    /// A query.
    Query(Query),
    /// A table.
    Table(Table),
    /// A view.
    View(View),
    /// A source, itself told apart by its tag.
    Source(DataSource),
    /// What fits no other variant.
    Unknown(Value),
}

runtime::untagged_union! { Limit {
    Count: integer,
    Share: number,
    Day: string,
    Text: string,
    Query: object["query", "mode" = "sql"],
    Table: object["path"],
    View: object["path"],
    Source: object["type"],
} }

runtime::conversions! { Limit { Count: i64, Share: f64, Day: Date, Text: String, Query: Query, Table: Table } }

/// Told apart by form, its structure in a box.
#[derive(Clone, PartialEq)]
pub enum Place {
    /// A table.
    Table(Box<Table>),
    /// Nowhere, by a constant that may be missing.
    Nowhere(Nowhere),
    /// What fits no other variant.
    Unknown(Value),
}

runtime::untagged_union! { Place { Table: object["path"], Nowhere: object["kind" as optional = "none"] } }

/// A union that holds itself, its variants told apart by one property that may be missing.
#[derive(Clone, PartialEq)]
pub enum Node {
    /// With `t`.
    Left(Box<Left>),
    /// With `z`.
    Right(Box<Right>),
    /// What fits no other variant.
    Unknown(Value),
}

runtime::untagged_union! { Node { Left: object, Right: object } }

/// One variant of [`Node`].
#[derive(Clone, PartialEq)]
pub struct Left {
    /// Optional.
    pub next: Option<Node>,
    /// Optional.
    pub t: Option<i64>,
}

runtime::object! { Left { next, t } }

/// The other variant of [`Node`].
#[derive(Clone, PartialEq)]
pub struct Right {
    /// Optional.
    pub next: Option<Node>,
    /// Optional.
    pub z: Option<i64>,
}

runtime::object! { Right { next, z } }

/// Nothing but a constant.
#[derive(Clone, PartialEq)]
pub struct Nowhere {}

runtime::object! { Nowhere { "kind" as optional = "none" } }

runtime::conversions! { Place { Table: Table as boxed } }

/// One of everything that a struct can hold.
#[derive(Clone, PartialEq)]
pub struct Everything {
    /// Required.
    pub name: String,
    /// Required, but may be null.
    pub owner: Option<String>,
    /// Required, may be null, and is not shown.
    pub token: Option<Secret>,
    /// Left out, null, or there.
    pub archived: Field<bool>,
    /// Optional.
    pub size: Option<i64>,
    /// Optional.
    pub tags: Option<Vec<String>>,
    /// Required.
    pub pair: (f64, Option<String>),
    /// Optional.
    pub child: Option<Box<Everything>>,
    /// Optional.
    pub data: Option<Base64>,
    /// Of another crate.
    pub address: Option<IpAddr>,
}

runtime::object! { Everything {
    name,
    owner as nullable,
    token as nullable secret,
    archived,
    size,
    tags = "Tags",
    pair,
    child,
    data,
    address,
} }

runtime::setters! { Everything {
    owner: String as optional,
    archived: bool as field,
    size: i64 as exact optional,
    tags: String as optional list,
    child: Everything as optional boxed,
} }

impl Everything {
    /// With what is required.
    pub fn new(name: impl Into<String>, pair: (f64, Option<String>)) -> Self {
        Self {
            name: name.into(),
            owner: None,
            token: None,
            archived: Field::Absent,
            size: None,
            tags: None,
            pair,
            child: None,
            data: None,
            address: None,
        }
    }
}

/// Nothing is required, and nothing declared.
#[derive(Clone, Default, PartialEq)]
pub struct Empty {}

runtime::object! { Empty {} }

/// The rest of the setters.
#[derive(Clone, PartialEq)]
pub struct Job {
    /// Required.
    pub name: String,
    /// Required.
    pub count: i64,
    /// Required.
    pub labels: Vec<String>,
    /// Required.
    pub inner: Box<Empty>,
    /// Optional.
    pub note: Option<String>,
}

runtime::object! { Job { name, count, labels, inner, note } }

runtime::setters! { Job {
    name: String,
    count: i64 as exact,
    labels: String as list,
    inner: Empty as boxed,
    note: String as optional,
} }

/// An operation with every kind of body.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Fetch(
    /// What will be sent.
    pub Call,
);

/// What [`Fetch`] gives.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchResponse {
    /// 200
    Ok(Job),
    /// 202
    Accepted(String),
    /// 203
    Free(Value),
    /// 206
    Part(bytes::Bytes),
    /// 204
    NoContent,
}

/// What [`Fetch`] is refused with.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchError {
    /// 404
    NotFound,
    /// 4XX
    Client(String),
    /// Any other.
    Default(Value),
}

runtime::operation! { Fetch -> FetchResponse, FetchError {
    200 => ok(Ok),
    202 => ok(Accepted) as text,
    203 => ok(Free) as json_or_nothing,
    204 => ok(NoContent) as nothing,
    206 => ok(Part) as bytes,
    404 => NotFound as nothing,
    400..=499 => Client as text,
    500..=599 => Default,
} }

/// Dates of a library.
#[cfg(feature = "time")]
#[derive(Clone, PartialEq)]
pub struct Stay {
    /// Required.
    pub from: ::time::Date,
    /// Required.
    pub until: ::time::OffsetDateTime,
}

#[cfg(feature = "time")]
runtime::object! { Stay { from, until } }

#[cfg(feature = "time")]
runtime::dated! { ::time::Date: Date by to_time, ::time::OffsetDateTime: DateTime by to_time }
