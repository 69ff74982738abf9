import type { KeptDecision, ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { Person } from '../../fields/Person';
import { labelOf, listOf, textOf, useT } from '../../i18n/language';
import { formatMoment, formatNumber } from '../../kit/format';
import { FieldValue } from '../FieldValue';
import { Criteria } from './Criteria';
import { placeOf } from './path';

interface Props {
  object: ObjectDefinition;
  decision: KeptDecision;
}

/** One decision: what came out, how, from which values, and who wrote the record then. */
export function OneDecision({ object, decision }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  const [kind, key = ''] = decision.element.split('/');
  const name = textOf(decision.label) ?? key;
  const how = decision.how ?? undefined;
  // What a criterion shows already need not be told again.
  const told = new Set((how?.criteria ?? []).map((one) => one.expression));
  const inputs = decision.inputs.filter(({ path }) => !told.has(path));
  return (
    <li className="why-one" data-decision={decision.element}>
      <p className="why-result">
        {t(
          kind === 'assignments'
            ? 'why.assignment'
            : kind === 'scores'
              ? how?.applies === false
                ? 'why.scoreEnded'
                : 'why.score'
              : 'why.other',
          { name },
        )}
        {Object.entries(decision.fields).map(([field, value]) => {
          const known = object.fields.find((one) => one.name === field);
          return (
            <span key={field} className="why-field">
              <span className="muted">{known ? labelOf(known) : field}</span>{' '}
              <b>{known ? <FieldValue field={known} value={value} /> : String(value ?? '—')}</b>
            </span>
          );
        })}
      </p>
      {decision.overruled.length > 0 && (
        <p className="why-note">
          {t('why.overruled', {
            fields: listOf(
              decision.overruled.map((field) =>
                labelOf(object.fields.find((one) => one.name === field) ?? { name: field }),
              ),
            ),
          })}
        </p>
      )}
      {how?.method && (
        <p>
          {t(`why.method.${how.method}`, {
            entry: (how.entry ?? 0) + 1,
            label: textOf(how.label) ? t('why.entryLabel', { label: textOf(how.label)! }) : '',
            count: how.candidates ?? 0,
          })}
        </p>
      )}
      {how?.criteria && how.criteria.length > 0 && <Criteria object={object} decision={decision} how={how} />}
      {inputs.length > 0 && (
        <>
          <p className="muted why-head">{t('why.inputs')}</p>
          <dl className="why-inputs">
            {inputs.map(({ path, value }) => {
              const { label, field } = placeOf(catalog, object, path);
              return (
                <div key={path}>
                  <dt>{label}</dt>
                  <dd>
                    {field ? (
                      <FieldValue field={field} value={value} />
                    ) : value === null || value === undefined ? (
                      '—'
                    ) : (
                      String(value)
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
      {decision.hidden > 0 && <p className="why-note">{t('why.hidden', { count: decision.hidden })}</p>}
      {decision.inner?.candidates && (
        <p className="muted">
          {t('why.candidates', {
            people: listOf(
              decision.inner.candidates.map((one) =>
                one.load === null || one.load === undefined
                  ? one.username
                  : t('why.candidate', { name: one.username, load: formatNumber(one.load) }),
              ),
            ),
          })}
        </p>
      )}
      <p className="muted why-foot">
        <Person name={decision.by.name ?? t('history.system')} size={16} />
        <span className="digits">{formatMoment(decision.at)}</span>
        <span>{t('why.versions', { version: decision.version, catalog: decision.catalog })}</span>
      </p>
    </li>
  );
}
