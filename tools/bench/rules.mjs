// A synthetic rule set for json-logic-engine, of the shape that duties have: where, who, when, what kind of model, how
// much compute, and exceptions. As many rules as the caller asks for, over the same forty facts, true and false mixed.

/** Facts that the rules read. */
export function facts() {
  const flags = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`flag${index}`, (index * 7) % 3 !== 0]));
  return { ...flags, place: "EU", actor: "provider", licence: "apache-2.0", modality: "text", flop: 3e24, users: 12_000, asOf: "2026-11-22", parameters: 8e9 };
}

/** `count` rules. */
export function rules(count) {
  const flag = (index) => ({ var: `flag${index % 32}` });
  return Array.from({ length: count }, (_, index) => ({
    and: [
      { in: [{ var: "place" }, [["EU", "US-WA"], ["US-CA"], ["EU", "UK", "KR"]][index % 3]] },
      { "==": [{ var: "actor" }, index % 4 === 3 ? "host" : "provider"] },
      { ">=": [{ var: "asOf" }, index % 5 === 0 ? "2027-08-02" : "2025-08-02"] },
      { or: [{ ">": [{ var: "flop" }, index % 2 ? 1e25 : 1e23] }, flag(index), { and: [flag(index + 5), { "!": [flag(index + 11)] }] }] },
      { "!": [{ and: [{ in: [{ var: "licence" }, ["mit", "apache-2.0"]] }, flag(index + 3), flag(index + 17)] }] },
    ],
  }));
}
