/** What a client calls a model, taken apart: cloud paths, ARNs, region prefixes and gateway prefixes removed and kept apart. */
import { sellerOf } from './provider.ts';

/** A model's name as the sheet writes it, and what its long form said about who serves it and from where. */
export interface ModelName {
  /** Lower case, without path or prefix: `anthropic.claude-sonnet-4-5-20250929-v1:0`, `gpt-4o`. */
  readonly name: string;
  /** Who serves it, where the long form says so: `bedrock/…`, an ARN, a Vertex path. */
  readonly seller?: string;
  /** Whether only that seller writes names so: an ARN, a Bedrock id, a Vertex path. A prefix alone proves nothing. */
  readonly isProof?: boolean;
  /** Bedrock's cross-region profile, `us` or `global`; the price depends on it. */
  readonly geography?: string;
}

/**
 * Bedrock's inference-profile prefixes: a geography, then the vendor, then the model.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const BEDROCK_ID =
  /^(?:(global|us|us-gov|eu|apac|jp|au|ca|in|sa|me|mx|br|uk)\.)?((?:ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai)\.[a-z].*)$/;

/** `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic…`, `…::foundation-model/…`; also SageMaker-less gov and cn partitions. */
const BEDROCK_ARN =
  /^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d*:(?:inference-profile|foundation-model|default-prompt-router)\/(.+)$/;

/** Vertex's resource names: `projects/p/locations/l/publishers/google/models/gemini-2.5-pro`, and the shorter forms of it. */
const VERTEX_PATH = /^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\/(.+)$/;

const bedrock = (id: string): ModelName | undefined => {
  const [, geography, name] = BEDROCK_ID.exec(id) ?? [];
  if (name === undefined) return undefined;
  const proof = { name, seller: 'aws', isProof: true };
  return geography === undefined ? proof : { ...proof, geography };
};

/** `bedrock/us-east-1/…`, `bedrock/converse/…`, `azure/eu/…`: what gateways put between the provider and the model. */
const ROUTE =
  /^(?:converse|invoke|converse_like|responses|chat|us|eu|global|global-standard|[a-z]{2}(?:-[a-z]+)+-\d)\//;

/** Gateways that pass a call on under the name of its seller, `litellm_proxy/anthropic/claude-…`; they charge nothing themselves. */
const GATEWAY = /^(?:litellm|litellm_proxy|portkey)\//;

/** Takes a model's name apart. A name it has no rule for comes back as it is, in lower case. */
export const parseModelName = (model: string): ModelName => {
  const text = model.trim().toLowerCase().replace(GATEWAY, '');
  // OpenAI's fine-tuned models are `ft:<base>:<organisation>::<id>` and priced by their base.
  if (text.startsWith('ft:')) return { name: text.split(':', 2).join(':'), seller: 'openai' };
  const arn = BEDROCK_ARN.exec(text)?.[1];
  if (arn !== undefined) return parseBedrock(arn);
  const vertex = VERTEX_PATH.exec(text)?.[1];
  if (vertex !== undefined) return { name: vertex, seller: 'vertex', isProof: true };
  // Gemini's API calls its models `models/gemini-…`.
  if (text.startsWith('models/')) return { name: text.slice('models/'.length) };
  const [, prefix, rest = ''] = /^([a-z0-9_.-]+)[/:](.+)$/.exec(text) ?? [];
  const seller = sellerOf(prefix);
  if (seller === undefined) return bedrock(text) ?? { name: text };
  const name = rest.replace(ROUTE, '');
  return seller === 'aws' ? parseBedrock(name) : { name: VERTEX_PATH.exec(name)?.[1] ?? name, seller };
};

/** A name that is known to be Bedrock's: an id, an ARN, or a name of its own. */
const parseBedrock = (name: string): ModelName =>
  bedrock(BEDROCK_ARN.exec(name)?.[1] ?? name) ?? { name, seller: 'aws' };
