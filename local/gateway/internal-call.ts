/** JSON calls made inside the runner: triggers polling queues, failed events going to their destinations. */
import type { AwsResponse } from '../aws/service.ts';
import type { Principal } from '../iam/decide.ts';
import type { Gateway } from './gateway.ts';

export interface JsonCall {
  readonly principal: Principal;
  /** Signing name. */
  readonly service: string;
  /** `AmazonSQS.SendMessage` */
  readonly target: string;
  readonly input: object;
}

const textOf = ({ body }: AwsResponse): string => (typeof body === 'string' ? body : body.toString('utf8'));

/**
 * Calls a JSON service through the gateway, with the principal's permissions and under the observers' eyes.
 * @throws with the service's message when it answers with an error
 */
export const callJson = async (
  gateway: Pick<Gateway, 'call'>,
  { principal, service, target, input }: JsonCall,
): Promise<Readonly<Record<string, unknown>>> => {
  const response = await gateway.call(principal, service, {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
    body: Buffer.from(JSON.stringify(input)),
  });
  const output = JSON.parse(textOf(response) || '{}') as Readonly<Record<string, unknown>>;
  if (response.status >= 300)
    throw new Error(`${target}: ${response.status} ${String(output['message'] ?? output['Message'] ?? '')}`);
  return output;
};
