/** Calls a JSON service without SDK and socket: for what no SDK would send, and for thousands of calls. */
import type { AwsResponse, AwsService } from '../../local/aws/service.ts';

/** @param target service and operation, as in `x-amz-target`: `DynamoDB_20120810.GetItem` */
export const postJson = (service: Pick<AwsService, 'handle'>, target: string, input: object): Promise<AwsResponse> =>
  service.handle({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': target },
    body: Buffer.from(JSON.stringify(input)),
  });

/** The output of a call that must succeed; its shape is the caller's to know. */
export const callJson = async <Output = Readonly<Record<string, unknown>>>(
  service: Pick<AwsService, 'handle'>,
  target: string,
  input: object,
): Promise<Output> => {
  const { status, body } = await postJson(service, target, input);
  if (status !== 200) throw new Error(`${target} answered ${status}: ${body}`);
  return JSON.parse(String(body));
};
