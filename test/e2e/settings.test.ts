/** Settings over HTTP, against the running service: admins only, whole and by section, audited, and quoting nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type Answer, type OwnService, startOwn } from './service.ts';

let service: OwnService;
/** How far the clock of queues and schedules is ahead. */
let movedMs = 0;
before(async () => {
  service = await startOwn({ clock: () => Date.now() + movedMs });
});
after(() => service.stop());

const put = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const response = await fetch(service.url + path, {
    method: 'PUT',
    headers: { 'x-api-key': service.key, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

test('PUT /v1/settings/{section} changes a section, GET shows it, and the audit trail tells of it', async () => {
  const changed = await put('/v1/settings/redaction', {
    types: { AGE: false },
    literals: [{ name: 'code-name', value: 'Blue Heron' }],
    patterns: [{ name: 'badge', pattern: 'BDG-\\d{5}' }],
  });

  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const shown = await service.get('/v1/settings');
  assert.deepEqual(shown.body, changed.body);
  assert.deepEqual([shown.body.version, shown.body.set, shown.headers.get('etag')], [1, ['redaction'], '"1"']);

  const audit = await service.get('/v1/audit');
  assert.deepEqual(audit.body.entries[0].changes, [
    { field: 'redaction.literals', entries_before: 0, entries_after: 1 },
    { field: 'redaction.patterns', entries_before: 0, entries_after: 1 },
    { field: 'redaction.types', entries_before: 0, entries_after: 1 },
  ]);
  assert.ok(!JSON.stringify(audit.body).includes('Heron'));
});

test('a policy holds for calls, their feedback, and texts that are only redacted', async () => {
  const text = 'Blue Heron wears BDG-12345, is 43 years old and writes to jo@example.com';
  const expected = '[CUSTOM:code-name] wears [CUSTOM:badge], is 43 years old and writes to [EMAIL]';

  const stored = await service.post('/v1/interactions', {
    interaction_id: 'under-policy',
    input: text,
    feedback: { rating: 2, comment: text },
  });
  const { body } = await service.get(`/v1/interactions/${stored.body.interaction_id}`);
  await service.post('/v1/feedback', { session_id: 's', feedback_type: 'comment', comment: text, rating: 1 });
  const negative = await service.get('/v1/feedback/negative');
  const alone = await service.post('/v1/redact', { text });

  assert.deepEqual([body.input, body.feedback[0].comment], [expected, expected]);
  const comments = new Set(negative.body.feedback.map(({ comment }: { comment: string }) => comment));
  assert.deepEqual([...comments], [expected]);
  assert.equal(alone.body.redacted, expected);
});

test('ids that only the own rules of a project find are found again by what the app sent', async () => {
  const ids = { interaction_id: 'of BDG-54321', session_id: 'shift BDG-54321', correlation_id: 'report BDG-54321' };
  await service.post('/v1/interactions', { ...ids, trace_id: '5'.repeat(32), input: 'x' });

  const [session, correlation] = [encodeURIComponent(ids.session_id), encodeURIComponent(ids.correlation_id)];
  const lists = await Promise.all(
    [`session_id=${session}`, `correlation_id=${correlation}`].map((query) => service.get(`/v1/interactions?${query}`)),
  );
  const whole = await service.get(`/v1/interactions/${encodeURIComponent(ids.interaction_id)}`);
  const shown = await service.get(`/v1/sessions/${session}`);

  assert.deepEqual(
    lists.map(({ body }) => body.interactions.length),
    [1, 1],
  );
  assert.deepEqual([whole.status, shown.body.interactions?.length], [200, 1]);
  assert.doesNotMatch(JSON.stringify([whole.body, shown.body, lists]), /54321/);
});

test('a change of an older version is answered 409, and a wrong one 400 with its field', async () => {
  const stale = await put('/v1/settings', {}, { 'if-match': '"0"' });
  const wrong = await put('/v1/settings/redaction', { payload: 'secret value' });
  const unknown = await put('/v1/settings/colours', {});

  assert.deepEqual([stale.status, stale.body.code], [409, 'conflict']);
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [400, 'redaction.payload']);
  assert.ok(!JSON.stringify(wrong.body).includes('secret value'));
  assert.equal(unknown.status, 404);
});

/** Waits until a job is over, or gives up after half a minute. */
const jobOver = async (jobId: string): Promise<Answer['body']> => {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { body } = await service.get(`/v1/jobs/${jobId}`);
    if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
    await setTimeout(250);
  }
  throw new Error('the job does not end');
};

test('a policy that was made stricter is brought to what was stored before', async () => {
  const stored = await service.post('/v1/interactions', {
    input: 'where is Silver Falcon?',
    output: 'Silver Falcon flew',
  });
  await put('/v1/settings/redaction', { literals: [{ name: 'code-name', value: 'Silver Falcon' }] });

  const begun = await service.post('/v1/jobs', { kind: 'redact-again' });

  assert.deepEqual([begun.status, begun.body.state, begun.body.progress], [202, 'queued', 0]);
  const audit = await service.get('/v1/audit');
  assert.deepEqual([audit.body.entries[0].action, audit.body.entries[0].kind], ['job.started', 'redact-again']);
  // The first step waits until no function believes the older policy any more.
  movedMs += 120_000;
  // Waits for nothing, and wakes whoever listens to the queue.
  await service.post('/v1/jobs', { kind: 'redact-again', dry_run: true });
  const job = await jobOver(begun.body.job_id);
  // The call of the test before as well: its policy left ages alone.
  assert.deepEqual([job.state, job.progress, job.counts.changed], ['done', 1, 2], JSON.stringify(job));
  const { body } = await service.get(`/v1/interactions/${stored.body.interaction_id}`);
  assert.deepEqual([body.input, body.output], ['where is [CUSTOM:code-name]?', '[CUSTOM:code-name] flew']);
  assert.equal((await service.get('/v1/jobs')).body.jobs[1].job_id, begun.body.job_id);
});

test('a job with a wrong field is refused, and a job of nobody is not found', async () => {
  const wrong = await service.post('/v1/jobs', { kind: 'shred', from: 'secret value' });
  const odd = await service.post('/v1/jobs', { kind: 'redact-again', colour: 'secret value' });
  const nobody = await service.get('/v1/jobs/20261129T120000000-abcdefgh1234');

  assert.deepEqual(
    wrong.body.errors.map(({ path }: { path: string }) => path),
    ['kind', 'from'],
  );
  assert.deepEqual([wrong.status, odd.status, nobody.status], [400, 400, 404]);
  assert.ok(!JSON.stringify([wrong.body, odd.body]).includes('secret value'));
});

test('a text that own patterns are too slow for is dropped, its call is kept, and on-call hears of it', async () => {
  const patterns = Array.from({ length: 20 }, (_, at) => ({
    name: `slow-${at}`,
    pattern: `(?:[a-z ]{1,20}){4}[0-9A-F]`,
  }));
  const changed = await put('/v1/settings/redaction', { patterns });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const text = 'silver falcon and words without any number '.repeat(2500);

  const failed = await service.post('/v1/redact', { text });

  assert.deepEqual([failed.status, failed.body.redacted, failed.body.failed], [200, '[REDACTION_FAILED]', true]);
  for (let minute = 0; minute < 6; minute++) {
    movedMs += 60_000;
    await service.local.tick();
  }
  const alarm = service.local.services.cloudwatch.alarmStates().find(({ name }) => name.endsWith('redaction-failure'));
  assert.equal(alarm?.state, 'ALARM');
  await put('/v1/settings/redaction', {});
});

test('an own pattern that would be slow on any text is refused', async () => {
  const { status, body } = await put('/v1/settings/redaction', {
    patterns: [{ name: 'slow', pattern: '[a-z ]{900}[0-9]' }],
  });

  assert.deepEqual([status, body.errors[0].path], [400, 'redaction.patterns[0].pattern']);
});

test("a project's own prices are brought to the calls that had none: a dry run says so, the job does so", async () => {
  const posted = await service.post('/v1/interactions', {
    model: 'our-llama-3',
    input: 'hello',
    output: 'hello',
    usage: { input_tokens: 1_000, output_tokens: 500 },
  });
  await put('/v1/settings/prices', {
    overrides: [{ model: 'our-llama-*', usd_per_million_tokens: { input: '0.25', output: '0.8' } }],
  });

  const trial = await jobOver((await service.post('/v1/jobs', { kind: 'reprice', dry_run: true })).body.job_id);
  const before = await service.get(`/v1/interactions/${posted.body.interaction_id}`);
  const done = await jobOver((await service.post('/v1/jobs', { kind: 'reprice' })).body.job_id);
  const after = await service.get(`/v1/interactions/${posted.body.interaction_id}`);

  assert.deepEqual([trial.counts.newly_priced, trial.counts.nano_usd_after], [1, 650_000], JSON.stringify(trial));
  assert.equal(before.body.cost.unpriced, true);
  assert.equal(done.counts.newly_priced, 1);
  assert.deepEqual(
    [after.body.cost.usd, after.body.cost.source, after.body.cost.price_version],
    [0.00065, 'computed', 'project'],
  );
});

test('a deep pass through the local Comprehend takes a name out of a stored call, as the function is allowed to', async () => {
  const name = 'Wilhelmina Featherstonehaugh';
  await put('/v1/settings/redaction', { types: { PERSON: false } });
  await put('/v1/settings/deep', { features: ['letters'], daily_budget_usd: 1 });
  const stored = await service.post('/v1/interactions', {
    input: `a letter of ${name}`,
    output: 'ok',
    feature: 'letters',
  });
  await put('/v1/settings/redaction', {});

  const begun = await service.post('/v1/jobs', { kind: 'deep', from: Date.now() / 1000 - 3600 });

  assert.equal(begun.status, 202, JSON.stringify(begun.body));
  const job = await jobOver(begun.body.job_id);
  assert.equal(job.state, 'done', JSON.stringify(job));
  const { body } = await service.get(`/v1/interactions/${stored.body.interaction_id}`);
  assert.ok(!JSON.stringify(body).includes('Featherstonehaugh'), JSON.stringify(body));
});

test('a cursor of the audit trail that is none is refused, whatever it is', async () => {
  for (const cursor of ['', 'x', '%00', 'z'.repeat(3000)]) {
    const { status, body } = await service.get(`/v1/audit?cursor=${cursor}`);

    assert.deepEqual([status, body.code, body.errors?.[0]?.path], [400, 'invalid-request', 'cursor']);
  }
});
