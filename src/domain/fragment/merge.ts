/**
 * Merges what several requests said about the spans of a trace. Each field is a join semilattice (a value with its event time,
 * of which the greater wins), so the result does not depend on order, grouping or repetition: retries, duplicates, late roots
 * and content that arrives before its span all give the same trace.
 */
import { hash } from 'node:crypto';
import { dropAbsent } from '../call/facts.ts';
import type { SpanId } from '../call/ids.ts';
import type { SpanKind } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';
import type { Cost } from '../call/usage.ts';
import { withUtf8 } from '../call/utf8.ts';
import { eventTime, type Fragment, PAYLOAD_FIELDS, type PayloadSlot, type StoredSpan } from './fragment.ts';
import { stableJson } from './stable-json.ts';

/** What is known of a trace: for each span, of each field the report that wins so far. */
export type TraceState = ReadonlyMap<SpanId, ReadonlyMap<string, Report>>;

/** What one fragment says. */
export const stateOf = (fragment: Fragment): TraceState =>
  fragment.spans.reduce((state, span) => joinStates(state, new Map([[span.spanId, reportsOf(span)]])), NOTHING);

const NOTHING: TraceState = new Map();

/** What two states say together: commutative, associative and idempotent. */
export const joinStates = (one: TraceState, other: TraceState): TraceState => {
  const joined = new Map(one);
  for (const [spanId, reports] of other) {
    const held = joined.get(spanId);
    joined.set(spanId, held === undefined ? reports : joinReports(held, reports));
  }
  return joined;
};

/** The spans of a state, each once, by id. */
export const spansOf = (state: TraceState): readonly StoredSpan[] =>
  [...state.keys()].sort().map((spanId) => toSpan(state.get(spanId) as ReadonlyMap<string, Report>));

/** All spans of the fragments, each once, by id. */
export const mergeFragments = (fragments: readonly Fragment[]): readonly StoredSpan[] =>
  spansOf(fragments.map(stateOf).reduce(joinStates, NOTHING));

/** What is said of one field, and when it happened. */
export interface Report {
  readonly value: unknown;
  readonly at: EpochMs;
}

/** Fields that are maps or lists of independent parts are taken apart, so that parts from different requests all survive. */
const reportsOf = (span: StoredSpan): ReadonlyMap<string, Report> => {
  const reports = new Map<string, Report>();
  const at = span.reportedAt ?? eventTime(span);
  const {
    payload,
    redactions,
    assessments,
    truncated,
    start,
    isStartUnknown,
    reportedAt: _,
    fieldTimes,
    ...fields
  } = span;
  reports.set(isStartUnknown === true ? 'heardOf' : 'start', { value: start, at });
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const told = field === 'cost' ? { cost: value, madeFrom: pricedFrom(span) } : value;
    reports.set(field, { value: told, at: fieldTimes?.[field] ?? at });
  }
  for (const field of PAYLOAD_FIELDS) {
    const slot = payload?.[field];
    if (slot === undefined) continue;
    const path = field === 'parts' ? `parts/${digestOfSlot(slot)}` : `payload/${field}`;
    reports.set(path, { value: slot, at: fieldTimes?.[path] ?? at });
  }
  for (const [type, found] of Object.entries(redactions ?? {})) reports.set(`redactions/${type}`, { value: found, at });
  for (const assessment of assessments ?? []) {
    reports.set(`assessments/${assessment.assessor}/${assessment.dimension}`, { value: assessment, at });
  }
  for (const cut of truncated ?? []) reports.set(`truncated/${cut.path}`, { value: cut, at });
  return reports;
};

/** A cost, and what it was made from. */
interface ToldCost {
  readonly cost: Cost;
  readonly madeFrom: string;
}

/** What a price depends on: a cost made from other words than those that hold in the end is none. */
const pricedFrom = ({ provider, model, usage, serviceTier, cacheHit }: Partial<StoredSpan>): string =>
  stableJson([provider ?? null, model ?? null, usage ?? null, serviceTier ?? null, cacheHit ?? null]);

const costOf = (told: ToldCost | undefined, span: Partial<StoredSpan>): Cost | undefined =>
  told === undefined || (told.cost.source !== 'client' && told.madeFrom !== pricedFrom(span)) ? undefined : told.cost;

const joinReports = (
  one: ReadonlyMap<string, Report>,
  other: ReadonlyMap<string, Report>,
): ReadonlyMap<string, Report> => {
  const joined = new Map(one);
  for (const [path, report] of other) {
    const held = joined.get(path);
    if (held === undefined || wins(path, report, held)) joined.set(path, report);
  }
  return joined;
};

/** Fields of which some values say more than others, whenever they were said: a part of a call knows less than the whole. */
const RANKS: Readonly<Record<string, (value: unknown) => number>> = {
  kind: (kind) => Number(kind !== 'other'),
  status: (status) => Number(status === 'error'),
  profile: (profile) => Object.keys(profile as object).length,
  cost: (told) => ['unpriced', 'computed', 'client'].indexOf((told as ToldCost).cost.source),
};

/** Whether `one` beats `other`; equal reports beat nobody, so it is a total order and the join a semilattice. */
const wins = (path: string, one: Report, other: Report): boolean => {
  if (path === 'start' || path === 'heardOf' || path === 'firstTokenAt')
    return (one.value as number) < (other.value as number);
  if (path === 'end' || path.startsWith('redactions/')) return (one.value as number) > (other.value as number);
  const rank = RANKS[path];
  if (rank !== undefined) {
    const [a, b] = [rank(one.value), rank(other.value)];
    if (a !== b) return a > b;
  }
  if (one.at !== other.at) return one.at > other.at;
  const [a, b] = [canonical(path, one.value), canonical(path, other.value)];
  return a > b;
};

/** A text that is equal for equal values, to break ties by; documents that stand elsewhere go by their digest. */
const canonical = (path: string, value: unknown): string => {
  if (path.startsWith('payload/') || path.startsWith('parts/')) {
    // Of equal documents the one that is here spares a look-up.
    const slot = value as PayloadSlot;
    return `${digestOfSlot(slot)} ${'value' in slot ? '~' : stableJson(slot)}`;
  }
  return stableJson(value);
};

const digestOfSlot = (slot: PayloadSlot): string => ('digest' in slot ? slot.digest : digestOf(slot.value));

const toSpan = (reports: ReadonlyMap<string, Report>): StoredSpan => {
  const fields: Record<string, unknown> = {};
  const payload: Record<string, unknown> = {};
  const redactions: Record<string, unknown> = {};
  const assessments: unknown[] = [];
  const truncated: unknown[] = [];
  const parts: PayloadSlot[] = [];
  for (const [path, { value }] of [...reports].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [field = '', part = ''] = path.split('/', 2);
    if (part === '') fields[field] = value;
    else if (field === 'payload') payload[part] = value;
    else if (field === 'parts') parts.push(value as PayloadSlot);
    else if (field === 'redactions') redactions[part] = value;
    else if (field === 'assessments') assessments.push(value);
    else truncated.push(value);
  }
  const { heardOf, cost, ...known } = fields;
  const some = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);
  return dropAbsent({
    ...known,
    start: known['start'] ?? heardOf,
    cost: costOf(cost as ToldCost | undefined, known as Partial<StoredSpan>),
    kind: (fields['kind'] ?? 'other') as SpanKind,
    payload: some(payload),
    parts: parts.length === 0 ? undefined : parts,
    redactions: some(redactions),
    assessments: some(assessments),
    truncated: some(truncated),
  }) as unknown as StoredSpan;
};

/** 96 bits of a document's digest. */
export const digestOf = (value: unknown): string => seal(value).digest;

/** A document as the UTF-8 of its JSON, so that whoever keeps it writes it once, and its digest. */
export interface Sealed {
  readonly utf8: Uint8Array;
  readonly digest: string;
}

/**
 * Seals a document as it is written, whose keys keep their order wherever it is stored. Another order makes another digest, and what has
 * only that in common is told apart for nothing worse than a tie; writing each document in order as well took longer than to compress it.
 */
export const seal = (document: unknown): Sealed =>
  withUtf8(JSON.stringify(document), (bytes) => ({
    utf8: Buffer.from(bytes),
    digest: hash('sha256', bytes, 'base64url').slice(0, DIGEST_CHARACTERS),
  }));

/** Of six bits each. */
const DIGEST_CHARACTERS = 16;
