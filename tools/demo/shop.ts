/** The shop behind the help desk: its orders and stock, and the handbook that answers are to go by. */

/** What the desk's tools do. Some take their time; the stock system fails for what it does not know. */
export const TOOLS: Readonly<Record<string, (given: Readonly<Record<string, unknown>>) => string>> = {
  find_order: ({ order }) => `Order ${order} left the warehouse this morning; the courier delivers on Thursday.`,
  find_stock: ({ item }) => {
    if (item !== 'blue lamp') throw new RangeError('no such item in stock');
    return 'blue lamp: 14 in stock, ships within a day';
  },
  start_refund: ({ order }) => `Refund of order ${order} started.`,
};

export interface Passage {
  readonly id: string;
  readonly text: string;
  /** Words that lead to it. */
  readonly about: RegExp;
}

const HANDBOOK: readonly Passage[] = [
  {
    id: 'handbook/returns',
    text: 'Items can be returned within 30 days. Customers choose "Return an item" in their order and print the label; the courier collects free of charge.',
    about: /return|send|back|leak|refund/i,
  },
  {
    id: 'handbook/delivery',
    text: 'Orders that leave the warehouse in the morning arrive within three working days. The courier sends a message on the day.',
    about: /order|lamp|stock|courier/i,
  },
  {
    id: 'handbook/billing',
    text: 'An upgrade renews the plan on the same day. A charge for the old plan is refunded within five working days.',
    about: /charge|bill|invoice|plan/i,
  },
];

/** The passages that a question leads to; the first of the handbook when none does. */
export const lookUp = (question: string): readonly Passage[] => {
  const found = HANDBOOK.filter(({ about }) => about.test(question));
  return found.length > 0 ? found : HANDBOOK.slice(0, 1);
};
