import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { api, body } from '../api/client';
import { labelOf, textOf, useT } from '../i18n/language';
import { useFeedback } from '../kit/feedback';
import { PageHead } from '../kit/PageHead';
import { ErrorState } from '../kit/states';

/** The app packages this system knows: install, bring up to date, take away. */
export function PackagesPage() {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const packages = useQuery({
    queryKey: ['packages'],
    queryFn: async () => (await body(api.GET('/api/v1/packages'))).packages,
  });
  const after = {
    onSuccess: () => {
      feedback.done(t('packages.done'));
      return client.invalidateQueries();
    },
    onError: feedback.failed,
  };
  const install = useMutation({
    mutationFn: (name: string) => body(api.POST('/api/v1/packages', { body: { name } })),
    ...after,
  });
  const path = (name: string) => ({ params: { path: { name } } });
  const upgrade = useMutation({
    mutationFn: (name: string) => body(api.POST('/api/v1/packages/{name}/upgrade', path(name))),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (name: string) => body(api.DELETE('/api/v1/packages/{name}', path(name))),
    ...after,
  });
  const busy = install.isPending || upgrade.isPending || remove.isPending;
  return (
    <div className="page">
      <PageHead title={t('packages.title')} />
      <div className="card list-card">
        {packages.isError ? (
          <ErrorState error={packages.error} onRetry={() => packages.refetch()} />
        ) : (
          <Table
            rowKey="name"
            size="small"
            loading={packages.isPending || busy}
            dataSource={packages.data ?? []}
            pagination={false}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('packages.package'), render: (_, one) => <b>{labelOf(one)}</b> },
              { title: t('setup.name'), render: (_, one) => <code>{one.name}</code> },
              {
                title: t('packages.version'),
                render: (_, one) => <span className="digits">{one.version ?? one.available}</span>,
              },
              {
                title: t('import.state'),
                render: (_, one) => (
                  <Tag variant="filled" color={one.state === 'installed' ? 'green' : 'default'}>
                    {one.state === 'installed' ? t('packages.installed') : t('packages.available')}
                  </Tag>
                ),
              },
              {
                title: t('setup.description'),
                render: (_, one) => <span className="muted">{textOf(one.description)}</span>,
              },
              {
                render: (_, one) =>
                  one.state !== 'installed' ? (
                    <Button size="small" type="primary" onClick={() => install.mutate(one.name)}>
                      {t('packages.install')}
                    </Button>
                  ) : (
                    <>
                      {one.available && one.available !== one.version && (
                        <Button size="small" onClick={() => upgrade.mutate(one.name)}>
                          {t('packages.upgrade', { version: one.available })}
                        </Button>
                      )}
                      <Button
                        size="small"
                        type="link"
                        danger
                        onClick={() =>
                          feedback.confirm({
                            title: t('packages.removeTitle', { name: labelOf(one) }),
                            content: t('packages.removeText'),
                            okText: t('packages.remove'),
                            okButtonProps: { danger: true },
                            onOk: () => remove.mutate(one.name),
                          })
                        }
                      >
                        {t('packages.remove')}
                      </Button>
                    </>
                  ),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
