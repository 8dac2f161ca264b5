/** All dialects' extractors, most explicit first: of each side the first that finds something is believed. */
import { aiSdk } from './ai-sdk.ts';
import {
  genkit,
  googleAdk,
  langfuse,
  langwatch,
  mlflow,
  others,
  plain,
  retrieval,
  tools,
  traceloop,
} from './documents.ts';
import type { Content, ContentSource, Extractor } from './extractor.ts';
import { messageEvents } from './message-events.ts';
import { numbered } from './numbered.ts';
import { openInference } from './openinference.ts';
import { pydanticAi } from './pydantic-ai.ts';
import { semanticConventions } from './semantic-conventions.ts';

const EXTRACTORS: readonly Extractor[] = [
  langfuse,
  semanticConventions,
  aiSdk,
  openInference,
  messageEvents,
  numbered,
  pydanticAi,
  tools,
  retrieval,
  mlflow,
  traceloop,
  genkit,
  langwatch,
  googleAdk,
  others,
  plain,
];

/** In a tool's span what it was given and gave back comes before anything said around it. */
const FOR_TOOLS: readonly Extractor[] = [...new Set([langfuse, tools, ...EXTRACTORS])];

/** What went in and came out of a span. */
export const extractContent = (source: ContentSource): Content => {
  let found: Content = {};
  for (const { extract } of source.isTool ? FOR_TOOLS : EXTRACTORS) {
    const { input, output, responseId } = extract(source);
    found = {
      input: found.input ?? input,
      output: found.output ?? output,
      responseId: found.responseId ?? responseId,
    };
    if (found.input !== undefined && found.output !== undefined) break;
  }
  return found;
};

const NAMES = EXTRACTORS.flatMap(({ names }) => names);
const WHOLE = new Set(NAMES.filter((name) => !name.endsWith('.')));
const PREFIXES = NAMES.filter((name) => name.endsWith('.'));

/** Whether an attribute is one that an extractor reads. */
export const isContentName = (name: string): boolean =>
  WHOLE.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
