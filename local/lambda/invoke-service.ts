/** The Lambda API as far as an app uses it at run time: Invoke. */
import { AwsError } from '../aws/aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../aws/service.ts';
import { errorResponse } from '../gateway/error-response.ts';
import type { AsyncEvents } from './async-events.ts';
import type { FunctionDirectory } from './function-directory.ts';

/** Largest event of an asynchronous invocation, in bytes: 1 MB since October 2025. */
const MAX_ASYNC_BYTES = 1024 * 1024;

const tooLarge = (bytes: number, limit: number): AwsError =>
  new AwsError({
    code: 'RequestTooLargeException',
    status: 413,
    message: `${bytes} byte payload is too large for the invocation type (limit ${limit} bytes)`,
  });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const createInvokeService = (functions: FunctionDirectory, events: AsyncEvents): AwsService => {
  const invoke = async (request: AwsRequest): Promise<AwsResponse> => {
    const [, encoded = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path) ?? [];
    const name = decodeURIComponent(encoded);
    const pool = functions.find(name);
    if (pool === undefined)
      throw new AwsError({ code: 'ResourceNotFoundException', status: 404, message: `Function not found: ${name}` });
    for (const header of ['x-amz-client-context', 'x-amz-tenant-id'])
      if (request.headers[header] !== undefined)
        throw new AwsError({ code: 'NotImplemented', status: 501, message: `${header} is not implemented here` });
    if ((request.headers['x-amz-log-type'] ?? 'None') !== 'None')
      throw new AwsError({ code: 'NotImplemented', status: 501, message: 'x-amz-log-type Tail is not implemented' });
    const event = request.body.length === 0 ? '{}' : request.body.toString('utf8');
    const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
    switch (request.headers['x-amz-invocation-type'] ?? 'RequestResponse') {
      case 'DryRun':
        return { status: 204, headers, body: '' };
      case 'Event':
        if (request.body.length > MAX_ASYNC_BYTES) throw tooLarge(request.body.length, MAX_ASYNC_BYTES);
        events.accept(pool.settings.arn, event);
        events.runDue();
        return { status: 202, headers, body: '' };
      default: {
        const invocation = await pool.invoke(event, name.startsWith('arn:') ? name : pool.settings.arn);
        switch (invocation.kind) {
          case 'ok':
            return { status: 200, headers, body: invocation.payload };
          case 'failed':
            return {
              status: 200,
              headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
              body: invocation.payload,
            };
          case 'throttled':
            throw new AwsError({ code: 'TooManyRequestsException', status: 429, message: 'Rate Exceeded.' });
          case 'too-large':
            throw tooLarge(invocation.bytes, 6_291_456);
        }
      }
    }
  };
  return {
    signingName: 'lambda',
    handle: async (request) => {
      try {
        return await invoke(request);
      } catch (error) {
        if (error instanceof AwsError) return errorResponse('lambda', error);
        throw error;
      }
    },
    close: async () => {},
  };
};
