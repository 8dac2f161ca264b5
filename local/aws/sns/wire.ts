/** SNS's protocol on the wire: a form goes in, XML comes out (AWS Query). */
import { randomUUID } from 'node:crypto';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse } from '../service.ts';
import { element, xmlDocument } from '../xml.ts';
import type { MessageAttribute, Publication } from './message.ts';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** The form of one request. Parameters that nobody reads are refused by `finish`. */
export interface Form {
  readonly action: string;
  read(name: string): string | undefined;
  /** @throws AwsError 501 naming the parameters not read */
  finish(): void;
}

/** @throws AwsError InvalidParameter when the parameter is missing */
export const required = (form: Form, name: string): string => {
  const value = form.read(name);
  if (value === undefined)
    throw new AwsError({ code: 'InvalidParameter', message: `Invalid parameter: ${name} is required` });
  return value;
};

/** Reads the form of a POST, or the query of a GET. */
export const readForm = ({ method, body, query }: AwsRequest): Form => {
  const parameters = method === 'GET' ? query : new URLSearchParams(body.toString('utf8'));
  const unread = new Set(parameters.keys());
  const read = (name: string): string | undefined => {
    unread.delete(name);
    return parameters.get(name) ?? undefined;
  };
  const action = read('Action') ?? '';
  read('Version');
  return {
    action,
    read,
    finish: () => {
      if (unread.size > 0) throw notImplemented(`${action} with ${[...unread].join(', ')}`, 'NotImplemented');
    },
  };
};

const attributesAt = (form: Form, prefix: string): Readonly<Record<string, MessageAttribute>> | undefined => {
  const attributes: Record<string, MessageAttribute> = {};
  for (let index = 1; ; index++) {
    const entry = `${prefix}MessageAttributes.entry.${index}`;
    const name = form.read(`${entry}.Name`);
    if (name === undefined) return index === 1 ? undefined : attributes;
    const type = required(form, `${entry}.Value.DataType`);
    const value = form.read(`${entry}.Value.StringValue`) ?? required(form, `${entry}.Value.BinaryValue`);
    attributes[name] = { Type: type, Value: value };
  }
};

/** Reads a message; a batch's entries have a prefix. */
export const readPublication = (form: Form, topicArn: string, prefix = ''): Publication => {
  const structure = form.read(`${prefix}MessageStructure`);
  if (structure !== undefined && structure !== 'json')
    throw new AwsError({ code: 'InvalidParameter', message: 'Invalid parameter: MessageStructure' });
  const attributes = attributesAt(form, prefix);
  return {
    topicArn,
    subject: form.read(`${prefix}Subject`),
    message: required(form, `${prefix}Message`),
    ...(structure === undefined ? {} : { structure }),
    ...(attributes === undefined ? {} : { attributes }),
  };
};

const metadata = (requestId: string): string => element('ResponseMetadata', [element('RequestId', requestId)]);

const respond = (status: number, body: string, requestId: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body,
});

/** Answers an action with the elements of its result. */
export const answer = (action: string, result: readonly string[]): AwsResponse => {
  const requestId = randomUUID();
  const children = [element(`${action}Result`, result), metadata(requestId)];
  return respond(200, xmlDocument(`${action}Response`, NAMESPACE, children), requestId);
};

/** Answers with an error; what is no AwsError is a fault of ours. */
export const answerError = (thrown: unknown): AwsResponse => {
  const requestId = randomUUID();
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError({ code: 'InternalError', status: 500, message: `the local cloud failed: ${thrown}` });
  const children = [
    element('Error', [
      element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
      element('Code', error.code),
      element('Message', error.message),
    ]),
    element('RequestId', requestId),
  ];
  return respond(error.status, xmlDocument('ErrorResponse', NAMESPACE, children), requestId);
};
