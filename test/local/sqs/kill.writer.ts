/** A process that sends and deletes messages until it is killed, and says what was acknowledged. Run by kill.test.ts. */
import { writeSync } from 'node:fs';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { callJson } from '../post-json.ts';
import { PLACE } from './setup.ts';

const [directory = '', run = ''] = process.argv.slice(2);
const service = await createSqs({ directory, ...PLACE, endpoint: 'http://127.0.0.1:1' });
const { url: QueueUrl } = service.createQueueFromTemplate('work', {});

const call = (operation: string, input: object) =>
  callJson<{ Messages?: { ReceiptHandle: string; Body: string }[] }>(service, `AmazonSQS.${operation}`, {
    QueueUrl,
    ...input,
  });

for (let n = 0; ; n++) {
  const MessageBody = `${run}-${n}`;
  await call('SendMessage', { MessageBody });
  writeSync(1, `sent ${MessageBody}\n`);
  if (n % 2 === 0) continue;
  const { Messages = [] } = await call('ReceiveMessage', {});
  for (const { ReceiptHandle, Body } of Messages) {
    await call('DeleteMessage', { ReceiptHandle });
    writeSync(1, `deleted ${Body}\n`);
  }
}
