import { useQuery } from '@tanstack/react-query';
import { useParams, Link } from 'react-router';
import { ApiError } from '../../api/problems';
import { queries, useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { ObjectTile } from '../../kit/Icon';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { ImportMapping } from './ImportMapping';
import { ImportProgress } from './ImportProgress';
import { isOver } from './operations';

export function ImportPage() {
  const t = useT();
  const { id = '' } = useParams();
  const catalog = useCatalog().data;
  const job = useQuery({
    ...queries.import(id),
    refetchInterval: (query) =>
      query.state.data && (isOver(query.state.data.state) || query.state.data.state === 'mapping')
        ? false
        : 800,
  });
  if (job.isPending || !catalog) return <PageSkeleton />;
  if (job.isError && !job.data) return <ErrorState error={job.error} onRetry={() => job.refetch()} />;
  const object = findObject(catalog, job.data.object);
  if (!object) return <ErrorState error={new ApiError(404, {})} />;
  return (
    <div className="page page-wide">
      <PageHead
        tile={<ObjectTile object={object.name} icon={object.icon} size={36} />}
        over={<Link to="/imports">{t('import.title')}</Link>}
        title={t('import.into', {
          object: textOf(object.pluralLabel) ?? labelOf(object),
          file: job.data.fileName ?? '',
        })}
      />
      {job.data.state === 'mapping' ? (
        <ImportMapping object={object} job={job.data} />
      ) : (
        <ImportProgress object={object} job={job.data} />
      )}
    </div>
  );
}
