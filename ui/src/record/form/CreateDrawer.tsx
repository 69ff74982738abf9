import { Button, Drawer, Space } from 'antd';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { sectionsOf, useLayout } from '../metadata';
import type { Values } from '../values';
import { FormSections } from './FormSections';
import { useEditor } from './useEditor';

interface Props {
  object: ObjectDefinition;
  prefill?: Values;
  onDone: (record: RecordData | undefined) => void;
}

/** Makes a record beside the page one is on: from a related list or a lookup. */
export function CreateDrawer({ object, prefill, onDone }: Props) {
  const t = useT();
  const phone = usePhone();
  const editor = useEditor({ object, prefill, draftKey: `drawer.${object.name}` });
  const layout = useLayout(object.name, phone, editor.values.recordType);
  const save = async () => {
    const saved = await editor.save();
    if (saved) onDone(saved);
  };
  return (
    <Drawer
      open
      size={phone ? '100%' : 720}
      title={t('form.newTitle', { object: labelOf(object) })}
      onClose={() => onDone(undefined)}
      mask={{ closable: !editor.dirty }}
      footer={
        <Space className="drawer-foot">
          <Button onClick={() => onDone(undefined)}>{t('action.cancel')}</Button>
          <Button type="primary" loading={editor.saving} onClick={save}>
            {t('action.save')}
          </Button>
        </Space>
      }
    >
      <FormSections
        object={object}
        sections={sectionsOf(object, layout)}
        editor={editor}
        creating
        idPrefix={`d-${object.name}`}
      />
    </Drawer>
  );
}
