/** Secrets that say whose they are: each provider's prefix and what follows it, bounded and anchored at a word's start. */
import { topicWords } from '../context/topic-words.ts';

/** A provider's secret. `prefixes` are literal and compared first; `rest` is what must follow any of them. */
interface ProviderSecret {
  readonly type: 'API_KEY' | 'JWT';
  readonly prefixes: readonly string[];
  readonly rest: RegExp;
}

const keyOf = (line: string): ProviderSecret => {
  const [prefixes, rest] = line.split('\t');
  return { type: 'API_KEY', prefixes: prefixes!.split(' '), rest: new RegExp(rest!, 'y') };
};

const JWT: ProviderSecret = {
  type: 'JWT',
  prefixes: ['eyJ'],
  rest: /[A-Za-z0-9_-]{8,4000}\.(?:eyJ)?[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,4000}){1,3}/y,
};

/**
 * What the providers document or what their secret scanners publish; it stands with the words of topics, which bundles read from a file.
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
export const providerSecrets = (): readonly ProviderSecret[] => [
  JWT,
  ...topicWords().PROVIDER_KEYS.split('\n').map(keyOf),
];
