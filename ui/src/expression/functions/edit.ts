import type { Body } from '../library';
import { fold, limitedText, MAX_TEXT, type Value } from '../values';
import { strict, test, type Given } from './body';
import { find, isSpace, slice, trim, trimEnd, trimStart } from './texts';

const points = (text: string) => [...text];
const kept = (keep: (c: string) => boolean) => strict((a) => a.text(0).split('').filter(keep).join(''));

/** Halves of characters alone are no text that can be written in UTF-8. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '?');

function replace(a: Given): string | null {
  const text = points(a.text(0));
  const start = Math.min(Math.max(0, a.whole(1) - 1), text.length);
  const rest = text.slice(start + Math.max(0, a.whole(2)));
  return limitedText(text.slice(0, start).join('') + a.text(3) + rest.join(''));
}

function proper(text: string): string {
  let inWord = false;
  return points(text)
    .map((letter) => {
      const written = inWord ? letter.toLowerCase() : letter.toUpperCase();
      inWord = /^\p{L}/u.test(letter);
      return written;
    })
    .join('');
}

function padded(a: Given, left: boolean): string | null {
  const text = a.text(0);
  const missing = a.whole(1) - points(text).length;
  const fill = a.text(2, ' ');
  if (missing <= 0 || fill === '') return text;
  if (missing > MAX_TEXT) return null;
  const filling = slice(fill.repeat(Math.floor(missing / points(fill).length) + 1), 0, missing);
  return limitedText(left ? filling + text : text + filling);
}

function squeezed(text: string): string {
  let out = '';
  for (const c of trim(text).split('')) {
    if (!isSpace(c)) out += c;
    else if (!out.endsWith(' ')) out += ' ';
  }
  return out;
}

function part(a: Given): Value {
  const place = a.whole(2);
  if (a.text(1) === '' || place === 0) return null;
  return (
    a
      .text(0)
      .split(a.text(1))
      .at(place > 0 ? place - 1 : place) ?? null
  );
}

function before(text: string, part: string): string | null {
  const at = text.indexOf(part);
  return at < 0 ? null : text.slice(0, at);
}

function after(text: string, part: string): string | null {
  const at = text.indexOf(part);
  return at < 0 ? null : text.slice(at + part.length);
}

function initials(text: string): string {
  let inWord = false;
  let out = '';
  for (const letter of text) {
    const space = isSpace(letter);
    if (!space && !inWord) out += letter.toUpperCase();
    inWord = !space;
  }
  return out;
}

function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const shifted = (text: string, from: RegExp, by: number) =>
  text.replace(from, (c) => String.fromCharCode(c.charCodeAt(0) + by));

export const edit: Record<string, Body> = {
  REPLACE: strict(replace),
  SEARCH: strict((a) => find(fold(a.text(0)), fold(a.text(1)), a.whole(2, 1))),
  PROPER: strict((a) => limitedText(proper(a.text(0)))),
  PADLEFT: strict((a) => padded(a, true)),
  PADRIGHT: strict((a) => padded(a, false)),
  LTRIM: strict((a) => trimStart(a.text(0))),
  RTRIM: strict((a) => trimEnd(a.text(0))),
  SQUEEZE: strict((a) => squeezed(a.text(0))),
  CLEAN: kept((c) => c >= ' ' && c !== '\u007f'),
  DIGITS: kept((c) => c >= '0' && c <= '9'),
  REVERSE: strict((a) => points(a.text(0)).reverse().join('')),
  EXACT: test((a) => a.text(0) === a.text(1)),
  SAMETEXT: test((a) => fold(trim(a.text(0))) === fold(trim(a.text(1)))),
  CHAR: strict((a) => {
    const code = a.whole(0);
    const known = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return known ? String.fromCodePoint(code) : null;
  }),
  CODE: strict((a) => a.text(0).codePointAt(0)),
  SPLITPART: strict(part),
  TEXTBEFORE: strict((a) => before(a.text(0), a.text(1))),
  TEXTAFTER: strict((a) => after(a.text(0), a.text(1))),
  TEXTBETWEEN: strict((a) => {
    const rest = after(a.text(0), a.text(1));
    return rest === null ? null : before(rest, a.text(2));
  }),
  OCCURRENCES: strict((a) => (a.text(1) === '' ? 0 : a.text(0).split(a.text(1)).length - 1)),
  INITIALS: strict((a) => limitedText(initials(a.text(0)))),
  LENB: strict((a) => new TextEncoder().encode(wellFormed(a.text(0))).length),
  ENCODEURL: strict((a) => limitedText(encoded(a.text(0)))),
  HALFWIDTH: strict((a) => shifted(a.text(0), /[\uff01-\uff5e]/g, -0xfee0).replaceAll('\u3000', ' ')),
  FULLWIDTH: strict((a) => shifted(a.text(0), /[!-~]/g, 0xfee0).replaceAll(' ', '\u3000')),
};
