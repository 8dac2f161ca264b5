/**
 * A project's figures for Prometheus, as they stand now: hours that were summed up from their roll-ups, what came since
 * from the calls themselves. The same counters are never exposed lower than before; `ledger` keeps that promise.
 */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS, toIso } from '../domain/call/units.ts';
import { familiesOf } from '../domain/exposition/families.ts';
import { advance, entered, type Ledger } from '../domain/exposition/ledger.ts';
import { type FamilySamples, renderOpenMetrics, samplesOf } from '../domain/exposition/openmetrics.ts';
import { distinctOf } from '../domain/summarise/distinct.ts';
import { decodeRollup, mergeAll, type Rollup } from '../domain/summarise/rollup.ts';
import { exposedFigures } from './exposed-figures.ts';
import type { CallStore, TimeRow } from './ports/calls.ts';
import type { Clock, Waiting } from './ports/time.ts';
import { type RollUpParts, rollUpHour, summedUpUntil } from './roll-up.ts';
import { unpackedRows } from './trust-rows.ts';

export interface ExposeParts extends RollUpParts {
  readonly clock: Clock;
}

/** How long an answer stands: scrapers that ask more often, or several of them, get the same one. */
export const FRESH_MS = 10_000;

/**
 * Calls since the last summary that one scrape reads at most: some two seconds of a core. Beyond it counters move when an
 * hour is summed up and `sightglass_open_hour_included` is 0.
 */
const MAX_OPEN_CALLS = 20_000;

/** What was exposed is remembered this long after the last scrape. */
const REMEMBER_MS = 7 * DAY_MS;

/** Under this name a project's roll-ups hold what was exposed. */
const EXPOSED = { period: 'exposed', start: 'counters' } as const;

/** Makes the answers; it remembers each for a few seconds. */
export const createExposition = (parts: ExposeParts) => {
  const fresh = new Map<ProjectId, { readonly at: EpochMs; readonly text: Promise<string> }>();
  return (project: ProjectId, waiting: Waiting): Promise<string> => {
    const now = parts.clock();
    const known = fresh.get(project);
    if (known !== undefined && now - known.at < FRESH_MS) return known.text;
    const text = expose(parts, project, now, waiting);
    fresh.set(project, { at: now, text });
    // A failure is not worth remembering.
    text.catch(() => fresh.delete(project));
    return text;
  };
};

const expose = async (parts: ExposeParts, project: ProjectId, now: EpochMs, waiting: Waiting): Promise<string> => {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const until = await summedUpUntil(parts.summaries, project, waiting);
  const closed = await closedHours(parts, project, { from: today - DAY_MS, until }, waiting);
  const open = await openStretches(parts, project, { from: today - DAY_MS, until, now }, waiting);
  const hours = [...closed, ...(open ?? [])];
  const scope = (from: EpochMs) => ({ project, from, to: from + DAY_MS });
  const days = [today - DAY_MS, today].map((start) => ({
    start,
    families: familiesOfRollups(
      scope(start),
      hours.filter(({ from }) => from >= start && from < start + DAY_MS),
      now,
    ),
  }));

  const { summaries } = parts;
  const before = await summaries.getRollup(project, EXPOSED.period, EXPOSED.start, waiting);
  const ledger = advance(before === undefined ? undefined : (JSON.parse(before) as Ledger), days);
  const after = JSON.stringify(ledger);
  if (after !== before)
    await summaries.putRollup(project, EXPOSED.period, EXPOSED.start, after, now + REMEMBER_MS, waiting);
  const both = familiesOfRollups({ ...scope(today - DAY_MS), to: today + DAY_MS }, hours, now);
  return renderOpenMetrics([...entered(ledger, both), openHourIncluded(open !== undefined)], ledger.since);
};

const closedHours = async (
  { summaries }: ExposeParts,
  project: ProjectId,
  { from, until }: { readonly from: EpochMs; readonly until: EpochMs },
  waiting: Waiting,
): Promise<readonly Rollup[]> => {
  if (until <= from) return [];
  const stored = await summaries.rollups(project, 'hour', { from: toIso(from), to: toIso(until - 1) }, waiting);
  return stored.map(({ rollup }) => decodeRollup(rollup));
};

/** What was not summed up yet, day by day; undefined when it is more than a scrape may read. */
const openStretches = async (
  parts: ExposeParts,
  project: ProjectId,
  { from, until, now }: { readonly from: EpochMs; readonly until: EpochMs; readonly now: EpochMs },
  waiting: Waiting,
): Promise<readonly Rollup[] | undefined> => {
  const calls = atMost(MAX_OPEN_CALLS, parts.calls);
  const begin = Math.max(from, until);
  const stretches: Rollup[] = [];
  try {
    for (let start = begin; start <= now; start = nextDay(start)) {
      // To the end of the day, not to now: a call may start a moment after our own clock.
      const stretch = { kind: 'hour', zone: 'UTC', start, end: nextDay(start) } as const;
      stretches.push(await rollUpHour({ ...parts, calls }, project, stretch, waiting));
    }
  } catch (error) {
    if (error instanceof TooManyCalls) return undefined;
    throw error;
  }
  return stretches;
};

const nextDay = (at: EpochMs): EpochMs => (Math.floor(at / DAY_MS) + 1) * DAY_MS;

class TooManyCalls extends Error {}

const atMost = (limit: number, calls: CallStore): CallStore => {
  let read = 0;
  const counted = async function* (rows: AsyncIterable<TimeRow>): AsyncGenerator<TimeRow> {
    for await (const row of unpackedRows(rows)) {
      read += row.facts.length;
      if (read > limit) throw new TooManyCalls('more calls than a scrape may read');
      yield row;
    }
  };
  return {
    ...calls,
    slicesByTime: function* (...question) {
      for (const slice of calls.slicesByTime(...question)) yield counted(slice);
    },
  };
};

const familiesOfRollups = (
  scope: Pick<Rollup, 'project' | 'from' | 'to'>,
  rollups: readonly Rollup[],
  now: EpochMs,
): readonly FamilySamples[] => {
  const { figures } = mergeAll(scope, rollups);
  const recent = rollups
    .filter(({ to }) => to > Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS)
    .reduce((sessions, { figures: { sessions: those } }) => distinctOf.absorb(sessions, those), distinctOf.zero());
  return familiesOf(exposedFigures(figures, recent)).map(samplesOf);
};

const openHourIncluded = (included: boolean): FamilySamples =>
  samplesOf({
    type: 'gauge',
    name: 'sightglass_open_hour_included',
    help: 'Whether calls since the last summary are in the counters: 0 when they are too many to read on a scrape.',
    samples: [{ labels: {}, value: included ? 1 : 0 }],
  });
