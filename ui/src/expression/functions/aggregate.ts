import { Dec, divide, limited, squareRoot, SCALE } from '../decimal';
import type { Body } from '../library';
import { isBlank } from '../values';
import { skipping, strict } from './body';

/** Digits with which interest is compounded. */
const INNER = 30;
const TWO = Dec.of(2);
const TEN = Dec.of(10);

const numbers = (of: (all: Dec[]) => Dec | null) => skipping((values) => of(values as Dec[]));
const plain = (all: Dec[]) => all.reduce((a, b) => a.add(b), Dec.ZERO);
const sum = (all: Dec[]) => limited(plain(all));
const cents = (number: Dec) => limited(number.setScale(2, 'half-up'));

function median(all: Dec[]): Dec | null {
  if (all.length === 0) return null;
  const sorted = [...all].sort((a, b) => a.compare(b));
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : divide(sorted[middle - 1]!.add(sorted[middle]!), TWO);
}

function product(all: Dec[]): Dec | null {
  let result: Dec | null = all[0] ?? null;
  for (const number of all.slice(1)) result = result && limited(result.multiply(number));
  return result;
}

/** (n Σx² - (Σx)²) / (n (n - 1)), which is exact but for the division. */
function variance(all: Dec[], scale: number): Dec | null {
  if (all.length < 2) return null;
  const count = Dec.of(all.length);
  const total = plain(all);
  const squares = plain(all.map((number) => number.multiply(number)));
  const above = count.multiply(squares).subtract(total.multiply(total));
  return limited(above.divide(count.multiply(count.subtract(Dec.ONE)), scale, 'half-up'));
}

function net(gross: Dec, rate: Dec): Dec | null {
  const divisor = rate.add(Dec.ONE);
  return divisor.sign <= 0 ? null : gross.divide(divisor, 2, 'half-up');
}

/** (1 + rate) to the number of periods, each step rounded. */
function compounded(rate: Dec, periods: Dec, least: number): Dec | null {
  const count = periods.toInt();
  const factor = rate.add(Dec.ONE);
  if (!periods.isWhole() || count < least || count > 1200 || factor.sign < 0 || rate.compare(TEN) > 0)
    return null;
  let result = Dec.ONE;
  for (let i = 0; i < count; i++) result = result.multiply(factor).setScale(INNER, 'half-up');
  return result;
}

function payment(rate: Dec, periods: Dec, amount: Dec): Dec | null {
  const growth = compounded(rate, periods, 1);
  if (!growth) return null;
  const over = growth.subtract(Dec.ONE);
  return over.sign === 0
    ? amount.divide(periods, 2, 'half-up')
    : limited(amount.multiply(rate).multiply(growth).divide(over, 2, 'half-up'));
}

export const aggregate: Record<string, Body> = {
  SUM: numbers(sum),
  AVERAGE: numbers((all) => {
    const total = sum(all);
    return all.length === 0 || !total ? null : divide(total, Dec.of(all.length));
  }),
  MEDIAN: numbers(median),
  PRODUCT: numbers(product),
  COUNT: skipping((values) => values.length),
  COUNTBLANK: (parts) => (context) => Dec.of(parts.filter((part) => isBlank(part(context))).length),
  VAR: numbers((all) => variance(all, SCALE)),
  STDEV: numbers((all) => {
    const found = variance(all, INNER);
    return found && squareRoot(found);
  }),
  PERCENTOF: strict((a) => divide(a.number(0), a.number(1))),
  GROWTH: strict((a) => divide(a.number(1).subtract(a.number(0)), a.number(0))),
  EXCLUDETAX: strict((a) => net(a.number(0), a.number(1))),
  TAXPART: strict((a) => {
    const part = net(a.number(0), a.number(1));
    return part && a.number(0).subtract(part);
  }),
  PMT: strict((a) => payment(a.number(0), a.number(1), a.number(2))),
  COMPOUND: strict((a) => {
    const factor = compounded(a.number(1), a.number(2), 0);
    return factor && cents(a.number(0).multiply(factor));
  }),
};
