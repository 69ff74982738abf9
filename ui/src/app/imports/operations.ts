export const operations = ['create', 'update', 'upsert'] as const;
export type Operation = (typeof operations)[number];

/** An import that will not change any more. */
export const isOver = (state: string) => ['done', 'failed', 'cancelled'].includes(state);
