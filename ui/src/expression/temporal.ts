/** Days, moments and times of day, with the arithmetic the language needs; zones come from the browser's own tables. */

const DAY_MS = 86_400_000;
export const DAY_NANOS = 86_400_000_000_000;

/** A day of the proleptic Gregorian calendar, counted from 1970-01-01. */
export class Day {
  constructor(readonly epoch: number) {}

  /** Undefined when there is no such day. */
  static of(year: number, month: number, day: number): Day | undefined {
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
    return new Day(epochDay(year, month, day));
  }

  get parts(): { year: number; month: number; day: number } {
    // Days are counted in eras of 400 years that begin on 1 March (H. Hinnant, chrono-compatible date algorithms).
    const z = this.epoch + 719_468;
    const era = Math.floor(z / 146_097);
    const inEra = z - era * 146_097;
    const yearOfEra = Math.floor(
      (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
    );
    const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const shifted = Math.floor((5 * inYear + 2) / 153);
    const month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month,
      day: inYear - Math.floor((153 * shifted + 2) / 5) + 1,
    };
  }

  /** Monday is 1, Sunday 7. */
  get weekday(): number {
    return ((((this.epoch + 3) % 7) + 7) % 7) + 1;
  }

  plusDays(days: number): Day {
    return new Day(this.epoch + days);
  }

  /** The month's last day where the day does not exist. */
  plusMonths(months: number): Day {
    const { year, month, day } = this.parts;
    const total = year * 12 + month - 1 + months;
    const toYear = Math.floor(total / 12);
    const toMonth = total - toYear * 12 + 1;
    return new Day(epochDay(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth))));
  }

  toString(): string {
    const { year, month, day } = this.parts;
    return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A moment, in milliseconds since 1970-01-01T00:00Z. */
export class Moment {
  constructor(readonly ms: number) {}

  toString(): string {
    const day = new Day(Math.floor(this.ms / DAY_MS));
    const rest = this.ms - day.epoch * DAY_MS;
    const fraction = rest % 1000;
    return `${day}T${clock(Math.floor(rest / 1000))}${fraction ? `.${String(fraction).padStart(3, '0')}` : ''}Z`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A time of day, in nanoseconds since midnight. */
export class Clock {
  constructor(readonly nanos: number) {}

  /** To the second. */
  toString(): string {
    return clock(Math.floor(this.nanos / 1e9));
  }

  toJSON(): string {
    return this.toString();
  }
}

/** What a clock on the wall shows, as if it were UTC. */
export interface Local {
  day: Day;
  /** Milliseconds since midnight. */
  ms: number;
}

export function two(n: number): string {
  return String(n).padStart(2, '0');
}

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    inYear -
    719_468
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(ms: number, zone: string): number {
  if (zone === 'UTC' || zone === 'Z') return 0;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(ms)) found[part.type] = part.value;
  const year = found.era === 'BC' ? 1 - Number(found.year) : Number(found.year);
  const shown =
    epochDay(year, Number(found.month), Number(found.day)) * DAY_MS +
    (Number(found.hour) * 3600 + Number(found.minute) * 60 + Number(found.second)) * 1000;
  return shown - (ms - (((ms % 1000) + 1000) % 1000));
}

export function toLocal(moment: Moment, zone: string): Local {
  const shown = moment.ms + offsetAt(moment.ms, zone);
  const day = new Day(Math.floor(shown / DAY_MS));
  return { day, ms: shown - day.epoch * DAY_MS };
}

/**
 * The moment a clock on the wall means: where clocks were put forward, later by the gap; where they were put back,
 * the first of the two, unless the preferred offset (milliseconds) fits.
 */
export function fromLocal(local: Local, zone: string, preferred?: number): Moment {
  const shown = local.day.epoch * DAY_MS + local.ms;
  if (preferred !== undefined && offsetAt(shown - preferred, zone) === preferred)
    return new Moment(shown - preferred);
  const before = offsetAt(shown - DAY_MS, zone);
  const after = offsetAt(shown + DAY_MS, zone);
  const first = offsetAt(shown - before, zone) === before;
  return new Moment(!first && offsetAt(shown - after, zone) === after ? shown - after : shown - before);
}

/** Days outside the years 1 to 9999 are none. */
export function limitedDay(day: Day): Day | null {
  const { year } = day.parts;
  return year < 1 || year > 9999 ? null : day;
}

export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? Day.of(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

export function parseClock(text: string): Clock | undefined {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return new Clock((hour * 3600 + minute * 60 + second) * 1e9 + Number((match[4] ?? '').padEnd(9, '0')));
}

/** A moment with its offset, to the millisecond. */
export function parseMoment(text: string): Moment | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T([\d:.]+)(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const day = match && parseDay(match[1]!);
  const time = match && parseClock(match[2]!);
  if (!match || !day || !time) return undefined;
  const offset = match[3] === 'Z' ? 0 : parseOffset(match[3]!);
  return offset === undefined ? undefined : new Moment(wall({ day, ms: millis(time) }) - offset);
}

/** A date with or without a time, which becomes a moment only in a zone. */
export function parseLocal(text: string): Local | undefined {
  const day = parseDay(text);
  if (day) return { day, ms: 0 };
  const match = /^(\d{4}-\d{2}-\d{2})[T ]([\d:.]+)$/.exec(text);
  const date = match && parseDay(match[1]!);
  const time = match && parseClock(match[2]!);
  return date && time ? { day: date, ms: millis(time) } : undefined;
}

export function parseMomentIn(text: string, zone: string): Moment | undefined {
  const moment = parseMoment(text);
  if (moment) return moment;
  const local = parseLocal(text);
  return local && fromLocal(local, zone);
}

function parseOffset(text: string): number | undefined {
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4));
  if (hours > 18 || minutes > 59 || (hours === 18 && minutes > 0)) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function millis(time: Clock): number {
  return Math.floor(time.nanos / 1e6);
}

function wall(local: Local): number {
  return local.day.epoch * DAY_MS + local.ms;
}
