import { FileImageOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import { useState } from 'react';
import { fileUrl, thumbnailUrl } from '../api/files';
import { formatSize } from '../kit/format';
import type { CellProps } from './type';

/** A file as a record holds it: uploaded ones have an id, small ones may lie in the record as a data URL. */
export interface StoredFile {
  id?: string;
  name?: string;
  type?: string;
  size?: number;
  data?: string;
}

/** The name of a file, which downloads it. */
export function FileCell({ value }: CellProps) {
  const file = value as StoredFile;
  const name = file.name || file.type || '';
  const href = file.id ? fileUrl(file.id, true) : file.data;
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <PaperClipOutlined className="muted" />{' '}
      {href ? (
        <a href={href} download={name}>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      {file.size !== undefined && <span className="muted">{formatSize(file.size)}</span>}
    </span>
  );
}

/** A picture, small in a list and large when asked for elsewhere; of data URLs only those of pictures are ever shown as one. */
export function PictureCell({ field, value, dense }: CellProps) {
  const file = value as StoredFile;
  const [broken, setBroken] = useState<string>();
  const inside = file.data && /^data:image\/(png|jpeg|webp|gif);/.test(file.data) ? file.data : undefined;
  const small = file.id ? thumbnailUrl(file.id, dense ? 96 : 640) : inside;
  if (!small) return <>{file.name ?? ''}</>;
  if (broken === small) return <FileCell field={field} value={value} dense={dense} />;
  const rest = { src: small, alt: file.name ?? '', onError: () => setBroken(small) };
  if (dense) return <img className="picture picture-dense" loading="lazy" {...rest} />;
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <Image
        className="picture"
        preview={{ src: file.id ? fileUrl(file.id) : inside }}
        placeholder={<FileImageOutlined className="muted" />}
        {...rest}
      />
    </span>
  );
}
