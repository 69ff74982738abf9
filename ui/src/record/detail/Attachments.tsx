import { DeleteOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Image, Skeleton } from 'antd';
import { useState, type DragEvent } from 'react';
import { fileUrl, thumbnailUrl } from '../../api/files';
import type { FileInfo, ObjectDefinition } from '../../api/model';
import { queries } from '../../api/queries';
import { useT } from '../../i18n/language';
import { sentenceOf, useFeedback } from '../../kit/feedback';
import { FilePicker } from '../../kit/FilePicker';
import { formatMoment, formatNumber, formatRelative, formatSize } from '../../kit/format';
import { UploadLines, useUploads } from '../../kit/uploads';
import { useAttachments } from '../attachments';

interface Props {
  object: ObjectDefinition;
  id: string;
  mayEdit: boolean;
  /** Beside the record: small buttons, no hint. */
  compact?: boolean;
}

/** The files of a record beside its fields: dropped or chosen, looked at, downloaded, removed. */
export function Attachments({ object, id, mayEdit, compact }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const [over, setOver] = useState(false);
  const list = useQuery(queries.attachments(object.name, id));
  const { attach, detach } = useAttachments(object.name, id);
  const { uploads, add, drop, retry } = useUploads({ object: object.name }, (file) =>
    attach.mutateAsync(file.id),
  );
  const files = list.data ?? [];
  const remove = (file: FileInfo) =>
    feedback.confirm({
      title: t('attachments.removeTitle', { name: file.name }),
      content: t('attachments.removeText'),
      okButtonProps: { danger: true },
      okText: t('action.delete'),
      cancelText: t('action.cancel'),
      onOk: () => detach.mutateAsync(file.id).catch(feedback.failed),
    });
  const dragging = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      add([...event.dataTransfer.files]);
    },
  };
  return (
    <section
      className={over ? 'card related attachments attachments-over' : 'card related attachments'}
      data-test="attachments"
      {...(mayEdit ? dragging : {})}
    >
      <header className="related-head">
        <PaperClipOutlined className="muted" />
        <h3>{t('attachments.title')}</h3>
        {files.length > 0 && <span className="view-count">{formatNumber(files.length)}</span>}
        <span className="toolbar-gap" />
        {mayEdit && <FilePicker multiple camera onFiles={add} compact={compact} />}
      </header>
      <UploadLines uploads={uploads} onDrop={drop} onRetry={retry} />
      {list.isPending ? (
        <Skeleton active className="pad" paragraph={{ rows: 1 }} title={false} />
      ) : list.isError ? (
        <div className="related-empty">
          {sentenceOf(list.error)} <a onClick={() => list.refetch()}>{t('action.retry')}</a>
        </div>
      ) : (
        <Image.PreviewGroup>
          {files.map((file) => (
            <Attachment key={file.id} file={file} onRemove={mayEdit ? () => remove(file) : undefined} />
          ))}
        </Image.PreviewGroup>
      )}
      {list.data && files.length === 0 && uploads.length === 0 && !(compact && !mayEdit) && (
        <div className="related-empty">{mayEdit ? t('attachments.drop') : t('attachments.empty')}</div>
      )}
    </section>
  );
}

function Attachment({ file, onRemove }: { file: FileInfo; onRemove?: () => void }) {
  const t = useT();
  const [broken, setBroken] = useState(false);
  return (
    <div className="attachment" data-file={file.name}>
      <span className="attachment-look">
        {file.width && !broken ? (
          <Image
            src={thumbnailUrl(file.id, 96)}
            preview={{ src: fileUrl(file.id) }}
            alt={file.name}
            onError={() => setBroken(true)}
          />
        ) : (
          <FileOutlined className="muted" />
        )}
      </span>
      <span className="attachment-what">
        <a href={fileUrl(file.id, true)} download={file.name}>
          {file.name}
        </a>
        <span className="muted digits" title={file.createdAt && formatMoment(file.createdAt)}>
          {[formatSize(file.size), file.createdBy?.name, file.createdAt && formatRelative(file.createdAt)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {onRemove && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('action.delete')}
          onClick={onRemove}
          data-test="remove-attachment"
        />
      )}
    </div>
  );
}
