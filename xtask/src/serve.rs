//! `cargo xtask serve`: builds the site, serves it, and builds it again after each change.

use crate::run::{Result, root};
use crate::site;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

const PORT: u16 = 8080;
/// What the page is made of.
const SOURCES: [&str; 6] = ["Cargo.toml", "Cargo.lock", "index.html", "public", "src", "style"];
/// How often the sources are looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until it is stopped.
pub fn serve(words: &[String]) -> Result {
    let port = port(words)?;
    // Before the build: that the port is taken should not be told after it.
    let listener = TcpListener::bind(("127.0.0.1", port))
        .map_err(|error| format!("port {port}: {error}; choose another: `cargo xtask serve --port 8081`"))?;
    let mut built = newest();
    eprintln!(
        "Building; the page will be on http://127.0.0.1:{port}. The first time some 300 packages are compiled: four to \
         five minutes on two cores."
    );
    let folder = site::build_quickly()?;
    eprintln!(
        "\nOn http://127.0.0.1:{port} until you press Ctrl+C. It is built again when its sources change."
    );
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser that goes away in the middle of an answer is no trouble.
            let folder = folder.clone();
            thread::spawn(move || answer(stream, &folder));
        }
    });
    loop {
        thread::sleep(PAUSE);
        let now = newest();
        if now != built {
            built = now;
            match site::build_quickly() {
                Ok(_) => eprintln!("\nBuilt: reload http://127.0.0.1:{port}"),
                Err(error) => eprintln!("\n{error}; the page is the one of before"),
            }
        }
    }
}

fn port(words: &[String]) -> Result<u16> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(PORT),
        ["--port", port] => port.parse().map_err(|_| format!("{port} is not a port")),
        _ => Err("the one option is `--port NUMBER`".into()),
    }
}

/// When a source was changed last.
fn newest() -> Option<SystemTime> {
    SOURCES
        .iter()
        .filter_map(|source| newest_in(&root().join(source)))
        .max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    let about = fs::metadata(path).ok()?;
    if !about.is_dir() {
        return about.modified().ok();
    }
    let inside = fs::read_dir(path)
        .ok()?
        .flatten()
        .filter_map(|entry| newest_in(&entry.path()));
    // A folder changes when something is taken out of it.
    inside.chain(about.modified().ok()).max()
}

/// Answers one request, as the plainest of hosts would.
fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // A browser that has not been listened to the end may not listen to the answer.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let (status, kind, body) = match file(&request, folder) {
        Some(file) => ("200 OK", kind(&file), fs::read(&file)?),
        None => ("404 Not Found", "text/plain", b"Not found\n".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file that a request line asks for. All files lie in one folder, so a name with a slash in it asks for none.
fn file(request: &str, folder: &Path) -> Option<PathBuf> {
    let mut words = request.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    let name = path.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = if name.is_empty() { "index.html" } else { name };
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        && !name.starts_with('.');
    let file = folder.join(name);
    (matches!(method, "GET" | "HEAD") && is_plain && file.is_file()).then_some(file)
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{answer, file, port};
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::path::Path;

    #[test]
    fn only_files_of_the_folder_are_served() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(
            file("GET /Cargo.toml?x HTTP/1.1", here),
            Some(here.join("Cargo.toml"))
        );
        for request in [
            "GET /src HTTP/1.1",
            "GET /../Cargo.toml HTTP/1.1",
            "GET /src/main.rs HTTP/1.1",
            "GET /.. HTTP/1.1",
            "POST /Cargo.toml HTTP/1.1",
            "GET /nothing HTTP/1.1",
            "",
            "GET",
        ] {
            assert_eq!(file(request, here), None, "{request}");
        }
    }

    #[test]
    fn an_answer_is_whole() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client
            .write_all(b"GET /Cargo.toml HTTP/1.1\r\nHost: x\r\n\r\n")
            .unwrap();
        answer(
            listener.accept().unwrap().0,
            Path::new(env!("CARGO_MANIFEST_DIR")),
        )
        .unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(
            head.contains(&format!("Content-Length: {}\r\n", body.len())),
            "{head}"
        );
        assert_eq!(body, include_str!("../Cargo.toml"));
    }

    #[test]
    fn the_port_can_be_chosen() {
        assert_eq!(port(&[]), Ok(8080));
        assert_eq!(port(&["--port".into(), "80".into()]), Ok(80));
        assert!(port(&["--port".into(), "x".into()]).is_err());
        assert!(port(&["--open".into()]).is_err());
    }
}
