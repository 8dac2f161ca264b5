/**
 * Why the cost changed: for each feature, how much of the change comes from more or fewer calls and how much from dearer
 * or cheaper ones. The two parts add up to the change: Δ(n·c) = Δn·(mean c) + Δc·(mean n).
 */
import { NANO_USD_PER_USD } from '../../call/units.ts';
import type { Figures, GroupFigures } from '../figures.ts';
import type { Table } from './document.ts';
import { firstRows } from './first-rows.ts';
import { UNNAMED } from './tables.ts';

/** One feature's part in the change, in dollars. */
export interface CostDriver {
  readonly name: string;
  readonly change: number;
  /** Part of the change that more or fewer calls made. */
  readonly byVolume: number;
  /** Part of the change that dearer or cheaper calls made. */
  readonly byPrice: number;
}

const MAX_ROWS = 6;

const priced = (
  group: GroupFigures | undefined,
): { readonly calls: number; readonly perCall: number; readonly usd: number } => {
  const calls = group === undefined ? 0 : group.calls - group.unpriced;
  const usd = Number(group?.costNanoUsd ?? 0n) / NANO_USD_PER_USD;
  return { calls, usd, perCall: calls === 0 ? 0 : usd / calls };
};

/** The features that moved the cost, the largest movers first. */
export const costChanges = (now: Figures, before: Figures): readonly CostDriver[] => {
  const names = new Set([...now.by.feature.kept.keys(), ...before.by.feature.kept.keys()]);
  return [...names]
    .map((name) => {
      const a = priced(before.by.feature.kept.get(name));
      const b = priced(now.by.feature.kept.get(name));
      // A feature that is new or gone has no price on one side: all of its change is volume.
      const comparable = a.calls > 0 && b.calls > 0;
      const byPrice = comparable ? (b.perCall - a.perCall) * ((a.calls + b.calls) / 2) : 0;
      const change = b.usd - a.usd;
      return { name: name === '' ? UNNAMED : name, change, byVolume: change - byPrice, byPrice };
    })
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.name < b.name ? -1 : 1));
};

/** The movers as a table; undefined when nothing moved. */
export const costDrivers = (now: Figures, before: Figures): Table | undefined => {
  const drivers = costChanges(now, before);
  return drivers.length === 0
    ? undefined
    : {
        id: 'cost_drivers',
        title: 'What moved the cost',
        columns: [
          { id: 'feature', label: 'Feature', unit: 'name' },
          { id: 'change', label: 'Change', unit: 'usd' },
          { id: 'by_volume', label: 'By number of calls', unit: 'usd' },
          { id: 'by_price', label: 'By cost per call', unit: 'usd' },
        ],
        ...firstRows(drivers, {
          most: MAX_ROWS,
          rowOf: ({ name, change, byVolume, byPrice }) => [name, change, byVolume, byPrice],
        }),
      };
};
