import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n/language';
import { formatSize } from '../kit/format';
import { FileCell, PictureCell, type StoredFile } from './FileCell';
import type { InputProps } from './type';

/** What a record can hold at most, in bytes; larger files want a store of their own. */
const most = 200_000;

/** Takes a file into the record, or says at once that it is too large. */
export function FileInput({ field, value, onChange, picture }: InputProps & { picture?: boolean }) {
  const t = useT();
  const [problem, setProblem] = useState<string>();
  const file = value as StoredFile | null;
  const limit = Math.min(field.maxSize ?? most, most);
  const accept = picture
    ? 'image/png,image/jpeg,image/webp,image/gif'
    : Array.isArray(field.accept)
      ? field.accept.join(',')
      : undefined;
  const take = (chosen: File) => {
    if (chosen.size > limit) setProblem(t('file.tooLarge', { max: formatSize(limit) }));
    else {
      setProblem(undefined);
      const reader = new FileReader();
      reader.onload = () =>
        onChange({ name: chosen.name, type: chosen.type, size: chosen.size, data: reader.result });
      reader.readAsDataURL(chosen);
    }
    return false;
  };
  const Shown = picture ? PictureCell : FileCell;
  return (
    <div>
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
      <Upload beforeUpload={take} showUploadList={false} accept={accept} maxCount={1}>
        <Button icon={<UploadOutlined />}>{t('file.choose')}</Button>
      </Upload>
      <span className="field-note"> {t('file.limit', { max: formatSize(limit) })}</span>
      {problem && <div className="field-problem">{problem}</div>}
    </div>
  );
}
