import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { Change, Field, FileInfo } from '../api/model';

/** What attachments are called in a record's history: drawn like a field of files. */
export const attachmentsField: Field = { name: '@attachments', type: 'file' };

/** Ids of attachments that were removed: they are told of, but can't be fetched any more. */
export function removedAttachments(changes: Change[]): Set<unknown> {
  return new Set(changes.map((change) => idOf(change.fields?.[attachmentsField.name]?.from)).filter(Boolean));
}

/** An attachment as its history shows it: without its id, hence without a link, once it is removed. */
export function shownAttachment(value: unknown, removed: Set<unknown>): unknown {
  return removed.has(idOf(value)) ? { ...(value as object), id: undefined } : value;
}

function idOf(value: unknown): unknown {
  return (value as { id?: unknown } | null | undefined)?.id;
}

/** Puts uploads among a record's attachments and takes files out. */
export function useAttachments(object: string, id: string) {
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['records', object, 'attachments', id] });
    void client.invalidateQueries({ queryKey: ['records', object, 'history', id] });
    void client.invalidateQueries({ queryKey: ['records', object, 'one', id] });
  };
  const path = { object, id };
  const attach = useMutation({
    mutationFn: (file: string) =>
      body(
        api.POST('/api/v1/records/{object}/{id}/attachments', { params: { path }, body: { file } }),
      ) as Promise<FileInfo>,
    onSuccess: refresh,
  });
  const detach = useMutation({
    mutationFn: (file: string) =>
      body(
        api.DELETE('/api/v1/records/{object}/{id}/attachments/{file}', {
          params: { path: { ...path, file } },
        }),
      ),
    onSuccess: refresh,
  });
  return { attach, detach };
}
