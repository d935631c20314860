//! A folder's files and a command line in; what the command says, and the folder it leaves, out.
//!
//! The command runs in a copy under cargo's own temporary folder, so that a test never writes into
//! the sources, and what it prints holds no path of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// What a command did.
#[derive(Debug)]
pub struct Done {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it had to say about that.
    pub stderr: String,
}

/// Runs `program arguments...` in a folder.
///
/// # Errors
///
/// When the program can't be started.
pub fn run(program: &Path, arguments: &[&str], folder: &Path) -> io::Result<Done> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        // Whoever runs the tests may be a runner of GitHub, or like colours.
        .env_remove("GITHUB_ACTIONS")
        .env("NO_COLOR", "1")
        .output()?;
    Ok(Done {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// A fresh copy of a folder in `temporary`, under a name of its own.
///
/// # Errors
///
/// When something can't be copied.
pub fn copy(folder: &Path, temporary: &Path, name: &str) -> io::Result<PathBuf> {
    let target = temporary.join(name);
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    copy_into(folder, &target)?;
    Ok(target)
}

fn copy_into(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_into(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
