import type { Catalog, Field, ObjectDefinition } from '../../api/model';
import type { Scope, SimpleType, Type } from '../../expression';
import { findObject } from '../../record/metadata';
import { expressionScope, expressionType, leadsTo, namedFields } from '../../record/scope';

/** Where an expression stands: what it may name and what it must give. */
export interface FormulaPlace {
  /** Over whose records; without one there are no fields. */
  object?: string;
  /** The object whose records a filter looks back at through `this.`. */
  self?: string;
  /** Whether the record as it was before is known. */
  before?: boolean;
  /** The type its value must have. */
  expected?: SimpleType;
  /** The field of the object whose value it will be. */
  field?: string;
  /** A place that allows less than the language does. */
  limit?: 'formula' | 'default' | 'rollupFilter' | 'score';
}

/** The name that leads back to the record a filter is for. */
export const THIS = 'this';

/** A name that may stand at some step of a path. */
export interface Named {
  name: string;
  /** Undefined for `this`. */
  field?: Field;
  type: Type;
  /** The object whose fields may follow a dot. */
  next?: ObjectDefinition;
}

const isLocal = (place: FormulaPlace) => place.limit === 'default' || place.limit === 'rollupFilter';

/** What may follow the steps of a path; undefined where they lead nowhere. */
export function namesAfter(
  catalog: Catalog | undefined,
  place: FormulaPlace,
  steps: readonly string[],
): Named[] | undefined {
  const start = place.object ? findObject(catalog, place.object) : undefined;
  if (!start) return steps.length === 0 ? [] : undefined;
  const self = place.self ? findObject(catalog, place.self) : undefined;
  let names = namesOf(catalog, start, isLocal(place));
  if (self) names.push({ name: THIS, type: 'any', next: self });
  for (const step of steps) {
    const next = names.find((one) => one.name === step)?.next;
    if (!next) return undefined;
    names = namesOf(catalog, next, isLocal(place));
  }
  return names;
}

function namesOf(catalog: Catalog | undefined, object: ObjectDefinition, local: boolean): Named[] {
  return namedFields(object).map((field) => ({
    name: field.name,
    field,
    type: expressionType(field, object),
    next: local ? undefined : leadsTo(catalog, field),
  }));
}

/** The name a whole path leads to. */
export function nameAt(catalog: Catalog | undefined, place: FormulaPlace, path: string): Named | undefined {
  const steps = path.split('.');
  return namesAfter(catalog, place, steps.slice(0, -1))?.find((one) => one.name === steps.at(-1));
}

/** The same names for the checker of the browser. */
export function scopeOfPlace(catalog: Catalog | undefined, place: FormulaPlace): Scope {
  const nothing: Scope = { type: () => undefined, next: () => undefined, names: () => [] };
  const object = place.object ? findObject(catalog, place.object) : undefined;
  const self = place.self ? findObject(catalog, place.self) : undefined;
  if (!object) return nothing;
  const own = expressionScope(catalog, object, place.before);
  if (!self) return own;
  const back = expressionScope(catalog, self);
  return {
    ...own,
    type: (name) => (name === THIS ? undefined : own.type(name)),
    next: (name) => (name === THIS ? back : own.next(name)),
    names: () => [...own.names(), THIS],
  };
}
