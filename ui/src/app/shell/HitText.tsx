import type { ObjectDefinition, SearchHit } from '../../api/model';
import { Marked } from '../../kit/Marked';
import { pieces, rangesOf } from './hits';

/** What a hit is called, with what matched in it. */
export function HitName({ hit, object }: { hit: SearchHit; object: ObjectDefinition | undefined }) {
  return hit.name ? <Marked text={hit.name} ranges={rangesOf(hit, object?.nameField)} /> : hit.id;
}

/** Further values of a hit, with what matched in them. */
export function HitLine({ hit, object }: { hit: SearchHit; object: ObjectDefinition | undefined }) {
  return pieces(hit, object).map((piece, index) => (
    <span key={piece.field}>
      {index > 0 && ' · '}
      <Marked text={piece.text} ranges={piece.ranges} />
    </span>
  ));
}
