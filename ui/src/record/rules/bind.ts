import { Dec } from '../../expression/decimal';
import { parse, type Expr } from '../../expression/parser';
import { Clock, Day, Moment } from '../../expression/temporal';
import { toRaw, type Value } from '../../expression/values';

/**
 * A filter with every path that begins with `this.` replaced by what it stands for, as a constant: the server then
 * answers it like any other filter. Undefined where a value is not known here. The server does the same, letter by letter.
 */
export function bindFilter(source: string, value: (path: string) => Value | undefined): string | undefined {
  let bound = source;
  const names = namesIn(parse(source))
    .filter((name) => name.path.startsWith('this.'))
    .sort((a, b) => b.range.offset - a.range.offset);
  for (const { path, range } of names) {
    const found = value(path.slice('this.'.length));
    if (found === undefined) return undefined;
    bound = bound.slice(0, range.offset) + constant(found) + bound.slice(range.offset + range.length);
  }
  return bound;
}

type Name = Extract<Expr, { kind: 'name' }>;

function namesIn(expr: Expr): Name[] {
  switch (expr.kind) {
    case 'name':
      return [expr];
    case 'literal':
      return [];
    case 'negate':
    case 'not':
      return namesIn(expr.operand);
    case 'binary':
      return [...namesIn(expr.left), ...namesIn(expr.right)];
    case 'logic':
      return expr.parts.flatMap(namesIn);
    case 'in':
      return [expr.item, ...expr.options].flatMap(namesIn);
    case 'call':
      return expr.arguments.flatMap(namesIn);
  }
}

/** A text is joined with nothing, so that it isn't held against the options of a select it is compared with. */
function constant(value: Value): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Dec) return value.sign < 0 ? `(${toRaw(value)})` : String(toRaw(value));
  if (value instanceof Day) return `DATEVALUE("${toRaw(value)}")`;
  if (value instanceof Moment)
    return `DATETIMEVALUE("${new Date(value.ms).toISOString().replace('.000Z', 'Z')}")`;
  if (value instanceof Clock) return quote(String(toRaw(value)).replace(/^(\d\d:\d\d):00$/, '$1'));
  return `(${quote(String(value))} & "")`;
}

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
