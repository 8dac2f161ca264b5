import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Authority } from '../../../local/iam/authority.ts';
import type { MetricSample } from '../../../local/metric-sample.ts';
import type { ScheduleSettings } from '../../../local/triggers/schedule-settings.ts';
import { createScheduler, SCHEDULER_SCHEMA } from '../../../local/triggers/scheduler.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-21T10:30:00Z');

const SCHEDULE: ScheduleSettings = {
  name: 'hourly',
  arn: 'arn:aws:scheduler:eu-west-1:0:schedule/default/hourly',
  group: 'default',
  groupArn: 'arn:aws:scheduler:eu-west-1:0:schedule-group/default',
  expression: 'cron(0 * * * ? *)',
  timezone: 'UTC',
  enabled: true,
  startsAt: undefined,
  endsAt: undefined,
  targetArn: 'arn:aws:lambda:eu-west-1:0:function:f',
  roleArn: 'arn:aws:iam::0:role/r',
  input: '{"due":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}',
  deadLetterArn: undefined,
};

const ALLOWING: Authority = { decide: () => ({ allowed: true }), mayAssume: () => true };

/** A scheduler over a database that outlives it, so that `restart` is what a new runner finds. */
const setUp = (change: Partial<ScheduleSettings> = {}, authority = ALLOWING) => {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEDULER_SCHEMA);
  const time = { now: START };
  const accepted: string[] = [];
  const deadLetters: string[] = [];
  const metrics: MetricSample[] = [];
  const restart = (schedule: Partial<ScheduleSettings> = change) =>
    createScheduler({
      database,
      schedules: [{ ...SCHEDULE, ...schedule }],
      authority,
      events: { accept: (_functionArn, payload) => accepted.push(payload), runDue: () => {} },
      onDeadLetter: async (_schedule, _payload, error) => {
        deadLetters.push(error);
      },
      onMetric: (sample) => metrics.push(sample),
      accountId: '0',
      region: 'eu-west-1',
      clock: () => time.now,
      log: () => {},
    });
  const dueTimes = (): readonly string[] => accepted.map((payload) => (JSON.parse(payload) as { due: string }).due);
  return { restart, time, accepted, deadLetters, metrics, dueTimes };
};

test('a schedule fires when it is due, once, with its input filled in', async () => {
  const { restart, time, accepted } = setUp();
  const scheduler = restart();
  await scheduler.runDue();

  time.now = START + HOUR / 2;
  await scheduler.runDue();
  await scheduler.runDue();

  assert.deepEqual(
    accepted.map((payload) => JSON.parse(payload)),
    [{ due: '2026-11-21T11:00:00Z', by: SCHEDULE.arn }],
  );
});

test('a restart neither fires twice nor forgets', async () => {
  const { restart, time, dueTimes } = setUp();
  await restart().runDue();
  time.now = START + HOUR / 2;
  await restart().runDue();

  await restart().runDue();
  time.now += HOUR;
  await restart().runDue();

  assert.deepEqual(dueTimes(), ['2026-11-21T11:00:00Z', '2026-11-21T12:00:00Z']);
});

test('of many runs missed while the runner was off, the latest is caught up, and only that', async () => {
  const { restart, time, dueTimes } = setUp();
  await restart().runDue();

  time.now = START + 49 * HOUR;
  await restart().runDue();
  await restart().runDue();

  assert.deepEqual(dueTimes(), ['2026-11-23T11:00:00Z']);
});

test('a rate counts from when the schedule came into being, and its first run is then', async () => {
  const { restart, time, dueTimes } = setUp({ expression: 'rate(1 hour)' });

  await restart().runDue();
  time.now += HOUR - 1;
  await restart().runDue();
  time.now += 1;
  await restart().runDue();

  assert.deepEqual(dueTimes(), ['2026-11-21T10:30:00Z', '2026-11-21T11:30:00Z']);
});

test('a schedule whose expression changes has missed nothing yet', async () => {
  const { restart, time, dueTimes } = setUp();
  await restart().runDue();
  time.now = START + 10 * HOUR;

  await restart({ expression: 'cron(15 * * * ? *)' }).runDue();

  assert.deepEqual(dueTimes(), []);
});

test('a schedule is silent while disabled, before its start and after its end', async () => {
  for (const change of [{ enabled: false }, { startsAt: START + 2 * HOUR }, { endsAt: START + HOUR / 4 }]) {
    const { restart, time, accepted } = setUp(change);
    const scheduler = restart();
    await scheduler.runDue();
    time.now = START + HOUR;
    await scheduler.runDue();

    assert.deepEqual(accepted, [], JSON.stringify(change));
  }
});

test('a schedule without input sends the default event', async () => {
  const { restart, time, accepted } = setUp({ input: undefined });
  const scheduler = restart();
  time.now = START + HOUR;
  await scheduler.runDue();

  const event = JSON.parse(accepted[0]!) as Record<string, unknown>;
  assert.equal(event['source'], 'aws.scheduler');
  assert.equal(event['time'], '2026-11-21T11:00:00Z');
  assert.deepEqual(event['resources'], [SCHEDULE.arn]);
});

const denials: readonly (readonly [what: string, authority: Authority, message: RegExp])[] = [
  [
    'may not invoke the function',
    { ...ALLOWING, decide: () => ({ allowed: false, denial: 'implicit' }) },
    /not authorized to perform: lambda:InvokeFunction/,
  ],
  ['cannot be assumed', { ...ALLOWING, mayAssume: () => false }, /does not let scheduler\.amazonaws\.com assume it/],
];

for (const [what, authority, message] of denials)
  test(`a schedule whose role ${what} invokes nothing, and its event goes to the dead letter queue once`, async () => {
    const { restart, time, accepted, deadLetters, metrics } = setUp({}, authority);
    const scheduler = restart();
    time.now = START + HOUR;
    await scheduler.runDue();
    await scheduler.runDue();

    assert.deepEqual(accepted, []);
    assert.equal(deadLetters.length, 1);
    assert.match(deadLetters[0]!, message);
    assert.ok(metrics.some(({ name }) => name === 'TargetErrorCount'));
  });
