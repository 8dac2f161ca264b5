/** A real Prometheus scrapes the running service, and answers every query of the Grafana dashboard. Skipped where there is none. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OwnService, startOwn } from './service.ts';

const isInstalled = spawnSync('prometheus', ['--version']).status === 0;
const dashboard = JSON.parse(readFileSync(new URL('../../docs/grafana/sightglass.json', import.meta.url), 'utf8'));

/** Grafana's own variables, as Grafana fills them in. */
const filledIn = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '1m').replaceAll('$model', '.*');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

let service: OwnService;
before(async () => {
  service = await startOwn();
});
after(() => service.stop());

describe('Prometheus', { skip: isInstalled ? false : 'prometheus is not installed' }, () => {
  let prometheus: ChildProcess | undefined;
  let base = '';
  before(async () => {
    const config = join(service.data, 'prometheus.yml');
    const target = new URL(service.url).host;
    // As docs/prometheus.md says, but more often than the ten seconds that an answer is kept would need.
    writeFileSync(
      config,
      `scrape_configs:\n  - job_name: sightglass\n    scrape_interval: 1s\n    authorization: { credentials: ${service.key} }\n    static_configs: [{ targets: ['${target}'] }]\n`,
    );
    const port = await freePort();
    base = `http://127.0.0.1:${port}/api/v1`;
    const calls = ['gpt-4o-mini', 'gpt-4o-mini', 'claude-sonnet-4-5'].map((model, index) => ({
      interaction_id: `scraped-${index}`,
      session_id: `s-${index}`,
      model,
      input: 'Where is my order?',
      output: 'It left our warehouse this morning.',
      usage: { input_tokens: 1_000, output_tokens: 100 },
      latency_ms: 700,
      time_to_first_token_ms: 120,
      ...(index === 1 ? { status: 'error', validation_failed: true } : {}),
      ...(index === 2 ? { safety: [{ category: 'toxicity', action: 'flagged' }] } : {}),
    }));
    assert.equal((await service.post('/v1/interactions', { interactions: calls })).status, 200);
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(service.data, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ];
    prometheus = spawn('prometheus', args, { stdio: 'ignore' });
  });
  after(() => prometheus?.kill('SIGKILL'));

  const ask = async (
    query: string,
  ): Promise<readonly { metric: Record<string, string>; value: [number, string] }[]> => {
    const answer = await fetch(`${base}/query?query=${encodeURIComponent(query)}`);
    const body = (await answer.json()) as {
      status: string;
      error?: string;
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    assert.equal(body.status, 'success', `${query}: ${body.error}`);
    return body.data.result;
  };

  const waitFor = async (query: string) => {
    for (let round = 0; round < 300; round++) {
      const result = await ask(query).catch(() => []);
      if (result.length > 0) return result;
      await sleep(200);
    }
    const targets = await (await fetch(`${base}/targets`)).text();
    return assert.fail(`${query} stayed empty; targets: ${targets.slice(0, 2_000)}`);
  };

  test('Prometheus scrapes /metrics with a key and finds the calls under their usual names', async () => {
    const requests = await waitFor('llm_requests_total');

    const counts = requests.map(({ metric, value }) => [metric['model_name'], metric['status'], value[1]]);
    assert.deepEqual(counts.sort(), [
      ['claude-sonnet-4-5', 'failure', '0'],
      ['claude-sonnet-4-5', 'success', '1'],
      ['gpt-4o-mini', 'failure', '1'],
      ['gpt-4o-mini', 'success', '1'],
    ]);
    const [cost] = await ask('ai_estimated_cost_usd_total{model="gpt-4o-mini", provider="openai"}');
    // 2 × (1,000 × $0.15 + 100 × $0.60) a million.
    assert.equal(cost?.value[1], '0.00042');
    const [median] = await ask(
      'histogram_quantile(0.5, sum by (le) (ai_api_call_duration_seconds_bucket{provider="openai"}))',
    );
    assert.ok(Number(median?.value[1]) > 0.5 && Number(median?.value[1]) <= 1, median?.value[1]);
    assert.equal((await ask('ai_active_conversations'))[0]?.value[1], '3');
  });

  test('a real Prometheus takes every query of the Grafana dashboard', async () => {
    for (const { targets } of dashboard.panels) {
      for (const { expr } of targets) await ask(filledIn(expr));
    }
  });
});

test('GET /metrics wants a key that may read', async () => {
  assert.equal((await service.get('/metrics', { 'x-api-key': 'unknown' })).status, 401);

  const answer = await service.get('/metrics');

  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/openmetrics-text; version=1\.0\.0/);
  assert.match(String(answer.body), /# EOF\n$/);
});
