/** What kind of value an expression gives, and the names it may use. */

export type SimpleType = 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'time' | 'any';

export type Type =
  | SimpleType
  /** One of a known set of texts; none given means that any is possible. */
  | { kind: 'select'; options: readonly string[] }
  /** The id of a record of one of the objects; none given means of any. */
  | { kind: 'link'; targets: readonly string[] }
  | { kind: 'list'; of: Type };

/** The names an expression may use: usually the fields of one object. */
export interface Scope {
  /** The type of a field, or undefined when there is none of that name. */
  type(name: string): Type | undefined;
  /** The scope behind a link to one object, or undefined. */
  next(name: string): Scope | undefined;
  /** All names, for suggestions and completion. */
  names(): readonly string[];
  /** Whether the record as it was before is known, so that ISCHANGED and its kin mean something. */
  knowsBefore?: boolean;
}

export function isSelect(type: Type): type is Extract<Type, { kind: 'select' }> {
  return typeof type === 'object' && type.kind === 'select';
}

export function isLink(type: Type): type is Extract<Type, { kind: 'link' }> {
  return typeof type === 'object' && type.kind === 'link';
}

export function isList(type: Type): type is Extract<Type, { kind: 'list' }> {
  return typeof type === 'object' && type.kind === 'list';
}

/** The name used in problems, signatures and help. */
export function labelOf(type: Type): string {
  return typeof type === 'string' ? type : type.kind;
}

/** Text, a choice or a link: all are texts at evaluation. */
export function isTextual(type: Type): boolean {
  return type === 'text' || isSelect(type) || isLink(type);
}

export function isTemporal(type: Type): boolean {
  return type === 'date' || type === 'datetime' || type === 'time';
}

/** Whether `<` means something. */
export function isOrdered(type: Type): boolean {
  return type === 'number' || type === 'text' || type === 'any' || isTemporal(type);
}

export function sameType(a: Type, b: Type): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (a.kind === 'list') return b.kind === 'list' && sameType(a.of, b.of);
  if (a.kind === 'select') return b.kind === 'select' && sameTexts(a.options, b.options);
  return b.kind === 'link' && sameTexts(a.targets, b.targets);
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Whether a value of type `actual` may stand where `wanted` is expected. */
export function accepts(wanted: Type, actual: Type): boolean {
  if (wanted === 'any' || actual === 'any' || sameType(wanted, actual)) return true;
  if (typeof wanted === 'string') return wanted === 'text' && isTextual(actual);
  if (wanted.kind === 'list') return isList(actual) && accepts(wanted.of, actual.of);
  return actual === 'text' || (typeof actual === 'object' && actual.kind === wanted.kind);
}

/** A scope of fixed names; `"account.industry"` makes `account` lead further. */
export function scopeOf(types: Readonly<Record<string, Type>>, knowsBefore = false): Scope {
  const own = new Map<string, Type>();
  const next = new Map<string, Record<string, Type>>();
  for (const [path, type] of Object.entries(types)) {
    const dot = path.indexOf('.');
    if (dot < 0) own.set(path, type);
    else {
      const first = path.slice(0, dot);
      next.set(first, { ...next.get(first), [path.slice(dot + 1)]: type });
    }
  }
  return {
    knowsBefore,
    type: (name) => own.get(name),
    next: (name) => (next.has(name) ? scopeOf(next.get(name)!) : undefined),
    names: () => [...own.keys()],
  };
}
