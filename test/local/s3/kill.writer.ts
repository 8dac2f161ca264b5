/** A process that writes objects until it is killed, and says which were acknowledged. Run by kill.test.ts. */

import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import { Bucket, rawRequest } from './setup.ts';

const [directory = '', run = ''] = process.argv.slice(2);
const service = await createS3({ directory });
service.createBucketFromTemplate(Bucket, {});

for (let n = 0; ; n++) {
  // Two keys in three are new, the third replaces one object again and again; sizes from 1 byte to 600 KB.
  const key = n % 3 === 2 ? 'replaced' : `${run}-${n}`;
  const bytes = Buffer.alloc(1 + ((n * 7919) % 600_000), `${run}${n}`);
  const response = await service.handle(rawRequest('PUT', `/${Bucket}/${key}`, {}, bytes));
  if (response.status !== 200) throw new Error(String(response.body));
  writeSync(1, `${key} ${createHash('md5').update(bytes).digest('hex')}\n`);
}
