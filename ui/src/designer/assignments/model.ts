import type { Text } from '../../api/model';

export type Method = 'roundRobin' | 'leastLoad' | 'fixed';
export const methods: readonly Method[] = ['roundRobin', 'leastLoad', 'fixed'];

/** A territory and its people, as it is defined. */
export interface Entry {
  /** By which its turns are remembered; people see the label. */
  name?: string;
  label?: Text | string;
  when?: string;
  users?: string[];
  role?: string;
  department?: string;
  people?: string;
  method: Method;
  load?: string;
}

/** An assignment rule as it is defined. */
export interface AssignmentRule {
  name: string;
  label?: Text | string;
  object: string;
  active?: boolean;
  order?: number;
  when?: string;
  entries: Entry[];
  package?: string;
}

export const emptyRule: AssignmentRule = {
  name: '',
  object: '',
  entries: [{ name: 'e1', method: 'roundRobin' }],
};

/** One more entry, with a name none has, so that turns survive whatever becomes of the others. */
export function withEntry(entries: readonly Entry[]): Entry[] {
  const numbers = entries.map((entry) => Number(/^e(\d+)$/.exec(entry.name ?? '')?.[1] ?? 0));
  return [...entries, { name: `e${Math.max(entries.length, ...numbers) + 1}`, method: 'roundRobin' }];
}

/** What is sent: without blanks that mean nothing, and without what another method means. */
export function toAssignment(rule: AssignmentRule): Record<string, unknown> {
  return filled({
    ...rule,
    active: rule.active === false ? false : undefined,
    order: rule.order || undefined,
    entries: rule.entries.map((entry) =>
      filled({ ...entry, load: entry.method === 'leastLoad' ? entry.load : undefined }),
    ),
  });
}

function filled(element: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(element).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        (typeof value !== 'string' || value.trim() !== '') &&
        (!Array.isArray(value) || value.length > 0),
    ),
  );
}

/** The entry moved by so many places; the list as it is where there is no such place. */
export function moved<T>(list: readonly T[], index: number, by: number): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  const to = index + by;
  if (one === undefined || to < 0 || to > next.length) return [...list];
  next.splice(to, 0, one);
  return next;
}

/** Problems at a place and below it, such as those of `/entries/0/users/3` for the list of users. */
export function under(places: Record<string, string[]>, place: string): string[] {
  return Object.entries(places)
    .filter(([path]) => path === place || path.startsWith(`${place}/`))
    .flatMap(([, texts]) => texts);
}
