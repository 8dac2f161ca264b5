/** Finds who served a model where nobody said so: from the address that was called, then from the model's name. */
import { knownProvider } from './providers.ts';

/** Hosts by the end of their name. More telling ends come first. */
const HOSTS: readonly (readonly [pattern: RegExp, provider: string])[] = [
  [/(^|\.)openai\.azure\.(com|us|cn)$/, 'azure.ai.openai'],
  [/(^|\.)(services|models|inference)\.ai\.azure\.com$/, 'azure.ai.inference'],
  [/(^|\.)cognitiveservices\.azure\.com$/, 'azure.ai.openai'],
  [/(^|\.)api\.openai\.com$/, 'openai'],
  [/(^|\.)anthropic\.com$/, 'anthropic'],
  [/^bedrock[a-z-]*\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, 'aws.bedrock'],
  [/(^|[.-])aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/^generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/(^|\.)mistral\.ai$/, 'mistral_ai'],
  [/(^|\.)groq\.com$/, 'groq'],
  [/(^|\.)deepseek\.com$/, 'deepseek'],
  [/(^|\.)x\.ai$/, 'x_ai'],
  [/(^|\.)cohere\.(ai|com)$/, 'cohere'],
  [/(^|\.)perplexity\.ai$/, 'perplexity'],
  [/(^|\.)openrouter\.ai$/, 'openrouter'],
  [/(^|\.)together\.(ai|xyz)$/, 'together_ai'],
  [/(^|\.)fireworks\.ai$/, 'fireworks_ai'],
  [/(^|\.)moonshot\.(ai|cn)$/, 'moonshot_ai'],
  [/(^|\.)ml\.cloud\.ibm\.com$/, 'ibm.watsonx.ai'],
  [/(^|\.)cerebras\.ai$/, 'cerebras'],
  [/(^|\.)sambanova\.ai$/, 'sambanova'],
  [/(^|\.)api\.nvidia\.com$/, 'nvidia'],
  [/(^|\.)(huggingface\.co|hf\.co)$/, 'huggingface'],
  [/(^|\.)deepinfra\.com$/, 'deepinfra'],
  [/(^|\.)replicate\.com$/, 'replicate'],
  [/(^|\.)voyageai\.com$/, 'voyage_ai'],
  [/(^|\.)jina\.ai$/, 'jina_ai'],
  [/^dashscope[a-z-]*\.aliyuncs\.com$/, 'alibaba'],
];

/** Models by the beginning of their name; only families that one provider serves under this name. */
const MODELS: readonly (readonly [pattern: RegExp, provider: string])[] = [
  [/^arn:aws[a-z-]*:bedrock:/, 'aws.bedrock'],
  [/^(projects|publishers)\/.*\bmodels\//, 'gcp.vertex_ai'],
  // Bedrock names its models vendor.model, with a region group in front for cross-region inference.
  [
    /^((us|us-gov|eu|apac|jp|au|ca|global)\.)?(anthropic|amazon|meta|mistral|cohere|ai21|stability|deepseek|qwen|openai|twelvelabs|writer|google|moonshot|minimax|nvidia)\.[a-z]/,
    'aws.bedrock',
  ],
  [
    /^(ft:)?(gpt-|chatgpt-|o[1-9]($|-)|text-embedding-(3|ada)|text-davinci|davinci|babbage|dall-e|whisper-1|tts-1|codex-|computer-use-preview|omni-moderation|sora-)/,
    'openai',
  ],
  [/^claude-.*@\d{8}$/, 'gcp.vertex_ai'],
  [/^claude/, 'anthropic'],
  [/^(gemini|learnlm|gemini-embedding|imagen|veo)-/, 'gcp.gemini'],
  [/^(text|code|chat)-bison|^textembedding-gecko|^text-embedding-00\d$/, 'gcp.vertex_ai'],
  [/^(open-)?(mistral|mixtral|codestral|ministral|magistral|pixtral|devstral|voxtral)-/, 'mistral_ai'],
  [/^(command($|-)|c4ai-|embed-(english|multilingual|v4)|rerank-)/, 'cohere'],
  [/^grok-/, 'x_ai'],
  [/^deepseek-(chat|reasoner|coder)/, 'deepseek'],
  [/^sonar($|-)/, 'perplexity'],
  [/^(moonshot-v|kimi-)/, 'moonshot_ai'],
  [/^jamba-/, 'ai21'],
  [/^voyage-/, 'voyage_ai'],
  [/^ibm\/granite/, 'ibm.watsonx.ai'],
];

/** What tells stands at the beginning of an address or model. */
const MAX_ADDRESS_LENGTH = 1_024;

/** The provider that a host belongs to. Takes a bare host, one with a port, or a URL. */
export const providerOfAddress = (address: string): string | undefined => {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:?#]+)/i
    .exec(address.slice(0, MAX_ADDRESS_LENGTH).trim())?.[1]
    ?.toLowerCase();
  return host === undefined ? undefined : HOSTS.find(([pattern]) => pattern.test(host))?.[1];
};

/** The provider that serves a model of this name, where the name tells. */
export const providerOfModel = (model: string): string | undefined => {
  const name = model.slice(0, MAX_ADDRESS_LENGTH).toLowerCase();
  const slash = name.indexOf('/');
  return (
    (slash > 0 ? knownProvider(name.slice(0, slash)) : undefined) ?? MODELS.find(([pattern]) => pattern.test(name))?.[1]
  );
};
