/** Roll-ups in the table, reports in the bucket, and the marks of hours that changed after they were summed up. */

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SummaryStore } from '../../pipelines/ports/summaries.ts';
import { calling } from '../aws-errors.ts';
import { isGone } from '../s3/gone.ts';
import { projectsWithKeys } from './key-store.ts';
import { lateHourKey, rollupKey } from './keys.ts';
import { type Item, type Table, ttl } from './table.ts';

/** A roll-up is written once and kept for a year: 4 % of its bytes for some milliseconds. */
const THOROUGHLY = { params: { [constants.ZSTD_c_compressionLevel]: 19 } };

export const createSummaryStore = (table: Table, s3: S3Client, bucket: string): SummaryStore => ({
  projects: () => projectsWithKeys(table),

  putRollup: async (project, period, start, rollup, expiresAt, waiting) => {
    const { pk, sk } = rollupKey(project, period, start);
    const body = zstdCompressSync(rollup, THOROUGHLY);
    await table.put({ pk: { S: pk }, sk: { S: sk }, b: { B: body }, ttl: ttl(expiresAt) }, waiting);
  },

  getRollup: async (project, period, start, waiting) => {
    const item = await table.get(rollupKey(project, period, start), waiting);
    return item === undefined ? undefined : textOf(item);
  },

  rollups: async (project, period, { from, to, atMost, mayLag = false }, waiting) => {
    const found: { start: string; rollup: string }[] = [];
    const latest = atMost === undefined ? {} : { newestFirst: true, limit: atMost };
    const page = { pk: rollupKey(project, period, '').pk, from, to, ...latest, consistent: !mayLag };
    for await (const item of table.query(page, waiting)) {
      found.push({ start: item['sk']?.S ?? '', rollup: textOf(item) });
      if (found.length === atMost) break;
    }
    return atMost === undefined ? found : found.reverse();
  },

  putReport: async (key, body, contentType, { signal }) => {
    const Body = isCompressed(key) ? zstdCompressSync(body, THOROUGHLY) : body;
    await calling('PutObject', () =>
      s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: `summaries/${key}`, Body, ContentType: contentType }),
        signal ? { abortSignal: signal } : {},
      ),
    );
  },

  getReport: async (key, { signal }) => {
    try {
      const answer = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: `summaries/${key}` }),
        signal ? { abortSignal: signal } : {},
      );
      if (!isCompressed(key)) return await answer.Body?.transformToString();
      const body = await answer.Body?.transformToByteArray();
      return body === undefined ? undefined : zstdDecompressSync(body).toString();
    } catch (error) {
      if (isGone(error, { mayList: false })) return undefined;
      throw error;
    }
  },

  lateHours: async (project, before, waiting) => {
    const found: { hour: string; mark: string }[] = [];
    const page = { pk: lateHourKey(project, '').pk, from: '0', to: '9', consistent: true };
    for await (const item of table.query(page, waiting)) {
      if (Number(item['at']?.N) > before) continue;
      found.push({ hour: item['sk']?.S ?? '', mark: item['mark']?.S ?? '' });
    }
    return found;
  },

  settleHour: (project, hour, mark, waiting) => table.deleteIfMarked(lateHourKey(project, hour), mark, waiting),
});

/** Whether the name of an object says that it is compressed. */
const isCompressed = (key: string): boolean => key.endsWith('.zst');

const textOf = (item: Item): string => zstdDecompressSync(item['b']?.B as Uint8Array).toString();
