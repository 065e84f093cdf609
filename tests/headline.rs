//! What works with what, in one line.

mod common;

use common::{only, vectors};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec;
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, Answer, Bytes32, Capability, Checks, CustomAddr, CustomData, EndpointAddr, HeadlineTone, Kind,
    Layout, Ticket, TransportAddr, VerdictTone,
};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const NODE: &str = "nodeacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaaa";
const DATABASE: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";
const ID: Bytes32 = [
    0x8a, 0x88, 0xe3, 0xdd, 0x74, 0x09, 0xf1, 0x95, 0xfd, 0x52, 0xdb, 0x2d, 0x3c, 0xba, 0x5d, 0x72, 0xca,
    0x67, 0x09, 0xbf, 0x1d, 0x94, 0x12, 0x1b, 0xf3, 0x74, 0x88, 0x01, 0xb4, 0x0f, 0x6f, 0x5c,
];

/// Tone and text, for a text that is searched.
fn headline(text: &str) -> (HeadlineTone, String) {
    let headline = only(text).headline().expect("there is a headline");
    (headline.tone, headline.text)
}

#[track_caller]
fn says(text: &str, tone: HeadlineTone, line: &str) {
    assert_eq!(headline(text), (tone, line.into()), "{text}");
}

fn endpoint(addrs: &[TransportAddr]) -> EndpointAddr {
    let mut addr = EndpointAddr::new(ID);
    addr.addrs.extend(addrs.iter().cloned());
    addr
}

fn write(ticket: &Ticket, kind: Kind, layout: &Layout) -> String {
    encode::to_text(ticket, kind, layout).expect("the layout has room for it")
}

fn custom() -> TransportAddr {
    TransportAddr::Custom(CustomAddr {
        id: 0x424c45,
        data: CustomData(vec![1, 2, 3, 4, 5, 6]),
    })
}

#[test]
fn what_releases_of_today_read_is_good() {
    use HeadlineTone::Good;
    says(ENDPOINT, Good, "Works with iroh 0.94 and later");
    says(
        &format!("see {ENDPOINT}."),
        Good,
        "Works with iroh 0.94 and later",
    );
    says(
        &format!("eidetica:?db={DATABASE}"),
        Good,
        "Works with every eidetica",
    );
    let ticket = Ticket::Endpoint(endpoint(&[custom()]));
    let text = write(&ticket, Kind::Endpoint, &layout::E1);
    says(&text, Good, "Works with iroh 1.1 and later");
    let blob = Ticket::Blob {
        addr: endpoint(&[]),
        format: ticket::BlobFormat::Raw,
        hash: ID,
        token: None,
    };
    says(
        &write(&blob, Kind::Blob, &layout::B1),
        Good,
        "Works with iroh 0.12 and later",
    );
}

#[test]
fn what_only_older_releases_read_says_which() {
    use HeadlineTone::Caution;
    says(NODE, Caution, "Works with iroh 0.12 to 0.93 only");
    let hash_id = format!("eidetica:?db=sha256:{}", "5a".repeat(32));
    says(&hash_id, Caution, "Works with eidetica before March 2026 only");
    let ticket = Ticket::Endpoint(endpoint(&[custom()]));
    let text = write(&ticket, Kind::Endpoint, &layout::E1_C1);
    says(
        &text,
        Caution,
        "Works with iroh 0.97 to 1.0.3 only: iroh 1.1 and later misreads it",
    );
    let secret = Ticket::Keyed {
        role: ticket::Role::ApiSecret,
        key: [7; 32],
        nodes: vec![endpoint(&[])],
    };
    let text = write(&secret, Kind::N0des, &layout::S1);
    says(&text, Caution, "Works with iroh-n0des 0.6 to 0.9 only");
    let text = write(&secret, Kind::Services, &layout::S1);
    says(
        &text,
        HeadlineTone::Good,
        "Works with iroh-services 0.10 and later",
    );
    // Layouts that no parser of the list reads are still whole.
    let old = Ticket::Blob {
        addr: endpoint(&[TransportAddr::DerpRegion(1)]),
        format: ticket::BlobFormat::Raw,
        hash: ID,
        token: None,
    };
    says(
        &write(&old, Kind::Blob, &layout::B0),
        Caution,
        "Works with iroh 0.9 to 0.11 only",
    );
}

#[test]
fn a_doc_ticket_of_old_that_is_misread_today_says_so() {
    let doc = Ticket::Doc {
        capability: Capability::Read(ID),
        nodes: vec![endpoint(&[TransportAddr::Ip(
            "192.0.2.7:1".parse().expect("an address"),
        )])],
    };
    let text = write(&doc, Kind::Doc, &layout::D1);
    says(
        &text,
        HeadlineTone::Caution,
        "Works with iroh 0.12 to iroh-docs 0.93 only: iroh-docs 0.94 and later misreads it",
    );
    let document = only(&text);
    let tones: Vec<VerdictTone> = document.verdicts.iter().map(|one| document.tone(one)).collect();
    assert_eq!(tones, [VerdictTone::AcceptsButDrops, VerdictTone::Accepts]);
}

/// A doc ticket of three endpoints, the last with two custom addresses. The older parser reads it too, to the last byte: with
/// two of the ids one and two bytes later, and the custom addresses as a relay and two IP addresses.
#[test]
fn a_parser_that_reads_something_else_and_drops_nothing_loses_something() {
    let mut random = common::random::Random(31);
    let is_id = |key: &[u8]| {
        let key = Bytes32::try_from(key).expect("32 bytes");
        Native.endpoint_id(&key) == Answer::Yes(())
    };
    let mut id = |zeros: usize, behind: &[u8]| loop {
        let mut bytes = random.key().to_vec();
        bytes[..zeros].fill(0);
        bytes.extend(behind);
        if is_id(&bytes[..32]) && is_id(&bytes[zeros..zeros + 32]) {
            return bytes;
        }
    };
    let url = b"https://relay.example.org/";
    let bytes = [
        &[0, 1][..],
        &ID,
        &[3],
        &id(0, &[0]),
        &id(1, &[0]),
        &id(2, &[2, 2]),
        &[1, url.len() as u8],
        url,
        &[2, 0, 10, 192, 0, 2, 1, 0, 192, 0, 2, 7, 1],
    ]
    .concat();
    let document = only(&format!("doc{}", codec::to_base32(&bytes)));
    let read: Vec<_> = document
        .verdicts
        .iter()
        .map(|one| (one.accepts, one.drops.len()))
        .collect();
    assert_eq!(read, [(true, 0), (true, 0)]);
    let tones: Vec<VerdictTone> = document.verdicts.iter().map(|one| document.tone(one)).collect();
    assert_eq!(tones, [VerdictTone::Accepts, VerdictTone::AcceptsButDrops]);
}

#[test]
fn what_is_cleaned_or_dropped_is_named() {
    use HeadlineTone::Caution;
    let (one, two) = ENDPOINT.split_at(30);
    says(
        &format!("> {one}\n> {two}"),
        Caution,
        "Works after cleaning: 1 line break removed",
    );
    says(
        &format!("eidetica:?db={DATABASE}&note=x&tips=1:{DATABASE}"),
        Caution,
        "Works with every eidetica, but drops tips and the unknown parameter 'note'",
    );
    says(
        &format!("eidetica:?db={DATABASE}&a=1&b=1&c=1&d=1&e=1"),
        Caution,
        "Works with every eidetica, but drops the unknown parameter 'a', the unknown parameter 'b', \
         the unknown parameter 'c' and 2 more things",
    );
    says(
        &format!("eidetica:?db={DATABASE}&pr=iroh:{ENDPOINT}&pr=iroh:{NODE}"),
        Caution,
        "Works with every eidetica, but the ticket of 1 of its 2 peers is rejected",
    );
    says(
        "eidetica:?db=",
        Caution,
        "Works with every eidetica, but names no database",
    );
}

#[test]
fn what_nothing_reads_says_why() {
    use HeadlineTone::Bad;
    let (tone, text) = headline(&ENDPOINT[..50]);
    assert_eq!(tone, Bad);
    assert_eq!(
        text,
        "Works with nothing: the ticket ends inside endpoint id: at least 7 bytes more expected"
    );
    let damaged = format!("eidetica:?db={}0{}", &DATABASE[..30], &DATABASE[31..]);
    says(
        &damaged,
        Bad,
        "Works with nothing: ‘0’ does not belong in the database id",
    );
    says(
        &ENDPOINT.to_ascii_uppercase(),
        Bad,
        "Works with nothing: the prefix is ENDPOINT; the parser wants exactly endpoint",
    );
}

#[test]
fn what_is_no_ticket_has_none() {
    for text in [
        "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
        DATABASE,
        "https://relay.example./",
    ] {
        assert_eq!(only(text).headline(), None, "{text}");
    }
}

/// A good ticket never shows a red cross; green means that a parser of today reads all of it, and red that none does.
#[test]
fn tones_agree_with_the_parsers() {
    let mut seen = std::collections::BTreeSet::new();
    for vector in vectors::all() {
        let document = ticket::explain(&vector.input, &Native).found.remove(0);
        let Some(headline) = document.headline() else {
            continue;
        };
        seen.insert(headline.tone);
        assert_eq!(headline.parsers.len(), document.verdicts.len());
        let current: Vec<_> = document
            .verdicts
            .iter()
            .filter(|one| {
                ticket::Parser::of(document.kind).any(|own| own == one.parser)
                    && one.parser.releases(document.kind).are_current()
            })
            .collect();
        match headline.tone {
            HeadlineTone::Good => {
                assert!(
                    current.iter().all(|one| one.accepts && one.drops.is_empty()),
                    "{}",
                    vector.name
                );
                let tones = headline.parsers.iter().map(|(_, tone)| *tone);
                assert!(
                    tones.into_iter().all(|tone| tone != VerdictTone::Rejects),
                    "{}",
                    vector.name
                );
            }
            HeadlineTone::Caution => {}
            HeadlineTone::Bad => {
                let damaged = document
                    .diagnostics
                    .iter()
                    .any(|one| one.code == ticket::Code::IdDamaged);
                assert!(
                    damaged || current.iter().all(|one| !one.accepts),
                    "{}",
                    vector.name
                );
            }
        }
    }
    assert_eq!(seen.len(), 3, "the vectors have all three");
}
