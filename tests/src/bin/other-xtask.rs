//! The `xtask` of another workspace, as README shows it; the tests run the commands through it.

fn main() -> std::process::ExitCode {
    tintype_xtask::main()
}
