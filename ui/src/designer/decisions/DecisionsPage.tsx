import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useCatalog } from '../../api/queries';
import { labelOf, useT, type MessageKey } from '../../i18n/language';
import { PageHead } from '../../kit/PageHead';
import { ErrorState } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { useElements } from '../elements';
import { ImportDialog } from './ImportDialog';
import type { ScoreModel } from './model';
import type { DecisionTable } from './table';

/** Decision tables and scored models, for whoever shapes the system. */
export function DecisionsPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const [importing, setImporting] = useState(false);
  const kind = search.get('kind') === 'scores' ? 'scores' : 'decisions';
  return (
    <div className="page">
      <PageHead
        title={t('decision.title')}
        extra={
          <>
            {kind === 'decisions' && (
              <Button icon={<ImportOutlined />} onClick={() => setImporting(true)} data-test="import-dmn">
                {t('decision.import')}
              </Button>
            )}
            <Link to={kind === 'decisions' ? '/setup/new-decision' : '/setup/new-score'}>
              <Button type="primary" icon={<PlusOutlined />} data-test="new-decision">
                {t(kind === 'decisions' ? 'decision.new' : 'score.new')}
              </Button>
            </Link>
          </>
        }
      />
      <div className="toolbar">
        <Segmented<'decisions' | 'scores'>
          value={kind}
          onChange={(one) => setSearch(one === 'scores' ? { kind: one } : {})}
          options={[
            { value: 'decisions', label: t('decision.tables') },
            { value: 'scores', label: t('score.models') },
          ]}
        />
      </div>
      <div className="card list-card">{kind === 'decisions' ? <Tables /> : <Models />}</div>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </div>
  );
}

function Tables() {
  const t = useT();
  const catalog = useCatalog().data;
  const tables = useElements<DecisionTable>('decisions');
  if (tables.isError) return <ErrorState error={tables.error} onRetry={() => tables.refetch()} />;
  return (
    <Table<DecisionTable>
      rowKey="name"
      size="small"
      loading={tables.isPending}
      dataSource={tables.data ?? []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('decision.table'),
          render: (_, one) => (
            <Link className="row-name" to={`/setup/decisions/${one.name}`}>
              {labelOf(one as Parameters<typeof labelOf>[0])}
            </Link>
          ),
        },
        { title: t('setup.name'), render: (_, one) => <code>{one.name}</code> },
        {
          title: t('setup.object'),
          render: (_, one) =>
            one.object
              ? labelOf(findObject(catalog, one.object) ?? { name: one.object })
              : t('decision.parameters'),
        },
        {
          title: t('decision.hitPolicy'),
          render: (_, one) => (
            <Tag variant="filled">{t(`decision.policy.${one.hitPolicy}` as MessageKey)}</Tag>
          ),
        },
        { title: t('decision.rows'), align: 'end', render: (_, one) => one.rows.length },
        { title: t('setup.package'), render: (_, one) => one.package ?? t('setup.own') },
      ]}
    />
  );
}

function Models() {
  const t = useT();
  const catalog = useCatalog().data;
  const models = useElements<ScoreModel>('scores');
  if (models.isError) return <ErrorState error={models.error} onRetry={() => models.refetch()} />;
  return (
    <Table<ScoreModel>
      rowKey="name"
      size="small"
      loading={models.isPending}
      dataSource={models.data ?? []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('score.model'),
          render: (_, one) => (
            <Link className="row-name" to={`/setup/scores/${one.name}`}>
              {labelOf(one as Parameters<typeof labelOf>[0])}
            </Link>
          ),
        },
        { title: t('setup.name'), render: (_, one) => <code>{one.name}</code> },
        {
          title: t('setup.object'),
          render: (_, one) => labelOf(findObject(catalog, one.object) ?? { name: one.object }),
        },
        { title: t('score.target'), render: (_, one) => <code>{one.target}</code> },
        { title: t('score.criteria'), align: 'end', render: (_, one) => one.criteria.length },
        { title: t('setup.package'), render: (_, one) => one.package ?? t('setup.own') },
      ]}
    />
  );
}
