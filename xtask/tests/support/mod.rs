//! A folder of its own for each test, and the command run in it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The smallest document that has an operation and a type.
pub const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://example.com }]
paths:
  /pets:
    get:
      operationId: list_pets
      responses:
        '200':
          description: All pets
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
components:
  schemas:
    Pet:
      type: object
      properties: { name: { type: string } }
";

/// A folder that goes when the test ends.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tintype-xtask-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the folder for temporary files is there");
        Self { path }
    }

    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path.join(path);
        let folder = path.parent().expect("it is below the test's folder");
        fs::create_dir_all(folder).expect("a test's folder can be written");
        fs::write(path, bytes).expect("a test's folder can be written");
    }

    #[cfg(unix)]
    pub fn link(&self, path: &str, to: &str) {
        std::os::unix::fs::symlink(to, self.path.join(path)).expect("a test's folder can be written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path.join(path).exists()
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub fn modified(&self, path: &str) -> SystemTime {
        let data = fs::metadata(self.path.join(path));
        data.and_then(|data| data.modified()).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Temporary files that a write should have moved away.
    pub fn left_behind(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![self.path.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("it was just found").flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.path().is_dir() {
                    open.push(entry.path());
                } else if name.ends_with(".tmp") {
                    found.push(name);
                }
            }
        }
        found
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        // These tests may run under GitHub's runner themselves.
        command.env_remove("GITHUB_ACTIONS");
        self.start(command, folder, arguments)
    }

    /// As in a step of GitHub's runner that works in a folder of the repository, which is this one.
    pub fn run_by_github(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_WORKSPACE", &self.path);
        self.start(command, folder, arguments)
    }

    /// Where no file may be larger than 6 or 12 KiB (a block is the shell's business): a disk that
    /// is full after some files, whoever runs the test.
    #[cfg(unix)]
    pub fn run_short_of_disk(&self, arguments: &[&str]) -> Run {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; ulimit -f 12; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_xtask")]);
        shell.env_remove("GITHUB_ACTIONS");
        self.start(shell, "", arguments)
    }

    fn start(&self, mut command: Command, folder: &str, arguments: &[&str]) -> Run {
        command.current_dir(self.path.join(folder)).args(arguments);
        let output = command.output().expect("cargo has built it");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is in the system's folder for what may be left.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// What a command did.
pub struct Run {
    code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn exits(&self, code: i32) {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stdout, self.stderr);
    }

    pub fn says(&self, text: &str) {
        assert!(self.stdout.contains(text), "no {text:?} in\n{}\n{}", self.stdout, self.stderr);
    }

    pub fn complains(&self, text: &str) {
        assert!(self.stderr.contains(text), "no {text:?} in\n{}", self.stderr);
    }
}
