/** Which seller of the price sheet a client's name for a provider means. */

/**
 * Names that clients and conventions use, by the seller of the sheet. The first are OpenTelemetry's.
 * @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/ (gen_ai.provider.name)
 */
const NAMES: { readonly [seller: string]: readonly string[] } = {
  openai: [
    'openai',
    'open_ai',
    'openai.chat',
    'openai.responses',
    'openai.completion',
    'openai.embedding',
    'text-completion-openai',
  ],
  anthropic: ['anthropic', 'anthropic.messages', 'claude'],
  aws: [
    'aws.bedrock',
    'aws_bedrock',
    'bedrock',
    'aws',
    'amazon',
    'amazon-bedrock',
    'amazon_bedrock',
    'bedrock_converse',
    'bedrock_mantle',
    'converse',
  ],
  azure: [
    'azure.ai.openai',
    'azure.ai.inference',
    'azure',
    'az.ai.openai',
    'az.ai.inference',
    'azure_openai',
    'azure-openai',
    'azure_ai',
    'azure.chat',
    'azure-openai.chat',
    'azure-openai.responses',
    'microsoft.foundry',
  ],
  google: [
    'gcp.gemini',
    'gcp.gen_ai',
    'google',
    'gemini',
    'google_ai_gemini',
    'google_genai',
    'google-genai',
    'google.generative-ai',
    'google-gla',
  ],
  vertex: [
    'gcp.vertex_ai',
    'vertexai',
    'vertex_ai',
    'vertex',
    'vertex_ai_beta',
    'google_vertexai',
    'google-vertex',
    'google.vertex.chat',
    'google-vertex-ai',
  ],
  mistral: ['mistral_ai', 'mistral', 'mistralai', 'mistral.chat', 'codestral', 'text-completion-codestral'],
  cohere: ['cohere', 'cohere_chat', 'cohere.chat'],
  deepseek: ['deepseek', 'deepseek.chat'],
  'x-ai': ['x_ai', 'xai', 'x-ai', 'xai.chat', 'grok'],
  groq: ['groq', 'groq.chat'],
  perplexity: ['perplexity', 'perplexity.chat'],
  moonshotai: ['moonshot_ai', 'moonshot', 'moonshotai'],
  together: ['together_ai', 'together', 'togetherai', 'together-ai'],
  fireworks: ['fireworks_ai', 'fireworks', 'fireworks-ai'],
  cerebras: ['cerebras', 'cerebras.chat'],
  zhipuai: ['zhipuai', 'bigmodel'],
  zai: ['zai', 'z_ai', 'z-ai', 'z.ai'],
  minimax: ['minimax'],
  voyageai: ['voyageai', 'voyage', 'voyage_ai'],
};

const SELLER_BY_NAME = new Map(Object.entries(NAMES).flatMap(([seller, names]) => names.map((name) => [name, seller])));

/**
 * Those who sell or run other people's models at prices that the sheet does not hold. A call through one of them is not
 * priced at the maker's price: that would be a guess.
 */
const OTHER_SELLERS = new Set(
  (
    'openrouter ollama vllm lmstudio lm_studio lm-studio llamafile llama.cpp localai huggingface hugging_face replicate novita ' +
    'nebius deepinfra sambanova databricks snowflake ibm.watsonx.ai watsonx github github_copilot github-copilot cursor ' +
    'baseten cloudflare ovhcloud scaleway hyperbolic lambda_ai lambda nscale oci modal anyscale octoai nvidia_nim nvidia ' +
    'vercel_ai_gateway vercel heroku gradient_ai avian featherless_ai friendliai galadriel meta_llama aiml dashscope ' +
    'volcengine bytedance stepfun sagemaker aws.sagemaker triton predibase petals xinference ai21 jina_ai jina alibaba ' +
    // Two price lists go by this name, one in China and one abroad.
    'qwen stability_ai elevenlabs zhipu_ai'
  ).split(' '),
);

/** The seller that a provider's name means, `other` for one whose prices we don't have, undefined for a name that is none. */
export const sellerOf = (provider: string | undefined): string | 'other' | undefined => {
  const name = provider?.trim().toLowerCase();
  if (name === undefined) return undefined;
  return SELLER_BY_NAME.get(name) ?? (OTHER_SELLERS.has(name) ? 'other' : undefined);
};

/**
 * Whose sheets hold the models that a seller resells at their makers' prices: Azure's OpenAI models, Claude and Gemini on
 * Vertex. The seller's own sheet is asked first and holds what it sells at other prices.
 */
export const MAKERS_RESOLD: { readonly [seller: string]: readonly string[] } = {
  azure: ['openai', 'anthropic', 'deepseek', 'x-ai', 'moonshotai'],
  vertex: ['google', 'anthropic'],
  google: ['anthropic'],
};

/**
 * The makers to ask, in this order, about a model that came without a provider. Hosts of open models set their own prices
 * and are not asked; nor is Zhipu, which has two price lists, one in China and one abroad.
 */
export const MAKERS = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'cohere',
  'deepseek',
  'x-ai',
  'moonshotai',
  'minimax',
  'voyageai',
  'aws',
] as const;
