import { Alert, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { Field, ObjectDefinition } from '../../api/model';
import { labelOf, textOf, useT } from '../../i18n/language';
import { useLikenesses } from '../duplicates/found';
import { LikenessList } from '../duplicates/LikenessList';
import { canEdit, isSystem, type Section } from '../metadata';
import { FormField } from './FormField';
import type { Editor } from './useEditor';

interface Props {
  object: ObjectDefinition;
  sections: Section[];
  editor: Editor;
  /** A new record hides what nobody can type. */
  creating?: boolean;
  focus?: string;
  idPrefix?: string;
}

/** The sections of a form, with the problems that belong to no field on top. */
export function FormSections({ object, sections, editor, creating, focus, idPrefix }: Props) {
  const t = useT();
  const area = useRef<HTMLDivElement>(null);
  const { rules } = editor;
  const byField = bothByField(editor.problems.byField, rules.byField);
  const general = [...new Set([...editor.problems.general, ...rules.general])];
  const visible = (field: Field) => rules.fields[field.name]?.visible !== false;
  const shown = new Set(
    sections.flatMap((section) => section.fields.filter(visible).map((field) => field.name)),
  );
  const elsewhere = Object.entries(byField)
    .filter(([name]) => !shown.has(name))
    .flatMap(([name, texts]) =>
      texts.map(
        (text) => `${labelOf(object.fields.find((field) => field.name === name) ?? { name })}: ${text}`,
      ),
    );
  const onTop = [...general, ...elsewhere];
  const count = Object.keys(byField).length + onTop.length;
  const first = sections.flatMap((section) => section.fields).find((field) => canEdit(field))?.name;
  const { attempts, saving } = editor;
  const likenesses = useLikenesses(object, editor.record, editor.typed);

  useEffect(() => {
    // Only what comes back from saving moves the page; what rules say while somebody types does not.
    if (attempts > 0 && !saving)
      area.current
        ?.querySelector('[data-invalid], .form-problems')
        ?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, [attempts, saving]);

  return (
    <div ref={area} className="form">
      {count > 0 && (attempts > 0 || onTop.length > 0) && (
        <Alert
          className="form-problems"
          type="error"
          showIcon
          title={
            onTop.length ? onTop.map((text) => <div key={text}>{text}</div>) : t('form.problems', { count })
          }
        />
      )}
      {likenesses.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={<LikenessList likenesses={likenesses} />}
          className="form-likenesses"
        />
      )}
      {editor.restored && (
        <Alert
          type="info"
          showIcon
          title={t('form.restored')}
          action={<a onClick={editor.discard}>{t('form.discardDraft')}</a>}
        />
      )}
      {creating && (object.recordTypes?.length ?? 0) > 1 && (
        <div className="field record-type">
          <span className="field-label">{t('form.recordType')}</span>
          <Select
            className="fill"
            value={editor.values.recordType as string}
            onChange={(value) => editor.set('recordType', value)}
            options={object.recordTypes!.map((type) => ({ value: type.name, label: labelOf(type) }))}
          />
        </div>
      )}
      {sections.map((section, index) => {
        const fields = section.fields.filter(
          (field) =>
            visible(field) &&
            (!creating || (canEdit(field) && !(isSystem(field) && field.name === 'department'))),
        );
        if (fields.length === 0) return null;
        return (
          <section key={index} className="form-section">
            {textOf(section.label) && <h3>{textOf(section.label)}</h3>}
            <div className={section.columns === 1 ? 'grid grid-1' : 'grid'}>
              {fields.map((field) => (
                <FormField
                  key={field.name}
                  field={field}
                  value={editor.values[field.name]}
                  onChange={(value) => editor.set(field.name, value)}
                  problems={byField[field.name]}
                  state={rules.fields[field.name]}
                  autoFocus={field.name === (focus ?? (creating ? first : undefined))}
                  idPrefix={idPrefix}
                />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function bothByField(a: Record<string, string[]>, b: Record<string, string[]>): Record<string, string[]> {
  const both: Record<string, string[]> = { ...a };
  for (const [name, texts] of Object.entries(b)) both[name] = [...new Set([...(both[name] ?? []), ...texts])];
  return both;
}
