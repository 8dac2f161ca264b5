/** What one request is measured by: its lines of embedded metric format, written only for a request seen the first time. */
import type { Feedback } from '../call/quality.ts';
import type { Redacted, RedactedJson } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';
import { type BoundedName, type BoundedNames, boundedName, type DimensionName, OTHER } from './bounded-names.ts';
import { type Directive, type Measured, writeLines } from './emf.ts';
import { isCounted, tallyCalls, tallyCategories, tallyFindings } from './tally.ts';

/** Where metrics go and what they may be split by. */
export interface MeasureSettings {
  readonly namespace: string;
  /** Environments with metrics of their own beside the totals; empty: none. */
  readonly environments: BoundedNames;
  /** Models with metrics of their own beside the totals; empty: none. */
  readonly models: BoundedNames;
  /** Safety categories and types of redaction findings with metrics of their own; empty: none. */
  readonly categories: BoundedNames;
  /** The time of the measurement: when the request was handled. */
  readonly at: EpochMs;
}

/** What is known of a request beside its spans. */
export interface RequestFacts {
  /** Items refused as invalid. */
  readonly rejected?: number;
  /** The request was seen before: nothing of it is measured but that. */
  readonly duplicate?: boolean;
  /** Items dropped as a whole because they could not be redacted, beyond the spans that say so themselves. */
  readonly redactionFailures?: number;
  /** Findings in texts that are no spans, as those of the redaction endpoint or of feedback, by type. */
  readonly redactions?: Readonly<Record<string, number>>;
}

const TOTAL: readonly (readonly DimensionName[])[] = [[]];

/** Lines for the spans of one request: one for the totals, and one for each listed environment, model and category in it. */
export const measure = (
  spans: readonly RedactedSpan[],
  about: RequestFacts,
  settings: MeasureSettings,
): readonly string[] => {
  const { environments, models } = settings;
  if (about.duplicate === true) return measureRequest(about, settings);
  const byEnvironment = splitBy(spans, environments, ({ environment }) => [environment]);
  const byModel = splitBy(spans, models, ({ model, requestModel }) => [model, requestModel]);
  const findings = merge(tallyFindings(spans), about.redactions);
  const categories = tallyCategories(spans);
  const request: Measured = {
    ...requestMeasures(about, findings),
    RedactionFailures:
      (about.redactionFailures ?? 0) + spans.filter(({ redactionFailed }) => redactionFailed === true).length,
    FoldedNames:
      (byEnvironment.get(OTHER) ?? []).filter(isCounted).length +
      (byModel.get(OTHER) ?? []).filter(isCounted).length +
      foldedIn(categories, settings) +
      foldedIn(findings, settings),
  };

  // A dimension that takes one name over the whole request shares the line of the totals.
  const alone = [['Environment', byEnvironment] as const, ['Model', byModel] as const].filter(
    ([, groups]) => groups.size === 1,
  );
  const calls = tallyCalls(spans);
  const totals = writeLines({
    ...settings,
    names: Object.fromEntries(alone.map(([dimension, groups]) => [dimension, [...groups.keys()][0]])),
    directives:
      alone.length === 0
        ? [{ dimensions: TOTAL, measured: { ...calls, ...request } }]
        : [
            { dimensions: [...TOTAL, ...alone.map(([dimension]) => [dimension])], measured: calls },
            { dimensions: TOTAL, measured: request },
          ],
  });
  const apart = [
    ...(byEnvironment.size > 1 ? linesOf('Environment', byEnvironment, settings) : []),
    ...(byModel.size > 1 ? linesOf('Model', byModel, settings) : []),
  ];
  return [...totals, ...apart, ...categoryLines({ SafetyFlags: categories, RedactionFindings: findings }, settings)];
};

/** Lines for a request without spans: of the redaction endpoint, or one whose items were all refused. */
export const measureRequest = (about: RequestFacts, settings: MeasureSettings): readonly string[] => {
  if (about.duplicate === true) {
    return writeLines({
      ...settings,
      names: {},
      directives: [{ dimensions: TOTAL, measured: { DuplicateRequests: 1 } }],
    });
  }
  const findings = merge(new Map(), about.redactions);
  const measured: Measured = { ...requestMeasures(about, findings), FoldedNames: foldedIn(findings, settings) };
  return [
    ...writeLines({ ...settings, names: {}, directives: [{ dimensions: TOTAL, measured }] }),
    ...categoryLines({ RedactionFindings: findings }, settings),
  ];
};

/** Lines for feedback that was received; what people did counts as well as what they said. */
export const measureFeedback = (
  feedback: readonly Pick<Feedback<Redacted, RedactedJson>, 'type' | 'rating'>[],
  about: RequestFacts,
  settings: MeasureSettings,
): readonly string[] => {
  if (about.duplicate === true) return measureRequest(about, settings);
  const ofType = (...types: readonly Feedback<unknown, unknown>['type'][]): number =>
    feedback.filter(({ type }) => types.includes(type)).length;
  const findings = merge(new Map(), about.redactions);
  const measured: Measured = {
    Feedback: feedback.length,
    ThumbsUp: ofType('thumbs_up'),
    ThumbsDown: ofType('thumbs_down'),
    Rating: feedback.map(({ rating }) => rating).filter((rating) => rating !== undefined),
    TasksCompleted: ofType('task_completed'),
    TasksFailed: ofType('task_failed', 'abandoned'),
    ...requestMeasures(about, findings),
    FoldedNames: foldedIn(findings, settings),
  };
  return [
    ...writeLines({ ...settings, names: {}, directives: [{ dimensions: TOTAL, measured }] }),
    ...categoryLines({ RedactionFindings: findings }, settings),
  ];
};

const requestMeasures = (about: RequestFacts, findings: ReadonlyMap<string, number>): Measured => ({
  RedactionFindings: [...findings.values()].reduce((sum, count) => sum + count, 0),
  RedactionFailures: about.redactionFailures ?? 0,
  RejectedItems: about.rejected ?? 0,
});

type Groups = ReadonlyMap<BoundedName, readonly RedactedSpan[]>;

/** The spans by listed name; nothing while the list is empty. Only calls choose names, as only they are measured. */
const splitBy = (
  spans: readonly RedactedSpan[],
  names: BoundedNames,
  textsOf: (span: RedactedSpan) => readonly (string | undefined)[],
): Groups => {
  const groups = new Map<BoundedName, RedactedSpan[]>();
  if (names.size === 0) return groups;
  for (const span of spans.filter(isCounted)) {
    const name = boundedName(names, ...textsOf(span));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [span]);
    else group.push(span);
  }
  return groups;
};

const linesOf = (dimension: DimensionName, groups: Groups, settings: MeasureSettings): readonly string[] =>
  [...groups].flatMap(([name, spans]) =>
    writeLines({
      ...settings,
      names: { [dimension]: name },
      directives: [{ dimensions: [[dimension]], measured: tallyCalls(spans) }],
    }),
  );

const merge = (
  found: ReadonlyMap<string, number>,
  more: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, number> => {
  const merged = new Map(found);
  for (const [type, count] of Object.entries(more)) merged.set(type, (merged.get(type) ?? 0) + count);
  return merged;
};

/** How many of the counted things have a name that is not listed. */
const foldedIn = (counts: ReadonlyMap<string, number>, { categories }: MeasureSettings): number =>
  categories.size === 0
    ? 0
    : [...counts].reduce((sum, [name, count]) => sum + (boundedName(categories, name) === OTHER ? count : 0), 0);

/** One line for each listed category that occurs. */
const categoryLines = (
  counts: { readonly [Name in 'SafetyFlags' | 'RedactionFindings']?: ReadonlyMap<string, number> },
  settings: MeasureSettings,
): readonly string[] => {
  if (settings.categories.size === 0) return [];
  const byCategory = new Map<BoundedName, Record<string, number>>();
  for (const [metric, byName] of Object.entries(counts)) {
    for (const [text, count] of byName) {
      const name = boundedName(settings.categories, text);
      const measured = byCategory.get(name) ?? {};
      byCategory.set(name, { ...measured, [metric]: (measured[metric] ?? 0) + count });
    }
  }
  return [...byCategory].flatMap(([name, measured]) => {
    const directive: Directive = { dimensions: [['Category']], measured };
    return writeLines({ ...settings, names: { Category: name }, directives: [directive] });
  });
};
