/**
 * Clients of services that speak AWS JSON: an operation's name in a header, its input as the body. They are called as those of the
 * AWS SDK are: `client.send(new GetItemCommand(input))`.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
import { type ClientConfig, createCaller, type Refusal, type Service, ServiceError } from './caller.ts';

/** An operation with its input. */
export interface Command<Input = object> {
  readonly operation: string;
  readonly input: Input;
}

/** The class of an operation's commands. */
export const commandOf = (operation: string) =>
  class {
    readonly operation = operation;
    readonly input: object;
    constructor(input: object) {
      this.input = input;
    }
  };

export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

interface JsonService extends Service {
  readonly version: '1.0' | '1.1';
  /** What stands before the operation's name in `x-amz-target`. */
  readonly target: string;
  /** Turns values that JSON has no words for into what the service takes for them; as they are when absent. */
  readonly write?: (input: object) => object;
  readonly read?: (output: object) => object;
  /** The class of an error, by its name. */
  readonly errors?: Readonly<Record<string, typeof ServiceError>>;
}

/** The class of a service's clients. */
export const jsonClientOf = ({ version, target, write, read, errors = {}, ...service }: JsonService) =>
  class {
    readonly #caller;
    constructor(config: ClientConfig) {
      this.#caller = createCaller(service, config);
    }

    async send({ operation, input }: Command, { abortSignal }: SendOptions = {}): Promise<object> {
      const request = {
        method: 'POST',
        path: '/',
        headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${operation}` },
        body: JSON.stringify(write?.(input) ?? input),
      };
      const { body } = await this.#caller.call(request, refusalOf(errors), abortSignal);
      const output: object = body.length === 0 ? {} : JSON.parse(body.toString());
      return read?.(output) ?? output;
    }
  };

/** An error's name stands in the body after a namespace, or in a header before an address. */
const refusalOf =
  (errors: Readonly<Record<string, typeof ServiceError>>): Refusal =>
  (answer) => {
    const { __type, message, Message, ...details } = detailsOf(answer.body);
    const said = String(__type ?? answer.headers['x-amzn-errortype'] ?? 'UnknownError');
    const name = said.slice(said.indexOf('#') + 1).split(':')[0]!;
    return new (errors[name] ?? ServiceError)(name, String(message ?? Message ?? name), answer, details);
  };

/** Nothing of a body that is no JSON, as a proxy's. */
const detailsOf = (body: Buffer): Record<string, unknown> => {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    return {};
  }
};
