import type { Body } from '../library';
import { Day, daysInMonth, isLeap, limitedDay } from '../temporal';
import { strict, test, type Given } from './body';
import { monthEnd, part, period, quarter } from './date';
import { plusMonths } from './days';

const weekdaysEn = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthsEn =
  'January February March April May June July August September October November December'.split(' ');
const monthsZh = '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ');

const yearStart = (day: Day) => Day.of(day.parts.year, 1, 1)!;
const dayOfYear = (day: Day) => day.epoch - yearStart(day).epoch + 1;

/** The Thursday of the week by ISO 8601 decides to which year the week belongs. */
const thursday = (day: Day) => day.plusDays(4 - day.weekday);
const isoWeek = (day: Day) => Math.floor((dayOfYear(thursday(day)) - 1) / 7) + 1;

const named = (zh: (day: Day) => string, en: (day: Day) => string): Body =>
  strict((a) => {
    const day = a.day(0);
    const language = a.text(1, 'zh');
    if (!day) return null;
    return language === 'zh' ? zh(day) : language === 'en' ? en(day) : null;
  });

const limitedPeriod = (change: (day: Day) => Day): Body =>
  strict((a) => {
    const day = a.dayOrToday(0);
    return day && limitedDay(change(day));
  });

const fiscal = (of: (day: Day, first: number) => number): Body =>
  strict((a) => {
    const first = a.whole(1);
    const day = a.day(0);
    return first < 1 || first > 12 || !day ? null : of(day, first);
  });

function nextWeekday(a: Given): Day | null {
  const wanted = a.whole(1);
  const day = a.day(0);
  if (wanted < 1 || wanted > 7 || !day) return null;
  return limitedDay(day.plusDays(((wanted - day.weekday + 6) % 7) + 1));
}

export const day: Record<string, Body> = {
  WEEKNUM: part((day) => Math.floor((dayOfYear(day) + yearStart(day).weekday - 2) / 7) + 1),
  ISOWEEK: part(isoWeek),
  ISOYEAR: part((day) => thursday(day).parts.year),
  DAYOFYEAR: part(dayOfYear),
  DAYSINMONTH: part((day) => daysInMonth(day.parts.year, day.parts.month)),
  HALFYEAR: part((day) => (day.parts.month <= 6 ? 1 : 2)),
  ISLEAPYEAR: test((a) => {
    const day = a.day(0);
    return day !== null && isLeap(day.parts.year);
  }),
  WEEKDAYNAME: named(
    (day) => `星期${'一二三四五六日'[day.weekday - 1]}`,
    (day) => weekdaysEn[day.weekday - 1]!,
  ),
  MONTHNAME: named(
    (day) => `${monthsZh[day.parts.month - 1]}月`,
    (day) => monthsEn[day.parts.month - 1]!,
  ),
  WEEKSTART: limitedPeriod((day) => day.plusDays(1 - day.weekday)),
  WEEKLAST: limitedPeriod((day) => day.plusDays(7 - day.weekday)),
  QUARTEREND: period((day) => monthEnd(Day.of(day.parts.year, quarter(day) * 3, 1)!)),
  YEAREND: period((day) => Day.of(day.parts.year, 12, 31)!),
  EOMONTH: strict((a) => {
    const from = a.day(0);
    const moved = from && plusMonths(from, a.whole(1), a.context);
    return moved instanceof Day ? monthEnd(moved) : null;
  }),
  EDATE: strict((a) => plusMonths(a.values[0]!, a.whole(1), a.context)),
  NEXTWEEKDAY: strict(nextWeekday),
  FISCALYEAR: fiscal((day, first) => day.parts.year + (first > 1 && day.parts.month >= first ? 1 : 0)),
  FISCALQUARTER: fiscal((day, first) => Math.floor(((day.parts.month - first + 12) % 12) / 3) + 1),
};
