import type { RecordData } from '../../api/model';

/**
 * Whether a button is worth showing: reads the plain comparisons (`status <> "converted"`) an action's condition is
 * usually made of. Anything it can not read counts as true; the server decides when the action is asked for.
 */
export function mayApply(when: string | undefined, record: RecordData): boolean {
  if (!when) return true;
  return when.split(/\s+AND\s+/i).every((part) => {
    const match = /^\s*\(?\s*(\w+)\s*(=|<>|!=)\s*(?:"([^"]*)"|'([^']*)'|(TRUE|FALSE|NULL))\s*\)?\s*$/i.exec(
      part,
    );
    if (!match) return true;
    const [, field, operator, double, single, word] = match;
    const present = record[field!] ?? null;
    const wanted =
      word === undefined
        ? (double ?? single)
        : word.toUpperCase() === 'NULL'
          ? null
          : word.toUpperCase() === 'TRUE';
    return (present === wanted) === (operator === '=');
  });
}
