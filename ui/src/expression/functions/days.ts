import { Dec } from '../decimal';
import { Day, fromLocal, limitedDay, Moment, offsetAt, parseDay, parseMomentIn, toLocal } from '../temporal';
import type { Context, Value } from '../values';

const MAX_DAYS = 4_000_000;

export function today(context: Context): Day {
  return toLocal(new Moment(context.now), context.zone).day;
}

/** The day of a date, of a moment in the context's zone, or that a text says. */
export function dayOf(value: Value, context: Context): Day | null {
  if (value instanceof Day) return value;
  if (value instanceof Moment) return limitedDay(toLocal(value, context.zone).day);
  if (typeof value !== 'string') return null;
  const day = parseDay(value);
  if (day) return day;
  const moment = parseMomentIn(value, context.zone);
  return moment ? toLocal(moment, context.zone).day : null;
}

export function momentOf(value: Value, context: Context): Moment | null {
  if (value instanceof Moment) return value;
  if (value instanceof Day) return fromLocal({ day: value, ms: 0 }, context.zone);
  return typeof value === 'string' ? (parseMomentIn(value, context.zone) ?? null) : null;
}

/** Moves the day; a moment keeps its time of day in the context's zone. */
function move(value: Value, context: Context, change: (day: Day) => Day): Day | Moment | null {
  if (value instanceof Moment) {
    const local = toLocal(value, context.zone);
    const day = limitedDay(change(local.day));
    return day && fromLocal({ day, ms: local.ms }, context.zone, offsetAt(value.ms, context.zone));
  }
  return limitedDay(change(value as Day));
}

export function plusDays(value: Value, count: number, context: Context): Day | Moment | null {
  return Math.abs(count) > MAX_DAYS ? null : move(value, context, (day) => day.plusDays(count));
}

export function plusMonths(value: Value, count: number, context: Context): Day | Moment | null {
  return Math.abs(count) > MAX_DAYS ? null : move(value, context, (day) => day.plusMonths(count));
}

const MAX_MILLIS = Dec.of(MAX_DAYS).multiply(Dec.of(86_400_000));

/** So many milliseconds later, rounded half up; null outside the years 1 to 9999 in UTC. */
export function plusMillis(moment: Moment, millis: Dec): Moment | null {
  const whole = millis.setScale(0, 'half-up');
  if (whole.abs().compare(MAX_MILLIS) > 0) return null;
  const moved = new Moment(moment.ms + Number(whole.unscaled));
  return limitedDay(toLocal(moved, 'UTC').day) && moved;
}
