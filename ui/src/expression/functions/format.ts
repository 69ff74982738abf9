import { Dec, readNumber, SCALE } from '../decimal';
import type { Body } from '../library';
import { strict, type Given } from './body';
import { isSpace, trim } from './texts';

const MAX_DIGITS = 20;
const yes = ['true', 'yes', 'y', '1', 'on', '是', '真', '有', '对'];
const no = ['false', 'no', 'n', '0', 'off', '否', '假', '无', '错'];
const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const STEP = Dec.of(1024);

/** With a fixed number of decimals, rounded half up. */
function fixed(number: Dec, digits: number): string {
  const scale = Math.min(Math.max(digits, 0), MAX_DIGITS);
  const { unscaled } = number.setScale(scale, 'half-up');
  const text = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const written = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return unscaled < 0n ? `-${written}` : written;
}

function grouped(number: Dec, digits: number): string {
  const [whole, fraction] = fixed(number, digits).split('.');
  const written = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? written : `${written}.${fraction}`;
}

function money(a: Given): string {
  const written = grouped(a.number(0), 2);
  const sign = a.text(1, '¥');
  return written.startsWith('-') ? `-${sign}${written.slice(1)}` : sign + written;
}

function size(bytes: Dec): string {
  let left = bytes;
  let unit = 0;
  while (left.abs().compare(STEP) >= 0 && unit < units.length - 1) {
    left = left.divide(STEP, SCALE, 'half-up');
    unit++;
  }
  return `${left.setScale(1, 'half-up')} ${units[unit]}`;
}

function parsed(text: string): Dec | null {
  const rest = text
    .split('')
    .map((c) => (c >= '\uff01' && c <= '\uff5e' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c))
    .filter((c) => !isSpace(c) && !'¥￥$€£,元'.includes(c))
    .join('');
  const factor = { '%': new Dec(1n, 2), 万: Dec.of(10_000), 亿: Dec.of(100_000_000) }[rest.slice(-1)];
  const number = readNumber(factor ? rest.slice(0, -1) : rest);
  return number && factor ? number.multiply(factor) : number;
}

function flag(text: string): boolean | null {
  return yes.includes(text) ? true : no.includes(text) ? false : null;
}

export const format: Record<string, Body> = {
  FORMATNUMBER: strict((a) => grouped(a.number(0), a.whole(1, 2))),
  FORMATMONEY: strict(money),
  FORMATPERCENT: strict((a) => `${fixed(a.number(0).multiply(Dec.of(100)), a.whole(1))}%`),
  FORMATFIXED: strict((a) => fixed(a.number(0), a.whole(1))),
  FORMATSIZE: strict((a) => size(a.number(0))),
  PARSENUMBER: strict((a) => parsed(a.text(0))),
  BOOLEANVALUE: strict((a) => flag(trim(a.text(0)).toLowerCase())),
  NUMBEROF: strict((a) => (a.flag(0) ? 1 : 0)),
  TOBASE: strict((a) => {
    const base = a.whole(1);
    const number = a.number(0);
    if (!number.isWhole() || base < 2 || base > 36) return null;
    return number.setScale(0, 'down').unscaled.toString(base).toUpperCase();
  }),
};
