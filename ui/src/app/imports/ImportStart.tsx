import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Radio, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, body } from '../../api/client';
import type { ImportJob } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { sentenceOf } from '../../kit/feedback';
import { formatSize } from '../../kit/format';
import { PageHead } from '../../kit/PageHead';
import { operations, type Operation } from './operations';

/** First step of an import: what, how and which file. */
export function ImportStart() {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const catalog = useCatalog().data;
  const objects = (catalog?.objects ?? []).filter((object) => object.access?.create);
  const [object, setObject] = useState<string | undefined>(search.get('object') ?? undefined);
  const [operation, setOperation] = useState<Operation>('create');
  const [file, setFile] = useState<File>();
  const upload = useMutation({
    mutationFn: () => {
      const form = new FormData();
      form.append('file', file!);
      form.append('options', JSON.stringify({ object, operation }));
      return body(
        api.POST('/api/v1/imports', { body: form as never, bodySerializer: (value) => value as never }),
      ) as Promise<ImportJob>;
    },
    onSuccess: (job) => {
      client.setQueryData(['imports', job.id], job);
      void navigate(`/imports/${job.id}`);
    },
  });
  return (
    <div className="page page-narrow">
      <PageHead over={t('import.title')} title={t('import.new')} />
      <section className="card form-card stack">
        {upload.error && <Alert type="error" showIcon title={sentenceOf(upload.error)} />}
        <div className="field">
          <label className="field-label" htmlFor="import-object">
            {t('import.object')}
          </label>
          <Select
            id="import-object"
            className="fill"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('import.objectPlaceholder')}
            value={object}
            options={objects.map((one) => ({
              value: one.name,
              label: textOf(one.pluralLabel) ?? labelOf(one),
            }))}
            onChange={setObject}
          />
        </div>
        <div className="field">
          <span className="field-label">{t('import.operation')}</span>
          <Radio.Group
            value={operation}
            onChange={(event) => setOperation(event.target.value as Operation)}
            options={operations.map((name) => ({ value: name, label: t(`import.operation.${name}`) }))}
          />
        </div>
        <Upload.Dragger
          accept=".csv,.xlsx"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
          onRemove={() => setFile(undefined)}
          fileList={file ? [{ uid: '1', name: `${file.name} (${formatSize(file.size)})` }] : []}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t('import.drop')}</p>
          <p className="ant-upload-hint">{t('import.dropHint')}</p>
        </Upload.Dragger>
        <div className="form-buttons">
          <Button onClick={() => navigate(-1)}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            disabled={!object || !file}
            loading={upload.isPending}
            onClick={() => upload.mutate()}
            data-test="upload"
          >
            {t('import.next')}
          </Button>
        </div>
      </section>
    </div>
  );
}
