/** CloudWatch's protocol on the wire: AWS JSON 1.0, which is what today's SDK for JavaScript sends, compressed if long. */
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../../aws-error.ts';
import type { JsonProtocol } from '../../json-protocol.ts';
import type { AwsRequest } from '../../service.ts';

export const invalid = (message: string): AwsError => new AwsError({ code: 'InvalidParameterValueException', message });
export const badCombination = (message: string): AwsError =>
  new AwsError({ code: 'InvalidParameterCombinationException', message });
export const missing = (name: string): AwsError =>
  new AwsError({ code: 'MissingRequiredParameterException', message: `The parameter ${name} is required.` });

/** What stands around the operations; the error names are those of the older Query protocol. */
export const PROTOCOL: Omit<JsonProtocol, 'operations'> = {
  version: '1.0',
  target: 'GraniteServiceVersion20100801',
  namespace: 'com.amazonaws.cloudwatch',
  queryErrorCodes: {
    InvalidParameterValueException: 'InvalidParameterValue',
    InvalidParameterCombinationException: 'InvalidParameterCombination',
    MissingRequiredParameterException: 'MissingParameter',
  },
};

/** Longest request body after decompression; PutMetricData's own limit is 1 MB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * The request with its body as it was before compression; the SDK compresses PutMetricData from 10 KB on. What cannot be
 * decompressed is left as it is, and refused a step later for not being JSON.
 */
export const decompressed = (request: AwsRequest): AwsRequest => {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  try {
    return { ...request, body: gunzipSync(request.body, { maxOutputLength: MAX_BODY_BYTES }) };
  } catch {
    return request;
  }
};
