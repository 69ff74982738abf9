import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { findObject } from '../metadata';
import type { DuplicateMatch, Likeness } from './found';

/** What duplicate rules found: each rule's sentence, and the records as far as one may know of them. */
export function LikenessList({ likenesses }: { likenesses: Likeness[] }) {
  const t = useT();
  return (
    <div className="likenesses" data-test="duplicates">
      {likenesses.map((one) => (
        <div key={one.rule}>
          <div>{one.message}</div>
          <ul>
            {one.matches.map((match, index) => (
              <li key={match.id ?? index}>
                <Match match={match} />
              </li>
            ))}
            {one.hidden > 0 && <li className="muted">{t('duplicates.hidden', { count: one.hidden })}</li>}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Match({ match }: { match: DuplicateMatch }) {
  const t = useT();
  const object = findObject(useCatalog().data, match.object ?? '');
  const name = match.name || t('duplicates.unnamed');
  return (
    <>
      {object && <span className="muted">{labelOf(object)} </span>}
      {match.id ? (
        // What was typed stays where it is.
        <a href={`/o/${match.object}/${match.id}`} target="_blank" rel="noreferrer">
          {name}
        </a>
      ) : (
        name
      )}
      {match.owner && <span className="muted"> {t('duplicates.owner', { owner: match.owner })}</span>}
    </>
  );
}
