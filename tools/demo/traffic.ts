/** Turns the conversations into what an instrumented app would send: agent steps, model calls, tools, feedback. */
import { randomBytes } from 'node:crypto';
import { CONVERSATIONS, type Conversation, type Turn } from './conversations.ts';

export interface Post {
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Some rounds of all conversations, ending about now. */
export const trafficOf = (rounds: number, now: number): readonly Post[] =>
  Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
    CONVERSATIONS.flatMap((conversation, index) =>
      postsOf(conversation, {
        session: `session-${now}-${round}-${index}`,
        start: now - (rounds - round) * 40_000 - index * 7_000,
      }),
    ),
  );

const postsOf = (
  { user, feature, turns }: Conversation,
  { session, start }: { readonly session: string; readonly start: number },
): readonly Post[] =>
  turns.flatMap((turn, number) => {
    const [trace, root, call, tool] = [hex(16), hex(8), hex(8), hex(8)];
    const began = start + number * 3000;
    const shared = {
      trace_id: trace,
      session_id: session,
      feature,
      service: 'help-desk',
      environment: 'production',
      release: '1.4.2',
    };
    const latency = turn.latency_ms ?? 600 + ((began * 7919) % 1500);
    const interactions = [
      {
        ...shared,
        span_id: root,
        kind: 'agent',
        name: 'help desk',
        user_id: user,
        timestamp: iso(began),
        latency_ms: latency + 120,
        input: turn.ask,
      },
      {
        ...shared,
        span_id: tool,
        parent_span_id: root,
        kind: 'tool',
        name: 'find_order',
        timestamp: iso(began + 20),
        latency_ms: 60,
        input: { question: turn.ask },
      },
      {
        ...shared,
        ...modelCall(turn, latency),
        span_id: call,
        parent_span_id: root,
        user_id: user,
        timestamp: iso(began + 90),
      },
    ];
    const posts: Post[] = [
      {
        path: '/v1/interactions',
        body: { interactions },
        headers: { 'x-correlation-id': `report-${user.split('-')[1]}-${number}` },
      },
    ];
    if (turn.feedback)
      posts.push({
        path: '/v1/feedback',
        body: { interaction_id: `${trace}-${call}`, user_id: user, ...turn.feedback },
      });
    return posts;
  });

const modelCall = (turn: Turn, latency: number) => ({
  kind: 'llm',
  operation: 'chat',
  provider: 'openai',
  model: turn.model ?? 'gpt-4o-mini',
  input: [
    { role: 'system', content: 'You are the help desk of a small shop. Be brief and kind.' },
    { role: 'user', content: turn.ask },
  ],
  ...(turn.answer ? { output: turn.answer } : {}),
  ...(turn.error ? { error: turn.error } : {}),
  ...(turn.safety ? { safety: turn.safety } : {}),
  usage: {
    input_tokens: 25 + Math.ceil(turn.ask.length / 4),
    output_tokens: Math.ceil((turn.answer ?? '').length / 4),
  },
  latency_ms: latency,
  time_to_first_token_ms: Math.round(latency / 4),
});

const iso = (at: number): string => new Date(at).toISOString();
