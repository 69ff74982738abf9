import type { Field } from '../api/model';
import type { FieldTypeUi } from './type';

/** Filled by registry.ts. Kept apart so that a shared input can show a value without importing every type. */
const types = new Map<string, FieldTypeUi>();

export function register(type: FieldTypeUi) {
  types.set(type.name, type);
}

export function findType(name: string): FieldTypeUi | undefined {
  return types.get(name);
}

/** The type of a field, text for one this build does not know yet. */
export function uiOf(field: Field): FieldTypeUi {
  const type = types.get(field.type) ?? types.get('text')!;
  if (!type.shownAs) return type;
  const shown = types.get(type.shownAs(field).type) ?? types.get('text')!;
  return {
    ...shown,
    Input: type.Input,
    filtering: type.shownAs(field).type === field.type ? type.filtering : shown.filtering,
    attributes: type.attributes,
  };
}
