/**
 * Logarithms and exponentials to ten decimals, computed with whole numbers only and in the same steps as the server,
 * so that both give the same digits. Internally 60 digits after the point.
 */
import { Dec, integerRoot, SCALE, tenTo } from './decimal';

const DIGITS = 60;
const ONE = tenTo(DIGITS);
const ROOTS = 6;
const MAX_EXPONENT = Dec.of(100);
const LIMIT = ONE * 100n;

const LN_10 = lnOfMantissa(ONE * 10n);
const E = taylor(ONE);

export function ln(number: Dec): Dec | null {
  return number.sign <= 0 ? null : rounded(lnFixed(number));
}

export function log(number: Dec, base: Dec): Dec | null {
  if (number.sign <= 0 || base.sign <= 0 || base.equals(Dec.ONE)) return null;
  return rounded((lnFixed(number) * ONE) / lnFixed(base));
}

/** e to a power; null above 100. */
export function exp(power: Dec): Dec | null {
  if (power.compare(MAX_EXPONENT) > 0) return null;
  return power.compare(MAX_EXPONENT.negate()) < 0 ? new Dec(0n, SCALE) : rounded(expFixed(fixed(power)));
}

/** A positive base to any power, by logarithms; null where the result is too great. */
export function anyPower(base: Dec, exponent: Dec): Dec | null {
  const power = (lnFixed(base) * fixed(exponent)) / ONE;
  if (power > LIMIT) return null;
  return power < -LIMIT ? new Dec(0n, SCALE) : rounded(expFixed(power));
}

function fixed(number: Dec): bigint {
  return number.setScale(DIGITS, 'down').unscaled;
}

function rounded(value: bigint): Dec {
  return new Dec(value, DIGITS).setScale(SCALE, 'half-up');
}

function lnFixed(number: Dec): bigint {
  const tens = number.precision - number.scale - 1;
  const mantissa = fixed(new Dec(number.unscaled, number.scale + tens));
  return lnOfMantissa(mantissa) + LN_10 * BigInt(tens);
}

/** Of a number from 1 to 10: roots bring it near 1, then ln x = 2 artanh((x - 1) / (x + 1)). */
function lnOfMantissa(mantissa: bigint): bigint {
  let x = mantissa;
  for (let i = 0; i < ROOTS; i++) x = integerRoot(x * ONE);
  const y = ((x - ONE) * ONE) / (x + ONE);
  const square = (y * y) / ONE;
  let sum = 0n;
  let term = y;
  for (let n = 1n; term !== 0n; n += 2n) {
    sum += term / n;
    term = (term * square) / ONE;
  }
  return sum * 2n ** BigInt(ROOTS + 1);
}

function expFixed(power: bigint): bigint {
  const magnitude = power < 0n ? -power : power;
  const whole = Number(magnitude / ONE);
  let result = taylor(magnitude % ONE);
  for (let i = 0; i < whole; i++) result = (result * E) / ONE;
  return power < 0n ? (ONE * ONE) / result : result;
}

function taylor(power: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * power) / ONE / n;
    sum += term;
  }
  return sum;
}
