/** S3, as far as we use it, under the names that the AWS SDK has for it: whole objects, and ranges of them, of one bucket. */
import { crc32 } from 'node:zlib';
import { type Caller, type ClientConfig, createCaller, type Refusal, ServiceError } from './caller.ts';
import { type Command, commandOf, type SendOptions } from './json-client.ts';
import { encodeSegment } from './signature.ts';

export class NoSuchKey extends ServiceError {}

interface ObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: string | Uint8Array;
  readonly ContentType?: string;
  readonly Range?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

const METHODS: Readonly<Record<string, string>> = { GetObject: 'GET', PutObject: 'PUT', DeleteObject: 'DELETE' };

/** A checksum with which S3 sees that it got what was sent. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
const checksumOf = (body: string | Uint8Array): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
};

const headersOf = ({ Body, ContentType, Range, IfMatch, IfNoneMatch }: ObjectInput): Record<string, string> => ({
  ...(Body === undefined ? {} : { 'x-amz-checksum-crc32': checksumOf(Body) }),
  ...(ContentType === undefined ? {} : { 'content-type': ContentType }),
  ...(Range === undefined ? {} : { range: Range }),
  ...(IfMatch === undefined ? {} : { 'if-match': IfMatch }),
  ...(IfNoneMatch === undefined ? {} : { 'if-none-match': IfNoneMatch }),
});

export class S3Client {
  readonly #caller: Caller;
  constructor(config: ClientConfig) {
    this.#caller = createCaller({ host: 's3' }, config);
  }

  async send({ operation, input }: Command, { abortSignal }: SendOptions = {}): Promise<object> {
    const given = input as ObjectInput;
    const key = given.Key.split('/').map(encodeSegment).join('/');
    const request = {
      method: METHODS[operation]!,
      // AWS finds a bucket by its host, others may have only one.
      ...(this.#caller.isElsewhere
        ? { path: `/${given.Bucket}/${key}` }
        : { path: `/${key}`, hostPrefix: `${given.Bucket}.` }),
      headers: headersOf(given),
      body: given.Body ?? '',
    };
    const { headers, body } = await this.#caller.call(request, refusal, abortSignal);
    return {
      ETag: headers['etag'],
      Body: { transformToByteArray: async () => body, transformToString: async () => body.toString() },
    };
  }
}

/** Errors are XML, and an answer without a body says no more than its status. */
const refusal: Refusal = (answer) => {
  const text = answer.body.toString();
  const name = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? NAMES[answer.status] ?? 'UnknownError';
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? name;
  return new (name === 'NoSuchKey' ? NoSuchKey : ServiceError)(name, message, answer);
};

const NAMES: Readonly<Record<number, string>> = { 403: 'AccessDenied', 404: 'NotFound', 412: 'PreconditionFailed' };

export const DeleteObjectCommand = commandOf('DeleteObject');
export const GetObjectCommand = commandOf('GetObject');
export const PutObjectCommand = commandOf('PutObject');
