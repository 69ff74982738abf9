import { ExperimentOutlined, FunctionOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useCatalog } from '../../api/queries';
import { useLanguage, useT } from '../../i18n/language';
import { CodeEditor, type CodeEditorHandle } from '../../kit/CodeEditor';
import { usePhone } from '../../kit/device';
import { Line } from '../Line';
import { marksOf, mended, problemsOf, useFormulaCheck } from './check';
import { complete } from './completion';
import { CursorHelp } from './CursorHelp';
import './formula.css';
import { HelpPanel } from './HelpPanel';
import { useFunctions } from './library';
import { outcomeOf } from './outcome';
import type { FormulaPlace } from './place';
import { readAt } from './reading';
import { Trial, type Tried } from './Trial';

interface Props {
  id: string;
  label: string;
  help?: string;
  required?: boolean;
  /** What the server said when the whole was saved. */
  problems?: string[];
  place: FormulaPlace;
  /** The field type that keeps the value, such as `currency`. */
  gives?: string;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
}

/** An attribute that is an expression: typed with completion and help, checked while one types, tried on a record. */
export function FormulaLine(props: Props) {
  const { id, label, place, gives, value, onChange } = props;
  const t = useT();
  const phone = usePhone();
  const language = useLanguage();
  const catalog = useCatalog().data;
  const functions = useFunctions();
  const editor = useRef<CodeEditorHandle>(null);
  const [cursor, setCursor] = useState<number>();
  const [choosing, setChoosing] = useState(false);
  const [trying, setTrying] = useState(false);
  const [tried, setTried] = useState<Tried & { of?: string }>({});
  // Records of another object, chosen before the place was changed, mean nothing here.
  const records: Tried = tried.of === place.object ? tried : {};
  const { answer, error, checking } = useFormulaCheck(value, place);
  const found = useMemo(() => problemsOf(answer), [answer]);
  const marks = useMemo(() => marksOf(found), [found]);
  const outcome = outcomeOf(value, catalog, place, gives);
  const call = cursor === undefined ? undefined : readAt(value, cursor).call;
  const called = call && functions.find((one) => one.name === call.name);
  const live = new Set(found.map((problem) => problem.message));
  const insert = (text: string, at?: number) => {
    if (cursor === undefined) editor.current?.goTo(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    editor.current?.insert(text, at);
    if (phone) setChoosing(false);
  };
  return (
    <Line
      id={id}
      label={label}
      help={props.help}
      required={props.required}
      problems={props.problems?.filter((text) => !live.has(text))}
    >
      <div className="formula" data-invalid={found.length > 0 || undefined} data-test={`formula-${id}`}>
        <CodeEditor
          ref={editor}
          id={id}
          language="expression"
          aria-label={label}
          value={value}
          placeholder={props.placeholder}
          minHeight="32px"
          maxHeight="220px"
          marks={marks}
          onChange={onChange}
          onCursor={setCursor}
          suggest={(text, offset, asked) =>
            complete(text, offset, asked, { catalog, place, functions, language })
          }
        />
        <div className="formula-foot">
          <div className="formula-says" aria-live="polite" data-test="formula-says">
            {found.map((problem) => (
              <div key={`${problem.offset} ${problem.code}`}>
                <button
                  type="button"
                  className="field-problem formula-problem"
                  onClick={() => editor.current?.goTo(problem.line, problem.column)}
                >
                  {problem.message}
                </button>
                {problem.instead !== undefined && !checking && (
                  <Button
                    type="link"
                    size="small"
                    data-test="formula-fix"
                    onClick={() => onChange(mended(value, problem))}
                  >
                    {t('formula.fix', { text: problem.instead })}
                  </Button>
                )}
              </div>
            ))}
            {error && (
              <div className="field-problem">{t('formula.notChecked', { reason: error.message })}</div>
            )}
            {outcome.says && (
              <span data-test="formula-type">
                {t('formula.result')}: <b>{outcome.says}</b>
                {outcome.asked && (
                  <span className="formula-asked">
                    {' '}
                    · {t('formula.asked')}: <b>{outcome.asked}</b>
                  </span>
                )}
              </span>
            )}
            {!outcome.says && found.length === 0 && !error && (
              <span className="muted formula-hint">
                {checking ? t('formula.checking') : t('formula.hint')}
              </span>
            )}
          </div>
          <Button
            size="small"
            type="text"
            icon={<FunctionOutlined />}
            aria-label={t('formula.panel')}
            title={t('formula.panel')}
            aria-expanded={choosing}
            data-test="formula-open"
            onClick={() => setChoosing(!choosing)}
          />
          {place.object && (
            <Button
              size="small"
              type="text"
              icon={<ExperimentOutlined />}
              aria-expanded={trying}
              data-test="formula-try"
              onClick={() => setTrying(!trying)}
            >
              {t('formula.try')}
            </Button>
          )}
        </div>
        {called && <CursorHelp of={called} argument={call.argument} />}
        {trying && place.object && (
          <Trial
            key={place.object}
            id={id}
            place={place}
            tried={records}
            onTried={(next) => setTried({ ...next, of: place.object })}
            text={value}
            references={outcome.references}
          />
        )}
        {choosing && (
          <HelpPanel
            place={place}
            functions={functions}
            onInsert={insert}
            onClose={() => setChoosing(false)}
          />
        )}
      </div>
    </Line>
  );
}
