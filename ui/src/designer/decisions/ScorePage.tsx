import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError } from '../../api/problems';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { findObject, isSystem } from '../../record/metadata';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { VersionsDrawer } from '../VersionsDrawer';
import { Basics } from './Basics';
import { useElement, useElementCalls } from '../elements';
import { useCheck } from './calls';
import { Criteria, Grades } from './Criteria';
import './decisions.css';
import { Findings } from './ImportDialog';
import { emptyModel, toScore, type ScoreModel } from './model';
import { ScoreTest } from './ScoreTest';
import { byPlace } from './table';

/** A scored model that is there, or a new one. */
export function ScorePage() {
  const { name } = useParams();
  const stored = useElement<ScoreModel>('scores', name);
  if (name === undefined) return <Editor key="new" stored={emptyModel} fresh />;
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => stored.refetch()} />;
  return stored.data ? <Editor key={name} stored={stored.data} fresh={false} /> : <PageSkeleton />;
}

function Editor({ stored, fresh }: { stored: ScoreModel; fresh: boolean }) {
  const t = useT();
  const feedback = useFeedback();
  const navigate = useNavigate();
  const catalog = useCatalog().data;
  const { save, remove } = useElementCalls('scores');
  const check = useCheck('scores');
  const [model, setModel] = useState(stored);
  const [places, setPlaces] = useState<Record<string, string[]>>({});
  const [looking, setLooking] = useState(false);
  const set = (change: Partial<ScoreModel>) => setModel({ ...model, ...change });
  const fields = (findObject(catalog, model.object)?.fields ?? []).filter((field) => !isSystem(field));
  const options = (types: string[]) =>
    fields
      .filter((field) => types.includes(field.type))
      .map((field) => ({ value: field.name, label: labelOf(field) }));
  const publish = async () => {
    try {
      const found = await check.mutateAsync(toScore(model));
      setPlaces(byPlace(found.problems));
      if (found.problems.length) return;
      await save.mutateAsync({ key: model.name, definition: toScore(model) });
      feedback.done(t('decision.published'));
      if (fresh) void navigate(`/setup/scores/${model.name}`, { replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) setPlaces(byPlace(error.problems));
      else feedback.failed(error);
    }
  };
  const askRemove = () =>
    feedback.confirm({
      title: t('decision.removeTitle', { name: labelOf(model as never) }),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync(model.name);
          await navigate('/setup/decisions?kind=scores');
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  return (
    <div className="page decision-editor">
      <PageHead
        over={<Link to="/setup/decisions?kind=scores">{t('score.models')}</Link>}
        title={fresh ? t('score.new') : labelOf(model as never)}
        extra={
          <>
            {!fresh && !model.package && (
              <Button danger onClick={askRemove}>
                {t('action.delete')}
              </Button>
            )}
            {!fresh && <Button onClick={() => setLooking(true)}>{t('versions.title')}</Button>}
            <Button
              type="primary"
              onClick={publish}
              loading={save.isPending || check.isPending}
              data-test="save-score"
            >
              {t('decision.publish')}
            </Button>
          </>
        }
      />
      <div className="card decision-head">
        <Basics value={model} fresh={fresh} places={places} onChange={set} />
        <Line id="score-target" label={t('score.target')} required problems={places['/target']}>
          <Select
            id="score-target"
            className="fill"
            value={model.target || undefined}
            onChange={(target: string) => set({ target })}
            options={options(['integer', 'decimal', 'percent', 'currency'])}
          />
        </Line>
        <Line id="score-grade" label={t('score.grade')} problems={places['/grade']}>
          <Select
            id="score-grade"
            className="fill"
            allowClear
            value={model.grade || undefined}
            onChange={(grade: string | undefined) => set({ grade })}
            options={options(['select', 'text'])}
          />
        </Line>
        <FormulaLine
          id="score-when"
          label={t('score.when')}
          help={t('score.whenHelp')}
          problems={places['/when']}
          place={{ object: model.object, expected: 'boolean', limit: 'score' }}
          value={model.when ?? ''}
          onChange={(when) => set({ when })}
        />
        <Line
          id="score-scale"
          label={t('score.scale')}
          help={t('score.scaleHelp')}
          problems={places['/scale']}
        >
          <InputNumber id="score-scale" value={model.scale} onChange={(scale) => set({ scale })} />
        </Line>
      </div>
      <Findings type="error" texts={Object.values(places).flat()} />
      <div className="decision-body">
        <div>
          <Criteria
            object={model.object}
            criteria={model.criteria}
            places={places}
            onChange={(criteria) => set({ criteria })}
          />
          <Grades grades={model.grades ?? []} places={places} onChange={(grades) => set({ grades })} />
        </div>
        <ScoreTest model={model} />
      </div>
      {looking && <VersionsDrawer kind="scores" name={model.name} onClose={() => setLooking(false)} />}
    </div>
  );
}
