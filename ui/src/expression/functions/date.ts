import type { Body } from '../library';
import { Day, daysInMonth, limitedDay, Moment } from '../temporal';
import { strict, type Given } from './body';
import { dayOf, momentOf, plusDays, plusMonths } from './days';

/** A whole number told of a day. */
export const part = (of: (day: Day) => number): Body =>
  strict((a) => {
    const day = a.day(0);
    return day && of(day);
  });

/** A day made of a day, of today where none was given. */
export const period = (change: (day: Day) => Day): Body =>
  strict((a) => {
    const day = a.dayOrToday(0);
    return day && change(day);
  });

export const quarter = (day: Day) => Math.ceil(day.parts.month / 3);

const dateOf = (a: Given) => {
  const [year, month, day] = [a.whole(0), a.whole(1), a.whole(2)];
  const found = Day.of(year, month, day);
  return found ? limitedDay(found) : null;
};

export const monthStart = (day: Day) => day.plusDays(1 - day.parts.day);

/** The last day of the month. */
export const monthEnd = (day: Day) => {
  const { year, month } = day.parts;
  return monthStart(day).plusDays(daysInMonth(year, month) - 1);
};

export const date: Record<string, Body> = {
  TODAY: strict((a) => a.dayOrToday(0)),
  NOW: strict((a) => new Moment(Math.floor(a.context.now))),
  DATE: strict(dateOf),
  YEAR: part((day) => day.parts.year),
  QUARTER: part(quarter),
  MONTH: part((day) => day.parts.month),
  DAY: part((day) => day.parts.day),
  WEEKDAY: part((day) => day.weekday),
  ADDDAYS: strict((a) => plusDays(a.values[0]!, a.whole(1), a.context)),
  ADDMONTHS: strict((a) => plusMonths(a.values[0]!, a.whole(1), a.context)),
  DAYSBETWEEN: strict((a) => {
    const [from, to] = [a.day(0), a.day(1)];
    return from && to && to.epoch - from.epoch;
  }),
  MONTHSTART: period(monthStart),
  MONTHEND: period(monthEnd),
  QUARTERSTART: period((day) => Day.of(day.parts.year, (quarter(day) - 1) * 3 + 1, 1)!),
  YEARSTART: period((day) => Day.of(day.parts.year, 1, 1)!),
  DATEVALUE: strict((a) => dayOf(a.values[0]!, a.context)),
  DATETIMEVALUE: strict((a) => momentOf(a.values[0]!, a.context)),
};
