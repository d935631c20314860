//! # tintype
//!
//! A typed Rust client from an OpenAPI document. Data goes down one staircase, once; the calls
//! of [`generate`] are its floors, and each floor's file tells its own story.
//!
//! The library is a pure function: sources, configuration and lock in; files, lock and
//! diagnostics out. It touches no disk, no clock, no network and no environment.

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod ir;
pub mod names;
pub mod resolve;
pub mod source;
pub mod text;
pub mod tree;
