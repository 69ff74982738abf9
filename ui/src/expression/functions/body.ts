import { Dec } from '../decimal';
import type { Body, Evaluator } from '../library';
import { dayOf, today } from './days';
import { Clock, Day, Moment } from '../temporal';
import { isNull, type Context, type Value } from '../values';

/** The values of one call's arguments, none of which is null. The checker has made sure of their types. */
export class Given {
  constructor(
    readonly values: Value[],
    readonly context: Context,
  ) {}

  has(index: number): boolean {
    return index < this.values.length;
  }

  text(index: number, otherwise = ''): string {
    return this.has(index) ? (this.values[index] as string) : otherwise;
  }

  number(index: number, otherwise = Dec.ZERO): Dec {
    return this.has(index) ? (this.values[index] as Dec) : otherwise;
  }

  /** The whole part of a number, held between the extremes of 32 bits. */
  whole(index: number, otherwise = 0): number {
    return this.has(index) ? this.number(index).toInt() : otherwise;
  }

  flag(index: number): boolean {
    return this.values[index] === true;
  }

  /** The day of a date or moment, in the context's zone; null outside the years 1 to 9999. */
  day(index: number): Day | null {
    return dayOf(this.values[index]!, this.context);
  }

  dayOrToday(index: number): Day | null {
    return this.has(index) ? this.day(index) : today(this.context);
  }

  moment(index: number): Moment {
    return this.values[index] as Moment;
  }

  time(index: number): Clock {
    return this.values[index] as Clock;
  }

  list(index: number): readonly Value[] {
    return this.values[index] as readonly Value[];
  }
}

type Result = Value | number | undefined;

/** Null when any argument is; whole numbers may be given as such. */
export function strict(apply: (given: Given) => Result, forNull: Value = null): Body {
  return (parts) => (context) => {
    const values: Value[] = [];
    for (const part of parts) {
      const value = part(context);
      if (isNull(value)) return forNull;
      values.push(value);
    }
    return valueOf(apply(new Given(values, context)));
  };
}

/** False when any argument is null. */
export function test(apply: (given: Given) => boolean): Body {
  return strict(apply, false);
}

/** Of the arguments that have a value. */
export function skipping(apply: (values: Value[], context: Context) => Result): Body {
  return (parts) => (context) =>
    valueOf(
      apply(
        parts.map((part) => part(context)).filter((value) => !isNull(value)),
        context,
      ),
    );
}

export function valueOf(result: Result): Value {
  if (typeof result === 'number') return Dec.of(result);
  return result ?? null;
}

export const nothing: Evaluator = () => null;
