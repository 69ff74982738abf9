import { PaperClipOutlined } from '@ant-design/icons';
import { formatSize } from '../kit/format';
import type { CellProps } from './type';

/** A small file as it lies inside a record; `data` is a data URL. */
export interface StoredFile {
  name?: string;
  type?: string;
  size?: number;
  data?: string;
}

/** The name of a file, which downloads it. */
export function FileCell({ value }: CellProps) {
  const file = value as StoredFile;
  const name = file.name || file.type || '';
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <PaperClipOutlined className="muted" />{' '}
      {file.data ? (
        <a href={file.data} download={name}>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      {file.size !== undefined && <span className="muted">{formatSize(file.size)}</span>}
    </span>
  );
}

/** A picture, small in a list; only data URLs of pictures are ever shown as one. */
export function PictureCell({ value, dense }: CellProps) {
  const file = value as StoredFile;
  if (!file.data || !/^data:image\/(png|jpeg|webp|gif);/.test(file.data)) return <>{file.name ?? ''}</>;
  return (
    <img className={dense ? 'picture picture-dense' : 'picture'} src={file.data} alt={file.name ?? ''} />
  );
}
