//! The picture written down as SVG.

use super::{Edge, Outline, Picture, Shape};
use alloc::format;
use alloc::string::String;
use core::fmt::Write as _;

/// Colours by class, light and dark. A page that draws the picture has its own.
const STYLE: &str = "\
.picture{--paper:#fff;--ink:#1b2430;--quiet:#57606a;--you:#eef1f5;--you-line:#57606a;--relay:#f3eefe;--relay-line:#6d3fd4;\
--peer:#e8f1fe;--peer-line:#1f6feb;--public:#e6f6eb;--public-line:#1a7f37;--local:#fff5db;--local-line:#9a6700;\
--useless:#ffebe9;--useless-line:#cf222e;--custom:#e0f5f4;--custom-line:#0b7a75;font:600 12px system-ui,sans-serif}\
@media(prefers-color-scheme:dark){.picture{--paper:#0f141b;--ink:#e6edf3;--quiet:#9aa7b5;--you:#1c232d;--you-line:#8b98a8;\
--relay:#241b3a;--relay-line:#b392f0;--peer:#122740;--peer-line:#6cb0ff;--public:#12291a;--public-line:#56d364;--local:#2e2410;\
--local-line:#e3b341;--useless:#33151a;--useless-line:#ff7b72;--custom:#0f2b2b;--custom-line:#56d4cf}}\
.paper{fill:var(--paper)}.picture text{fill:var(--ink);unicode-bidi:isolate}\
.picture .detail{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--quiet)}\
.edge{fill:none;stroke:var(--quiet);stroke-width:1.5}.edge.direct{stroke-dasharray:5 4}.edge.has{opacity:.55}.tip{fill:var(--quiet)}\
.shape path{stroke-width:1.5;fill:var(--you);stroke:var(--you-line)}\
.relay path,.lookup path{fill:var(--relay);stroke:var(--relay-line)}.lookup path{stroke-dasharray:5 4}\
.endpoint path,.server path,.other path{fill:var(--peer);stroke:var(--peer-line)}\
.public path{fill:var(--public);stroke:var(--public-line)}.local path{fill:var(--local);stroke:var(--local-line)}\
.useless path{fill:var(--useless);stroke:var(--useless-line);stroke-dasharray:3 3}\
.custom path{fill:var(--custom);stroke:var(--custom-line)}.hidden path,.more path{stroke-dasharray:2 3}";

impl Picture {
    /// It as an SVG document that stands alone, light or dark as its reader likes it. Without scripts; each box carries the
    /// number of its node in `data-node`.
    pub fn svg(&self) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"{0:.0}\" height=\"{1:.0}\" viewBox=\"0 0 {0:.0} \
             {1:.0}\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n<title id=\"picture-title\">{2}</title>\n\
             <desc id=\"picture-text\">{3}</desc>\n<style>{STYLE}</style>\n\
             <defs><marker id=\"picture-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
             orient=\"auto\"><path class=\"tip\" d=\"M0 0 8 4 0 8Z\"/></marker></defs>\n\
             <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n",
            self.width,
            self.height,
            escaped(&self.title),
            escaped(&self.alternative),
        );
        for edge in &self.edges {
            let class = match (edge.is_direct, edge.has_arrow) {
                (true, _) => "edge direct",
                (false, true) => "edge",
                (false, false) => "edge has",
            };
            let tip = match edge.has_arrow {
                true => " marker-end=\"url(#picture-tip)\"",
                false => "",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "<path class=\"{class}\" d=\"{}\"{tip}/>", edge.path());
        }
        for shape in &self.shapes {
            let node = shape
                .node
                .map_or_else(String::new, |node| format!(" data-node=\"{node}\""));
            let _ = write!(
                out,
                "<g class=\"shape {}\"{node}><title>{}</title><path d=\"{}\"/>",
                shape.class.name(),
                escaped(&shape.full),
                shape.path()
            );
            let [label, detail] = shape.baselines();
            let middle = shape.x + shape.width / 2.0;
            for (class, text, y) in [("label", &shape.label, label), ("detail", &shape.detail, detail)] {
                if !text.is_empty() {
                    let text = escaped(text);
                    let _ = write!(
                        out,
                        "<text class=\"{class}\" x=\"{middle:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{text}</text>"
                    );
                }
            }
            out.push_str("</g>\n");
        }
        out.push_str("</svg>\n");
        out
    }
}

impl Edge {
    /// Its path, for the attribute `d`.
    pub fn path(&self) -> String {
        let [(a, b), (c, d), (e, f), (g, h)] = self.points;
        let straight = match self.end == (g, h) {
            true => String::new(),
            false => format!("L{:.1} {:.1}", self.end.0, self.end.1),
        };
        format!("M{a:.1} {b:.1}C{c:.1} {d:.1} {e:.1} {f:.1} {g:.1} {h:.1}{straight}")
    }
}

impl Shape {
    /// Its outline as a path, for the attribute `d`.
    pub fn path(&self) -> String {
        let (left, top) = (self.x, self.y);
        let (right, bottom) = (left + self.width, top + self.height);
        let middle = top + self.height / 2.0;
        // Corners: how far they reach in, and whether they are round.
        let (corner, is_round) = match self.class.outline() {
            Outline::Pill => (self.height / 2.0, true),
            Outline::Rounded => (9.0, true),
            Outline::Square => (2.0, true),
            Outline::Cut => (8.0, false),
            Outline::Hexagon => {
                let (start, end) = (left + 11.0, right - 11.0);
                return format!(
                    "M{start:.1} {top:.1}H{end:.1}L{right:.1} {middle:.1} {end:.1} {bottom:.1}H{start:.1}L{left:.1} {middle:.1}Z"
                );
            }
        };
        let turn = |dx: f32, dy: f32| match is_round {
            true => format!("a{corner:.1} {corner:.1} 0 0 1 {dx:.1} {dy:.1}"),
            false => format!("l{dx:.1} {dy:.1}"),
        };
        format!(
            "M{:.1} {top:.1}H{:.1}{}V{:.1}{}H{:.1}{}V{:.1}{}Z",
            left + corner,
            right - corner,
            turn(corner, corner),
            bottom - corner,
            turn(-corner, corner),
            left + corner,
            turn(-corner, -corner),
            top + corner,
            turn(corner, -corner),
        )
    }

    /// Where its two lines of text stand.
    pub fn baselines(&self) -> [f32; 2] {
        match self.detail.is_empty() {
            true => [self.y + self.height / 2.0 + 4.0, 0.0],
            false => [self.y + 20.0, self.y + 37.0],
        }
    }
}

/// Text in XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        match symbol {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            symbol => out.push(symbol),
        }
    }
    out
}
