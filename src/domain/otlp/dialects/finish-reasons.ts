/** Why a model stopped: what the span says, else what its messages say. */
import { isJsonObject, type Json } from '../../call/json.ts';

/** The reasons as the client has them; undefined when nobody says. */
export const finishReasonsIn = (
  stated: readonly string[] | undefined,
  output: Json | undefined,
): readonly string[] | undefined => {
  if (stated !== undefined) return stated;
  const inMessages = (Array.isArray(output) ? output : []).flatMap((message: Json) => {
    const reason = isJsonObject(message) ? message['finish_reason'] : undefined;
    return typeof reason === 'string' && reason !== '' ? [reason] : [];
  });
  return inMessages.length === 0 ? undefined : inMessages;
};
