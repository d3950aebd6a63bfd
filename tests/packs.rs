//! Bytes that are no law pack, or a broken one, are refused with a reason; the lists in front can be read by themselves.

use lexcard::LawPack;
use lexcard::law_format::{Lists, Pack, PackError, SCHEMA};
use lexcard::report::card::{CardAnswer, CardOptions, validate};
use std::sync::Arc;

fn compiled() -> lexcard_law_compiler::Compiled {
    lexcard_law_compiler::compile("src/laws".as_ref()).unwrap_or_else(|e| panic!("{e}"))
}

fn refusal(bytes: &[u8]) -> PackError {
    LawPack::decode(bytes).expect_err("no pack")
}

#[test]
fn what_is_no_pack_is_refused_with_a_reason() {
    let bytes = compiled().bytes;
    assert!(LawPack::decode(&bytes).is_ok());
    assert_eq!(refusal(b""), PackError::NotAPack);
    assert_eq!(refusal(b"---\nlicense: mit\n---\n"), PackError::NotAPack);
    assert_eq!(refusal(&bytes[..5]), PackError::Malformed);
    let mut other = bytes.clone();
    other[4] += 1;
    assert_eq!(refusal(&other), PackError::UnknownSchema { supported: SCHEMA, got: SCHEMA + 1 });
    let mut longer = bytes.clone();
    longer.extend([0, 0]);
    assert_eq!(refusal(&longer), PackError::TrailingBytes { count: 2 });
    // Cut anywhere: a prime, so that it is cut in the middle of all kinds of things.
    for end in (6..bytes.len()).step_by(997) {
        assert_eq!(refusal(&bytes[..end]), PackError::Malformed, "cut at {end}");
    }
}

/// A change that breaks a pack.
type Break = fn(&mut Pack<'static>);

#[test]
fn an_index_that_points_nowhere_is_refused() {
    let pack = compiled().pack;
    let breaks: [(&str, Break); 5] = [
        ("instrument", |pack| pack.duties[0].instrument = u16::MAX),
        ("expression", |pack| pack.duties[0].when = u32::MAX),
        ("requirement set", |pack| pack.duties[0].requirement_sets.push(u16::MAX)),
        ("work", |pack| pack.duties[0].citations[0].work = u16::MAX),
        ("work", |pack| Arc::make_mut(&mut pack.lists).objections[0].citations[0].work = u16::MAX),
    ];
    for (expected, change) in breaks {
        let mut broken = pack.clone();
        change(&mut broken);
        match refusal(&broken.encode()) {
            PackError::DanglingReference { what, .. } => assert_eq!(what, expected),
            other => panic!("{expected}: {other}"),
        }
    }
}

/// Cards need the lists alone, and these say the same as the whole pack.
#[test]
fn the_lists_can_be_read_by_themselves() {
    let compiled = compiled();
    let (lists, rest) = Lists::read(&compiled.bytes).expect("lists");
    assert_eq!(lists, *compiled.pack.lists);
    assert_eq!(Pack::read_rest(Arc::new(lists.clone()), rest).expect("the rest"), compiled.pack);
    let cut = &compiled.bytes[..compiled.bytes.len() - rest.len()];
    assert_eq!(Lists::read(cut).expect("lists alone").0, lists);
    assert_eq!(refusal(cut), PackError::Malformed);

    let card = "---\nliscence: mit\n---\n# A\n\nIt is GDPR compliant.\n";
    let whole = LawPack::decode(&compiled.bytes).expect("decodes");
    let answer = |law| match validate(law, card, &CardOptions::default()) {
        CardAnswer::Success(result) => serde_json::to_string(&*result).expect("JSON"),
        CardAnswer::Failure(failure) => panic!("{failure:?}"),
    };
    let embedded = answer(lexcard::law::Law::Embedded);
    assert!(embedded.contains("citations"), "{embedded}");
    assert_eq!(embedded, answer((&whole).into()));
}
