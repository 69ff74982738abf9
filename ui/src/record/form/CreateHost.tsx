import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Link, ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { FieldHostProvider, type FieldHost } from '../../fields/host';
import { findObject } from '../metadata';
import { nameOf } from '../values';
import { CreateDrawer } from './CreateDrawer';

interface Asked {
  object: ObjectDefinition;
  name: string;
  answer: (link: Link | undefined) => void;
}

/** Lets every lookup below it make the record it did not find. */
export function CreateHost({
  suggestions,
  children,
}: {
  suggestions?: FieldHost['suggestions'];
  children: ReactNode;
}) {
  const catalog = useCatalog().data;
  const [asked, setAsked] = useState<Asked>();
  const createRecord = useCallback(
    (target: string, name: string) =>
      new Promise<Link | undefined>((answer) => {
        const object = findObject(catalog, target);
        if (object) setAsked({ object, name, answer });
        else answer(undefined);
      }),
    [catalog],
  );
  const host = useMemo<FieldHost>(() => ({ createRecord, suggestions }), [createRecord, suggestions]);
  return (
    <FieldHostProvider value={host}>
      {children}
      {asked && (
        <CreateDrawer
          object={asked.object}
          prefill={asked.name ? { [asked.object.nameField]: asked.name } : undefined}
          onDone={(record) => {
            asked.answer(
              record && { id: record.id, name: nameOf(asked.object, record), object: asked.object.name },
            );
            setAsked(undefined);
          }}
        />
      )}
    </FieldHostProvider>
  );
}
