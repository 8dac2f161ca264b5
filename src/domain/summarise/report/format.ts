/** Values as people read them. One place, so that Markdown, HTML and sentences never write a figure in two ways. */
import type { Unit } from './document.ts';

/** What stands where nothing was observed. */
const NOTHING = '–';

const grouped = (value: number, decimals: number): string => {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.') as [string, string?];
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? '-' : '';
  return `${sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
};

/** Three significant digits, without trailing noise for large values. */
const significant = (value: number): string => {
  const magnitude = Math.abs(value);
  if (magnitude >= 100) return grouped(value, 0);
  if (magnitude >= 10) return grouped(value, 1);
  if (magnitude >= 1 || value === 0) return grouped(value, 2);
  return String(Number(value.toPrecision(2)));
};

const dollars = (value: number): string => {
  if (value < 0) return `-${dollars(-value)}`;
  if (value === 0) return '$0';
  if (value >= 1000) return `$${grouped(value, 0)}`;
  if (value >= 0.1) return `$${grouped(value, 2)}`;
  // Small sums keep two digits that say something: $0.00007 is a price, $0.00 is none.
  return `$${value.toFixed(Math.min(9, 1 - Math.floor(Math.log10(value))))}`;
};

const duration = (ms: number): string => {
  if (Math.abs(ms) < 1000) return `${significant(ms)} ms`;
  const seconds = ms / 1000;
  return Math.abs(seconds) < 120 ? `${significant(seconds)} s` : `${significant(seconds / 60)} min`;
};

const percent = (share: number): string => {
  const value = share * 100;
  const magnitude = Math.abs(value);
  if (value === 0) return '0 %';
  return `${magnitude < 0.1 ? value.toPrecision(1) : grouped(value, magnitude < 10 ? 1 : 0)} %`;
};

/** A value in its unit; texts as they are. */
export const formatValue = (value: string | number | null | undefined, unit: Unit): string => {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'count':
    case 'tokens':
      return grouped(Math.round(value), 0);
    case 'share':
      return percent(value);
    case 'usd':
      return dollars(value);
    case 'ms':
      return duration(value);
    case 'rating':
    case 'score':
      return value.toFixed(2);
    case 'characters':
      return `${grouped(value, 0)} chars`;
    case 'per-second':
      return `${significant(value)}/s`;
    default:
      return significant(value);
  }
};

/** Whether changes of the unit are told as differences in points rather than as ratios. */
export const isDifference = (unit: Unit): boolean => unit === 'share' || unit === 'score' || unit === 'rating';

/** A change with its sign: `+12 %`, for shares `+1.4 points`. */
export const formatChange = (change: number, unit: Unit): string => {
  const sign = change > 0 ? '+' : change < 0 ? '-' : '±';
  const magnitude = Math.abs(change);
  if (unit === 'share') return `${sign}${significant(magnitude * 100)} points`;
  if (isDifference(unit)) return `${sign}${magnitude.toFixed(2)}`;
  if (magnitude >= 9) return `${sign === '-' ? '-' : '×'}${significant(change + 1)}`;
  return `${sign}${percent(magnitude)}`;
};
