import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ApiError } from '../../api/problems';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, Nothing } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { useMayShape, useScriptCalls, useScripts } from './calls';
import { RunLog } from './RunLog';
import { scriptTypes, type Script, type ScriptType } from './script';
import './scripts.css';

/** The scripts of the tenant and what their runs had to say, for whoever shapes the system. */
export function ScriptsPage() {
  const t = useT();
  const may = useMayShape();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'log' ? 'log' : 'list';
  if (!may) return <ErrorState error={new ApiError(403, {})} />;
  return (
    <div className="page scripts-page">
      <PageHead
        title={t('script.title')}
        extra={
          <Link to="/setup/new-script">
            <Button type="primary" icon={<PlusOutlined />} data-test="new-script">
              {t('script.new')}
            </Button>
          </Link>
        }
      />
      <div className="toolbar scripts-tabs">
        <Segmented
          value={tab}
          onChange={(one) => setSearch(one === 'log' ? { tab: one } : {})}
          options={[
            { value: 'list', label: t('script.list') },
            { value: 'log', label: t('script.log') },
          ]}
        />
      </div>
      {tab === 'list' ? <List /> : <RunLog />}
    </div>
  );
}

function List() {
  const t = useT();
  const feedback = useFeedback();
  const catalog = useCatalog().data;
  const scripts = useScripts();
  const { remove } = useScriptCalls();
  const [typed, setTyped] = useState('');
  const [type, setType] = useState<ScriptType>();
  const [object, setObject] = useState<string>();
  const objectLabel = (name: string) => labelOf(findObject(catalog, name) ?? { name });
  const wanted = typed.trim().toLowerCase();
  const shown = (scripts.data ?? []).filter(
    (one) =>
      (!type || one.type === type) &&
      (!object || one.object === object) &&
      `${one.name}\n${labelOf(one as never)}`.toLowerCase().includes(wanted),
  );
  const objects = [...new Set((scripts.data ?? []).flatMap((one) => one.object ?? []))];
  const askRemove = (script: Script) =>
    feedback.confirm({
      title: t('script.removeTitle', { name: labelOf(script as never) }),
      content: t('script.removeText'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () =>
        remove.mutateAsync(script.name).then(() => feedback.done(t('script.removed')), feedback.failed),
    });
  if (scripts.isError) return <ErrorState error={scripts.error} onRetry={() => scripts.refetch()} />;
  return (
    <>
      <div className="audit-filters">
        <Input
          allowClear
          prefix={<SearchOutlined className="muted" />}
          placeholder={t('script.search')}
          aria-label={t('script.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          data-test="script-search"
        />
        <Select
          allowClear
          placeholder={t('script.anyType')}
          aria-label={t('script.type')}
          value={type}
          onChange={(one?: ScriptType) => setType(one)}
          options={scriptTypes.map((one) => ({ value: one, label: t(`script.type.${one}`) }))}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('script.anyObject')}
          aria-label={t('setup.object')}
          value={object}
          onChange={(one?: string) => setObject(one)}
          options={objects.map((one) => ({ value: one, label: objectLabel(one) }))}
        />
      </div>
      <div className="card list-card" data-test="scripts">
        <Table<Script>
          rowKey="name"
          size="small"
          loading={scripts.isPending}
          dataSource={shown}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Nothing
                title={t(scripts.data?.length ? 'script.nothing' : 'script.none')}
                text={scripts.data?.length ? undefined : t('script.noneText')}
              />
            ),
          }}
          columns={[
            {
              title: t('script.one'),
              render: (_, one) => (
                <Link className="row-name" to={`/setup/scripts/${one.name}`}>
                  {labelOf(one as never)}
                </Link>
              ),
            },
            { title: t('setup.name'), render: (_, one) => <code>{one.name}</code> },
            {
              title: t('script.type'),
              render: (_, one) => (
                <Tag variant="filled">
                  {t(`script.type.${one.type}`)}
                  {one.when && ` · ${t(`script.when.${one.when}`)}`}
                </Tag>
              ),
            },
            { title: t('setup.object'), render: (_, one) => (one.object ? objectLabel(one.object) : '–') },
            {
              title: t('script.active'),
              render: (_, one) =>
                one.active === false ? (
                  <Tag variant="filled">{t('rules.inactive')}</Tag>
                ) : (
                  <Tag variant="filled" color="green">
                    {t('script.inForce')}
                  </Tag>
                ),
            },
            { title: t('setup.package'), render: (_, one) => one.package ?? t('setup.own') },
            {
              align: 'end',
              render: (_, one) =>
                one.package ? null : (
                  <Button type="link" size="small" danger onClick={() => askRemove(one)}>
                    {t('action.delete')}
                  </Button>
                ),
            },
          ]}
        />
      </div>
    </>
  );
}
