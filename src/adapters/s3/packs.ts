/**
 * Packs: one request's large payloads as one object, a compressed frame for each fragment, because a PUT costs as much as eight
 * writes to the table whatever its size. The key is made from the request's content, so a retry writes the same object again.
 */
import { zstdDecompressSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ProjectId } from '../../domain/call/ids.ts';
import type { RedactedJson } from '../../domain/call/redacted.ts';
import type { Payload } from '../../domain/call/span.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import type { PackFrame, PayloadField } from '../../domain/fragment/fragment.ts';
import type { Sealed } from '../../domain/fragment/merge.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import { createCompressor } from '../zstd.ts';
import { isGone } from './gone.ts';

/** Level 1 takes two thirds of the time of 3; a pack is 4 % larger, a fifth of a cent for a million calls a month. */
const compress = createCompressor({ level: 1 });

/** The payloads of one fragment, by position of its span. */
export type Frame = readonly Payload<RedactedJson>[];

export const packKey = (project: ProjectId, receivedAt: EpochMs, digest: string): string =>
  `payloads/${project}/${toIso(receivedAt).slice(0, 10)}/${digest}`;

/** Payloads that sampling left out: under a prefix of their own, where nothing stays long. */
export const heldPackKey = (project: ProjectId, receivedAt: EpochMs, digest: string): string =>
  `held/${project}/${toIso(receivedAt).slice(0, 10)}/${digest}`;

/** Begins a frame that readers of zstd pass over. @see https://datatracker.ietf.org/doc/html/rfc8878#name-skippable-frames */
export const SKIPPABLE_MAGIC = 0x184d2a50;

/** The documents of one fragment that are to be packed, by position of their span. */
export type SealedFrame = readonly (readonly SealedDocument[])[];

export interface SealedDocument extends Sealed {
  readonly field: PayloadField;
}

/** Packs frames into one body, and says where each ended up. */
export const pack = (
  key: string,
  frames: readonly SealedFrame[],
): { readonly body: Uint8Array; readonly at: readonly PackFrame[] } => {
  const compressed = frames.map((frame) => compress(writtenFrame(frame)));
  let offset = 0;
  const at = compressed.map(({ length }) => {
    const frame = { key, offset, length };
    offset += length;
    return frame;
  });
  return { body: Buffer.concat(compressed), at };
};

/** The payloads of a frame as a list in JSON. Put together as bytes: as a text it took a third of all that keeping a request takes. */
const writtenFrame = (frame: SealedFrame): Uint8Array => {
  const pieces: Uint8Array[] = [];
  /** What stands before the next document. */
  let between = '[';
  frame.forEach((documents, span) => {
    between += span === 0 ? '{' : ',{';
    documents.forEach(({ field, utf8 }, number) => {
      pieces.push(Buffer.from(`${between}${number === 0 ? '' : ','}"${field}":`), utf8);
      between = '';
    });
    between += '}';
  });
  return Buffer.concat([...pieces, Buffer.from(`${between}]`)]);
};

/**
 * The object store of packs.
 * @param mayList whether the bucket may be listed: S3 says 403 of an absent object to whoever may not, and only
 * there a 403 is taken for an absence
 */
export const createPacks = (client: S3Client, bucket: string, { mayList = false } = {}) => ({
  put: async (key: string, body: Uint8Array, { signal }: Waiting): Promise<void> => {
    await calling('PutObject', () =>
      client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/zstd' }),
        signal ? { abortSignal: signal } : {},
      ),
    );
  },

  /**
   * One frame, by range: a range costs what a whole object does, and moves only what is wanted. Undefined when the pack is gone
   * (deleted, expired).
   */
  get: async ({ key, offset, length }: PackFrame, { signal }: Waiting): Promise<Frame | undefined> => {
    try {
      const answer = await calling('GetObject', () =>
        client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${offset}-${offset + length - 1}` }),
          signal ? { abortSignal: signal } : {},
        ),
      );
      const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
      // A filler: a job has rewritten or erased what stood here since the row was read.
      if (bytes.length >= 4 && bytes.readUInt32LE() === SKIPPABLE_MAGIC) return undefined;
      return JSON.parse(zstdDecompressSync(bytes).toString()) as Frame;
    } catch (error) {
      if (isGone(error, { mayList })) return undefined;
      throw error;
    }
  },
});

export type Packs = ReturnType<typeof createPacks>;
