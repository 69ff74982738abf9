import { Alert, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { formatNumber } from '../../kit/format';
import { findObject } from '../../record/metadata';
import type { Trial } from './calls';
import { FailureText, limitName, Lines } from './Said';
import type { Script } from './script';

export type OnPlace = (line: number, column?: number) => void;

interface Props {
  script: Script;
  trial: Trial;
  onPlace: OnPlace;
}

/** What a trial came to: changes, refusals, lines, what it used; and that none of it has happened. */
export function TrialOutcome({ script, trial, onPlace }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  const objectLabel = (name: string) => labelOf(findObject(catalog, name) ?? { name });
  const fieldLabel = (object: string | undefined, name: string) =>
    labelOf(findObject(catalog, object ?? '')?.fields.find((field) => field.name === name) ?? { name });
  const sets = trial.sets ?? {};
  const errors = trial.errors ?? [];
  const quiet =
    trial.ok &&
    Object.keys(sets).length === 0 &&
    errors.length === 0 &&
    trial.writes.length === 0 &&
    (trial.result === null || trial.result === undefined);
  return (
    <div className="stack" role="status" data-test="trial-outcome">
      {!trial.applies && <Alert type="warning" showIcon title={t('script.notApplied')} />}
      {trial.failure && (
        <FailureText failure={trial.failure} script={script.name || 'draft'} onPlace={onPlace} />
      )}
      {errors.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('script.refuses')}
          description={errors.map((error, index) => (
            <div key={index}>
              {error.field && `${fieldLabel(script.object, error.field)}: `}
              {textOf(error.message as never) ?? sayValue(error.message)}
            </div>
          ))}
        />
      )}
      {Object.keys(sets).length > 0 && (
        <Changes
          title={t('script.sets')}
          before={trial.given ?? {}}
          after={sets}
          label={(name) => fieldLabel(script.object, name)}
        />
      )}
      {trial.writes.map((write, index) => (
        <Changes
          key={index}
          title={
            <>
              <Tag variant="filled">{t(`script.write.${write.action}`)}</Tag>
              {objectLabel(write.object)} <code>{write.id}</code>
            </>
          }
          before={write.before}
          after={write.values}
          label={(name) => fieldLabel(write.object, name)}
        />
      ))}
      {trial.ok && trial.result !== null && trial.result !== undefined && (
        <div>
          <div className="field-label">{t('script.result')}</div>
          <pre className="script-result">{sayResult(trial.result)}</pre>
        </div>
      )}
      {quiet && <div className="muted">{t('script.changesNothing')}</div>}
      <Lines lines={trial.lines} />
      <Alert type="info" showIcon title={t('script.rolledBack')} data-test="rolled-back" />
      {trial.usage.some((one) => one.limit === 'httpCalls' && one.used > 0) && (
        <Alert type="warning" showIcon title={t('script.calledOut')} />
      )}
      <dl className="script-usage" aria-label={t('script.usage')}>
        {trial.usage.map((one) => (
          <div key={one.limit} data-full={one.used >= one.allowed || undefined}>
            <dt>{limitName(one.limit, t)}</dt>
            <dd className="digits">
              {formatNumber(one.used)} / {formatNumber(one.allowed)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface ChangesProps {
  title: ReactNode;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  label: (name: string) => string;
}

function Changes({ title, before, after, label }: ChangesProps) {
  const t = useT();
  const names = Object.keys(after);
  return (
    <div className="script-changes" data-test="trial-changes">
      <div className="field-label">{title}</div>
      {names.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('script.field')}</th>
              <th>{t('script.before')}</th>
              <th>{t('script.after')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name} data-field={name}>
                <th title={name}>{label(name)}</th>
                <td>{sayValue(before[name])}</td>
                <td>{sayValue(after[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const sayResult = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
