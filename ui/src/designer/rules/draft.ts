import type { Field, ObjectDefinition, Rule, Text } from '../../api/model';
import { isSystem } from '../../record/metadata';
import { onlyTarget } from '../../record/scope';
import type { FormulaPlace } from '../formula/place';

export const ruleTypes = [
  'validation',
  'required',
  'visible',
  'hidden',
  'readOnly',
  'default',
  'options',
  'filter',
] as const satisfies readonly Rule['type'][];

/** The keys that mean something to each type, besides those all have. */
const keys: Record<Rule['type'], readonly (keyof Rule)[]> = {
  validation: ['check', 'message', 'field'],
  required: ['fields', 'message'],
  visible: ['fields'],
  hidden: ['fields'],
  readOnly: ['fields', 'message'],
  default: ['field', 'value'],
  options: ['field', 'allow', 'by', 'matrix', 'message'],
  filter: ['field', 'filter', 'message'],
};

const common = ['name', 'id', 'object', 'label', 'type', 'active', 'order', 'on', 'when'] as const;

export const has = (rule: Pick<Rule, 'type'>, key: keyof Rule) => keys[rule.type].includes(key);

/** A rule as it is published: without what its type has no use for and without what was left empty. */
export function definitionOf(rule: Rule): Rule {
  const matrix = rule.by ? rule.matrix : undefined;
  const allow = rule.by ? undefined : rule.allow;
  const whole: Partial<Rule> = { ...rule, matrix, allow };
  const wanted: readonly (keyof Rule)[] = [...common, ...keys[rule.type]];
  return Object.fromEntries(
    wanted.map((key) => [key, whole[key]] as const).filter(([, value]) => !isEmpty(value)),
  ) as Rule;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every((one) => one === '' || one === undefined);
}

export function blank(object: ObjectDefinition): Rule {
  return { name: '', object: object.name, type: 'validation' };
}

/** The fields a rule of a type can be about. */
export function fieldsFor(object: ObjectDefinition, type: Rule['type']): Field[] {
  const own = object.fields.filter((field) => !isSystem(field));
  const computed = (field: Field) => ['formula', 'rollup', 'autoNumber'].includes(field.type);
  switch (type) {
    case 'options':
      return own.filter((field) => ['select', 'multiSelect', 'cascade'].includes(field.type));
    case 'filter':
      return own.filter((field) => field.shape === 'LINK' && (field.targets?.length ?? 1) === 1);
    case 'required':
    case 'readOnly':
    case 'default':
      return own.filter((field) => !computed(field));
    default:
      return own;
  }
}

/** When a rule acts, and what it demands: asked while a record is written. */
export function conditionPlace(object: ObjectDefinition): FormulaPlace {
  return { object: object.name, before: true, expected: 'boolean' };
}

/** A filter is about the records a link may lead to; `this.` leads back. */
export function filterPlace(object: ObjectDefinition, rule: Rule): FormulaPlace {
  const field = object.fields.find((one) => one.name === rule.field);
  return { object: field && onlyTarget(field), self: object.name, expected: 'boolean' };
}

/** The value a default rule gives. */
export function valuePlace(object: ObjectDefinition, rule: Rule): FormulaPlace {
  return { object: object.name, field: rule.field };
}

export function deciding(object: ObjectDefinition, rule: Rule): Field[] {
  return object.fields.filter((field) => field.type === 'select' && field.name !== rule.field);
}

export function inBoth(text: Text | string | undefined, language: 'zh-CN' | 'en-US'): string {
  return typeof text === 'string' ? text : (text?.[language] ?? '');
}
