import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { useT, type MessageKey } from '../../i18n/language';
import { formatNumber } from '../../kit/format';
import type { Failure, Run } from './calls';

/** Why a run ended badly; its place leads to the line where somebody can be led there. */
export function FailureText({
  failure,
  script,
  onPlace,
}: {
  failure: Failure;
  /** The one on the screen. */
  script?: string;
  onPlace?: (line: number, column?: number) => void;
}) {
  const t = useT();
  const limit = failure.limit;
  const text = limit
    ? t('script.limitHit', {
        limit: limitName(limit, t),
        allowed: formatNumber(failure.allowed),
        used: formatNumber(failure.used),
      })
    : failure.kind === 'BUSY'
      ? t('script.busy')
      : (failure.message ?? '');
  const line = failure.line ?? 0;
  const elsewhere = failure.script && failure.script !== script ? failure.script : undefined;
  const place = t('script.place', { line, column: failure.column ?? 0 });
  return (
    <Alert
      type="error"
      showIcon
      data-test="script-failure"
      title={text}
      description={
        line > 0 ? (
          elsewhere ? (
            <>
              <Link to={`/setup/scripts/${elsewhere}`}>{elsewhere}</Link> {place}
            </>
          ) : onPlace ? (
            <Button
              type="link"
              size="small"
              className="script-place"
              onClick={() => onPlace(line, failure.column)}
              data-test="go-to-line"
            >
              {place}
            </Button>
          ) : (
            place
          )
        ) : undefined
      }
    />
  );
}

/** What a script wrote with `trellis.log`, in order. */
export function Lines({ lines }: { lines: Run['lines'] }) {
  const t = useT();
  if (lines.length === 0) return null;
  return (
    <ol className="script-lines" aria-label={t('script.lines')} data-test="script-lines">
      {lines.map((line, index) => (
        <li key={index} data-level={line.level}>
          <span className="script-level">{line.level}</span>
          <span>{line.text}</span>
        </li>
      ))}
    </ol>
  );
}

const known = [
  ...['statements', 'cpuMillis', 'wallMillis', 'allocatedBytes', 'queries', 'rows', 'writes', 'httpCalls'],
  ...['logLines', 'depth'],
];

export function limitName(limit: string, t: ReturnType<typeof useT>): string {
  return known.includes(limit) ? t(`script.limit.${limit}` as MessageKey) : limit;
}
