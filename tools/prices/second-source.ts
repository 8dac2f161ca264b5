/**
 * Takes what we need from LiteLLM's price file, our second source, into second-source.txt in the notation of our sheet:
 * `node tools/prices/second-source.ts path/to/model_prices_and_context_window_backup.json 1.109.1`. The file lies in the
 * Python package litellm (MIT): `pip download --no-deps litellm`, then unzip. Only this extract is kept, so that compiling
 * the table needs no network.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Codes, words } from './notation.ts';

const OUT = join(import.meta.dirname, 'second-source.txt');

type Model = Readonly<Record<string, unknown>>;

/** Our seller and the prefix to take off a name, by LiteLLM's provider. */
const SELLER_BY_PROVIDER: Readonly<Record<string, readonly [seller: string, prefix: string]>> = {
  openai: ['openai', ''],
  'text-completion-openai': ['openai', ''],
  anthropic: ['anthropic', ''],
  gemini: ['google', 'gemini/'],
  'vertex_ai-language-models': ['vertex', 'vertex_ai/'],
  'vertex_ai-anthropic_models': ['vertex', 'vertex_ai/'],
  'vertex_ai-mistral_models': ['vertex', 'vertex_ai/'],
  'vertex_ai-llama_models': ['vertex', 'vertex_ai/'],
  'vertex_ai-embedding-models': ['vertex', ''],
  bedrock: ['aws', ''],
  bedrock_converse: ['aws', ''],
  azure: ['azure', 'azure/'],
  azure_ai: ['azure', 'azure_ai/'],
  mistral: ['mistral', 'mistral/'],
  cohere: ['cohere', 'cohere/'],
  cohere_chat: ['cohere', 'cohere/'],
  deepseek: ['deepseek', 'deepseek/'],
  xai: ['x-ai', 'xai/'],
  groq: ['groq', 'groq/'],
  together_ai: ['together', 'together_ai/'],
  fireworks_ai: ['fireworks', 'fireworks_ai/'],
  cerebras: ['cerebras', 'cerebras/'],
  moonshot: ['moonshotai', 'moonshot/'],
  zai: ['zai', 'zai/'],
  minimax: ['minimax', 'minimax/'],
  voyage: ['voyageai', 'voyage/'],
};

const CODE_BY_KEY: Readonly<Record<string, string>> = {
  input_cost_per_token: 'i',
  output_cost_per_token: 'o',
  cache_read_input_token_cost: 'r',
  cache_creation_input_token_cost: 'w',
  cache_creation_input_token_cost_above_1hr: 'h',
  output_cost_per_reasoning_token: 't',
  input_cost_per_audio_token: 'ia',
  output_cost_per_audio_token: 'oa',
  input_cost_per_image_token: 'im',
  output_cost_per_image_token: 'om',
};

const TIER_BY_SUFFIX: Readonly<Record<string, string>> = { batches: 'batch', flex: 'flex', priority: 'priority' };

/** Charges that tokens don't tell; a model that has one is left out. */
const OTHER_CHARGES =
  /^(input|output)_cost_per_(query|request|second|character|image(?!_token)|pixel|text_message)|_dbu_|^cost_per_/;

const PER_MILLION = 1_000_000;

/** Dollars per million tokens, free of the noise of multiplying a double: LiteLLM writes 1.7499999999999998e-06 for 1.75e-06. */
const perMillion = (dollarsPerToken: number): number => Number((dollarsPerToken * PER_MILLION).toPrecision(10));

interface Part {
  readonly tier: string;
  readonly above: number;
  readonly code: string;
}

/** What a key prices: `input_cost_per_token_above_200k_tokens_batches` is `i` of `batch` above 200 000 tokens. */
const parseKey = (key: string): Part | undefined => {
  const [, base = '', above, suffix] = /^(.+?)(?:_above_(\d+)k_tokens)?(?:_(batches|flex|priority))?$/.exec(key) ?? [];
  const code = CODE_BY_KEY[base];
  if (code === undefined) return undefined;
  return { code, above: above === undefined ? 0 : Number(above) * 1_000, tier: TIER_BY_SUFFIX[suffix ?? ''] ?? '' };
};

const pricesOf = (model: Model): string => {
  const variants = new Map<string, Record<string, number>>();
  for (const [key, value] of Object.entries(model)) {
    const part = parseKey(key);
    if (part === undefined || typeof value !== 'number') continue;
    const variant = `${part.tier}>${part.above}`;
    variants.set(variant, { ...variants.get(variant), [part.code]: perMillion(value) });
  }
  const order = ['', 'batch', 'flex', 'priority'];
  return [...variants]
    .map(([variant, codes]) => ({ tier: variant.split('>')[0]!, above: Number(variant.split('>')[1]), codes }))
    .sort((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier) || a.above - b.above)
    .map(({ tier, above, codes }, index, all) => {
      const word = tier !== '' && all[index - 1]?.tier !== tier ? `${tier} ` : '';
      return `${word}${above > 0 ? `>${above} ` : ''}${words(codes as Codes)}`;
    })
    .join(' ');
};

const MODES = new Set(['chat', 'completion', 'responses', 'embedding']);

/** Dollars per million tokens above which an embedding's price is a slip: one model is listed at $100. */
const MAX_EMBEDDING_PRICE = 2;

const isPricedByTokens = (model: Model): boolean =>
  !(model['mode'] === 'embedding' && Number(model['input_cost_per_token']) * PER_MILLION > MAX_EMBEDDING_PRICE) &&
  MODES.has(String(model['mode'])) &&
  Number(model['input_cost_per_token'] ?? 0) > 0 &&
  !Object.entries(model).some(([key, value]) => OTHER_CHARGES.test(key) && Number(value) > 0);

const [file, version] = process.argv.slice(2);
if (file === undefined || version === undefined) {
  throw new Error('expected a path to the price file and the version of litellm that it is from');
}
const models = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Model>>;
const lines = Object.entries(models).flatMap(([key, model]) => {
  const [seller, prefix] = SELLER_BY_PROVIDER[String(model['litellm_provider'])] ?? [];
  if (seller === undefined || prefix === undefined || !isPricedByTokens(model)) return [];
  const name = key.toLowerCase().startsWith(prefix) ? key.toLowerCase().slice(prefix.length) : key.toLowerCase();
  // Names with a region or a commitment in them, `bedrock/us-east-1/…`, `azure/eu/…`: prices of one place.
  if (['aws', 'azure'].includes(seller) && name.includes('/')) return [];
  return [`${seller}|${name}|${pricesOf(model)}`];
});
/** One line a name: where two providers of theirs are one seller of ours, a name that both price differently is left out. */
const standardOf = (line: string): string => line.split(/ (?=[>@]|batch|flex|priority)/)[0]!.split('|')[2]!;
const byName = Map.groupBy(lines, (line) => line.slice(0, line.lastIndexOf('|')));
const kept = [...byName.values()].filter((same) => new Set(same.map(standardOf)).size === 1).map((same) => same[0]!);
writeFileSync(OUT, `# litellm ${version}\n${kept.sort().join('\n')}\n`);
console.log(`${kept.length} models of litellm ${version}, ${byName.size - kept.length} names left out`);
