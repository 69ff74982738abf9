import { Dec } from '../decimal';
import type { Body } from '../library';
import names from '../names.json';
import type { Day } from '../temporal';
import { strict, test } from './body';
import { slice, trim } from './texts';

const LIMIT = new Dec(1n, -16);
const plain = { digits: '零一二三四五六七八九', units: ['', '十', '百', '千'] };
const formal = { digits: '零壹贰叁肆伍陆柒捌玖', units: ['', '拾', '佰', '仟'] };
const dated = '〇一二三四五六七八九';

type Numerals = typeof plain;

/** One to 9999; zeros between digits are said once. */
function section(number: number, { digits, units }: Numerals): string {
  let out = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (digit === 0) gap = out !== '';
    else {
      out += (gap ? digits[0] : '') + digits[digit]! + units[place];
      gap = false;
    }
  }
  return out;
}

function whole(number: bigint, numerals: Numerals): string {
  if (number < 10_000n) return section(Number(number), numerals);
  const size = number < 100_000_000n ? 10_000n : 100_000_000n;
  const rest = number % size;
  const head = whole(number / size, numerals) + (size === 10_000n ? '万' : '亿');
  if (rest === 0n) return head;
  return head + (rest < size / 10n ? numerals.digits[0] : '') + whole(rest, numerals);
}

/** Ten to nineteen are said without the one. */
const small = (number: bigint) => whole(number, plain).replace(/^一十/, '十');

/** By the rules for filling in notes and settlement vouchers of the People's Bank of China, annex 1. */
function money(amount: Dec): string | null {
  const rounded = amount.setScale(2, 'half-up');
  if (rounded.abs().compare(LIMIT) >= 0) return null;
  if (rounded.sign === 0) return '零元整';
  const fen = rounded.abs().unscaled;
  const yuan = fen / 100n;
  const tenths = Number((fen / 10n) % 10n);
  const hundredths = Number(fen % 10n);
  let out = rounded.sign < 0 ? '负' : '';
  if (yuan > 0n) out += `${whole(yuan, formal)}元`;
  if (tenths > 0) out += `${formal.digits[tenths]}角`;
  else if (yuan > 0n && hundredths > 0) out += '零';
  return out + (hundredths > 0 ? `${formal.digits[hundredths]}分` : '整');
}

function number(value: Dec): string | null {
  if (value.abs().compare(LIMIT) >= 0) return null;
  const [, fraction] = value.abs().toString().split('.');
  const units = value.abs().setScale(0, 'down').unscaled;
  const said = (value.sign < 0 ? '负' : '') + (units === 0n ? '零' : small(units));
  if (fraction === undefined) return said;
  return `${said}点${[...fraction].map((digit) => plain.digits[Number(digit)]).join('')}`;
}

function date({ parts: { year, month, day } }: Day): string {
  const said = [...String(year)].map((digit) => dated[Number(digit)]).join('');
  return `${said}年${small(BigInt(month))}月${small(BigInt(day))}日`;
}

const isHan = (c: string) => /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/u.test(c);

export const hanCount = (text: string) => [...text].filter(isHan).length;

function surname(name: string): string | null {
  const { length } = [...name];
  if (length < 2 || length > 5 || hanCount(name) !== length) return null;
  return slice(name, 0, length > 2 && names.doubleNames.includes(slice(name, 0, 2)) ? 2 : 1);
}

export const chinese: Record<string, Body> = {
  RMBUPPER: strict((a) => money(a.number(0))),
  CNNUMBER: strict((a) => number(a.number(0))),
  CNDATE: strict((a) => {
    const day = a.day(0);
    return day && date(day);
  }),
  ISHAN: test((a) => a.text(0) !== '' && [...a.text(0)].every(isHan)),
  HANCOUNT: strict((a) => hanCount(a.text(0))),
  SURNAME: strict((a) => surname(trim(a.text(0)))),
  GIVENNAME: strict((a) => {
    const name = trim(a.text(0));
    const family = surname(name);
    return family && name.slice(family.length);
  }),
};
