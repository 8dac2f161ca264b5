/** Takes off a model's name what is not its name: resource paths, gateway prefixes, blanks. */
import { knownProvider, MAX_NAME_LENGTH } from './providers.ts';

/** Providers whose own model names hold a slash, as `meta-llama/Llama-3-70b`: there a prefix is part of the name. */
const SLASHED = new Set([
  'openrouter',
  'together_ai',
  'fireworks_ai',
  'huggingface',
  'nvidia',
  'deepinfra',
  'vercel',
  'replicate',
  'groq',
  'cloudflare',
  'github',
  'ibm.watsonx.ai',
  'vllm',
]);

/** The longest resource path that is taken apart: an ARN or a Vertex path, with room. */
const MAX_MODEL_LENGTH = 4 * MAX_NAME_LENGTH;

/**
 * The name of a model as its provider's price list has it.
 * - a Bedrock ARN becomes the model or profile at its end, which also drops the account number
 * - `models/…` (Gemini) and `projects/…/models/…` (Vertex) become what follows `models/`
 * - `provider/model` (LiteLLM) loses the prefix if it names the provider that serves the call
 */
export const cleanModel = (model: string, provider: string | undefined): string => {
  if (model.length > MAX_MODEL_LENGTH) return model;
  let name = model.trim();
  for (let shorter = withoutPrefix(name, provider); shorter !== name; shorter = withoutPrefix(name, provider))
    name = shorter;
  return name;
};

const withoutPrefix = (name: string, provider: string | undefined): string => {
  if (/^arn:aws[a-z-]*:bedrock:/.test(name)) return name.slice(name.lastIndexOf('/') + 1);
  const path = /^(?:models|(?:projects|publishers)\/.*\/models)\//.exec(name)?.[0];
  if (path !== undefined) return name.slice(path.length);
  const slash = name.indexOf('/');
  if (slash <= 0 || (provider !== undefined && SLASHED.has(provider))) return name;
  const prefix = knownProvider(name.slice(0, slash));
  const servesIt = prefix !== undefined && !SLASHED.has(prefix) && (provider === undefined || prefix === provider);
  return servesIt ? name.slice(slash + 1) : name;
};
