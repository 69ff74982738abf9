import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import type {
  Catalog,
  Change,
  FileInfo,
  ImportJob,
  Me,
  RecordData,
  RecordPage,
  Rule,
  SearchHit,
} from './model';

export interface ListQuery {
  filter?: string;
  q?: string;
  sort?: string;
  fields?: string[];
  page?: number;
  size?: number;
  count?: boolean;
  deleted?: boolean;
  /** The moment the list is wanted of; now when left out. */
  asOf?: string;
}

/** Which changes of a record are wanted. */
export interface HistoryQuery {
  field?: string;
  by?: string;
  from?: string;
  to?: string;
  details?: boolean;
}

/** Which entries of the audit log are wanted. */
export interface AuditQuery {
  kind?: string;
  user?: string;
  from?: string;
  to?: string;
  q?: string;
}

export const queries = {
  authOptions: () =>
    queryOptions({
      queryKey: ['authOptions'],
      queryFn: () => body(api.GET('/api/v1/auth/options')),
      staleTime: 60_000,
    }),
  me: () =>
    queryOptions({
      queryKey: ['me'],
      queryFn: () => body(api.GET('/api/v1/me')) as Promise<Me>,
      staleTime: 60_000,
    }),
  /** Asked again on focus and every minute; the server's ETag makes an unchanged answer cheap. */
  catalog: () =>
    queryOptions({
      queryKey: ['catalog'],
      queryFn: () => body(api.GET('/api/v1/meta/catalog')) as Promise<Catalog>,
      select: (catalog) => withOwners(withRecordTypes(catalog)),
      staleTime: 20_000,
      refetchInterval: 60_000,
    }),
  /** All rules with everything in them, for whoever defines them. */
  rules: () =>
    queryOptions({
      queryKey: ['rules'],
      queryFn: async () => (await body(api.GET('/api/v1/meta/rules'))).rules as Rule[],
    }),
  list: (object: string, query: ListQuery) =>
    queryOptions({
      queryKey: ['records', object, 'list', query],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/v1/records/{object}', {
            params: { path: { object }, query: { ...query, fields: query.fields?.join(',') } },
            signal,
          }),
        ) as Promise<RecordPage>,
      placeholderData: keepPreviousData,
    }),
  record: (object: string, id: string, asOf?: string) =>
    queryOptions({
      queryKey: ['records', object, 'one', id, ...(asOf ? [asOf] : [])],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/v1/records/{object}/{id}', {
            params: { path: { object, id }, query: asOf ? { asOf } : {} },
            signal,
          }),
        ) as Promise<RecordData>,
    }),
  history: (object: string, id: string, asked: HistoryQuery) =>
    infiniteQueryOptions({
      queryKey: ['records', object, 'history', id, asked],
      queryFn: async ({ pageParam, signal }) =>
        (await body(
          api.GET('/api/v1/records/{object}/{id}/history', {
            params: { path: { object, id }, query: { ...asked, size: 50, before: pageParam } },
            signal,
          }),
        )) as { changes: Change[]; next?: string | null },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  decisions: (object: string, id: string) =>
    infiniteQueryOptions({
      queryKey: ['records', object, 'decisions', id],
      queryFn: ({ pageParam, signal }) =>
        body(
          api.GET('/api/v1/records/{object}/{id}/decisions', {
            params: { path: { object, id }, query: { size: 20, before: pageParam } },
            signal,
          }),
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  audit: (asked: AuditQuery) =>
    infiniteQueryOptions({
      queryKey: ['audit', asked],
      queryFn: ({ pageParam, signal }) =>
        body(
          api.GET('/api/v1/admin/audit', {
            params: { query: { ...asked, size: 50, after: pageParam } },
            signal,
          }),
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  attachments: (object: string, id: string) =>
    queryOptions({
      queryKey: ['records', object, 'attachments', id],
      queryFn: async () =>
        (
          await body(
            api.GET('/api/v1/records/{object}/{id}/attachments', { params: { path: { object, id } } }),
          )
        ).attachments as FileInfo[],
    }),
  search: (q: string, size = 20) =>
    queryOptions({
      queryKey: ['search', q, size],
      queryFn: async ({ signal }) => {
        const found = await body(api.GET('/api/v1/search', { params: { query: { q, size } }, signal }));
        return {
          hits: found.results as SearchHit[],
          /** How many there are of each object; null where nobody knows. */
          totals: new Map(found.objects?.map((one) => [one.object, one.total ?? null])),
        };
      },
      placeholderData: keepPreviousData,
    }),
  searchIndex: () =>
    queryOptions({
      queryKey: ['search-index'],
      queryFn: () => body(api.GET('/api/v1/admin/search')),
      refetchInterval: 3_000,
    }),
  imports: () =>
    queryOptions({
      queryKey: ['imports'],
      queryFn: async () => (await body(api.GET('/api/v1/imports'))).imports as ImportJob[],
    }),
  import: (id: string) =>
    queryOptions({
      queryKey: ['imports', id],
      queryFn: () =>
        body(api.GET('/api/v1/imports/{id}', { params: { path: { id } } })) as Promise<ImportJob>,
    }),
};

export const useMe = () => useQuery(queries.me());
export const useCatalog = () => useQuery(queries.catalog());

/** The record type is stored as a name; on screen it is chosen and coloured like any select. */
function withRecordTypes(catalog: Catalog): Catalog {
  return {
    ...catalog,
    objects: catalog.objects.map((object) => {
      const options = object.recordTypes ?? [];
      if (options.length === 0) return object;
      return {
        ...object,
        fields: object.fields.map((field) =>
          field.name === 'recordType' ? { ...field, type: 'select', options } : field,
        ),
      };
    }),
  };
}

const holdFiles = new Set(['file', 'image', 'signature']);

/** An upload says which object it is for, wherever the field's input stands. */
function withOwners(catalog: Catalog): Catalog {
  return {
    ...catalog,
    objects: catalog.objects.map((object) =>
      object.fields.some((field) => holdFiles.has(field.type))
        ? { ...object, fields: object.fields.map((field) => ({ ...field, object: object.name })) }
        : object,
    ),
  };
}
