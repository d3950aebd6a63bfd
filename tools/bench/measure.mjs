// Fair timing on a shared machine: all subjects take turns in one process, round by round and each round from another
// one on, and only ratios taken inside a round are reported. Absolute times move twofold with the neighbours.

const ROUNDS = 21;
const WARM_UP_MS = 400;
const TURN_MS = 25;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function time(subject, times) {
  const start = performance.now();
  for (let count = 0; count < times; count += 1) subject();
  return (performance.now() - start) / times;
}

/** Calls of a subject that fill a turn, found while it warms up. */
function warmUp(subject) {
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < WARM_UP_MS || calls < 3) {
    subject();
    calls += 1;
  }
  return Math.max(1, Math.round((calls * TURN_MS) / (performance.now() - start)));
}

/**
 * Measures `{ name: function }` together. Of each subject: the median time of a call in microseconds, and the median
 * of its ratio to the first subject within a round.
 */
export function compare(subjects) {
  const entries = Object.entries(subjects);
  const times = entries.map(([, subject]) => warmUp(subject));
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const taken = [];
    for (let turn = 0; turn < entries.length; turn += 1) {
      const who = (turn + round) % entries.length;
      taken[who] = time(entries[who][1], times[who]);
    }
    return taken;
  });
  return entries.map(([name], who) => ({
    name,
    microseconds: 1000 * median(rounds.map((taken) => taken[who])),
    ratio: median(rounds.map((taken) => taken[who] / taken[0])),
  }));
}
