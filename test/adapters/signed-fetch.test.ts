/** Our own signature is the one that AWS's signer makes. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { sign } from '../../src/adapters/signed-fetch.ts';

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

test('sign() makes the signature of @smithy/signature-v4, for any body and any encoded path', async () => {
  const segment = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
    .filter((text) => !/^\.+$/.test(text))
    .map(encodeURIComponent);
  await fc.assert(
    fc.asyncProperty(segment, fc.string(), fc.option(fc.base64String({ minLength: 4 })), async (id, body, token) => {
      const at = Date.UTC(2026, 10, 21, 12, 34, 56);
      const path = `/model/${id}/converse`;
      const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
      const signer = new SignatureV4({
        service: 'bedrock',
        region: 'eu-west-1',
        sha256: Sha256 as never,
        credentials: { ...credentials, ...(token === null ? {} : { sessionToken: token }) },
        applyChecksum: false,
      });
      const theirs = (await signer.sign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: 'bedrock-runtime.eu-west-1.amazonaws.com',
          path,
          query: {},
          headers: { host: 'bedrock-runtime.eu-west-1.amazonaws.com', 'content-type': 'application/json' },
          body,
        } as never,
        { signingDate: new Date(at) },
      )) as unknown as { readonly headers: Record<string, string> };

      const ours = sign(
        { host: 'bedrock-runtime.eu-west-1.amazonaws.com', path, contentType: 'application/json', body },
        {
          environment: {
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
            AWS_SESSION_TOKEN: token ?? undefined,
          },
          region: 'eu-west-1',
          signingName: 'bedrock',
          at,
        },
      );

      assert.equal(ours['authorization'], theirs.headers['authorization']);
    }),
    { numRuns: 50 },
  );
});
