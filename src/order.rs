//! Sorting by one routine for all types. The standard one is compiled anew for every type and key, at several kilobytes
//! each, to be fast on long lists; ours are short.

use std::cmp::Ordering;

/// Sorts by a comparison; equals stay in their order.
pub(crate) fn by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let goes_before = &mut |a: usize, b: usize| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b).is_lt(),
        _ => false,
    };
    let mut places = places(list.len(), goes_before);
    for at in 0..places.len() {
        while let Some(&place) = places.get(at).filter(|place| **place != at) {
            list.swap(at, place);
            places.swap(at, place);
        }
    }
}

/// Sorts by a key; equals stay in their order.
pub(crate) fn by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(list, |a, b| key(a).cmp(&key(b)));
}

/// For each item of a list its place when sorted.
fn places(len: usize, goes_before: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut merged = order.clone();
    let mut run = 1;
    while run < len {
        for (pair, out) in order.chunks(2 * run).zip(merged.chunks_mut(2 * run)) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            for slot in out {
                let from_right = match (left, right) {
                    ([l, ..], [r, ..]) => goes_before(*r, *l),
                    (left, _) => left.is_empty(),
                };
                let source = if from_right { &mut right } else { &mut left };
                if let Some((first, rest)) = source.split_first() {
                    *slot = *first;
                    *source = rest;
                }
            }
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    // From "which item comes here" to "where does this item go".
    for (place, item) in order.iter().enumerate() {
        if let Some(slot) = merged.get_mut(*item) {
            *slot = place;
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{by, by_key};

    #[test]
    fn as_the_standard_library_sorts() {
        let mut random = 1u64;
        for len in (0..40).chain([63, 64, 65, 1000]) {
            let mut list: Vec<(u64, usize)> = (0..len)
                .map(|n| {
                    random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (random >> 60, n)
                })
                .collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            by_key(&mut list, |(key, _)| *key);
            assert_eq!(list, expected);
            by(&mut list, |a, b| b.cmp(a));
            expected.sort_by(|a, b| b.cmp(a));
            assert_eq!(list, expected);
        }
    }
}
