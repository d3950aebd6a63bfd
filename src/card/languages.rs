//! Language codes: ISO 639-1, 639-2 and 639-3, and the names people write instead.
//!
//! Codes from the ISO 639-3 tables of SIL International (npm `iso-639-3` 3.0.1) with the collective codes of ISO 639-2.

/// ISO 639-1, sorted, separated by blanks.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn \
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se \
    sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi \
    vo wa wo xh yi yo za zh zu";

/// Number of codes of three letters in [`THREE_LETTERS`].
#[cfg(test)]
const THREE_LETTER_COUNT: u32 = 7953;

/// One bit per combination of three letters, `aaa` first, lowest bit first, in hexadecimal.
const THREE_LETTERS: &str = "\
    ffeddffeffffbfdbfbfffedaf71f3c576f977bf8fff7ff70bf03ffffcb058562f9fffdfffffff7f7fffffffffffff7e3e9ffffff4cb00a7e\
    ffff7ffffffff7ffffcfffdf6ff4f1705de79f140720dffd1f6ec921f8ffffdfffff7fffff7ffffffffffffffffffff77fefffffefffffef\
    fffffdbfffedffffffffbfffffffefdffffffbffff27fffffffefffffffffff7fffff5dffffffffffffffffeffffdfffffdff9ffffeeffff\
    ffffffff3bbdfdc5ad2d40ec9cc1432c0c254100504400c0fffffe9fb44245d6932488f77be7175655790e1c377bf3efffef5d3865080000\
    fcffbfffffff76373e87c7cfff018100b0058000000000035000409221d0fd77ffdefe5e040002648d19c1df7b23000000df6dce22e5d9f3\
    fe7fffcf9d1401048600d100f0c7655fd6995eb7edef030002000000c0575a479269012cd67b74dfff7f000000010456030000b014075114\
    1a00010000101149000060100000001000004404001080041000000400802804000010d52d1064172453b5d4bde3cd030080004010000000\
    0004173901ddd7912198a700000440820000010400000002014000440000b0feef3900020000000400000000002000400400000002000000\
    10a3aa0500000000042004a608040008815000000831064000000000404007f543100804000000e0bbb31300800011000000000000000000\
    000000ffffdfefffdfcf83a2c0ffdf27ef5fe7031020b0c58045259b03dfb8df03d44890010e41b7935ccb38b27fff6df9ffff7d04080001\
    21127ccffd0f854f44000004ffffdfd6e81bf437a30d0000207b7902058400f0ffffff001805810000008010b41c21000000000010400004\
    08b4fea70c4000001124046c0060f0ffff77f618059fdb6e030011000000400535be822804000451e2ffff3f050908054000000000100100\
    040000000021026ce349148920c0479007000000cc50402485478440201000210050881100d1ecef54350d0169067deb3308002005401100\
    000050449649d6dda7c14697fb00100008008000404500010200014080000208f8ebd73bc4991600000c04012020d9a20100000012440000\
    0410f09d951304800001d012400010f090624cd202014a0046048008000020c0008006000800000000f0d8ef150208000001000000001001\
    0010000000ffffff7fffffffffff7fffeff6ffffffffffff3ff7ffdfffffffffffff7ffffffefffffffffffffffffffffdffdfdffff7ffdf\
    ffffffffffbefbffffffffff7fffffffffffffefffffefffebfdfbfffffffff5dfffffffbfdddfffbc98052cff07f0fbff7f000800c33d1b\
    06e672f0efff7f4422309f7b1efdff56f2ff3edff21e95f7ffff47800102000040559f8a99f92e118751f8f7ff77400105d1585c00000010\
    040200200a80fffffffffeffffffffffffefffbfff7ffffffffffffff7dffff7ffffdf7bfffffffffffffdffbffffffbffffdfdf7dfffff7\
    fffff7ffffffffffffff7fffffff7fdfffbfeff7ff7fdfffe7fffffff7fef67fffff7ffffffff7ff5fff7f9ffeffffff7fff7f028204dfff\
    ffffd7effffff7ffe29ee7fff7ff767dc5ffffffffffffdeffbf7f0fa75106c417d05dafa6fffdff635d4bffffff3f20140057518265f50d\
    f2ffffdf4205c50500220074691018044100010600000000005160050401000006012000180592b1fd674b06950647edda4c9d7b83046240\
    00154200000054c7f95f10ccc946dff7131100200000009000000000000a1000014000f0dfffbf7dbe4fffbf40148461b0ff7d7a04020049\
    2d1426f7edf1bfef3f000002c7e01e7cbffdbdfbf7fcf7fffff4fdef41f477100001407fffb7ddf95f0586eff537fd1d0000004371420040\
    0000014319000800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    0000000000000000000000000000000000ffbde757ee135d08c14021fa17018000000000f0feffbf00230020000008000030b5e310000000\
    1124160001021082a301500001831148000000f0dfdf3f12aa10fff85200802000000000401002021800104210615fdf3100000001540220\
    000001004201200000ff7fffffffff2fdfdecfbdfba7ffff7f4b4010f17debfdf7fffffbffff6ff17bf13fff7ffffffffffffffffddffffd\
    ffff57ff6f81751ffcf7fffffffffffeff5f5727ef5f501072ffff9f159f15077dc67da192f5ffff7fffbffffffdddffffbdf6dfff3f4098\
    02bfefffe7f6fe7cfeff7fd03e157bb8ffbefffff6fff7f773ffffeefbf7d7fdef2f80bfc5fffeffdffffffffffffdffff7b061f77fff9db\
    5dcf7d16b9ea6ba01e2000300204244804000040d406040000040004003001065000080040002400040010dc78d74d0f144ff11664d1480a\
    000000400008000000fcf7eb1f58484124a0040030124022001000000000000001000008801010bf6f93000100000000000000c0802f0000\
    000000000a000000c087c20200000001df18000012f0ff793f00250000080a00000000000040001003000920000001000083000000000100\
    0000000000000000000000ffffffcf7ebe11100000920144cdf95e00010030140451100104f63f32050400b0802055759f7d9f71cc78d543\
    f5d767140100000000002cf7db1f5460036805108b38ba01000030002444000010031102010000f0f5ff97d7bc50d6787a155001a484e941\
    0000006b19527400e9209062920000027fefff7f8553f4efffff709dc74cf542fcffff1f0080c0568c169ffb377defffb5a4af014418015d\
    4e4a08502830e08010202400ffffff4ffe0106880a40160100150b3e01000010906945020201e9bfbf02000010d4a7d1549e44defd8766b1\
    5520d4a3d8303d800000004cf011c5846e500022507fbfcb0700201084b245100644000012021100f0fffd7f050212810000000800100c02\
    000000008330022c840131c00324000000cbe43a02c804f0ffff7f160101845007fcffff0f010040103801011c1240e17616880310000000\
    01000000000022240a40800000";

/// Names and mistaken codes of common languages, with the code that is meant.
const NAMES: &[(&str, &str)] = &[
    ("afrikaans", "af"),
    ("albanian", "sq"),
    ("arabic", "ar"),
    ("armenian", "hy"),
    ("basque", "eu"),
    ("bengali", "bn"),
    ("bulgarian", "bg"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("croatian", "hr"),
    ("cz", "cs"),
    ("czech", "cs"),
    ("danish", "da"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("english", "en"),
    ("español", "es"),
    ("estonian", "et"),
    ("finnish", "fi"),
    ("français", "fr"),
    ("french", "fr"),
    ("galician", "gl"),
    ("georgian", "ka"),
    ("german", "de"),
    ("greek", "el"),
    ("gujarati", "gu"),
    ("hausa", "ha"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("icelandic", "is"),
    ("indonesian", "id"),
    ("irish", "ga"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("kannada", "kn"),
    ("kazakh", "kk"),
    ("korean", "ko"),
    ("kr", "ko"),
    ("latin", "la"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("malay", "ms"),
    ("malayalam", "ml"),
    ("mandarin", "zh"),
    ("marathi", "mr"),
    ("multi", "multilingual"),
    ("nepali", "ne"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("punjabi", "pa"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("sinhala", "si"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("spanish", "es"),
    ("swahili", "sw"),
    ("swedish", "sv"),
    ("tamil", "ta"),
    ("telugu", "te"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
    ("welsh", "cy"),
    ("yoruba", "yo"),
    ("zulu", "zu"),
];

/// Whether the Hub takes this as a language: an ISO 639 code in lower case, `code` or `multilingual`.
#[must_use]
pub(crate) fn is_language(code: &str) -> bool {
    match code.len() {
        2 => TWO_LETTERS.as_bytes().chunks(3).any(|known| known.starts_with(code.as_bytes())),
        3 => is_three_letter_code(code),
        _ => matches!(code, "code" | "multilingual"),
    }
}

fn is_three_letter_code(code: &str) -> bool {
    let mut number = 0usize;
    for byte in code.bytes() {
        if !byte.is_ascii_lowercase() {
            return false;
        }
        number = number * 26 + usize::from(byte - b'a');
    }
    // Two hexadecimal digits a byte, the high one first.
    let digit = (number / 8) * 2 + usize::from(number % 8 < 4);
    let nibble = THREE_LETTERS.as_bytes().get(digit).and_then(|&digit| char::from(digit).to_digit(16));
    nibble.is_some_and(|nibble| nibble >> (number % 4) & 1 == 1)
}

/// The code that a name or a common mistake stands for.
#[must_use]
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, code)| code)
}

/// The language named by a word of running text; mistaken codes are no names.
#[must_use]
pub(crate) fn named(word: &str) -> Option<&'static str> {
    if word.len() > 2 { code_of(word).filter(|code| *code != "multilingual" && *code != "la") } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_two_and_three_letters() {
        for code in ["en", "no", "zh", "deu", "ger", "mul", "zxx", "yue", "ber", "code", "multilingual", "aaa", "zzj"] {
            assert!(is_language(code), "{code}");
        }
        for code in ["jp", "zh-CN", "EN", "noinfo", "en_unnorm", "", "e", "aa a", "qqq", "zzz", "english"] {
            assert!(!is_language(code), "{code}");
        }
        let letters = b'a'..=b'z';
        let all = letters.clone().flat_map(|a| letters.clone().map(move |b| (a, b)));
        let all = all.flat_map(|(a, b)| (b'a'..=b'z').map(move |c| String::from_utf8(vec![a, b, c]).unwrap()));
        let known = all.filter(|code| is_three_letter_code(code)).count();
        assert_eq!(u32::try_from(known).unwrap(), THREE_LETTER_COUNT);
    }

    #[test]
    fn names_lead_to_codes() {
        assert_eq!(code_of("English"), Some("en"));
        assert_eq!(code_of("jp"), Some("ja"));
        assert_eq!(named("jp"), None);
        for (name, code) in NAMES {
            assert!(is_language(code), "{name}");
        }
    }
}
