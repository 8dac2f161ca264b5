/** Puts metrics until it is killed; prints each one that was accepted. */
import { writeSync } from 'node:fs';
import { createCloudWatch } from '../../../local/aws/cloudwatch/cloudwatch.ts';
import { errorsAlarm } from './setup.ts';

const START = Number(process.argv[3]);
const cloudwatch = createCloudWatch({
  directory: process.argv[2]!,
  region: 'eu-west-1',
  accountId: '123456789012',
  clock: () => START,
  log: () => undefined,
  // The delivery never ends: the process owes it when it is killed.
  publish: () => new Promise(() => undefined),
});
cloudwatch.createAlarms([errorsAlarm({ AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'] })]);
cloudwatch.putMetric('App', 'Errors', {}, 1, 'Count', START - 60_000);
cloudwatch.evaluate();
for (let count = 0; ; count++) {
  cloudwatch.putMetric('App', 'Work', {}, 1);
  writeSync(1, `${count}\n`);
  if (count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
}
