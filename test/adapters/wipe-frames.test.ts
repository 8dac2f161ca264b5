/** Wiping frames of packs: what was refused is not called wiped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { S3Client } from '@aws-sdk/client-s3';
import { createWipeFrames } from '../../src/adapters/s3/wipe-frames.ts';

const refusing = (name: string) =>
  ({ send: () => Promise.reject(Object.assign(new Error(name), { name })) }) as unknown as S3Client;
const frames = [{ key: 'payloads/p/2026-11-21/a', offset: 0, length: 100 }];

test('wiping fails where the store refuses it, and is done where the pack is gone', async () => {
  await assert.rejects(createWipeFrames(refusing('AccessDenied'), 'archive')(frames, {}), /AccessDenied/);
  await createWipeFrames(refusing('NoSuchKey'), 'archive')(frames, {});
});
