//! A local HTTP server that answers what it is told and keeps what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request as it came: the head as text, and the body.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) line: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Asked {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What is sent back: bytes as they are, and then perhaps nothing for a while.
#[derive(Clone)]
pub(super) enum Answer {
    Bytes(String),
    Stall(&'static str, Duration),
}

/// An answer with a length, as most are.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    Answer::Bytes(format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}"
    ))
}

/// Answers one request after the other, each on its own connection; the last answer is repeated.
pub(super) struct Server {
    pub(super) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(super) fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        // Ends with the test's process.
        std::thread::spawn(move || {
            for (at, stream) in listener.incoming().flatten().enumerate() {
                let answer = answers.get(at).or(answers.last()).cloned();
                let _ = serve(stream, answer, &kept);
            }
        });
        Self { url, asked }
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test panics inside").clone()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: Option<Answer>,
    kept: &Mutex<Vec<Asked>>,
) -> std::io::Result<()> {
    let mut text = Vec::new();
    let end = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk)?;
        text.extend_from_slice(&chunk[..read]);
        if let Some(end) = text.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if read == 0 {
            return Ok(());
        }
    };
    let head = String::from_utf8_lossy(&text[..end]).into_owned();
    let mut lines = head.lines();
    let line = lines.next().unwrap_or_default().to_owned();
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(0);
    let mut body = text.split_off(end);
    let come = body.len().min(length);
    body.resize(length, 0);
    stream.read_exact(&mut body[come..])?;
    let body = String::from_utf8_lossy(&body).into_owned();
    kept.lock().expect("no test panics inside").push(Asked {
        line,
        headers,
        body,
    });
    match answer {
        Some(Answer::Bytes(text)) => stream.write_all(text.as_bytes()),
        Some(Answer::Stall(text, time)) => {
            stream.write_all(text.as_bytes())?;
            std::thread::sleep(time);
            Ok(())
        }
        None => Ok(()),
    }
}
