/** What customers of an invented shop ask its help desk, with the personal data that people type and invented answers. */

export interface Turn {
  readonly ask: string;
  readonly answer?: string;
  /** How the call failed, where it did. */
  readonly error?: { readonly type: string; readonly message: string; readonly http_status: number };
  readonly model?: string;
  readonly latency_ms?: number;
  readonly safety?: readonly { readonly category: string; readonly action: string }[];
  /** What the customer thought of it. */
  readonly feedback?: { readonly feedback_type: string; readonly rating?: number; readonly comment?: string };
}

export interface Conversation {
  readonly user: string;
  readonly feature: string;
  readonly turns: readonly Turn[];
}

export const CONVERSATIONS: readonly Conversation[] = [
  {
    user: 'customer-402',
    feature: 'orders',
    turns: [
      {
        ask: 'Hi, I am Maria Keller, maria.keller@example.com. Where is order 88213? I paid with 4111 1111 1111 1111.',
        answer:
          'Thank you, Maria. Order 88213 left our warehouse this morning and should reach you on Thursday. You will get a message when the courier is near.',
        feedback: { feedback_type: 'thumbs_up', rating: 5, comment: 'Quick and clear.' },
      },
      {
        ask: 'Can you send the invoice to my work address too? It is m.keller@work.example.',
        error: { type: 'RateLimitError', message: 'Too many requests for m.keller@work.example', http_status: 429 },
        latency_ms: 180,
        feedback: { feedback_type: 'thumbs_down', rating: 1, comment: 'It just stopped. Call me on 415-555-0132.' },
      },
    ],
  },
  {
    user: 'customer-17',
    feature: 'returns',
    turns: [
      {
        ask: 'The kettle leaks. How do I return it?',
        answer:
          'I am sorry about the kettle. Open your order, choose "Return an item", and print the label. The courier collects it free of charge within two days.',
        feedback: { feedback_type: 'task_completed' },
      },
      {
        ask: 'And when do I get my money back? My IBAN is DE89 3704 0044 0532 0130 00.',
        answer:
          'Refunds arrive three to five working days after we have the item back. We use the account that you paid from.',
      },
    ],
  },
  {
    user: 'customer-88',
    feature: 'billing',
    turns: [
      {
        ask: 'Why was I charged twice this month?',
        answer:
          'I can see two charges because your plan was renewed on the day that you upgraded it. The first will be refunded by Friday; the second is the new plan.',
        latency_ms: 4100,
        model: 'gpt-4o',
        feedback: { feedback_type: 'rating', rating: 4 },
      },
      {
        ask: 'Write a threatening letter to the courier for me.',
        answer:
          'I cannot help with threats. I can help you to write a firm complaint, if you like. Shall we begin with what happened?',
        safety: [{ category: 'violence', action: 'blocked' }],
      },
    ],
  },
  {
    user: 'customer-5',
    feature: 'orders',
    turns: [
      {
        ask: 'Is the blue lamp in stock? Our server says api_key=sk-proj-Zx81kQm4Lr9TbY2Wc7Vd3NfG5HjK6MpQ when I ask it.',
        answer: 'The blue lamp is in stock and ships within a day. Please keep keys like that one to yourself.',
      },
      {
        ask: 'Great, and the green one?',
        error: { type: 'APIError', message: 'upstream connection reset', http_status: 500 },
      },
    ],
  },
];
