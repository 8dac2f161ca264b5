/** The few sentences at the head of a report: what changed, what is odd, and why it may matter. */
import type { Anomaly } from '../anomaly.ts';
import { flaggedDrift } from '../drift.ts';
import { definitionOf, type MeasureName } from '../measures.ts';
import { periodLabel, periodOf } from '../period.ts';
import { figureOf } from './changes.ts';
import { costChanges } from './cost-drivers.ts';
import type { Highlight } from './document.ts';
import type { Evidence } from './evidence.ts';
import { formatChange, formatValue } from './format.ts';

/** Sentences at most: a head that needs scrolling is none. */
const MAX_HIGHLIGHTS = 8;

const WATCHED: Readonly<Record<Evidence['audience'], readonly MeasureName[]>> = {
  engineering: [
    'error_rate',
    'latency_p95',
    'time_to_first_token_p95',
    'cost_per_call_usd',
    'flagged_share',
    'low_quality_share',
    'refusal_share',
    'validation_failure_share',
    'unpriced_share',
    'cached_input_share',
    'calls',
  ],
  business: [
    'calls',
    'users',
    'cost_usd',
    'cost_per_call_usd',
    'thumbs_up_share',
    'rating_mean',
    'task_completion_share',
    'error_rate',
    'flagged_share',
    'refusal_share',
  ],
};

/** Why a change of the measure may matter, in words for either audience. */
const WHY: Readonly<Partial<Record<MeasureName, string>>> = {
  error_rate: 'failed calls are questions without an answer',
  latency_p95: 'one person in twenty waits at least as long',
  time_to_first_token_p95: 'people see nothing until the first token',
  cost_per_call_usd: 'a change of model, of prompt length or of caching shows here first',
  flagged_share: 'flagged answers may have reached people',
  refusal_share: 'refusals are often a changed prompt or a changed model',
  validation_failure_share: 'answers that do not parse break what comes after',
  unpriced_share: 'these calls are missing from every cost figure',
  thumbs_up_share: 'people judge answers differently than before',
  task_completion_share: 'it is what people came for',
  cached_input_share: 'tokens read from the cache cost a fraction of the others',
};

/** The sentences, bad news first. */
export const highlightsOf = (evidence: Evidence): readonly Highlight[] => {
  const order = { worse: 0, change: 1, better: 2 } as const;
  return [...oddities(evidence), ...changes(evidence), ...money(evidence)]
    .sort((a, b) => order[a.meaning] - order[b.meaning])
    .slice(0, MAX_HIGHLIGHTS);
};

const changes = ({ audience, rollup, previous, period }: Evidence): readonly Highlight[] =>
  previous === undefined
    ? []
    : WATCHED[audience].flatMap((name): readonly Highlight[] => {
        const { label, unit, value, previous: before, change, meaning } = figureOf(name, rollup, previous);
        if (value === null || before === undefined || change === undefined || meaning === undefined) return [];
        const why = meaning === 'better' ? undefined : WHY[name];
        const text = `${label}: ${formatValue(value, unit)}, ${formatChange(change, unit)} on the ${period.kind} before (${formatValue(before, unit)})`;
        return [{ meaning, text: `${text}${why === undefined ? '' : `; ${why}`}.` }];
      });

const oddities = ({ anomalies, drift, period }: Evidence): readonly Highlight[] => [
  ...strongest(anomalies.filter(({ meaning }) => meaning !== 'better'))
    .slice(0, 3)
    .map(({ measure, start, value, expected, deviations, meaning, more }) => {
      const { label, unit } = definitionOf(measure);
      const when = period.kind === 'hour' ? '' : ` at ${periodLabel(periodOf(start, 'hour', period.zone))}`;
      return {
        meaning,
        text: `${label}${when}: ${formatValue(value, unit)} where ${formatValue(expected, unit)} is usual at this hour (${Math.abs(deviations).toFixed(1)} deviations)${more === 0 ? '' : `, and so in ${more} more ${more === 1 ? 'hour' : 'hours'}`}.`,
      };
    }),
  ...flaggedDrift(drift)
    .slice(0, 3)
    .map(({ label, psi, threshold }) => ({
      meaning: 'change' as const,
      text: `${label} drifted from past weeks: PSI ${psi.toFixed(2)}, flagged from ${threshold.toFixed(2)}.`,
    })),
];

/** The strongest anomaly of each measure, with how many more hours it was out of the ordinary; they come strongest first. */
const strongest = (anomalies: readonly Anomaly[]): readonly (Anomaly & { readonly more: number })[] =>
  [...Map.groupBy(anomalies, ({ measure }) => measure).values()].map(([first, ...others]) => ({
    ...(first as Anomaly),
    more: others.length,
  }));

/** Which feature moved the cost, where it moved by a tenth or more. */
const money = ({ audience, rollup, previous }: Evidence): readonly Highlight[] => {
  if (audience !== 'business' || previous === undefined) return [];
  const { meaning } = figureOf('cost_usd', rollup, previous);
  const [first] = costChanges(rollup.figures, previous.figures);
  if (meaning === undefined || first === undefined) return [];
  const because =
    Math.abs(first.byVolume) >= Math.abs(first.byPrice) ? 'the number of its calls' : 'what its calls cost';
  const amount = formatValue(Math.abs(first.change), 'usd');
  return [
    {
      meaning: 'change',
      text: `Of the change in cost, ${first.name} made ${first.change > 0 ? `${amount} more` : `${amount} less`}, mostly by ${because}.`,
    },
  ];
};
