/** Measures throughput in processor time, which a busy machine changes little, after warming up: the best of some rounds. */

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Rounds go on so long: optimised code comes into force only after a second or so. */
const ENOUGH_MS = 3000;

/** Million UTF-16 code units a second that `run` gets through. */
export const megabytesPerSecond = (documents: readonly string[], run: (text: string) => unknown): number => {
  const characters = documents.reduce((sum, { length }) => sum + length, 0);
  const started = processorMs();
  let best = Number.POSITIVE_INFINITY;
  while (processorMs() - started < ENOUGH_MS) {
    const began = processorMs();
    for (const document of documents) run(document);
    best = Math.min(best, processorMs() - began);
  }
  return characters / 1e6 / (best / 1000);
};

/** Seconds of processor time one run over a text takes, the better of two. */
export const secondsFor = (text: string, run: (text: string) => unknown): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const began = processorMs();
    run(text);
    best = Math.min(best, processorMs() - began);
  }
  return best / 1000;
};
