import { Button, Input } from 'antd';
import { useState } from 'react';
import { useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { Line } from '../Line';
import { useAskScore, type ScoreAnswer } from './calls';
import { toScore, type ScoreModel } from './model';
import { sayValue } from './TestPanel';

/** Scores a record with the model as it stands on the screen, published or not; nothing is written. */
export function ScoreTest({ model }: { model: ScoreModel }) {
  const t = useT();
  const feedback = useFeedback();
  const ask = useAskScore();
  const [record, setRecord] = useState('');
  const [answer, setAnswer] = useState<ScoreAnswer>();
  const run = async () => {
    try {
      const name = model.name || 'draft';
      const question = record.trim() ? { id: record.trim() } : { values: {} };
      setAnswer(
        await ask.mutateAsync({ name, question: { ...question, definition: toScore({ ...model, name }) } }),
      );
    } catch (error) {
      setAnswer(undefined);
      feedback.failed(error);
    }
  };
  return (
    <section className="card decision-side" aria-label={t('decision.test')}>
      <h2>{t('decision.test')}</h2>
      <div className="stack">
        <Line id="score-record" label={t('decision.record')} help={t('score.recordHelp')}>
          <Input
            id="score-record"
            value={record}
            onChange={(event) => setRecord(event.target.value)}
            onPressEnter={run}
          />
        </Line>
        <Button type="primary" onClick={run} loading={ask.isPending} data-test="run-score">
          {t('decision.ask')}
        </Button>
        {answer && (
          <div role="status" data-test="score-answer">
            {answer.applies ? (
              <p>
                <b className="digits">{sayValue(answer.total)}</b> {answer.grade}
              </p>
            ) : (
              <p>{t('score.notApplicable')}</p>
            )}
            {answer.criteria.map((one) => (
              <div key={one.name}>
                <code>{one.name}</code> {sayValue(one.value)} → <b className="digits">{one.counted}</b>{' '}
                <span className="muted">
                  {one.band ?? t(one.value === null ? 'score.noValue' : 'score.noBand')}
                </span>
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
