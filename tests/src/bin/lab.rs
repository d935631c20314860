//! `cargo lab`; all of it is in `tintype_tests::lab`.

fn main() -> std::process::ExitCode {
    tintype_tests::lab::main()
}
