import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Field } from '../api/model';
import { ApiError, type Problem } from '../api/problems';
import { useCatalog } from '../api/queries';
import { labelOf, listOf, textOf, useT, type MessageKey } from '../i18n/language';
import { useFeedback } from '../kit/feedback';
import { ObjectTile } from '../kit/Icon';
import { PageHead } from '../kit/PageHead';
import { ErrorState, PageSkeleton } from '../kit/states';
import { findObject, isSystem } from '../record/metadata';
import { useDefinitions } from './definitions';
import { FieldForm } from './FieldForm';
import { DuplicatesTab } from './duplicates/DuplicatesTab';
import { RulesTab } from './rules/RulesTab';
import { VersionsDrawer } from './VersionsDrawer';

/** One object: its fields, and a way to add and remove them. */
export function ObjectPage() {
  const t = useT();
  const feedback = useFeedback();
  const { object: name = '' } = useParams();
  const catalog = useCatalog();
  const object = findObject(catalog.data, name);
  const [adding, setAdding] = useState(false);
  const [looking, setLooking] = useState(false);
  const navigate = useNavigate();
  const { deleteField, deleteObject } = useDefinitions();
  if (catalog.isPending) return <PageSkeleton />;
  if (!object) return <ErrorState error={new ApiError(404, {})} />;

  const askDelete = async (field: Field) => {
    try {
      const report = await deleteField.mutateAsync({ object: name, name: field.name, dryRun: true });
      if (report.problems?.length) {
        return feedback.warn(t('setup.cannotRemove', { field: labelOf(field) }), [
          ...new Set(report.problems.map(usedBy)),
        ]);
      }
      const dependants = report.dependants ?? [];
      feedback.confirm({
        title: t('setup.removeTitle', { field: labelOf(field) }),
        content: (
          <>
            <p>{t('setup.removeText')}</p>
            {dependants.length > 0 && (
              <p>{t('setup.dependants', { list: listOf(dependants.map(sayDependant)) })}</p>
            )}
          </>
        ),
        okText: t('action.delete'),
        okButtonProps: { danger: true },
        onOk: () =>
          deleteField
            .mutateAsync({ object: name, name: field.name })
            .then(() => feedback.done(t('setup.removed')), feedback.failed),
      });
    } catch (error) {
      feedback.failed(error);
    }
  };
  const askDeleteObject = async () => {
    try {
      const report = await deleteObject.mutateAsync({ name, dryRun: true });
      if (report.problems?.length) {
        const reasons = report.problems.map((problem) => problem.message ?? problem.code);
        return feedback.warn(t('setup.cannotRemove', { field: labelOf(object) }), [...new Set(reasons)]);
      }
      feedback.confirm({
        title: t('setup.removeObjectTitle', { object: labelOf(object) }),
        content: t('setup.removeObjectText'),
        okText: t('action.delete'),
        okButtonProps: { danger: true },
        onOk: async () => {
          try {
            // Away first: the page of an object that is gone would only say so.
            await navigate('/setup/objects');
            await deleteObject.mutateAsync({ name });
          } catch (error) {
            feedback.failed(error);
          }
        },
      });
    } catch (error) {
      feedback.failed(error);
    }
  };
  const own = object.fields.filter((field) => !isSystem(field));
  const system = object.fields.filter(isSystem);
  const details = (field: Field) =>
    [
      field.target ?? field.targets?.join(', '),
      field.options?.length ? t('setup.optionCount', { count: field.options.length }) : undefined,
      field.format,
      field.expression ?? (typeof field.formula === 'string' ? field.formula : undefined),
      field.max !== undefined && field.max !== null ? `≤ ${field.max}` : undefined,
    ]
      .filter(Boolean)
      .join(' · ');
  const fields = (
    <div className="card list-card">
      <Table<Field>
        rowKey="name"
        size="small"
        dataSource={[...own, ...system]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('setup.field'), render: (_, field) => labelOf(field) },
          { title: t('setup.name'), render: (_, field) => <code>{field.name}</code> },
          {
            title: t('setup.type'),
            render: (_, field) => t(`type.${field.type}` as MessageKey) ?? field.type,
          },
          {
            title: t('setup.rules'),
            render: (_, field) => (
              <>
                {field.required && <Tag variant="filled">{t('attribute.required')}</Tag>}
                {field.unique && <Tag variant="filled">{t('attribute.unique')}</Tag>}
                {field.externalKey && <Tag variant="filled">{t('attribute.externalKey')}</Tag>}
                {isSystem(field) && <Tag variant="filled">{t('setup.system')}</Tag>}
              </>
            ),
          },
          {
            title: t('setup.details'),
            render: (_, field) => <span className="muted">{details(field)}</span>,
          },
          {
            width: 80,
            render: (_, field) =>
              !isSystem(field) && field.name !== object.nameField ? (
                <Button type="link" size="small" danger onClick={() => askDelete(field)}>
                  {t('action.delete')}
                </Button>
              ) : null,
          },
        ]}
      />
    </div>
  );
  return (
    <div className="page">
      <PageHead
        tile={<ObjectTile object={object.name} icon={object.icon} size={36} />}
        over={<Link to="/setup/objects">{t('setup.objects')}</Link>}
        title={
          <>
            {labelOf(object)} <code className="muted">{object.name}</code>
          </>
        }
        extra={
          <>
            {!object.package && (
              <Button danger onClick={askDeleteObject} data-test="delete-object">
                {t('action.delete')}
              </Button>
            )}
            <Button onClick={() => setLooking(true)} data-test="open-versions">
              {t('versions.title')}
            </Button>
            <Link to={`/o/${object.name}`}>
              <Button>{t('setup.openList')}</Button>
            </Link>
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => setAdding(true)}
              data-test="new-field"
            >
              {t('setup.newField')}
            </Button>
          </>
        }
      >
        {textOf(object.description) && <p className="muted">{textOf(object.description)}</p>}
      </PageHead>
      <Tabs
        className="record-tabs"
        items={[
          { key: 'fields', label: t('rules.fields'), children: fields },
          { key: 'rules', label: t('rules.tab'), children: <RulesTab object={object} /> },
          {
            key: 'duplicates',
            label: t('duplicates.tab'),
            children: <DuplicatesTab object={object} />,
          },
        ]}
      />
      {looking && <VersionsDrawer kind="objects" name={object.name} onClose={() => setLooking(false)} />}
      {adding && <FieldForm object={object} onClose={() => setAdding(false)} />}
    </div>
  );
}

/** The element that still needs the field, else the problem's own sentence. */
function usedBy(problem: Problem): string {
  const element = problem.params?.element;
  return typeof element === 'string' ? element : (problem.message ?? problem.code);
}

function sayDependant(dependant: unknown): string {
  if (typeof dependant === 'string') return dependant;
  if (typeof dependant === 'object' && dependant !== null && 'element' in dependant)
    return String(dependant.element);
  return JSON.stringify(dependant);
}
