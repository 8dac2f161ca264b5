/** JSON as a type: what a request body can hold once parsed. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; parsed bodies have a null prototype or ordinary one, so look keys up with `Object.hasOwn`. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Tells an object from the other kinds of JSON. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
