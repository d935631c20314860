//! YAML text in; events with byte ranges out. The only `unsafe` of the workspace.
//!
//! libyaml is what vendors check their documents with, so what it reads is what we must read. The
//! crate is its translation from C, and keeps C's interface; this file is all that touches it.
//! Knows nothing of what scalars mean, of anchors, or of trees.
//!
//! Positions are byte offsets: libyaml's own lines count U+2028 as YAML 1.1 did.
#![allow(unsafe_code, reason = "the interface of a translation from C; the workspace denies it elsewhere")]

use std::alloc::{Layout, handle_alloc_error};
use std::ffi::{CStr, c_char};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::ptr::{NonNull, addr_of_mut};
use unsafe_libyaml_norway as unsafe_yaml;

/// What an event says.
#[derive(Debug, PartialEq)]
pub enum Event {
    /// The text is over.
    StreamEnd,
    /// A document begins.
    DocumentStart,
    /// A reference to an anchor.
    Alias(String),
    /// A scalar.
    Scalar(Marks, String, Style),
    /// A sequence begins.
    SequenceStart(Marks),
    /// The innermost sequence ends.
    SequenceEnd,
    /// A mapping begins.
    MappingStart(Marks),
    /// The innermost mapping ends.
    MappingEnd,
    /// What says nothing about the data: the stream's start, a document's end.
    Other,
}

/// What may stand before a node.
#[derive(Debug, Default, PartialEq)]
pub struct Marks {
    /// `&name`
    pub anchor: Option<String>,
    /// `!tag`, its handle resolved.
    pub tag: Option<String>,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: the core schema decides what it is.
    Plain,
    /// Quoted, or a block: a string.
    Quoted,
}

/// What libyaml could not read.
#[derive(Debug)]
pub struct Problem {
    /// In libyaml's words.
    pub message: String,
    /// Where it noticed, as a byte offset.
    pub at: usize,
    /// What it was reading, and where that began.
    pub context: Option<(String, usize)>,
}

/// A parser over one text.
pub struct Parser<'a> {
    /// Made by `Box::into_raw`, since the parser holds pointers to itself and may not move.
    raw: NonNull<unsafe_yaml::yaml_parser_t>,
    text: PhantomData<&'a str>,
}

impl<'a> Parser<'a> {
    /// A parser at the start of `text`, which must not begin with a byte order mark.
    pub fn new(text: &'a str) -> Self {
        let raw = Box::into_raw(Box::new(MaybeUninit::<unsafe_yaml::yaml_parser_t>::uninit())).cast();
        // SAFETY: `raw` is valid for writes and properly aligned; `initialize` zeroes it before it
        // reads. The text outlives the parser by `'a`. Encoding and input are set once each.
        unsafe {
            if unsafe_yaml::yaml_parser_initialize(raw).fail {
                handle_alloc_error(Layout::new::<unsafe_yaml::yaml_parser_t>());
            }
            unsafe_yaml::yaml_parser_set_encoding(raw, unsafe_yaml::YAML_UTF8_ENCODING);
            unsafe_yaml::yaml_parser_set_input_string(raw, text.as_ptr(), text.len() as u64);
            Self {
                raw: NonNull::new_unchecked(raw), // a box is never null
                text: PhantomData,
            }
        }
    }

    /// The next event and its bytes. Not to be called again after a problem or the stream's end.
    pub fn next(&mut self) -> Result<(Event, Range<usize>), Problem> {
        let mut event = MaybeUninit::<unsafe_yaml::yaml_event_t>::uninit();
        // SAFETY: the parser is initialised and ours alone (`&mut`). Where parsing succeeds the
        // event is initialised; it is copied from, then deleted once.
        unsafe {
            if unsafe_yaml::yaml_parser_parse(self.raw.as_ptr(), event.as_mut_ptr()).fail {
                return Err(self.problem());
            }
            let raw = event.assume_init_ref();
            let range = raw.start_mark.index as usize..raw.end_mark.index as usize;
            let copied = copy(raw);
            unsafe_yaml::yaml_event_delete(event.as_mut_ptr());
            Ok((copied, range))
        }
    }

    /// SAFETY: to be called after a failed parse only.
    unsafe fn problem(&self) -> Problem {
        // SAFETY: the parser is initialised; its texts are null or static and end with a null.
        unsafe {
            let raw = self.raw.as_ref();
            let reader = raw.error == unsafe_yaml::YAML_READER_ERROR;
            let at = match reader {
                true => raw.problem_offset,
                false => raw.problem_mark.index,
            };
            let context = text(raw.context.cast());
            Problem {
                message: text(raw.problem.cast()).unwrap_or_else(|| "it can't be read".into()),
                at: at as usize,
                context: context.map(|context| (context, raw.context_mark.index as usize)),
            }
        }
    }
}

impl Drop for Parser<'_> {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw` from a box of the same layout, initialised, dropped once.
        unsafe {
            let raw = self.raw.as_ptr();
            unsafe_yaml::yaml_parser_delete(addr_of_mut!(*raw));
            drop(Box::from_raw(raw.cast::<MaybeUninit<unsafe_yaml::yaml_parser_t>>()));
        }
    }
}

/// SAFETY: the event must be initialised, by a parse that succeeded.
unsafe fn copy(raw: &unsafe_yaml::yaml_event_t) -> Event {
    // SAFETY: the type tells which member of the union is set.
    unsafe {
        match raw.type_ {
            unsafe_yaml::YAML_STREAM_END_EVENT => Event::StreamEnd,
            unsafe_yaml::YAML_DOCUMENT_START_EVENT => Event::DocumentStart,
            unsafe_yaml::YAML_ALIAS_EVENT => {
                Event::Alias(text(raw.data.alias.anchor.cast()).unwrap_or_default())
            }
            unsafe_yaml::YAML_SCALAR_EVENT => {
                let scalar = &raw.data.scalar;
                let bytes = std::slice::from_raw_parts(scalar.value, scalar.length as usize);
                let value = String::from_utf8_lossy(bytes).into_owned();
                let style = match scalar.style {
                    unsafe_yaml::YAML_PLAIN_SCALAR_STYLE => Style::Plain,
                    _ => Style::Quoted,
                };
                Event::Scalar(marks(scalar.anchor, scalar.tag), value, style)
            }
            unsafe_yaml::YAML_SEQUENCE_START_EVENT => {
                let start = &raw.data.sequence_start;
                Event::SequenceStart(marks(start.anchor, start.tag))
            }
            unsafe_yaml::YAML_SEQUENCE_END_EVENT => Event::SequenceEnd,
            unsafe_yaml::YAML_MAPPING_START_EVENT => {
                let start = &raw.data.mapping_start;
                Event::MappingStart(marks(start.anchor, start.tag))
            }
            unsafe_yaml::YAML_MAPPING_END_EVENT => Event::MappingEnd,
            _ => Event::Other,
        }
    }
}

/// SAFETY: each is null or points at bytes that end with a null.
unsafe fn marks(anchor: *const u8, tag: *const u8) -> Marks {
    // SAFETY: by this function's own condition.
    unsafe { Marks { anchor: text(anchor.cast()), tag: text(tag.cast()) } }
}

/// SAFETY: it is null or points at bytes that end with a null.
unsafe fn text(raw: *const c_char) -> Option<String> {
    // SAFETY: by this function's own condition.
    (!raw.is_null()).then(|| unsafe { CStr::from_ptr(raw).to_string_lossy().into_owned() })
}
