import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n/language';
import { FilePicker } from '../kit/FilePicker';
import { formatSize } from '../kit/format';
import { UploadLines, useUploads } from '../kit/uploads';
import { FileCell, PictureCell, type StoredFile } from './FileCell';
import type { InputProps } from './type';

/** Sends a file for the field; the form holds its id. What is there stays until the new one has arrived. */
export function FileInput({ id, field, value, onChange, picture }: InputProps & { picture?: boolean }) {
  const t = useT();
  const [problem, setProblem] = useState<string>();
  const file = value as StoredFile | null;
  const { uploads, add, drop, retry } = useUploads(
    { object: field.object ?? '', field: field.name },
    ({ id, name, type, size }) => onChange({ id, name, type, size }),
  );
  const accept = picture
    ? 'image/png,image/jpeg,image/webp,image/gif'
    : Array.isArray(field.accept)
      ? field.accept.join(',')
      : undefined;
  const take = ([chosen]: File[]) => {
    if (!chosen) return;
    const tooLarge = field.maxSize !== undefined && chosen.size > field.maxSize;
    setProblem(tooLarge ? t('file.tooLarge', { max: formatSize(field.maxSize!) }) : undefined);
    if (tooLarge) return;
    uploads.forEach((one) => drop(one.key));
    add([chosen]);
  };
  const Shown = picture ? PictureCell : FileCell;
  return (
    <div
      className="file-input"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take([...event.dataTransfer.files]);
      }}
    >
      {file && (
        <div className="file-line">
          <Shown field={field} value={file} />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('action.delete')}
            onClick={() => onChange(null)}
          />
        </div>
      )}
      <UploadLines uploads={uploads} onDrop={drop} onRetry={retry} />
      <FilePicker id={id} accept={accept} onFiles={take} camera={picture} />
      {field.maxSize !== undefined && (
        <span className="field-note"> {t('file.limit', { max: formatSize(field.maxSize) })}</span>
      )}
      {problem && (
        <div className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}

/** An uploaded file is named by its id; the rest of its value is the server's to say. */
export function writeFile(value: unknown): unknown {
  const file = value as StoredFile;
  return file.id ? { id: file.id } : value;
}
