import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { useLanguage } from '../../i18n/language';
import type { CodeMark } from '../../kit/CodeEditor';
import { useDebounced } from '../../kit/hooks';
import type { FormulaPlace } from './place';

type Question = components['schemas']['ExpressionQuestion'];
export type FormulaAnswer = components['schemas']['ExpressionAnswer'];

/** The records on which a formula is tried: one of the object, and of the one behind `this.`. */
export interface TrialRecords {
  record?: string;
  thisRecord?: string;
}

/** What is wrong at some place of the text, in the person's language. */
export interface FormulaProblem {
  message: string;
  code: string;
  offset: number;
  length: number;
  line: number;
  column: number;
  /** What may stand there instead, as it is written. */
  instead?: string;
}

/** Problems whose suggestion can be put in as it is; of others it is part of what is written. */
const replaceable = new Set(['UNKNOWN_NAME', 'UNKNOWN_FUNCTION', 'UNEXPECTED_CHARACTER']);

/** How long, in ms, one must stop typing before the server is asked. */
const PAUSE = 350;

/** What the server is asked about a text at a place. */
export function questionOf(
  text: string,
  { object, self, before, expected, field, limit }: FormulaPlace,
  { record, thisRecord }: TrialRecords,
): Question {
  return {
    object: object!,
    expression: text,
    ...(field ? { field } : expected ? { expected } : {}),
    ...(before ? { before } : {}),
    ...(limit ? { place: limit } : {}),
    ...(self ? { this: self } : {}),
    ...(record ? { record } : {}),
    ...(thisRecord ? { thisRecord } : {}),
  };
}

/**
 * Asks the server about a formula whenever typing pauses: whether it is right, its type, and its value for records if some are named.
 * The last answer stays until the next one is there; `checking` tells that it is about an older text.
 */
export function useFormulaCheck(text: string, place: FormulaPlace, records: TrialRecords = {}) {
  const language = useLanguage();
  const settled = useDebounced(text, PAUSE);
  const wanted = place.object !== undefined && place.object !== '' && settled.trim() !== '';
  const question = questionOf(settled, place, records);
  const query = useQuery({
    queryKey: ['formula', question, language],
    queryFn: ({ signal }) => body(api.POST('/api/v1/meta/expressions/check', { body: question, signal })),
    enabled: wanted,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
  });
  const asked = wanted && text.trim() !== '';
  return {
    answer: asked ? query.data : undefined,
    error: asked ? query.error : null,
    checking: asked && (settled !== text || query.isFetching),
  };
}

export function problemsOf(answer: FormulaAnswer | undefined): FormulaProblem[] {
  return (answer?.problems ?? []).map(({ code, message, params }) => {
    const given: Record<string, unknown> = params ?? {};
    const number = (key: string) => Number(given[key] ?? 0);
    const instead =
      replaceable.has(code) && typeof given.suggestion === 'string' ? given.suggestion : undefined;
    return {
      code,
      message: message ?? code,
      offset: number('offset'),
      length: number('length'),
      line: number('line'),
      column: number('column'),
      ...(instead === undefined ? {} : { instead }),
    };
  });
}

/** The text with what is wrong at one place put right. */
export function mended(text: string, { offset, length, instead = '' }: FormulaProblem): string {
  return text.slice(0, offset) + instead + text.slice(offset + length);
}

export function marksOf(problems: readonly FormulaProblem[]): CodeMark[] {
  return problems.map(({ message, offset, length }) => ({ message, from: offset, to: offset + length }));
}
