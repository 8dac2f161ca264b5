/** Messages of the jobs queue as Lambda hands them over: what is none of ours, and what fails for the last time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueueHandler } from '../../functions/redaction/queue-handler.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { type Job, jobIdOf } from '../../src/domain/jobs/job.ts';
import type { JobKind } from '../../src/pipelines/jobs/kind.ts';

const JOB_ID = jobIdOf(0, 'abcdefgh');

/** A handler whose only job fails at each step, with what it logged and stored. */
const failing = () => {
  const logged: string[] = [];
  const stored: Job[] = [
    {
      jobId: JOB_ID,
      kind: 'fails',
      from: 0,
      to: 1,
      dryRun: false,
      options: {},
      state: 'queued',
      step: 0,
      counts: {},
      createdAt: 0,
      createdBy: 'k',
      updatedAt: 0,
    },
  ];
  const kind = {
    name: 'fails',
    begin: () => Promise.reject(new TypeError('cannot read Blue Heron')),
  } as unknown as JobKind;
  const handle = createQueueHandler({
    maxReceives: 5,
    log: (_level, event, fields) => logged.push(JSON.stringify([event, fields])),
    work: {
      kinds: [kind],
      clock: () => 1,
      jobs: {
        findJob: async () => stored.at(-1),
        updateJob: async (_project: ProjectId, _before: Job, after: Job) => stored.push(after) > 0,
      },
    } as never,
  });
  const receive = (body: string, times = 1) =>
    handle({ Records: [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: String(times) } }] });
  return { receive, logged, stored };
};

const MESSAGE = JSON.stringify({ project: 'p', jobId: JOB_ID, step: 0 });

test('a message that is none of ours is given back to the queue, and nothing of it is let out', async () => {
  for (const body of ['{"Blue Heron', 'null', '5', '{}', '{"project":"p","jobId":"Blue Heron","step":0}']) {
    const { receive, logged } = failing();

    await assert.rejects(receive(body), (error: Error) => !/Heron/.test(`${error.message} ${error.cause}`));
    assert.match(logged.join(), /job-message-unknown/);
    assert.doesNotMatch(logged.join(), /Heron/);
  }
});

test('a job whose step fails stays under way until the queue gives the message up, and is failed then', async () => {
  const { receive, stored, logged } = failing();

  await assert.rejects(receive(MESSAGE, 4));
  assert.equal(stored.length, 1);
  await assert.rejects(receive(MESSAGE, 5));

  assert.deepEqual([stored.at(-1)?.state, stored.at(-1)?.errorType], ['failed', 'TypeError']);
  assert.doesNotMatch(logged.join(), /Heron/);
});
