/** Everything that the table and the bucket hold, decompressed, for tests that look for what must not be there. */
import { zstdDecompressSync } from 'node:zlib';
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isPackedText, unpackText } from '../../src/adapters/dynamodb/packed-text.ts';

export const dumpStores = async (
  dynamodb: DynamoDBClient,
  s3: S3Client,
  { tableName, bucket }: { readonly tableName: string; readonly bucket: string },
): Promise<readonly (readonly [place: string, content: string])[]> => {
  const found: [string, string][] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({ TableName: tableName, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    for (const item of page.Items ?? []) {
      const texts = Object.values(item).map(({ S, B }) => S ?? (B === undefined ? '' : textOf(B)));
      found.push([`row ${item['pk']?.S} ${item['sk']?.S}`, texts.join('\n')]);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  for (const { Key } of (await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []) {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const bytes = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    found.push([`object ${Key}`, `${framesOf(bytes).join('\n')}\n${bytes.toString('latin1')}`]);
  }
  return found;
};

/** The text of a row's bytes; registers of ids are no text, and are shown as they are. */
export const textOf = (bytes: Uint8Array): string =>
  isPackedText(bytes) ? unpackText(bytes) : Buffer.from(bytes).toString('latin1');

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** The texts of a pack's frames; fillers between them have none. */
const framesOf = (pack: Buffer): readonly string[] => {
  const texts: string[] = [];
  for (let at = pack.indexOf(MAGIC); at >= 0; at = pack.indexOf(MAGIC, at + 1)) {
    try {
      texts.push(zstdDecompressSync(pack.subarray(at)).toString());
    } catch {
      // The magic number by chance, within another frame.
    }
  }
  return texts;
};
