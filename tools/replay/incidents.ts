/** What goes wrong in the replayed week, what may call about it, and how soon it must. */

/** How a stretch of time differs from ordinary traffic; factors of 1 and shares of an ordinary day where absent. */
export interface Conditions {
  readonly volume?: number;
  readonly tokens?: number;
  readonly latency?: number;
  readonly errorShare?: number;
  readonly failedAssessments?: number;
  readonly findingsPerCall?: number;
  readonly stopped?: boolean;
}

export interface Episode extends Conditions {
  readonly name: string;
  /** Minutes since Monday, midnight. */
  readonly from: number;
  readonly to: number;
}

export interface Incident extends Episode {
  /** Alarms that call about it, by the end of their names. */
  readonly signs: readonly string[];
  /** Minutes after which it must have called; docs/runbook.md states them. */
  readonly withinMinutes: number;
}

const at = (day: number, hour: number, minute = 0): number => (day * 24 + hour) * 60 + minute;
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY] = [0, 1, 2, 3, 4, 5, 6];

/** Every one of them must be found. */
export const INCIDENTS: readonly Incident[] = [
  {
    name: 'cost spike: an agent goes round in circles with ever longer prompts',
    from: at(TUESDAY, 14),
    to: at(TUESDAY, 17),
    tokens: 14,
    latency: 1.3,
    signs: ['ai-cost', 'ai-spending', 'ai-changed'],
    withinMinutes: 60,
  },
  {
    name: 'latency regression: the new release waits for a slow tool',
    from: at(WEDNESDAY, 10),
    to: at(WEDNESDAY, 12),
    latency: 8,
    signs: ['ai-degraded', 'ai-changed'],
    withinMinutes: 20,
  },
  {
    name: 'provider outage: two calls of three fail',
    from: at(THURSDAY, 13),
    to: at(THURSDAY, 13, 40),
    errorShare: 0.65,
    signs: ['ai-error-rate', 'ai-changed'],
    withinMinutes: 15,
  },
  {
    name: 'silent quality drop: the model changed under its name',
    from: at(FRIDAY, 9),
    to: at(FRIDAY, 17),
    failedAssessments: 0.22,
    signs: ['ai-degraded', 'ai-changed'],
    withinMinutes: 45,
  },
  {
    name: 'surge of personal data: a customer list in every prompt',
    from: at(SATURDAY, 11),
    to: at(SATURDAY, 12),
    findingsPerCall: 25,
    signs: ['redaction-surge', 'ai-changed'],
    withinMinutes: 20,
  },
  {
    name: 'ingestion stops: the exporters cannot reach us',
    from: at(SUNDAY, 15),
    to: at(SUNDAY, 17),
    stopped: true,
    signs: ['ingest-stalled', 'ai-changed'],
    withinMinutes: 45,
  },
];

/** What is no incident and must not call: every week has such. */
export const DISTURBANCES: readonly Episode[] = [
  { name: 'a campaign doubles traffic', from: at(MONDAY, 18), to: at(MONDAY, 21), volume: 2 },
  { name: 'a provider hiccups for four minutes', from: at(WEDNESDAY, 15), to: at(WEDNESDAY, 15, 4), errorShare: 0.2 },
  { name: 'answers are slow at lunch', from: at(TUESDAY, 12), to: at(TUESDAY, 13), latency: 1.6 },
  { name: 'longer documents than usual', from: at(THURSDAY, 9), to: at(THURSDAY, 12), tokens: 1.6 },
  { name: 'a quiet hour', from: at(SUNDAY, 5), to: at(SUNDAY, 6), volume: 0.3 },
];

/** The conditions of one minute of the week. */
export const conditionsAt = (minute: number): Conditions =>
  Object.assign({}, ...[...DISTURBANCES, ...INCIDENTS].filter(({ from, to }) => minute >= from && minute < to));
