import {
  BoldOutlined,
  ItalicOutlined,
  OrderedListOutlined,
  UnderlineOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';
import { plainText, sanitize } from './sanitize';

function Cell({ value, dense }: CellProps) {
  if (dense) return <>{plainText(String(value))}</>;
  return <div className="rich-text" dangerouslySetInnerHTML={{ __html: sanitize(String(value)) }} />;
}

const commands = [
  ['bold', BoldOutlined],
  ['italic', ItalicOutlined],
  ['underline', UnderlineOutlined],
  ['insertUnorderedList', UnorderedListOutlined],
  ['insertOrderedList', OrderedListOutlined],
] as const;

function RichTextInput({ id, value, onChange, invalid }: InputProps) {
  const area = useRef<HTMLDivElement>(null);
  const html = typeof value === 'string' ? value : '';
  useEffect(() => {
    // The browser owns the text while it is typed in; only a change from outside is written into it.
    if (area.current && document.activeElement !== area.current) area.current.innerHTML = sanitize(html);
  }, [html]);
  const report = () => {
    const next = sanitize(area.current?.innerHTML ?? '');
    onChange(plainText(next).trim() === '' ? null : next);
  };
  return (
    <div className={invalid ? 'rich-input rich-input-invalid' : 'rich-input'}>
      <div className="rich-bar">
        {commands.map(([command, Glyph]) => (
          <Button
            key={command}
            size="small"
            type="text"
            icon={<Glyph />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              area.current?.focus();
              // Deprecated but the only editing command every browser has without a library.
              document.execCommand(command);
              report();
            }}
          />
        ))}
      </div>
      <div
        id={id}
        ref={area}
        className="rich-text"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline
        onInput={report}
      />
    </div>
  );
}

export const richText: FieldTypeUi = {
  name: 'richText',
  Cell,
  Input: RichTextInput,
  filtering: textFiltering,
  attributes: [{ name: 'max', label: 'attribute.maxLength', kind: 'number' }],
  width: 240,
  wide: true,
};
