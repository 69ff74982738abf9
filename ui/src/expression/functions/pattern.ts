import type { Body } from '../library';
import { compileRegex, MAX_STEPS, Search, type Regex } from '../regex';
import { InvalidPattern } from '../regexParser';
import { fold, limitedText, MAX_TEXT, type Value } from '../values';
import { strict, test, type Given } from './body';

/** Code points of a text that is searched; a longer one gives no value. */
const MAX_SEARCHED = 20_000;

/** A pattern is compiled once for as long as it stays the same; a wrong one gives no value. */
function searching(find: (search: Search, a: Given) => Value | number, forNull: Value = null): Body {
  return (parts) => {
    let last: { pattern: string; regex: Regex | null } | undefined;
    return strict((a) => {
      if (last?.pattern !== a.text(1)) last = { pattern: a.text(1), regex: compiled(a.text(1)) };
      if (!last.regex) return forNull;
      const search = new Search(last.regex, a.text(0));
      if (search.length > MAX_SEARCHED) return forNull;
      const found = find(search, a);
      return search.exhausted ? forNull : found;
    }, forNull)(parts);
  };
}

function compiled(pattern: string): Regex | null {
  try {
    return compileRegex(pattern);
  } catch (failure) {
    if (failure instanceof InvalidPattern) return null;
    throw failure;
  }
}

/** One match after the other; after an empty one the search goes on one character further. */
function* matches(search: Search): Generator<number[]> {
  let found = search.find(0);
  while (found) {
    yield found;
    const from = found[1] === found[0] ? found[1]! + 1 : found[1]!;
    found = from > search.length ? null : search.find(from);
  }
}

function group(search: Search, found: number[], number: number): string | null {
  const from = found[2 * number];
  return number < 0 || from === undefined || from < 0 ? null : search.slice(from, found[2 * number + 1]!);
}

function replace(search: Search, a: Given): string | null {
  let out = '';
  let from = 0;
  for (const found of matches(search)) {
    out += search.slice(from, found[0]!);
    out += a
      .text(2)
      .replace(/\$[$0-9]/g, (sign) => (sign === '$$' ? '$' : (group(search, found, Number(sign[1])) ?? '')));
    from = found[1]!;
    if (out.length > MAX_TEXT) return null;
  }
  return limitedText(out + search.slice(from, search.length));
}

function count(search: Search): number {
  let found = 0;
  for (const _ of matches(search)) found++;
  return found;
}

function all(search: Search): Value {
  const parts: string[] = [];
  for (const found of matches(search)) {
    if (parts.length === 1000) break;
    parts.push(search.slice(found[0]!, found[1]!));
  }
  return parts.length === 0 ? null : parts;
}

/** Going back to the last star only is enough, so that the time is at most the product of the lengths. */
function like(text: string[], pattern: string[]): boolean {
  if (text.length * pattern.length > MAX_STEPS) return false;
  let t = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

export const pattern: Record<string, Body> = {
  REGEXMATCH: searching((search) => search.find(0) !== null, false),
  REGEXEXTRACT: searching((search, a) => {
    const found = search.find(0);
    return found && group(search, found, a.whole(2));
  }),
  REGEXREPLACE: searching(replace),
  REGEXCOUNT: searching(count),
  REGEXALL: searching(all),
  LIKE: test((a) => like([...fold(a.text(0))], [...fold(a.text(1))])),
};
