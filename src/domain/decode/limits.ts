/** What a request may hold. Every limit is reported by name when it bites; docs/limits.md lists them. */

/**
 * Longest body we accept on the wire, in bytes. Lambda takes 6 MiB per invocation and API Gateway sends binary bodies as
 * base64, 4/3 of their size: 4,600,000 bytes become 6.13 MB and leave 150 KB for headers.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_BODY_BYTES = 4_600_000;

/** Longest body after decompression, in bytes: seven times the wire limit, as gzip shrinks chats to a third at best. */
export const MAX_DECODED_BYTES = 32 * 1024 * 1024;

/** Longest judgement or list of judgements after decompression: no more than a plain one, as pages in browsers hold keys for them. */
export const MAX_DECODED_JUDGEMENT_BYTES = MAX_BODY_BYTES;

/** Longest single interaction as JSON, in bytes: it must fit into one answer of the read API (6 MiB, see above). */
export const MAX_INTERACTION_BYTES = 4_600_000;

/** Most interactions in one request. */
export const MAX_BATCH_ITEMS = 1000;

/** Deepest nesting of a document; a walk over it recurses, and nobody's prompt is deeper. */
export const MAX_DEPTH = 64;

/** Longest label (model, name, service, id…), in UTF-16 code units. */
export const MAX_LABEL_LENGTH = 256;

/** Most tags of one interaction. */
export const MAX_TAGS = 50;

/** Longest comment, correction or explanation, in UTF-16 code units: it rides in one row with the rest. */
export const MAX_COMMENT_LENGTH = 8_192;

/** Largest context of feedback, in characters of JSON, for the same reason. */
export const MAX_CONTEXT_LENGTH = 32_768;
