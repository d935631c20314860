//! References on small documents.
