import type { ObjectDefinition, SearchHit } from '../../api/model';
import { isLink } from '../../api/model';

/** Hits by object, each object where its best hit stands. */
export function groupHits(hits: SearchHit[]): [string, SearchHit[]][] {
  const groups = new Map<string, SearchHit[]>();
  for (const hit of hits) groups.set(hit.object, [...(groups.get(hit.object) ?? []), hit]);
  return [...groups];
}

/** Up to three further values of a hit, to tell namesakes apart. */
export function secondLine(hit: SearchHit, object: ObjectDefinition | undefined): string {
  return Object.entries(hit.fields ?? {})
    .filter(([name]) => name !== object?.nameField)
    .map(([, value]) => (isLink(value) ? value.name : typeof value === 'object' ? null : value))
    .filter((value) => value !== null && value !== undefined && value !== '')
    .slice(0, 3)
    .join(' · ');
}
