// The sample releases, by the names of their files in samples/.

const text = async (path) => {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
};

/** Samples with their facts and cards, loaded at once: afterwards the page asks for nothing more. */
export const loadSamples = (ids) =>
  Promise.all(ids.map(async (id) => {
    const [facts, card] = await Promise.all([text(`samples/${id}.json`), text(`samples/${id}.md`)]);
    return { id, facts: JSON.parse(facts), card };
  }));
