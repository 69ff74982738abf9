import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Catalog, ObjectDefinition, View } from '../../api/model';
import { labelOf } from '../../i18n/language';
import { uiOf } from '../../fields/registry';
import { allOf } from '../../fields/expression';
import { defaultColumns, findField, viewName, viewsOf } from '../metadata';

/** One line of the filter: a field, an operator of its type, a value. */
export interface Condition {
  field: string;
  op: string;
  value?: unknown;
}

export interface ListState {
  view: View | undefined;
  /** Name of the view in the address; `all` shows every record. */
  viewName: string;
  /** The moment the list is of; undefined for now. */
  asOf: string | undefined;
  /** Shown as lanes instead of rows. */
  board: boolean;
  q: string;
  sort: string;
  page: number;
  size: number;
  conditions: Condition[];
  /** Typed in the expression language by somebody who knows it. */
  expression: string;
  columns: string[];
  /** The whole filter in the expression language: view, conditions and typed text. */
  filter: string | undefined;
}

export const allView = 'all';

/** The views a person can choose from; where no package offers one that shows everything, the list itself does. */
export function choicesOf(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  everything: string,
): { key: string; label: string }[] {
  const views = viewsOf(catalog, object.name);
  const choices = views.map((view) => ({ key: viewName(view), label: labelOf(view) }));
  return views.some((view) => viewName(view) === allView || !view.filter)
    ? choices
    : [...choices, { key: allView, label: everything }];
}

/** The condition in the expression language; undefined while it says nothing yet. */
export function writeCondition(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  condition: Condition,
): string | undefined {
  const field = findField(catalog, object, condition.field);
  const operator = field && uiOf(field).filtering.operators.find((one) => one.name === condition.op);
  return operator?.write(condition.field, condition.value);
}

export function sortText(sort: unknown): string {
  return Array.isArray(sort) ? sort.join(',') : typeof sort === 'string' ? sort : '';
}

/** What a list shows, kept in the address so that a list can be sent to a colleague and survives a reload. */
export function useListState(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
): [ListState, (change: Partial<ListState>) => void] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => {
    const views = viewsOf(catalog, object.name);
    const asked = search.get('view');
    const named = views.find((one) => viewName(one) === asked || one.name === asked);
    const view = named ?? (asked === allView ? undefined : (views.find((one) => one.default) ?? views[0]));
    const conditions = readConditions(search.get('c'));
    const expression = search.get('x') ?? '';
    const parts = [
      view?.filter,
      ...conditions.map((condition) => writeCondition(catalog, object, condition)),
      expression,
    ];
    return {
      view,
      viewName: view ? viewName(view) : allView,
      asOf: search.get('asOf') ?? undefined,
      board: search.get('as') === 'board' && !search.get('asOf'),
      q: search.get('q') ?? '',
      sort: search.get('sort') ?? sortText(view?.sort),
      page: Math.max(1, Number(search.get('page')) || 1),
      size: Math.min(200, Number(search.get('size')) || 50),
      conditions,
      expression,
      columns: view?.columns?.length ? view.columns : defaultColumns(object),
      filter: allOf(parts),
    };
  }, [catalog, object, search]);
  const change = useCallback(
    (next: Partial<ListState>) =>
      setSearch(
        (before) => {
          const params =
            next.viewName === undefined
              ? new URLSearchParams(before)
              : new URLSearchParams({ view: next.viewName });
          const put = (name: string, value: string | undefined) =>
            value ? params.set(name, value) : params.delete(name);
          for (const kept of ['as', 'asOf'])
            if (next.viewName !== undefined && before.get(kept)) params.set(kept, before.get(kept)!);
          if (next.board !== undefined) put('as', next.board ? 'board' : undefined);
          if (next.q !== undefined) put('q', next.q);
          if (next.sort !== undefined) put('sort', next.sort);
          if (next.size !== undefined) put('size', String(next.size));
          if (next.conditions !== undefined)
            put('c', next.conditions.length ? JSON.stringify(next.conditions) : undefined);
          if (next.expression !== undefined) put('x', next.expression.trim());
          // Another question starts at its first page.
          put('page', next.page !== undefined && next.page > 1 ? String(next.page) : undefined);
          return params;
        },
        { replace: next.page === undefined && next.viewName === undefined },
      ),
    [setSearch],
  );
  return [state, change];
}

function readConditions(text: string | null): Condition[] {
  if (!text) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read)
      ? read.filter((one): one is Condition => typeof one?.field === 'string' && typeof one?.op === 'string')
      : [];
  } catch {
    return [];
  }
}
