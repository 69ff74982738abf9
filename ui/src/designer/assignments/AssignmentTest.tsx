import { Button } from 'antd';
import { useState } from 'react';
import { isLink, type Link } from '../../api/model';
import { LinkSelect } from '../../fields/LinkSelect';
import { listOf, textOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { useAskAssignment, type AssignmentAnswer } from '../decisions/calls';
import { useElements } from '../elements';
import { Findings } from '../decisions/ImportDialog';
import { Line } from '../Line';
import { toAssignment, type AssignmentRule } from './model';

type Tried = AssignmentAnswer['tried'][number];

/** Who would get a record if the rule were as it stands on the screen; nobody's turn is taken and nothing is written. */
export function AssignmentTest({ rule }: { rule: AssignmentRule }) {
  const t = useT();
  const feedback = useFeedback();
  const ask = useAskAssignment();
  const [record, setRecord] = useState<Link>();
  const [answer, setAnswer] = useState<AssignmentAnswer>();
  const run = async () => {
    try {
      setAnswer(
        await ask.mutateAsync({
          object: rule.object,
          ...(record ? { id: record.id } : { values: {} }),
          definition: toAssignment({ ...rule, name: rule.name || 'trial' }),
        }),
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
        {rule.object && (
          <Line id="assignment-record" label={t('assignment.record')} help={t('assignment.recordHelp')}>
            <LinkSelect
              key={rule.object}
              id="assignment-record"
              target={rule.object}
              value={record}
              onChange={(value) => setRecord(isLink(value) ? value : undefined)}
            />
          </Line>
        )}
        <Button
          type="primary"
          disabled={!rule.object}
          onClick={run}
          loading={ask.isPending}
          data-test="run-assignment"
        >
          {t('decision.ask')}
        </Button>
        {rule.active === false && <p className="muted">{t('assignment.notAsked')}</p>}
        {answer && <Answer rule={rule} answer={answer} />}
      </div>
    </section>
  );
}

function Answer({ rule, answer }: { rule: AssignmentRule; answer: AssignmentAnswer }) {
  const t = useT();
  const rules = useElements<AssignmentRule>('assignments').data ?? [];
  const nameOf = (key: string) => {
    const own = key === `${rule.object}.${rule.name || 'trial'}`;
    const found = own ? rule : rules.find((one) => `${one.object}.${one.name}` === key);
    return (found && textOf(found.label)) || key;
  };
  const last = answer.tried.at(-1);
  return (
    <div className="stack" data-test="assignment-answer" role="status">
      <b>
        {last?.outcome === 'chosen'
          ? t('assignment.wouldBe', { name: last.candidates[0]?.username ?? '' })
          : last?.outcome === 'inTurn'
            ? t('assignment.inTurn', { number: last.entry + 1, people: peopleOf(last, t) })
            : t('assignment.nobody')}
      </b>
      <Findings type="warning" texts={answer.unknown.map((one) => one.message ?? one.code)} />
      <ol className="assignment-tried">
        {answer.tried.map((one, index) => (
          <li
            key={index}
            className={one.outcome === 'notMet' || one.outcome === 'nobody' ? 'muted' : undefined}
          >
            {one.entry < 0
              ? t('assignment.tried.rule', { rule: nameOf(one.rule) })
              : t(`assignment.tried.${one.outcome}`, {
                  rule: nameOf(one.rule),
                  number: one.entry + 1,
                  people: peopleOf(one, t),
                })}
          </li>
        ))}
      </ol>
    </div>
  );
}

function peopleOf(tried: Tried, t: ReturnType<typeof useT>): string {
  const shown = tried.candidates
    .slice(0, 10)
    .map((one) =>
      one.load === null || one.load === undefined
        ? one.username
        : t('why.candidate', { name: one.username, load: formatNumber(one.load) }),
    );
  return listOf(tried.candidates.length > shown.length ? [...shown, '…'] : shown);
}
