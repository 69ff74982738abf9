import data from '../calendar.json';
import { Dec, divide } from '../decimal';
import type { Body } from '../library';
import { Day, fromLocal, limitedDay, parseDay, toLocal } from '../temporal';
import { strict, test, type Given } from './body';
import { monthEnd, monthStart } from './date';

const MAX_WORKDAYS = 10_000;
const MILLIS_OF_HOUR = Dec.of(3_600_000);

interface Holiday {
  zh: string;
  en: string;
}

const years = new Set(data.notices.map((notice) => notice.year));
const holidays = new Map<number, Holiday>();
const worked = new Set<number>();
for (const holiday of data.holidays) {
  const to = parseDay(holiday.to)!.epoch;
  for (let day = parseDay(holiday.from)!.epoch; day <= to; day++) holidays.set(day, holiday);
  for (const day of holiday.work) worked.add(parseDay(day)!.epoch);
}

const weekend = (epoch: number) => new Day(epoch).weekday > 5;
const works = (epoch: number) => worked.has(epoch) || (!weekend(epoch) && !holidays.has(epoch));

/** Mondays to Fridays before a day, counted from Monday 1970-01-05. */
function weekdaysBefore(epoch: number): number {
  const days = epoch - 4;
  return Math.floor(days / 7) * 5 + Math.min(5, ((days % 7) + 7) % 7);
}

function count(from: number, to: number): number {
  if (to < from) return 0;
  let days = weekdaysBefore(to + 1) - weekdaysBefore(from);
  for (const day of holidays.keys()) if (day >= from && day <= to && !weekend(day)) days--;
  for (const day of worked) if (day >= from && day <= to && weekend(day)) days++;
  return days;
}

function workday(from: Day | null, steps: number): Day | null {
  if (!from || Math.abs(steps) > MAX_WORKDAYS) return null;
  let day = from.epoch;
  for (let left = Math.abs(steps); left > 0;) {
    day += Math.sign(steps);
    if (works(day)) left--;
  }
  return limitedDay(new Day(day));
}

function workHours(a: Given): Dec | null {
  const { zone } = a.context;
  const first = toLocal(a.moment(0), zone).day.epoch;
  const last = toLocal(a.moment(1), zone).day.epoch;
  if (last - first > MAX_WORKDAYS) return null;
  let millis = 0;
  for (let day = first; day <= last; day++) {
    if (!works(day)) continue;
    const at = (index: number) =>
      fromLocal({ day: new Day(day), ms: Math.floor(a.time(index).nanos / 1e6) }, zone).ms;
    millis += Math.max(0, Math.min(at(3), a.moment(1).ms) - Math.max(at(2), a.moment(0).ms));
  }
  return divide(Dec.of(millis), MILLIS_OF_HOUR);
}

const is = (of: (epoch: number) => boolean) =>
  test((a) => {
    const day = a.day(0);
    return day !== null && of(day.epoch);
  });

const told = <T>(day: Day | null, of: (day: Day) => T): T | null => day && of(day);

export const calendar: Record<string, Body> = {
  ISWORKDAY: is(works),
  ISHOLIDAY: is((day) => holidays.has(day)),
  HOLIDAYNAME: strict((a) => {
    const day = a.day(0);
    const holiday = day && holidays.get(day.epoch);
    const language = a.text(1, 'zh');
    return holiday && (language === 'zh' || language === 'en') ? holiday[language] : null;
  }),
  ISMAKEUPDAY: is((day) => worked.has(day)),
  ISWEEKEND: is(weekend),
  HASCALENDAR: is((day) => years.has(new Day(day).parts.year)),
  WORKDAY: strict((a) => workday(a.day(0), a.whole(1))),
  NETWORKDAYS: strict((a) => {
    const [from, to] = [a.day(0), a.day(1)];
    if (!from || !to) return null;
    return from.epoch > to.epoch ? -count(to.epoch, from.epoch) : count(from.epoch, to.epoch);
  }),
  NEXTWORKDAY: strict((a) => workday(a.dayOrToday(0), 1)),
  PREVWORKDAY: strict((a) => workday(a.dayOrToday(0), -1)),
  ONWORKDAY: strict((a) => told(a.day(0), (day) => (works(day.epoch) ? day : workday(day, 1)))),
  FIRSTWORKDAY: strict((a) => told(a.day(0), (day) => workday(monthStart(day).plusDays(-1), 1))),
  LASTWORKDAY: strict((a) => told(a.day(0), (day) => workday(monthEnd(day).plusDays(1), -1))),
  WORKDAYSINMONTH: strict((a) => told(a.day(0), (day) => count(monthStart(day).epoch, monthEnd(day).epoch))),
  WORKHOURSBETWEEN: strict(workHours),
};
