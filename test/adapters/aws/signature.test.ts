/** Our own signature is the one that AWS's signer makes. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { encodeSegment, sign } from '../../../src/adapters/aws/signature.ts';

/** SHA-256 in the shape that the signer asks for. */
class Sha256 {
  private readonly hash;
  constructor(secret?: string | Uint8Array) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

const region = 'eu-west-1';
const AT = Date.UTC(2026, 10, 21, 12, 34, 56);
const DAY_MS = 86_400_000;

const request = fc.record({
  method: fc.constantFrom('POST', 'PUT', 'GET', 'DELETE'),
  host: fc.constantFrom('dynamodb.eu-west-1.amazonaws.com', 'bucket.s3.eu-west-1.amazonaws.com'),
  path: fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !/^\.+$/.test(text)))
    .map((segments) => `/${segments.map((text) => encodeSegment(text.toWellFormed())).join('/')}`),
  headers: fc.record(
    { 'content-type': fc.constant('application/json'), range: fc.constant('bytes=0-9') },
    { requiredKeys: [] },
  ),
  body: fc.oneof(fc.string(), fc.uint8Array()),
});
const signing = fc.record(
  {
    secretAccessKey: fc.base64String({ minLength: 4 }),
    sessionToken: fc.base64String({ minLength: 4 }),
    at: fc.integer({ min: AT, max: AT + 3 * DAY_MS }),
  },
  { requiredKeys: ['secretAccessKey', 'at'] },
);

for (const signingName of ['dynamodb', 's3']) {
  test(`sign() makes the signature of @smithy/signature-v4 for ${signingName}, whatever is sent`, async () => {
    await fc.assert(
      fc.asyncProperty(request, signing, fc.boolean(), async (unsigned, { at, ...secrets }, isTls) => {
        const credentials = { accessKeyId: 'AKIDEXAMPLE', ...secrets };
        const isS3 = signingName === 's3';
        const signer = new SignatureV4({
          service: signingName,
          region,
          sha256: Sha256 as never,
          credentials,
          uriEscapePath: !isS3,
          applyChecksum: isS3,
        });
        const unsignedBody = isS3 && isTls ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {};
        const theirs = (await signer.sign(
          {
            method: unsigned.method,
            protocol: 'https:',
            hostname: unsigned.host,
            path: unsigned.path,
            query: {},
            headers: { ...unsigned.headers, host: unsigned.host, ...unsignedBody },
            body: unsigned.body,
          } as never,
          { signingDate: new Date(at) },
        )) as unknown as { readonly headers: Record<string, string> };

        const ours = sign(unsigned, { credentials, region, signingName, at }, isTls);

        assert.equal(ours['authorization'], theirs.headers['authorization']);
      }),
      { numRuns: 100 },
    );
  });
}
