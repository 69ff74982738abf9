import { Modal, Radio, Table } from 'antd';
import { useState } from 'react';
import { useQuery, type QueryFunction } from '@tanstack/react-query';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { queries } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { PageSkeleton } from '../../kit/states';
import { FieldValue } from '../FieldValue';
import { changedValues, sameValue, type Values } from '../values';
import type { Editor } from './useEditor';

interface Props {
  object: ObjectDefinition;
  record: RecordData;
  editor: Editor;
  onSaved: (record: RecordData) => void;
}

/** Two people changed the same record: mine beside theirs, and the user chooses field by field. */
export function ConflictDialog({ object, record, editor, onSaved }: Props) {
  const t = useT();
  const [taken, setTaken] = useState<Record<string, 'mine' | 'theirs'>>({});
  const latest = useQuery({
    queryKey: ['conflict', object.name, record.id, editor.conflict?.params.current],
    queryFn: queries.record(object.name, record.id).queryFn as QueryFunction<RecordData, readonly unknown[]>,
    staleTime: 0,
    gcTime: 0,
  });
  const theirs = latest.data;
  const mine = changedValues(object, editor.values, editor.base);
  const rows = object.fields.filter(
    (field) =>
      field.name in mine && theirs && !sameValue(field, editor.values[field.name], theirs[field.name]),
  );
  const apply = async () => {
    if (!theirs) return;
    const kept: Values = {};
    for (const field of rows)
      if (taken[field.name] !== 'theirs') kept[field.name] = editor.values[field.name];
    const saved = await editor.rebase(theirs, kept);
    if (saved) onSaved(saved);
  };
  return (
    <Modal
      open
      title={t('conflict.title')}
      okText={t('conflict.save')}
      cancelText={t('action.cancel')}
      onOk={apply}
      onCancel={editor.closeConflict}
      okButtonProps={{ disabled: !theirs, loading: editor.saving }}
      width={720}
    >
      {!theirs ? (
        <PageSkeleton />
      ) : (
        <>
          <p>{t('conflict.text', { who: whoOf(theirs) })}</p>
          <Table
            size="small"
            rowKey="name"
            pagination={false}
            dataSource={rows}
            locale={{ emptyText: t('conflict.same') }}
            columns={[
              { title: t('conflict.field'), render: (_, field) => labelOf(field) },
              {
                title: t('conflict.mine'),
                render: (_, field) => <Choice name="mine" field={field.name} value={editor.values} />,
              },
              {
                title: t('conflict.theirs'),
                render: (_, field) => <Choice name="theirs" field={field.name} value={theirs} />,
              },
            ]}
          />
        </>
      )}
    </Modal>
  );

  function Choice({ name, field, value }: { name: 'mine' | 'theirs'; field: string; value: Values }) {
    const definition = object.fields.find((one) => one.name === field)!;
    return (
      <Radio
        checked={(taken[field] ?? 'mine') === name}
        onChange={() => setTaken({ ...taken, [field]: name })}
      >
        <FieldValue field={definition} value={value[field]} />
      </Radio>
    );
  }
}

function whoOf(record: RecordData): string {
  const by = record.updatedBy;
  return typeof by === 'object' && by !== null && 'name' in by ? String(by.name ?? '') : '';
}
