//! Tests of the runtime, a file a part.
