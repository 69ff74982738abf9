import type { Catalog, Field, ObjectDefinition } from '../api/model';
import type { Scope, Type } from '../expression';
import { findObject } from './metadata';

/**
 * What an expression over a record of an object may name: its fields and, through a link to a single object, that
 * object's; exactly as the server sees it, as far as this person's catalog goes.
 */
export function expressionScope(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  knowsBefore = false,
): Scope {
  const fields = new Map(namedFields(object).map((field) => [field.name, field]));
  return {
    knowsBefore,
    type: (name) => {
      const field = fields.get(name);
      return field && expressionType(field, object);
    },
    next: (name) => {
      const field = fields.get(name);
      const target = field && leadsTo(catalog, field);
      return target && expressionScope(catalog, target);
    },
    names: () => [...fields.keys()],
  };
}

/** The fields an expression may name. */
export function namedFields(object: ObjectDefinition): Field[] {
  return object.fields.filter((field) => field.shape !== 'GROUP' && field.name !== 'deletedAt');
}

/** The object whose fields may follow a dot; undefined where the field is no link to a single object. */
export function leadsTo(catalog: Catalog | undefined, field: Field): ObjectDefinition | undefined {
  const target = onlyTarget(field);
  return target === undefined ? undefined : findObject(catalog, target);
}

/** The name of the single object a link leads to. */
export function onlyTarget(field: Field): string | undefined {
  const targets = field.shape === 'LINK' ? targetsOf(field) : [];
  return targets.length === 1 ? targets[0] : undefined;
}

/** The type an expression sees in a field. */
export function expressionType(field: Field, object?: ObjectDefinition): Type {
  if (field.system && field.name === 'id') return { kind: 'link', targets: object ? [object.name] : [] };
  const choice: Type = { kind: 'select', options: (field.options ?? []).map((option) => option.name) };
  switch (field.shape) {
    case 'WHOLE':
    case 'DECIMAL':
      return 'number';
    case 'FLAG':
      return 'boolean';
    case 'DAY':
      return 'date';
    case 'MOMENT':
      return 'datetime';
    case 'TIME':
      return 'time';
    case 'LINK':
      return { kind: 'link', targets: targetsOf(field) };
    case 'MANY':
      return {
        kind: 'list',
        of:
          field.type === 'multiSelect'
            ? choice
            : targetsOf(field).length
              ? { kind: 'link', targets: targetsOf(field) }
              : 'text',
      };
    case 'TEXT':
      return field.type === 'select' ? choice : 'text';
    default:
      return 'any';
  }
}

function targetsOf(field: Field): string[] {
  if (field.targets?.length) return field.targets;
  if (field.target) return [field.target];
  return field.type === 'user' || field.type === 'department' ? [field.type] : [];
}
