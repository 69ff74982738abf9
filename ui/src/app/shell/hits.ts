import type { ObjectDefinition, SearchHit } from '../../api/model';
import { isLink } from '../../api/model';
import { excerpt } from '../../kit/Marked';

/** Hits by object, each object where its best hit stands. */
export function groupHits(hits: SearchHit[]): [string, SearchHit[]][] {
  const groups = new Map<string, SearchHit[]>();
  for (const hit of hits) groups.set(hit.object, [...(groups.get(hit.object) ?? []), hit]);
  return [...groups];
}

/** A piece of a hit's second line. */
export interface Piece {
  field: string;
  text: string;
  ranges: number[][];
}

/** Where a field's text matched. */
export function rangesOf(hit: SearchHit, field: string | undefined): number[][] {
  return hit.highlights?.find((highlight) => highlight.field === field)?.ranges ?? [];
}

/** Up to three further values of a hit, those that matched first, to show why it is there and to tell namesakes apart. */
export function pieces(hit: SearchHit, object: ObjectDefinition | undefined): Piece[] {
  return Object.entries(hit.fields ?? {})
    .filter(([field]) => field !== object?.nameField)
    .map(([field, value]) => ({
      field,
      text: isLink(value) ? (value.name ?? '') : typeof value === 'object' ? '' : String(value ?? ''),
      ranges: rangesOf(hit, field),
    }))
    .filter((piece) => piece.text !== '')
    .sort((a, b) => Number(b.ranges.length > 0) - Number(a.ranges.length > 0))
    .slice(0, 3)
    .map((piece) => ({ ...piece, ...excerpt(piece.text, piece.ranges) }));
}
