import type { Catalog, Field, ObjectDefinition } from '../../api/model';
import { labelOf } from '../../i18n/language';
import { findField } from '../metadata';

/** What a path such as `account.level` is called, and the field it ends in; without one where it leads into a group. */
export function placeOf(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  path: string,
): { label: string; field?: Field } {
  const steps = path.split('.');
  const fields = steps.map((_, index) => findField(catalog, object, steps.slice(0, index + 1).join('.')));
  return {
    label: fields.map((field, index) => (field ? labelOf(field) : steps[index])).join(' · '),
    field: fields.at(-1),
  };
}
