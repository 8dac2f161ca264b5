/** Metric math as text becomes a tree. The grammar is CloudWatch's; what it has besides is refused by name. */

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly name: string }
  | { readonly kind: 'id'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] };

export type Operator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<=' | '>=' | '<' | '>' | 'AND' | 'OR';

/** An expression that CloudWatch, or this stand-in for it, cannot compute; the message says what and why. */
export class MathError extends Error {}

type Token = { readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'; readonly text: string };

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>&&|\|\||==|!=|<=|>=|[-+*/^<>(),[\]]))/y;

const tokenise = (source: string): readonly Token[] => {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) throw new MathError(`cannot read metric math from «${source.slice(start, start + 20)}»`);
    const { number, double, single, name, sign } = groups;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return [...tokens, { kind: 'end', text: '' }];
};

/** Operators from the loosest to the tightest; `^` binds tighter than a leading minus, as `-m1^2` means elsewhere. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];
const SYNONYMS: Readonly<Record<string, Operator>> = { '||': 'OR', '&&': 'AND' };

/** Deep enough for any dashboard, shallow enough for the stack. */
const MAX_DEPTH = 100;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#level(0);
    if (this.#next.kind !== 'end') throw new MathError(`unexpected «${this.#next.text}» in metric math`);
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #take(): Token {
    return this.#tokens[this.#at++]!;
  }

  #accept(sign: string): boolean {
    const found = this.#next.kind === 'sign' && this.#next.text === sign;
    if (found) this.#at++;
    return found;
  }

  #expect(sign: string): void {
    if (!this.#accept(sign)) throw new MathError(`expected «${sign}», got «${this.#next.text || 'the end'}»`);
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#negation();
    let left = this.#level(level + 1);
    while (this.#next.kind !== 'text' && operators.includes(this.#next.text)) {
      const { text } = this.#take();
      const operator = SYNONYMS[text] ?? (text as Operator);
      left = { kind: 'operation', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #negation(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new MathError(`metric math nests deeper than ${MAX_DEPTH}`);
    try {
      return this.#accept('-') ? { kind: 'negate', operand: this.#negation() } : this.#power();
    } finally {
      this.#depth--;
    }
  }

  #power(): Expression {
    const left = this.#operand();
    return this.#accept('^') ? { kind: 'operation', operator: '^', left, right: this.#negation() } : left;
  }

  #operand(): Expression {
    const token = this.#take();
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text === '[') return { kind: 'list', items: this.#listUntil(']') };
    if (token.text !== '(') throw new MathError(`expected a value, got «${token.text || 'the end'}»`);
    const inner = this.#level(0);
    this.#expect(')');
    return inner;
  }

  #named(name: string): Expression {
    if (this.#accept('(')) return { kind: 'call', name, operands: this.#listUntil(')') };
    if (/^[a-z]/.test(name)) return { kind: 'id', name };
    if (name === 'SELECT') throw new MathError('SELECT (Metrics Insights) is not computed locally');
    return { kind: 'word', name };
  }

  #listUntil(end: string): Expression[] {
    const items: Expression[] = [];
    if (this.#accept(end)) return items;
    do items.push(this.#level(0));
    while (this.#accept(','));
    this.#expect(end);
    return items;
  }
}

/**
 * Parses one metric math expression.
 *
 * @throws MathError when it is not metric math
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const parseExpression = (source: string): Expression => new Parser(tokenise(source)).whole();
