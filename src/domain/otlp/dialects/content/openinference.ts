/** OpenInference: messages flattened into attributes, and the whole request and response beside them. */
import { isJsonObject, type Json } from '../../../call/json.ts';
import type { Attributes } from '../../wire/model.ts';
import { asDocument } from '../values.ts';
import { readDocument, responseIdIn } from './document.ts';
import type { Extractor } from './extractor.ts';
import { toMessages } from './messages.ts';
import { first } from './part.ts';
import { unflatten } from './unflatten.ts';

/** @see https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md */
export const openInference: Extractor = {
  names: [
    'llm.input_messages.',
    'llm.output_messages.',
    'llm.prompts.',
    'llm.choices.',
    'embedding.embeddings.',
    'embedding.text',
    'embedding.vector',
    'retrieval.documents.',
    'reranker.input_documents.',
    'reranker.output_documents.',
    'reranker.query',
    'tool.parameters',
    'llm.prompts',
    'input.value',
    'input.mime_type',
    'output.value',
    'output.mime_type',
  ],
  extract: ({ attributes, isTool }) => {
    const response = first(attributes, 'output.value');
    const asked = first(
      attributes,
      ...(isTool ? ['tool.parameters'] : []),
      'reranker.query',
      'input.value',
      'llm.prompts',
    );
    return {
      input:
        toMessages(unflatten(attributes, 'llm.input_messages.'), 'user') ??
        embeddedTexts(attributes) ??
        readDocument(asked, 'input'),
      output:
        toMessages(unflatten(attributes, 'llm.output_messages.'), 'assistant') ??
        retrievedDocuments(attributes) ??
        (attributes['openinference.span.kind'] === 'EMBEDDING' ? undefined : readDocument(response, 'output')),
      responseId: response === undefined ? undefined : responseIdIn(asDocument(response)),
    };
  },
};

/** What was embedded. The vectors beside it are thousands of numbers that nobody reads: they are left behind. */
const embeddedTexts = (attributes: Attributes): Json | undefined => {
  const list = unflatten(attributes, 'embedding.embeddings.');
  const texts = (Array.isArray(list) ? list : []).flatMap((item) => {
    const embedding = isJsonObject(item) ? item['embedding'] : undefined;
    const text = isJsonObject(embedding) ? embedding['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
  return texts.length > 0 ? texts : first(attributes, 'embedding.text');
};

/** The documents that a search brought back, with their ids, scores and texts. */
const retrievedDocuments = (attributes: Attributes): Json | undefined => {
  const list = unflatten(attributes, 'retrieval.documents.') ?? unflatten(attributes, 'reranker.output_documents.');
  return Array.isArray(list) && list.length > 0 ? list.map(plainDocument) : undefined;
};

const plainDocument = (item: Json): Json => {
  const document = isJsonObject(item) && isJsonObject(item['document']) ? item['document'] : item;
  if (!isJsonObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, name === 'metadata' ? (asDocument(value) ?? null) : value]),
  );
};
