import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ObjectDefinition } from '../api/model';
import { useCatalog } from '../api/queries';
import { labelOf, textOf, useT } from '../i18n/language';
import { ObjectTile } from '../kit/Icon';
import { PageHead } from '../kit/PageHead';
import { isSystem } from '../record/metadata';
import { ObjectForm } from './ObjectForm';

/** All objects of the system, for whoever shapes it. */
export function ObjectsPage() {
  const t = useT();
  const objects = useCatalog().data?.objects ?? [];
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState(false);
  const wanted = typed.trim().toLowerCase();
  const shown = objects.filter((object) =>
    `${object.name} ${labelOf(object)}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="page">
      <PageHead
        title={t('setup.objects')}
        extra={
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => setAdding(true)}
            data-test="new-object"
          >
            {t('setup.newObject')}
          </Button>
        }
      />
      <div className="toolbar">
        <Input
          className="quick-search"
          placeholder={t('setup.findObject')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          allowClear
        />
      </div>
      <div className="card list-card">
        <Table<ObjectDefinition>
          rowKey="name"
          size="small"
          dataSource={shown}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: t('setup.object'),
              render: (_, object) => (
                <Link to={`/setup/objects/${object.name}`} className="row-name object-cell">
                  <ObjectTile object={object.name} icon={object.icon} size={24} /> {labelOf(object)}
                </Link>
              ),
            },
            { title: t('setup.name'), render: (_, object) => <code>{object.name}</code> },
            {
              title: t('setup.fields'),
              align: 'end',
              render: (_, object) => object.fields.filter((field) => !isSystem(field)).length,
            },
            { title: t('setup.package'), render: (_, object) => object.package ?? t('setup.own') },
            {
              title: t('setup.description'),
              render: (_, object) => <span className="muted">{textOf(object.description)}</span>,
            },
          ]}
        />
      </div>
      {adding && <ObjectForm onClose={() => setAdding(false)} />}
    </div>
  );
}
