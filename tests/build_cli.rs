//! `ticket build`, `slim`, `qr` and `diff`, as somebody runs them.

use ticket_explorer::cli::{self, Io};

const ID: &str = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
const HASH: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
const DB: &str = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";

struct Ran {
    status: u8,
    output: Vec<u8>,
    errors: String,
}

impl Ran {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.output).unwrap()
    }
}

fn run_with(input: &str, arguments: &[&str]) -> Ran {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let status = cli::run(
        std::iter::once("ticket")
            .chain(arguments.iter().copied())
            .map(Into::into),
        &mut Io {
            input: &mut input.as_bytes(),
            output: &mut output,
            errors: &mut errors,
            colour: false,
            width: None,
        },
    );
    Ran {
        status,
        output,
        errors: String::from_utf8(errors).unwrap(),
    }
}

fn run(arguments: &[&str]) -> Ran {
    run_with("", arguments)
}

fn built(arguments: &[&str]) -> String {
    let ran = run(&[&["build"], arguments].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    ran.text().trim_end().to_string()
}

fn endpoint() -> String {
    built(&[
        "endpoint",
        "--id",
        ID,
        "--relay",
        "https://relay.example.org",
        "--ip",
        "192.0.2.7:4433",
        "--ip",
        "10.0.0.1:1",
        "--custom",
        "1_00ff",
    ])
}

#[test]
fn builds_every_kind() {
    assert!(endpoint().starts_with("endpointacxf"));
    let ran = run(&["decode", "--json", &endpoint()]);
    assert_eq!(ran.status, 0);
    let json: serde_json::Value = serde_json::from_str(ran.text()).unwrap();
    let value = &json["found"][0]["value"];
    assert_eq!(value["id"], ID);
    assert_eq!(
        value["addrs"],
        serde_json::json!([
            {"relay": "https://relay.example.org/"}, {"ip": "10.0.0.1:1"}, {"ip": "192.0.2.7:4433"}, {"custom": "1_00ff"}
        ])
    );
    let blob = built(&["blob", "--id", ID, "--hash", HASH, "--collection"]);
    assert!(run(&["decode", &blob]).text().contains("HashSeq"));
    let doc = built(&["doc", "--read", HASH, "--endpoint", &endpoint(), "--id", ID]);
    assert!(run(&["decode", &doc]).text().contains("2 endpoints"));
    let write = run_with(HASH, &["build", "doc", "--write", "-", "--id", ID]);
    assert!(write.text().starts_with("docaaac"));
    let link = built(&[
        "eidetica",
        "--db",
        DB,
        "--pr",
        &format!("iroh:{}", endpoint()),
        "--pr",
        "http:192.0.2.7:8080",
        "--param",
        "x=a&b",
        "--tip",
        DB,
    ]);
    assert_eq!(
        link,
        format!(
            "eidetica:?db={DB}&pr=iroh:{}&pr=http:192.0.2.7:8080&tips=1:{DB}&x=a%26b",
            endpoint()
        )
    );
}

#[test]
fn says_which_option_is_wrong() {
    let ran = run(&["build", "endpoint", "--id", &ID[..60], "--ip", "10.0.0.1"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.errors,
        "error: --id: 60 of 64 hex characters. Expected: An EndpointId: 64 hex characters, or 52 of base32 or \
         z-base-32.\nerror: --ip 10.0.0.1: The port is missing: 10.0.0.1:4433. Expected: IP address and port, such as \
         192.0.2.7:4433 or [2001:db8::7]:4433.\nticket: nothing was built\n"
    );
    let ran = run(&["build", "eidetica", "--db", "notes", "--pr", "http://h:1"]);
    assert_eq!(ran.status, 0);
    assert!(ran.errors.contains("warning: --db: Not a CID"));
    assert!(ran.errors.contains("warning: --pr 1: Leave out http://"));
    assert_eq!(run(&["build", "doc", "--id", ID]).status, 2);
    assert_eq!(run(&["build", "doc", "--read", HASH]).status, 2);
    assert_eq!(
        run(&["build", "doc", "--read", HASH, "--endpoint", "x"]).status,
        2
    );
    assert_eq!(
        run(&[
            "build",
            "doc",
            "--read",
            HASH,
            "--endpoint",
            &endpoint(),
            "--ip",
            "192.0.2.1:1"
        ])
        .status,
        2
    );
    assert_eq!(run(&["build", "eidetica", "--db", DB, "--pr", "x"]).status, 2);
}

#[test]
fn slims() {
    let ran = run(&["slim", "--drop", "private,custom", &endpoint()]);
    assert_eq!(ran.status, 0);
    let kept = built(&[
        "endpoint",
        "--id",
        ID,
        "--relay",
        "https://relay.example.org",
        "--ip",
        "192.0.2.7:4433",
    ]);
    assert_eq!(ran.text().trim_end(), kept);
    assert!(ran.errors.contains(&format!(
        "{} → {} characters, QR version",
        endpoint().len(),
        kept.len()
    )));

    let doc = built(&["doc", "--write", HASH, "--id", ID]);
    let ran = run_with(&format!("take {doc}."), &["slim", "--read-only"]);
    assert!(ran.errors.contains("It carries a secret"));
    assert!(run(&["decode", ran.text()]).text().contains("Read access"));

    let table = run(&["slim", &endpoint()]);
    assert!(table.text().contains("relay url"), "{}", table.text());
    assert!(table.text().contains("--drop private"), "{}", table.text());
    let table = run(&["slim", &doc]);
    assert!(!table.text().contains(HASH));
    assert_eq!(run(&["slim", "nothing here"]).status, 2);
    assert_eq!(run(&["slim", "--drop", "everything", &endpoint()]).status, 2);
}

#[test]
fn makes_codes() {
    let ran = run(&["qr", &endpoint()]);
    assert_eq!(ran.status, 0);
    assert!(ran.text().contains('▀'));
    assert!(ran.errors.contains("easy to scan"));
    let small = run(&["qr", "--compact", "--level", "q", &endpoint()]);
    assert!(small.text().len() < ran.text().len() + 2000);
    assert!(small.errors.contains(&format!(
        "endpoint{}",
        endpoint()["endpoint".len()..].to_uppercase()
    )));
    let svg = run(&["qr", "--svg", "-", &endpoint()]);
    assert!(svg.text().starts_with("<svg"));
    let png = run(&["qr", "--png", "-", "--scale", "4", &endpoint()]);
    assert!(png.output.starts_with(b"\x89PNG"));
    assert!(
        run(&["qr", "--color", "always", &endpoint()])
            .text()
            .contains("\u{1b}[")
    );
    let directory = std::env::temp_dir().join(format!("ticket-qr-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("code.png");
    assert_eq!(
        run(&["qr", "--png", file.to_str().unwrap(), &endpoint()]).status,
        0
    );
    assert!(std::fs::read(&file).unwrap().starts_with(b"\x89PNG"));
    let nowhere = directory.join("missing").join("code.png");
    assert_eq!(
        run(&["qr", "--png", nowhere.to_str().unwrap(), &endpoint()]).status,
        2
    );
    std::fs::remove_dir_all(&directory).unwrap();

    let much = run_with(&"a".repeat(3000), &["qr", "--exact", "--level", "L"]);
    assert_eq!(much.status, 2);
    assert!(much.errors.contains("47 bytes too many"), "{}", much.errors);
    assert_eq!(run_with("hello\n", &["qr", "--exact"]).status, 0);
    assert_eq!(run(&["qr", "hello"]).status, 2);
    let link = run(&["qr", "--compact", &format!("eidetica:?db={DB}")]);
    assert!(link.errors.contains("any string"));
}

#[test]
fn compares() {
    let other = built(&[
        "endpoint",
        "--id",
        ID,
        "--relay",
        "https://relay.example.net/",
        "--ip",
        "192.0.2.7:4433",
    ]);
    let ran = run(&["diff", &endpoint(), &other]);
    assert_eq!(ran.status, 1);
    assert!(ran.text().starts_with("The same endpoint, "));
    assert!(
        ran.text()
            .contains("~ relay of ae58ff8833…: https://relay.example.org/ → https://relay.example.net/")
    );
    let json: serde_json::Value =
        serde_json::from_str(run(&["diff", "--json", &endpoint(), &other]).text()).unwrap();
    assert_eq!(json["same"], false);
    assert_eq!(json["lines"][0]["change"], "kept");
    assert_eq!(run_with(&endpoint(), &["diff", &endpoint()]).status, 0);
    assert_eq!(run(&["diff", "a", "b"]).status, 2);
    // Secrets are compared, not shown.
    let doc = |key: &str| built(&["doc", "--write", key, "--id", ID]);
    let ran = run(&["diff", &doc(HASH), &doc(ID)]);
    assert_eq!(ran.status, 1);
    assert!(!ran.text().contains(HASH));
}
