import { useQuery } from '@tanstack/react-query';
import { isLink, type Link } from '../../api/model';
import { queries, useCatalog } from '../../api/queries';
import { LinkSelect } from '../../fields/LinkSelect';
import { labelOf, useT } from '../../i18n/language';
import { FieldValue } from '../../record/FieldValue';
import { Line } from '../Line';
import type { FormulaAnswer } from './check';
import { sayValue } from './outcome';
import { nameAt, type FormulaPlace } from './place';

/** The records somebody tries a formula on. */
export interface Tried {
  record?: Link;
  self?: Link;
}

interface Props {
  id: string;
  place: FormulaPlace;
  tried: Tried;
  onTried: (tried: Tried) => void;
  answer: FormulaAnswer | undefined;
  checking: boolean;
  /** The fields the formula reads. */
  references: readonly string[];
}

const link = (value: unknown) => (isLink(value) ? value : undefined);

/** Chooses a record and tells what the formula, as it stands, gives for it; nothing is written. */
export function Trial({ id, place, tried, onTried, answer, checking, references }: Props) {
  const t = useT();
  const chosen = tried.record && (!place.self || tried.self);
  return (
    <div className="formula-trial" data-test="formula-trial">
      <Line id={`${id}-record`} label={t('formula.tryRecord')}>
        <LinkSelect
          id={`${id}-record`}
          target={place.object!}
          value={tried.record}
          onChange={(value) => onTried({ ...tried, record: link(value) })}
        />
      </Line>
      {place.self && (
        <Line id={`${id}-this`} label={t('formula.thisRecord')}>
          <LinkSelect
            id={`${id}-this`}
            target={place.self}
            value={tried.self}
            onChange={(value) => onTried({ ...tried, self: link(value) })}
          />
        </Line>
      )}
      {!chosen && <p className="muted">{t('formula.needsRecord')}</p>}
      {chosen && answer && !answer.ok && <p className="muted">{t('formula.waiting')}</p>}
      {chosen && answer?.ok && 'value' in answer && (
        <p role="status" data-test="formula-value" aria-busy={checking}>
          {t('formula.value')} <b className="digits">{sayValue(answer.value, answer.type)}</b>
        </p>
      )}
      {tried.record && <Reads place={place} record={tried.record.id} references={references} />}
    </div>
  );
}

/** The values of the record's own fields that the formula reads. */
function Reads({
  place,
  record,
  references,
}: {
  place: FormulaPlace;
  record: string;
  references: readonly string[];
}) {
  const t = useT();
  const catalog = useCatalog().data;
  const read = useQuery({ ...queries.record(place.object!, record), retry: false }).data;
  const fields = references
    .filter((path) => !path.includes('.'))
    .flatMap((path) => nameAt(catalog, place, path)?.field ?? []);
  if (!read || fields.length === 0) return null;
  return (
    <dl className="formula-reads" aria-label={t('formula.reads')}>
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{labelOf(field)}</dt>
          <dd>
            <FieldValue field={field} value={read[field.name]} dense />
          </dd>
        </div>
      ))}
    </dl>
  );
}
