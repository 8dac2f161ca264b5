/** Plants secrets on every route, error paths included, and looks through every byte that anything kept. Zero may be found. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { textOfRow } from '../adapters/dump.ts';
import { logsRequest, type RecordToWrite, type SpanToWrite, tracesRequest } from '../domain/otlp/requests.ts';
import { type OwnService, startOwn } from './service.ts';

let service: OwnService;
before(async () => {
  service = await startOwn();
});
after(() => service.stop());

/** Things that no store may hold, each in the form in which people type it. */
const CANARIES = [
  'canary.person@example.com',
  '4539 1488 0343 6467',
  '219-09-9999',
  'sk-proj-Zx81kQm4Lr9TbY2Wc7Vd3NfG5HjK6MpQ',
  'DE89 3704 0044 0532 0130 00',
  '203.0.113.77',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.dBjftJeZ4CVP_mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
];
/** Names of people, which are looked for in texts, not in labels. */
const PEOPLE = 'My name is Oluwaseun Kowalczyk, my wife is Wilhelmina Satterfield.';
const LABEL = CANARIES.join(' and ');
const ALL = `${PEOPLE} ${LABEL}`;
/** Looked for: each canary without its spaces, and the part of it that is nobody else's. */
const NEEDLES = [
  ...CANARIES,
  ...CANARIES.map((canary) => canary.replaceAll(' ', '')),
  'canary.person',
  'Zx81kQm4Lr9TbY2W',
  'Oluwaseun',
  'Kowalczyk',
  'Wilhelmina',
  'Satterfield',
];

/** Words enough, and different enough, that the payload does not fit into a row and is packed. */
const INCOMPRESSIBLE = Array.from({ length: 8000 }, () => `w${randomUUID().slice(0, 5)} `).join('');

/** Everything that a Langfuse batch can say, with the canaries in every place. */
const langfuseEvents = (mail: string): readonly object[] => {
  const timestamp = new Date().toISOString();
  const said = {
    traceId: mail,
    name: LABEL,
    userId: mail,
    sessionId: mail,
    input: { messages: [{ role: 'user', content: ALL }] },
    output: [{ [mail]: ALL }],
    metadata: { [mail]: ALL, user_id: mail, correlation_id: mail },
    tags: CANARIES,
    environment: mail,
    version: mail,
    release: mail,
    level: 'ERROR',
    statusMessage: ALL,
    model: mail,
    modelParameters: { [mail]: ALL },
    promptName: mail,
  };
  const score = { traceId: mail, observationId: mail, name: LABEL, value: LABEL, comment: ALL, metadata: { ALL } };
  return [
    { id: mail, type: 'trace-create', timestamp, body: { ...said, id: mail } },
    { id: `1 ${mail}`, type: 'generation-create', timestamp, body: { ...said, id: `gen ${mail}` } },
    { id: `2 ${mail}`, type: 'generation-update', timestamp, body: { ...said, id: `gen ${mail}`, endTime: timestamp } },
    { id: `3 ${mail}`, type: 'tool-create', timestamp, body: said },
    { id: `4 ${mail}`, type: 'score-create', timestamp, body: { ...score, id: mail } },
    { id: `5 ${mail}`, type: 'score-create', timestamp, body: { ...score, dataType: 'TEXT' } },
    { id: `6 ${mail}`, type: 'sdk-log', timestamp, body: { log: ALL } },
    { id: `7 ${mail}`, type: mail, timestamp, body: said },
  ];
};

/** A span with the canaries in its name, attributes of known and unknown names, events, links, status and resource. */
const otlpSpan = (mail: string): SpanToWrite => ({
  name: LABEL,
  scope: mail,
  resource: { 'service.name': mail, 'deployment.environment.name': mail, [mail]: ALL },
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': mail,
    'gen_ai.provider.name': mail,
    'gen_ai.response.id': mail,
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: ALL }] }]),
    'gen_ai.output.messages': ALL,
    'openai.response.service_tier': mail,
    'user.id': mail,
    'session.id': mail,
    'correlation.id': mail,
    'error.type': mail,
    'annotations.0.annotation.name': mail,
    'annotations.0.annotation.explanation': ALL,
    [mail]: ALL,
    nested: { [mail]: [ALL] },
  },
  events: [
    { name: mail, attributes: { [mail]: ALL } },
    {
      name: 'exception',
      attributes: { 'exception.type': mail, 'exception.message': ALL, 'exception.stacktrace': ALL },
    },
    {
      name: 'gen_ai.evaluation.result',
      attributes: { 'gen_ai.evaluation.name': mail, 'gen_ai.evaluation.explanation': ALL },
    },
  ],
  status: { code: 2, message: ALL },
});

/** Messages of a span, a coding agent's prompt, an app's own line, an evaluation, and a line that nobody knows. */
const logRecords = (mail: string): readonly RecordToWrite[] => {
  const place = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  return [
    { ...place, eventName: 'gen_ai.user.message', body: { content: ALL } },
    { ...place, eventName: 'gen_ai.choice', body: { index: 0, message: { role: 'assistant', content: ALL } } },
    { eventName: 'claude_code.user_prompt', attributes: { prompt: ALL, 'session.id': mail, 'user.email': mail } },
    { body: `AI_INTERACTION: ${JSON.stringify({ input_text: ALL, output_text: ALL, model: mail, user_id: mail })}` },
    { ...place, eventName: 'gen_ai.evaluation.result', attributes: { 'gen_ai.evaluation.name': LABEL } },
    { body: ALL, attributes: { [mail]: ALL } },
  ];
};

const metricsRequest = (mail: string): object => ({
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: mail } }] },
      scopeMetrics: [
        {
          scope: { name: mail },
          metrics: ['gpu.utilization', `ai.${mail}`].map((name) => ({
            name,
            unit: mail,
            gauge: {
              dataPoints: [
                {
                  timeUnixNano: String(Date.now() * 1e6),
                  asDouble: 0.5,
                  attributes: [
                    { key: mail, value: { stringValue: ALL } },
                    { key: 'model', value: { stringValue: mail } },
                  ],
                },
              ],
            },
          })),
        },
      ],
    },
  ],
});

const plant = async (): Promise<void> => {
  const [mail = ''] = CANARIES;
  const everywhere = {
    interaction_id: mail,
    session_id: mail,
    user_id: mail,
    correlation_id: `for ${mail}`,
    response_id: mail,
    operation: mail,
    name: LABEL,
    provider: mail,
    model: mail,
    model_version: mail,
    environment: mail,
    service: mail,
    release: mail,
    feature: mail,
    tags: CANARIES,
    finish_reasons: [mail],
    parameters: { [mail]: ALL },
    input: [{ role: 'user', content: ALL, nested: JSON.stringify({ deep: ALL }) }, { [mail]: [ALL] }],
    output: ALL,
    error: { type: mail, message: ALL },
    safety: [{ category: mail, action: mail }],
    context: { note: ALL },
    metadata: { card: 4539148803436467 },
    unknown_field: ALL,
    feedback: { rating: 1, comment: ALL },
  };
  const posts: readonly [string, unknown, Record<string, string>?][] = [
    ['/v1/interactions', everywhere, { 'x-correlation-id': mail }],
    ['/v1/interactions', { interactions: [everywhere, { ...everywhere, interaction_id: randomUUID() }] }],
    ['/v1/interactions', { interaction_id: randomUUID(), input: INCOMPRESSIBLE + ALL }],
    ['/v1/interactions', `${JSON.stringify(everywhere)}\n{"broken ${mail}`, { 'content-type': 'application/x-ndjson' }],
    ['/v1/interactions', gzipSync(JSON.stringify({ input: ALL })), { 'content-encoding': 'gzip' }],
    ['/v1/interactions', `{"input": ${ALL}`],
    ['/v1/interactions', { input: ALL, latency_ms: mail, model: { [mail]: ALL }, trace_id: mail, [mail]: ALL }],
    ['/v1/interactions', { interactions: mail }],
    ['/v1/interactions', { input: ALL }, { 'x-api-key': mail }],
    [
      '/v1/feedback',
      {
        session_id: mail,
        feedback_type: 'thumbs_down',
        rating: 1,
        comment: ALL,
        correction: ALL,
        context: { ALL },
        user_id: mail,
        feedback_id: mail,
      },
    ],
    ['/v1/feedback', { interaction_id: mail, feedback_type: mail, comment: ALL }],
    [
      '/v1/assessments',
      {
        interaction_id: mail,
        dimension: 'accuracy',
        score: 0.1,
        explanation: ALL,
        assessor: mail,
        assessor_type: 'human',
      },
    ],
    ['/v1/assessments', { interaction_id: mail, dimension: LABEL, score: mail }],
    ['/api/public/ingestion', { batch: langfuseEvents(mail) }],
    ['/api/public/ingestion', { batch: langfuseEvents(`sk-lf ${mail}`), metadata: { sdk_name: ALL } }],
    ['/api/public/ingestion', { batch: [ALL, { id: mail, type: ALL, timestamp: mail, body: { [mail]: ALL } }] }],
    ['/api/public/ingestion', `{"batch": [${ALL}`],
    ['/api/public/scores', { traceId: mail, name: mail, value: ALL, comment: ALL, dataType: 'CATEGORICAL' }],
    ['/api/public/scores', { sessionId: mail, name: ALL, value: ALL, dataType: 'CORRECTION' }],
    ['/api/public/scores', { name: mail, value: { [mail]: ALL } }],
    ['/v1/traces', tracesRequest(otlpSpan(mail), { ...otlpSpan(mail), traceId: mail })],
    ['/v1/traces', `{"resourceSpans": [${ALL}`],
    ['/v1/logs', logsRequest(...logRecords(mail))],
    ['/v1/metrics', metricsRequest(mail)],
    ['/v1/outcomes', { interaction_id: mail, expected: ALL, predicted: { [mail]: [ALL] }, outcome_id: mail }],
    ['/v1/redact', { text: ALL }],
    ['/v1/redact', { json: { [mail]: ALL } }],
    ['/v1/redact', `{"text": "${mail}`],
    [`/v1/${mail}`, { input: ALL }],
    ['/v1/jobs', { kind: ALL, from: mail, [mail]: ALL }],
    ['/v1/jobs', { kind: 'redact-again', note: ALL }],
    ['/v1/jobs', { kind: 'erase', user_id: mail }],
    ['/v1/jobs', { kind: 'redact-again', from: '2026-01-01' }],
  ];
  for (const [path, body, headers] of posts) await service.post(path, body, headers);
  const id = encodeURIComponent(mail);
  for (const path of [
    `/v1/interactions/${id}`,
    `/v1/interactions?user_id=${id}&session_id=${id}`,
    `/v1/interactions?model=${id}&cursor=${id}&${id}=1`,
    `/v1/traces/${id}`,
    `/v1/sessions/${id}`,
    `/v1/summaries/hour/${id}`,
    `/v1/summaries/hour/${new Date().toISOString()}`,
    `/${id}`,
    `/v1/jobs/${id}`,
    `/v1/audit?cursor=${id}`,
    `/v1/settings?${id}=1`,
  ]) {
    await service.get(path);
  }
  // A policy that is not valid is nowhere kept; one that is valid holds its own literals, because the project wished it.
  const policy = {
    payload: mail,
    types: { [mail]: ALL },
    allow: { values: ALL },
    literals: [{ name: mail, value: ALL }],
  };
  for (const [path, body] of [
    ['/v1/settings', { redaction: policy, [mail]: { [mail]: ALL } }],
    ['/v1/settings/redaction', policy],
    [`/v1/settings/${id}`, { [mail]: ALL }],
    ['/v1/settings/prices', { overrides: [{ model: mail, usd_per_million_tokens: { [mail]: ALL } }] }],
    ['/v1/settings/summaries', { time_zone: mail }],
  ] as const) {
    await fetch(service.url + path, {
      method: 'PUT',
      headers: { 'x-api-key': service.key, 'content-type': 'application/json', 'if-match': mail },
      body: JSON.stringify(body),
    });
    await fetch(service.url + path, {
      method: 'PUT',
      headers: { 'x-api-key': service.key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
  await service.local.invoke('sightglass-local-service/Summaries/Function', {
    period: 'hour',
    start: new Date().toISOString(),
  });
};

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Every row of the table and every object, decompressed where they are compressed. */
const keptRecords = async (): Promise<readonly (readonly [string, string])[]> => {
  const { accessKeyId, secretAccessKey } = service.local.operator;
  const connection = {
    endpoint: service.local.gatewayUrl,
    region: service.local.region,
    credentials: { accessKeyId, secretAccessKey },
  };
  const kept: [string, string][] = [];
  const dynamo = new DynamoDBClient(connection);
  const table = service.local.resources.ofType('AWS::DynamoDB::GlobalTable')[0]?.name as string;
  let start: Record<string, never> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: table, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    for (const item of page.Items ?? []) {
      kept.push([`row ${item['sk']?.S}`, textOfRow(item)]);
    }
    start = page.LastEvaluatedKey as typeof start;
  } while (start !== undefined);

  const s3 = new S3Client(connection);
  const bucket = service.local.resources.ofType('AWS::S3::Bucket')[0]?.name as string;
  for (const { Key } of (await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []) {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const bytes = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    kept.push([`object ${Key}`, `${Key}\n${Key?.startsWith('payloads/') ? framesOf(bytes) : bytes.toString()}`]);
  }
  return kept;
};

/** A pack is frames one after the other, and Node decompresses the first only; frames start with zstd's magic number. */
const framesOf = (pack: Buffer): string => {
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  const starts: number[] = [];
  for (let at = pack.indexOf(magic); at >= 0; at = pack.indexOf(magic, at + 1)) starts.push(at);
  return starts
    .map((start, index): string => {
      // The magic number may occur within a frame by chance; then the piece before it ends too early and is part of a longer one.
      for (let end = index + 1; ; end++) {
        try {
          return zstdDecompressSync(pack.subarray(start, starts[end])).toString();
        } catch (error) {
          if (starts[end] === undefined) throw error;
        }
      }
    })
    .join('\n');
};

test('no planted secret is in any row, object, log, metric, queue or message that was kept', async () => {
  await plant();
  await service.local.tick();

  const records = await keptRecords();
  const places = [
    ...records,
    ...filesBelow(service.data).map(
      (path) => [path.slice(service.data.length + 1), readFileSync(path, 'latin1')] as const,
    ),
  ].filter(([name]) => name !== 'key' && name !== 'service.json');

  const found = places.flatMap(([name, content]) =>
    NEEDLES.filter((needle) => content.includes(needle)).map((needle) => `${name} holds ${needle.slice(0, 12)}…`),
  );
  assert.deepEqual(found, []);
  assert.ok(
    records.some(([name]) => name.startsWith('row F#')),
    'nothing was stored, so nothing was proven',
  );
  assert.ok(
    records.some(([name]) => name.startsWith('object payloads/')),
    'no pack was stored, so nothing was proven of packs',
  );
  assert.ok(
    records.some(([, content]) => content.includes('[EMAIL') && content.includes('[PERSON_2')),
    'no placeholder was stored',
  );
});

test('no answer quotes a value that it refuses', async () => {
  const [mail = ''] = CANARIES;
  for (const body of [
    { input: 'x', latency_ms: mail },
    { input: 'x', status: mail },
    { input: 'x', timestamp: mail },
    { interactions: [{ input: 'x', usage: mail }] },
    `{"input":${mail}`,
  ]) {
    const answer = await service.post('/v1/interactions', body);

    assert.ok(answer.status >= 400);
    assert.ok(!JSON.stringify(answer.body).includes('canary'), JSON.stringify(answer.body));
  }
});
