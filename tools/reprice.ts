/**
 * `npm run reprice`: computes stored costs again, after `prices:update` or a change of a project's own prices. Without --apply it only
 * says what would change. It speaks to the service's HTTP API, with a key of the project that has the scope `admin`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readNote } from './keys/deployment.ts';
import { type RepriceJob, repriceReport } from './reprice/report.ts';

const HELP = `Usage:
  npm run reprice -- [--from 2026-11-01] [--to 2026-11-08] [--apply] --local
  SIGHTGLASS_KEY=… npm run reprice -- [--from …] [--to …] [--apply] --url https://….execute-api.….amazonaws.com

Without --apply nothing changes. Without --from every call that is kept. Costs that clients stated are never touched.`;

const POLL_MS = 1_000;

const readArguments = () =>
  parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      apply: { type: 'boolean', default: false },
      local: { type: 'boolean', default: false },
      url: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;

/** The local service's address and key, or what the command line and the environment say. */
const serviceOf = (values: {
  readonly local: boolean;
  readonly url?: string;
}): { readonly url: string; readonly key: string } => {
  const data = process.env['SIGHTGLASS_DATA'] ?? '.local';
  const kept = join(data, 'key');
  const key =
    process.env['SIGHTGLASS_KEY'] ??
    process.env['SIGHTGLASS_LOCAL_KEY'] ??
    (values.local && existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined);
  const url = values.local ? readNote(data).url : values.url;
  if (url === undefined) throw new Error(`say where: --local or --url\n\n${HELP}`);
  if (key === undefined) throw new Error('set SIGHTGLASS_KEY to a key of the project with the scope admin');
  return { url, key };
};

const main = async (): Promise<void> => {
  const values = readArguments();
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { url, key } = serviceOf(values);
  const ask = async (path: string, body?: object): Promise<RepriceJob> => {
    const answer = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as RepriceJob & { readonly detail?: string };
    if (!answer.ok) throw new Error(`${answer.status}: ${said.detail ?? 'the service refused'}`);
    return said;
  };

  const { from, to, apply } = values;
  let job = await ask('/v1/jobs', {
    kind: 'reprice',
    dry_run: !apply,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  while (!['done', 'failed', 'cancelled'].includes(job.state)) {
    await sleep(POLL_MS);
    job = await ask(`/v1/jobs/${job.job_id}`);
    process.stderr.write(`\r${job.state} ${Math.round(job.progress * 100)} %   `);
  }
  process.stderr.write('\r');
  console.log(repriceReport(job));
  process.exitCode = job.state === 'done' ? 0 : 1;
};

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
