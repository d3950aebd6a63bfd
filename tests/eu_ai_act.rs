//! Popular errors about the AI Act that no condition can show: fines, citations, dates, and what the texts promise.

use lexcard::law;
use lexcard::law_format::Duty;

fn duties() -> Vec<(&'static str, &'static Duty<'static>)> {
    let pack = &law::embedded().expect("the embedded pack decodes").pack;
    let own = pack.duties.iter().filter_map(|d| Some((d.id.strip_prefix("eu.ai-act/")?, d)));
    own.collect()
}

fn fine(name: &str) -> &'static str {
    let (_, duty) = duties().into_iter().find(|(id, _)| *id == name).unwrap_or_else(|| panic!("no duty `{name}`"));
    penalty_of(duty)
}

fn penalty_of(duty: &Duty<'_>) -> &'static str {
    let pack = &law::embedded().expect("the embedded pack decodes").pack;
    duty.penalty.and_then(|p| pack.penalties.get(usize::from(p))).map_or("", |p| p.text)
}

#[test]
fn fines_follow_articles_99_and_101() {
    for (id, duty) in duties() {
        let text = penalty_of(duty);
        let chapter_v = ["52-", "53-", "54", "55-", "91-"].iter().any(|p| id.starts_with(p));
        if chapter_v {
            assert!(
                text.contains("3 %") && text.contains("EUR 15 million") && text.contains("no lower cap"),
                "{id}: {text}"
            );
        }
        assert_eq!(text.contains("EUR 35 million or 7 %"), id.starts_with("5-1-"), "{id}: {text}");
        assert!(!id.starts_with("50-") || text.contains("EUR 15 million or 3 %"), "{id}: {text}");
    }
    assert!(fine("5-1-a").contains("Small mid-caps get no relief"));
    assert!(fine("50-1").contains("small mid-caps, whichever is lower"));
    assert!(fine("99-5").contains("EUR 7.5 million or 1 %"));
    for listed in ["9", "16-b", "22", "22-3", "23", "24", "25-2", "25-4", "26-1", "26-12"] {
        assert!(fine(listed).contains("EUR 15 million or 3 %"), "{listed}");
    }
    for unlisted in ["4-provider", "4-deployer", "6-4", "27", "49-2", "72", "73", "86"] {
        assert!(fine(unlisted).contains("Not among the breaches"), "{unlisted}");
    }
}

#[test]
fn chapter_iii_begins_in_december_2027_at_the_earliest() {
    let chapter = |id: &str| {
        let number: String = id.chars().take_while(char::is_ascii_digit).collect();
        matches!(number.parse(), Ok(6u32..=27 | 43..=48 | 72 | 73 | 86)) || matches!(id, "49-1" | "49-5")
    };
    let mut seen = 0;
    for (id, duty) in duties().into_iter().filter(|(id, _)| chapter(id)) {
        seen += 1;
        for v in &duty.from {
            let day = v.date.to_string();
            assert!(["2027-12-02", "2028-08-02", "2030-08-02"].contains(&day.as_str()), "{id} from {day}");
        }
    }
    assert!(seen > 35, "{seen}");
}

#[test]
fn citations_and_texts_avoid_known_mistakes() {
    for (id, duty) in duties() {
        for c in &duty.citations {
            assert!(!c.locator.contains("5(1)(i)"), "{id}: the new letters are (ba) and (bb)");
            assert!(!c.locator.contains("113(3)"), "{id}: the paragraphs of Article 113 have no numbers");
        }
    }
    let find = |name: &str| duties().into_iter().find(|(id, _)| *id == name).map(|(_, d)| d).expect(name);
    assert!(find("53-4").text.contains("no presumption"), "the code of practice gives no presumption of conformity");
    assert!(find("49-2").citations.iter().any(|c| c.locator == "Art. 49(2)"), "registration was not dropped");
    for id in ["5-1-ba", "5-1-bb"] {
        assert_eq!(find(id).from.iter().map(|v| v.date.to_string()).collect::<Vec<_>>(), ["2026-12-02"]);
    }
}
