import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { BulkResult, ObjectDefinition, RecordData } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { canEdit } from '../metadata';
import { writeValue } from '../values';
import { useWrites } from '../writes';

interface Props {
  object: ObjectDefinition;
  selected: string[];
  known: RecordData[];
  onDone: () => void;
}

/** What can be done to the chosen records at once. */
export function BulkBar({ object, selected, onDone }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const { bulk } = useWrites(object.name);
  const [editing, setEditing] = useState(false);
  const [field, setField] = useState<string>();
  const [value, setValue] = useState<unknown>(null);
  const editable = object.fields.filter((one) => canEdit(one) && !one.unique);
  const chosen = editable.find((one) => one.name === field);
  const Input = chosen && uiOf(chosen).Input;

  const report = (result: BulkResult) => {
    const failed = result.failed ?? result.results.filter((one) => one.status >= 400).length;
    const done = result.results.length - failed;
    if (failed === 0) feedback.done(t('bulk.done', { count: done }));
    else {
      const reasons = new Set(
        result.results.flatMap((one) =>
          (one.problems ?? []).map((problem) => problem.message ?? problem.code),
        ),
      );
      feedback.failed(
        new Error(`${t('bulk.partly', { count: done, failed })} ${[...reasons].slice(0, 3).join(' ')}`),
      );
    }
    onDone();
  };
  const run = async (operation: 'update' | 'delete', extra: Record<string, unknown> = {}) => {
    try {
      report(await bulk.mutateAsync({ operation, records: selected.map((id) => ({ id, ...extra })) }));
    } catch (error) {
      feedback.failed(error);
    }
  };
  return (
    <div className="bulk-bar">
      <b>{t('bulk.selected', { count: selected.length })}</b>
      {object.access?.edit !== false && editable.length > 0 && (
        <Button onClick={() => setEditing(true)}>{t('bulk.edit')}</Button>
      )}
      {object.access?.delete !== false && (
        <Button
          danger
          loading={bulk.isPending}
          onClick={() =>
            feedback.confirm({
              title: t('bulk.deleteTitle', { count: selected.length }),
              content: t('delete.text'),
              okText: t('action.delete'),
              okButtonProps: { danger: true },
              onOk: () => run('delete'),
            })
          }
        >
          {t('action.delete')}
        </Button>
      )}
      <Button type="text" onClick={onDone}>
        {t('bulk.clear')}
      </Button>
      <Modal
        open={editing}
        title={t('bulk.editTitle', { count: selected.length })}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        okButtonProps={{ disabled: !chosen, loading: bulk.isPending }}
        onCancel={() => setEditing(false)}
        onOk={async () => {
          await run('update', { [chosen!.name]: writeValue(chosen!, value) });
          setEditing(false);
        }}
      >
        <div className="stack">
          <Select
            className="fill"
            placeholder={t('filter.field')}
            value={field}
            showSearch={{ optionFilterProp: 'label' }}
            options={editable.map((one) => ({ value: one.name, label: labelOf(one) }))}
            onChange={(name) => {
              setField(name);
              setValue(null);
            }}
          />
          {chosen && Input && (
            <Input key={chosen.name} id="bulk-value" field={chosen} value={value} onChange={setValue} />
          )}
        </div>
      </Modal>
    </div>
  );
}
