import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  pickedCompletion,
  type Completion,
  type CompletionContext,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { CodeEditorProps, CodeSuggestion, Suggest } from '../CodeEditor';

type Language = CodeEditorProps['language'];

const words = /^(AND|OR|NOT|IN|NULL|TRUE|FALSE)$/i;

/** Colours of the expression language; what is right or wrong in it its own checker says. */
const expression = StreamLanguage.define<null>({
  name: 'expression',
  startState: () => null,
  token: (stream) => {
    if (stream.eatSpace()) return null;
    if (stream.match(/^(?:"(?:[^"\\]|\\.|"")*"?|'(?:[^'\\]|\\.|'')*'?)/)) return 'string';
    if (stream.match(/^(?:\d+(?:\.\d+)?|\.\d+)/)) return 'number';
    const name = stream.match(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/) as RegExpMatchArray | null;
    if (!name) {
      stream.next();
      return 'operator';
    }
    if (words.test(name[0])) return 'keyword';
    return stream.match(/^\s*\(/, false) ? 'function' : 'variableName';
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

export function languageOf(language: Language): Extension {
  return language === 'javascript' ? javascript() : expression;
}

/** What keys do. The tab key leaves a one-line formula as it leaves any input; code it indents. */
export function behaviour(language: Language): Extension {
  const code = language === 'javascript';
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    code
      ? [lineNumbers(), lintGutter(), highlightActiveLine(), highlightActiveLineGutter(), indentOnInput()]
      : EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    // Over everything: inside a drawer that has been pushed aside, lists would be cut off.
    tooltips({ parent: document.body }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      code ? indentWithTab : { key: 'Tab', run: acceptCompletion },
    ]),
  ];
}

/** Puts a suggestion in and the cursor where it says. */
function putIn({ label, insert = label, cursor = insert.length }: CodeSuggestion) {
  return (view: EditorView, chosen: Completion, from: number, to: number) =>
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + cursor },
      annotations: pickedCompletion.of(chosen),
      userEvent: 'input.complete',
    });
}

export function completion(suggest: Suggest): Extension {
  return autocompletion({
    icons: false,
    override: [
      (context: CompletionContext) => {
        const found = suggest(context.state.doc.toString(), context.pos, context.explicit);
        if (!found?.options.length) return null;
        return {
          from: found.from,
          to: found.to,
          ...(found.chosen ? { filter: false } : { validFor: /^\w*$/ }),
          options: found.options.map((one) => ({
            label: one.label,
            apply: one.cursor === undefined ? one.insert : putIn(one),
            detail: one.detail,
            info: one.info,
            type: one.kind,
            boost: one.boost,
          })),
        };
      },
    ],
  });
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: '#8e24aa' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: '#2e7d32' },
  { tag: [tags.number, tags.bool, tags.null], color: '#b35900' },
  { tag: tags.comment, color: '#667675', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: '#0b5cad' },
  { tag: [tags.definition(tags.variableName), tags.propertyName], color: '#0f4f6e' },
  { tag: tags.invalid, color: '#cf1322' },
]);

/** The server allows style elements (`style-src 'unsafe-inline'`, for the component library too), so no nonce is needed. */
export const looks: Extension = [
  syntaxHighlighting(colours),
  EditorView.theme({
    '&': { fontSize: '13px', backgroundColor: 'var(--card)', minHeight: 'inherit' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
      lineHeight: '1.6',
      minHeight: 'var(--code-min, auto)',
      maxHeight: 'var(--code-max, none)',
      overflow: 'auto',
    },
    '.cm-content': { padding: '6px 0', minHeight: 'var(--code-min, auto)' },
    '.cm-gutters': {
      backgroundColor: 'transparent',
      color: 'var(--muted)',
      borderRight: '1px solid var(--line)',
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'rgb(15 118 110 / 6%)' },
    '.cm-tooltip': {
      zIndex: '2000',
      border: '1px solid var(--line-strong)',
      borderRadius: '6px',
      backgroundColor: 'var(--card)',
      boxShadow: '0 6px 20px rgb(0 0 0 / 12%)',
      overflow: 'hidden',
    },
    // The sentences about a suggestion stand beside the list, inside the same box.
    '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
    // Where there is no room beside the list they would lie over it.
    '.cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow': { display: 'none' },
    '@media (pointer: coarse)': {
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '9px 8px' },
      '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: '15em' },
    },
    '.cm-completionInfo': { whiteSpace: 'pre-wrap', fontFamily: 'inherit' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--brand)', color: '#fff' },
    '.cm-completionDetail': { color: 'inherit', opacity: '0.7', fontStyle: 'normal' },
    '.cm-diagnostic': { whiteSpace: 'pre-wrap', maxWidth: '480px' },
  }),
];
