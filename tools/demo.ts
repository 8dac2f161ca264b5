/**
 * `npm run demo`: a help desk's day against the running service, and a tour of what can be asked afterwards. The help desk is a
 * small agent with tools, retrieval and an agent that it asks in turn; it is watched by public OpenTelemetry packages only, and
 * talks to a fake provider, so that nothing leaves the machine. SIGHTGLASS_URL and SIGHTGLASS_KEY send it elsewhere.
 */
import { runDay } from './demo/day.ts';
import { findService } from './demo/service.ts';
import { takeTour } from './demo/tour.ts';

/** How often all customers come. */
const ROUNDS = 2;

try {
  const service = await findService(process.env);
  const since = new Date();
  const isTerminal = process.stdout.isTTY === true;
  console.log(`A help desk's day begins; its telemetry goes to ${service.url}/v1/traces.`);
  await runDay({
    service,
    rounds: ROUNDS,
    onServed: (served, all) => {
      if (isTerminal) process.stdout.write(`\r${served} of ${all} questions answered${served === all ? '\n' : ''}`);
      else if (served === all) console.log(`${all} questions answered`);
    },
  });
  await takeTour({ service, since, print: (text) => console.log(text) });
  console.log(`\nAsk on: the service is at ${service.url}, its contract at ${service.url}/openapi.json.`);
} catch (error) {
  console.error(`The demo stopped: ${(error as Error).message}`);
  process.exitCode = 1;
}
