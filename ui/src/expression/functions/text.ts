import { readNumber } from '../decimal';
import type { Body } from '../library';
import { fold, isNull, limitedText, MAX_TEXT, textOf } from '../values';
import { strict, test } from './body';
import { Dec } from '../decimal';
import { replaceAll, slice, trim, find } from './texts';

const search = (matches: (text: string, part: string) => boolean) =>
  test((a) => matches(fold(a.text(0)), fold(a.text(1))));

export const text: Record<string, Body> = {
  LEN:
    ([text]) =>
    (context) => {
      const value = text!(context);
      return Dec.of(typeof value === 'string' ? [...value].length : 0);
    },
  LEFT: strict((a) => slice(a.text(0), 0, a.whole(1))),
  RIGHT: strict((a) => {
    const { length } = [...a.text(0)];
    const wanted = Math.min(Math.max(a.whole(1), 0), length);
    return slice(a.text(0), length - wanted, wanted);
  }),
  MID: strict((a) => slice(a.text(0), Math.max(0, a.whole(1) - 1), a.whole(2))),
  UPPER: strict((a) => a.text(0).toUpperCase()),
  LOWER: strict((a) => a.text(0).toLowerCase()),
  TRIM: strict((a) => trim(a.text(0))),
  SUBSTITUTE: strict((a) => replaceAll(a.text(0), a.text(1), a.text(2))),
  CONTAINS: search((text, part) => text.includes(part)),
  STARTSWITH: search((text, part) => text.startsWith(part)),
  ENDSWITH: search((text, part) => text.endsWith(part)),
  FIND: strict((a) => find(a.text(0), a.text(1), a.whole(2, 1))),
  TEXT:
    ([value]) =>
    (context) => {
      const found = value!(context);
      return isNull(found) ? null : textOf(found, context.zone);
    },
  VALUE: strict((a) => readNumber(trim(a.text(0)))),
  CONCAT: (parts) => (context) =>
    limitedText(parts.map((part) => textOf(part(context), context.zone)).join('')),
  REPT: strict((a) => {
    const times = Math.max(0, a.whole(1));
    return times * a.text(0).length > MAX_TEXT ? null : a.text(0).repeat(times);
  }),
};
