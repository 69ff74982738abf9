import { EditOutlined } from '@ant-design/icons';
import type { Field, ObjectDefinition, RecordData } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { textOf, useT } from '../../i18n/language';
import { FieldValue } from '../FieldValue';
import { FieldLabel } from '../form/FormField';
import { canEdit, systemFields, type Section } from '../metadata';
import { useRules } from '../rules/useRules';

interface Props {
  object: ObjectDefinition;
  record: RecordData;
  sections: Section[];
  /** Starts editing with the cursor in a field; undefined where nothing may be changed. */
  onEdit?: (field: string) => void;
}

const untouched: ReadonlySet<string> = new Set();

/** The record as it is read: its sections, and at the end who made it and when. */
export function Details({ object, record, sections, onEdit }: Props) {
  const t = useT();
  const rules = useRules({ object, record, values: record, typed: untouched, all: false });
  const visible = (field: Field) => rules.fields[field.name]?.visible !== false;
  const shown = new Set(sections.flatMap((section) => section.fields.map((field) => field.name)));
  const system = systemFields(object).filter(
    (field) => !shown.has(field.name) && record[field.name] !== undefined,
  );
  const all: Section[] = system.length
    ? [
        ...sections,
        { label: { 'zh-CN': t('record.system'), 'en-US': t('record.system') }, columns: 2, fields: system },
      ]
    : sections;
  return (
    <div className="form details">
      {all
        .map((section) => ({ ...section, fields: section.fields.filter(visible) }))
        .filter((section) => section.fields.length > 0)
        .map((section, index) => (
          <section key={index} className="form-section">
            {textOf(section.label) && <h3>{textOf(section.label)}</h3>}
            <div className={section.columns === 1 ? 'grid grid-1' : 'grid'}>
              {section.fields.map((field) => {
                const editable =
                  onEdit !== undefined && canEdit(field) && !rules.fields[field.name]?.readOnly;
                return (
                  <div
                    key={field.name}
                    className={`field detail ${uiOf(field).wide ? 'field-wide' : ''} ${editable ? 'detail-editable' : ''}`}
                    onDoubleClick={editable ? () => onEdit(field.name) : undefined}
                    data-field={field.name}
                  >
                    <FieldLabel field={field} />
                    <div className="field-read">
                      <FieldValue field={field} value={record[field.name]} />
                      {editable && (
                        <button
                          type="button"
                          className="pencil"
                          onClick={() => onEdit(field.name)}
                          aria-label={t('action.edit')}
                        >
                          <EditOutlined />
                        </button>
                      )}
                    </div>
                  </div>
                );
              })}
            </div>
          </section>
        ))}
    </div>
  );
}
