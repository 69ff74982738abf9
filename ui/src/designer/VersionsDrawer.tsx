import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Collapse, Drawer, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { api, body } from '../api/client';
import type { MetadataVersion } from '../api/model';
import { listOf, useT, type MessageKey } from '../i18n/language';
import { useFeedback } from '../kit/feedback';
import { formatMoment } from '../kit/format';
import { ErrorState, Nothing } from '../kit/states';
import { DefinitionDiff } from './DefinitionDiff';

interface Props {
  kind: string;
  name: string;
  onClose: () => void;
}

/** What a definition was before, what each publish changed in it, and a way back. */
export function VersionsDrawer({ kind, name, onClose }: Props) {
  const t = useT();
  const [open, setOpen] = useState<string[]>([]);
  const versions = useInfiniteQuery({
    queryKey: ['versions', kind, name],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/meta/{kind}/{name}/versions', {
          params: { path: { kind, name }, query: pageParam ? { before: pageParam } : {} },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const all = versions.data?.pages.flatMap((page) => page.versions) ?? [];
  return (
    <Drawer open onClose={onClose} title={t('versions.title')} size={720} data-test="versions">
      {versions.isPending ? (
        <Skeleton active />
      ) : versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => versions.refetch()} />
      ) : all.length === 0 ? (
        <Nothing title={t('versions.empty')} />
      ) : (
        <Collapse
          activeKey={open}
          onChange={(keys) => setOpen([keys].flat().map(String))}
          items={all.map((version, index) => ({
            key: String(version.version),
            label: <VersionLine version={version} newest={index === 0} />,
            children: (
              <VersionBody kind={kind} name={name} version={version} newest={index === 0} onDone={onClose} />
            ),
          }))}
        />
      )}
      {versions.hasNextPage && (
        <Button block loading={versions.isFetchingNextPage} onClick={() => versions.fetchNextPage()}>
          {t('versions.more')}
        </Button>
      )}
    </Drawer>
  );
}

function VersionLine({ version, newest }: { version: MetadataVersion; newest: boolean }) {
  const t = useT();
  return (
    <span className="version-line">
      <span className="digits">{version.at ? formatMoment(version.at) : t('versions.before')}</span>
      <b>{version.by?.name}</b>
      <span className="muted">{t(`versions.action.${version.action}` as MessageKey)}</span>
      {newest && version.action !== 'remove' && <Tag color="green">{t('versions.now')}</Tag>}
    </span>
  );
}

interface BodyProps {
  kind: string;
  name: string;
  version: MetadataVersion;
  newest: boolean;
  onDone: () => void;
}

function VersionBody({ kind, name, version, newest, onDone }: BodyProps) {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const path = { kind, name, version: version.version };
  const detail = useQuery({
    queryKey: ['versions', kind, name, version.version],
    queryFn: () => body(api.GET('/api/v1/meta/{kind}/{name}/versions/{version}', { params: { path } })),
  });
  const restore = useMutation({
    mutationFn: (dryRun: boolean) =>
      body(
        api.POST('/api/v1/meta/{kind}/{name}/versions/{version}/restore', {
          params: { path, query: dryRun ? { dryRun } : {} },
        }),
      ),
  });
  const ask = async () => {
    try {
      const report = await restore.mutateAsync(true);
      if (report.problems?.length)
        return feedback.warn(
          t('versions.restoreTitle', { version: version.version }),
          report.problems.map((problem) => problem.message ?? problem.code),
        );
      const changes = report.changes.map((change) => change.element ?? '').filter(Boolean);
      feedback.confirm({
        title: t('versions.restoreTitle', { version: version.version }),
        content: t('versions.restoreText', { changes: listOf(changes) || t('diff.none') }),
        okText: t('versions.restore'),
        onOk: async () => {
          try {
            await restore.mutateAsync(false);
            feedback.done(t('versions.restored'));
            await client.invalidateQueries();
            onDone();
          } catch (error) {
            feedback.failed(error);
          }
        },
      });
    } catch (error) {
      feedback.failed(error);
    }
  };
  if (detail.isPending) return <Skeleton active />;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => detail.refetch()} />;
  return (
    <>
      <DefinitionDiff from={detail.data.former} to={detail.data.document} />
      {!newest && detail.data.document && (
        <Button onClick={ask} loading={restore.isPending} data-test="restore-version">
          {t('versions.restore')}
        </Button>
      )}
    </>
  );
}
