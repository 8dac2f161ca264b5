/** Nothing acknowledged is lost when the process is killed, and no object is torn. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import { killWhileWriting } from '../killed.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { Bucket, rawRequest } from './setup.ts';

test('kill -9 loses no acknowledged object and tears none', async (context) => {
  const directory = temporaryDirectory(context);
  const writer = join(import.meta.dirname, 'kill.writer.ts');
  const acknowledged: string[] = [];

  for (const run of ['first', 'second', 'third']) {
    acknowledged.push(...(await killWhileWriting(writer, [directory, run], 60)));
  }
  const service = await createS3({ directory });
  const lost: string[] = [];
  for (const line of acknowledged) {
    const [key, md5] = line.split(' ');
    const got = await service.handle(rawRequest('GET', `/${Bucket}/${key}`));
    const found = createHash('md5').update(got.body).digest('hex');
    const isWhole = got.headers['etag'] === `"${found}"`;
    if (got.status !== 200 || !isWhole || (key !== 'replaced' && found !== md5)) lost.push(line);
  }
  await service.close();

  assert.ok(acknowledged.length >= 180);
  assert.deepEqual(lost, []);
});
