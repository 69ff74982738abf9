import { readNumber } from '../decimal';
import type { Body } from '../library';
import names from '../names.json';
import { parseDay, type Day } from '../temporal';
import type { Value } from '../values';
import { strict, test } from './body';
import { trim } from './texts';

/** GB 11643: weights of the first 17 digits, and the check character for each remainder by 11. */
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idChecks = '10X98765432';
/** GB 32100: the 31 characters in use, in their order. */
const credit = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const cars = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** GA 36: five signs after the letter of the city, the last also one of the special plates. */
const plates = new RegExp(`^[${cars}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]$`);
const greenPlates = new RegExp(`^[${cars}][A-HJ-NP-Z]([A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])$`);
const emails = /^[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}$/;
const urls = /^https?:\/\/[^ \t\n\v\f\r/?#]{1,255}([/?#][^ \t\n\v\f\r]{0,1800})?$/;
const provinces: Record<string, string> = names.provinces;

/** In capitals, without spaces and hyphens. */
const compact = (text: string) => text.replace(/[ \t\n\v\f\r\u00a0\u3000-]/g, '').toUpperCase();

function birthday(id: string): Day | null {
  const day = parseDay(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
  return day && day.parts.year >= 1850 ? day : null;
}

function check(id: string): string {
  return idChecks[idWeights.reduce((sum, weight, i) => sum + Number(id[i]) * weight, 0) % 11]!;
}

function idCard(text: string): string | null {
  const id = compact(text);
  const right =
    /^\d{17}[\dX]$/.test(id) && id.slice(0, 2) in provinces && birthday(id) !== null && id[17] === check(id);
  return right ? id : null;
}

function upgraded(id: string): string | null {
  if (!/^\d{15}$/.test(id)) return idCard(id);
  const longer = `${id.slice(0, 6)}19${id.slice(6)}`;
  return idCard(longer + check(longer));
}

function mobile(text: string): string | null {
  const digits = compact(text).replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}

function creditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (const c of code.slice(0, 17)) {
    sum += credit.indexOf(c) * weight;
    weight = (weight * 3) % 31;
  }
  return credit[(31 - (sum % 31)) % 31] === code[17];
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, c, i) => {
    const weighed = i % 2 === 0 ? Number(c) : Number(c) * 2;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

function host(url: string): string | null {
  if (!urls.test(url)) return null;
  const [whole] = url.slice(url.indexOf('//') + 2).split(/[/?#]/);
  return whole!
    .slice(whole!.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
}

const is = (of: (text: string) => boolean) => test((a) => of(a.text(0)));
const told = (of: (id: string) => Value): Body =>
  strict((a) => {
    const id = idCard(a.text(0));
    return id && of(id);
  });

export const identity: Record<string, Body> = {
  ISIDCARD: is((text) => idCard(text) !== null),
  IDCARDBIRTHDAY: told(birthday),
  IDCARDGENDER: told((id) => (Number(id[16]) % 2 === 1 ? 'male' : 'female')),
  IDCARDREGION: told((id) => id.slice(0, 6)),
  IDCARDPROVINCE: told((id) => provinces[id.slice(0, 2)] ?? null),
  IDCARD18: strict((a) => upgraded(compact(a.text(0)))),
  ISMOBILE: is((text) => mobile(text) !== null),
  MOBILE: strict((a) => mobile(a.text(0))),
  ISLANDLINE: is((text) => /^(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?$/.test(trim(text))),
  ISCREDITCODE: is((text) => creditCode(compact(text))),
  ISBANKCARD: is((text) => /^\d{12,19}$/.test(compact(text)) && luhn(compact(text))),
  ISPLATE: is((text) => {
    const plate = compact(text).replaceAll('·', '');
    return plates.test(plate) || greenPlates.test(plate);
  }),
  ISPOSTCODE: is((text) => /^[0-8]\d{5}$/.test(trim(text))),
  ISEMAIL: is((text) => text.length <= 254 && emails.test(text)),
  ISURL: is((text) => urls.test(text)),
  EMAILDOMAIN: strict((a) =>
    emails.test(a.text(0))
      ? a
          .text(0)
          .slice(a.text(0).indexOf('@') + 1)
          .toLowerCase()
      : null,
  ),
  URLHOST: strict((a) => host(a.text(0))),
  ISNUMERIC: is((text) => readNumber(trim(text)) !== null),
};
