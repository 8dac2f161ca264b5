/** Everything that the table and the bucket hold, decompressed, for tests that look for what must not be there. */
import { zstdDecompressSync } from 'node:zlib';
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { unpackTexts } from '../../src/adapters/dynamodb/codecs/lifted-texts.ts';
import { unpackText } from '../../src/adapters/dynamodb/codecs/packed-text.ts';

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
      found.push([`row ${item['pk']?.S} ${item['sk']?.S}`, textOfRow(item)]);
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

/** Everything that a row says, readable; registers of ids are no text, and are shown as they are. */
export const textOfRow = (item: Readonly<Record<string, AttributeValue>>): string => {
  const isRegister = item['pk']?.S?.split('#')[1] === 'X';
  return Object.entries(item)
    .map(([name, { S, B }]) => {
      if (B === undefined) return S ?? '';
      if (isRegister) return Buffer.from(B).toString('latin1');
      return name === 't' ? unpackTexts(B).join('\n') : unpackText(B);
    })
    .join('\n');
};

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
