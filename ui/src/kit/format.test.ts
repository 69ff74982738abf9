import { describe, expect, it } from 'vitest';
import dayjs from 'dayjs';
import {
  formatCurrency,
  formatMoment,
  formatNumber,
  formatRelative,
  fromZoned,
  setTimeZone,
  toZoned,
} from './format';

describe('values as people read them', () => {
  it('groups digits and keeps the decimals a field has', () => {
    expect(formatNumber(1234567.5, 2)).toBe('1,234,567.5');
    expect(formatNumber(null)).toBe('');
    expect(formatCurrency(1200, 2)).toBe('¥1,200.00');
    expect(formatCurrency(-3.5, 2)).toBe('-¥3.50');
  });

  it('shows a moment in the zone of the user, not of the browser', () => {
    setTimeZone('Asia/Shanghai');
    expect(formatMoment('2026-01-31T20:00:00.000Z')).toBe('2026-02-01 04:00');
    setTimeZone('America/New_York');
    expect(formatMoment('2026-01-31T20:00:00.000Z')).toBe('2026-01-31 15:00');
  });

  it('stores what was picked as the same moment', () => {
    setTimeZone('Asia/Shanghai');
    expect(fromZoned(toZoned('2026-01-31T20:00:00.000Z'))).toBe('2026-01-31T20:00:00.000Z');
  });

  it('ignores a zone nobody knows', () => {
    setTimeZone('Asia/Shanghai');
    setTimeZone('Mars/Olympus');
    expect(formatMoment('2026-01-01T00:00:00.000Z')).toBe('2026-01-01 08:00');
  });

  it('speaks of near moments and dates far ones', () => {
    setTimeZone('Asia/Shanghai');
    const now = dayjs('2026-06-15T12:00:00Z');
    expect(formatRelative('2026-06-15T09:00:00Z', now)).toMatch(/3/);
    expect(formatRelative('2026-01-15T09:00:00Z', now)).toBe('2026-01-15');
  });
});
