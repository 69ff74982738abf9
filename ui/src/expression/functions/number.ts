import { modulo, round, squareRoot, type Rounding } from '../decimal';
import type { Body } from '../library';
import { order, type Value } from '../values';
import { skipping, strict } from './body';

const rounding = (mode: Rounding) => strict((a) => round(a.number(0), a.number(1), mode));
const whole = (mode: Rounding) => strict((a) => a.number(0).setScale(0, mode));

function extreme(sign: number): Body {
  return skipping((values) =>
    values.reduce<Value>(
      (best, value) => (best === null || Math.sign(order(value, best)) === sign ? value : best),
      null,
    ),
  );
}

export const number: Record<string, Body> = {
  ROUND: rounding('half-up'),
  ROUNDUP: rounding('up'),
  ROUNDDOWN: rounding('down'),
  FLOOR: whole('floor'),
  INT: whole('floor'),
  CEILING: whole('ceiling'),
  ABS: strict((a) => a.number(0).abs()),
  MOD: strict((a) => modulo(a.number(0), a.number(1))),
  SQRT: strict((a) => squareRoot(a.number(0))),
  MIN: extreme(-1),
  MAX: extreme(1),
};
