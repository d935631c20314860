//! Small documents, and what is said of broken ones.
