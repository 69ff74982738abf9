/**
 * Exact decimals: a whole number and how many of its digits stand after the point, as `BigDecimal` of the server has
 * it. The rules are the server's digit for digit (also which scale a result has, since that decides when a result is
 * too long), which is why this is not a library of floating decimals with a precision.
 */

export type Rounding = 'up' | 'down' | 'floor' | 'ceiling' | 'half-up' | 'half-even';

/** Digits after the point of a quotient or root, rounded half up. */
export const SCALE = 10;
/** A number of more digits, before or after the point, is null. */
export const MAX_DIGITS = 1000;
const MAX_ROUNDING = 20;
const INT_MAX = 2_147_483_647;
const INT_MIN = -2_147_483_648;

const powers: bigint[] = [1n];

export function tenTo(exponent: number): bigint {
  for (let i = powers.length; i <= exponent; i++) powers.push(powers[i - 1]! * 10n);
  return powers[exponent]!;
}

export class Dec {
  constructor(
    readonly unscaled: bigint,
    readonly scale: number,
  ) {}

  static readonly ZERO = new Dec(0n, 0);
  static readonly ONE = new Dec(1n, 0);

  static of(whole: number | bigint): Dec {
    return new Dec(BigInt(whole), 0);
  }

  /** Reads digits with an optional sign, point and exponent; undefined for anything else. */
  static parse(text: string): Dec | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
    if (!match || !(match[2] || match[3])) return undefined;
    const fraction = match[3] ?? '';
    const digits = BigInt((match[2] ?? '') + fraction);
    return new Dec(match[1] === '-' ? -digits : digits, fraction.length - Number(match[4] ?? 0));
  }

  /** What a script, a form or an answer holds as a number. */
  static from(value: unknown): Dec | null {
    if (value instanceof Dec) return value;
    if (typeof value === 'number') return Number.isFinite(value) ? (Dec.parse(String(value)) ?? null) : null;
    if (typeof value === 'bigint') return Dec.of(value);
    return typeof value === 'string' ? (Dec.parse(value.trim()) ?? null) : null;
  }

  get sign(): number {
    return this.unscaled === 0n ? 0 : this.unscaled < 0n ? -1 : 1;
  }

  get precision(): number {
    const digits = this.unscaled.toString();
    return this.unscaled < 0n ? digits.length - 1 : digits.length;
  }

  negate(): Dec {
    return new Dec(-this.unscaled, this.scale);
  }

  abs(): Dec {
    return this.unscaled < 0n ? this.negate() : this;
  }

  add(other: Dec): Dec {
    const scale = Math.max(this.scale, other.scale);
    return new Dec(this.at(scale) + other.at(scale), scale);
  }

  subtract(other: Dec): Dec {
    return this.add(other.negate());
  }

  multiply(other: Dec): Dec {
    return new Dec(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** To so many digits after the point; the divisor is not zero. */
  divide(divisor: Dec, scale: number, rounding: Rounding): Dec {
    const shift = scale + divisor.scale - this.scale;
    const above = shift > 0 ? this.unscaled * tenTo(shift) : this.unscaled;
    const below = shift < 0 ? divisor.unscaled * tenTo(-shift) : divisor.unscaled;
    return new Dec(rounded(above, below, rounding), scale);
  }

  /** The rest of the division towards zero, with this number's sign. */
  remainder(divisor: Dec): Dec {
    const scale = Math.max(this.scale, divisor.scale);
    return new Dec(this.at(scale) % divisor.at(scale), scale);
  }

  setScale(scale: number, rounding: Rounding): Dec {
    if (scale >= this.scale) return new Dec(this.at(scale), scale);
    return new Dec(rounded(this.unscaled, tenTo(this.scale - scale), rounding), scale);
  }

  compare(other: Dec): number {
    const scale = Math.max(this.scale, other.scale);
    const a = this.at(scale);
    const b = other.at(scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: Dec): boolean {
    return this.compare(other) === 0;
  }

  /** The same value without zeros at the end. */
  strip(): Dec {
    if (this.unscaled === 0n) return Dec.ZERO;
    let { unscaled, scale } = this;
    while (unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale--;
    }
    return new Dec(unscaled, scale);
  }

  pow(exponent: number): Dec {
    return new Dec(this.unscaled ** BigInt(exponent), this.scale * exponent);
  }

  isWhole(): boolean {
    return this.scale <= 0 || this.unscaled % tenTo(this.scale) === 0n;
  }

  /** The whole part, held between the extremes of 32 bits. */
  toInt(): number {
    const whole = this.setScale(0, 'down').unscaled;
    return whole > BigInt(INT_MAX) ? INT_MAX : whole < BigInt(INT_MIN) ? INT_MIN : Number(whole);
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** Without zeros at the end and without an exponent. */
  toString(): string {
    const { unscaled, scale } = this.strip();
    if (scale <= 0) return (unscaled * tenTo(-scale)).toString();
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
    return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  private at(scale: number): bigint {
    return this.unscaled * tenTo(scale - this.scale);
  }
}

function rounded(above: bigint, below: bigint, rounding: Rounding): bigint {
  const quotient = above / below;
  const rest = above % below;
  if (rest === 0n) return quotient;
  const negative = above < 0n !== below < 0n;
  const away = negative ? quotient - 1n : quotient + 1n;
  switch (rounding) {
    case 'down':
      return quotient;
    case 'up':
      return away;
    case 'floor':
      return negative ? away : quotient;
    case 'ceiling':
      return negative ? quotient : away;
    case 'half-up':
    case 'half-even': {
      const twice = magnitude(rest) * 2n;
      const whole = magnitude(below);
      if (twice !== whole) return twice > whole ? away : quotient;
      return rounding === 'half-up' || quotient % 2n !== 0n ? away : quotient;
    }
  }
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

export function limited(number: Dec): Dec | null {
  return number.precision > MAX_DIGITS || Math.abs(number.scale) > MAX_DIGITS ? null : number;
}

export function divide(a: Dec, b: Dec): Dec | null {
  return b.sign === 0 ? null : limited(a.divide(b, SCALE, 'half-up'));
}

/** Whole exponents only; a negative one divides 1 by the power. */
export function power(base: Dec, exponent: Dec): Dec | null {
  if (!exponent.isWhole() || exponent.abs().compare(Dec.of(MAX_DIGITS)) > 0) return null;
  const n = exponent.toInt();
  const shortest = base.strip();
  if (Math.max(shortest.precision, Math.abs(shortest.scale)) * Math.abs(n) > MAX_DIGITS) return null;
  const result = shortest.pow(Math.abs(n));
  return n >= 0 ? result : divide(Dec.ONE, result);
}

export function round(number: Dec, digits: Dec, rounding: Rounding): Dec {
  return number.setScale(Math.min(Math.max(digits.toInt(), -MAX_ROUNDING), MAX_ROUNDING), rounding);
}

/** With the sign of the divisor, as in spreadsheets. */
export function modulo(a: Dec, b: Dec): Dec | null {
  if (b.sign === 0) return null;
  const rest = a.remainder(b);
  return rest.sign !== 0 && rest.sign !== b.sign ? rest.add(b) : rest;
}

export function squareRoot(number: Dec): Dec | null {
  if (number.sign < 0) return null;
  // The integer root with one digit to spare: dropping what follows cannot change the rounding.
  const scaled = new Dec(number.unscaled, number.scale - 2 * (SCALE + 1)).setScale(0, 'down').unscaled;
  return new Dec(integerRoot(scaled), SCALE + 1).setScale(SCALE, 'half-up');
}

export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let guess = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  while (true) {
    const next = (guess + n / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The number a text says: up to 40 digits before and 20 after the point, spaces around it. */
export function readNumber(text: string): Dec | null {
  return /^[+-]?\d{1,40}(\.\d{1,20})?$/.test(text) ? (Dec.parse(text) ?? null) : null;
}
