import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError } from '../../api/problems';
import { labelOf, useT } from '../../i18n/language';
import { download } from '../../kit/download';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { Line } from '../Line';
import { VersionsDrawer } from '../VersionsDrawer';
import { Basics } from './Basics';
import { useElement, useElementCalls } from '../elements';
import { useCheck, type DecisionAnswer } from './calls';
import { ColumnDrawer } from './ColumnDrawer';
import './decisions.css';
import { Grid } from './Grid';
import { Findings } from './ImportDialog';
import {
  aggregations,
  byPlace,
  emptyTable,
  hitPolicies,
  toDefinition,
  type DecisionTable,
  type Side,
} from './table';
import { TestPanel } from './TestPanel';

/** A decision table that is there, or a new one. */
export function DecisionPage() {
  const { name } = useParams();
  const stored = useElement<DecisionTable>('decisions', name);
  if (name === undefined) return <Editor key="new" stored={emptyTable} fresh />;
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => stored.refetch()} />;
  return stored.data ? <Editor key={name} stored={stored.data} fresh={false} /> : <PageSkeleton />;
}

function Editor({ stored, fresh }: { stored: DecisionTable; fresh: boolean }) {
  const t = useT();
  const feedback = useFeedback();
  const navigate = useNavigate();
  const { save, remove } = useElementCalls('decisions');
  const check = useCheck('decisions');
  const [table, setTable] = useState(stored);
  const [places, setPlaces] = useState<Record<string, string[]>>({});
  const [warnings, setWarnings] = useState<string[]>([]);
  const [column, setColumn] = useState<{ side: Side; index: number }>();
  const [answer, setAnswer] = useState<DecisionAnswer>();
  const [looking, setLooking] = useState(false);
  const change = (next: DecisionTable) => {
    setTable(next);
    setAnswer(undefined);
  };
  const look = async () => {
    const found = await check.mutateAsync(toDefinition(table));
    setPlaces(byPlace(found.problems));
    setWarnings(found.warnings.map((one) => one.message ?? one.code));
    return found.problems.length === 0;
  };
  const tried = async () => {
    try {
      if (await look()) feedback.done(t('decision.checked'));
    } catch (error) {
      feedback.failed(error);
    }
  };
  const publish = async () => {
    try {
      if (!(await look())) return;
      await save.mutateAsync({ key: table.name, definition: toDefinition(table) });
      feedback.done(t('decision.published'));
      if (fresh) void navigate(`/setup/decisions/${table.name}`, { replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) setPlaces(byPlace(error.problems));
      else feedback.failed(error);
    }
  };
  const askRemove = () =>
    feedback.confirm({
      title: t('decision.removeTitle', { name: labelOf(table as never) }),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync(table.name);
          await navigate('/setup/decisions');
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  const said = Object.entries(places).flatMap(([place, texts]) =>
    texts.map((text) => `${placeName(place, t)}${text}`),
  );
  return (
    <div className="page decision-editor">
      <PageHead
        over={<Link to="/setup/decisions">{t('decision.title')}</Link>}
        title={fresh ? t('decision.new') : labelOf(table as never)}
        extra={
          <>
            {!fresh && (
              <>
                {!table.package && (
                  <Button danger onClick={askRemove}>
                    {t('action.delete')}
                  </Button>
                )}
                <Button onClick={() => setLooking(true)}>{t('versions.title')}</Button>
                <Button
                  onClick={() => download(`/api/v1/decisions/${table.name}.dmn`)}
                  data-test="export-dmn"
                >
                  {t('decision.export')}
                </Button>
              </>
            )}
            <Button onClick={tried} loading={check.isPending} data-test="check-decision">
              {t('setup.check')}
            </Button>
            <Button type="primary" onClick={publish} loading={save.isPending} data-test="save-decision">
              {t('decision.publish')}
            </Button>
          </>
        }
      />
      <div className="card decision-head">
        <Basics
          value={table}
          fresh={fresh}
          places={places}
          none={t('decision.parameters')}
          onChange={(some) => change({ ...table, ...some })}
        />
        <Line id="hit-policy" label={t('decision.hitPolicy')} problems={places['/hitPolicy']}>
          <Select
            id="hit-policy"
            className="fill"
            value={table.hitPolicy}
            onChange={(hitPolicy) => change({ ...table, hitPolicy })}
            options={hitPolicies.map((one) => ({ value: one, label: t(`decision.policy.${one}`) }))}
          />
        </Line>
        {table.hitPolicy === 'collect' && (
          <Line id="aggregation" label={t('decision.aggregation')} problems={places['/aggregation']}>
            <Select
              id="aggregation"
              className="fill"
              value={table.aggregation ?? 'list'}
              onChange={(aggregation) => change({ ...table, aggregation })}
              options={aggregations.map((one) => ({ value: one, label: t(`decision.aggregate.${one}`) }))}
            />
          </Line>
        )}
      </div>
      <Findings type="error" texts={said} />
      <Findings type="warning" texts={warnings} />
      <div className="decision-body">
        <div className="card">
          <Grid
            table={table}
            places={places}
            trace={answer?.trace}
            onChange={change}
            onColumn={(side, index) => setColumn({ side, index })}
          />
          <p className="muted decision-help">{t('decision.cellHelp')}</p>
        </div>
        <TestPanel table={table} answer={answer} onAnswer={setAnswer} />
      </div>
      {column && (
        <ColumnDrawer
          table={table}
          {...column}
          places={places}
          onChange={change}
          onClose={() => setColumn(undefined)}
        />
      )}
      {looking && <VersionsDrawer kind="decisions" name={table.name} onClose={() => setLooking(false)} />}
    </div>
  );
}

/** `/rows/2/when/0` → `Row 3: `; nothing for places that the form shows by itself. */
function placeName(place: string, t: ReturnType<typeof useT>): string {
  const row = /^\/rows\/(\d+)/.exec(place);
  return row ? `${t('decision.rowNumber', { row: Number(row[1]) + 1 })} ` : '';
}
