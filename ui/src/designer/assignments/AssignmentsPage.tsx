import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { PageHead } from '../../kit/PageHead';
import { ErrorState } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { useElements } from '../elements';
import type { AssignmentRule } from './model';

/** Who becomes the owner of new records: the rules of all objects, in the order in which they are asked. */
export function AssignmentsPage() {
  const t = useT();
  const catalog = useCatalog().data;
  const rules = useElements<AssignmentRule>('assignments');
  const objectOf = (rule: AssignmentRule) =>
    labelOf(findObject(catalog, rule.object) ?? { name: rule.object });
  const sorted = [...(rules.data ?? [])].sort(
    (a, b) =>
      objectOf(a).localeCompare(objectOf(b)) ||
      (a.order ?? 0) - (b.order ?? 0) ||
      a.name.localeCompare(b.name),
  );
  return (
    <div className="page">
      <PageHead
        title={t('assignment.title')}
        extra={
          <Link to="/setup/new-assignment">
            <Button type="primary" icon={<PlusOutlined />} data-test="new-assignment">
              {t('assignment.new')}
            </Button>
          </Link>
        }
      />
      <div className="card list-card">
        {rules.isError ? (
          <ErrorState error={rules.error} onRetry={() => rules.refetch()} />
        ) : (
          <Table<AssignmentRule>
            rowKey={(rule) => `${rule.object}.${rule.name}`}
            size="small"
            loading={rules.isPending}
            dataSource={sorted}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: t('assignment.empty') }}
            columns={[
              {
                title: t('assignment.rule'),
                render: (_, rule) => (
                  <>
                    <Link className="row-name" to={`/setup/assignments/${rule.object}/${rule.name}`}>
                      {labelOf(rule as Parameters<typeof labelOf>[0])}
                    </Link>{' '}
                    {rule.active === false && <Tag variant="filled">{t('assignment.inactive')}</Tag>}
                  </>
                ),
              },
              { title: t('setup.object'), render: (_, rule) => objectOf(rule) },
              { title: t('setup.name'), render: (_, rule) => <code>{rule.name}</code> },
              { title: t('assignment.order'), align: 'end', render: (_, rule) => rule.order ?? 0 },
              { title: t('assignment.entries'), align: 'end', render: (_, rule) => rule.entries.length },
              { title: t('setup.package'), render: (_, rule) => rule.package ?? t('setup.own') },
            ]}
          />
        )}
      </div>
    </div>
  );
}
