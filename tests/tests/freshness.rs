//! What is committed is what the generator says: `cargo xtask codegen --check` on this workspace.

use std::path::Path;
use tintype_tests::{case, command};

#[test]
fn the_generated_crate_and_the_lock_are_fresh() {
    let program = Path::new(env!("CARGO_BIN_EXE_other-xtask"));
    let root = case::root().join("..");
    let done =
        command::run(program, &["codegen", "--check"], &root).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(done.code, Some(0), "{}{}", done.stdout, done.stderr);
}
