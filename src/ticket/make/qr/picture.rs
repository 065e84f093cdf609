//! What a code looks like: as a path, SVG, and blocks for a terminal.

use super::{Code, Ease, QUIET};
use alloc::format;
use alloc::string::String;
use core::fmt::Write;

impl Code {
    /// How easily it is read.
    pub fn ease(&self) -> Ease {
        Ease::of(self.version)
    }

    /// Whether a module is dark; outside of the code all are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = x < self.size && y < self.size;
        let at = y.saturating_mul(self.size).saturating_add(x);
        inside && self.modules.get(at).copied().unwrap_or_default()
    }

    /// Modules along each side, with the quiet zone.
    pub fn width(&self) -> usize {
        self.size.saturating_add(QUIET.saturating_mul(2))
    }

    /// Whether a module is dark, counted from the corner of the quiet zone.
    pub fn is_dark_in_frame(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.is_dark(x, y))
    }

    /// The dark modules as the `d` of an SVG path, with the quiet zone around: one horizontal bar for each run.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.modules.chunks(self.size.max(1)).enumerate() {
            let mut x = 0_usize;
            for run in row.chunk_by(|one, two| one == two) {
                if run.first() == Some(&true) {
                    let (left, top) = (x.saturating_add(QUIET), y.saturating_add(QUIET));
                    let length = run.len();
                    let _ = write!(path, "M{left},{top}h{length}v1h-{length}z");
                }
                x = x.saturating_add(run.len());
            }
        }
        path
    }

    /// An SVG document: dark on white, whatever is around it.
    pub fn svg(&self) -> String {
        let width = self.width();
        let side = width.saturating_mul(8);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" width=\"{side}\" \
             height=\"{side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{width}v{width}h-{width}z\"/>\
             <path d=\"{}\"/></svg>\n",
            self.path()
        )
    }

    /// Half blocks, two modules in each character; `colour` sets black on white whatever the terminal's colours are,
    /// without it dark modules are the blocks.
    pub fn blocks(&self, colour: bool) -> String {
        let mut out = String::new();
        for y in (0..self.width()).step_by(2) {
            if colour {
                out.push_str("\u{1b}[38;5;16;48;5;231m");
            }
            for x in 0..self.width() {
                let top = self.is_dark_in_frame(x, y);
                let bottom = self.is_dark_in_frame(x, y.saturating_add(1));
                out.push(match (top, bottom) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            if colour {
                out.push_str("\u{1b}[0m");
            }
            out.push('\n');
        }
        out
    }
}
