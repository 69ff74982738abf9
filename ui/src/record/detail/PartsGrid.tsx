import { CheckOutlined, CloseOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Field, Link, ObjectDefinition, RecordData } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { FieldValue } from '../FieldValue';
import { useEditor } from '../form/useEditor';
import { canEdit } from '../metadata';
import { useWrites } from '../writes';

interface Props {
  object: ObjectDefinition;
  columns: Field[];
  via: string;
  parent: Link;
  records: RecordData[];
  mayEdit: boolean;
}

/** The lines of a document: a row becomes its own small form, a new row stands ready at the end. */
export function PartsGrid({ object, columns, via, parent, records, mayEdit }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const { remove } = useWrites(object.name);
  const [editing, setEditing] = useState<string>();
  const mayChange = mayEdit && object.access?.edit !== false;
  const sums = columns.map((field) =>
    addsUp(field) ? records.reduce((sum, record) => sum + (Number(record[field.name]) || 0), 0) : undefined,
  );
  const drop = (record: RecordData) =>
    feedback.confirm({
      title: t('parts.deleteTitle'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(record.id).catch(feedback.failed),
    });
  return (
    <div className="parts">
      <table>
        <thead>
          <tr>
            <th className="parts-number">#</th>
            {columns.map((field) => (
              <th key={field.name} className={uiOf(field).align === 'end' ? 'end' : undefined}>
                {canEdit(field) && field.required && <span className="required">*</span>}
                {labelOf(field)}
              </th>
            ))}
            <th className="parts-actions" />
          </tr>
        </thead>
        <tbody>
          {records.map((record, index) =>
            editing === record.id ? (
              <PartForm
                key={record.id}
                object={object}
                columns={columns}
                record={record}
                number={index + 1}
                onDone={() => setEditing(undefined)}
              />
            ) : (
              <tr key={record.id} onDoubleClick={mayChange ? () => setEditing(record.id) : undefined}>
                <td className="parts-number">{index + 1}</td>
                {columns.map((field) => (
                  <td key={field.name} className={uiOf(field).align === 'end' ? 'end' : undefined}>
                    <FieldValue field={field} value={record[field.name]} dense />
                  </td>
                ))}
                <td className="parts-actions">
                  {mayChange && (
                    <Button
                      type="text"
                      size="small"
                      icon={<EditOutlined />}
                      aria-label={t('action.edit')}
                      onClick={() => setEditing(record.id)}
                    />
                  )}
                  {object.access?.delete && mayEdit && (
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('action.delete')}
                      onClick={() => drop(record)}
                    />
                  )}
                </td>
              </tr>
            ),
          )}
          {editing === 'new' && (
            <PartForm
              object={object}
              columns={columns}
              prefill={{ [via]: parent }}
              number={records.length + 1}
              onDone={() => setEditing(undefined)}
            />
          )}
        </tbody>
        {sums.some((sum) => sum !== undefined) && records.length > 1 && (
          <tfoot>
            <tr>
              <td className="parts-number" />
              {columns.map((field, index) => (
                <td key={field.name} className={uiOf(field).align === 'end' ? 'end' : undefined}>
                  {sums[index] === undefined ? (
                    index === 0 ? (
                      t('parts.sum')
                    ) : (
                      ''
                    )
                  ) : (
                    <FieldValue
                      field={field}
                      value={Number(formatNumber(sums[index], 6).replaceAll(',', ''))}
                      dense
                    />
                  )}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        )}
      </table>
      {records.length === 0 && editing !== 'new' && <div className="related-empty">{t('related.empty')}</div>}
      {object.access?.create && mayEdit && editing !== 'new' && (
        <Button
          type="dashed"
          block
          icon={<PlusOutlined />}
          onClick={() => setEditing('new')}
          data-test="add-part"
        >
          {t('list.new', { object: labelOf(object) })}
        </Button>
      )}
    </div>
  );
}

/** Amounts may be added up over lines; prices and percentages may not, and only their names tell them apart. */
function addsUp(field: Field): boolean {
  return ['currency', 'decimal'].includes(uiOf(field).name) && /amount|total/i.test(field.name);
}

function PartForm({
  object,
  columns,
  record,
  prefill,
  number,
  onDone,
}: {
  object: ObjectDefinition;
  columns: Field[];
  record?: RecordData;
  prefill?: Record<string, unknown>;
  number: number;
  onDone: () => void;
}) {
  const t = useT();
  const editor = useEditor({ object, record, prefill });
  const shown = new Set(columns.map((field) => field.name));
  const rest = [
    ...editor.problems.general,
    ...Object.entries(editor.problems.byField).flatMap(([name, texts]) => (shown.has(name) ? [] : texts)),
  ];
  const first = columns.find((field) => canEdit(field))?.name;
  const save = async () => {
    if (record && !editor.dirty) return onDone();
    if (await editor.save()) onDone();
  };
  return (
    <>
      <tr
        className="parts-form"
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <td className="parts-number">{number}</td>
        {columns.map((field) => {
          const { Input } = uiOf(field);
          const problems = editor.problems.byField[field.name];
          return (
            <td key={field.name}>
              {Input && canEdit(field) ? (
                <Input
                  id={`part-${field.name}`}
                  field={field}
                  value={editor.values[field.name] ?? null}
                  onChange={(value) => editor.set(field.name, value)}
                  invalid={problems !== undefined}
                  autoFocus={field.name === first}
                />
              ) : (
                <FieldValue field={field} value={editor.values[field.name]} dense />
              )}
              {problems?.map((text) => (
                <div key={text} className="field-problem" role="alert">
                  {text}
                </div>
              ))}
            </td>
          );
        })}
        <td className="parts-actions">
          <Button
            type="primary"
            size="small"
            icon={<CheckOutlined />}
            loading={editor.saving}
            onClick={save}
            aria-label={t('action.save')}
          />
          <Button size="small" icon={<CloseOutlined />} onClick={onDone} aria-label={t('action.cancel')} />
        </td>
      </tr>
      {(rest.length > 0 || editor.conflict) && (
        <tr>
          <td colSpan={columns.length + 2} className="field-problem" role="alert">
            {rest.join(' ')} {editor.conflict?.message}
          </td>
        </tr>
      )}
    </>
  );
}
