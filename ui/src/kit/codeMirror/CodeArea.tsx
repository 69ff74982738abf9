import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, placeholder } from '@codemirror/view';
import { setDiagnostics } from '@codemirror/lint';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { useT } from '../../i18n/language';
import type { CodeEditorProps, Suggest } from '../CodeEditor';
import { diagnosticsOf } from './marks';
import { behaviour, completion, languageOf, looks } from './setup';

/** CodeMirror as an input of React: the page has the text, the editor the cursor and the way back. */
export default function CodeArea(props: CodeEditorProps) {
  const t = useT();
  const { id, value, language, extensions, marks, readOnly = false, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(props.onChange);
  const moved = useRef(props.onCursor);
  const suggest = useRef<Suggest>(undefined);
  const changing = useRef(new Compartment());
  changed.current = props.onChange;
  moved.current = props.onCursor;
  suggest.current = props.suggest;
  const label = props['aria-label'];
  const variable = [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      ...(id ? { id } : {}),
      ...(marks?.some((mark) => mark.severity !== 'warning') ? { 'aria-invalid': 'true' } : {}),
    }),
    EditorState.phrases.of({ Completions: t('code.completions'), Diagnostics: t('code.problems') }),
    props.placeholder ? placeholder(props.placeholder) : [],
    extensions ?? [],
  ];

  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          behaviour(language),
          languageOf(language),
          looks,
          completion((text, offset, asked) => suggest.current?.(text, offset, asked)),
          changing.current.of(variable),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current?.(update.state.doc.toString());
            if (update.docChanged || update.selectionSet) moved.current?.(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
    // The rest follows by itself below; another language is another editor.
  }, [language]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    view.current?.dispatch({ effects: changing.current.reconfigure(variable) });
  }, [id, label, readOnly, props.placeholder, extensions, marks, t]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    const state = view.current?.state;
    if (state && state.doc.toString() !== value)
      view.current!.dispatch({ changes: { from: 0, to: state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (view.current)
      view.current.dispatch(setDiagnostics(view.current.state, diagnosticsOf(view.current.state.doc, marks)));
    // Marks move with the text while one types; only other marks are set anew.
  }, [marks, language]);

  useImperativeHandle(ref, () => ({
    focus: () => view.current?.focus(),
    goTo: (line, column = 1) => {
      const editor = view.current;
      if (!editor) return;
      const { doc } = editor.state;
      const there = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const at = Math.min(there.from + Math.max(column, 1) - 1, there.to);
      editor.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      });
      editor.dom.scrollIntoView({ block: 'nearest' });
      editor.focus();
    },
    insert: (text, cursor = text.length) => {
      const editor = view.current;
      if (!editor || editor.state.readOnly) return;
      const { from, to } = editor.state.selection.main;
      editor.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + cursor },
        userEvent: 'input.complete',
      });
      editor.focus();
    },
  }));

  return (
    <div
      ref={host}
      className="code-editor"
      data-readonly={readOnly || undefined}
      data-test={props['data-test']}
      // It closes a list here; a drawer around would close with everything typed in it.
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.stopPropagation();
      }}
      style={{ ['--code-min' as never]: props.minHeight, ['--code-max' as never]: props.maxHeight }}
    />
  );
}
