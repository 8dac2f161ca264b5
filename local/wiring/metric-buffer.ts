/** Keeps the platform's own metrics out of the way of requests: gathered at once, stored a moment later. */
import type { MetricSample } from '../metric-sample.ts';

export interface MetricBuffer {
  readonly add: (sample: MetricSample) => void;
  /** Stores what has been gathered; called before anybody reads metrics. */
  readonly flush: () => void;
  readonly stop: () => void;
}

/**
 * A request causes up to sixteen values, and storing one takes 50 µs, measured: that would be most of a warm request. AWS
 * publishes these metrics with a minute's delay, so a fifth of a second more or less is nobody's loss.
 */
const DELAY_MS = 200;

export const createMetricBuffer = (
  store: (sample: MetricSample) => void,
  log: (line: string) => void,
): MetricBuffer => {
  let gathered: MetricSample[] = [];
  const flush = (): void => {
    const samples = gathered;
    gathered = [];
    for (const sample of samples)
      try {
        store(sample);
      } catch (error) {
        log(`the metric ${sample.namespace} ${sample.name} could not be stored: ${(error as Error).message}`);
      }
  };
  const timer = setInterval(flush, DELAY_MS);
  timer.unref();
  return {
    add: (sample) => gathered.push(sample),
    flush,
    stop: () => {
      clearInterval(timer);
      flush();
    },
  };
};
