/** What the template says about a schedule, read once. */
import { optionalText, textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { parseSchedule } from './schedule-expression.ts';

export interface ScheduleSettings {
  readonly name: string;
  readonly arn: string;
  readonly group: string;
  readonly groupArn: string;
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  /** ARN of the function, version or alias. */
  readonly targetArn: string;
  readonly roleArn: string;
  readonly input: string | undefined;
  readonly deadLetterArn: string | undefined;
}

const time = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

/**
 * Reads a schedule resource.
 * @throws when its expression or target cannot be run
 */
export const scheduleSettings = ({ name, arn, properties }: Resource): ScheduleSettings => {
  const expression = textAt(properties, 'ScheduleExpression');
  const timezone = optionalText(properties, 'ScheduleExpressionTimezone') ?? 'UTC';
  parseSchedule(expression, timezone, 0);
  const targetArn = textAt(properties, 'Target.Arn');
  if (targetArn.split(':')[2] !== 'lambda') throw new Error(`Target.Arn ${targetArn} is not a Lambda function`);
  const group = optionalText(properties, 'GroupName') ?? 'default';
  return {
    name,
    arn,
    group,
    groupArn: arn.replace(/:schedule\/.*/, `:schedule-group/${group}`),
    expression,
    timezone,
    enabled: (optionalText(properties, 'State') ?? 'ENABLED') === 'ENABLED',
    startsAt: time(optionalText(properties, 'StartDate')),
    endsAt: time(optionalText(properties, 'EndDate')),
    targetArn,
    roleArn: textAt(properties, 'Target.RoleArn'),
    input: optionalText(properties, 'Target.Input'),
    deadLetterArn: optionalText(properties, 'Target.DeadLetterConfig.Arn'),
  };
};
