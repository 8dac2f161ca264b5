/**
 * Checks an AWS::CloudWatch::Dashboard of the template. Nothing draws it on a laptop; but a statistic, an expression or a
 * shorthand that CloudWatch would show as an empty widget is found here and not on the day someone opens it.
 */
import { type MathQuery, queryProblems } from './math/evaluate.ts';
import { MathError, parseExpression } from './math/parse.ts';
import { parseStatistic } from './statistic.ts';

type Json = Readonly<Record<string, unknown>>;

const WIDGETS: ReadonlySet<unknown> = new Set(['text', 'metric', 'alarm', 'log', 'explorer', 'custom']);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * One row of a widget's metrics: an expression, or namespace, name and dimensions. A dot repeats what stands above it and
 * three dots the rest of the row above.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const queryOf = (row: readonly unknown[], above: readonly unknown[], index: number): MathQuery => {
  const last = row.at(-1);
  const options = isObject(last) ? last : {};
  const id = String(options['id'] ?? `row${index}`);
  if (options['expression'] !== undefined) return { id, expression: parseExpression(String(options['expression'])) };
  const name = String(options['stat'] ?? 'Average');
  const statistic = parseStatistic(name);
  if (statistic === undefined) throw new MathError(`the statistic ${name} is not computed locally`);
  const [namespace, metric, ...dimensions] = spelt(row, above);
  if (typeof namespace !== 'string' || typeof metric !== 'string' || dimensions.length % 2 !== 0)
    throw new MathError('a row needs a namespace, a metric and pairs of dimensions');
  const pairs = Array.from({ length: dimensions.length / 2 }, (_, pair) => dimensions.slice(2 * pair, 2 * pair + 2));
  return { id, reading: { metric: { namespace, name: metric, dimensions: Object.fromEntries(pairs) }, statistic } };
};

const spelt = (row: readonly unknown[], above: readonly unknown[]): readonly unknown[] => {
  const names = row.filter((cell) => !isObject(cell));
  const dots = names.indexOf('...');
  const full =
    dots < 0
      ? names
      : [
          ...names.slice(0, dots),
          ...above.slice(dots, above.length - (names.length - dots - 1)),
          ...names.slice(dots + 1),
        ];
  return full.map((cell, index) => (cell === '.' ? above[index] : cell));
};

const widgetProblems = (properties: Json): readonly string[] => {
  const queries: MathQuery[] = [];
  const problems: string[] = [];
  let above: readonly unknown[] = [];
  for (const [index, row] of asList(properties['metrics']).entries()) {
    try {
      queries.push(queryOf(asList(row), above, index));
      const names = spelt(asList(row), above);
      // An expression has no names; dots below it mean the metric above it.
      if (names.length > 0) above = names;
    } catch (error) {
      if (!(error instanceof MathError)) throw error;
      problems.push(`metrics[${index}]: ${error.message}`);
    }
  }
  if (problems.length > 0) return problems;
  const expressions = queries.filter((query) => 'expression' in query).map(({ id }) => id);
  return queryProblems(queries, expressions);
};

/** Notes what is wrong with a dashboard's resource. */
export const checkDashboard = (
  { logicalId, properties }: { readonly logicalId: string; readonly properties: Json },
  note: (problem: string) => void,
): void => {
  for (const name of Object.keys(properties))
    if (!['DashboardName', 'DashboardBody', 'Tags'].includes(name)) note(`${logicalId}: ${name} is not known`);
  let body: unknown;
  try {
    body = JSON.parse(String(properties['DashboardBody']));
  } catch {
    note(`${logicalId}: DashboardBody is not JSON`);
    return;
  }
  for (const [index, widget] of asList(isObject(body) ? body['widgets'] : undefined).entries()) {
    const where = `${logicalId}: widgets[${index}]`;
    if (!isObject(widget) || !WIDGETS.has(widget['type'])) note(`${where} has an unknown type`);
    else if (widget['type'] === 'metric' && isObject(widget['properties']))
      for (const problem of widgetProblems(widget['properties'])) note(`${where}: ${problem}`);
  }
};
