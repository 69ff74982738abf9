import type { Text } from '@codemirror/state';
import type { Diagnostic } from '@codemirror/lint';
import type { CodeMark } from '../CodeEditor';

/** Marks as the editor knows them; places beyond the text are moved to its last line. */
export function diagnosticsOf(doc: Text, marks: readonly CodeMark[] = []): Diagnostic[] {
  return marks.map((mark) => ({
    ...rangeOf(doc, mark),
    message: mark.message,
    severity: mark.severity ?? 'error',
  }));
}

function rangeOf(doc: Text, mark: CodeMark): { from: number; to: number } {
  if (mark.from !== undefined) {
    const from = Math.min(mark.from, doc.length);
    return { from, to: Math.min(Math.max(mark.to ?? from + 1, from), doc.length) };
  }
  const line = doc.line(Math.min(Math.max(mark.line ?? 1, 1), doc.lines));
  if (!mark.column) return { from: line.from + /^\s*/.exec(line.text)![0].length, to: line.to };
  const from = Math.min(line.from + mark.column - 1, line.to);
  const word = /^\w+/.exec(line.text.slice(from - line.from))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, line.to) };
}
