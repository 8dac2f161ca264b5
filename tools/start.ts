/**
 * `npm start`: runs on this machine the very templates that would be deployed, with a project `local` and a key to it.
 * PORT (4318), SIGHTGLASS_DATA (.local), SIGHTGLASS_LOCAL_KEY (made at the first start) set what it uses.
 */
import { join } from 'node:path';
import { stopOnSignals } from '../local/stop-on-signals.ts';
import { startService } from './start/service.ts';

const asked = process.env['PORT'] ?? '4318';
const port = Number(asked);
const data = process.env['SIGHTGLASS_DATA'] ?? '.local';

try {
  if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    throw new Error(`PORT must be a whole number from 0 to 65535, got "${asked}"`);
  }
  const { service, key } = await startService({
    port,
    data,
    log: (line) => console.log(line),
    ...(process.env['SIGHTGLASS_LOCAL_KEY'] ? { key: process.env['SIGHTGLASS_LOCAL_KEY'] } : {}),
    ...(process.env['SIGHTGLASS_WEBHOOK'] ? { webhook: process.env['SIGHTGLASS_WEBHOOK'] } : {}),
  });
  console.log(`
Sightglass is ready.

  URL   ${service.url}
  Key   ${key}

A first call, then what was kept of it:

  curl -s ${service.url}/v1/interactions -H 'x-api-key: ${key}' -H 'content-type: application/json' \\
    -d '{"interaction_id":"first","model":"gpt-4o-mini","input":"I am jane@example.com, where is my order?","output":"On its way.","usage":{"input_tokens":15,"output_tokens":5},"latency_ms":420}'

  curl -s ${service.url}/v1/interactions/first -H 'x-api-key: ${key}'

Alarms and reports arrive here and in ${join(data, 'aws', 'outbox')}. Ctrl-C stops; data stay in ${data}.
`);
  stopOnSignals(service.stop);
} catch (error) {
  console.error(`Sightglass did not start: ${(error as Error).message}`);
  process.exitCode = 1;
}
