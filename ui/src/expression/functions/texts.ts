import { limitedText, MAX_TEXT } from '../values';

/** So many code points from a place (from 0), as far as the text goes. */
export function slice(text: string, from: number, count: number): string {
  const points = [...text];
  const start = Math.min(Math.max(from, 0), points.length);
  return points.slice(start, start + Math.max(0, count)).join('');
}

export const isSpace = (c: string) => c <= ' ' || c === '\u00a0' || c === '\u3000' || c === '\ufeff';

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text[start]!)) start++;
  return text.slice(start);
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** Without spaces, control characters, no-break and ideographic spaces at both ends. */
export function trim(text: string): string {
  return trimEnd(trimStart(text));
}

/** The place (from 1, in code points) of a part at or after a place; 0 when absent. */
export function find(part: string, text: string, from: number): number {
  const points = [...text];
  if (from < 1 || from > points.length + 1) return 0;
  const skipped = points.slice(0, from - 1).join('').length;
  const at = text.indexOf(part, skipped);
  return at < 0 ? 0 : [...text.slice(0, at)].length + 1;
}

export function replaceAll(text: string, old: string, replacement: string): string | null {
  if (old === '') return text;
  const parts = text.split(old);
  const grown = text.length + (parts.length - 1) * (replacement.length - old.length);
  return grown > MAX_TEXT ? null : limitedText(parts.join(replacement));
}
