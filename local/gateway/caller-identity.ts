/** STS GetCallerIdentity: tells a caller who the gateway takes it for. */
import { randomUUID } from 'node:crypto';
import type { AwsResponse } from '../aws/service.ts';
import { element, xmlDocument } from '../aws/xml.ts';
import type { Principal } from '../iam/decide.ts';

export const callerIdentity = (principal: Principal, accountId: string): AwsResponse => {
  const arn =
    principal.kind === 'role'
      ? `arn:aws:sts::${accountId}:assumed-role/${principal.name}/local`
      : `arn:aws:iam::${accountId}:root`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: xmlDocument('GetCallerIdentityResponse', 'https://sts.amazonaws.com/doc/2011-06-15/', [
      element('GetCallerIdentityResult', [
        element('Arn', arn),
        element('UserId', principal.kind === 'role' ? `AROALOCAL:${principal.name}` : accountId),
        element('Account', accountId),
      ]),
      element('ResponseMetadata', [element('RequestId', randomUUID())]),
    ]),
  };
};
