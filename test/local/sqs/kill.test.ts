/** No acknowledged message is lost when the process is killed, and no deleted one comes back. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { killWhileWriting } from '../killed.ts';
import { callJson } from '../post-json.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { PLACE } from './setup.ts';

test('kill -9 loses no sent message and brings no deleted one back', async (context) => {
  const directory = temporaryDirectory(context);
  const writer = join(import.meta.dirname, 'kill.writer.ts');
  const lines: string[] = [];
  for (const run of ['first', 'second', 'third'])
    lines.push(...(await killWhileWriting(writer, [directory, run], 200)));
  const bodies = (verb: string) => lines.filter((line) => line.startsWith(verb)).map((line) => line.split(' ')[1]!);

  // An hour later nothing is hidden any more.
  const clock = () => Date.now() + 3_600_000;
  const service = await createSqs({ directory, ...PLACE, endpoint: 'http://127.0.0.1:1', clock });
  const { url: QueueUrl } = service.createQueueFromTemplate('work', {});
  const left = new Set<string>();
  for (let count = 1; count > 0; ) {
    const { Messages = [] } = await callJson<{ Messages?: { Body: string }[] }>(service, 'AmazonSQS.ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      // However long a busy machine takes: what has been received must not come back before the last is.
      VisibilityTimeout: 43_200,
    });
    for (const { Body } of Messages) left.add(Body);
    count = Messages.length;
  }
  await service.close();

  const deleted = new Set(bodies('deleted'));
  // Each run may have deleted one message more than it had time to say.
  const missing = bodies('sent').filter((body) => !left.has(body) && !deleted.has(body));
  assert.ok(lines.length >= 600);
  assert.ok(missing.length <= 3, `missing: ${missing.join(', ')}`);
  assert.deepEqual(
    [...deleted].filter((body) => left.has(body)),
    [],
  );
});
