import { useQuery } from '@tanstack/react-query';
import { isLink, type Link } from '../../api/model';
import { queries, useCatalog } from '../../api/queries';
import { LinkSelect } from '../../fields/LinkSelect';
import { labelOf, useT } from '../../i18n/language';
import { FieldValue } from '../../record/FieldValue';
import { Line } from '../Line';
import { useFormulaCheck } from './check';
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
  /** The formula as it stands. */
  text: string;
  /** The fields the formula reads. */
  references: readonly string[];
}

const link = (value: unknown) => (isLink(value) ? value : undefined);

/** Chooses a record and tells what the formula, as it stands, gives for it; nothing is written. */
export function Trial({ id, place, tried, onTried, text, references }: Props) {
  const t = useT();
  const chosen = tried.record !== undefined && (!place.self || tried.self !== undefined);
  const { answer, error, checking } = useFormulaCheck(
    text,
    place,
    chosen ? { record: tried.record?.id, thisRecord: tried.self?.id } : {},
  );
  const says = () => {
    if (!chosen || text.trim() === '') return <p className="muted">{t('formula.needsRecord')}</p>;
    if (error) return <p className="field-problem">{error.message}</p>;
    if (answer && !answer.ok) return <p className="muted">{t('formula.waiting')}</p>;
    if (!answer || !('value' in answer)) return <p className="muted">{t('formula.checking')}</p>;
    return (
      <p role="status" data-test="formula-value" aria-busy={checking}>
        {t('formula.value')} <b className="digits">{sayValue(answer.value, answer.type)}</b>
      </p>
    );
  };
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
      {says()}
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
