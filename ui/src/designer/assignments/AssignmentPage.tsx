import { Button, Checkbox, InputNumber } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError } from '../../api/problems';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { Basics } from '../decisions/Basics';
import { useAskAssignment } from '../decisions/calls';
import { useElement, useElementCalls } from '../elements';
import '../decisions/decisions.css';
import { Findings } from '../decisions/ImportDialog';
import { byPlace } from '../decisions/table';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { VersionsDrawer } from '../VersionsDrawer';
import './assignments.css';
import { AssignmentTest } from './AssignmentTest';
import { Entries } from './Entries';
import { emptyRule, toAssignment, type AssignmentRule } from './model';

/** An assignment rule that is there, or a new one. */
export function AssignmentPage() {
  const { object, name } = useParams();
  const key = name === undefined ? undefined : `${object}.${name}`;
  const stored = useElement<AssignmentRule>('assignments', key);
  if (key === undefined) return <Editor key="new" stored={emptyRule} fresh />;
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => stored.refetch()} />;
  return stored.data ? <Editor key={key} stored={stored.data} fresh={false} /> : <PageSkeleton />;
}

function Editor({ stored, fresh }: { stored: AssignmentRule; fresh: boolean }) {
  const t = useT();
  const feedback = useFeedback();
  const navigate = useNavigate();
  const { save, remove, dryRun } = useElementCalls('assignments');
  const [rule, setRule] = useState(stored);
  const ask = useAskAssignment();
  const [inVain, setInVain] = useState<string[]>([]);
  const [places, setPlaces] = useState<Record<string, string[]>>({});
  const [looking, setLooking] = useState(false);
  const key = `${rule.object}.${rule.name}`;
  const set = (change: Partial<AssignmentRule>) => setRule({ ...rule, ...change });
  const publish = async () => {
    const call = { key, definition: toAssignment(rule) };
    try {
      const found = (await dryRun.mutateAsync(call)).problems ?? [];
      setPlaces(byPlace(found));
      if (found.length) return;
      await save.mutateAsync(call);
      feedback.done(t('decision.published'));
      // Rules of packages may name people who are still to come, so that is told and nothing refused.
      const told = await ask.mutateAsync({ object: rule.object, values: {} });
      setInVain(told.unknown.filter((one) => one.rule === key).map((one) => one.message ?? one.code));
      if (fresh) void navigate(`/setup/assignments/${rule.object}/${rule.name}`, { replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) setPlaces(byPlace(error.problems));
      else feedback.failed(error);
    }
  };
  const askRemove = () =>
    feedback.confirm({
      title: t('decision.removeTitle', { name: labelOf(rule as never) }),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync(key);
          await navigate('/setup/assignments');
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  return (
    <div className="page decision-editor">
      <PageHead
        over={<Link to="/setup/assignments">{t('assignment.title')}</Link>}
        title={fresh ? t('assignment.new') : labelOf(rule as never)}
        extra={
          <>
            {!fresh && !rule.package && (
              <Button danger onClick={askRemove}>
                {t('action.delete')}
              </Button>
            )}
            {!fresh && <Button onClick={() => setLooking(true)}>{t('versions.title')}</Button>}
            <Button
              type="primary"
              disabled={!rule.name || !rule.object}
              onClick={publish}
              loading={save.isPending || dryRun.isPending}
              data-test="save-assignment"
            >
              {t('decision.publish')}
            </Button>
          </>
        }
      />
      {rule.package && <p className="muted">{t('assignment.shipped')}</p>}
      <div className="card decision-head">
        <Basics value={rule} fresh={fresh} places={places} onChange={set} objectStays={!fresh} />
        <FormulaLine
          id="assignment-when"
          label={t('assignment.when')}
          help={t('assignment.whenHelp')}
          problems={places['/when']}
          place={{ object: rule.object, expected: 'boolean' }}
          value={rule.when ?? ''}
          onChange={(when) => set({ when })}
        />
        <Line
          id="assignment-order"
          label={t('assignment.order')}
          help={t('assignment.orderHelp')}
          problems={places['/order']}
        >
          <InputNumber
            id="assignment-order"
            min={0}
            precision={0}
            value={rule.order ?? 0}
            onChange={(order) => set({ order: order ?? 0 })}
          />
        </Line>
        <div className="field assignment-active">
          <Checkbox
            checked={rule.active !== false}
            onChange={(event) => set({ active: event.target.checked })}
          >
            {t('assignment.active')}
          </Checkbox>
        </div>
      </div>
      <Findings type="error" texts={Object.values(places).flat()} />
      <Findings type="warning" texts={inVain} />
      <div className="decision-body">
        <Entries
          object={rule.object}
          entries={rule.entries}
          places={places}
          onChange={(entries) => {
            // Problems are placed by position, which others have now.
            if (entries.map((one) => one.name).join() !== rule.entries.map((one) => one.name).join())
              setPlaces({});
            set({ entries });
          }}
        />
        <AssignmentTest rule={rule} />
      </div>
      {looking && <VersionsDrawer kind="assignments" name={key} onClose={() => setLooking(false)} />}
    </div>
  );
}
