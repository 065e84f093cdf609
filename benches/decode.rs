//! How fast ours are beside the real crates: `cargo xtask bench native`.
//!
//! Each pair is measured in turns, so that whatever else the machine does hits both. The time of a pair is the best of
//! many runs; a ratio above its budget fails the benchmark.

#[allow(dead_code)]
#[path = "../tests/common/random.rs"]
mod random;

use iroh_tickets::Ticket as _;
use iroh_tickets::endpoint::EndpointTicket;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{
    Answer, Checks, Document, EndpointAddr, Kind, Report, Ticket, TransportAddr, Unchecked, explain, explore,
    link, render::json, wire::decode, wire::encode, wire::layout,
};

/// How long one measurement runs, about.
const SLICE: Duration = Duration::from_millis(1);
/// How many measurements the best is taken of.
const ROUNDS: usize = 500;

/// Time of one call: the best of several slices, the two tasks in turns.
fn pair(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> (Duration, Duration) {
    let slice = |task: &mut dyn FnMut(), calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| task());
        start.elapsed() / calls
    };
    let calls = |once: Duration| (SLICE.as_nanos() / once.as_nanos().max(1)).clamp(1, 1_000_000) as u32;
    let (our_calls, their_calls) = (calls(slice(&mut ours, 3)), calls(slice(&mut theirs, 3)));
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        best.0 = best.0.min(slice(&mut ours, our_calls));
        best.1 = best.1.min(slice(&mut theirs, their_calls));
    }
    best
}

/// Prints a line of the table. Gives whether the ratio keeps its budget.
fn line(what: &str, ours: Duration, theirs: Duration, budget: f64) -> bool {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    // Two runs of the same code differ by some percent.
    let good = ratio <= budget * 1.05;
    println!(
        "{what:44} {:>10.2?} {:>10.2?} {ratio:>7.2} × {:>6.2} ×  {}",
        ours,
        theirs,
        budget,
        if good { "ok" } else { "OVER" }
    );
    good
}

/// Prints a line of what has only a limit.
fn alone(what: &str, mut task: impl FnMut(), budget: Duration) -> bool {
    let mut best = Duration::MAX;
    for _ in 0..12 {
        let start = Instant::now();
        task();
        best = best.min(start.elapsed());
    }
    let good = best <= budget;
    println!(
        "{what:44} {best:>10.2?} {:>10} {:>9} {:>7.0?}  {}",
        "",
        "",
        budget,
        if good { "ok" } else { "OVER" }
    );
    good
}

fn endpoint(addrs: usize) -> String {
    let ids = random::ids(21, 1, |key| Native.endpoint_id(key) == Answer::Yes(()));
    let mut maker = random::Maker::new(22, ids);
    let mut addr = EndpointAddr::new(maker.id());
    addr.addrs.insert(TransportAddr::Relay(
        "https://euc1-1.relay.n0.iroh.link./".to_owned(),
    ));
    while addr.addrs.len() < addrs {
        addr.addrs.insert(TransportAddr::Ip(maker.socket_addr()));
    }
    encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1).expect("a ticket")
}

fn prose(ticket: &str) -> String {
    let mut text = String::new();
    let mut number = 0_u64;
    while text.len() < 1 << 20 {
        number += 1;
        text.push_str("2026-01-05T10:00:00Z INFO node::sync: documentation endpoints=3 id=");
        text.push_str(&format!(
            "{:016x} the quick brown fox, ",
            number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ));
        if number.is_multiple_of(40) {
            text.push_str(ticket);
        }
        text.push('\n');
    }
    text.truncate(1 << 20);
    text
}

fn nodes(report: &Report) -> usize {
    report
        .found
        .iter()
        .map(|document: &Document| document.nodes.len())
        .sum()
}

/// The worst inputs that are known, doubled twice: four times the input may take five times as long, and a mebibyte not a
/// second, with all of it printed as JSON.
fn worst() -> bool {
    println!("\nworst inputs, searched, explained and written as JSON: 256 KiB, 512 KiB, 1 MiB");
    let ticket = endpoint(3);
    let damaged = format!("{}1{} ", &ticket[..50], &ticket[51..]);
    let parts = [
        ("links", "", "eidetica:?db=x "),
        ("tickets", "", ticket.as_str()),
        ("damaged tickets", "", damaged.as_str()),
        ("parameters", "eidetica:?db=x", "&a"),
        ("hints", "eidetica:?db=x", "&pr=iroh:x"),
        ("percent-encoding", "eidetica%3A%3Fdb%3Dx", "%26a%3Db"),
        ("HTML escapes", "eidetica:?db=x", "&amp;a"),
        (
            "wrapped parameters",
            "eidetica:?db=x",
            "\n&a=bbbbbbbbbbbbbbbbbbbb",
        ),
        (
            "a wrapped ticket",
            &ticket[..60],
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        ),
        ("prefixes that are broken", "", "e\n"),
        (
            "ids in base58",
            "",
            "eidetica:?db=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz ",
        ),
        ("characters that cannot be seen", "eidetica:?db=x", "\u{200b}"),
        ("terminal colours", "", "\u{1b}[1m"),
    ];
    let mut good = true;
    for (what, start, part) in parts {
        let times = [1 << 18, 1 << 19, 1 << 20].map(|size: usize| {
            let text = format!("{start}{}", part.repeat((size - start.len()) / part.len()));
            let once = || {
                let start = Instant::now();
                let report = explore(black_box(&text), &Native);
                drop(black_box(
                    json::report(&report, json::Secrets::Masked).to_string(),
                ));
                start.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap_or_default()
        });
        let [small, _, large] = times;
        // Four times the input. More memory is slower by itself; quadratic work would take sixteen times as long.
        let fits =
            large <= Duration::from_secs(1) && large.as_secs_f64() <= 8.0 * small.as_secs_f64() + 0.005;
        println!("{what:44} {times:>10.2?}  {}", if fits { "ok" } else { "OVER" });
        good &= fits;
    }
    good
}

fn main() -> ExitCode {
    // Cargo passes `--bench`, and a filter if there is one: there is nothing to filter.
    let mut good = true;
    println!(
        "{:44} {:>10} {:>10} {:>9} {:>8}",
        "", "ours", "theirs", "ratio", "budget"
    );
    for addrs in [1, 3, 10, 200] {
        let text = endpoint(addrs);
        let real = || drop(black_box(EndpointTicket::decode_string(black_box(&text))));
        let decode = || {
            let decoded = decode::decode(black_box(&text), Kind::Endpoint, &layout::E1, &Native);
            drop(black_box(decoded));
        };
        let (ours, theirs) = pair(decode, real);
        good &= line(
            &format!("decode, {addrs} addresses / iroh-tickets"),
            ours,
            theirs,
            1.0,
        );
        let dissect = || drop(black_box(explore(black_box(&text), &Native)));
        let (ours, theirs) = pair(dissect, real);
        good &= line(&format!("find and dissect, {addrs} addresses"), ours, theirs, 4.0);
        let json = || {
            let report = explain(black_box(&text), &Native);
            drop(black_box(
                json::report(&report, json::Secrets::Masked).to_string(),
            ));
        };
        let (ours, theirs) = pair(json, real);
        line(
            &format!("exact, all parsers, JSON, {addrs} addresses"),
            ours,
            theirs,
            f64::INFINITY,
        );
        let ticket = decode::decode(&text, Kind::Endpoint, &layout::E1, &Native)
            .expect("a ticket")
            .ticket;
        let real = EndpointTicket::decode_string(&text).expect("a ticket");
        let (ours, theirs) = pair(
            || {
                drop(black_box(encode::to_text(
                    black_box(&ticket),
                    Kind::Endpoint,
                    &layout::E1,
                )))
            },
            || drop(black_box(black_box(&real).encode_string())),
        );
        line(
            &format!("encode, {addrs} addresses / iroh-tickets"),
            ours,
            theirs,
            f64::INFINITY,
        );
    }
    let ticket = endpoint(3);
    let link_text = format!(
        "eidetica:?db=bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4&pr=iroh:{ticket}&pr=http:192.0.2.7:8080"
    );
    let (parse, explain_link) = pair(
        || drop(black_box(link::parse_cid(black_box(&link_text)))),
        || drop(black_box(explore(black_box(&link_text), &Native))),
    );
    println!("link: parsed in {parse:.2?}, found and dissected in {explain_link:.2?}");
    let text = prose(&ticket);
    let found = explore(&text, &Native);
    println!(
        "\n1 MiB of log with {} tickets ({} nodes):",
        found.found.len() + found.more,
        nodes(&found)
    );
    good &= alone(
        "search and explain, natively checked",
        || drop(black_box(explore(black_box(&text), &Native))),
        Duration::from_millis(150),
    );
    good &= alone(
        "search and explain, unchecked",
        || drop(black_box(explore(black_box(&text), &Unchecked))),
        Duration::from_millis(150),
    );
    for (what, part) in [
        ("“endpoint” without end", "endpoint"),
        ("“node”, a line each", "node\n"),
        ("“eidetica:?” without end", "eidetica:?"),
        ("percent signs", "%"),
        ("base32 letters", "aaaaaaab"),
    ] {
        let text = part.repeat((1 << 20) / part.len());
        good &= alone(
            &format!("1 MiB of {what}"),
            || drop(black_box(explore(black_box(&text), &Native))),
            Duration::from_millis(150),
        );
    }
    good &= worst();
    match good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
