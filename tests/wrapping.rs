//! Links and tickets as people's programs hand them on: wrapped, quoted, escaped, coloured. What is found is right, or an
//! error says where and why it is not; never something else without a word.
//!
//! `BLESS=1 cargo test --features native --test wrapping` writes docs/mangled.md anew.

use std::fmt::Write;
use std::{env, fs};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{Document, Severity, examples, explore};

/// Links and tickets of every kind, long and short.
fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&str, String)> = examples::all()
        .filter(|example| !example.broken && !example.text.contains(' '))
        .map(|example| (example.name, example.text.to_owned()))
        .collect();
    let of = |name: &str| {
        let example = examples::all().find(|example| example.name == name);
        example.expect("an example").text
    };
    let id = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
    let bare = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
    let endpoint = of("endpoint ticket");
    texts.push((
        "link with three peers",
        format!("eidetica:?db={id}&pr=http:relay.example.org:8080&pr=iroh:{endpoint}&pr=iroh:{bare}"),
    ));
    texts.push((
        "link with a host in the middle",
        format!("eidetica:?db={id}&pr=iroh:{bare}&pr=http:[2001:db8::7]:443&pr=iroh:{endpoint}"),
    ));
    texts.push(("link with a hash id", format!("eidetica:?db=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855&pr=iroh:{bare}")));
    texts.push(("link with tips", format!("eidetica:?db={id}&tips=2:{id},{id}")));
    texts.push(("short link", format!("eidetica:?db={id}")));
    texts.push(("short ticket", bare.to_owned()));
    // The secret of this API is 32 times 05.
    texts.push(("API secret", "servicesaaqakbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbmkrdr525aj6gk72uw3fu6luxlszjtqtpy5sqjbx43uraa3id3plqaa".to_owned()));
    texts
}

/// Breaks a text every `width` characters.
fn fold(text: &str, width: usize) -> Vec<String> {
    let symbols: Vec<char> = text.chars().collect();
    symbols.chunks(width).map(|line| line.iter().collect()).collect()
}

/// Lines of `width` characters in all, each with something in front and at its end.
fn lines(text: &str, width: usize, front: &str, end: &str) -> String {
    let room = width - front.chars().count() - end.chars().count();
    let lines = fold(text, room);
    let lines: Vec<String> = lines.iter().map(|line| format!("{front}{line}")).collect();
    lines.join(&format!("{end}\n"))
}

/// A sentence around a text, broken at spaces, and a word only where it is longer than a line: as mail programs do.
fn flow(sentence: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        let mut word = word.to_owned();
        let last = lines.last_mut().expect("a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() <= width {
            *last += &format!(" {word}");
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        while word.chars().count() > width {
            let (head, tail) = word.split_at(width);
            *lines.last_mut().expect("a line") = head.to_owned();
            lines.push(String::new());
            word = tail.to_owned();
        }
        *lines.last_mut().expect("a line") = word;
    }
    lines
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn quoted_printable(text: &str, newline: &str) -> String {
    let text = text.replace('=', "=3D");
    let mut out = String::new();
    let mut column = 0;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let size = if rest.starts_with('=') { 3 } else { 1 };
        if column + size > 75 {
            out += "=";
            out += newline;
            column = 0;
        }
        out += &rest[..size];
        rest = &rest[size..];
        column += size;
    }
    out
}

fn wide(text: &str) -> String {
    let wide = |symbol: char| match symbol {
        '!'..='~' => char::from_u32(u32::from(symbol) + 0xfee0).expect("a character"),
        symbol => symbol,
    };
    text.chars().map(wide).collect()
}

fn utf16(text: &str, little: bool) -> String {
    let bytes: Vec<u8> = text
        .encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn percent(text: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    text.bytes()
        .map(|byte| match is_plain(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// What comes of a text; several of the same way, as with every width.
type Made = Box<dyn Fn(&str) -> Vec<String>>;

struct Way {
    area: &'static str,
    name: String,
    made: Made,
}

struct Ways(Vec<Way>);

impl Ways {
    fn add(&mut self, area: &'static str, name: &str, made: impl Fn(&str) -> String + 'static) {
        let made = Box::new(move |text: &str| vec![made(text)]);
        self.0.push(Way {
            area,
            name: name.to_owned(),
            made,
        });
    }

    fn widths(&mut self, area: &'static str, name: &str, made: impl Fn(&str, usize) -> String + 'static) {
        let made = Box::new(move |text: &str| (40..=140).map(|width| made(text, width)).collect());
        self.0.push(Way {
            area,
            name: format!("{name}, every width from 40 to 140"),
            made,
        });
    }
}

fn ways() -> Ways {
    let mut all = Ways(Vec::new());
    let area = "Lines";
    all.widths(area, "broken anywhere", |text, width| lines(text, width, "", ""));
    all.widths(area, "broken anywhere, CR LF", |text, width| {
        lines(text, width, "", "\r")
    });
    all.widths(area, "broken anywhere, CR", |text, width| {
        lines(text, width, "", "").replace('\n', "\r")
    });
    all.widths(area, "broken anywhere, with a sentence around", |text, width| {
        fold(&format!("Hi, I am back. Please open {text} and tell me."), width).join("\n")
    });
    all.widths(area, "broken at spaces, with a sentence around", |text, width| {
        flow(&format!("Hi, I am back. Please open {text} and tell me."), width).join("\n")
    });
    all.widths(area, "broken at spaces, more lines behind", |text, width| {
        flow(&format!("Open {text}"), width).join("\n") + "\nthanks\n\nThe others are coming too."
    });
    all.widths(area, "indented by four", |text, width| {
        lines(text, width, "    ", "")
    });
    all.widths(area, "hanging indent", |text, width| {
        fold(text, width).join("\n      ")
    });
    all.widths(area, "tabs in front", |text, width| {
        fold(text, width).join("\n\t")
    });
    all.widths(area, "blanks behind", |text, width| {
        fold(text, width).join("  \n")
    });
    all.widths(area, "an empty line between", |text, width| {
        fold(text, width).join("\n\n")
    });
    all.add(area, "NEL", |text| fold(text, 72).join("\u{85}"));
    all.add(area, "line separator U+2028", |text| {
        fold(text, 72).join("\u{2028}")
    });
    all.add(area, "paragraph separator U+2029", |text| {
        fold(text, 72).join("\u{2029}")
    });
    all.add(area, "vertical tabs", |text| fold(text, 72).join("\u{b}"));
    all.add(area, "no-break spaces in front", |text| {
        fold(text, 72).join("\n\u{a0}\u{a0}")
    });
    all.add(area, "words glued by U+2028", |text| {
        format!("open\u{2028}{text}\u{2028}now")
    });
    all.add(area, "words glued by NEL", |text| {
        format!("open\u{85}{text}\u{85}now")
    });

    let area = "Mail";
    for sign in [">", "> ", ">> ", "> > ", "| ", "> | "] {
        all.widths(area, &format!("quoted by `{sign}`"), move |text, width| {
            lines(text, width, sign, "")
        });
    }
    all.add(area, "quoted, first line not", |text| fold(text, 72).join("\n> "));
    all.add(area, "quoted-printable", |text| quoted_printable(text, "\r\n"));
    all.add(area, "quoted-printable in a sentence", |text| {
        quoted_printable(&format!("Please open this: {text} and tell me."), "\r\n")
    });
    all.add(area, "quoted-printable, LF", |text| quoted_printable(text, "\n"));
    all.add(area, "quoted-printable, two soft breaks in a row", |text| {
        quoted_printable(text, "\r\n=\r\n")
    });
    all.add(area, "quoted-printable, quoted", |text| {
        quoted_printable(text, "\r\n> ")
    });
    all.add(area, "quoted-printable, `=` alone encoded", |text| {
        text.replace('=', "=3D")
    });
    all.add(area, "quoted-printable, a field before it", |text| {
        format!("ticket=3D{}", text.replace('=', "=3D"))
    });
    all.add(area, "format=flowed", |text| {
        flow(&format!("Open {text} now."), 72).join(" \n")
    });
    all.add(area, "in angle brackets", |text| {
        format!("Open <{}> now.", fold(text, 72).join("\n"))
    });
    all.add(area, "signature below", |text| {
        format!("{}\n-- \nAda\n", fold(text, 76).join("\n"))
    });

    let area = "Comments, lists and boxes";
    for sign in [
        "# ", "// ", "/// ", "//! ", " * ", "* ", "-- ", "; ", ";; ", "! ", "% ", "REM ", "rem ", "dnl ",
        "' ", "#", "//", ";", "- ", "+ ", "• ", "| ", "│ ", "┃ ", "║ ", "» ", "> # ", "│ > ", "    | ",
    ] {
        all.widths(area, &format!("`{sign}` on each line"), move |text, width| {
            lines(text, width, sign, "")
        });
    }
    all.add(area, "`- ` on the first line only", |text| {
        format!("- {}", fold(text, 60).join("\n  "))
    });
    all.add(area, "`1. ` on the first line only", |text| {
        format!("1. {}", fold(text, 60).join("\n   "))
    });
    all.add(area, "`/* */` around", |text| {
        format!("/* {}\n */", fold(text, 60).join("\n * "))
    });
    all.add(area, "`<!-- -->` around", |text| {
        format!("<!-- {} -->", fold(text, 60).join("\n     "))
    });
    for (left, right) in [
        ("│ ", " │"),
        ("| ", " |"),
        ("║ ", " ║"),
        ("* ", " *"),
        ("┃ ", " ┃"),
    ] {
        all.widths(
            area,
            &format!("a box of `{}`", left.trim()),
            move |text, width| {
                let room = width - 4;
                let rows: Vec<String> = fold(text, room)
                    .iter()
                    .map(|row| format!("{left}{row:room$}{right}"))
                    .collect();
                let edge = "─".repeat(width);
                format!("{edge}\n{}\n{edge}", rows.join("\n"))
            },
        );
    }
    all.add(area, "line numbers, `cat -n`", |text| {
        let rows = fold(text, 60).into_iter().enumerate();
        rows.map(|(at, row)| format!("{:6}\t{row}\n", at + 9)).collect()
    });
    all.add(area, "line numbers, `12:`", |text| {
        let rows = fold(text, 60).into_iter().enumerate();
        rows.map(|(at, row)| format!("{}:{row}\n", at + 12)).collect()
    });
    all.add(area, "a diff's `+`", |text| {
        format!("@@ -1 +1,9 @@\n+{}\n", fold(text, 60).join("\n+"))
    });

    let area = "Markup";
    for tag in [
        "<br>",
        "<br/>",
        "<br />\n",
        "<BR>\r\n",
        "<wbr>",
        "<wbr/>",
        "&shy;",
        "&#173;",
        "&ZeroWidthSpace;",
        "&#8203;",
        "\u{200b}",
        "\u{ad}",
        "\u{2060}",
    ] {
        all.widths(
            area,
            &format!("`{}` between", tag.escape_default()),
            move |text, width| fold(text, width).join(tag),
        );
    }
    for ampersand in [
        "&amp;",
        "&#38;",
        "&#038;",
        "&#x26;",
        "&#X26;",
        "&AMP;",
        "&amp;amp;",
        "&amp;#38;",
    ] {
        all.add(area, &format!("`{ampersand}`"), move |text| {
            text.replace('&', ampersand)
        });
        all.widths(area, &format!("`{ampersand}` and lines"), move |text, width| {
            fold(&text.replace('&', ampersand), width).join("\n")
        });
    }
    all.add(area, "every sign as a number", |text| {
        let code = |symbol: char| match symbol.is_ascii_alphanumeric() {
            true => symbol.to_string(),
            false => format!("&#x{:x};", u32::from(symbol)),
        };
        text.chars().map(code).collect()
    });
    all.add(area, "in an attribute", |text| {
        format!("<a href=\"{}\">open</a>", text.replace('&', "&amp;"))
    });
    all.add(area, "coloured by spans", |text| {
        let parts: Vec<String> = fold(text, 25)
            .iter()
            .map(|part| format!("<span class=\"c1\">{part}</span>"))
            .collect();
        parts.concat()
    });
    all.add(area, "`<mark>` inside", |text| {
        format!(
            "<p>{}<mark>{}</mark>{}</p>",
            &text[..20],
            &text[20..40],
            &text[40..]
        )
    });
    all.add(area, "table cell", |text| {
        format!("<td>{}</td><td>3</td>", text.replace('&', "&amp;"))
    });
    all.add(area, "Markdown code", |text| format!("Take `{text}` and go."));
    all.add(area, "Markdown fence", |text| {
        format!("```\n{}\n```", fold(text, 80).join("\n"))
    });
    all.add(area, "Markdown link", |text| format!("[join]({text})"));
    all.add(area, "Markdown, signs escaped", |text| {
        text.replace('_', "\\_")
            .replace('&', "\\&")
            .replace('=', "\\=")
            .replace('[', "\\[")
            .replace(']', "\\]")
    });
    all.add(area, "bold", |text| format!("**{text}**"));
    all.add(area, "Slack", |text| {
        format!("<{}|open>", text.replace('&', "&amp;"))
    });
    all.add(area, "LaTeX", |text| {
        text.replace('&', "\\&").replace('%', "\\%").replace('#', "\\#")
    });

    let area = "Shells";
    for (name, end) in [
        ("sh `\\`", "\\\n"),
        ("PowerShell backtick", "`\r\n"),
        ("cmd `^`", "^\r\n"),
        ("sh `\\`, indented", "\\\n    "),
    ] {
        all.widths(area, name, move |text, width| {
            format!("ticket decode {}", fold(text, width).join(end))
        });
    }
    all.add(area, "sh, signs escaped", |text| {
        format!(
            "open {} &",
            text.replace('?', "\\?").replace('&', "\\&").replace('=', "\\=")
        )
    });
    all.add(area, "cmd, `^&`", |text| {
        format!("start {}", text.replace('&', "^&"))
    });
    all.add(area, "PowerShell, backtick and `&`", |text| {
        format!("start {}", text.replace('&', "`&"))
    });
    all.add(area, "in double quotes", |text| {
        format!("ticket decode \"{text}\" | less")
    });
    all.add(area, "in single quotes, broken", |text| {
        format!("ticket decode '{}'", fold(text, 70).join("\n"))
    });
    all.add(area, "more arguments on the next line", |text| {
        format!("ticket decode {text} \\\n  --json\n")
    });
    all.add(area, "an option", |text| format!("run --ticket={text} --port 80"));
    all.add(area, "`$'…'`", |text| {
        format!("x=$'{}'", text.replace('&', "\\x26"))
    });

    let area = "Source code";
    for (name, joint) in [
        ("`\" + \"`", "\" + \""),
        ("`\" +` and a line", "\" +\n    \""),
        ("a line and `+ \"`", "\"\n    + \""),
        ("two literals in two lines", "\"\n    \""),
        ("two literals side by side", "\" \""),
        ("PHP `.`", "\" .\n    \""),
        ("Lua `..`", "\" ..\n  \""),
        ("Haskell `++`", "\" ++\n  \""),
        ("VB `& _`", "\" & _\n  \""),
        ("SQL `||`", "\" ||\n  \""),
        ("Python, f-strings", "\"\n    f\""),
        ("Python, `\\`", "\" \\\n    \""),
        ("concat!", "\",\n    \""),
        ("Rust `\\`", "\\\n        "),
        ("C `\\`", "\\\n"),
        ("JSON5 `\\`", "\\\r\n"),
    ] {
        all.widths(area, name, move |text, width| {
            format!("let link = (\"{}\");", fold(text, width).join(joint))
        });
    }
    all.add(area, "single quotes and `+`", |text| {
        format!("x = '{}';", fold(text, 60).join("' +\n  '"))
    });
    all.add(area, "escaped quotes and `+`", |text| {
        format!("{{\\\"x = \\\"{}\\\"\\\"}}", fold(text, 60).join("\\\" + \\\""))
    });
    all.add(area, "YAML, folded", |text| {
        format!("ticket: >-\n  {}\nname: a\n", fold(text, 60).join("\n  "))
    });
    all.add(area, "TOML, `\\`", |text| {
        format!("x = \"\"\"\\\n  {}\"\"\"", fold(text, 60).join("\\\n  "))
    });
    all.add(area, "XML, indented", |text| {
        format!(
            "<t>\n    {}\n</t>",
            fold(&text.replace('&', "&amp;"), 60).join("\n    ")
        )
    });
    all.add(area, "Rust `\\x26`", |text| {
        format!("\"{}\"", text.replace('&', "\\x26"))
    });
    all.add(area, "Rust `\\u{26}`", |text| {
        format!("\"{}\"", text.replace('&', "\\u{26}"))
    });

    let area = "JSON";
    for (name, ampersand) in [
        ("`\\u0026`", "\\u0026"),
        ("`\\\\u0026`", "\\\\u0026"),
        ("`\\\\\\\\u0026`", "\\\\\\\\u0026"),
        ("`\\x26`", "\\x26"),
    ] {
        all.add(area, name, move |text| {
            format!("{{\"t\":\"{}\"}}", text.replace('&', ampersand))
        });
        all.widths(area, &format!("{name} and lines"), move |text, width| {
            lines(&text.replace('&', ampersand), width, "", "")
        });
    }
    all.add(area, "`=` and `&` escaped, as Gson does", |text| {
        format!(
            "{{\"t\":\"{}\"}}",
            text.replace('&', "\\u0026").replace('=', "\\u003d")
        )
    });
    all.add(area, "`\\/`", |text| {
        format!("{{\"t\":\"{}\"}}", text.replace('/', "\\/"))
    });
    all.widths(area, "a broken text in JSON", |text, width| {
        json(&format!(
            "Hi!\nPlease open:\n{}\n\nBye",
            fold(text, width).join("\n")
        ))
    });
    all.widths(area, "a broken text in JSON, CR LF", |text, width| {
        json(&fold(text, width).join("\r\n"))
    });
    all.widths(area, "a quoted text in JSON", |text, width| {
        json(&lines(text, width, "> ", ""))
    });
    all.widths(area, "a broken text in JSON in JSON", |text, width| {
        json(&json(&format!("see\n{}\nbye", fold(text, width).join("\n"))))
    });
    all.widths(area, "a broken text in JSON in JSON in JSON", |text, width| {
        json(&json(&json(&fold(text, width).join("\n"))))
    });
    all.add(area, "JSON in JSON", |text| {
        json(&format!("{{\"t\":{}}}", json(&text.replace('&', "\\u0026"))))
    });
    all.add(area, "directly behind `\\n`", |text| {
        format!("\"open:\\n{text}\\nnow\"")
    });

    let area = "URLs";
    all.add(area, "percent-encoded", |text| {
        format!("https://example.com/?u={}&x=1", percent(text))
    });
    all.add(area, "percent-encoded twice", |text| {
        format!("https://example.com/?u={}#x", percent(&percent(text)))
    });
    all.add(area, "percent-encoded, in a message", |text| {
        format!(
            "https://example.com/?text={}",
            percent(&format!("open {text} now"))
        )
    });
    all.add(area, "form-encoded, in a message", |text| {
        format!(
            "text={}",
            percent(&format!("open {text} now")).replace("%20", "+")
        )
    });
    all.add(area, "form-encoded, broken lines inside", |text| {
        format!(
            "text={}",
            percent(&fold(text, 76).join("\r\n")).replace("%20", "+")
        )
    });
    all.widths(area, "percent-encoded and broken", |text, width| {
        lines(
            &format!("https://example.com/?u={}", percent(text)),
            width,
            "",
            "",
        )
    });
    all.add(area, "in a fragment", |text| {
        format!("https://example.com/app#{text}")
    });

    let area = "Logs and terminals";
    for (name, before, after) in [
        ("colour", "\u{1b}[32m", "\u{1b}[0m"),
        ("256 colours", "\u{1b}[38;5;208m", "\u{1b}[m"),
        (
            "bold and erase, as grep",
            "\u{1b}[01;31m\u{1b}[K",
            "\u{1b}[m\u{1b}[K",
        ),
        ("colour, escape character lost", "[32m", "[0m"),
        ("colour as `\\x1b`", "\\x1b[1m", "\\x1b[0m"),
        ("colour as `\\u001b`", "\\u001b[1m", "\\u001b[0m"),
        ("colour as `\\033`", "\\033[1m", "\\033[0m"),
        ("colour as `^[`", "^[[1m", "^[[0m"),
        ("C1 control sequence", "\u{9b}32m", "\u{9b}0m"),
        (
            "OSC 8 link",
            "\u{1b}]8;;https://example.com\u{1b}\\",
            "\u{1b}]8;;\u{1b}\\",
        ),
        ("window title", "\u{1b}]0;x\u{7}", "\u{1b}]0;y\u{7}"),
    ] {
        all.add(area, name, move |text| format!("INFO {before}{text}{after} ok"));
        if before.contains(']') {
            continue;
        }
        all.add(area, &format!("{name}, inside"), move |text| {
            format!(
                "INFO {}{before}{}{after}{}",
                &text[..3],
                &text[3..50],
                &text[50..]
            )
        });
    }
    all.add(area, "the target of an OSC 8 link", |text| {
        format!("see \u{1b}]8;;{text}\u{1b}\\here\u{1b}]8;;\u{1b}\\ ok")
    });
    all.add(area, "timestamps", |text| {
        let rows = fold(text, 60).into_iter().enumerate();
        rows.map(|(at, row)| format!("2026-01-02T03:04:{:02}Z INFO {row}\n", at + 8))
            .collect()
    });
    all.add(area, "docker compose", |text| {
        let rows = fold(text, 60);
        rows.iter().map(|row| format!("web-1  | {row}\n")).collect()
    });
    all.widths(area, "`↩` at the end", |text, width| {
        fold(text, width).join("↩\n")
    });
    all.widths(area, "`↪ ` in front", |text, width| {
        fold(text, width).join("\n↪ ")
    });
    all.widths(area, "` \\` of a pager", |text, width| {
        fold(text, width).join(" \\\n")
    });
    all.widths(area, "tmux, a pane beside", |text, width| {
        fold(text, width).join(" │\n")
    });
    all.add(area, "CSV", |text| format!("1,{text},ok\n2,,\n"));
    all.add(area, "logfmt", |text| format!("level=info ticket=\"{text}\" n=1"));
    all.add(area, "debug print", |text| {
        format!("Ticket {{ text: {text:?}, n: 1 }}")
    });

    let area = "Encodings";
    all.add(area, "UTF-16, little end first", |text| {
        utf16(&format!("open {text}\r\nnow"), true)
    });
    all.add(area, "UTF-16, big end first", |text| {
        utf16(&format!("open {text}\r\nnow"), false)
    });
    all.add(area, "UTF-16, broken", |text| {
        utf16(&fold(text, 72).join("\r\n"), true)
    });
    all.add(area, "fullwidth", wide);
    all.add(area, "fullwidth, in a sentence", |text| {
        format!("はい、{}です。", wide(text))
    });
    all.add(area, "fullwidth signs only", |text| {
        text.replace("eidetica:?", "eidetica：？")
            .replace('=', "＝")
            .replace('&', "＆")
            .replace("iroh:", "iroh：")
    });
    all.add(area, "zero-width spaces", |text| fold(text, 30).join("\u{200b}"));
    all.add(area, "byte order mark", |text| format!("\u{feff}{text}"));
    all.add(area, "broken bytes around", |text| {
        format!("\u{fffd}{text}\u{fffd}")
    });

    let area = "Directly around";
    for (before, after) in [
        ("", "/"),
        ("", ";"),
        ("", "，"),
        ("", "。"),
        ("", "です"),
        ("", ")です"),
        ("", ",x"),
        ("", ";x"),
        ("", "/x/y"),
        ("", "…"),
        ("“", "”"),
        ("（", "）"),
        ("日本語", "日本語"),
        ("", "'s"),
        ("", "!!!"),
        ("", "\u{3000}で"),
        ("=", ""),
        ("url:", ""),
        ("", "@home"),
        ("(", "),"),
        ("", "|x"),
    ] {
        all.add(area, &format!("`{before}…{after}`"), move |text| {
            format!("{before}{text}{after}")
        });
    }
    all
}

/// What the search made of a mangled text.
enum Outcome {
    Right,
    /// It is not right, and an error says so, with its place.
    Told(String),
    Wrong(String),
}

fn outcome(input: &str, text: &str) -> Outcome {
    let report = explore(input, &Native);
    let errors = |document: &Document| {
        let errors = document
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors
            .map(|error| (error.code.name(), error.text, error.message()))
            .collect::<Vec<_>>()
    };
    let Some(first) = report.found.first() else {
        return Outcome::Wrong("nothing was found".into());
    };
    let told: Vec<_> = report.found.iter().flat_map(errors).collect();
    for (code, place, message) in &told {
        assert!(
            place.end <= input.len() && input.get(place.start..place.end).is_some(),
            "{code}: {place:?} in {input:?}"
        );
        assert!(!message.is_empty());
    }
    let right = report.found.iter().all(|document| document.text() == text);
    match (right, told.first()) {
        (true, None) => Outcome::Right,
        (true, Some((code, ..))) => Outcome::Wrong(format!("right, but {code}")),
        (false, Some((code, ..))) => Outcome::Told((*code).to_owned()),
        (false, None) => Outcome::Wrong(format!("{:?}", first.text())),
    }
}

#[test]
fn right_or_told() {
    let texts = texts();
    for (name, text) in &texts {
        assert!(
            matches!(outcome(text, text), Outcome::Right),
            "{name} as it is: {:?}",
            explore(text, &Native)
                .found
                .first()
                .map(|found| &found.diagnostics)
        );
    }
    let ways = ways().0;
    let (mut inputs, mut right, mut told) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut table = String::new();
    let mut area = "";
    for way in &ways {
        let (mut way_right, mut way_told) = (0, Vec::new());
        for (name, text) in &texts {
            for input in (way.made)(text) {
                inputs += 1;
                match outcome(&input, text) {
                    Outcome::Right => way_right += 1,
                    Outcome::Told(code) => {
                        if env::var_os("SHOW").is_some() {
                            println!("{}, {name}: {code}\n{input:?}\n", way.name);
                        }
                        way_told.push(code);
                    }
                    Outcome::Wrong(what) => wrong.push(format!(
                        "{}: {}, {name}: {what}\n    {input:?}",
                        way.area, way.name
                    )),
                }
            }
        }
        if way.area != area {
            area = way.area;
            let _ = write!(
                table,
                "\n## {area}\n\n| What | Right | An error says where and why |\n| --- | ---: | --- |\n"
            );
        }
        right += way_right;
        told += way_told.len();
        let many = way_told.len();
        way_told.sort();
        way_told.dedup();
        let codes: Vec<String> = way_told.iter().map(|code| format!("`{code}`")).collect();
        let said = if many == 0 {
            "–".to_owned()
        } else {
            format!("{many}: {}", codes.join(", "))
        };
        let name = way.name.replace('|', "\\|");
        let _ = writeln!(table, "| {name} | {way_right} | {said} |");
    }
    assert!(ways.len() > 100, "{} ways", ways.len());
    assert!(
        wrong.is_empty(),
        "{} of {inputs} answers were wrong without a word:\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(6000)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    );
    // An error is an answer, but the right answer is the better one.
    assert!(
        told * 50 <= inputs,
        "{told} of {inputs} were not put together again"
    );
    let page = format!(
        "# Mangled links and tickets\n\n<!-- Written by `BLESS=1 cargo test --features native --test wrapping`: change the code, not this. -->\n\n\
         What mail, chat, markup, shells, source code, logs and terminals do to a link or a ticket, and what the search makes of it.\n\
         {} texts in {} ways are {inputs} inputs: {right} come out right, for {told} an error says where and why, and none is\n\
         something else without a word.\n{table}",
        texts.len(),
        ways.len(),
    );
    let path = format!("{}/docs/mangled.md", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("docs/ can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/mangled.md is not what the code says: run BLESS=1 cargo test --features native --test wrapping"
    );
}
