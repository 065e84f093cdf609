//! Codes in pictures: what is read, what is not, and what `ticket scan` says of it.

mod common;
// Both have a `random` of their own.
#[allow(clippy::duplicate_mod)]
#[path = "common/photo.rs"]
mod photo;

use common::{Output, ticket};
use image::{ExtendedColorType, ImageFormat};
use photo::drafts::random::{Random, cases};
use photo::{Distortion, sample};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use ticket_explorer::cli::png::png;
use ticket_explorer::scan::{self, Code, Effort, Grey};
use ticket_explorer::ticket::make::qr::{self, Level};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
/// A write ticket that these tests made: its secret is 32 times 05.
const WRITE: &str = "docaaacabifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifagfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
/// What stands for a secret.
const SECRET: &str = "bifaucqkbifaucqk";

fn read(picture: &Grey) -> Vec<Code> {
    scan::read(picture, Effort::Thorough, &mut |_, _| true)
}

fn texts(picture: &Grey) -> Vec<String> {
    read(picture).into_iter().map(|code| code.text).collect()
}

/// A code of this text, four pixels a module.
fn picture_of(text: &str) -> Grey {
    let code = qr::encode(text, Level::M).expect("it fits");
    let side = code.width() * 4;
    let pixel = |at: usize| match code.is_dark_in_frame(at % side / 4, at / side / 4) {
        true => 0,
        false => 255,
    };
    Grey::new((0..side * side).map(pixel).collect(), side, side).expect("a picture")
}

// -------------------------------------------------------------------------------------------------------- pictures

#[test]
fn whatever_was_done_to_a_code_it_is_read() {
    for distortion in Distortion::ALL {
        let mut is_read = false;
        for number in 0..2 {
            let sample = sample(distortion, number);
            let read = texts(&sample.grey);
            assert!(
                read.iter().all(|text| sample.texts.contains(text)),
                "{distortion:?} {number}: something else was read"
            );
            is_read |= sample.texts.iter().all(|text| read.contains(text));
        }
        // Machines round differently, so one may be lost. docs/scan.md has the share of many more.
        assert!(is_read, "{distortion:?}");
    }
}

#[test]
fn a_code_says_its_text_byte_for_byte_and_where_it_is() {
    for text in [
        ENDPOINT,
        WRITE,
        "é ü 漢字 🎫",
        "0123456789",
        "A B$%",
        "{\"a\":1}\n",
    ] {
        let picture = picture_of(text);
        let codes = read(&picture);
        assert_eq!(codes.len(), 1, "{text}");
        assert_eq!(codes[0].text, text);
        let frame = 4.0 * 4.0;
        let far = picture.width as f32 - frame;
        let corners = [(frame, frame), (far, frame), (far, far), (frame, far)];
        for (found, corner) in codes[0].corners.iter().zip(corners) {
            let off = (found.0 - corner.0).hypot(found.1 - corner.1);
            assert!(off < 6.0, "{:?}", codes[0].corners);
        }
    }
}

#[test]
fn the_same_text_twice_is_said_once() {
    let one = picture_of(ENDPOINT);
    let rows = one.luma.chunks_exact(one.width);
    let twice = rows.flat_map(|row| [row, row].concat()).collect();
    let twice = Grey::new(twice, one.width * 2, one.height).expect("a picture");
    assert_eq!(texts(&twice), [ENDPOINT]);
}

#[test]
fn garbage_has_no_code_in_it_and_stops_nothing() {
    let mut random = Random(31);
    let sides = [1, 2, 3, 5, 8, 21, 40, 41, 64, 150];
    for case in 0..cases(if cfg!(debug_assertions) { 60 } else { 2000 }) {
        let (width, height) = (random.pick(&sides), random.pick(&sides));
        let apart = 1 + random.below(9);
        let luma: Vec<u8> = (0..width * height)
            .map(|at| match case % 6 {
                0 => random.int() as u8,
                1 => 255 * (at % width / apart % 2) as u8,
                2 => 255 * ((at % width / apart + at / width / apart) % 2) as u8,
                3 => random.pick(&[0, 255]),
                4 => {
                    let ring = (at % width)
                        .abs_diff(width / 2)
                        .max((at / width).abs_diff(height / 2));
                    255 * (ring / apart % 2) as u8
                }
                _ => (at * 7) as u8,
            })
            .collect();
        let picture = Grey::new(luma, width, height).expect("a picture");
        assert_eq!(texts(&picture), [""; 0], "{width} × {height}, case {case}");
    }
}

#[test]
fn damaged_codes_stop_nothing() {
    let mut random = Random(32);
    for case in 0..cases(if cfg!(debug_assertions) { 40 } else { 2000 }) {
        let mut picture = picture_of(&ENDPOINT[..20 + case % 40]);
        // Blocks moved from one place to another: finder patterns where they do not belong, codes without an end.
        for _ in 0..1 + random.below(6) {
            let side = 4 * (1 + random.below(12));
            let [from_x, from_y, to_x, to_y] = [(); 4].map(|()| random.below(picture.width - side));
            for row in 0..side {
                let from = (from_y + row) * picture.width + from_x;
                picture
                    .luma
                    .copy_within(from..from + side, (to_y + row) * picture.width + to_x);
            }
        }
        let cut = 1 + random.below(picture.height);
        picture.luma.truncate(cut * picture.width);
        picture.height = cut;
        for text in texts(&picture) {
            assert_eq!(text, ENDPOINT[..20 + case % 40]);
        }
    }
}

#[test]
fn a_picture_has_as_many_pixels_as_it_says() {
    assert!(Grey::new(vec![0; 6], 2, 3).is_some());
    assert!(Grey::new(vec![0; 6], 2, 4).is_none());
    assert!(Grey::new(Vec::new(), 0, 0).is_none());
    assert!(Grey::new(vec![0; 6], usize::MAX, 2).is_none());
}

#[test]
fn a_picture_with_more_pixels_than_are_looked_at_is_made_smaller() {
    let code = picture_of(ENDPOINT);
    let times = (scan::PIXELS as f64 / code.luma.len() as f64).sqrt() as usize + 1;
    let large = code.resized(code.width * times, code.height * times);
    assert!(large.luma.len() > scan::PIXELS);
    assert!(large.within(scan::PIXELS).luma.len() <= scan::PIXELS);
    let mut looks = 0;
    let codes = scan::read(&large, Effort::Quick, &mut |_, _| {
        looks += 1;
        true
    });
    assert_eq!(codes.len(), 1);
    let right = codes[0].corners[1].0;
    let expected = large.width as f32 - (16 * times) as f32;
    assert!(
        (right - expected).abs() < 8.0 * times as f32,
        "{right} is not near {expected}"
    );
    assert!(looks > 0);
}

#[test]
fn a_search_can_be_watched_and_ended() {
    let empty = Grey::new(vec![200; 90_000], 300, 300).expect("a picture");
    let mut seen = Vec::new();
    scan::read(&empty, Effort::Thorough, &mut |number, of| {
        seen.push((number, of));
        true
    });
    let of = seen[0].1;
    assert!(of > 5);
    assert_eq!(seen, (0..of).map(|number| (number, of)).collect::<Vec<_>>());
    let mut looks = 0;
    let code = picture_of(ENDPOINT);
    let none = scan::read(&code, Effort::Thorough, &mut |_, _| {
        looks += 1;
        false
    });
    assert_eq!((looks, none.len()), (1, 0));
    let quick = |effort| {
        let mut looks = 0;
        scan::read(&empty, effort, &mut |_, _| {
            looks += 1;
            true
        });
        looks
    };
    assert!(quick(Effort::Quick) < quick(Effort::Thorough) / 2);
}

// ----------------------------------------------------------------------------------------------------- the command

/// A folder of this test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ticket-scan-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    /// Writes a file, and gives its path.
    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a plain path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn png_of(text: &str) -> Vec<u8> {
    png(&qr::encode(text, Level::M).expect("it fits"), 4).expect("a PNG")
}

fn encoded(pixels: &[u8], width: usize, colour: ExtendedColorType, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let height = pixels.len() * 8 / width / usize::from(colour.bits_per_pixel());
    image::write_buffer_with_format(&mut file, pixels, width as u32, height as u32, colour, format)
        .expect("an image");
    file.into_inner()
}

fn scan_of(bytes: &[u8]) -> Output {
    ticket(&["scan"], bytes)
}

#[test]
fn a_code_is_explained_as_decode_explains_its_text() {
    let image = png_of(ENDPOINT);
    let scanned = scan_of(&image);
    let decoded = ticket(&["decode", ENDPOINT], b"");
    assert_eq!((scanned.status, scanned.err.as_str()), (0, ""));
    assert_eq!(scanned.out, decoded.out);
    assert_eq!(ticket(&["scan", "-"], &image).out, decoded.out);
    assert_eq!(
        ticket(&["scan", "--wire"], &image).out,
        ticket(&["decode", "--wire", ENDPOINT], b"").out
    );
    assert_eq!(ticket(&["scan", "--raw"], &image).out, format!("{ENDPOINT}\n"));
    let json: Value = serde_json::from_str(&ticket(&["scan", "--json"], &image).out).expect("JSON");
    let decoded: Value =
        serde_json::from_str(&ticket(&["decode", "--json", ENDPOINT], b"").out).expect("JSON");
    let code = &json["images"][0]["codes"][0];
    assert_eq!(json["images"][0]["image"], "standard input");
    assert_eq!(code["text"], ENDPOINT);
    assert_eq!(code["corners"].as_array().map(Vec::len), Some(4));
    for (key, value) in decoded.as_object().expect("an object") {
        assert_eq!(&code[key], value, "{key}");
    }
}

#[test]
fn every_format_is_read() {
    let code = picture_of(ENDPOINT);
    let rgb: Vec<u8> = code.luma.iter().flat_map(|value| [*value; 3]).collect();
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        let bytes = encoded(&rgb, code.width, ExtendedColorType::Rgb8, format);
        assert_eq!(
            ticket(&["scan", "--raw"], &bytes).out,
            format!("{ENDPOINT}\n"),
            "{format:?}"
        );
    }
}

#[test]
fn a_code_on_nothing_is_read_whatever_its_colour() {
    let code = picture_of(ENDPOINT);
    for ink in [0, 255] {
        let pixels: Vec<u8> = code
            .luma
            .iter()
            .flat_map(|value| {
                if *value == 0 {
                    [ink, ink, ink, 255]
                } else {
                    [ink, ink, ink, 0]
                }
            })
            .collect();
        let bytes = encoded(&pixels, code.width, ExtendedColorType::Rgba8, ImageFormat::Png);
        assert_eq!(
            ticket(&["scan", "--raw"], &bytes).out,
            format!("{ENDPOINT}\n"),
            "ink {ink}"
        );
    }
}

#[test]
fn several_images_are_told_apart() {
    let folder = Folder::new("several");
    let good = folder.file("good.png", &png_of(ENDPOINT));
    let broken = folder.file("broken.png", &png_of(&ENDPOINT[..40]));
    let other = folder.file("other.png", &png_of("https://example.org/"));
    let empty = folder.file(
        "empty.png",
        &encoded(&[255; 2500], 50, ExtendedColorType::L8, ImageFormat::Png),
    );
    let text = folder.file("text.png", b"no image at all");
    let run = |files: &[&str]| ticket(&[&["scan"], files].concat(), b"");

    let both = run(&[&good, &broken]);
    assert_eq!(both.status, 1);
    for said in ["good.png: 1 of 1 code", "broken.png: 1 of 1 code"] {
        assert!(both.out.contains(said), "{}", both.out);
    }
    let with_empty = run(&[&good, &empty, &other]);
    assert_eq!(with_empty.status, 0);
    assert!(
        with_empty.err.contains("empty.png: No code found"),
        "{}",
        with_empty.err
    );
    assert!(
        with_empty.out.contains("It says:\n  https://example.org/"),
        "{}",
        with_empty.out
    );
    assert_eq!(run(&[&empty]).status, 2);
    assert_eq!(run(&[&other]).status, 2);
    // What cannot be read keeps nothing else from being read, and is not passed over in the exit status.
    let with_text = run(&[&text, &good, "no-such-file.png"]);
    assert_eq!(with_text.status, 2);
    assert!(with_text.out.contains("good.png"), "{}", with_text.out);
    assert!(
        with_text
            .err
            .contains("text.png: it is no image that can be read"),
        "{}",
        with_text.err
    );
    assert!(with_text.err.contains("no-such-file.png: "), "{}", with_text.err);
    let json: Value = serde_json::from_str(&run(&["--json", &text, &good]).out).expect("JSON");
    assert!(json["images"][0]["error"].is_string());
    assert_eq!(json["images"][1]["codes"][0]["found"][0]["kind"], "endpoint");
}

#[test]
fn several_codes_of_one_image_are_numbered() {
    let sample = sample(Distortion::Several, 0);
    let bytes = encoded(
        &sample.grey.luma,
        sample.grey.width,
        ExtendedColorType::L8,
        ImageFormat::Png,
    );
    let output = scan_of(&bytes);
    assert!(
        output.out.contains("1 of 3 codes") && output.out.contains("3 of 3 codes"),
        "{}",
        output.out
    );
    let raw = ticket(&["scan", "--raw", "--reveal"], &bytes).out;
    assert!(sample.texts.iter().all(|text| raw.contains(text)));
}

#[test]
fn no_image_is_believed_to_be_as_large_as_it_says() {
    let header = |name: &[u8], body: &[u8]| {
        [
            &(body.len() as u32).to_be_bytes()[..],
            name,
            body,
            &crc(name, body).to_be_bytes(),
        ]
        .concat()
    };
    let side = 60_000_u32.to_be_bytes();
    let ihdr = [&side[..], &side, &[8, 6, 0, 0, 0]].concat();
    let png = [
        &b"\x89PNG\r\n\x1a\n"[..],
        &header(b"IHDR", &ihdr),
        &header(b"IDAT", &[]),
        &header(b"IEND", &[]),
    ]
    .concat();
    let mut gif = b"GIF89a\xff\xff\xff\xff\x00\x00\x00".to_vec();
    gif.extend(b"\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x4c\x01\x00\x3b");
    let mut bmp = b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00".to_vec();
    bmp.extend(60_000_u32.to_le_bytes());
    bmp.extend(60_000_u32.to_le_bytes());
    bmp.extend([1, 0, 24, 0]);
    bmp.extend([0; 24]);
    for (name, file) in [("PNG", png), ("GIF", gif), ("BMP", bmp)] {
        let output = scan_of(&file);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{name}");
        assert!(output.err.contains("make it smaller"), "{name}: {}", output.err);
    }
    for file in [
        &b""[..],
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\x04\x00\x00\x00WEBP",
        b"BM",
        b"\xff\xd8\xff\xe0",
    ] {
        let output = scan_of(file);
        assert_eq!(output.status, 2);
        assert!(
            output.err.starts_with("ticket: standard input: "),
            "{}",
            output.err
        );
    }
}

/// The checksum of a PNG's chunk.
fn crc(name: &[u8], body: &[u8]) -> u32 {
    !name.iter().chain(body).fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (0u32.wrapping_sub(crc & 1)))
        })
    })
}

#[test]
fn secrets_are_masked_unless_they_are_asked_for() {
    let alone = png_of(WRITE);
    let among = png_of(&format!("write: {WRITE} and {ENDPOINT}"));
    let half = png_of(&WRITE[..60]);
    for image in [&alone, &among, &half] {
        for words in [
            &["scan"][..],
            &["scan", "--raw"],
            &["scan", "--json"],
            &["scan", "--wire"],
        ] {
            let output = ticket(words, image);
            assert!(
                !output.out.contains(SECRET) && !output.err.contains(SECRET),
                "{words:?}: {}",
                output.out
            );
        }
        for words in [
            &["scan", "--raw", "--reveal"][..],
            &["scan", "--json", "--reveal"],
        ] {
            assert!(ticket(words, image).out.contains(SECRET), "{words:?}");
        }
    }
    let raw = ticket(&["scan", "--raw"], &among).out;
    assert!(
        raw.starts_with("write: doc") && raw.trim_end().ends_with(ENDPOINT),
        "{raw}"
    );
}
