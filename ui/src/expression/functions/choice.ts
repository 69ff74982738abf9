import { Dec } from '../decimal';
import type { Body, Evaluator } from '../library';
import { isBlank, isNull, order, same, type Context, type Value } from '../values';
import { test } from './body';

const before = (value: Evaluator, context: Context): Value => (context.before ? value(context.before) : null);

export const choice: Record<string, Body> = {
  IFS: (parts) => (context) => {
    for (let i = 0; i + 1 < parts.length; i += 2)
      if (parts[i]!(context) === true) return parts[i + 1]!(context);
    return parts.length % 2 === 1 ? parts.at(-1)!(context) : null;
  },
  CHOOSE: (parts) => (context) => {
    const place = parts[0]!(context);
    if (!(place instanceof Dec)) return null;
    const index = place.toInt();
    return index >= 1 && index < parts.length ? parts[index]!(context) : null;
  },
  XOR: (parts) => (context) => parts.filter((part) => part(context) === true).length % 2 === 1,
  IFNULL:
    ([value, otherwise]) =>
    (context) => {
      const found = value!(context);
      return isNull(found) ? otherwise!(context) : found;
    },
  NULLIF:
    ([value, other]) =>
    (context) => {
      const found = value!(context);
      return same(found, other!(context)) ? null : found;
    },
  BETWEEN: test((a) => order(a.values[0]!, a.values[1]!) >= 0 && order(a.values[0]!, a.values[2]!) <= 0),
  ISNOTBLANK:
    ([value]) =>
    (context) =>
      !isBlank(value!(context)),
  ANYBLANK: (parts) => (context) => parts.some((part) => isBlank(part(context))),
  ALLBLANK: (parts) => (context) => parts.every((part) => isBlank(part(context))),
  ISCHANGED:
    ([value]) =>
    (context) =>
      !same(value!(context), before(value!, context)),
  PRIORVALUE:
    ([value]) =>
    (context) =>
      before(value!, context),
  ISNEW: () => (context) => context.before === undefined,
};
