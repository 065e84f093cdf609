//! Pictures of QR codes as people send them: turned, tilted, bent, blurred, dim, on a screen. The same ones on every run.

#![allow(dead_code, missing_docs)]

#[path = "drafts.rs"]
pub mod drafts;

use drafts::random::Random;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ExtendedColorType};
use std::f32::consts::{PI, TAU};
use ticket_explorer::native::Native;
use ticket_explorer::scan::Grey;
use ticket_explorer::ticket::make::qr::{self, Level};

/// What was done to a code on its way into the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distortion {
    None,
    Rotated,
    Tilted,
    Curved,
    Small,
    Blurred,
    Moved,
    Noisy,
    Jpeg,
    Pale,
    Shaded,
    Inverted,
    Screen,
    Stained,
    Photo,
    Several,
}

impl Distortion {
    pub const ALL: [Distortion; 16] = [
        Distortion::None,
        Distortion::Rotated,
        Distortion::Tilted,
        Distortion::Curved,
        Distortion::Small,
        Distortion::Blurred,
        Distortion::Moved,
        Distortion::Noisy,
        Distortion::Jpeg,
        Distortion::Pale,
        Distortion::Shaded,
        Distortion::Inverted,
        Distortion::Screen,
        Distortion::Stained,
        Distortion::Photo,
        Distortion::Several,
    ];

    /// What it is, with its range.
    pub fn about(self) -> &'static str {
        match self {
            Distortion::None => "as made: 2 to 5 pixels a module",
            Distortion::Rotated => "rotated by any angle",
            Distortion::Tilted => "seen from the side: tilted by 25° to 60°",
            Distortion::Curved => "around a cylinder: up to 100° of it",
            Distortion::Small => "small: 1.1 to 2 pixels a module",
            Distortion::Blurred => "out of focus: by 0.3 to 0.7 modules",
            Distortion::Moved => "moved: by 0.8 to 2.2 modules",
            Distortion::Noisy => "noise: a deviation of 30 to 110 of 255",
            Distortion::Jpeg => "JPEG: quality 1 to 15",
            Distortion::Pale => "little contrast: 5 to 30 of 255 levels, with noise",
            Distortion::Shaded => "shadows across it, and a bright spot",
            Distortion::Inverted => "inverted: light on dark, rotated",
            Distortion::Screen => "a screen: its grid, moiré, bands",
            Distortion::Stained => "stained: spots over 2 % to 11 %",
            Distortion::Photo => "a photo: some of all of these",
            Distortion::Several => "three codes in one picture",
        }
    }
}

/// A picture, and what the codes in it say.
pub struct Sample {
    pub grey: Grey,
    pub texts: Vec<String>,
    pub versions: Vec<u8>,
}

/// A number in a range.
fn between(random: &mut Random, from: f32, to: f32) -> f32 {
    from + (to - from) * (random.int() >> 40) as f32 / (1 << 24) as f32
}

/// A number around zero, with a standard deviation of one.
fn normal(random: &mut Random) -> f32 {
    let (one, other) = (between(random, 1e-6, 1.0), between(random, 0.0, 1.0));
    (-2.0 * one.ln()).sqrt() * (TAU * other).cos()
}

/// A code of a random ticket in one of four ranges of versions, at a random level, plain or compact.
fn code(random: &mut Random, range: usize) -> qr::Code {
    let (least, most) = [(1, 9), (10, 16), (17, 23), (24, 30)][range % 4];
    loop {
        let draft = random.draft();
        let level = random.pick(&Level::ALL);
        let is_compact = random.one_in(2);
        let Some(text) = draft.text(&Native) else { continue };
        let text = if is_compact { qr::compact(&text).text } else { text };
        if let Ok(code) = qr::encode(&text, level)
            && (least..=most).contains(&code.version)
        {
            return code;
        }
    }
}

/// How a code lies in front of the camera. Angles in radians.
#[derive(Clone, Copy, Default)]
struct Pose {
    /// Pixels for each module in the middle.
    module: f32,
    roll: f32,
    yaw: f32,
    pitch: f32,
    /// How much of a cylinder the code covers.
    bend: f32,
}

/// Light and dark of a code, and what it lies on.
#[derive(Clone, Copy)]
struct Ink {
    dark: f32,
    light: f32,
    ground: f32,
}

const PAPER: Ink = Ink {
    dark: 20.0,
    light: 235.0,
    ground: 190.0,
};

/// A picture in the making.
struct Canvas {
    width: usize,
    height: usize,
    luma: Vec<f32>,
}

impl Canvas {
    fn new(width: usize, height: usize, ground: f32) -> Self {
        Canvas {
            width,
            height,
            luma: vec![ground; width * height],
        }
    }

    /// A code by itself, with some of what it lies on around it.
    fn of(code: &qr::Code, pose: Pose, ink: Ink, random: &mut Random) -> Self {
        let side = (code.width() as f32 * pose.module * 1.5) as usize + 24;
        let mut canvas = Canvas::new(side, side, ink.ground);
        let middle = side as f32 / 2.0;
        let at = (
            middle + between(random, -3.0, 3.0),
            middle + between(random, -3.0, 3.0),
        );
        canvas.draw(code, pose, ink, at);
        canvas
    }

    /// Draws a code around a place, each pixel the mean of sixteen points.
    fn draw(&mut self, code: &qr::Code, pose: Pose, ink: Ink, middle: (f32, f32)) {
        const POINTS: usize = 4;
        let side = code.width() as f32;
        let away = side * pose.module * 2.2;
        let (sin_roll, cos_roll) = pose.roll.sin_cos();
        let (sin_yaw, cos_yaw) = pose.yaw.sin_cos();
        let (sin_pitch, cos_pitch) = pose.pitch.sin_cos();
        // The plane of the code: two directions and the one that stands on it.
        let across = [cos_yaw, sin_yaw * sin_pitch, sin_yaw * cos_pitch];
        let down = [0.0, cos_pitch, -sin_pitch];
        let normal = [-sin_yaw, cos_yaw * sin_pitch, cos_yaw * cos_pitch];
        let on_code = |x: f32, y: f32| -> Option<(f32, f32)> {
            let (x, y) = (x * cos_roll + y * sin_roll, y * cos_roll - x * sin_roll);
            // Where the ray through this point of the picture meets the plane.
            let ray = [x, y, away];
            let facing = dot(ray, normal);
            if facing <= 0.0 {
                return None;
            }
            let length = away * normal[2] / facing;
            let place = [ray[0] * length, ray[1] * length, ray[2] * length - away];
            let (u, v) = (dot(place, across) / pose.module, dot(place, down) / pose.module);
            let u = if pose.bend > 0.01 {
                let radius = side / pose.bend;
                let sine = u / radius;
                if sine.abs() >= 1.0 {
                    return None;
                }
                radius * sine.asin()
            } else {
                u
            };
            let (u, v) = (u + side / 2.0, v + side / 2.0);
            ((0.0..side).contains(&u) && (0.0..side).contains(&v)).then_some((u, v))
        };
        for y in 0..self.height {
            for x in 0..self.width {
                let mut sum = 0.0;
                let mut hits = 0;
                for point in 0..POINTS * POINTS {
                    let part = |at: usize| (at as f32 + 0.5) / POINTS as f32;
                    let place = on_code(
                        x as f32 + part(point % POINTS) - middle.0,
                        y as f32 + part(point / POINTS) - middle.1,
                    );
                    if let Some((u, v)) = place {
                        hits += 1;
                        sum += match code.is_dark_in_frame(u as usize, v as usize) {
                            true => ink.dark,
                            false => ink.light,
                        };
                    }
                }
                let under = self.luma[y * self.width + x];
                let all = (POINTS * POINTS) as f32;
                self.luma[y * self.width + x] = (sum + under * (all - hits as f32)) / all;
            }
        }
    }

    fn each(&mut self, mut change: impl FnMut(f32, f32, f32) -> f32) {
        let width = self.width;
        for (at, value) in self.luma.iter_mut().enumerate() {
            *value = change(*value, (at % width) as f32, (at / width) as f32);
        }
    }

    /// Each pixel the weighed mean of those at these distances.
    fn convolve(&mut self, kernel: &[(f32, f32, f32)]) {
        let old = self.luma.clone();
        let (width, height) = (self.width, self.height);
        let total: f32 = kernel.iter().map(|(_, _, weight)| weight).sum();
        let sample = |x: f32, y: f32| {
            let (x, y) = (
                x.clamp(0.0, width as f32 - 1.001),
                y.clamp(0.0, height as f32 - 1.001),
            );
            let (left, top) = (x as usize, y as usize);
            let (right, low) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
            let (fx, fy) = (x - left as f32, y - top as f32);
            let row = |y: usize| old[y * width + left] * (1.0 - fx) + old[y * width + right] * fx;
            row(top) * (1.0 - fy) + row(low) * fy
        };
        self.each(|_, x, y| {
            kernel
                .iter()
                .map(|(dx, dy, weight)| sample(x + dx, y + dy) * weight)
                .sum::<f32>()
                / total
        });
    }

    /// Out of focus, by so many pixels of standard deviation.
    fn blur(&mut self, deviation: f32) {
        let reach = (deviation * 3.0).ceil() as i32;
        let weight = |at: i32| (-(at as f32).powi(2) / (2.0 * deviation * deviation)).exp();
        let line: Vec<i32> = (-reach..=reach).collect();
        let across: Vec<_> = line.iter().map(|at| (*at as f32, 0.0, weight(*at))).collect();
        let down: Vec<_> = line.iter().map(|at| (0.0, *at as f32, weight(*at))).collect();
        self.convolve(&across);
        self.convolve(&down);
    }

    /// Moved while the picture was taken.
    fn smear(&mut self, length: f32, angle: f32) {
        let steps = (length * 2.0).ceil().max(2.0) as i32;
        let (sin, cos) = angle.sin_cos();
        let kernel: Vec<_> = (0..=steps)
            .map(|step| {
                let along = (step as f32 / steps as f32 - 0.5) * length;
                (along * cos, along * sin, 1.0)
            })
            .collect();
        self.convolve(&kernel);
    }

    fn noise(&mut self, deviation: f32, random: &mut Random) {
        self.each(|value, _, _| value + normal(random) * deviation);
    }

    /// Light from one side, a shadow with an edge, a bright spot.
    fn shade(&mut self, strength: f32, random: &mut Random) {
        let (width, height) = (self.width as f32, self.height as f32);
        let angle = between(random, 0.0, TAU);
        let edge = between(random, -0.2, 0.2);
        let spot = (between(random, 0.2, 0.8), between(random, 0.2, 0.8));
        let shadow = 1.0 - strength * 0.65;
        self.each(|value, x, y| {
            let (x, y) = (x / width, y / height);
            let along = (x - 0.5) * angle.cos() + (y - 0.5) * angle.sin();
            let lit = 1.0 - strength * 0.5 * (along + 0.5);
            let lit = if along > edge { lit * shadow } else { lit };
            let near = ((x - spot.0).powi(2) + (y - spot.1).powi(2)) / 0.02;
            value * lit + 90.0 * strength * (-near).exp()
        });
    }

    /// Its darks and lights between two values.
    fn squeeze(&mut self, from: f32, to: f32) {
        self.each(|value, _, _| from + (to - from) * value / 255.0);
    }

    /// The pixels of a screen, seen by those of a camera: a grid whose lines are a little more than pixels apart, and the
    /// bands of its backlight.
    fn screen(&mut self, strength: f32, random: &mut Random) {
        let apart = between(random, 2.05, 3.4);
        let angle = between(random, -0.35, 0.35);
        let (sin, cos) = angle.sin_cos();
        let band = between(random, 40.0, 160.0);
        let phase = between(random, 0.0, TAU);
        self.each(|value, x, y| {
            let (u, v) = (x * cos + y * sin, y * cos - x * sin);
            let grid = 0.5 + 0.25 * ((TAU * u / apart).cos() + (TAU * v / apart).cos());
            let bands = 0.8 + 0.2 * (TAU * y / band + phase).sin();
            (value * (1.0 - strength * 0.7 * grid) + 25.0) * bands
        });
    }

    fn stain(&mut self, share: f32, code: &qr::Code, module: f32, random: &mut Random) {
        // Not over the finder patterns, without which nobody sees a code: over the rest.
        let side = code.size as f32 * module;
        let corner = (
            (self.width as f32 - side) / 2.0,
            (self.height as f32 - side) / 2.0,
        );
        let mut left = share * side * side;
        while left > 0.0 {
            let radius = between(random, 1.0, 3.0) * module;
            let (x, y) = (between(random, 0.0, side), between(random, 0.0, side));
            let near = |at: f32| at < 9.0 * module + radius;
            let far = |at: f32| at > side - 9.0 * module - radius;
            if (near(x) && (near(y) || far(y))) || (far(x) && near(y)) {
                continue;
            }
            left -= PI * radius * radius;
            let value = random.pick(&[15.0, 120.0, 240.0]);
            let (x, y) = (x + corner.0, y + corner.1);
            self.each(|old, px, py| {
                if (px - x).powi(2) + (py - y).powi(2) < radius * radius {
                    value
                } else {
                    old
                }
            });
        }
    }

    fn finish(self) -> Grey {
        let luma = self
            .luma
            .iter()
            .map(|value| value.clamp(0.0, 255.0).round() as u8);
        Grey::new(luma.collect(), self.width, self.height).expect("a picture")
    }
}

fn dot(one: [f32; 3], other: [f32; 3]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// As JPEG keeps it.
pub fn jpeg(grey: &Grey, quality: u8) -> Grey {
    let mut file = Vec::new();
    let size = |pixels: usize| u32::try_from(pixels).expect("a small picture");
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode(
            &grey.luma,
            size(grey.width),
            size(grey.height),
            ExtendedColorType::L8,
        )
        .expect("a JPEG");
    let decoder = JpegDecoder::new(std::io::Cursor::new(file)).expect("a JPEG");
    let luma = DynamicImage::from_decoder(decoder).expect("a JPEG").into_luma8();
    Grey::new(luma.into_raw(), grey.width, grey.height).expect("a picture")
}

/// Sample number `number` of a distortion: the same on every run.
pub fn sample(distortion: Distortion, number: usize) -> Sample {
    let seed = Distortion::ALL
        .iter()
        .position(|other| *other == distortion)
        .unwrap_or_default();
    let mut random = Random((seed as u64 + 1) << 32 | number as u64);
    random.int();
    let random = &mut random;
    if distortion == Distortion::Several {
        return several(random, number);
    }
    let code = code(random, number);
    let mut pose = Pose {
        module: between(random, 2.5, 5.0),
        roll: between(random, -0.1, 0.1),
        ..Pose::default()
    };
    let any = |random: &mut Random| between(random, 0.0, TAU);
    let degrees = |random: &mut Random, from: f32, to: f32| between(random, from, to).to_radians();
    let grey = match distortion {
        Distortion::None => {
            pose = Pose {
                module: random.pick(&[2.0, 3.0, 4.0, 5.0]),
                ..Pose::default()
            };
            Canvas::of(&code, pose, PAPER, random).finish()
        }
        Distortion::Rotated => {
            pose.roll = any(random);
            Canvas::of(&code, pose, PAPER, random).finish()
        }
        Distortion::Tilted => {
            pose.roll = any(random);
            pose.module = between(random, 3.5, 5.5);
            let (angle, tilt) = (any(random), degrees(random, 25.0, 60.0));
            pose.yaw = tilt * angle.cos();
            pose.pitch = tilt * angle.sin();
            Canvas::of(&code, pose, PAPER, random).finish()
        }
        Distortion::Curved => {
            pose.module = between(random, 3.5, 5.5);
            pose.bend = degrees(random, 30.0, 100.0);
            pose.roll = any(random);
            Canvas::of(&code, pose, PAPER, random).finish()
        }
        Distortion::Small => {
            pose.module = between(random, 1.1, 2.0);
            Canvas::of(&code, pose, PAPER, random).finish()
        }
        Distortion::Blurred => {
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.blur(between(random, 0.3, 0.7) * pose.module);
            canvas.noise(3.0, random);
            canvas.finish()
        }
        Distortion::Moved => {
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.smear(between(random, 0.8, 2.2) * pose.module, any(random));
            canvas.noise(3.0, random);
            canvas.finish()
        }
        Distortion::Noisy => {
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.noise(between(random, 30.0, 110.0), random);
            canvas.finish()
        }
        Distortion::Jpeg => {
            let grey = Canvas::of(&code, pose, PAPER, random).finish();
            jpeg(&grey, 1 + random.below(15) as u8)
        }
        Distortion::Pale => {
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            let (levels, from) = (between(random, 5.0, 30.0), between(random, 20.0, 200.0));
            canvas.squeeze(from, from + levels);
            canvas.noise(levels / 25.0, random);
            canvas.finish()
        }
        Distortion::Shaded => {
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.shade(between(random, 0.6, 1.1), random);
            canvas.noise(2.0, random);
            canvas.finish()
        }
        Distortion::Inverted => {
            pose.roll = any(random);
            let ink = Ink {
                dark: 225.0,
                light: 25.0,
                ground: random.pick(&[10.0, 60.0, 120.0]),
            };
            Canvas::of(&code, pose, ink, random).finish()
        }
        Distortion::Screen => {
            pose.module = between(random, 3.0, 6.0);
            pose.yaw = degrees(random, -20.0, 20.0);
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.screen(between(random, 0.5, 1.0), random);
            canvas.blur(0.5);
            canvas.noise(4.0, random);
            canvas.finish()
        }
        Distortion::Stained => {
            // As much as its level withstands, in part.
            let withstands = match code.level {
                Level::L => 0.02,
                Level::M => 0.05,
                Level::Q => 0.08,
                Level::H => 0.11,
            };
            pose.roll = 0.0;
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.stain(withstands, &code, pose.module, random);
            canvas.finish()
        }
        Distortion::Photo => {
            pose.module = between(random, 3.0, 6.0);
            pose.roll = any(random);
            pose.yaw = degrees(random, -25.0, 25.0);
            pose.pitch = degrees(random, -25.0, 25.0);
            pose.bend = degrees(random, 0.0, 45.0);
            let mut canvas = Canvas::of(&code, pose, PAPER, random);
            canvas.shade(between(random, 0.0, 0.7), random);
            canvas.blur(between(random, 0.15, 0.45) * pose.module);
            canvas.noise(between(random, 3.0, 18.0), random);
            let grey = canvas.finish();
            jpeg(&grey, 20 + random.below(60) as u8)
        }
        Distortion::Several => unreachable!("made above"),
    };
    Sample {
        grey,
        texts: vec![code.text.clone()],
        versions: vec![code.version],
    }
}

/// Three codes of different sizes and angles beside each other.
fn several(random: &mut Random, number: usize) -> Sample {
    let codes: Vec<qr::Code> = (0..3).map(|at| code(random, (number + at) % 3)).collect();
    let module = between(random, 2.5, 4.0);
    let sides: Vec<f32> = codes
        .iter()
        .map(|code| code.width() as f32 * module * 1.45)
        .collect();
    let (width, height) = (
        sides.iter().sum::<f32>(),
        sides.iter().copied().fold(0.0, f32::max),
    );
    let mut canvas = Canvas::new(width as usize + 20, height as usize + 20, PAPER.ground);
    let mut left = 10.0;
    for (code, side) in codes.iter().zip(&sides) {
        let pose = Pose {
            module: module * between(random, 0.8, 1.0),
            roll: between(random, 0.0, TAU),
            yaw: between(random, -0.3, 0.3),
            ..Pose::default()
        };
        canvas.draw(code, pose, PAPER, (left + side / 2.0, height / 2.0));
        left += side;
    }
    canvas.noise(6.0, random);
    Sample {
        grey: canvas.finish(),
        versions: codes.iter().map(|code| code.version).collect(),
        texts: codes.into_iter().map(|code| code.text).collect(),
    }
}
