//! QR codes: an independent reader reads every code that is made here.

#[path = "common/drafts.rs"]
mod drafts;

use drafts::random::Random;
use ticket_explorer::cli::png::png;
use ticket_explorer::native::Native;
use ticket_explorer::scan::{self, Effort, Grey};
use ticket_explorer::ticket::make::qr::{self, CAPACITY, Code, Ease, Level, Mode};
use ticket_explorer::ticket::{self, Kind};

/// What rxing reads in a picture of one byte for each pixel.
fn read_luma(luma: Vec<u8>, width: usize) -> String {
    let picture = Grey::new(luma, width, width).expect("a square");
    let mut codes = scan::read(&picture, Effort::Quick, &mut |_, _| true);
    assert_eq!(codes.len(), 1, "one code is read");
    codes.remove(0).text
}

/// The picture in a PNG, read by the `png` crate.
fn read_png(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut luma = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut luma).unwrap();
    assert_eq!(info.color_type, png::ColorType::Grayscale);
    assert_eq!(info.width, info.height);
    (luma, info.width as usize)
}

fn read(code: &Code) -> String {
    let (luma, width) = read_png(&png(code, 4).unwrap());
    assert_eq!(width, code.width() * 4);
    read_luma(luma, width)
}

/// Makes a code and reads it back.
fn round(text: &str, level: Level) -> Code {
    let code = qr::encode(text, level).unwrap();
    assert!(code.level >= level);
    assert_eq!(qr::version(text, level), Ok(code.version));
    assert_eq!(read(&code), text, "version {} {:?}", code.version, code.level);
    code
}

#[test]
fn every_level_and_both_forms_read_back() {
    let mut random = Random(11);
    let rounds = if cfg!(debug_assertions) { 12 } else { 150 };
    let mut versions = [0_u32; 41];
    let mut saved = 0;
    for _ in 0..rounds {
        let draft = random.draft();
        let text = draft.text(&Native).unwrap();
        let compact = qr::compact(&text);
        for level in Level::ALL {
            let Ok(plain) = qr::encode(&text, level) else {
                continue;
            };
            assert_eq!(read(&plain), text);
            let small = round(&compact.text, level);
            assert!(small.version <= plain.version, "{text}");
            saved += u32::from(plain.version - small.version);
            versions[usize::from(plain.version)] += 1;
            versions[usize::from(small.version)] += 1;
        }
    }
    assert!(saved > 0);
    println!("versions made: {versions:?}, versions saved by compact codes: {saved}");
}

#[test]
fn every_version_reads_back() {
    let mut random = Random(12);
    for level in Level::ALL {
        let mut length = 1;
        for version in 1..=40 {
            if cfg!(debug_assertions) && !matches!(version, 1 | 2 | 7 | 9 | 10 | 26 | 27 | 40) {
                continue;
            }
            // The longest lower-case text that still fits into this version.
            while qr::version(&"a".repeat(length + 1), level).is_ok_and(|fits| fits <= version) {
                length += 1;
            }
            let text: String = (0..length)
                .map(|_| char::from(random.pick(b"abcdefghijklmnopqrstuvwxyz")))
                .collect();
            assert_eq!(round(&text, level).version, version);
        }
    }
}

#[test]
fn the_capacity_is_known_to_the_byte() {
    let most = |level: Level| match level {
        Level::L => CAPACITY,
        Level::M => 2331,
        Level::Q => 1663,
        Level::H => 1273,
    };
    for level in Level::ALL {
        let text = "a".repeat(most(level));
        let code = round(&text, level);
        assert_eq!(code.version, 40);
        assert_eq!(code.ease(), Ease::Hard);
        let more = qr::encode(&"a".repeat(most(level) + 5), level).unwrap_err();
        assert_eq!(more.over, 5);
        let lower = match level {
            Level::L => None,
            Level::M => Some(Level::L),
            Level::Q => Some(Level::M),
            Level::H => Some(Level::Q),
        };
        assert_eq!(more.fits_at, lower);
    }
    let much = qr::encode(&"a".repeat(3000), Level::L).unwrap_err();
    assert_eq!(
        much.to_string(),
        "47 bytes too many for a QR code, which holds 2953"
    );
    let over = qr::encode(&"a".repeat(2400), Level::M).unwrap_err();
    assert_eq!(
        over.to_string(),
        "69 bytes too many for a QR code at this level; level L holds it"
    );
    assert_eq!(
        qr::encode(&"a".repeat(1 << 20), Level::L).unwrap_err().fits_at,
        None
    );
}

#[test]
fn correction_is_raised_only_where_it_is_free() {
    for length in 1..400 {
        let text = "a".repeat(length);
        let code = qr::encode(&text, Level::L).unwrap();
        for level in Level::ALL {
            let fits = qr::version(&text, level) == Ok(code.version);
            assert_eq!(fits, level <= code.level);
        }
    }
}

/// The fewest bits of any way to cut a text, by trying all of them.
fn fewest_bits(text: &[u8], lengths: [usize; 3]) -> usize {
    let bits = |mode: usize, run: &[u8]| match mode {
        0 => Some(8 * run.len()),
        1 => run
            .iter()
            .all(|byte| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(byte))
            .then(|| run.len() / 2 * 11 + run.len() % 2 * 6),
        _ => run
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| run.len() / 3 * 10 + [0, 4, 7][run.len() % 3]),
    };
    let mut best = vec![usize::MAX; text.len() + 1];
    best[0] = 0;
    for end in 1..=text.len() {
        for start in 0..end {
            for (mode, length) in lengths.iter().enumerate() {
                if let Some(bits) = bits(mode, &text[start..end]) {
                    best[end] = best[end].min(best[start] + 4 + length + bits);
                }
            }
        }
    }
    best[text.len()]
}

#[test]
fn segments_take_the_fewest_bits() {
    let mut random = Random(13);
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..1 + random.below(6) {
            let letters: &[u8] = random.pick(&[&b"abc=&?"[..], b"ABCXYZ$", b"0123456789", b"AB01"]);
            text.push_str(&random.text(letters, 24));
        }
        text.truncate(130);
        let code = qr::encode(&text, Level::L).unwrap();
        let lengths = if code.version < 10 {
            [8, 9, 10]
        } else {
            [16, 11, 12]
        };
        let used: usize = code
            .segments
            .iter()
            .map(|segment| {
                let length = segment.span.len();
                match segment.mode {
                    Mode::Bytes => 4 + lengths[0] + 8 * length,
                    Mode::Alphanumeric => 4 + lengths[1] + length / 2 * 11 + length % 2 * 6,
                    Mode::Numeric => 4 + lengths[2] + length / 3 * 10 + [0, 4, 7][length % 3],
                }
            })
            .sum();
        assert_eq!(
            used,
            fewest_bits(text.as_bytes(), lengths),
            "{text} {:?}",
            code.segments
        );
        assert_eq!(read(&code), text);
    }
}

#[test]
fn compact_text_says_the_same() {
    let mut random = Random(14);
    let rounds = if cfg!(debug_assertions) { 2_000 } else { 100_000 };
    for _ in 0..rounds {
        let draft = random.draft();
        let text = draft.text(&Native).unwrap();
        let compact = qr::compact(&text);
        assert!(compact.text.eq_ignore_ascii_case(&text));
        assert_eq!(compact.text == text, compact.changed.is_empty());
        let (one, two) = (
            ticket::explain(&text, &Native),
            ticket::explain(&compact.text, &Native),
        );
        let (one, two) = (&one.found[0], &two.found[0]);
        if draft.kind == Kind::Eidetica {
            let read = |document: &ticket::Document| {
                let verdict = document
                    .verdicts
                    .iter()
                    .find(|verdict| verdict.parser == ticket::Parser::EideticaCid);
                let verdict = verdict.unwrap();
                verdict.accepts.then(|| verdict.value.clone())
            };
            let (one, two) = (read(one), read(two));
            if compact.id_changed {
                assert!(one.is_some());
            }
            let Some((Some(ticket::Value::Link(one)), Some(ticket::Value::Link(two)))) = one.zip(two) else {
                assert!(!compact.id_changed);
                continue;
            };
            assert_eq!(one.database_id, two.database_id);
            for (one, two) in one.hints.iter().zip(&two.hints) {
                assert!(one == two || one.transport == "iroh");
            }
        } else {
            assert_eq!(one.value, two.value);
            assert!(two.verdicts.iter().any(|verdict| verdict.accepts));
        }
    }
}

#[test]
fn texts_that_cannot_be_compact_stay() {
    for text in [
        "",
        "hello",
        "eidetica:?db=notes",
        "eidetica:?db=%62afy",
        "endpointaa",
        "https://example.org/",
    ] {
        assert_eq!(qr::compact(text).text, text);
    }
    let id = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
    let compact = qr::compact(&format!("eidetica:?db={id}"));
    assert_eq!(compact.text, format!("eidetica:?db={}", id.to_uppercase()));
    assert!(compact.id_changed);
}

#[test]
fn a_peers_ticket_is_compact_and_its_transport_stays() {
    let link = |payload: &str| format!("eidetica:?db=notes&pr=iroh:endpoint{payload}&pr=http:192.0.2.7:80");
    let payload = "acfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
    let compact = qr::compact(&link(payload));
    assert_eq!(compact.text, link(&payload.to_uppercase()));
    assert_eq!(compact.changed, ["the payload of a hint"]);
}

#[test]
fn text_beyond_ascii_reads_back() {
    for text in [
        "eidetica:?db=Überblick-é",
        "漢字 and 🚀",
        "mixed ÄÖ 12345678901234567890",
    ] {
        round(text, Level::M);
    }
}

#[test]
fn svg_and_blocks_show_the_same_modules() {
    let code = qr::encode("eidetica:?db=example", Level::M).unwrap();
    let width = code.width();
    // The SVG's path, painted.
    let mut luma = vec![255_u8; width * width * 16];
    for bar in code.path().split('M').filter(|bar| !bar.is_empty()) {
        let (place, bar) = bar.split_once('h').unwrap();
        let (x, y) = place.split_once(',').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = bar.split_once('v').unwrap().0.parse().unwrap();
        for row in y * 4..y * 4 + 4 {
            luma[row * width * 4 + x * 4..row * width * 4 + (x + length) * 4].fill(0);
        }
    }
    assert_eq!(luma, read_png(&png(&code, 4).unwrap()).0);
    assert_eq!(read_luma(luma, width * 4), "eidetica:?db=example");
    assert!(code.svg().contains(&code.path()));
    // The terminal's half blocks, painted.
    let blocks = code.blocks(false);
    let mut luma = vec![255_u8; width * width * 16];
    for (y, line) in blocks.lines().enumerate() {
        for (x, block) in line.chars().enumerate() {
            for (half, dark) in [(0, "▀█"), (1, "▄█")] {
                if dark.contains(block) {
                    for row in (y * 2 + half) * 4..(y * 2 + half) * 4 + 4 {
                        luma[(row * width + x) * 4..(row * width + x) * 4 + 4].fill(0);
                    }
                }
            }
        }
    }
    assert_eq!(read_luma(luma, width * 4), "eidetica:?db=example");
    assert!(code.blocks(true).starts_with("\u{1b}["));
}

#[test]
fn pngs_are_small_and_right_at_any_scale() {
    let code = qr::encode(&"a".repeat(2953), Level::L).unwrap();
    for scale in [1, 2, 3, 5, 8, 16] {
        let png = png(&code, scale).unwrap();
        let (luma, width) = read_png(&png);
        assert_eq!(width, code.width() * scale);
        for y in 0..width {
            for x in 0..width {
                let (column, row) = ((x / scale).wrapping_sub(4), (y / scale).wrapping_sub(4));
                assert_eq!(luma[y * width + x] == 0, code.is_dark(column, row));
            }
        }
        println!("version 40 at scale {scale}: {} bytes", png.len());
        assert!(png.len() < 100_000);
    }
}
