/** Why a model stopped, in OpenTelemetry's five words. */

/** Reasons by what they mean, squashed: lower case, without spaces, `-`, `_`. */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  stop: [
    'stop',
    'endturn',
    'stopsequence',
    'eos',
    'eostoken',
    'complete',
    'completed',
    'finish',
    'finished',
    'finishreasonstop',
    'end',
    'done',
    'success',
    'pauseturn',
  ],
  length: [
    'length',
    'maxtokens',
    'maxlength',
    'maxoutputtokens',
    'tokenlimit',
    'modelcontextwindowexceeded',
    'incomplete',
    'finishreasonmaxtokens',
    'errorlimit',
  ],
  content_filter: [
    'contentfilter',
    'contentfiltered',
    'safety',
    'recitation',
    'blocklist',
    'prohibitedcontent',
    'spii',
    'imagesafety',
    'guardrailintervened',
    'refusal',
    'errortoxic',
    'finishreasonsafety',
    'language',
  ],
  tool_call: ['toolcall', 'toolcalls', 'tooluse', 'functioncall', 'functioncalls', 'tooluses', 'malformedfunctioncall'],
  error: ['error', 'failed', 'cancelled', 'canceled', 'aborted', 'malformedtooluse', 'errorcode'],
};

const CANONICAL = new Map(
  Object.entries(MEANINGS).flatMap(([reason, aliases]) => aliases.map((alias) => [alias, reason] as const)),
);

/**
 * The distinct reasons of a call, canonical where known and lower case otherwise, in order. Some clients join several with
 * commas.
 */
export const canonicalFinishReasons = (reasons: readonly string[]): readonly string[] => [
  ...new Set(
    reasons
      .flatMap((reason) => reason.split(','))
      .map((reason) => reason.trim().toLowerCase())
      .filter((reason) => reason !== '')
      .map((reason) => CANONICAL.get(reason.replace(/[\s_-]+/g, '')) ?? reason),
  ),
];
