//! A local HTTP server for tests: says what it is told, and keeps what it was asked.
//!
//! HTTP/1.1 over a plain socket, one connection a request, so that a test can also send what no
//! server library would: a body cut short, or nothing at all. Knows nothing of what it serves.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// In upper case.
    pub method: String,
    /// Path and query, as on the wire.
    pub target: String,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What is sent back.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A whole response.
    Whole {
        /// `404`
        status: u16,
        /// Headers beside the length.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// A response that ends before the length it told.
    CutShort,
    /// Nothing, for a while.
    Silence(Duration),
}

impl Answer {
    /// A response of JSON.
    pub fn json(status: u16, body: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self::Whole { status, headers, body: body.as_bytes().to_vec() }
    }

    /// A response of plain text.
    pub fn text(status: u16, body: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
        Self::Whole { status, headers, body: body.as_bytes().to_vec() }
    }
}

/// A server that lives until the test's process ends.
#[derive(Debug)]
pub struct Server {
    /// Where it is, without a slash at the end.
    pub url: String,
    asked: Receiver<Asked>,
}

impl Server {
    /// Answers every request alike.
    ///
    /// # Errors
    ///
    /// When no port of this machine's loopback is free.
    pub fn start(answer: Answer) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let (keep, asked) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away early is what some tests are about.
                let _ = serve(stream, &answer, &keep);
            }
        });
        Ok(Self { url, asked })
    }

    /// The next request that came, if one did.
    pub fn asked(&self) -> Option<Asked> {
        self.asked.try_recv().ok()
    }
}

/// An address of this machine where nobody listens.
///
/// # Errors
///
/// When no port of this machine's loopback is free.
pub fn nowhere() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    Ok(format!("http://{}", listener.local_addr()?))
}

fn serve(mut stream: TcpStream, answer: &Answer, keep: &Sender<Asked>) -> io::Result<()> {
    let Some(asked) = request(&mut stream)? else { return Ok(()) };
    let headless = asked.method == "HEAD";
    // The test may have ended.
    let _ = keep.send(asked);
    match answer {
        Answer::Whole { status, headers, body } => {
            let mut head = format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n");
            if *status != 204 {
                head.push_str(&format!("content-length: {}\r\n", body.len()));
            }
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            stream.write_all(head.as_bytes())?;
            stream.write_all(b"\r\n")?;
            if headless { Ok(()) } else { stream.write_all(body) }
        }
        Answer::CutShort => stream.write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"id\":",
        ),
        Answer::Silence(time) => {
            std::thread::sleep(*time);
            Ok(())
        }
    }
}

fn request(stream: &mut TcpStream) -> io::Result<Option<Asked>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if more(stream, &mut bytes)? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut body = bytes.split_off(end);
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<_> =
        headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    while body.len() < length && more(stream, &mut body)? > 0 {}
    Ok(Some(Asked { method, target, headers, body }))
}

fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut chunk = [0; 4096];
    let read = stream.read(&mut chunk)?;
    bytes.extend_from_slice(&chunk[..read]);
    Ok(read)
}
