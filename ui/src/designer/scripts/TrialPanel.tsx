import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { isLink, type Link } from '../../api/model';
import { ApiError } from '../../api/problems';
import { LinkSelect } from '../../fields/LinkSelect';
import { useT } from '../../i18n/language';
import { sentenceOf } from '../../kit/feedback';
import { Line } from '../Line';
import { useTrial, type Trial } from './calls';
import { has, readObject, toDefinition, type Script } from './script';
import { TrialOutcome, type OnPlace } from './TrialOutcome';

interface Props {
  script: Script;
  onPlace: OnPlace;
  /** Undefined while a new run is on its way. */
  onOutcome: (trial: Trial | undefined) => void;
}

/** Runs the script as it stands on the screen, published or not; nothing of what it does lasts. */
export function TrialPanel({ script, onPlace, onOutcome }: Props) {
  const t = useT();
  const trial = useTrial();
  const [record, setRecord] = useState<Link>();
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState('');
  const takesRecord = has(script, 'object');
  const takesInput = script.type === 'button' || script.type === 'endpoint';
  const values = readObject(typed);
  const input = readObject(sent);
  const bad = (takesRecord && values === undefined) || (takesInput && input === undefined);
  const about = record && record.object === script.object ? record : undefined;
  const run = async () => {
    const name = script.name || 'draft';
    onOutcome(undefined);
    try {
      onOutcome(
        await trial.mutateAsync({
          name,
          question: {
            definition: { ...toDefinition(script), name },
            ...(takesRecord ? { ...(about ? { id: about.id } : {}), values } : {}),
            ...(takesInput ? { input } : {}),
          },
        }),
      );
    } catch {
      // Told below.
    }
  };
  return (
    <section className="card script-side" aria-label={t('script.trial')} data-test="script-trial">
      <h2>{t('script.trial')}</h2>
      <p className="muted">{t('script.trialHelp')}</p>
      <div className="stack">
        {takesRecord && script.object && (
          <>
            <Line id="trial-record" label={t('script.trialRecord')} help={t('script.trialRecordHelp')}>
              <LinkSelect
                key={script.object}
                id="trial-record"
                target={script.object}
                value={about}
                onChange={(value) =>
                  setRecord(isLink(value) ? { ...value, object: script.object } : undefined)
                }
              />
            </Line>
            <Line
              id="trial-values"
              label={t('script.trialValues')}
              problems={values === undefined ? [t('rules.tryBadJson')] : undefined}
            >
              <Input.TextArea
                id="trial-values"
                className="code"
                placeholder='{"amount": 100}'
                autoSize={{ minRows: 1, maxRows: 10 }}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Line>
          </>
        )}
        {takesInput && (
          <Line
            id="trial-input"
            label={t('script.trialInput')}
            problems={input === undefined ? [t('rules.tryBadJson')] : undefined}
          >
            <Input.TextArea
              id="trial-input"
              className="code"
              placeholder={
                script.type === 'endpoint' ? '{"method": "GET", "query": {"q": "a"}}' : '{"reason": "…"}'
              }
              autoSize={{ minRows: 1, maxRows: 10 }}
              value={sent}
              onChange={(event) => setSent(event.target.value)}
            />
          </Line>
        )}
        <Button
          type="primary"
          ghost
          disabled={bad || (takesRecord && !script.object)}
          loading={trial.isPending}
          onClick={run}
          data-test="run-script"
        >
          {t('script.run')}
        </Button>
        {takesRecord && !script.object && <div className="muted">{t('script.trialNoObject')}</div>}
        {trial.isError && <Alert type="error" showIcon title={textsOf(trial.error)} />}
        {trial.data && <TrialOutcome script={script} trial={trial.data} onPlace={onPlace} />}
      </div>
    </section>
  );
}

function textsOf(error: unknown) {
  const problems = error instanceof ApiError ? error.problems : [];
  if (problems.length === 0) return sentenceOf(error);
  return problems.map((problem, index) => <div key={index}>{problem.message ?? problem.code}</div>);
}
