import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api, body } from '../../api/client';
import { isLink, type ObjectDefinition, type RecordData } from '../../api/model';
import { ApiError, type Problem } from '../../api/problems';
import type { components } from '../../api/schema';
import { textOf } from '../../i18n/language';
import type { Values } from '../values';

export type DuplicateMatch =
  components['schemas']['DuplicateAnswer']['duplicates'][number]['matches'][number];

/** What a duplicate rule found. */
export interface Likeness {
  rule: string;
  message: string;
  matches: DuplicateMatch[];
  hidden: number;
}

const code = 'DUPLICATE_FOUND';

/** What the server found when something was to be saved; with whether it is only a warning. */
export function likenessesOf(error: unknown): { likenesses: Likeness[]; onlyWarned: boolean } {
  const problems = error instanceof ApiError ? error.problems : [];
  const found = problems.filter((problem) => problem.code === code);
  return {
    likenesses: found.map(likeness),
    onlyWarned:
      found.length > 0 &&
      found.length === problems.length &&
      found.every((one) => one.params?.action === 'warn'),
  };
}

function likeness(problem: Problem): Likeness {
  const params = problem.params ?? {};
  return {
    rule: String(params.rule),
    message: textOf(params.message as never) ?? problem.message ?? '',
    matches: (params.matches ?? []) as DuplicateMatch[],
    hidden: Number(params.hidden ?? 0),
  };
}

/** Asks, a moment after somebody has stopped typing in a field that is compared, which records are like this one. */
export function useLikenesses(
  object: ObjectDefinition,
  record: RecordData | undefined,
  typed: Values,
): Likeness[] {
  const asked = useMemo(() => {
    const compared = (object.duplicateFields ?? []).filter((name) => !isBlank(typed[name]));
    if (compared.length === 0 || (record ? object.access?.edit : object.access?.create) === false) return '';
    const values = Object.fromEntries(compared.map((name) => [name, plain(typed[name])]));
    return JSON.stringify({ object: object.name, ...(record ? { id: record.id } : {}), values });
  }, [object, record, typed]);
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), 600);
    return () => clearTimeout(timer);
  }, [asked]);
  const found = useQuery({
    queryKey: ['duplicates', settled],
    enabled: settled !== '' && settled === asked,
    retry: false,
    queryFn: () => body(api.POST('/api/v1/duplicates/check', { body: JSON.parse(settled) as never })),
  });
  if (settled !== asked || asked === '') return [];
  return (found.data?.duplicates ?? []).map((one) => ({
    rule: one.rule,
    message: textOf(one.message) ?? '',
    matches: one.matches,
    hidden: one.hidden ?? 0,
  }));
}

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

/** A link as the server takes it. */
const plain = (value: unknown) => (isLink(value) ? value.id : value);
