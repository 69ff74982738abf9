import { Dec } from './decimal';
import { Clock, Day, Moment, two, toLocal } from './temporal';
import { isList, type Type } from './types';

/** A value of the language; null for none, and an empty list counts as none. */
export type Value = Dec | string | boolean | Day | Moment | Clock | readonly Value[] | null;

/** No result grows beyond this many UTF-16 units; what would is null. */
export const MAX_TEXT = 100_000;

/** What an expression sees while it is evaluated. */
export interface Context {
  /** The value of a field or path; {@link Unknown} is thrown where it cannot be known here. */
  value(path: string, type: Type): Value;
  /** Milliseconds since 1970. */
  now: number;
  zone: string;
  userId: string | null;
  departmentId: string | null;
  /** The record as it was before; undefined for a new record. */
  before?: Context;
}

/** Thrown through an evaluation that meets something only the server knows. */
export class Unknown extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

export function isNull(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

export function isBlank(value: Value): boolean {
  return isNull(value) || value === '';
}

/** Null-safe equality: two nulls are the same, numbers are compared by value. */
export function same(a: Value, b: Value): boolean {
  if (a === null || b === null) return isNull(a) && isNull(b);
  if (a instanceof Dec) return b instanceof Dec && a.equals(b);
  if (a instanceof Day) return b instanceof Day && a.epoch === b.epoch;
  if (a instanceof Moment) return b instanceof Moment && a.ms === b.ms;
  if (a instanceof Clock) return b instanceof Clock && a.nanos === b.nanos;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  return a === b;
}

/** The order of two values of the same kind, neither null. */
export function order(a: Value, b: Value): number {
  if (a instanceof Dec) return a.compare(b as Dec);
  if (a instanceof Day) return a.epoch - (b as Day).epoch;
  if (a instanceof Moment) return a.ms - (b as Moment).ms;
  if (a instanceof Clock) return a.nanos - (b as Clock).nanos;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  return orderTexts(a as string, b as string);
}

/** By code points, which unlike `<` is also the order of the UTF-8 bytes. */
export function orderTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xs = isSurrogate(x);
      return xs === isSurrogate(y) ? x - y : xs ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

export function limitedText(text: string): string | null {
  return text.length > MAX_TEXT ? null : text;
}

/** How a value reads as text: null is the empty text, a moment is written in the zone, to the second. */
export function textOf(value: Value, zone: string): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Moment) {
    const { day, ms } = toLocal(value, zone);
    const seconds = Math.floor(ms / 1000);
    return `${day} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
  return Array.isArray(value) ? value.map((item) => textOf(item, zone)).join(', ') : String(value);
}

/** Only A–Z are folded: a store without Unicode tables must be able to do the same. */
export function fold(text: string): string {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/** What a record or a form holds, as a value of the language; what does not fit is null. */
export function fromRaw(raw: unknown, type: Type): Value {
  if (raw === null || raw === undefined || raw === '') return raw === '' && type === 'text' ? '' : null;
  if (isList(type)) return Array.isArray(raw) ? raw.map((item) => fromRaw(item, type.of)) : null;
  switch (type) {
    case 'number':
      return Dec.from(raw);
    case 'boolean':
      return typeof raw === 'boolean' ? raw : null;
    case 'date':
      return raw instanceof Day ? raw : (dayFrom(String(raw)) ?? null);
    case 'datetime':
      return raw instanceof Moment ? raw : momentFrom(raw);
    case 'time':
      return raw instanceof Clock ? raw : clockFrom(String(raw));
    case 'any':
      return anyFrom(raw);
    default:
      return textFrom(raw);
  }
}

/** A link is shown as `{id, name}` and computed with as its id. */
function textFrom(raw: unknown): string | null {
  if (typeof raw === 'object') return raw !== null && 'id' in raw && raw.id ? String(raw.id) : null;
  return String(raw);
}

function dayFrom(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return match ? Day.of(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

function momentFrom(raw: unknown): Moment | null {
  const ms = raw instanceof Date ? raw.getTime() : Date.parse(String(raw));
  return Number.isNaN(ms) ? null : new Moment(ms);
}

function clockFrom(text: string): Clock | null {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text);
  if (!match) return null;
  const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
  return new Clock(seconds * 1e9 + Number((match[4] ?? '').padEnd(9, '0')));
}

function anyFrom(raw: unknown): Value {
  if (typeof raw === 'number') return Dec.from(raw);
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  return Array.isArray(raw) ? raw.map(anyFrom) : textFrom(raw) === null ? null : JSON.stringify(raw);
}

/** A value as the API takes it: texts for numbers (exact), days, moments and times. */
export function toRaw(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(toRaw) : String(value);
}
