/** Who serves a model: every name a provider goes by in the wild, brought to one. Prices hang on it. */

/**
 * Names by canonical provider, in OpenTelemetry's vocabulary where it has one. Written squashed: lower case, without
 * spaces, `-` and `_`.
 * @see https://github.com/open-telemetry/semantic-conventions-genai (gen_ai.provider.name)
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai', 'chatopenai', 'openairesponses', 'openaichat', 'openaicompletions', 'oai', 'textcompletionopenai'],
  'azure.ai.openai': [
    'azure.ai.openai',
    'az.ai.openai',
    'azure',
    'azureopenai',
    'azurechatopenai',
    'azureopenaiservice',
    'azure.openai',
    'openai.azure',
    'microsoft',
    'microsoft.azure',
    'azureopenairesponses',
  ],
  'azure.ai.inference': [
    'azure.ai.inference',
    'az.ai.inference',
    'azureai',
    'azureaiinference',
    'azure.ai',
    'azurefoundry',
    'azureaifoundry',
  ],
  'aws.bedrock': [
    'aws.bedrock',
    'bedrock',
    'aws',
    'amazon',
    'amazonbedrock',
    'awsbedrock',
    'bedrockconverse',
    'bedrockruntime',
    'amazon.bedrock',
    'chatbedrock',
    'chatbedrockconverse',
    'amazonbedrockconverse',
    'bedrockmantle',
  ],
  anthropic: ['anthropic', 'chatanthropic', 'claude', 'anthropic.messages'],
  'gcp.gemini': [
    'gcp.gemini',
    'gemini',
    'google',
    'googleai',
    'googlegenai',
    'googleaigemini',
    'googlegemini',
    'google.gemini',
    'google.generativeai',
    'googlegenerativeai',
    'chatgooglegenerativeai',
    'googleaistudio',
    'googlegla',
    'gcp.genai',
    'geminiapi',
  ],
  'gcp.vertex_ai': [
    'gcp.vertexai',
    'vertexai',
    'vertex',
    'google.vertex',
    'google.vertexai',
    'googlevertex',
    'googlevertexai',
    'chatvertexai',
    'vertex.anthropic',
    'vertexaibeta',
    'googlevertexanthropic',
    'vertexaianthropic',
    'gcp',
    'vertexaianthropicmodels',
  ],
  mistral_ai: ['mistralai', 'mistral', 'chatmistralai', 'laplateforme'],
  x_ai: ['xai', 'x.ai', 'grok', 'chatxai'],
  cohere: ['cohere', 'chatcohere', 'coherechat'],
  deepseek: ['deepseek', 'chatdeepseek'],
  groq: ['groq', 'groqcloud', 'chatgroq'],
  perplexity: ['perplexity', 'perplexityai', 'chatperplexity'],
  moonshot_ai: ['moonshotai', 'moonshot', 'kimi'],
  'ibm.watsonx.ai': ['ibm.watsonx.ai', 'watsonx', 'watsonx.ai', 'ibm', 'ibmwatsonx', 'watsonxai'],
  openrouter: ['openrouter', 'openrouter.ai'],
  together_ai: ['togetherai', 'together', 'together.ai', 'chattogether'],
  fireworks_ai: ['fireworksai', 'fireworks', 'fireworks.ai', 'chatfireworks'],
  cerebras: ['cerebras', 'cerebrasai', 'chatcerebras'],
  sambanova: ['sambanova', 'sambanovacloud'],
  nvidia: ['nvidia', 'nvidianim', 'nim', 'chatnvidia', 'nvidiaaiendpoints'],
  huggingface: ['huggingface', 'hf', 'huggingfacehub', 'tgi', 'huggingfaceendpoint'],
  replicate: ['replicate'],
  ollama: ['ollama', 'chatollama', 'ollamachat'],
  vllm: ['vllm', 'hostedvllm'],
  ai21: ['ai21', 'ai21labs'],
  voyage_ai: ['voyageai', 'voyage'],
  jina_ai: ['jinaai', 'jina'],
  databricks: ['databricks', 'chatdatabricks'],
  deepinfra: ['deepinfra'],
  alibaba: ['alibaba', 'alibabacloud', 'dashscope', 'qwen', 'tongyi'],
  zhipu_ai: ['zhipuai', 'zhipu', 'zai', 'z.ai', 'bigmodel'],
  minimax: ['minimax', 'minimaxai'],
  cloudflare: ['cloudflare', 'workersai', 'cloudflareworkersai'],
  vercel: ['vercel', 'gateway', 'vercelaigateway', 'aigateway'],
  github: ['github', 'githubmodels', 'githubcopilot', 'copilot'],
  stability_ai: ['stabilityai', 'stability'],
  elevenlabs: ['elevenlabs'],
  sagemaker: ['sagemaker', 'aws.sagemaker', 'amazonsagemaker', 'sagemakerendpoint'],
};

/** Libraries that call providers, and say their own name where the provider's should stand. */
const FRAMEWORKS = new Set(
  `langchain langgraph langsmith langfuse llamaindex springai strandsagents strands semantickernel crewai autogen autogenagentchat
  haystack pydanticai logfire vercelai vercelaisdk aisdk litellm dspy openlit traceloop openllmetry mlflow agno smolagents googleadk
  gcp.vertex.agent adk openaiagents agentcore awsagentcore instructor guardrails portkey helicone mastra genkit openinference
  beeai promptflow microsoftagentframework microsoft.agents agentframework custom unknown none null undefined other default`
    .trim()
    .split(/\s+/),
);

/** Longer names are none that a table knows; taking them apart dot by dot would only cost time. */
export const MAX_NAME_LENGTH = 256;

const CANONICAL = new Map(
  Object.entries(NAMES).flatMap(([name, aliases]) => aliases.map((alias) => [alias, name] as const)),
);

const squash = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/**
 * The canonical name of a provider: `OpenAI`, `openai.chat` and `open_ai` are all `openai`. Undefined for a framework's name,
 * which says nothing about who served the model. A provider we have never heard of keeps its name, in lower case.
 */
export const canonicalProvider = (name: string): string | undefined => {
  if (name.length > MAX_NAME_LENGTH) return name;
  const whole = squash(name);
  if (whole === '') return undefined;
  // AI SDK appends the API it used: `openai.chat`, `google.vertex.chat`, `amazon-bedrock.embedding`.
  for (let rest = whole; ; ) {
    const known = CANONICAL.get(rest);
    if (known !== undefined) return known;
    if (FRAMEWORKS.has(rest)) return undefined;
    const dot = rest.lastIndexOf('.');
    if (dot <= 0) return name.trim().toLowerCase();
    rest = rest.slice(0, dot);
  }
};

/** Whether a name is one that the table knows as a provider's. */
export const knownProvider = (name: string): string | undefined =>
  name.length > MAX_NAME_LENGTH ? undefined : CANONICAL.get(squash(name));
