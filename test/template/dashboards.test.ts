/** Two dashboards, for on-call and for the business: within what CloudWatch gives for nothing, of metrics that exist. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METRICS } from '../../src/domain/measure/catalogue.ts';
import { synthesize } from './synthesis.ts';

/** @see https://aws.amazon.com/cloudwatch/pricing/ */
const FREE = { dashboards: 3, metrics: 50 };

interface Body {
  readonly widgets: readonly {
    readonly type: string;
    readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[] };
  }[];
}

const dashboards = Object.values(synthesize().service.Resources)
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
  .map(({ Properties }) => ({
    name: textOf(Properties!['DashboardName']),
    body: JSON.parse(textOf(Properties!['DashboardBody'])) as Body,
  }));

/** The region, and names of functions and of the API, are known only once they are deployed: they become words. */
function textOf(value: unknown): string {
  const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join'];
  if (join === undefined) return String(value);
  return join[1].map((part) => (typeof part === 'string' ? part : wordOf(part))).join(join[0]);
}

function wordOf(reference: unknown): string {
  return JSON.stringify(reference) === '{"Ref":"AWS::Region"}' ? 'REGION' : 'name';
}

const metricsOf = ({ widgets }: Body): readonly (readonly unknown[])[] =>
  widgets.flatMap(({ properties: { metrics = [] } }) => metrics).filter(([first]) => typeof first === 'string');

test('there is a dashboard for on-call and one for the business, and CloudWatch gives both for nothing', () => {
  assert.equal(dashboards.length, 2);
  assert.ok(dashboards.length <= FREE.dashboards);
  for (const { name, body } of dashboards) {
    // The same metric with another statistic is the same metric.
    const metrics = metricsOf(body);
    assert.ok(metrics.length >= 10 && metrics.length <= FREE.metrics, `${name} has ${metrics.length} metrics`);
  }
});

test('dashboards have the region in their names, as an account has them for all of its regions', () => {
  assert.deepEqual(dashboards.map(({ name }) => name).sort(), [
    'sightglass-prod-REGION',
    'sightglass-prod-REGION-business',
  ]);
});

test('every metric of ours in a widget is in the catalogue, in the namespace of its stage', () => {
  for (const { name, body } of dashboards) {
    for (const [namespace, metric] of metricsOf(body)) {
      if (!String(namespace).startsWith('Sightglass')) continue;
      assert.equal(namespace, 'Sightglass/prod', name);
      assert.ok(String(metric) in METRICS, `${name} shows ${metric}, which nothing publishes`);
    }
  }
});

test('no two widgets of a dashboard have the same title, and every widget has one', () => {
  for (const { name, body } of dashboards) {
    const titles = body.widgets.filter(({ type }) => type === 'metric').map(({ properties }) => properties.title);

    assert.equal(new Set(titles).size, titles.length, name);
    assert.ok(!titles.includes(undefined), name);
  }
});
