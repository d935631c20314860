//! A server on loopback that answers every request with the same JSON, and keeps connections open.
//!
//! No more HTTP than two clients under measurement need: it reads a head, and a body by its
//! `content-length`.

use anyhow::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

/// Starts it; it lives as long as this process. Gives its address.
pub(super) fn start(body: String) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer: std::sync::Arc<[u8]> = (head + &body).into_bytes().into();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // A client that goes away ends its own thread, and nobody misses it.
            std::thread::spawn(move || serve(stream, &answer));
        }
    });
    Ok(address)
}

fn serve(stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut length = 0;
    while reader.read_line(&mut line)? > 0 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            std::io::copy(&mut reader.by_ref().take(std::mem::take(&mut length)), &mut std::io::sink())?;
            writer.write_all(answer)?;
        }
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    #[test]
    fn two_requests_of_one_connection_are_answered() -> anyhow::Result<()> {
        let address = super::start("{}".to_owned())?;
        let mut stream = std::net::TcpStream::connect(address.trim_start_matches("http://"))?;
        for request in ["GET / HTTP/1.1\r\nhost: x\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"]
        {
            stream.write_all(request.as_bytes())?;
            let mut answer = [0; 72];
            stream.read_exact(&mut answer)?;
            assert!(answer.ends_with(b"\r\n\r\n{}"), "{}", String::from_utf8_lossy(&answer));
        }
        Ok(())
    }
}
