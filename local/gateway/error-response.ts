/** Writes an error in the wire format of each service, so that the SDK raises the exception it would raise in AWS. */
import { randomUUID } from 'node:crypto';
import type { AwsError } from '../aws/aws-error.ts';
import type { AwsResponse } from '../aws/service.ts';
import { element } from '../aws/xml.ts';

interface JsonDialect {
  readonly contentType: string;
  readonly namespace: string;
  /** Services that once spoke the Query protocol name errors twice; SDKs made for it read this header. */
  readonly queryCompatible?: true;
}

const JSON_DIALECTS: Readonly<Record<string, JsonDialect>> = {
  dynamodb: { contentType: 'application/x-amz-json-1.0', namespace: 'com.amazon.coral.service' },
  sqs: { contentType: 'application/x-amz-json-1.0', namespace: 'com.amazon.coral.service', queryCompatible: true },
  monitoring: {
    contentType: 'application/x-amz-json-1.0',
    namespace: 'com.amazon.coral.service',
    queryCompatible: true,
  },
  comprehend: { contentType: 'application/x-amz-json-1.1', namespace: 'com.amazon.coral.service' },
  secretsmanager: { contentType: 'application/x-amz-json-1.1', namespace: 'com.amazon.coral.service' },
};

/** The name a denial has in a service's own words. */
export const denialCode = (service: string): string =>
  service === 's3' ? 'AccessDenied' : service === 'sns' ? 'AuthorizationError' : 'AccessDeniedException';

/** Denials are 403 everywhere but in DynamoDB, Secrets Manager and Comprehend, whose client errors are all 400. */
export const denialStatus = (service: string): number =>
  service === 'dynamodb' || service === 'secretsmanager' || service === 'comprehend' ? 400 : 403;

/** An error as a service would answer it. */
export const errorResponse = (service: string, error: AwsError): AwsResponse => {
  const requestId = randomUUID();
  const headers = { 'x-amzn-requestid': requestId, ...error.headers };
  if (service === 's3')
    return {
      status: error.status,
      headers: { ...headers, 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', [
        element('Code', error.code),
        element('Message', error.message),
        element('RequestId', requestId),
      ])}`,
    };
  if (service === 'sns' || service === 'sts')
    return {
      status: error.status,
      headers: { ...headers, 'content-type': 'text/xml' },
      body: element('ErrorResponse', [
        element('Error', [
          element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
          element('Code', error.code),
          element('Message', error.message),
        ]),
        element('RequestId', requestId),
      ]),
    };
  if (service === 'lambda')
    return {
      status: error.status,
      headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ Type: 'User', Message: error.message, message: error.message }),
    };
  const dialect = JSON_DIALECTS[service] ?? JSON_DIALECTS['dynamodb']!;
  return {
    status: error.status,
    headers: {
      ...headers,
      'content-type': dialect.contentType,
      ...(dialect.queryCompatible === true ? { 'x-amzn-query-error': `${error.code};Sender` } : {}),
    },
    body: JSON.stringify({
      __type: `${dialect.namespace}#${error.code}`,
      message: error.message,
      Message: error.message,
    }),
  };
};
