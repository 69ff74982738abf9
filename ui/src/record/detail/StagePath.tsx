import { CheckOutlined } from '@ant-design/icons';
import type { CSSProperties } from 'react';
import type { ObjectDefinition, Option, RecordData } from '../../api/model';
import { colorOf } from '../../fields/colors';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { canEdit } from '../metadata';
import { useWrites } from '../writes';

interface Props {
  object: ObjectDefinition;
  record: RecordData;
  field: string;
  /** While the form is open the path only shows. */
  locked: boolean;
}

/** The options of a select as a road: what is behind, where the record is, what is ahead. A click moves it there. */
export function StagePath({ object, record, field: name, locked }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const { update } = useWrites(object.name);
  const field = object.fields.find((one) => one.name === name);
  if (!field?.options?.length) return null;
  const present = field.options.findIndex((option) => option.name === record[name]);
  const clickable = !locked && object.access?.edit !== false && canEdit(field);
  const move = (option: Option) =>
    feedback.confirm({
      title: t('path.title', { stage: labelOf(option) }),
      okText: t('path.move'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          await update.mutateAsync({
            id: record.id,
            version: record.version,
            values: { [name]: option.name },
          });
          feedback.done(t('form.saved'));
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  return (
    <ol className="path card" aria-label={labelOf(field)}>
      {field.options.map((option, index) => (
        <li
          key={option.name}
          className={
            index < present ? 'path-step path-done' : index === present ? 'path-step path-here' : 'path-step'
          }
          style={{ '--stage': colorOf(option) } as CSSProperties}
          ref={index === present ? intoView : undefined}
          aria-current={index === present ? 'step' : undefined}
        >
          <button
            type="button"
            disabled={!clickable || index === present || update.isPending}
            onClick={() => move(option)}
          >
            {index < present && <CheckOutlined />} {labelOf(option)}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** On a phone the road is longer than the screen: start where the record is. */
function intoView(step: HTMLElement | null) {
  const road = step?.parentElement;
  if (step && road) road.scrollLeft = step.offsetLeft - road.clientWidth / 3;
}
