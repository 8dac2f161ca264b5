/** The language of composite alarms: ALARM(x), OK(x), INSUFFICIENT_DATA(x), TRUE, FALSE, NOT, AND, OR, parentheses. */
import { ALARM_STATES, type AlarmState, type Rule } from './definition.ts';

/** A rule that cannot be read; the message says where. */
export class RuleError extends Error {}

const TOKEN = /\s*(?:"(?<quoted>[^"]*)"|(?<sign>[(),])|(?<word>[^\s(),"]+))/y;

type Token = { readonly kind: 'quoted' | 'sign' | 'word' | 'end'; readonly text: string };

const tokenise = (source: string): readonly Token[] => {
  const pattern = new RegExp(TOKEN);
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) throw new RuleError('a quotation mark is not closed');
    const { quoted, sign, word } = groups;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'word', text: word! });
  }
  return [...tokens, { kind: 'end', text: '' }];
};

/** CloudWatch takes the words of a rule in any case. */
const upper = (token: Token): string => (token.kind === 'word' ? token.text.toUpperCase() : '');
const isState = (word: string): word is AlarmState => ALARM_STATES.some((state) => state === word);

/** Most elements a rule may have, which also bounds how deep it nests. */
const MAX_ELEMENTS = 500;

/**
 * Parses an AlarmRule; alarm ARNs in it become names.
 *
 * @throws RuleError for anything but the language above, AT_LEAST included
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const parseRule = (source: string): Rule => {
  const tokens = tokenise(source);
  let at = 0;
  let elements = 0;
  const next = (): Token => tokens[at]!;
  const expect = (sign: string): void => {
    const { kind, text } = tokens[at++]!;
    if (kind !== 'sign' || text !== sign) throw new RuleError(`expected «${sign}», got «${text || 'the end'}»`);
  };
  const alarmName = (): string => {
    const { kind, text } = tokens[at++]!;
    if (kind !== 'quoted' && kind !== 'word')
      throw new RuleError(`expected an alarm's name, got «${text || 'the end'}»`);
    return nameOfAlarm(text);
  };
  const term = (): Rule => {
    if (++elements > MAX_ELEMENTS) throw new RuleError(`a rule may have at most ${MAX_ELEMENTS} elements`);
    const token = tokens[at++] ?? { kind: 'end', text: '' };
    const word = upper(token);
    if (word === 'NOT') return { kind: 'not', rule: term() };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'constant', value: word === 'TRUE' };
    if (token.kind === 'sign' && token.text === '(') {
      const inner = either();
      expect(')');
      return inner;
    }
    if (!isState(word)) throw new RuleError(`«${token.text || 'the end'}» is not understood in an alarm rule`);
    expect('(');
    const alarm = alarmName();
    expect(')');
    return { kind: 'state', state: word, alarm };
  };
  const chain = (operator: 'and' | 'or', operand: () => Rule): Rule => {
    let left = operand();
    while (upper(next()).toLowerCase() === operator) {
      at++;
      left = { kind: operator, left, right: operand() };
    }
    return left;
  };
  const both = (): Rule => chain('and', term);
  const either = (): Rule => chain('or', both);
  const rule = either();
  if (next().kind !== 'end') throw new RuleError(`«${next().text}» is not understood in an alarm rule`);
  return rule;
};

/** An alarm may be referred to by its name or its ARN. */
export const nameOfAlarm = (reference: string): string =>
  /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(reference)?.[1] ?? reference;

/** The alarms a rule looks at, each once. */
export const childrenOf = (rule: Rule): readonly string[] => {
  const names = (part: Rule): readonly string[] => {
    if (part.kind === 'state') return [part.alarm];
    if (part.kind === 'not') return names(part.rule);
    return part.kind === 'constant' ? [] : [...names(part.left), ...names(part.right)];
  };
  return [...new Set(names(rule))];
};

/** Whether the rule holds for these states. */
export const ruleHolds = (rule: Rule, stateOf: (alarm: string) => AlarmState): boolean => {
  switch (rule.kind) {
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'constant':
      return rule.value;
    case 'not':
      return !ruleHolds(rule.rule, stateOf);
    case 'and':
      return ruleHolds(rule.left, stateOf) && ruleHolds(rule.right, stateOf);
    case 'or':
      return ruleHolds(rule.left, stateOf) || ruleHolds(rule.right, stateOf);
  }
};
