import { Dec } from '../decimal';
import type { Body } from '../library';
import { isBlank, MAX_TEXT, order, same, textOf, type Value } from '../values';
import { skipping, strict, test } from './body';
import { trim } from './texts';

type List = readonly Value[];

const MAX_PARTS = 1000;

const some = (items: List): Value => (items.length === 0 ? null : items);
const has = (items: List, wanted: Value) => items.some((item) => same(item, wanted));
const distinct = (items: List): List =>
  items.filter((item, place) => items.findIndex((other) => same(other, item)) === place);

function split(text: string, separator: string): Value {
  const parts = separator === '' ? [text] : text.split(separator);
  const kept = parts.map(trim).filter((part) => part !== '');
  return kept.length > MAX_PARTS ? null : some(kept);
}

/** What would be too long is not even made. */
function joined(parts: string[], separator: string): string | null {
  const length = parts.reduce((sum, part) => sum + part.length, separator.length * (parts.length - 1));
  return length > MAX_TEXT ? null : parts.join(separator);
}

function sorted(items: List): List {
  const kind = (value: Value) =>
    typeof value === 'object' && value !== null ? value.constructor : typeof value;
  const comparable = items.every((item) => kind(item) === kind(items[0]!));
  return comparable ? [...items].sort(order) : items;
}

function combined(combine: (a: List, b: List) => List): Body {
  const items = (value: Value): List => (Array.isArray(value) ? value : []);
  return ([a, b]) =>
    (context) =>
      some(combine(items(a!(context)), items(b!(context))));
}

/** An empty item is in no list. */
function includes(all: boolean): Body {
  return ([list, ...wanted]) =>
    (context) => {
      const items = list!(context);
      if (!Array.isArray(items)) return false;
      const found = (value: Value) => value !== null && has(items, value);
      const values = wanted.map((part) => part(context));
      return all ? values.every(found) : values.some(found);
    };
}

export const list: Record<string, Body> = {
  INCLUDES: test((a) => has(a.list(0), a.values[1]!)),
  LIST: skipping(some),
  SPLIT: strict((a) => split(a.text(0), a.text(1))),
  JOIN: strict((a) => {
    const parts = a.list(0).map((item) => textOf(item, a.context.zone));
    return joined(parts, a.text(1));
  }),
  TEXTJOIN: (parts) => (context) => {
    const [separator, ...values] = parts.map((part) => part(context));
    if (typeof separator !== 'string') return null;
    const given = values.filter((value) => !isBlank(value)).map((value) => textOf(value, context.zone));
    return given.length === 0 ? null : joined(given, separator);
  },
  SIZE:
    ([list]) =>
    (context) => {
      const items = list!(context);
      return Dec.of(Array.isArray(items) ? items.length : 0);
    },
  FIRST: strict((a) => a.list(0)[0]!),
  LAST: strict((a) => a.list(0).at(-1)!),
  ITEM: strict((a) => {
    const place = a.whole(1);
    return place === 0 ? null : (a.list(0).at(place > 0 ? place - 1 : place) ?? null);
  }),
  INDEXOF: strict((a) => a.list(0).findIndex((item) => same(item, a.values[1]!)) + 1),
  INCLUDESANY: includes(false),
  INCLUDESALL: includes(true),
  DISTINCT: strict((a) => distinct(a.list(0))),
  SORT: strict((a) => sorted(a.list(0))),
  REVERSELIST: strict((a) => [...a.list(0)].reverse()),
  UNION: combined((a, b) => distinct([...a, ...b])),
  INTERSECT: combined((a, b) => distinct(a.filter((item) => has(b, item)))),
  EXCEPT: combined((a, b) => distinct(a.filter((item) => !has(b, item)))),
};
