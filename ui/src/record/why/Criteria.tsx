import type { DecidedHow, KeptDecision, ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { textOf, useT } from '../../i18n/language';
import { formatNumber } from '../../kit/format';
import { FieldValue } from '../FieldValue';
import { placeOf } from './path';

interface Props {
  object: ObjectDefinition;
  decision: KeptDecision;
  how: DecidedHow;
}

/** Each criterion of a score: what it saw, which band that was in, what it counted. */
export function Criteria({ object, decision, how }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  return (
    <>
      <ul className="why-criteria">
        {(how.criteria ?? []).map((one) => {
          const input = decision.inputs.find(({ path }) => path === one.expression);
          const place = input && placeOf(catalog, object, input.path);
          const empty = one.value === null || one.value === undefined;
          return (
            <li key={one.name}>
              <span className="why-criterion">
                {textOf(one.label) ?? place?.label ?? one.name}{' '}
                <b>
                  {empty ? (
                    t('score.noValue')
                  ) : input && place?.field ? (
                    <FieldValue field={place.field} value={input.value} />
                  ) : (
                    plain(one.value)
                  )}
                </b>{' '}
                {!empty && (
                  <span className="muted">
                    {one.band === '-'
                      ? t('why.anyBand')
                      : one.band
                        ? t('why.band', { band: one.band })
                        : t('score.noBand')}
                  </span>
                )}
              </span>
              <span className="digits why-points">
                {one.weight === 1
                  ? t('why.points', { counted: formatNumber(one.counted) })
                  : t('why.weighted', {
                      points: formatNumber(one.points),
                      weight: formatNumber(one.weight),
                      counted: formatNumber(one.counted),
                    })}
              </span>
            </li>
          );
        })}
      </ul>
      {how.scale !== null && how.scale !== undefined && (
        <p className="muted">{t('why.scaled', { scale: formatNumber(how.scale) })}</p>
      )}
    </>
  );
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
