/** SetAlarmState: puts an alarm into a state to try out its actions; the next evaluation has its own opinion. */

import { AwsError } from '../../aws-error.ts';
import { ALARM_STATES } from '../alarms/definition.ts';
import type { AlarmEngine } from '../alarms/engine.ts';
import { type Json, members, oneOf, required, text } from './parameters.ts';
import { invalid } from './wire.ts';

const isJson = (data: string): boolean => {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
};

export const setAlarmState = (engine: AlarmEngine, body: Json, now: number): Json => {
  const request = members(body, 'SetAlarmState', ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData']);
  const name = required(text(request, 'AlarmName'), 'AlarmName');
  const state = required(oneOf(request, 'StateValue', ALARM_STATES), 'StateValue');
  const reason = required(text(request, 'StateReason'), 'StateReason');
  const data = text(request, 'StateReasonData');
  if (data !== undefined && !isJson(data)) throw invalid('The parameter StateReasonData must be JSON.');
  const alarm = engine.alarms().find((candidate) => candidate.name === name);
  if (alarm === undefined)
    throw new AwsError({ code: 'ResourceNotFound', message: `Unknown alarm ${name}`, status: 404 });
  engine.set(alarm, state, data === undefined ? { text: reason } : { text: reason, data }, now);
  return {};
};
