import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isLink, type ObjectDefinition, type RecordData } from '../../api/model';
import { queries, useCatalog, useMe } from '../../api/queries';
import { UNKNOWN } from '../../expression';
import { textOf, useLanguage } from '../../i18n/language';
import type { Values } from '../values';
import { ruleBook, type RuleBook } from './book';
import { evaluateRules } from './evaluate';
import { nothing, type Outcome } from './outcome';

export interface Live extends Outcome {
  /** By field, what its rules forbid at this moment, in the present language. */
  byField: Record<string, string[]>;
  /** The same of the record as a whole. */
  general: string[];
}

interface Asked {
  object: ObjectDefinition;
  /** The record as stored; undefined for a new one. */
  record: RecordData | undefined;
  values: Values;
  /** The fields the person gave a value to. */
  typed: ReadonlySet<string>;
  /** After an attempt to save everything is said; before that only what the person has touched. */
  all: boolean;
}

/** What the rules this browser knows say of a form, anew with every key. */
export function useRules({ object, record, values, typed, all }: Asked): Live {
  const catalog = useCatalog().data;
  const me = useMe().data;
  const language = useLanguage();
  const book = useMemo(
    () =>
      ruleBook(
        catalog,
        object,
        (catalog?.rules ?? []).filter((rule) => rule.object === object.name),
      ),
    [catalog, object],
  );
  const fetched = useLinked(book, record, values);
  const outcome = useMemo(
    () =>
      book.defaults.length + book.others.length === 0
        ? nothing
        : evaluateRules(book, {
            before: record ?? null,
            values: record ? values : { owner: me?.user.id, ...values },
            sent: (field) => typed.has(field),
            remote: (path, link) => remoteValue(fetched, path, link),
            surroundings: {
              zone: me?.user.timezone ?? undefined,
              userId: me?.user.id ?? null,
              departmentId: idOf(me?.user.department) ?? null,
            },
          }),
    [book, record, values, typed, fetched, me],
  );
  return useMemo(
    () => ({ ...outcome, ...told(outcome, book, typed, all) }),
    // The texts are those of the language at this moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [outcome, book, typed, all, language],
  );
}

/** What is forbidden, where the person has had a say in it. */
function told(outcome: Outcome, book: RuleBook, typed: ReadonlySet<string>, all: boolean) {
  const byField: Record<string, string[]> = {};
  const general: string[] = [];
  for (const problem of outcome.problems) {
    const rule = book.others.find((one) => one.key === problem.rule);
    // An empty field is not a mistake of somebody who has not come to it yet.
    const watched =
      rule?.rule.type === 'required'
        ? [problem.field!]
        : [...(rule?.governed ?? []), ...(rule?.reads ?? []).map((path) => path.split('.')[0]!)];
    if (!all && !watched.some((field) => typed.has(field))) continue;
    const text = textOf(problem.message) ?? '';
    if (problem.field === null || !book.fields.has(problem.field)) general.push(text);
    else (byField[problem.field] ??= []).push(text);
  }
  return { byField, general };
}

/** Linked records by id, with the fields that rules read. */
type Fetched = ReadonlyMap<string, RecordData>;

/** One question a linked record that some rule looks into; asked with this person's own rights. */
function useLinked(book: RuleBook, record: RecordData | undefined, values: Values): Fetched {
  const wanted = useMemo(() => {
    const fields = new Map<string, Set<string>>();
    for (const path of book.remote) {
      const [link, ...rest] = path.split('.');
      const known = fields.get(link!) ?? new Set<string>();
      fields.set(link!, known.add(rest.join('.')));
    }
    return fields;
  }, [book]);
  const asked = [...wanted].flatMap(([link, fields]) => {
    const field = book.fields.get(link);
    const target = field?.targets?.[0] ?? field?.target ?? field?.type;
    const ids = new Set([idOf(values[link]), idOf(record?.[link])]);
    return [...ids]
      .filter((id): id is string => id !== undefined)
      .map((id) => ({ id, target: target!, fields: [...fields] }));
  });
  const answers = useQueries({
    queries: asked.map(({ id, target, fields }) => ({
      ...queries.list(target, { filter: `id = "${id}"`, size: 1, fields }),
      placeholderData: undefined,
      staleTime: 30_000,
      retry: false,
    })),
  });
  const key = answers.map((answer, index) => `${asked[index]!.id} ${answer.dataUpdatedAt}`).join();
  return useMemo(
    () => {
      const found = new Map<string, RecordData>();
      answers.forEach((answer, index) => {
        const [linked] = answer.data?.records ?? [];
        if (linked) found.set(asked[index]!.id, linked);
      });
      return found;
    },
    // The answers are new objects with every drawing; what they say changes with these.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key],
  );
}

function remoteValue(fetched: Fetched, path: string, link: unknown): unknown {
  const id = idOf(link);
  const linked = id === undefined ? undefined : fetched.get(id);
  // A record this person may not read is one the server knows more of.
  if (!linked) return UNKNOWN;
  return linked[path.slice(path.indexOf('.') + 1)] ?? null;
}

function idOf(value: unknown): string | undefined {
  if (isLink(value)) return value.id;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
