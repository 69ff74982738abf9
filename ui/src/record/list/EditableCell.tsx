import { EditOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Field, ObjectDefinition, RecordData } from '../../api/model';
import { placeProblems } from '../../api/problems';
import { uiOf } from '../../fields/registry';
import { labelOf, useT } from '../../i18n/language';
import { sameValue, writeValue } from '../values';
import { useWrites } from '../writes';

interface Props {
  object: ObjectDefinition;
  field: Field;
  record: RecordData;
  children: ReactNode;
}

/**
 * A value of a list that can be changed where it stands: by its pencil or a double click. The popover exists
 * only while it is open: a page of a list has five hundred cells.
 */
export function EditableCell({ object, field, record, children }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="cell" onDoubleClick={() => setOpen(true)}>
      <span className="cell-value">{children}</span>
      {open ? (
        <Popover
          open={open}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          title={labelOf(field)}
          onOpenChange={setOpen}
          content={<CellForm object={object} field={field} record={record} onDone={() => setOpen(false)} />}
        >
          <button type="button" className="pencil" aria-label={t('action.edit')}>
            <EditOutlined />
          </button>
        </Popover>
      ) : (
        <button type="button" className="pencil" aria-label={t('action.edit')} onClick={() => setOpen(true)}>
          <EditOutlined />
        </button>
      )}
    </div>
  );
}

function CellForm({ object, field, record, onDone }: Omit<Props, 'children'> & { onDone: () => void }) {
  const t = useT();
  const { update } = useWrites(object.name);
  const [value, setValue] = useState<unknown>(record[field.name] ?? null);
  const { Input } = uiOf(field);
  const placed = update.error ? placeProblems(update.error, [field.name]) : undefined;
  const problems = placed ? [...(placed.byField[field.name] ?? []), ...placed.general] : [];
  const save = () => {
    if (sameValue(field, value, record[field.name])) return onDone();
    update.mutate(
      { id: record.id, version: record.version, values: { [field.name]: writeValue(field, value) } },
      { onSuccess: onDone },
    );
  };
  if (!Input) return null;
  return (
    <div
      className="cell-form"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        if (
          event.key === 'Enter' &&
          !(event.target instanceof HTMLTextAreaElement) &&
          !(event.target as HTMLElement).closest('.ant-select')
        )
          save();
      }}
    >
      <Input
        id="cell-input"
        field={field}
        value={value}
        onChange={setValue}
        invalid={problems.length > 0}
        autoFocus
      />
      {problems.map((text) => (
        <div key={text} className="field-problem" role="alert">
          {text}
        </div>
      ))}
      <div className="form-buttons">
        <Button size="small" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button size="small" type="primary" loading={update.isPending} onClick={save} data-test="save-cell">
          {t('action.save')}
        </Button>
      </div>
    </div>
  );
}
