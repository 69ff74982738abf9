import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { DryRun } from '../api/model';

export type Definition = Record<string, unknown>;

/** Changes to the metadata. A dry run says what would happen; afterwards every screen asks for the catalog again. */
export function useDefinitions() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries();
  const putObject = useMutation({
    mutationFn: ({ name, definition, dryRun }: { name: string; definition: Definition; dryRun?: boolean }) =>
      body(
        api.PUT('/api/v1/meta/objects/{object}', {
          params: { path: { object: name }, query: dryRun ? { dryRun } : {} },
          body: definition,
        }),
      ) as Promise<DryRun>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : refresh()),
  });
  const putField = useMutation({
    mutationFn: ({
      object,
      name,
      definition,
      dryRun,
    }: {
      object: string;
      name: string;
      definition: Definition;
      dryRun?: boolean;
    }) =>
      body(
        api.PUT('/api/v1/meta/objects/{object}/fields/{field}', {
          params: { path: { object, field: name }, query: dryRun ? { dryRun } : {} },
          body: definition,
        }),
      ) as Promise<DryRun>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : refresh()),
  });
  const deleteField = useMutation({
    mutationFn: ({ object, name, dryRun }: { object: string; name: string; dryRun?: boolean }) =>
      body(
        api.DELETE('/api/v1/meta/objects/{object}/fields/{field}', {
          params: { path: { object, field: name }, query: dryRun ? { dryRun } : {} },
        }),
      ) as Promise<DryRun>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : refresh()),
  });
  const deleteObject = useMutation({
    mutationFn: ({ name, dryRun }: { name: string; dryRun?: boolean }) =>
      body(
        api.DELETE('/api/v1/meta/objects/{object}', {
          params: { path: { object: name }, query: dryRun ? { dryRun } : {} },
        }),
      ) as Promise<DryRun>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : refresh()),
  });
  return { putObject, deleteObject, putField, deleteField };
}
