import {
  DeleteOutlined,
  EditOutlined,
  EllipsisOutlined,
  HistoryOutlined,
  QuestionCircleOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Field, Layout, Mapping, ObjectDefinition, RecordData } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { Icon, ObjectTile } from '../../kit/Icon';
import { PageHead } from '../../kit/PageHead';
import { FieldValue } from '../FieldValue';
import { PastDialog } from '../past';
import { nameOf } from '../values';
import { WhyDrawer } from '../why/WhyDrawer';
import { useWrites } from '../writes';
import { ActionDialog } from './ActionDialog';
import { useScriptButtons } from './scriptButtons';
import { mayApply } from './when';

interface Props {
  object: ObjectDefinition;
  record: RecordData;
  layout: Layout | undefined;
  /** Buttons the application adds. */
  actions?: ReactNode;
  /** The record is shown as it was: nothing can be done to that. */
  past: boolean;
  onEdit?: () => void;
}

/** What this record is, its most telling values, and everything that can be done with it. */
export function RecordHead({ object, record, layout, actions: added, past, onEdit }: Props) {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const feedback = useFeedback();
  const { remove } = useWrites(object.name);
  const catalog = useCatalog().data;
  const [running, setRunning] = useState<Mapping>();
  const [picking, setPicking] = useState(false);
  const [asking, setAsking] = useState(false);
  const name = nameOf(object, record);
  const mappings = (catalog?.mappings ?? []).filter((one) => one.object === object.name);
  const actions = (
    layout?.actions ? mappings.filter((one) => layout.actions!.includes(one.name)) : mappings
  ).filter((one) => !past && mayApply(one.when, record));
  const buttons = useScriptButtons(object.name, record.id, !past);
  const highlights = (layout?.highlights ?? [])
    .map((highlight) => object.fields.find((field) => field.name === highlight))
    .filter((field): field is Field => field !== undefined);

  const askDelete = () =>
    feedback.confirm({
      title: t('delete.title', { name }),
      content: t('delete.text'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(record.id);
          feedback.done(t('delete.done'));
          void navigate(`/o/${object.name}`, { replace: true });
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  const more: MenuProps['items'] = [
    ...(phone
      ? actions.map((one) => ({
          key: one.name,
          icon: <Icon name={one.icon} />,
          label: labelOf(one),
          onClick: () => setRunning(one),
        }))
      : []),
    ...(past
      ? []
      : [
          {
            key: 'why',
            icon: <QuestionCircleOutlined />,
            label: <span data-test="ask-why">{t('why.ask')}</span>,
            onClick: () => setAsking(true),
          },
        ]),
    ...(phone
      ? buttons.map((one) => ({
          key: `script:${one.name}`,
          icon: <ThunderboltOutlined />,
          disabled: one.busy,
          label: labelOf(one),
          onClick: one.press,
        }))
      : []),
    {
      key: 'past',
      icon: <HistoryOutlined />,
      label: t('asOf.pick'),
      onClick: () => setPicking(true),
    },
    ...(object.access?.delete && !past
      ? [
          {
            key: 'delete',
            danger: true,
            icon: <DeleteOutlined />,
            label: t('action.delete'),
            onClick: askDelete,
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead
        tile={<ObjectTile object={object.name} icon={object.icon} size={phone ? 36 : 40} />}
        over={<Link to={`/o/${object.name}`}>{textOf(object.pluralLabel) ?? labelOf(object)}</Link>}
        title={name}
        extra={
          <>
            {!phone &&
              actions.map((one) => (
                <Button
                  key={one.name}
                  icon={<Icon name={one.icon} />}
                  onClick={() => setRunning(one)}
                  data-test={`action-${one.name}`}
                >
                  {labelOf(one)}
                </Button>
              ))}
            {!phone &&
              buttons.map((one) => (
                <Button
                  key={one.name}
                  icon={<ThunderboltOutlined />}
                  loading={one.busy}
                  onClick={one.press}
                  data-test={`button-${one.name}`}
                >
                  {labelOf(one)}
                </Button>
              ))}
            {added}
            {onEdit && (
              <Button
                type="primary"
                icon={<EditOutlined />}
                onClick={onEdit}
                data-test="edit"
                aria-label={t('action.edit')}
              >
                {phone ? undefined : t('action.edit')}
              </Button>
            )}
            <Dropdown trigger={['click']} menu={{ items: more }}>
              <Button icon={<EllipsisOutlined />} aria-label={t('action.more')} data-test="more" />
            </Dropdown>
          </>
        }
      >
        {highlights.length > 0 && (
          <dl className="highlights">
            {highlights.map((field) => (
              <div key={field.name}>
                <dt>{labelOf(field)}</dt>
                <dd>
                  <FieldValue field={field} value={record[field.name]} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </PageHead>
      {asking && <WhyDrawer object={object} id={record.id} onClose={() => setAsking(false)} />}
      {picking && <PastDialog onClose={() => setPicking(false)} />}
      {running && (
        <ActionDialog
          object={object}
          record={record}
          mapping={running}
          onClose={() => setRunning(undefined)}
        />
      )}
    </>
  );
}
