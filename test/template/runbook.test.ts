/** The runbook and the alarms are one thing: every alarm leads to a section, every section belongs to an alarm, the table is true. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type AlarmFacts, alarmsOf } from './alarm-facts.ts';
import { everything, synthesize } from './synthesis.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const sections = runbook.split(/^## /m).slice(1);
const titleOf = (section: string): string => section.split('\n', 1)[0]!;

const standard = alarmsOf(synthesize().service);
const full = alarmsOf(synthesize({ alarms: 'full' }).service);
const all = alarmsOf(synthesize({ alarms: 'full' }, everything).service);

test('every alarm leads to a section of the runbook, and every section belongs to an alarm', () => {
  const linked = new Set(all.map(({ section }) => section));

  assert.deepEqual([...linked].sort(), sections.map(titleOf).sort());
});

test('every section of the runbook says what it means, where to look, what to do and how to verify', () => {
  for (const section of sections) {
    const parts = [...section.matchAll(/^\*\*([A-Z][a-z ]+)\.\*\*/gm)].map((match) => match[1]);

    assert.deepEqual(parts, ['Meaning', 'Look at', 'Do', 'Verify'], `section ${titleOf(section)}`);
  }
});

test('every link within the runbook leads to a section of it', () => {
  const targets = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]!);
  const broken = targets.filter((target) => !sections.map(titleOf).includes(target));

  assert.deepEqual(broken, []);
});

test('the table of the runbook states the set, the severity and the price of every alarm as they are', () => {
  const setOf = ({ name }: AlarmFacts): string => {
    if (standard.some((alarm) => alarm.name === name)) return 'standard';
    return full.some((alarm) => alarm.name === name) ? 'full' : 'opt-in';
  };
  const rowOf = (section: string): string => {
    const alarms = all.filter((alarm) => alarm.section === section);
    const { severity, callsSomeone, isComposite } = alarms[0]!;
    const each = alarms.reduce((sum, { alarmMetrics }) => sum + alarmMetrics, 0);
    const price = isComposite ? 'composite' : String(each);
    return `| [${section}](#${section}) | ${severity} | ${setOf(alarms[0]!)} | ${callsSomeone ? 'on-call' : 'quiet'} | ${price} |`;
  };

  const expected = sections.map(titleOf).map(rowOf);

  // The formatter pads the cells of a table.
  assert.deepEqual(runbook.replace(/ +\|/g, ' |').match(/^\| \[.*$/gm), expected);
});

test('every alarm description fits into what CloudWatch keeps of it', () => {
  const longest = Math.max(...all.map(({ properties }) => String(properties['AlarmDescription']).length));

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  assert.ok(longest <= 1024, `the longest has ${longest} characters`);
});
