import { Dec, divide, limited, power, round, type Rounding } from '../decimal';
import { anyPower, exp, ln, log } from '../fixedPoint';
import type { Body } from '../library';
import { order } from '../values';
import { strict, test, type Given } from './body';

const MAX_FACTORIAL = 400;
const TEN = Dec.of(10);
const PI = Dec.parse('3.1415926536')!;

const rounding = (mode: Rounding) => strict((a) => round(a.number(0), a.number(1), mode));

const multiple = (mode: Rounding) =>
  strict((a) => {
    const size = a.number(1).abs();
    return size.sign === 0 ? null : limited(a.number(0).divide(size, 0, mode).multiply(size));
  });

const isEven = (number: Dec) => number.setScale(0, 'down').unscaled % 2n === 0n;
const wholePart = (number: Dec) => number.setScale(0, 'down').unscaled;
const bothWhole = (a: Given) => a.number(0).isWhole() && a.number(1).isWhole();

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function lcm(a: bigint, b: bigint): Dec | null {
  const common = gcd(a, b);
  return common === 0n ? Dec.ZERO : limited(Dec.of((a / common) * b).abs());
}

const counts = (number: Dec) => number.isWhole() && number.sign >= 0 && number.toInt() <= MAX_FACTORIAL;

function product(from: number, to: number): bigint {
  let result = 1n;
  for (let i = from; i <= to; i++) result *= BigInt(i);
  return result;
}

function combinations(a: Given): Dec | null {
  if (!counts(a.number(0)) || !counts(a.number(1))) return null;
  const [all, chosen] = [a.whole(0), a.whole(1)];
  return chosen > all ? Dec.ZERO : Dec.of(product(all - chosen + 1, all) / product(1, chosen));
}

export const math: Record<string, Body> = {
  TRUNC: rounding('down'),
  ROUNDEVEN: rounding('half-even'),
  MROUND: multiple('half-up'),
  CEILINGTO: multiple('ceiling'),
  FLOORTO: multiple('floor'),
  SIGN: strict((a) => a.number(0).sign),
  POWER: strict((a) => {
    const [base, exponent] = [a.number(0), a.number(1)];
    if (exponent.isWhole()) return power(base, exponent);
    return base.sign <= 0 ? null : anyPower(base, exponent);
  }),
  EXP: strict((a) => exp(a.number(0))),
  LN: strict((a) => ln(a.number(0))),
  LOG: strict((a) => log(a.number(0), a.number(1))),
  LOG10: strict((a) => log(a.number(0), TEN)),
  PI: strict(() => PI),
  QUOTIENT: strict((a) => (a.number(1).sign === 0 ? null : a.number(0).divide(a.number(1), 0, 'down'))),
  DIVIDE: strict((a) => (a.number(1).sign === 0 ? a.number(2) : divide(a.number(0), a.number(1)))),
  CLAMP: strict((a) => {
    const [value, least, greatest] = [a.values[0]!, a.values[1]!, a.values[2]!];
    if (order(value, least) < 0) return least;
    return order(value, greatest) > 0 ? greatest : value;
  }),
  ISEVEN: test((a) => isEven(a.number(0))),
  ISODD: test((a) => !isEven(a.number(0))),
  GCD: strict((a) => (bothWhole(a) ? Dec.of(gcd(wholePart(a.number(0)), wholePart(a.number(1)))) : null)),
  LCM: strict((a) => (bothWhole(a) ? lcm(wholePart(a.number(0)), wholePart(a.number(1))) : null)),
  FACT: strict((a) => (counts(a.number(0)) ? Dec.of(product(1, a.whole(0))) : null)),
  COMBIN: strict(combinations),
};
