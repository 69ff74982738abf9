import type { Body } from '../library';
import { isBlank, isNull, same } from '../values';
import { nothing } from './body';
import { junction } from './junction';

const match: Body = (parts) => {
  const otherwise = parts.length % 2 === 0 ? parts[parts.length - 1]! : nothing;
  return (context) => {
    const value = parts[0]!(context);
    for (let i = 1; i + 1 < parts.length; i += 2)
      if (same(value, parts[i]!(context))) return parts[i + 1]!(context);
    return otherwise(context);
  };
};

export const logic: Record<string, Body> = {
  IF: ([condition, then, otherwise = nothing]) => {
    return (context) => (condition!(context) === true ? then!(context) : otherwise(context));
  },
  CASE: match,
  SWITCH: match,
  AND: (parts) => junction(true, parts),
  OR: (parts) => junction(false, parts),
  NOT:
    ([condition]) =>
    (context) =>
      condition!(context) !== true,
  ISNULL:
    ([value]) =>
    (context) =>
      isNull(value!(context)),
  ISBLANK:
    ([value]) =>
    (context) =>
      isBlank(value!(context)),
  COALESCE: (parts) => (context) => {
    for (const part of parts) {
      const value = part(context);
      if (!isNull(value)) return value;
    }
    return null;
  },
  BLANKVALUE:
    ([value, otherwise]) =>
    (context) => {
      const found = value!(context);
      return isBlank(found) ? otherwise!(context) : found;
    },
  ME: () => (context) => context.userId,
  MYDEPARTMENT: () => (context) => context.departmentId,
};
