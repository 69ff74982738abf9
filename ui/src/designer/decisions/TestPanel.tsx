import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { Line } from '../Line';
import { useAskDecision, type DecisionAnswer } from './calls';
import { Findings } from './ImportDialog';
import { toDefinition, typedValue, type DecisionTable } from './table';

interface Props {
  table: DecisionTable;
  answer?: DecisionAnswer;
  onAnswer: (answer: DecisionAnswer | undefined) => void;
}

/** Asks the table as it stands on the screen, published or not, and says how it came to its answer. */
export function TestPanel({ table, answer, onAnswer }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const ask = useAskDecision();
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [record, setRecord] = useState('');
  const run = async () => {
    const inputs = Object.fromEntries(
      table.inputs.map((input) => [input.name, typedValue(input.type, texts[input.name] ?? '')]),
    );
    const question = record.trim() ? { id: record.trim() } : { inputs };
    try {
      onAnswer(
        await ask.mutateAsync({
          name: table.name || 'draft',
          question: { ...question, definition: toDefinition({ ...table, name: table.name || 'draft' }) },
        }),
      );
    } catch (error) {
      onAnswer(undefined);
      feedback.failed(error);
    }
  };
  return (
    <section className="card decision-side" aria-label={t('decision.test')}>
      <h2>{t('decision.test')}</h2>
      <div className="stack">
        {table.object && (
          <Line id="test-record" label={t('decision.record')} help={t('decision.recordHelp')}>
            <Input id="test-record" value={record} onChange={(event) => setRecord(event.target.value)} />
          </Line>
        )}
        {!record.trim() &&
          table.inputs.map((input) => (
            <Line key={input.name} id={`test-${input.name}`} label={input.name}>
              <Input
                id={`test-${input.name}`}
                value={texts[input.name] ?? ''}
                onChange={(event) => setTexts({ ...texts, [input.name]: event.target.value })}
                onPressEnter={run}
              />
            </Line>
          ))}
        <Button type="primary" onClick={run} loading={ask.isPending} data-test="run-decision">
          {t('decision.ask')}
        </Button>
        {answer && <Answer answer={answer} />}
      </div>
    </section>
  );
}

function Answer({ answer }: { answer: DecisionAnswer }) {
  const t = useT();
  return (
    <div className="stack" data-test="decision-answer" role="status">
      <Findings type="error" texts={answer.problems.map((one) => one.message ?? one.code)} />
      {answer.results.map((result, index) => (
        <div key={index}>
          {Object.entries(result).map(([name, value]) => (
            <div key={name}>
              <span className="muted">{name}</span> <b>{sayValue(value)}</b>
            </div>
          ))}
        </div>
      ))}
      <div>
        {answer.trace.hits.length > 0
          ? answer.trace.hits.map((row) => (
              <Tag key={row} variant="filled" color="green">
                {t('decision.rowHit', { row })}
              </Tag>
            ))
          : t('decision.noRow')}
      </div>
      {answer.trace.rows
        .filter((row) => !row.hit)
        .slice(0, 50)
        .map((row) => (
          <div key={row.row} className="muted">
            {t('decision.rowMissed', { row: row.row, input: row.input ?? '', cell: row.cell ?? '' })}
          </div>
        ))}
    </div>
  );
}

export function sayValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
