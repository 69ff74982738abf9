import { Dec } from '../decimal';
import type { Body } from '../library';
import { Clock, Day, fromLocal, Moment, parseClock, toLocal } from '../temporal';
import { limitedText } from '../values';
import { strict, type Given } from './body';
import { momentOf } from './days';
import { trim } from './texts';

const MAX_SECONDS = Dec.parse('253402300799')!;

/** Seconds since midnight. */
function seconds(a: Given): number {
  const value = a.values[0]!;
  return value instanceof Moment
    ? Math.floor(toLocal(value, a.context.zone).ms / 1000)
    : Math.floor((value as Clock).nanos / 1e9);
}

function format(a: Given): string | null {
  const { day, ms } = toLocal(momentOf(a.values[0]!, a.context)!, a.context.zone);
  const { year, month, day: dayOfMonth } = day.parts;
  const clock = Math.floor(ms / 1000);
  const parts: Record<string, number> = {
    M: month,
    d: dayOfMonth,
    H: Math.floor(clock / 3600),
    m: Math.floor(clock / 60) % 60,
    s: clock % 60,
  };
  const written = a.text(1).replace(/y+|M+|d+|H+|m+|s+/g, (as) => {
    if (as[0] === 'y') {
      if (as.length === 2) return String(year % 100).padStart(2, '0');
      return as.length === 4 ? String(year).padStart(4, '0') : as;
    }
    return as.length <= 2 ? String(parts[as[0]!]).padStart(as.length, '0') : as;
  });
  return limitedText(written);
}

export const time: Record<string, Body> = {
  HOUR: strict((a) => Math.floor(seconds(a) / 3600)),
  MINUTE: strict((a) => Math.floor(seconds(a) / 60) % 60),
  SECOND: strict((a) => seconds(a) % 60),
  TIME: strict((a) => {
    const [hour, minute, second] = [a.whole(0), a.whole(1), a.whole(2)];
    const known = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return known ? new Clock((hour * 3600 + minute * 60 + second) * 1e9) : null;
  }),
  TIMEVALUE: strict((a) => parseClock(trim(a.text(0)))),
  TIMEOF: strict((a) => new Clock(toLocal(a.moment(0), a.context.zone).ms * 1e6)),
  DATETIME: strict((a) =>
    fromLocal({ day: a.values[0] as Day, ms: Math.floor(a.time(1).nanos / 1e6) }, a.context.zone),
  ),
  UNIXTIME: strict((a) => Math.floor(a.moment(0).ms / 1000)),
  FROMUNIX: strict((a) => {
    const given = a.number(0);
    if (given.sign < 0 || given.compare(MAX_SECONDS) > 0) return null;
    return new Moment(Number(given.multiply(Dec.of(1000)).setScale(0, 'down').unscaled));
  }),
  STARTOFDAY: strict((a) => {
    const day = a.day(0);
    return day && momentOf(day, a.context);
  }),
  FORMATDATE: strict(format),
};
