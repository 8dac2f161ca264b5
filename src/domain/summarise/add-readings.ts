/** Counts what machines said of themselves into a roll-up, beside the figures that came with calls. */
import type { Resources } from '../call/span.ts';
import type { Rollup } from './rollup.ts';
import { addValue } from './sketch.ts';

/** The readings of one figure, in percent or megabytes. */
export interface FigureReadings {
  readonly figure?: keyof Resources;
  readonly readings: readonly number[];
}

/** Counts every reading; what is no machine's figure is left out. */
export const addReadings = ({ figures }: Rollup, series: readonly FigureReadings[]): void => {
  for (const { figure, readings } of series) {
    if (figure === undefined) continue;
    for (const value of readings) if (value >= 0) addValue(figures[figure], value);
  }
};
