/** When a composite alarm may act: a suppressor alarm holds its actions back, with time to wait for it and after it. */

export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** What is remembered between evaluations. `until` is in milliseconds since the epoch. */
export interface Suppression {
  /** Whether a change of state has not been acted on yet. */
  readonly pending: boolean;
  readonly by?: SuppressedBy;
  readonly until?: number;
}

export interface Moment {
  /** Whether the composite alarm changed its state just now. */
  readonly changed: boolean;
  readonly suppressorInAlarm: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly waitMs: number;
  readonly extensionMs: number;
}

const NOTHING: Suppression = { pending: false };

/**
 * The next memory, and whether to take the actions of the current state now.
 *
 * Every change of state starts a new wait, which a suppressor going to ALARM replaces; a suppressor leaving ALARM starts
 * the extension; when either runs out, the actions of the state the alarm is in by then are taken.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export const stepSuppression = (
  memory: Suppression,
  { changed, suppressorInAlarm, now, waitMs, extensionMs }: Moment,
): { readonly memory: Suppression; readonly act: boolean } => {
  if (!changed && !memory.pending) return { memory: NOTHING, act: false };
  const held = (by: SuppressedBy, until: number) =>
    now >= until ? { memory: NOTHING, act: true } : { memory: { pending: true, by, until }, act: false };
  if (suppressorInAlarm) return { memory: { pending: true, by: 'Alarm' }, act: false };
  if (changed) return held('WaitPeriod', now + waitMs);
  if (memory.by === 'Alarm') return held('ExtensionPeriod', now + extensionMs);
  return held(memory.by ?? 'WaitPeriod', memory.until ?? now);
};
