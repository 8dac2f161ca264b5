/** An S3 with one bucket, `payloads`, behind a real port, for the length of a test. */
import type { TestContext } from 'node:test';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createS3, type S3 } from '../../../local/aws/s3/s3.ts';
import type { AwsRequest } from '../../../local/aws/service.ts';
import { serve } from '../serve.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

export const Bucket = 'payloads';

export interface Fixture {
  readonly service: S3;
  readonly client: S3Client;
}

export const startS3 = async (
  context: Pick<TestContext, 'after'>,
  options: { readonly clock?: () => number; readonly bucket?: object; readonly client?: S3ClientConfig } = {},
): Promise<Fixture> => {
  const { clock, bucket = {}, client: settings = {} } = options;
  const service = await createS3({
    directory: temporaryDirectory(context),
    accountId: '123456789012',
    ...(clock === undefined ? {} : { clock }),
  });
  service.createBucketFromTemplate(Bucket, { ...bucket });
  const served = await serve(service);
  const client = new S3Client({ ...served.client, ...settings });
  context.after(async () => {
    client.destroy();
    await served.stop();
    await service.close();
  });
  return { service, client };
};

/** A request as the gateway would hand it over, for what no SDK would send. */
export const rawRequest = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string = '',
): AwsRequest => ({
  method,
  path: path.split('?')[0]!,
  query: new URL(path, 'http://localhost').searchParams,
  headers,
  body: Buffer.from(body),
});
