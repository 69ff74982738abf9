import { PaperClipOutlined } from '@ant-design/icons';
import type { CellProps } from './type';

interface StoredFile {
  name?: string;
  url?: string;
}

/** The names of the files a field holds. */
export function FileCell({ value }: CellProps) {
  const files = (Array.isArray(value) ? value : [value]) as (StoredFile | string)[];
  return (
    <span className="many">
      {files.map((file, index) => (
        <span key={index}>
          <PaperClipOutlined className="muted" />{' '}
          {typeof file === 'string' ? file.slice(0, 40) : (file.name ?? file.url ?? '')}
        </span>
      ))}
    </span>
  );
}
