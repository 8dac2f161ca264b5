/** Where asynchronous events end: the destinations of an EventInvokeConfig and a function's dead letter queue. */

import type { Gateway } from '../gateway/gateway.ts';
import { callJson } from '../gateway/internal-call.ts';
import type { Principal } from '../iam/decide.ts';
import { optionalNumber, optionalText, textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { type AsyncSettings, DEFAULT_ASYNC_SETTINGS, type SettledEvent } from './async-events.ts';
import type { FunctionDirectory } from './function-directory.ts';

/** An EventInvokeConfig, read. */
export interface InvokeConfig extends AsyncSettings {
  readonly functionName: string;
  readonly onFailure: string | undefined;
  readonly onSuccess: string | undefined;
}

export const readInvokeConfig = ({ properties }: Resource): InvokeConfig => {
  const age = optionalNumber(properties, 'MaximumEventAgeInSeconds');
  return {
    functionName: textAt(properties, 'FunctionName'),
    maxRetries: optionalNumber(properties, 'MaximumRetryAttempts') ?? DEFAULT_ASYNC_SETTINGS.maxRetries,
    maxAgeMs: age === undefined ? DEFAULT_ASYNC_SETTINGS.maxAgeMs : age * 1000,
    onFailure: optionalText(properties, 'DestinationConfig.OnFailure.Destination'),
    onSuccess: optionalText(properties, 'DestinationConfig.OnSuccess.Destination'),
  };
};

/** The record Lambda sends to a destination. */
const destinationRecord = (event: SettledEvent): object => {
  const { invocation } = event;
  const payload = invocation?.kind === 'ok' || invocation?.kind === 'failed' ? JSON.parse(invocation.payload) : null;
  return {
    version: '1.0',
    timestamp: new Date(event.settledAt).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: event.functionArn,
      condition:
        event.outcome === 'succeeded'
          ? 'Success'
          : event.outcome === 'too old'
            ? 'EventAgeExceeded'
            : 'RetriesExhausted',
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(invocation?.kind === 'failed' ? { functionError: 'Unhandled' } : {}),
    },
    responsePayload: payload,
  };
};

export interface DestinationsOptions {
  readonly gateway: Pick<Gateway, 'call'>;
  readonly functions: FunctionDirectory;
  readonly configs: readonly InvokeConfig[];
  /** The URL of a queue, by ARN. */
  readonly queueUrl: (arn: string) => string;
  readonly log: (line: string) => void;
}

/** Makes the function that tells destinations what became of an event, with the permissions of the function's role. */
export const createDestinations = (options: DestinationsOptions): ((event: SettledEvent) => Promise<void>) => {
  const send = async (principal: Principal, arn: string, body: string, attributes: object): Promise<void> => {
    try {
      if (arn.split(':')[2] !== 'sqs') throw new Error(`${arn} is not a queue, and only queues are told locally`);
      await callJson(options.gateway, {
        principal,
        service: 'sqs',
        target: 'AmazonSQS.SendMessage',
        input: { QueueUrl: options.queueUrl(arn), MessageBody: body, MessageAttributes: attributes },
      });
    } catch (error) {
      // As in AWS, an event whose destination cannot be told is gone; here at least the log says so.
      options.log(`the fate of an event could not be told to ${arn}: ${(error as Error).message}`);
    }
  };
  const text = (value: string): object => ({ DataType: 'String', StringValue: value });

  return async (event) => {
    const pool = options.functions.find(event.functionArn);
    if (pool === undefined) return;
    const { settings } = pool;
    const principal: Principal = { kind: 'role', ...settings.role };
    const config = options.configs.find(({ functionName }) => options.functions.find(functionName) === pool);
    const destination = event.outcome === 'succeeded' ? config?.onSuccess : config?.onFailure;
    if (destination !== undefined) await send(principal, destination, JSON.stringify(destinationRecord(event)), {});
    if (event.outcome !== 'succeeded' && settings.deadLetterArn !== undefined)
      await send(principal, settings.deadLetterArn, event.payload, {
        RequestID: text(event.requestId),
        ErrorCode: text('200'),
        ErrorMessage: text(event.invocation?.kind === 'failed' ? event.invocation.error.errorMessage : event.outcome),
      });
  };
};
