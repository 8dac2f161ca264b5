/** The redaction engine as the rest of the product sees it: raw texts in, `Redacted` out, nothing raw kept in between. */
import { createHmac } from 'node:crypto';
import type { Json } from '../call/json.ts';
import type { Redacted, RedactedJson, Redaction } from '../call/redacted.ts';
import { detectAddresses } from './addresses/detect.ts';
import { type Budget, DEFAULT_BUDGET, type Stopwatch, startWatch } from './budget.ts';
import { createVocabulary } from './context/vocabulary.ts';
import { detectStructured } from './detect.ts';
import { redactDocument } from './document.ts';
import type { Engine, RedactionFailure } from './engine.ts';
import { ENTITIES, isEntityType } from './entities.ts';
import { createHistory, type History } from './history.ts';
import { createLeafInspector, isPlain } from './inspect-leaf.ts';
import { createNameMemory } from './names/memory.ts';
import type { NameModel } from './names/model.ts';
import { detectPersons } from './names/persons.ts';
import { createPlaceholders } from './placeholders.ts';
import { createFilter } from './policy/filter.ts';
import { type CompilePattern, createOwnRules } from './policy/own-rules.ts';
import { DEFAULT_POLICY, type RedactionPolicy } from './policy/policy.ts';
import { createRecurringTexts } from './recurring-texts.ts';
import { splice } from './render.ts';
import type { Scan } from './scan.ts';
import { type Span, settle } from './span.ts';
import { rebuild, visitLeaves } from './structure/leaves.ts';
import { FAILED, WITHHELD } from './tokens/placeholder.ts';

export { DEFAULT_POLICY, type RedactionFailure, type RedactionPolicy };

/** Redacts under one project's policy. It keeps nothing of what it saw but the labels of its bounded cache, and texts without findings that came twice. */
export interface Redactor {
  /** Redacts every string, key and 7–19-digit number of one interaction's texts together, so that one value has one placeholder. Never throws. */
  redact(texts: Json): Redaction;
  /** Redacts a short label (model name, service, tag, header): structured types and secrets only, no names or addresses. Never throws. */
  redactLabel(label: string): Redacted;
  /** The same redactor for the calls of one request, which often have texts in common: it knows them again, and must be let go of with the request. */
  forRequest(): Redactor;
}

/** What a redactor may be given beside its policy. */
export interface RedactorOptions {
  /** The person tagger's model; without it no names are looked for but under keys such as `surname`. */
  readonly names?: NameModel;
  /** Compiles the policy's own patterns; needed only when it has some. */
  readonly compilePattern?: CompilePattern;
  /** Keys the hashes of media, of the payload mode `hash` and of join tokens; without it there are none. */
  readonly hashKey?: Uint8Array;
  /** Milliseconds that only go forward; without it there is no time budget. */
  readonly clock?: () => number;
  /** Time one redaction may take. */
  readonly budget?: Budget;
  /** Told of each text that could not be redacted. */
  readonly onFailure?: (failure: RedactionFailure) => void;
}

/** Of 4 s it leaves 10 ms: a thousand texts that are too slow still end in time, and any ordinary one is done in less. */
const LEAST_SHARE = 1 / 400;

/** Labels repeat; this many are remembered. */
const MAX_LABELS = 1024;

/** Digits of a keyed hash that are shown: 48 bits keep a million values apart. */
const HASH_DIGITS = 12;

/** Names are looked for in the text as it will read, so what overlaps must be settled before. */
const settleClaims = (claims: Span[]): void => {
  const settled = settle(claims);
  if (settled === claims) return;
  claims.length = 0;
  for (const span of settled) claims.push(span);
};

/** For policies that look for no names. */
const NAMELESS = createVocabulary();

const createEngine = (policy: RedactionPolicy, options: RedactorOptions, onFailure: Engine['onFailure']): Engine => {
  const { names, compilePattern, hashKey } = options;
  const people = policy.types.PERSON === false ? undefined : names;
  return {
    policy,
    detect: (scan: Scan, memory) => {
      detectStructured(scan);
      if (policy.types.ADDRESS !== false) detectAddresses(scan);
      settleClaims(scan.claims);
      if (people !== undefined) detectPersons(scan, people, memory);
    },
    vocabulary: people?.vocabulary ?? NAMELESS,
    recurring: createRecurringTexts(),
    isKept: createFilter(policy),
    findOwn: createOwnRules(policy, compilePattern),
    hashKey,
    onFailure,
    tokenOf:
      policy.joinTokens && hashKey !== undefined
        ? (type, identity) =>
            createHmac('sha256', hashKey).update(`${type}\0${identity}`).digest('hex').slice(0, HASH_DIGITS)
        : undefined,
  };
};

/** Replaces every text, keys left alone, by what `describe` makes of it. */
const describeAll = (texts: Json, describe: (text: string) => string): RedactedJson => {
  const leaves: string[] = [];
  visitLeaves(texts, ({ kind, text }) => leaves.push(kind === 'key' ? text : describe(text)));
  let next = 0;
  return rebuild(
    texts,
    () => leaves[next++],
    () => WITHHELD,
  ) as unknown as RedactedJson;
};

const HASHED = /^\[HASH text \d{1,12} bytes [0-9a-f]{12}\]$/;

const describeHash = (hashKey: Uint8Array | undefined) => (text: string) => {
  if (hashKey === undefined) return WITHHELD;
  // What was hashed before stays, so that redacting history again changes nothing.
  if (HASHED.test(text) || text === WITHHELD || text === FAILED) return text;
  const hash = createHmac('sha256', hashKey).update(text).digest('hex').slice(0, HASH_DIGITS);
  return `[HASH text ${Buffer.byteLength(text)} bytes ${hash}]`;
};

/** Makes a redactor for one policy. Throws only for own patterns that do not compile or have no compiler. */
export const createRedactor = (policy: RedactionPolicy, options: RedactorOptions = {}): Redactor => {
  const { clock, budget = DEFAULT_BUDGET, hashKey } = options;
  const tell = options.onFailure ?? (() => {});
  let failures: RedactionFailure[] | undefined;
  let overruns = 0;
  const engine = createEngine(policy, options, (failure) =>
    failures === undefined ? tell(failure) : failures.push(failure),
  );
  /** Watches one document. After one that took too long the next has half the time, so that a batch of them ends within the function's. */
  const watched = <Result>(work: (watch: Stopwatch) => Result): Result => {
    failures = [];
    const share = Math.max(LEAST_SHARE, 0.5 ** overruns);
    const allowed = { fixedMs: budget.fixedMs * share, perMegabyteMs: budget.perMegabyteMs * share };
    const result = work(startWatch(allowed, clock));
    const [first] = failures;
    overruns = failures.some(({ errorType }) => errorType === 'BudgetExceeded') ? overruns + 1 : 0;
    if (first !== undefined) tell({ ...first, texts: failures.length });
    failures = undefined;
    return result;
  };
  const labels = new Map<string, Redacted>();
  const labelEngine: Engine = { ...engine, detect: detectStructured };

  const redactTexts = (texts: Json, history?: History): Redaction => {
    if (policy.payload === 'full') return { value: texts as unknown as RedactedJson, findings: [], failed: false };
    const redaction = watched((watch) => redactDocument(engine, texts, watch, history));
    if (policy.payload === 'redacted') return redaction;
    const value = describeAll(
      redaction.value as unknown as Json,
      policy.payload === 'hash' ? describeHash(hashKey) : () => WITHHELD,
    );
    return { value, findings: [], failed: redaction.failed };
  };

  const redactOneLabel = (label: string): string => {
    const leaf = { kind: 'string', text: label, underKey: '' } as const;
    if (isPlain(labelEngine, leaf)) return label;
    const inspection = { engine: labelEngine, watch: startWatch(budget, clock), memory: createNameMemory() };
    const { spans, failed } = createLeafInspector(inspection)(leaf);
    if (failed) return FAILED;
    const kept = spans.filter(({ type }) => (isEntityType(type) ? ENTITIES[type].inLabels : true));
    const placeholders = createPlaceholders(undefined, engine.tokenOf);
    for (const { type, start, end } of kept) placeholders.note(type, label.slice(start, end));
    return splice(label, kept, placeholders.nextName);
  };

  const redact = (texts: Json, history?: History): Redaction => {
    try {
      return redactTexts(texts, history);
    } catch (error) {
      const errorType = error instanceof Error ? error.name : typeof error;
      failures = undefined;
      tell({ errorType, offset: 0, length: 0, texts: 1 });
      return { value: FAILED as string as Redacted, findings: [], failed: true };
    }
  };

  const redactLabel = (label: string): Redacted => {
    const known = labels.get(label);
    if (known !== undefined) return known;
    const redacted = redactOneLabel(label) as Redacted;
    // What failed may not fail again.
    if (redacted === FAILED) return redacted;
    if (labels.size >= MAX_LABELS) labels.delete(labels.keys().next().value!);
    labels.set(label, redacted);
    return redacted;
  };

  const withHistory = (history?: History): Redactor => ({
    redact: (texts) => redact(texts, history),
    redactLabel,
    forRequest: () => withHistory(createHistory()),
  });
  return withHistory();
};
