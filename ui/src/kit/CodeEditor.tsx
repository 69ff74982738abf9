import type { Extension } from '@codemirror/state';
import { lazy, Suspense, type Ref } from 'react';

export interface CodeMark {
  message: string;
  severity?: 'error' | 'warning';
  /** Offsets in the text, or a place counted from 1; a mark without a column takes its whole line. */
  from?: number;
  to?: number;
  line?: number;
  column?: number;
}

export interface CodeSuggestion {
  label: string;
  /** What is put in where that differs from the label. */
  insert?: string;
  /** Where the cursor stands in what was put in; at its end unless said otherwise. */
  cursor?: number;
  /** Beside the label, short: a type, a person's name for it. */
  detail?: string;
  /** Some sentences shown beside the list. */
  info?: string;
  kind?: 'function' | 'method' | 'variable' | 'property' | 'keyword' | 'constant' | 'text';
  /** Higher stands first; 0 unless said otherwise. */
  boost?: number;
}

export interface CodeSuggestions {
  /** Offset where what is replaced begins. */
  from: number;
  /** Offset where it ends; at the cursor unless said otherwise. */
  to?: number;
  options: CodeSuggestion[];
  /** They have been chosen and ordered by what is typed, such as by labels; otherwise the editor compares their names with it. */
  chosen?: boolean;
}

/** What may follow at an offset; undefined for nothing. `asked` tells that the person pressed the key for it. */
export type Suggest = (text: string, offset: number, asked: boolean) => CodeSuggestions | undefined;

export interface CodeEditorHandle {
  focus: () => void;
  /** Puts the cursor at a place counted from 1 and shows it. */
  goTo: (line: number, column?: number) => void;
  /** Replaces the selection; the cursor then stands `cursor` characters into the text, at its end when left out. */
  insert: (text: string, cursor?: number) => void;
}

export interface CodeEditorProps {
  id?: string;
  value: string;
  onChange?: (value: string) => void;
  /** Called with the offset whenever the cursor moves, also by typing. */
  onCursor?: (offset: number) => void;
  language: 'javascript' | 'expression';
  /** More of CodeMirror's own; keep the array the same between drawings. */
  extensions?: readonly Extension[];
  marks?: readonly CodeMark[];
  suggest?: Suggest;
  readOnly?: boolean;
  /** CSS lengths. */
  minHeight?: string;
  maxHeight?: string;
  placeholder?: string;
  'aria-label': string;
  'data-test'?: string;
  ref?: Ref<CodeEditorHandle>;
}

/** Fetched when a page with code is first opened: the start page does not pay for it. */
const CodeArea = lazy(() => import('./codeMirror/CodeArea'));

/**
 * A text area for code: colours, completion, marks at the place of a problem; line numbers where the language has lines. The tab
 * key indents JavaScript, and after Escape goes on to the next input.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { minHeight, maxHeight } = props;
  return (
    <Suspense
      fallback={
        <pre className="code-editor code-editor-waiting" style={{ minHeight, maxHeight }} aria-busy>
          {props.value}
        </pre>
      }
    >
      <CodeArea {...props} />
    </Suspense>
  );
}
