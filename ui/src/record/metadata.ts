import { useMemo } from 'react';
import type { Catalog, Field, Layout, Me, ObjectDefinition, View } from '../api/model';
import { useCatalog, useMe } from '../api/queries';
import { uiOf } from '../fields/registry';

export interface Section {
  label?: Layout['sections'] extends (infer S)[] | undefined
    ? S extends { label?: infer L }
      ? L
      : never
    : never;
  columns: number;
  fields: Field[];
}

export interface Related {
  object: ObjectDefinition;
  via: Field;
  columns: Field[];
  label?: ObjectDefinition['label'];
  /** The rows are parts of this record (quote lines): edited in place. */
  parts: boolean;
}

export function findObject(catalog: Catalog | undefined, name: string): ObjectDefinition | undefined {
  return catalog?.objects.find((object) => object.name === name);
}

export function useObject(name: string): ObjectDefinition | undefined {
  return findObject(useCatalog().data, name);
}

/** The field at a name or at a path over lookups (`account.industry`). */
export function findField(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  path: string,
): Field | undefined {
  const [first, ...rest] = path.split('.');
  const field = object.fields.find((one) => one.name === first);
  if (!field || rest.length === 0) return field;
  const target = findObject(catalog, field.target ?? (field.type === 'user' ? 'user' : field.type));
  return target && findField(catalog, target, rest.join('.'));
}

/** May this person change the field's value in a form? */
export function canEdit(field: Field): boolean {
  if (!uiOf(field).Input || field.readOnly) return false;
  return field.system
    ? field.editable === true && ['owner', 'department'].includes(field.name)
    : field.editable !== false;
}

export function viewsOf(catalog: Catalog | undefined, object: string): View[] {
  const views = (catalog?.views ?? []).filter((view) => view.object === object);
  // The one a list opens with stands first; the rest as the packages name them.
  return [...views.filter((view) => view.default), ...views.filter((view) => !view.default)];
}

export function viewName(view: View): string {
  return view.name.startsWith(`${view.object}.`) ? view.name.slice(view.object.length + 1) : view.name;
}

/** The best fitting layout: every condition it names must hold, and the one naming most wins. */
export function chooseLayout(
  catalog: Catalog | undefined,
  me: Me | undefined,
  object: string,
  phone: boolean,
  recordType?: unknown,
): Layout | undefined {
  const roles = new Set(me?.roles.map((role) => role.name));
  const fits = (layout: Layout) =>
    layout.object === object &&
    (!layout.device || (layout.device === 'phone') === phone) &&
    (!layout.recordType || layout.recordType === recordType) &&
    (!layout.roles?.length || layout.roles.some((role) => roles.has(role)));
  const weight = (layout: Layout) =>
    (layout.recordType ? 4 : 0) + (layout.roles?.length ? 2 : 0) + (layout.device ? 1 : 0);
  return (catalog?.layouts ?? []).filter(fits).sort((a, b) => weight(b) - weight(a))[0];
}

const systemNames = new Set([
  'id',
  'version',
  'deletedAt',
  'recordType',
  'owner',
  'department',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
]);

export const isSystem = (field: Field) => field.system === true || systemNames.has(field.name);

/** The sections of a form: the layout's, else every field in order with the wide ones last. */
export function sectionsOf(object: ObjectDefinition, layout: Layout | undefined): Section[] {
  const byName = new Map(object.fields.map((field) => [field.name, field]));
  const known = (names: string[]) =>
    names.map((name) => byName.get(name)).filter((field): field is Field => field !== undefined);
  const written = (layout?.sections ?? [])
    .map((section) => ({
      label: section.label,
      columns: section.columns ?? 2,
      fields: known(section.fields),
    }))
    .filter((section) => section.fields.length > 0);
  if (written.length) return written;
  const own = object.fields.filter((field) => !isSystem(field) && !field.hidden);
  const wide = own.filter((field) => uiOf(field).wide);
  return [
    { columns: 2, fields: own.filter((field) => !uiOf(field).wide) },
    { columns: 1, fields: wide },
  ].filter((section) => section.fields.length > 0);
}

/** Who made it and when, and whose it is. */
export function systemFields(object: ObjectDefinition): Field[] {
  return ['owner', 'department', 'createdBy', 'createdAt', 'updatedBy', 'updatedAt']
    .filter((name) => name !== 'owner' || object.ownership !== 'none')
    .map((name) => object.fields.find((field) => field.name === name))
    .filter((field): field is Field => field !== undefined);
}

/** Columns for an object nobody made a view for: its name and the first short fields. */
export function defaultColumns(object: ObjectDefinition, most = 7): string[] {
  const short = object.fields.filter(
    (field) => !isSystem(field) && !field.hidden && !uiOf(field).wide && field.name !== object.nameField,
  );
  return [object.nameField, ...short.slice(0, most - 1).map((field) => field.name)];
}

/** What may stand in a column: everything readable that fits on a line. */
export function listableFields(object: ObjectDefinition): Field[] {
  return object.fields.filter(
    (field) => !field.hidden && !['id', 'version', 'deletedAt'].includes(field.name),
  );
}

const linksTo = (field: Field, target: string) =>
  (field.target === target || field.targets?.includes(target) === true) &&
  ['lookup', 'masterDetail', 'manyToMany'].includes(field.type);

/** The lists below a record: those of its layout, else one for each link that leads here. */
export function relatedOf(catalog: Catalog, object: ObjectDefinition, layout: Layout | undefined): Related[] {
  const make = (
    childName: string,
    viaName: string,
    columns?: string[],
    label?: Related['label'],
  ): Related | undefined => {
    const child = findObject(catalog, childName);
    const via = child?.fields.find((field) => field.name === viaName);
    if (!child || !via) return undefined;
    const names = (columns?.length ? columns : defaultColumns(child, 6)).filter((name) => name !== viaName);
    const fields = names
      .map((name) => child.fields.find((field) => field.name === name))
      .filter((field): field is Field => field !== undefined);
    return {
      object: child,
      via,
      columns: fields,
      label: label ?? via.relationLabel ?? child.pluralLabel ?? child.label,
      parts: via.type === 'masterDetail',
    };
  };
  const asked = layout?.related
    ? layout.related.map((one) => make(one.object, one.via, one.fields, one.label))
    : catalog.objects.flatMap((child) =>
        child.fields
          .filter((field) => linksTo(field, object.name))
          .map((field) => make(child.name, field.name)),
      );
  return asked.filter((one): one is Related => one !== undefined);
}

export function useLayout(object: string, phone: boolean, recordType?: unknown): Layout | undefined {
  const catalog = useCatalog().data;
  const me = useMe().data;
  return useMemo(
    () => chooseLayout(catalog, me, object, phone, recordType),
    [catalog, me, object, phone, recordType],
  );
}
