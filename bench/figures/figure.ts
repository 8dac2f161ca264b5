/** What every benchmark here gives back: figures with the machine and method they came from, as JSON and as a table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How often the baseline's value this is; absent on rows of another unit. */
  readonly ratio?: number;
  /** Megabytes of input a second, where that says something. */
  readonly megabytesPerSecond?: number;
}

/** A bar that a figure must reach, and whether it does. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
}

export interface Report {
  readonly bench: string;
  readonly title: string;
  /** How it was measured, in a sentence. */
  readonly method: string;
  readonly figures: readonly Figure[];
  readonly bars?: readonly Bar[];
}

export const holds = ({ value, most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }: Bar): boolean =>
  value <= most && value >= least;

export const machine = (): string =>
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;

/** Figures beside a baseline, the first of them. */
export const besideBaseline = (figures: readonly Omit<Figure, 'ratio'>[]): readonly Figure[] =>
  figures.map((figure) => ({ ...figure, ratio: figure.value / figures[0]!.value }));

const processorUs = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/**
 * Microseconds of processor time of one run: the best of many rounds, after warming up for half of them. What a round is given is
 * prepared before its clock starts.
 */
export const processorTime = async <Given = undefined>(
  run: (given: Given) => unknown,
  {
    forMs = 1500,
    leastRounds = 8,
    prepare = () => undefined as Given,
  }: { readonly forMs?: number; readonly leastRounds?: number; readonly prepare?: () => Given } = {},
): Promise<number> => {
  // So much processor time and not so long a wait: on a busy machine code would be timed before it is compiled.
  let spent = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < leastRounds || spent < forMs * 1000; round++) {
    const given = prepare();
    const from = processorUs();
    await run(given);
    const took = processorUs() - from;
    spent += took;
    if (round >= leastRounds / 2) best = Math.min(best, took);
  }
  return best;
};

/** Milliseconds that somebody waits for an answer: the median and the best of some runs. */
export const waitingTime = async (
  run: () => Promise<unknown>,
  runs = 25,
): Promise<{ readonly median: number; readonly best: number }> => {
  const times: number[] = [];
  for (let at = 0; at < runs + 3; at++) {
    const from = performance.now();
    await run();
    if (at >= 3) times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { median: times[runs >> 1] as number, best: times[0] as number };
};

const RESULTS = join(import.meta.dirname, '../results');

/** Writes bench/results/<bench>.json and prints the figures. */
export const publish = (report: Report): void => {
  mkdirSync(RESULTS, { recursive: true });
  const [load] = loadavg();
  const stamped = {
    ...report,
    machine: machine(),
    load: Number(load?.toFixed(1)),
    at: new Date().toISOString().slice(0, 10),
  };
  writeFileSync(join(RESULTS, `${report.bench}.json`), `${JSON.stringify(stamped, undefined, 2)}\n`);
  console.log(`${report.title} (${machine()}, load ${load?.toFixed(1)})`);
  for (const { name, value, unit, ratio } of report.figures) {
    console.log(
      `  ${name.padEnd(52)} ${show(value).padStart(10)} ${unit}${ratio === undefined ? '' : `  ×${ratio.toFixed(2)}`}`,
    );
  }
  for (const bar of report.bars ?? []) console.log(lineOf(bar));
};

export const show = (value: number): string =>
  value >= 1000
    ? Math.round(value).toLocaleString('en-GB')
    : value >= 100
      ? value.toFixed(0)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(4);

/** `holds   $0.97 a million at batches of 100 (at most 1.00)` */
export const lineOf = (bar: Bar): string => {
  const limit = bar.most === undefined ? `at least ${show(bar.least ?? 0)}` : `at most ${show(bar.most)}`;
  return `${holds(bar) ? 'holds ' : 'MISSED'}  ${bar.name}: ${show(bar.value)} ${bar.unit} (${limit})`;
};
