/** What metric and composite alarms have in common in a template: names, descriptions, actions. */
import type { Alarm, AlarmResource, AlarmState } from './definition.ts';
import type { PropertyReader } from './properties.ts';

/** The properties both kinds of alarm have. Tags have no effect locally. */
export const COMMON_PROPERTIES = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'InsufficientDataActions',
  'Tags',
] as const;

/** Where alarms live, and which topics they may tell. */
export interface AlarmAccount {
  readonly region: string;
  readonly accountId: string;
  /** Why an alarm could not publish to a topic; undefined when it could. */
  readonly refusal: (topicArn: string) => string | undefined;
}

const MAX_ACTIONS = 5;

const actionsOf = (reader: PropertyReader, property: string, account: AlarmAccount): readonly string[] => {
  const actions = reader.texts(property);
  if (actions.length > MAX_ACTIONS) reader.problem(`${property} has ${actions.length} actions; at most ${MAX_ACTIONS}`);
  for (const action of actions) {
    const refusal = /^arn:[^:]*:sns:/.test(action) ? account.refusal(action) : 'only SNS topics are told locally';
    if (refusal !== undefined) reader.problem(`${property}: ${action}: ${refusal}`);
  }
  return actions;
};

/** Reads the common part. Limits are CloudWatch's. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const readCommon = (
  resource: AlarmResource,
  reader: PropertyReader,
  account: AlarmAccount,
): Pick<Alarm, 'name' | 'arn' | 'description' | 'actionsEnabled' | 'actions' | 'properties'> => {
  const name = reader.text('AlarmName') ?? resource.name ?? resource.logicalId;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: "ASCII" is the rule, control characters included.
  if (!/^[\x00-\x7f]{1,255}$/.test(name)) reader.problem('AlarmName must be 1 to 255 ASCII characters');
  const description = reader.text('AlarmDescription');
  if ((description?.length ?? 0) > 1024) reader.problem('AlarmDescription is longer than 1,024 characters');
  const actions: Record<AlarmState, readonly string[]> = {
    OK: actionsOf(reader, 'OKActions', account),
    ALARM: actionsOf(reader, 'AlarmActions', account),
    INSUFFICIENT_DATA: actionsOf(reader, 'InsufficientDataActions', account),
  };
  return {
    name,
    arn: `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${name}`,
    description,
    actionsEnabled: reader.flag('ActionsEnabled') ?? true,
    actions,
    properties: resource.properties,
  };
};
