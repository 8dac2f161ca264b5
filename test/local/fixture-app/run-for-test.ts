/** Runs an assembly in a process of its own and prints the URL: `run-for-test.ts <assembly> <data>`. */
import { startLocal } from '../../../local/start.ts';
import { stopOnSignals } from '../../../local/stop-on-signals.ts';

const [assembly = '', data = ''] = process.argv.slice(2);
const service = await startLocal({ assembly, data, port: 0, log: (line) => process.stderr.write(`${line}\n`) });
stopOnSignals(service.stop);
process.stdout.write(`${service.url}\n`);
