import type { Field, ObjectDefinition, Text } from '../../api/model';
import { isSystem } from '../../record/metadata';

export const ways = ['text', 'company', 'phone', 'email', 'exact'] as const;
export type Way = (typeof ways)[number];

export interface Part {
  field: string;
  by: Way;
}

export interface Against {
  object: string;
  fields?: Record<string, string>;
  when?: string;
}

/** A duplicate rule as it is written in metadata. */
export interface DuplicateRule {
  name: string;
  id?: string;
  object: string;
  label?: Text;
  active?: boolean;
  order?: number;
  when?: string;
  action: 'block' | 'warn';
  reveal?: boolean;
  message?: Text;
  match: { all: Part[] }[];
  against?: Against[];
  package?: string | null;
}

const single = ['TEXT', 'WHOLE', 'DECIMAL', 'DAY', 'MOMENT', 'TIME', 'LINK', 'FLAG'];

/** Fields that can be compared at all. */
export function comparable(object: ObjectDefinition | undefined): Field[] {
  return (object?.fields ?? []).filter(
    (field) =>
      !isSystem(field) &&
      single.includes(String(field.shape)) &&
      !['formula', 'rollup', 'autoNumber'].includes(field.type),
  );
}

/** How a field may be compared, the likeliest first. */
export function waysOf(field: Field | undefined): readonly Way[] {
  if (field?.shape !== 'TEXT') return ['exact'];
  if (field.type === 'phone') return ['phone', 'exact'];
  if (field.type === 'email') return ['email', 'exact'];
  if (field.type === 'select') return ['exact'];
  return ways;
}

export function partOf(object: ObjectDefinition, name: string): Part {
  const field = object.fields.find((one) => one.name === name);
  return { field: name, by: waysOf(field)[0]! };
}

export function blank(object: ObjectDefinition): DuplicateRule {
  const name = object.nameField ?? comparable(object)[0]?.name;
  return {
    name: '',
    object: object.name,
    action: 'warn',
    match: [{ all: name ? [partOf(object, name)] : [] }],
  };
}

/** Names of the fields that any alternative compares. */
export function compared(rule: DuplicateRule): string[] {
  return [...new Set(rule.match.flatMap((one) => one.all.map((part) => part.field)))];
}

/** As it is published: without what was left empty, and with mappings of fields that are compared only. */
export function definitionOf(rule: DuplicateRule): Record<string, unknown> {
  const used = new Set(compared(rule));
  const against = rule.against?.map((one) => {
    const fields = Object.fromEntries(
      Object.entries(one.fields ?? {}).filter(
        ([ours, theirs]) => used.has(ours) && theirs && theirs !== ours,
      ),
    );
    return {
      object: one.object,
      ...(Object.keys(fields).length > 0 ? { fields } : {}),
      ...(one.when?.trim() ? { when: one.when } : {}),
    };
  });
  const whole: Record<string, unknown> = {
    ...rule,
    match: rule.match.filter((one) => one.all.length > 0),
    against: against?.length ? against : undefined,
  };
  delete whole.package;
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.values(value).every((one) => one === '' || one === undefined);
}
