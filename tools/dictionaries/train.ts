/**
 * Makes the dictionaries that what is said of calls is compressed with: `npm run dictionaries <folder>`. It sends made-up interactions,
 * whose texts are paragraphs of the README files of our dependencies, through the ingest function, takes the rows apart, and has the
 * `zstd` tool (1.5 or later) train on them. A dictionary can never be changed once rows were written with it: a new one gets a new name
 * in src/adapters/dynamodb/codecs, and the old one stays to read old rows by, as `chats` and `rows` do, which an earlier version of this
 * tool made.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startQuietIngest } from '../../bench/workload/handler.ts';
import { seeded } from '../../bench/workload/interactions.ts';
import { unpackText } from '../../src/adapters/dynamodb/codecs/packed-text.ts';

const PROJECT = join(import.meta.dirname, '../..');
const TARGET = process.argv[2];
if (TARGET === undefined) throw new Error('say where the dictionaries go: npm run dictionaries <folder>');
const SAMPLES = 1600;
/** How many of the samples come alone; the others come in batches, whose documents lie in packs. */
const ALONE = 1000;
const BATCH = 24;
/** Larger ones save a few bytes more and cost every row more time. */
const DICTIONARY_BYTES = { facts: 4 * 1024, spans: 6 * 1024 };
/** A README larger than this is a reference, not prose. */
const MAX_README_BYTES = 300_000;

const paragraphs = [
  ...new Set(
    globSync('node_modules/**/{README,readme,CHANGELOG}.md', { cwd: PROJECT })
      .sort()
      .filter((path) => statSync(join(PROJECT, path)).size < MAX_README_BYTES)
      .flatMap((path) => readFileSync(join(PROJECT, path), 'utf8').split(/\n\n+/))
      .map((paragraph) => paragraph.replaceAll('\n', ' '))
      .filter((paragraph) => /^[A-Z][^|`<#*[\]]{60,600}$/.test(paragraph)),
  ),
];
const below = seeded(7);
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
const text = (length: number): string => {
  let made = '';
  while (made.length < length) made += `${pick(paragraphs)} `;
  return made.trim();
};

const MODELS = [
  'gpt-4o',
  'gpt-4o-mini',
  'gpt-4.1',
  'gpt-5',
  'o3-mini',
  'claude-sonnet-4-20250514',
  'claude-3-5-haiku-20241022',
  'gemini-2.5-flash',
  'gemini-2.5-pro',
  'llama-3.3-70b',
  'mistral-large-latest',
  'anthropic.claude-3-5-sonnet-20240620-v1:0',
];

const STEPS = ['get_weather', 'search', 'plan', 'answer', 'lookup_order'];

const interaction = (n: number, now: number): object => {
  const failed = n % 12 === 0;
  const history = n % 2 === 0 ? [] : [message('user', 60 + below(300)), message('assistant', 100 + below(300))];
  const system = { role: 'system', content: `You are a helpful assistant. ${text(100 + below(200))}` };
  const call = {
    id: `call_${below(1e9)}`,
    type: 'function',
    function: { name: 'get_weather', arguments: '{"location":"Berlin"}' },
  };
  return {
    ...(n % 2 === 0 ? {} : { interaction_id: `req-${n}` }),
    ...(n % 10 === 7 ? { kind: pick(['tool', 'agent', 'retriever', 'chain']), name: pick(STEPS) } : {}),
    ...(n % 3 === 0 ? {} : { session_id: `session-${below(1e6)}` }),
    ...(n % 4 === 0 ? {} : { user_id: `user-${below(1e6)}` }),
    timestamp: new Date(now + n).toISOString(),
    model: pick(MODELS),
    provider: pick(['openai', 'anthropic', 'google', 'aws.bedrock', 'azure.ai.openai']),
    environment: pick(['production', 'staging', 'development']),
    service: pick(['api', 'chat-service', 'agent', 'search']),
    feature: pick(['chat', 'summary', 'search', 'extraction']),
    input: n % 5 === 0 ? text(200 + below(600)) : [system, ...history, message('user', 40 + below(300))],
    ...(failed
      ? { error: { type: 'RateLimitError', message: 'Rate limit reached for requests', http_status: 429 } }
      : {
          output:
            n % 4 === 0
              ? text(300 + below(900))
              : [{ ...message('assistant', 300 + below(1200)), ...(n % 16 === 1 ? { tool_calls: [call] } : {}) }],
        }),
    usage: { input_tokens: below(4000), output_tokens: below(1500) },
    latency_ms: below(20_000),
    ...(n % 7 === 0 ? { metadata: { tenant: `t${below(20)}`, version: `1.${below(9)}` } } : {}),
    ...(n % 9 === 0 ? { context: { documents: [{ id: `doc-${below(99)}`, content: text(200) }] } } : {}),
  };
};
const message = (role: string, length: number) => ({ role, content: text(length) });
const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join('');

const folder = mkdtempSync(join(tmpdir(), 'sightglass-dictionaries-'));
const ingest = await startQuietIngest();
const now = Date.now() - 10_000;
const samples = { facts: join(folder, 'facts'), spans: join(folder, 'spans') };
for (const path of Object.values(samples)) mkdirSync(path);
let rows = 0;
/** Sends interactions, and keeps what their rows say as samples. */
const send = async (interactions: readonly object[]): Promise<void> => {
  const { statusCode } = await ingest.post(
    JSON.stringify(interactions.length === 1 ? interactions[0] : { interactions }),
  );
  if (statusCode > 201) throw new Error(`a sample was answered ${statusCode}`);
  for (const { b, s } of ingest.take().rows) {
    rows += 1;
    if (b?.B !== undefined) writeFileSync(join(samples.spans, String(rows)), unpackText(b.B));
    if (s?.B !== undefined) writeFileSync(join(samples.facts, String(rows)), unpackText(s.B));
  }
};
for (let n = 0; n < ALONE; n++) await send([interaction(n, now)]);
for (let n = ALONE; n < SAMPLES; n += BATCH) {
  const traces = Array.from({ length: BATCH / 3 }, () => hex(32));
  await send(
    traces.flatMap((trace, at) =>
      [0, 1, 2].map((call) => ({ ...interaction(n + at * 3 + call, now), trace_id: trace })),
    ),
  );
}
for (const name of ['facts', 'spans'] as const) {
  const target = join(TARGET, `${name}.dict`);
  const most = `--maxdict=${DICTIONARY_BYTES[name]}`;
  execFileSync('zstd', ['-q', '--train-fastcover=steps=64,accel=1', '-6', '-r', samples[name], most, '-o', target]);
  console.log(`${target}: ${statSync(target).size} bytes from ${readdirSync(samples[name]).length} samples`);
}
rmSync(folder, { recursive: true });
