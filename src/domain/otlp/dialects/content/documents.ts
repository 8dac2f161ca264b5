/** Dialects that write each side of a call as one document under one name. */
import { asDocument } from '../values.ts';
import { readDocument, responseIdIn } from './document.ts';
import type { Extractor } from './extractor.ts';
import { first } from './part.ts';

/** An extractor that takes each side from the first of some attributes, whatever document it is. */
const documents = (input: string, output: string): Extractor => {
  const [inputs, outputs] = [input.trim().split(/\s+/), output.trim().split(/\s+/)];
  return {
    names: [...inputs, ...outputs],
    extract: ({ attributes }) => {
      const response = first(attributes, ...outputs);
      return {
        input: readDocument(first(attributes, ...inputs), 'input'),
        output: readDocument(response, 'output'),
        responseId: response === undefined ? undefined : responseIdIn(asDocument(response)),
      };
    },
  };
};

/** @see https://langfuse.com/integrations/native/opentelemetry */
export const langfuse = documents('langfuse.observation.input', 'langfuse.observation.output');

/** What a tool was given and gave back, in every dialect that keeps it on the span. */
export const tools = documents(
  `gen_ai.tool.call.arguments gen_ai.tool.arguments gen_ai.tool.args ai.toolCall.args tool.parameters tool_arguments
   spring.ai.tool.call.arguments tool.input mcp.tool.arguments function_args tool_parameters arguments`,
  `gen_ai.tool.call.result gen_ai.tool.result ai.toolCall.result tool_response spring.ai.tool.call.result tool.output
   gen_ai.tool.message tool_output`,
);

/** @see https://mlflow.org/docs/latest/genai/tracing/ */
export const mlflow = documents('mlflow.spanInputs', 'mlflow.spanOutputs');

/** OpenLLMetry's decorators, and Laminar's. */
export const traceloop = documents(
  'traceloop.entity.input lmnr.span.input',
  'traceloop.entity.output lmnr.span.output',
);

/** Google's Agent Development Kit. */
export const googleAdk = documents(
  'gcp.vertex.agent.llm_request gcp.vertex.agent.tool_call_args gcp.vertex.agent.data',
  'gcp.vertex.agent.llm_response gcp.vertex.agent.tool_response',
);

/** Gateways and frameworks with names of their own: Cloudflare's AI gateway, Haystack, LiveKit. */
export const others = documents(
  'gen_ai.prompt_json haystack.component.input lk.chat_ctx lk.user_input',
  'gen_ai.completion_json haystack.component.output lk.response.text',
);

export const genkit = documents('genkit:input', 'genkit:output');

export const langwatch = documents('langwatch.input', 'langwatch.output');

/** A search, as OpenTelemetry and Spring AI write it. */
export const retrieval = documents(
  'gen_ai.retrieval.query.text gen_ai.retrieval.query db.vector.query.content spring.ai.vectorstore.query.content',
  'gen_ai.retrieval.documents',
);

/** Names that say it plainly; last of all, for they may mean anything. */
export const plain = documents(
  'langfuse.trace.input input prompt input_text user_input query question llm.prompt ai.input inputs request_text',
  'langfuse.trace.output output completion output_text response answer llm.response llm.completion ai.output outputs response_text',
);
