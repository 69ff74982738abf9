import { Link as To } from 'react-router';
import { isLink } from '../api/model';
import { useCatalog } from '../api/queries';
import { useT } from '../i18n/language';

/** A link to another record; one the reader may not see is named so, not hidden. */
export function LinkCell({ value, target }: { value: unknown; target?: string }) {
  const t = useT();
  const objects = useCatalog().data?.objects;
  if (!isLink(value)) return <>{String(value)}</>;
  if (value.name === null) return <span className="muted">{t('lookup.hidden')}</span>;
  const object = value.object ?? target;
  const readable = objects?.some((one) => one.name === object);
  return object && readable ? (
    <To to={`/o/${object}/${value.id}`} onClick={(event) => event.stopPropagation()}>
      {value.name}
    </To>
  ) : (
    <>{value.name}</>
  );
}

export const writeLink = (value: unknown) => (isLink(value) ? value.id : value);
export const writeLinks = (value: unknown) => (Array.isArray(value) ? value.map(writeLink) : value);
