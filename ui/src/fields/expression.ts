/** Writes values in the expression language. Everything a filter says goes through here: nothing else quotes. */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return quote(String(value));
}

export function anyOf(path: string, values: readonly unknown[]): string {
  if (values.length === 1) return `${path} = ${literal(values[0])}`;
  return `${path} IN (${values.map(literal).join(', ')})`;
}

/** Joins the parts that say something with AND; undefined when none does. */
export function allOf(parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part): part is string => part !== undefined && part.trim() !== '');
  if (said.length === 0) return undefined;
  return said.length === 1 ? said[0] : said.map((part) => `(${part})`).join(' AND ');
}
