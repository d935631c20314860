//! A running Prism, and what its log says of each request.

use super::super::npm;
use anyhow::{Context, Result, ensure};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running Prism; it ends when this is dropped.
pub(super) struct Mock {
    child: Child,
    log: PathBuf,
    /// Where it listens.
    pub address: String,
}

impl Mock {
    /// Starts it on a free port of loopback, and waits until it answers.
    pub fn start(document: &Path, folder: Option<&Path>, work: &Path) -> Result<Self> {
        let folder = npm::installed(folder, npm::PRISM)?;
        // The port is free again when the listener is dropped, at the end of this line.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port().to_string();
        let file = work.join("prism.log");
        let log = std::fs::File::create(&file)?;
        let mut command = Command::new("node");
        command.arg(folder.join("node_modules/@stoplight/prism-cli/dist/index.js"));
        command
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port])
            .arg(document.canonicalize()?);
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        let mut mock = Self {
            child: child.context("node does not start")?,
            log: file,
            address: format!("http://127.0.0.1:{port}"),
        };
        let begun = Instant::now();
        while TcpStream::connect(mock.address.trim_start_matches("http://")).is_err() {
            let ended = mock.child.try_wait()?;
            ensure!(ended.is_none(), "Prism ended; see {}", mock.log.display());
            ensure!(begun.elapsed() < Duration::from_secs(60), "Prism does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(mock)
    }

    /// Ends it, and gives its objections to each request, in the order in which they came.
    pub fn objections(mut self) -> Result<Vec<Vec<String>>> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(objections(&std::fs::read_to_string(&self.log)?))
    }
}

/// The violations in Prism's log, a list a request. Its answer alone does not tell: where the
/// document has a 422, a request that it forbids is answered with that.
fn objections(log: &str) -> Vec<Vec<String>> {
    let requests = log.split("Request received").skip(1);
    let violation =
        |line: &str| line.split_once("Violation: request").map(|(_, what)| format!("request{what}"));
    requests.map(|request| request.lines().filter_map(violation).collect()).collect()
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::objections;

    #[test]
    fn each_request_has_its_own_objections() {
        let log = "listening\n[HTTP SERVER] post /a Request received\n  [VALIDATOR] Violation: request.body.a is wrong\n\
                   [HTTP SERVER] get /b Request received\n  Violation: response.body is empty\n";
        assert_eq!(objections(log), [vec!["request.body.a is wrong".to_owned()], vec![]]);
    }
}
