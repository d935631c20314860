//! `cargo xtask`.

fn main() -> std::process::ExitCode {
    tintype_xtask::main()
}
