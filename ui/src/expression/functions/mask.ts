import type { Body } from '../library';
import { limitedText } from '../values';
import { strict } from './body';
import { hanCount } from './chinese';
import { isSpace, slice, trim } from './texts';

/** One character only: a long one repeated for each of a long text would eat the machine. */
const sign = (text: string) => (text === '' ? '*' : slice(text, 0, 1));

function masked(text: string, start: number, end: number, sign = '*'): string {
  const { length } = [...text];
  const head = Math.min(Math.max(start, 0), length);
  const tail = Math.min(Math.max(end, 0), length);
  // Where nothing would be hidden, all of it is.
  if (head + tail >= length) return sign.repeat(length);
  return slice(text, 0, head) + sign.repeat(length - head - tail) + slice(text, length - tail, tail);
}

function nameOf(text: string): string {
  const name = trim(text);
  const { length } = [...name];
  if (hanCount(name) > 0) return length < 2 ? '*'.repeat(length) : masked(name, 1, length > 2 ? 1 : 0);
  let inWord = false;
  let out = '';
  for (const letter of name) {
    const space = isSpace(letter);
    out += space || !inWord ? letter : '*';
    inWord = !space;
  }
  return out;
}

function email(text: string): string {
  const at = text.indexOf('@');
  if (at < 0) return masked(text, 0, 0);
  const { length } = [...text.slice(0, at)];
  return slice(text, 0, Math.min(1, at)) + '*'.repeat(Math.max(0, length - 1)) + text.slice(at);
}

export const mask: Record<string, Body> = {
  MASK: strict((a) => limitedText(masked(a.text(0), a.whole(1), a.whole(2), sign(a.text(3, '*'))))),
  MASKPHONE: strict((a) => ([...a.text(0)].length > 7 ? masked(a.text(0), 3, 4) : masked(a.text(0), 0, 2))),
  MASKIDCARD: strict((a) => masked(a.text(0), 3, 4)),
  MASKBANKCARD: strict((a) => masked(a.text(0), 0, 4)),
  MASKNAME: strict((a) => nameOf(a.text(0))),
  MASKEMAIL: strict((a) => email(a.text(0))),
  MASKADDRESS: strict((a) => masked(a.text(0), 6, 0)),
};
