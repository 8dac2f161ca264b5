/** The demo's agent: looks a question up in the handbook, asks the model, runs the tools that it wants, and answers. */
import { REFUND_DESK } from './customers.ts';
import type { Message, Model, Said } from './model.ts';
import { lookUp, TOOLS } from './shop.ts';
import type { Telemetry } from './telemetry.ts';

const SYSTEM = 'You are the help desk of a small shop. Be brief and kind, and go by the handbook.';
const DESK_TOOLS = ['find_order', 'find_stock', 'ask_refund_desk'];

export interface Question {
  readonly text: string;
  readonly model: string;
  readonly user: string;
  readonly session: string;
  readonly correlation: string;
  readonly feature: string;
}

export const createHelpDesk = ({ telemetry, model }: { readonly telemetry: Telemetry; readonly model: Model }) => {
  const useTool = (name: string, given: string, run: () => Promise<string>): Promise<string> =>
    telemetry.step(
      `execute_tool ${name}`,
      { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, 'gen_ai.tool.call.arguments': given },
      async (span) => {
        const result = await run();
        span.setAttribute('gen_ai.tool.call.result', result);
        return result;
      },
    );

  const retrieve = (question: string): Promise<readonly string[]> =>
    telemetry.step(
      'retrieval handbook',
      {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.data_source.id': 'handbook',
        'gen_ai.retrieval.query.text': question,
      },
      async (span) => {
        await model.embed(question);
        const passages = lookUp(question);
        span.setAttribute(
          'gen_ai.retrieval.documents',
          JSON.stringify(passages.map(({ id, text }, rank) => ({ id, score: 0.9 - rank / 10, content: text }))),
        );
        return passages.map(({ text }) => text);
      },
    );

  /** Asks the model until it wants no more tools. */
  const converse = async (name: string, messages: readonly Message[], tools: readonly string[]): Promise<Said> => {
    const said = await model.chat(name, messages, tools);
    if (said.calls.length === 0) return said;
    const results: Message[] = [];
    for (const { id, function: wanted } of said.calls) {
      const content = await useTool(wanted.name, wanted.arguments, () => runTool(wanted.name, wanted.arguments));
      results.push({ role: 'tool', tool_call_id: id, content });
    }
    return converse(name, [...messages, { role: 'assistant', tool_calls: said.calls }, ...results], tools);
  };

  /** An agent that the agent asks: it has a model and a tool of its own. */
  const askRefundDesk = (): Promise<string> =>
    telemetry.step(
      'invoke_agent refund desk',
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'refund desk' },
      async () => {
        const task: Message = { role: 'user', content: REFUND_DESK.task };
        return (await converse('gpt-4o-mini', [task], ['start_refund'])).text;
      },
    );

  const runTool = async (name: string, given: string): Promise<string> => {
    if (name === 'ask_refund_desk') return askRefundDesk();
    const tool = TOOLS[name];
    if (tool === undefined) throw new RangeError(`the desk has no tool ${name}`);
    return tool(JSON.parse(given));
  };

  return {
    /**
     * Answers a customer; all that it takes is one trace.
     * @throws ProviderError when the model does not answer
     */
    answer: ({ text, model: name, user, session, correlation, feature }: Question): Promise<Said> =>
      telemetry.sharing({ 'user.id': user, 'session.id': session, 'correlation.id': correlation, feature }, () =>
        telemetry.step(
          'invoke_agent help desk',
          { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'help desk' },
          async () => {
            const handbook = (await retrieve(text)).join('\n');
            const system: Message = { role: 'system', content: `${SYSTEM}\n\nHandbook:\n${handbook}` };
            return converse(name, [system, { role: 'user', content: text }], DESK_TOOLS);
          },
        ),
      ),
  };
};
