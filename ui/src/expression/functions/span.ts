import { Dec, divide } from '../decimal';
import type { Body } from '../library';
import { Moment, type Day } from '../temporal';
import type { Value } from '../values';
import { strict, type Given } from './body';
import { momentOf, plusDays, plusMillis, plusMonths } from './days';

const millisOf = { hour: Dec.of(3_600_000), minute: Dec.of(60_000), second: Dec.of(1000) };

const times = (count: Dec, factor: number) => count.multiply(Dec.of(factor)).toInt();
const whole = (count: Dec) => count.setScale(0, 'down');

function moved(a: Given, unit: string): Value {
  const [value, count] = [a.values[0]!, a.number(1)];
  switch (unit) {
    case 'year':
      return plusMonths(value, times(count, 12), a.context);
    case 'quarter':
      return plusMonths(value, times(whole(count), 3), a.context);
    case 'month':
      return plusMonths(value, count.toInt(), a.context);
    case 'week':
      return plusDays(value, times(whole(count), 7), a.context);
    case 'day':
      return plusDays(value, count.toInt(), a.context);
    case 'hour':
    case 'minute':
    case 'second':
      return value instanceof Moment ? plusMillis(value, count.multiply(millisOf[unit])) : null;
    default:
      return null;
  }
}

/** Whole months, by the calendar: the day of the month must have been reached. */
function months(from: Day, to: Day): number {
  const packed = ({ parts }: Day) => (parts.year * 12 + parts.month - 1) * 32 + parts.day;
  return Math.trunc((packed(to) - packed(from)) / 32);
}

const between = (of: (from: Day, to: Day) => number): Body => strict((a) => spanOf(a, of));

function spanOf(a: Given, of: (from: Day, to: Day) => number): number | null {
  const [from, to] = [a.day(0), a.day(1)];
  return from && to && wholeOf(of(from, to));
}

/** Without the negative zero of divisions. */
const wholeOf = (n: number) => Math.trunc(n) + 0;
const days = (from: Day, to: Day) => to.epoch - from.epoch;
const weeks = (from: Day, to: Day) => days(from, to) / 7;
const years = (from: Day, to: Day) => months(from, to) / 12;
const millis = (a: Given) => momentOf(a.values[1]!, a.context)!.ms - momentOf(a.values[0]!, a.context)!.ms;

function difference(a: Given): number | null {
  switch (a.text(2).toLowerCase()) {
    case 'year':
      return spanOf(a, years);
    case 'quarter':
      return spanOf(a, (from, to) => months(from, to) / 3);
    case 'month':
      return spanOf(a, months);
    case 'week':
      return spanOf(a, weeks);
    case 'day':
      return spanOf(a, days);
    case 'hour':
      return wholeOf(millis(a) / 3_600_000);
    case 'minute':
      return wholeOf(millis(a) / 60_000);
    case 'second':
      return wholeOf(millis(a) / 1000);
    default:
      return null;
  }
}

function overlap(a: Given): number | null {
  const [fromA, toA, fromB, toB] = [a.day(0), a.day(1), a.day(2), a.day(3)];
  if (!fromA || !toA || !fromB || !toB) return null;
  return Math.max(0, Math.min(toA.epoch, toB.epoch) - Math.max(fromA.epoch, fromB.epoch) + 1);
}

export const span: Record<string, Body> = {
  DATEADD: strict((a) => moved(a, a.text(2).toLowerCase())),
  DATEDIFF: strict(difference),
  MONTHSBETWEEN: between(months),
  YEARSBETWEEN: between(years),
  WEEKSBETWEEN: between(weeks),
  HOURSBETWEEN: strict((a) => divide(Dec.of(millis(a)), millisOf.hour)),
  MINUTESBETWEEN: strict((a) => divide(Dec.of(millis(a)), millisOf.minute)),
  SECONDSBETWEEN: strict((a) => divide(Dec.of(millis(a)), millisOf.second)),
  AGE: strict((a) => {
    const [birthday, on] = [a.day(0), a.dayOrToday(1)];
    return !birthday || !on || on.epoch < birthday.epoch ? null : wholeOf(years(birthday, on));
  }),
  OVERLAPDAYS: strict(overlap),
  ADDWEEKS: strict((a) => moved(a, 'week')),
  ADDYEARS: strict((a) => moved(a, 'year')),
  ADDHOURS: strict((a) => plusMillis(a.moment(0), a.number(1).multiply(millisOf.hour))),
  ADDMINUTES: strict((a) => plusMillis(a.moment(0), a.number(1).multiply(millisOf.minute))),
};
