import {
  DeleteOutlined,
  DownloadOutlined,
  DownOutlined,
  EllipsisOutlined,
  HistoryOutlined,
  PlusOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ObjectDefinition } from '../../api/model';
import { useCatalog, useMe } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { formatNumber } from '../../kit/format';
import { ObjectTile } from '../../kit/Icon';
import { PageHead } from '../../kit/PageHead';
import { PastDialog } from '../past';
import { choicesOf, type ListState } from './state';

interface Props {
  object: ObjectDefinition;
  state: ListState;
  total: number | undefined;
  onChange: (change: Partial<ListState>) => void;
  onExport: () => void;
}

export function NewButton({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const navigate = useNavigate();
  const phone = usePhone();
  if (!object.access?.create) return null;
  return (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      onClick={() => navigate(`/o/${object.name}/new`)}
      data-test="new"
    >
      {phone ? undefined : t('list.new', { object: labelOf(object) })}
    </Button>
  );
}

/** Name of the object, the view in use as a menu, how many there are, and the ways in and out. */
export function ListHead({ object, state, total, onChange, onExport }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const phone = usePhone();
  const catalog = useCatalog().data;
  const rights = useMe().data?.system ?? [];
  const [picking, setPicking] = useState(false);
  const past = state.asOf !== undefined;
  const views = choicesOf(catalog, object, t('list.all'));
  const mayImport = !past && rights.includes('importData') && object.access?.create === true;
  const mayExport = !past && rights.includes('exportData');
  const more = [
    mayImport &&
      phone && {
        key: 'import',
        icon: <UploadOutlined />,
        label: t('list.import'),
        onClick: () => navigate(`/imports/new?object=${object.name}`),
      },
    mayExport &&
      phone && { key: 'export', icon: <DownloadOutlined />, label: t('list.export'), onClick: onExport },
    {
      key: 'past',
      icon: <HistoryOutlined />,
      label: t('asOf.pick'),
      onClick: () => setPicking(true),
    },
    !past && {
      key: 'bin',
      icon: <DeleteOutlined />,
      label: t('bin.title'),
      onClick: () => navigate(`/o/${object.name}/bin`),
    },
  ].filter((item) => item !== false);
  return (
    <PageHead
      tile={<ObjectTile object={object.name} icon={object.icon} size={36} />}
      over={textOf(object.pluralLabel) ?? labelOf(object)}
      title={
        <Dropdown
          trigger={['click']}
          menu={{
            items: views,
            selectedKeys: [state.viewName],
            onClick: ({ key }) => onChange({ viewName: key }),
          }}
        >
          <a className="view-switch" role="button" data-test="views">
            {state.view ? labelOf(state.view) : t('list.all')}
            <DownOutlined />
            {total !== undefined && <span className="view-count">{formatNumber(total)}</span>}
          </a>
        </Dropdown>
      }
      extra={
        <>
          {mayImport && !phone && (
            <Button icon={<UploadOutlined />} onClick={() => navigate(`/imports/new?object=${object.name}`)}>
              {t('list.import')}
            </Button>
          )}
          {mayExport && !phone && (
            <Button icon={<DownloadOutlined />} onClick={onExport}>
              {t('list.export')}
            </Button>
          )}
          {!past && <NewButton object={object} />}
          <Dropdown trigger={['click']} menu={{ items: more }}>
            <Button icon={<EllipsisOutlined />} aria-label={t('action.more')} data-test="list-more" />
          </Dropdown>
          {picking && <PastDialog onClose={() => setPicking(false)} />}
        </>
      }
    />
  );
}
