//! `ticket decode`: what a text has in it, for people and for programs.

use super::excerpt::{Lines, WIDTH};
use super::input::Input;
use super::own::OwnTypes;
use super::paint::Paint;
use super::{Colour, Failure, Io, Source, Status, fix, left_out};
use crate::native::Native;
use crate::ticket::make::repair;
use crate::ticket::render::json::{self, Json};
use crate::ticket::words;
use crate::ticket::{
    CheckStatus, Code, Diagnostic, Document, HeadlineTone, Kind, NodeState, Part, Report, Role, Secrets,
    Severity, Span, Verdict, VerdictTone,
};
use clap::Args;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use unicode_width::UnicodeWidthStr;

/// Arguments of `ticket decode`.
#[derive(Args, Debug)]
pub struct Decode {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    own: OwnTypes,
    /// Print one JSON object for the whole input.
    #[arg(long)]
    json: bool,
    /// Read one JSON string per line, and print one line of JSON for each. A line that is not one gives
    /// `{"error":…}`, and exit status 2 at the end.
    #[arg(long, conflicts_with_all = ["json", "text", "wire"])]
    jsonl: bool,
    /// Also show the encoding: tags, lengths, counts and separators.
    #[arg(long, conflicts_with = "json")]
    wire: bool,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t)]
    color: Colour,
}

impl Decode {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        if self.jsonl {
            return self.lines(io);
        }
        let definitions = self.own.definitions(io)?;
        let input = self.source.read(io)?;
        let (mut report, status, lines) = self.own.explain(&self.source, &input, definitions.as_ref());
        for line in lines {
            writeln!(io.errors, "ticket: {line}")?;
        }
        repair::report(&mut report, &Native);
        if self.json {
            input.relocate(&mut report);
            let json = json::report(&report, self.source.secrets());
            writeln!(io.output, "{json:#}")?;
        } else if report.found.is_empty() {
            writeln!(io.output, "{}", self.source.nothing())?;
            io.output.write_all(left_out(&report).as_bytes())?;
        } else {
            let page = Page {
                lines: Lines::new(&input.text, Page::width(io)),
                input: &input,
                report: &report,
                secrets: self.source.secrets(),
                wire: self.wire,
                paint: self.color.paint(io),
            };
            io.output.write_all(page.text().as_bytes())?;
        }
        Ok(status)
    }

    fn lines(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let definitions = self.own.definitions(io)?;
        let mut best: Option<Status> = None;
        let mut bad = None;
        let mut line = Vec::new();
        let mut input = BufReader::new(&mut *io.input);
        let mut number = 0_usize;
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            number += 1;
            match serde_json::from_slice::<String>(&line) {
                Ok(text) => {
                    let text = Input::new(text.into_bytes());
                    let (mut report, status, _) = self.own.explain(&self.source, &text, definitions.as_ref());
                    repair::report(&mut report, &Native);
                    best = match (best, status) {
                        (before, Status::Nothing) => before,
                        (before, now) => before.max(Some(now)),
                    };
                    writeln!(io.output, "{}", json::report(&report, self.source.secrets()))?;
                }
                Err(error) => {
                    bad.get_or_insert(number);
                    let message = format!("line {number} is not a JSON string: {error}");
                    let result = Json::Object(vec![("error", message.into())]);
                    writeln!(io.output, "{result}")?;
                }
            }
            // Whoever waits for an answer gets it.
            if input.buffer().is_empty() {
                io.output.flush()?;
            }
        }
        match bad {
            Some(number) => Err(Failure::Input(format!("line {number} is not a JSON string"))),
            None => Ok(best.unwrap_or(Status::Nothing)),
        }
    }
}

/// The answer for people.
pub(super) struct Page<'a> {
    pub input: &'a Input,
    pub lines: Lines<'a>,
    pub report: &'a Report,
    pub secrets: Secrets,
    pub wire: bool,
    pub paint: Paint,
}

/// One line of the tree.
struct Line {
    label: String,
    value: String,
    hint: String,
    state: NodeState,
}

impl Page<'_> {
    /// How many columns an excerpt has.
    pub fn width(io: &Io<'_>) -> usize {
        io.width.map_or(WIDTH, |width| width.saturating_sub(6))
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        let found = &self.report.found;
        for (index, document) in found.iter().enumerate() {
            if found.len() > 1 {
                let title = format!(
                    "{} of {}: bytes {}..{} of the input",
                    index + 1,
                    found.len() + self.report.more,
                    self.input.place(document.span.start),
                    self.input.place(document.span.end)
                );
                out.push_str(&format!("{}\n", self.paint.faint(&title)));
            }
            self.document(document, &mut out);
            if index + 1 < found.len() {
                out.push('\n');
            }
        }
        let more = left_out(self.report);
        if !more.is_empty() {
            out.push('\n');
            out.push_str(&more);
        }
        out
    }

    fn document(&self, document: &Document, out: &mut String) {
        out.push_str(&format!("{}\n", self.paint.strong(&document.sentence())));
        if let Some(headline) = document.headline() {
            let text = match headline.tone {
                HeadlineTone::Good => self.paint.good(&headline.text),
                HeadlineTone::Caution => self.paint.severity(Severity::Warning, &headline.text),
                HeadlineTone::Bad => self.paint.bad(&headline.text),
            };
            out.push_str(&format!("{text}.\n"));
        }
        let parsers = document
            .verdicts
            .iter()
            .map(|verdict| verdict.parser.name().len());
        let width = parsers.max().unwrap_or(0);
        for verdict in &document.verdicts {
            let name = verdict.parser.name();
            out.push_str(&format!("  {name:width$}  {}\n", self.verdict(document, verdict)));
        }
        for (node, verdict) in &document.nested {
            let peer = (0..=*node)
                .rev()
                .filter_map(|index| document.nodes.get(index))
                .find(|node| node.role == Role::Param);
            let name = peer.map_or(String::new(), |peer| match peer.index {
                Some(index) => format!("{}[{index}], ", document.name(peer)),
                None => format!("{}, ", document.name(peer)),
            });
            out.push_str(&format!(
                "  {name}{}  {}\n",
                verdict.parser.name(),
                self.verdict(document, verdict)
            ));
        }
        out.push('\n');
        let mut lines = Vec::new();
        self.tree(document, 0, 0, &mut lines);
        let column = lines
            .iter()
            .filter(|line| !line.value.is_empty())
            .map(|line| line.label.width())
            .filter(|width| *width <= 34)
            .max()
            .unwrap_or(0);
        for line in &lines {
            self.line(line, column, out);
        }
        self.connect(document, out);
        let groups = grouped(&document.diagnostics);
        for group in groups.iter().take(GROUPS) {
            out.push('\n');
            self.diagnostic(document, group, out);
        }
        if groups.len() > GROUPS {
            let more = groups.len() - GROUPS;
            out.push_str(&format!("\n{more} more messages: --json has them.\n"));
        }
    }

    /// The checklist: will it connect?
    fn connect(&self, document: &Document, out: &mut String) {
        let connect = document.connect();
        let painted = |status: CheckStatus, words: &str| match status {
            CheckStatus::Ok => self.paint.good(words),
            CheckStatus::Caution => self.paint.severity(Severity::Warning, words),
            CheckStatus::Problem => self.paint.bad(words),
        };
        if let Some(outlook) = connect.outlook {
            let question = self.paint.strong("Will it connect?");
            let answer = painted(outlook, &words::capital(connect.answer()));
            out.push_str(&format!("\n{question} {answer}\n"));
        }
        for check in &connect.checks {
            let status = painted(check.status, &format!("{:7}", check.status.name()));
            let whom = match (check.peer, document.kind) {
                (Some(at), Kind::Eidetica) => format!("peer[{at}]: "),
                (Some(at), _) => format!("node[{at}]: "),
                (None, _) => String::new(),
            };
            out.push_str(&format!("  {status}  {whom}{}\n", check.text));
            if !check.advice.is_empty() {
                out.push_str(&format!("           {}\n", check.advice));
            }
        }
    }

    fn verdict(&self, document: &Document, verdict: &Verdict) -> String {
        match document.reason(verdict, self.secrets) {
            Some(reason) => {
                let reason = words::visible(&reason);
                let rejects = match document.tone(verdict) {
                    VerdictTone::RejectsIrrelevant => self.paint.faint("rejects:"),
                    _ => self.paint.bad("rejects:"),
                };
                format!("{rejects} {reason}")
            }
            None => {
                let sentence = words::visible(&verdict.sentence());
                let rest = sentence.strip_prefix("accepts").unwrap_or(&sentence);
                format!("{}{rest}", self.paint.good("accepts"))
            }
        }
    }

    /// The lines of the tree below a node. What only wraps one thing is left out, unless the wiring is asked for.
    fn tree(&self, document: &Document, index: usize, depth: usize, lines: &mut Vec<Line>) {
        for child in document.children(index) {
            let Some(node) = document.nodes.get(child) else {
                continue;
            };
            let is_wrapper = matches!(
                node.role,
                Role::Payload | Role::Variant | Role::Ticket | Role::CidText
            ) || (matches!(node.role, Role::Hint | Role::Group | Role::TransportAddr)
                && !node.is_leaf(child));
            let is_frame = matches!(
                node.role,
                Role::KindPrefix | Role::Scheme | Role::Skipped | Role::Multibase
            );
            let is_told = node.is_leaf(child)
                && document
                    .nodes
                    .get(index)
                    .is_some_and(|above| above.role == node.role && above.state == node.state)
                && (node.state.is_read() || node.part == Part::Body);
            if !self.wire {
                if is_wrapper && (!node.is_leaf(child) || node.state.is_read()) {
                    self.tree(document, child, depth, lines);
                    continue;
                }
                if is_told || (node.is_wiring() || is_frame) && node.state.is_read() {
                    continue;
                }
            }
            let name = match node.index {
                Some(place) => format!("{}[{place}]", document.name(node)),
                None => String::from(document.name(node)),
            };
            // Its parts follow, and say all of it.
            let is_title = matches!(
                node.role,
                Role::Payload | Role::Hint | Role::EndpointAddr | Role::Param | Role::Address | Role::Tips
            ) && !node.is_leaf(child);
            let value = match is_title {
                true if node.name == "parameter" => self.key(document, child),
                true => String::new(),
                false => document.show(child, self.secrets),
            };
            lines.push(Line {
                label: format!("{:indent$}{name}", "", indent = depth * 2),
                value,
                hint: document.annotation(child),
                state: node.state,
            });
            let is_whole = matches!(
                node.role,
                Role::SocketAddr | Role::RelayUrl | Role::CustomAddr | Role::BlobFormat
            ) && node.state.is_read();
            if self.wire || !is_whole {
                self.tree(document, child, depth + 1, lines);
            }
        }
    }

    /// The key of a link's parameter.
    fn key(&self, document: &Document, param: usize) -> String {
        let is_key = |index: &usize| {
            document
                .nodes
                .get(*index)
                .is_some_and(|node| node.role == Role::ParamKey)
        };
        let key = document.children(param).find(is_key);
        key.map(|key| document.show(key, self.secrets))
            .unwrap_or_default()
    }

    fn line(&self, line: &Line, column: usize, out: &mut String) {
        let mut text = self.paint.name(&line.label);
        if !line.value.is_empty() {
            text.push_str(&" ".repeat(column.saturating_sub(line.label.width()) + 2));
            text.push_str(&line.value);
        }
        if !line.hint.is_empty() {
            text.push_str("  ");
            text.push_str(&self.paint.faint(&format!("({})", line.hint)));
        }
        let state = line.state.words();
        if !state.is_empty() {
            let severity = match line.state {
                NodeState::Uncertain => Severity::Warning,
                _ => Severity::Error,
            };
            text.push_str("  ");
            text.push_str(&self.paint.severity(severity, &format!("[{state}]")));
        }
        out.push_str("  ");
        out.push_str(text.trim_end());
        out.push('\n');
    }

    /// A message, with the first place that it is about, and how many others there are.
    fn diagnostic(&self, document: &Document, group: &[&Diagnostic], out: &mut String) {
        let Some((diagnostic, others)) = group.split_first() else {
            return;
        };
        let severity = diagnostic.severity;
        let head = self.paint.severity(severity, severity.name());
        let code = self.paint.faint(&format!("[{}]", diagnostic.code.name()));
        out.push_str(&format!(
            "{head}: {} {code}\n",
            words::visible(&diagnostic.message())
        ));
        let (finding, hidden) = match self.secrets {
            Secrets::Masked => (document.span, document.secrets.as_slice()),
            Secrets::Revealed => (Span::new(0, self.input.text.len()), &[][..]),
        };
        let excerpt = self.lines.excerpt(diagnostic.text, finding, hidden);
        let more = match others.len() {
            0 => String::new(),
            1 => String::from(", and 1 more place"),
            many => format!(", and {many} more places"),
        };
        let place = format!("line {}, character {}{more}", excerpt.line, excerpt.column);
        out.push_str(&format!("  {}\n", self.paint.faint(&place)));
        let bar = self.paint.faint("|");
        out.push_str(&format!("  {bar} {}\n", excerpt.text));
        out.push_str(&format!(
            "  {bar} {}\n",
            self.paint.severity(severity, &excerpt.marks)
        ));
        if !diagnostic.help().is_empty() {
            out.push_str(&format!("  {}\n", diagnostic.help()));
        }
        let repairs = group.iter().map(|diagnostic| &diagnostic.repair);
        for line in repairs.flat_map(|repair| fix::lines(repair, self.secrets)) {
            out.push_str(&format!("  {}\n", words::visible(&line)));
        }
    }
}

/// How many messages are shown of one finding.
const GROUPS: usize = 50;

/// Diagnostics with the same message together, in the order of the first of each.
fn grouped(diagnostics: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known: HashMap<(Code, &str, &str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let key = (
            diagnostic.code,
            diagnostic.found.as_str(),
            diagnostic.expected.as_str(),
        );
        match known.get(&key).and_then(|group| groups.get_mut(*group)) {
            Some(group) => group.push(diagnostic),
            None => {
                known.insert(key, groups.len());
                groups.push(vec![diagnostic]);
            }
        }
    }
    groups
}
