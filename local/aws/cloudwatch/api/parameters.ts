/** Reads the members of a request strictly: what is not understood is answered 501 by name, never ignored. */

import { notImplemented } from '../../aws-error.ts';
import type { Metric } from '../metric.ts';
import { UNITS } from '../metric.ts';
import { parseStatistic, type Statistic } from '../statistic.ts';
import { invalid, missing } from './wire.ts';

export type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's members, checked against those that are understood. `where` begins the messages of its errors. */
export const members = (value: unknown, where: string, known: readonly string[]): Json => {
  if (!isObject(value)) throw invalid(`${where} must be an object`);
  for (const name of Object.keys(value)) if (!known.includes(name)) throw notImplemented(`${where}.${name}`);
  return value;
};

const optional =
  <T>(is: (value: unknown) => value is T, type: string) =>
  (body: Json, name: string): T | undefined => {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (!is(value)) throw invalid(`The parameter ${name} must be ${type}.`);
    return value;
  };

export const text = optional((value) => typeof value === 'string', 'a string');
export const number = optional((value): value is number => Number.isFinite(value), 'a number');
export const flag = optional((value) => typeof value === 'boolean', 'true or false');
export const list = optional<readonly unknown[]>(Array.isArray, 'an array');
export const numbers = optional(
  (value): value is readonly number[] => Array.isArray(value) && value.every((item) => Number.isFinite(item)),
  'an array of numbers',
);
export const texts = optional(
  (value): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  'an array of strings',
);

/** A timestamp on the wire is seconds with a fraction; here it becomes milliseconds. */
export const time = (body: Json, name: string): number | undefined => {
  const seconds = number(body, name);
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
};

export const required = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw missing(name);
  return value;
};

export const oneOf = <T extends string>(body: Json, name: string, allowed: readonly T[]): T | undefined => {
  const value = text(body, name);
  if (value !== undefined && !allowed.some((option) => option === value))
    throw invalid(`The parameter ${name} must be one of ${allowed.join(', ')}.`);
  return value as T | undefined;
};

/** Name–value pairs; the value may be left out where a filter is meant. */
export const dimensionPairs = (body: Json): readonly (readonly [name: string, value: string | undefined])[] =>
  (list(body, 'Dimensions') ?? []).map((item) => {
    const dimension = members(item, 'Dimensions', ['Name', 'Value']);
    return [required(text(dimension, 'Name'), 'Dimensions.Name'), text(dimension, 'Value')];
  });

/** A metric with all its dimensions. */
export const metricOf = (body: Json): Metric => ({
  namespace: required(text(body, 'Namespace'), 'Namespace'),
  name: required(text(body, 'MetricName'), 'MetricName'),
  dimensions: Object.fromEntries(
    dimensionPairs(body).map(([name, value]) => [name, required(value, 'Dimensions.Value')]),
  ),
});

export const unitOf = (body: Json): { readonly unit?: string } => {
  const unit = text(body, 'Unit');
  if (unit !== undefined && !UNITS.has(unit)) throw invalid('The parameter Unit is not a CloudWatch unit.');
  return unit === undefined ? {} : { unit };
};

export const statisticOf = (name: string): Statistic => {
  const statistic = parseStatistic(name);
  if (statistic === undefined) throw notImplemented(`the statistic ${name}`);
  return statistic;
};

/** Seconds; CloudWatch takes 1, 5, 10, 20, 30 and multiples of 60. */
export const periodOf = (body: Json): number => {
  const period = required(number(body, 'Period'), 'Period');
  if (![1, 5, 10, 20, 30].includes(period) && !(Number.isInteger(period) && period > 0 && period % 60 === 0))
    throw invalid('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  return period;
};
