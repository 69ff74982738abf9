import { ReloadOutlined } from '@ant-design/icons';
import { Button, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { labelOf, useT } from '../../i18n/language';
import { formatNumber, toZoned } from '../../kit/format';
import { ErrorState, Nothing } from '../../kit/states';
import { useRuns, useScripts, type Run } from './calls';
import { FailureText, Lines } from './Said';
import type { OnPlace } from './TrialOutcome';

/** The runs of all scripts, or of one: when, who, how long, what they said, where they failed. */
export function RunLog({ script: fixed, onPlace }: { script?: string; onPlace?: OnPlace }) {
  const t = useT();
  const scripts = useScripts();
  const [chosen, setChosen] = useState<string>();
  const [failed, setFailed] = useState<boolean>();
  const script = fixed ?? chosen;
  const log = useRuns({ script, failed });
  const runs = log.data?.pages.flatMap((page) => page.runs) ?? [];
  const label = (name: string) => {
    const known = scripts.data?.find((one) => one.name === name);
    return known ? labelOf(known as never) : name;
  };
  return (
    <>
      <div className="audit-filters">
        {!fixed && (
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            className="script-filter"
            placeholder={t('script.anyScript')}
            aria-label={t('script.one')}
            value={chosen}
            onChange={(one?: string) => setChosen(one)}
            options={(scripts.data ?? []).map((one) => ({ value: one.name, label: labelOf(one as never) }))}
            data-test="log-script"
          />
        )}
        <Select
          allowClear
          placeholder={t('script.anyOutcome')}
          aria-label={t('script.outcome')}
          value={failed}
          onChange={(one?: boolean) => setFailed(one)}
          options={[
            { value: true, label: t('script.failed') },
            { value: false, label: t('script.wentWell') },
          ]}
          data-test="log-outcome"
        />
        <Button
          icon={<ReloadOutlined />}
          loading={log.isRefetching}
          onClick={() => log.refetch()}
          data-test="log-refresh"
        >
          {t('script.refresh')}
        </Button>
      </div>
      <div className="card list-card script-log" data-test="script-log">
        {log.isError ? (
          <ErrorState error={log.error} onRetry={() => log.refetch()} />
        ) : (
          <Table<Run>
            rowKey="id"
            size="small"
            loading={log.isPending}
            dataSource={runs}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <Nothing title={t('script.noRuns')} text={t('script.noRunsText')} /> }}
            expandable={{
              expandedRowRender: (run) => (
                <Told
                  run={run}
                  object={scripts.data?.find((one) => one.name === run.script)?.object}
                  onPlace={onPlace}
                />
              ),
              rowExpandable: (run) => !run.ok || run.lines.length > 0 || !!run.record,
            }}
            columns={[
              {
                title: t('script.at'),
                render: (_, run) => (
                  <span className="digits">{toZoned(run.at).format('YYYY-MM-DD HH:mm:ss')}</span>
                ),
              },
              {
                title: t('script.outcome'),
                render: (_, run) => (
                  <Tag variant="filled" color={run.ok ? 'green' : 'red'}>
                    {t(run.ok ? 'script.wentWell' : 'script.failed')}
                  </Tag>
                ),
              },
              ...(fixed
                ? []
                : [
                    {
                      title: t('script.one'),
                      render: (_: unknown, run: Run) =>
                        scripts.data?.some((one) => one.name === run.script) ? (
                          <Link to={`/setup/scripts/${run.script}`}>{label(run.script)}</Link>
                        ) : (
                          run.script
                        ),
                    },
                  ]),
              { title: t('script.by'), render: (_, run) => whoOf(run) ?? t('history.system') },
              {
                title: t('script.took'),
                align: 'end',
                render: (_, run) => (
                  <span className="digits">{t('script.millis', { count: formatNumber(run.millis) })}</span>
                ),
              },
              {
                title: t('script.said'),
                render: (_, run) => (
                  <span className="script-said">{run.failure?.message ?? run.lines[0]?.text ?? ''}</span>
                ),
              },
            ]}
          />
        )}
        {log.hasNextPage && (
          <div className="list-foot">
            <Button
              block
              loading={log.isFetchingNextPage}
              onClick={() => log.fetchNextPage()}
              data-test="log-more"
            >
              {t('script.older')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

/** Undefined for the system itself. */
function whoOf(run: Run): string | undefined {
  if (run.userName) return run.userName;
  return run.user && run.user !== 'system' ? run.user : undefined;
}

/** @param object of the record; undefined where the script is about none, or is gone */
function Told({ run, object, onPlace }: { run: Run; object?: string; onPlace?: OnPlace }) {
  const t = useT();
  return (
    <div className="script-told">
      {run.failure && <FailureText failure={run.failure} script={run.script} onPlace={onPlace} />}
      {run.record && (
        <div className="muted">
          {t('script.record')}{' '}
          <code>{object ? <Link to={`/o/${object}/${run.record}`}>{run.record}</Link> : run.record}</code>
        </div>
      )}
      <Lines lines={run.lines} />
    </div>
  );
}
