//! Characters that people and programs take for one another, and letters with something on them.

/// The alphabet of base32.
pub(super) const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz234567";

/// What a character that is none of base32's may have been: digits that it leaves out because they look like letters, signs
/// that look like letters, and letters of other alphabets.
const ALIKE: [(&str, &str); 34] = [
    ("0Øøοо", "o"),
    ("1|!¡ıіΙ", "li"),
    ("8ß", "b"),
    ("9", "gq"),
    ("$§ѕ", "s"),
    ("@аα", "a"),
    ("€еє", "e"),
    ("(с¢", "c"),
    ("р", "p"),
    ("х×", "x"),
    ("у¥", "y"),
    ("к", "k"),
    ("ј", "j"),
    ("һ", "h"),
    ("ԁ", "d"),
    ("ɡ", "g"),
    ("т+", "t"),
    ("ո", "n"),
    ("ν", "v"),
    ("ω", "w"),
    ("àáâãäåāăąǎ", "a"),
    ("çćčċ", "c"),
    ("ďđ", "d"),
    ("èéêëēėęě", "e"),
    ("ğģġ", "g"),
    ("ìíîïīįǐ", "i"),
    ("łļľ", "l"),
    ("ñńņň", "n"),
    ("òóôõöōőǒ", "o"),
    ("śşšș", "s"),
    ("ťţț", "t"),
    ("ùúûüūůűųǔ", "u"),
    ("ýÿ", "y"),
    ("źżž", "z2"),
];

/// Letters and digits of base32 that are misread for one another.
const MISREAD: [[char; 2]; 8] = [
    ['l', 'i'],
    ['2', 'z'],
    ['5', 's'],
    ['6', 'b'],
    ['6', 'g'],
    ['g', 'q'],
    ['u', 'v'],
    ['t', '7'],
];

/// The letters that a character may have been; none for one that looks like no letter.
pub(super) fn alike(symbol: char) -> &'static str {
    let row = ALIKE.iter().find(|(symbols, _)| symbols.contains(symbol));
    row.map_or("", |(_, letters)| letters)
}

/// Whether one is taken for the other.
pub(super) fn misread(symbol: u8, letter: char) -> bool {
    let symbol = char::from(symbol).to_ascii_lowercase();
    let is_pair = |pair: &[char; 2]| *pair == [symbol, letter] || *pair == [letter, symbol];
    MISREAD.iter().any(is_pair)
}
