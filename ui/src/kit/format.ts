import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import relativeTime from 'dayjs/plugin/relativeTime';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { getLanguage } from '../i18n/language';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(relativeTime);

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Moments are shown and typed in the user's own zone, wherever the browser stands. */
export function setTimeZone(name: string | null | undefined) {
  if (!name) return;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    // A zone this browser does not know: stay with its own.
  }
}

export function getTimeZone() {
  return zone;
}

/** `2026-01-31T08:00:00.000Z` → `2026-01-31 16:00` in the user's zone. */
export function formatMoment(value: string): string {
  const moment = dayjs.utc(value).tz(zone);
  return moment.isValid() ? moment.format('YYYY-MM-DD HH:mm') : value;
}

/** The moment as a clock in the user's zone shows it, for a picker. */
export function toZoned(value: string): Dayjs {
  return dayjs.utc(value).tz(zone);
}

/** What a picker gives back → UTC milliseconds, the form the API stores. */
export function fromZoned(value: Dayjs): string {
  return dayjs.tz(value.format('YYYY-MM-DDTHH:mm:ss'), zone).utc().format('YYYY-MM-DDTHH:mm:ss.SSS[Z]');
}

/** Near moments as people say them (`3 小时前`), others as a date. */
export function formatRelative(value: string, now: Dayjs = dayjs()): string {
  const moment = dayjs(value);
  if (!moment.isValid()) return value;
  const days = Math.abs(now.diff(moment, 'day'));
  if (days >= 7) return formatMoment(value).slice(0, 10);
  return moment.locale(getLanguage() === 'zh-CN' ? 'zh-cn' : 'en').from(now);
}

/** Grouped digits, at most `scale` decimals; `fixed` keeps them all. */
export function formatNumber(value: unknown, scale = 6, fixed = false): string {
  const number = typeof value === 'number' ? value : Number(value);
  if (value === null || value === undefined || value === '' || Number.isNaN(number)) return '';
  return new Intl.NumberFormat(getLanguage(), {
    maximumFractionDigits: scale,
    minimumFractionDigits: fixed ? scale : 0,
  }).format(number);
}

export function formatCurrency(value: unknown, scale = 2, currency = 'CNY'): string {
  const digits = formatNumber(value, scale, true);
  if (digits === '') return '';
  return digits.startsWith('-')
    ? `-${symbolOf(currency)}${digits.slice(1)}`
    : `${symbolOf(currency)}${digits}`;
}

/** The sign of a currency as it stands before an amount; its code where there is none. */
export function symbolOf(currency = 'CNY'): string {
  try {
    const parts = new Intl.NumberFormat(getLanguage(), {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? currency;
  } catch {
    return `${currency} `;
  }
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
