//! The picture: everything has a place, nothing overlaps or overflows, and nothing hostile or secret is in it.

mod common;

use common::{only, ticket, vectors};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::render::picture::{Class, Picture};
use ticket_explorer::ticket::{self, Document, words};

const ID: &str = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
const DATABASE: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";
const WIDTHS: [f32; 6] = [260.0, 390.0, 619.0, 620.0, 1280.0, 1920.0];

fn build(words: &[&str]) -> String {
    let output = ticket(&[&["build"], words].concat(), b"");
    assert_eq!(output.status, 0, "{output:?}");
    output.out.trim().into()
}

fn classes(picture: &Picture) -> Vec<Class> {
    picture.shapes.iter().map(|shape| shape.class).collect()
}

/// What holds of every picture.
fn check(picture: &Picture, document: &Document, what: &str) {
    for (at, shape) in picture.shapes.iter().enumerate() {
        assert!(shape.x >= 0.0 && shape.y >= 0.0, "{what}: {shape:?}");
        assert!(
            shape.x + shape.width <= picture.width + 0.5,
            "{what}: {shape:?} in {}",
            picture.width
        );
        assert!(
            shape.y + shape.height <= picture.height + 0.5,
            "{what}: {shape:?} in {}",
            picture.height
        );
        // A character of the fixed-width font is 7.2 px wide at 12 px.
        for text in [&shape.label, &shape.detail] {
            let least = text.chars().count() as f32 * 7.2;
            assert!(
                least <= shape.width - 20.0 || text.chars().count() <= 1,
                "{what}: {shape:?}"
            );
            assert_eq!(&words::visible(text), text, "{what}");
        }
        assert!(
            shape.node.is_none_or(|node| node < document.nodes.len()),
            "{what}: {shape:?}"
        );
        for other in &picture.shapes[..at] {
            let apart = shape.x >= other.x + other.width
                || other.x >= shape.x + shape.width
                || shape.y >= other.y + other.height
                || other.y >= shape.y + shape.height;
            assert!(apart, "{what}: {shape:?} on {other:?}");
        }
    }
    for edge in &picture.edges {
        assert!(edge.from < picture.shapes.len() && edge.to < picture.shapes.len());
    }
    assert!(!picture.alternative.is_empty() && !picture.title.is_empty());
    let svg = picture.svg();
    assert!(
        !svg.contains("<script") && svg.matches("<g ").count() == picture.shapes.len(),
        "{what}"
    );
    assert_eq!(svg.matches('<').count(), svg.matches('>').count(), "{what}");
}

#[test]
fn every_vector_has_a_picture_at_every_width() {
    let mut drawn = 0;
    for vector in vectors::all() {
        let document = ticket::explain(&vector.input, &Native).found.remove(0);
        for width in WIDTHS {
            if let Some(picture) = document.picture(width) {
                check(&picture, &document, &vector.name);
                drawn += 1;
            }
        }
    }
    assert!(drawn > 900, "only {drawn}");
}

#[test]
fn a_ticket_is_drawn_from_you_to_its_addresses() {
    let text = build(&[
        "endpoint",
        "--id",
        ID,
        "--relay",
        "https://euc1-1.relay.n0.iroh.link./",
        "--ip",
        "8.8.8.8:1",
        "--ip",
        "192.168.0.2:1",
        "--ip",
        "127.0.0.1:1",
        "--ip",
        "192.0.2.7:1",
        "--custom",
        "424c45_01",
    ]);
    let document = only(&text);
    let picture = document.picture(800.0).expect("a picture");
    check(&picture, &document, "a ticket");
    assert_eq!(
        classes(&picture),
        [
            Class::You,
            Class::Endpoint,
            Class::Relay,
            Class::Public,
            Class::Loopback,
            Class::Useless,
            Class::Local,
            Class::Custom
        ]
    );
    assert_eq!(
        picture.alternative,
        "Endpoint 8a88e3dd74…0f6f5c, through n0 relay, Europe euc1-1.relay.n0.iroh.link., at public IPv4 8.8.8.8:1, \
         loopback IPv4 127.0.0.1:1, documentation IPv4 192.0.2.7:1, private IPv4 192.168.0.2:1 and Bluetooth LE 01."
    );
    // Each box leads to its field.
    let names: Vec<&str> = picture
        .shapes
        .iter()
        .filter_map(|shape| Some(document.nodes[shape.node?].name.known()))
        .collect();
    assert_eq!(names[..3], ["endpoint id", "relay url", "socket address"]);
    // You, relay and endpoint stand side by side; in a narrow picture one below the other.
    let [you, endpoint, relay] = [0, 1, 2].map(|at| &picture.shapes[at]);
    assert!(you.x < relay.x && relay.x < endpoint.x);
    let narrow = document.picture(390.0).expect("a picture");
    assert!(narrow.shapes.windows(2).all(|two| two[0].y < two[1].y));
}

#[test]
fn peers_fan_out_and_many_are_grouped() {
    let hints = |number: usize| -> String {
        let hints = (0..number).map(|at| format!("&pr=http:server{at}.example.org:80"));
        format!("eidetica:?db={DATABASE}{}", hints.collect::<String>())
    };
    for number in 1..=20 {
        let picture = only(&hints(number)).picture(800.0).expect("a picture");
        assert_eq!(picture.shapes.len(), number + 1);
        assert!(picture.edges.iter().all(|edge| edge.from == 0 && edge.is_direct));
    }
    let picture = only(&hints(500)).picture(800.0).expect("a picture");
    assert_eq!(
        picture.shapes.last().map(|shape| shape.label.as_str()),
        Some("480 more peers")
    );
    assert_eq!(
        only(&hints(0)).picture(800.0).expect("a picture").shapes[1].label,
        "no peer"
    );
    let ips: Vec<String> = (0..200)
        .map(|at| format!("10.0.{}.{}:1", at / 100, at % 100))
        .collect();
    let mut words = vec!["endpoint", "--id", ID];
    words.extend(ips.iter().flat_map(|ip| ["--ip", ip.as_str()]));
    let picture = only(&build(&words)).picture(800.0).expect("a picture");
    let last = picture.shapes.last().expect("a box");
    assert_eq!(
        (last.label.as_str(), last.detail.as_str()),
        ("private IPv4", "200 addresses")
    );
    // Of so many sorts that not each has a box.
    let customs: Vec<String> = (100..115).map(|at| format!("{at}_0102")).collect();
    let mut words = vec!["endpoint", "--id", ID];
    words.extend(customs.iter().flat_map(|custom| ["--custom", custom.as_str()]));
    let picture = only(&build(&words)).picture(800.0).expect("a picture");
    let [.., before, last] = &picture.shapes[..] else {
        panic!("many boxes");
    };
    assert_eq!(
        (before.class, before.detail.as_str()),
        (Class::Custom, "1 address")
    );
    assert_eq!(
        (last.class, last.label.as_str()),
        (Class::More, "3 more addresses")
    );
}

#[test]
fn hostile_text_stays_in_its_box_and_is_no_markup() {
    let long = "W".repeat(2000);
    let link = format!(
        "eidetica:?db={DATABASE}&pr=http:<script>%00%E2%80%AE:80&pr=http:{long}:80&pr=%22><{long}:x&pr=http:{}:80&pr=sim:\"",
        "日本".repeat(300)
    );
    let document = ticket::explain(&link, &Native).found.remove(0);
    for width in WIDTHS {
        let picture = document.picture(width).expect("a picture");
        check(&picture, &document, "hostile");
        assert!(picture.svg().len() < 20_000);
    }
    for width in [f32::NAN, f32::INFINITY, -5.0, 0.0] {
        assert_eq!(document.picture(width).map(|picture| picture.width), Some(260.0));
    }
}

#[test]
fn what_names_nobody_has_no_picture() {
    for text in [DATABASE, "https://relay.example./", &"02".repeat(32)] {
        assert_eq!(only(text).picture(800.0), None, "{text}");
    }
    assert_eq!(ticket(&["picture", DATABASE], b"").status, 1);
    assert_eq!(ticket(&["picture", "nothing"], b"").status, 2);
    assert_eq!(ticket(&["picture", "--width", "9"], b"").status, 2);
}

/// Of a ticket that is cut off nobody knows how its endpoint is reached.
#[test]
fn what_was_not_read_is_no_lookup() {
    let whole = build(&["endpoint", "--id", ID]);
    let cut = build(&[
        "endpoint",
        "--id",
        ID,
        "--relay",
        "https://use1-1.relay.n0.iroh.link./",
    ]);
    let drawn = |text: &str| only(text).picture(620.0).expect("a picture");
    assert!(classes(&drawn(&whole)).contains(&Class::Lookup));
    let picture = drawn(&cut[..cut.len() - 12]);
    assert!(!classes(&picture).contains(&Class::Lookup));
    assert!(
        picture.alternative.contains("ways not read"),
        "{}",
        picture.alternative
    );
}
