/**
 * Makes frames of a pack unreadable without moving the others: each becomes a skippable frame of the same length, which every reader
 * of zstd passes over. A pack of nothing else is deleted.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#name-skippable-frames
 */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { inLanes } from '../../domain/call/in-lanes.ts';
import type { PackFrame } from '../../domain/fragment/fragment.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import { SKIPPABLE_MAGIC } from './packs.ts';

const HEADER_BYTES = 8;

/** Packs are read whole, and may have megabytes. */
const PACKS_AT_ONCE = 8;

/** Two jobs may meet at one pack; whoever comes second reads it again. */
const ATTEMPTS = 5;

export const createWipeFrames = (client: S3Client, bucket: string) => {
  const wipe = async (key: string, frames: readonly PackFrame[], { signal }: Waiting): Promise<void> => {
    const abort = signal ? { abortSignal: signal } : {};
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        const answer = await calling('GetObject', () =>
          client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), abort),
        );
        const body = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
        const wiped = withoutFrames(body, frames);
        if (wiped === undefined) return;
        if (isWiped(wiped)) {
          await calling('DeleteObject', () =>
            client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), abort),
          );
          return;
        }
        const put = { Bucket: bucket, Key: key, Body: wiped, ContentType: 'application/zstd', IfMatch: answer.ETag };
        await calling('PutObject', () => client.send(new PutObjectCommand(put), abort));
        return;
      } catch (error) {
        // Gone, or expired: nothing is left to wipe. A refusal is no absence: what could not be wiped must not be told as wiped, so
        // whoever wipes may list the bucket, and is told 404 of what is not there.
        if (GONE.has((error as Error).name)) return;
        if (!CHANGED.has((error as Error).name)) throw error;
      }
    }
    throw new Error('a pack kept changing while frames of it were wiped');
  };

  return async (frames: readonly PackFrame[], waiting: Waiting): Promise<void> => {
    const byKey = new Map<string, PackFrame[]>();
    for (const frame of frames) {
      const own = byKey.get(frame.key);
      if (own === undefined) byKey.set(frame.key, [frame]);
      else own.push(frame);
    }
    await inLanes([...byKey], ([key, own]) => wipe(key, own, waiting), PACKS_AT_ONCE);
  };
};

const GONE = new Set(['NoSuchKey', 'NotFound']);
const CHANGED = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);

/** The body with fillers in place of the frames; undefined when they are there already. */
export const withoutFrames = (body: Uint8Array, frames: readonly PackFrame[]): Buffer | undefined => {
  const wiped = Buffer.from(body);
  let isChanged = false;
  for (const { offset, length } of frames) {
    if (length < HEADER_BYTES || offset + length > wiped.length) throw new Error('a frame lies outside of its pack');
    if (wiped.readUInt32LE(offset) === SKIPPABLE_MAGIC) continue;
    wiped.fill(0, offset, offset + length);
    wiped.writeUInt32LE(SKIPPABLE_MAGIC, offset);
    wiped.writeUInt32LE(length - HEADER_BYTES, offset + 4);
    isChanged = true;
  }
  return isChanged ? wiped : undefined;
};

/** Whether a pack holds nothing but fillers. */
export const isWiped = (body: Buffer): boolean => {
  let at = 0;
  while (at + HEADER_BYTES <= body.length && body.readUInt32LE(at) === SKIPPABLE_MAGIC) {
    at += HEADER_BYTES + body.readUInt32LE(at + 4);
  }
  return at === body.length;
};
