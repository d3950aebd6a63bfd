// The sample releases: names of the files in samples/, and how the picker calls them.

export const SAMPLES = [
  ["01-open-llm-8b", "Open 8B model", "Apache-2.0, from the EU"],
  ["02-hobby-lora", "Hobby LoRA", "A weekend’s adapter"],
  ["03-noncommercial-image", "Image model", "CC BY-NC and a paid licence"],
  ["04-companion-app", "Companion app", "A chatbot that remembers"],
  ["05-cv-ranker", "CV ranker", "Sorts job applications"],
  ["06-systemic-risk", "Frontier model", "Above 10²⁵ FLOP"],
  ["07-hub-mirror", "Mirror", "An unchanged re-upload"],
  ["08-quantised-copy", "Quantised copy", "Somebody else’s, in GGUF"],
  ["09-speech-recogniser", "Speech recogniser", "Narrow, public research"],
  ["10-face-swap-space", "Face-swap Space", "Somebody else’s face"],
  ["11-clashing-merge", "Merge", "Licences that clash"],
  ["12-essay-dataset", "Data set", "Graded school essays"],
].map(([id, title, line]) => ({ id, title, line }));

const text = async (path) => {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
};

/** All samples with their facts and cards, loaded at once: afterwards the page asks for nothing more. */
export const loadSamples = () =>
  Promise.all(SAMPLES.map(async (each) => {
    const [facts, card] = await Promise.all([text(`samples/${each.id}.json`), text(`samples/${each.id}.md`)]);
    return { ...each, facts: JSON.parse(facts), card };
  }));
