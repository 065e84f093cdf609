//! Which share of codes is read, by what was done to them: ours beside jsQR and rqrr, on the same pictures.
//! `cargo xtask bench scan`; the table of docs/scan.md is its output.
//!
//! Writes the pictures into a folder, since jsQR is JavaScript, and has node read them. `TICKET_CASES` says how many
//! pictures there are of each distortion.

#[path = "../tests/common/photo.rs"]
mod photo;

use photo::{Distortion, Sample, sample};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs, io};
use ticket_explorer::scan::{self, Effort};

/// Pictures of each distortion, unless told otherwise.
const SAMPLES: usize = 60;

/// How a reader did.
#[derive(Clone, Default)]
struct Score {
    read: usize,
    /// Texts that no code in the picture says.
    wrong: usize,
    times: Vec<Duration>,
}

impl Score {
    fn add(&mut self, sample: &Sample, took: Duration, read: &[String]) {
        self.read += sample.texts.iter().filter(|text| read.contains(text)).count();
        self.wrong += read.iter().filter(|text| !sample.texts.contains(text)).count();
        self.times.push(took);
    }

    /// Half of the pictures take less; and the longest.
    fn time(&mut self) -> (Duration, Duration) {
        self.times.sort();
        let at = |place: usize| self.times.get(place).copied().unwrap_or_default();
        (at(self.times.len() / 2), at(self.times.len().saturating_sub(1)))
    }
}

fn timed(read: impl FnOnce() -> Vec<String>) -> (Duration, Vec<String>) {
    let start = Instant::now();
    let texts = read();
    (start.elapsed(), texts)
}

fn ours(sample: &Sample) -> Vec<String> {
    let codes = scan::read(&sample.grey, Effort::Thorough, &mut |_, _| true);
    codes.into_iter().map(|code| code.text).collect()
}

fn rqrr(sample: &Sample) -> Vec<String> {
    let grey = &sample.grey;
    let pixel = |x: usize, y: usize| grey.luma[y * grey.width + x];
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(grey.width, grey.height, pixel);
    let grids = picture.detect_grids();
    grids
        .iter()
        .filter_map(|grid| Some(grid.decode().ok()?.1))
        .collect()
}

/// Where the pictures of a distortion are written to.
fn folder(distortion: Distortion) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/scan/{distortion:?}"))
}

fn write(sample: &Sample, number: usize, folder: &Path) -> io::Result<()> {
    let grey = &sample.grey;
    let mut file = format!("P5 {} {} 255\n", grey.width, grey.height).into_bytes();
    file.extend_from_slice(&grey.luma);
    fs::write(folder.join(format!("{number:04}.pgm")), file)
}

/// What jsQR says of each picture in a folder.
fn jsqr(folder: &Path) -> io::Result<Vec<(Duration, Vec<String>)>> {
    let node = Command::new("node")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("tests/e2e/jsqr.mjs")
        .arg(folder)
        .output()?;
    if !node.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&node.stderr).into_owned(),
        ));
    }
    let lines = String::from_utf8_lossy(&node.stdout).into_owned();
    let answer = |line: &str| -> Option<(Duration, Vec<String>)> {
        let answer: Value = serde_json::from_str(line).ok()?;
        let took = Duration::from_secs_f64(answer["ms"].as_f64()? / 1000.0);
        Some((
            took,
            answer["text"].as_str().map(String::from).into_iter().collect(),
        ))
    };
    Ok(lines.lines().filter_map(answer).collect())
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.0} %", part as f64 * 100.0 / whole.max(1) as f64)
}

/// Reads all pictures in all ways, and prints the table.
fn compare(samples: usize) -> io::Result<()> {
    println!("| | codes | ours | jsQR | rqrr |\n| --- | --- | --- | --- | --- |");
    let mut all = [Score::default(), Score::default(), Score::default()];
    let mut codes = 0;
    let mut largest = 0;
    for distortion in Distortion::ALL {
        let folder = folder(distortion);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let made: Vec<Sample> = (0..samples).map(|number| sample(distortion, number)).collect();
        for (number, sample) in made.iter().enumerate() {
            write(sample, number, &folder)?;
        }
        let theirs = jsqr(&folder)?;
        let mut scores = [Score::default(), Score::default(), Score::default()];
        let mut missed = Vec::new();
        for (number, (sample, (took, text))) in made.iter().zip(theirs).enumerate() {
            let before = scores[0].read;
            let (our_time, our_texts) = timed(|| ours(sample));
            scores[0].add(sample, our_time, &our_texts);
            if scores[0].read - before < sample.texts.len() {
                missed.push(number);
            }
            scores[1].add(sample, took, &text);
            let (rqrr_time, rqrr_texts) = timed(|| rqrr(sample));
            scores[2].add(sample, rqrr_time, &rqrr_texts);
            largest = largest.max(sample.grey.luma.len());
        }
        let here: usize = made.iter().map(|sample| sample.texts.len()).sum();
        codes += here;
        let [ours, jsqr, rqrr] = scores.each_ref().map(|score| percent(score.read, here));
        println!(
            "| {} | {here} | **{ours}** | {jsqr} | {rqrr} |",
            distortion.about()
        );
        if !missed.is_empty() {
            eprintln!("  {distortion:?}: ours missed {missed:?}");
        }
        for (all, score) in all.iter_mut().zip(scores) {
            all.read += score.read;
            all.wrong += score.wrong;
            all.times.extend(score.times);
        }
    }
    let [ours, jsqr, rqrr] = all.each_ref().map(|score| percent(score.read, codes));
    println!("| all | {codes} | **{ours}** | {jsqr} | {rqrr} |");
    let times = all.each_mut().map(|score| {
        let (half, longest) = score.time();
        format!(
            "{:.0} / {:.0} ms",
            half.as_secs_f64() * 1000.0,
            longest.as_secs_f64() * 1000.0
        )
    });
    println!(
        "| time, median / longest | | {} | {} | {} |",
        times[0], times[1], times[2]
    );
    println!(
        "| read, but wrong | | {} | {} | {} |",
        all[0].wrong, all[1].wrong, all[2].wrong
    );
    eprintln!("The largest picture has {largest} pixels.");
    Ok(())
}

fn main() -> ExitCode {
    match compare(photo::drafts::random::cases(SAMPLES)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}; `cargo xtask bench scan` installs what is needed");
            ExitCode::FAILURE
        }
    }
}
