import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { BulkResult, RecordData } from '../api/model';
import { useDespiteDuplicates } from './duplicates/useDespiteDuplicates';
import type { Values } from './values';

/** All writes of records; afterwards everything that may show them is asked again. Who is warned of duplicates is asked. */
export function useWrites(object: string) {
  const client = useQueryClient();
  const despite = useDespiteDuplicates();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['records'] });
    void client.invalidateQueries({ queryKey: ['home'] });
  };
  const path = { object };
  const create = useMutation({
    mutationFn: (values: Values) =>
      despite(
        (query) =>
          body(
            api.POST('/api/v1/records/{object}', { params: { path, query }, body: values }),
          ) as Promise<RecordData>,
      ),
    onSuccess: refresh,
  });
  const update = useMutation({
    mutationFn: ({ id, version, values }: { id: string; version: number; values: Values }) =>
      despite(
        (query) =>
          body(
            api.PATCH('/api/v1/records/{object}/{id}', {
              params: { path: { object, id }, query },
              body: { ...values, version },
            }),
          ) as Promise<RecordData>,
      ),
    onSuccess: (record) => {
      client.setQueryData(['records', object, 'one', record.id], record);
      refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      body(api.DELETE('/api/v1/records/{object}/{id}', { params: { path: { object, id } } })),
    onSuccess: (_nothing, id) => {
      client.removeQueries({ queryKey: ['records', object, 'one', id] });
      refresh();
    },
  });
  const purge = useMutation({
    mutationFn: (id: string) =>
      body(
        api.DELETE('/api/v1/records/{object}/{id}', {
          params: { path: { object, id }, query: { purge: true } },
        }),
      ),
    onSuccess: refresh,
  });
  const restore = useMutation({
    mutationFn: (id: string) =>
      despite((query) =>
        body(api.POST('/api/v1/records/{object}/{id}/restore', { params: { path: { object, id }, query } })),
      ),
    onSuccess: refresh,
  });
  const bulk = useMutation({
    mutationFn: ({ operation, records }: { operation: 'update' | 'delete'; records: Values[] }) =>
      body(
        api.POST('/api/v1/records/{object}/bulk', {
          params: { path },
          body: { operation, allOrNothing: false, records },
        }),
      ) as Promise<BulkResult>,
    onSuccess: refresh,
  });
  return { create, update, remove, purge, restore, bulk };
}
