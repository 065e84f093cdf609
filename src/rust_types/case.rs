//! serde's `rename_all`: the names of fields and variants in another case.

/// The words of a name in snake case (fields) or Pascal case (variants), in lower case.
fn split(name: &str, is_variant: bool) -> Vec<String> {
    if !is_variant {
        return name.split('_').map(String::from).collect();
    }
    let mut words: Vec<String> = Vec::new();
    for symbol in name.chars() {
        if symbol.is_uppercase() || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(symbol.to_ascii_lowercase());
        }
    }
    words
}

fn capital(word: &str) -> String {
    let mut symbols = word.chars();
    let first = symbols.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(symbols).collect()
}

/// Whether serde has such a rule.
pub fn is_rule(rule: &str) -> bool {
    [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ]
    .contains(&rule)
}

/// A name by a rule; by an unknown one as it is.
pub fn rename(name: &str, rule: &str, is_variant: bool) -> String {
    let words = split(name, is_variant);
    match rule {
        // serde's own take fields as lower case already, and variants as one word.
        "lowercase" if is_variant => name.to_ascii_lowercase(),
        "lowercase" => name.to_owned(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "PascalCase" if is_variant => name.to_owned(),
        "PascalCase" => words.iter().map(|word| capital(word)).collect(),
        "camelCase" => {
            let pascal = rename(name, "PascalCase", is_variant);
            let mut symbols = pascal.chars();
            let first = symbols.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(symbols).collect()
        }
        "snake_case" if !is_variant => name.to_owned(),
        "snake_case" => words.join("_"),
        "SCREAMING_SNAKE_CASE" => rename(name, "snake_case", is_variant).to_ascii_uppercase(),
        "kebab-case" => rename(name, "snake_case", is_variant).replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => rename(name, "SCREAMING_SNAKE_CASE", is_variant).replace('_', "-"),
        _ => name.to_owned(),
    }
}
