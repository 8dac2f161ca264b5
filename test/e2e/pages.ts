/** What reached on-call: the states of a local service's alarms, and the messages about their changes that its outbox keeps. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnService } from './service.ts';

/** CloudWatch's own words about an alarm's change of state. */
export interface Message {
  readonly AlarmName: string;
  readonly NewStateValue: string;
  readonly NewStateReason: string;
  readonly StateChangeTime: string;
  readonly AlarmDescription: string;
}

const PREFIX = 'sightglass-local-';

/** The messages, oldest first. */
export const messagesOf = ({ data }: OwnService): readonly Message[] => {
  const outbox = join(data, 'aws', 'outbox');
  if (!existsSync(outbox)) return [];
  return readdirSync(outbox)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(outbox, name), 'utf8')).message.message)
    .flatMap((text) => (text.startsWith('{"AlarmName"') ? [JSON.parse(text)] : []));
};

/** The latest message that an alarm, by its name without the stage, has gone off. */
export const pageOf = (service: OwnService, alarm: string): Message | undefined =>
  messagesOf(service).findLast((one) => one.AlarmName === PREFIX + alarm && one.NewStateValue === 'ALARM');

/** The names of the alarms that are in alarm, without the stage. */
export const inAlarm = ({ local }: OwnService): readonly string[] =>
  local.services.cloudwatch
    .alarmStates()
    .filter(({ state }) => state === 'ALARM')
    .map(({ name }) => name.replace(PREFIX, ''));
