/** One place where two documents differ; a side that is not there is undefined. */
export interface Difference {
  path: string;
  from: unknown;
  to: unknown;
}

/** Every place where two definitions differ, in the order of the later; list entries with a name are told by it. */
export function differences(from: unknown, to: unknown, path = ''): Difference[] {
  if (same(from, to)) return [];
  const left = partsOf(from);
  const right = partsOf(to);
  if (!left || !right) return [{ path, from, to }];
  const keys = [...right.keys(), ...[...left.keys()].filter((key) => !right.has(key))];
  return keys.flatMap((key) => differences(left.get(key), right.get(key), path ? `${path} / ${key}` : key));
}

function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const named = value.every(
      (one) => typeof one === 'object' && one !== null && typeof keyOf(one) === 'string',
    );
    return named && value.length > 0 ? new Map(value.map((one) => [keyOf(one)!, one])) : undefined;
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function keyOf(entry: object): string | undefined {
  const { name, as } = entry as { name?: unknown; as?: unknown };
  return typeof name === 'string' ? name : typeof as === 'string' ? as : undefined;
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
