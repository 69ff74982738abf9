import { Input as Box } from 'antd';
import { useState } from 'react';
import { useT } from '../../i18n/language';
import { noFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value, dense }: CellProps) {
  return dense ? (
    <code>{JSON.stringify(value)}</code>
  ) : (
    <pre className="json">{JSON.stringify(value, null, 2)}</pre>
  );
}

/** Typed as text; handed on only while it can be read as JSON. */
function Input({ id, value, onChange, invalid }: InputProps) {
  const t = useT();
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  return (
    <>
      <Box.TextArea
        id={id}
        className="code"
        autoSize={{ minRows: 3, maxRows: 16 }}
        value={typed ?? (value === null || value === undefined ? '' : JSON.stringify(value, null, 2))}
        status={invalid || wrong ? 'error' : undefined}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          try {
            onChange(text.trim() === '' ? null : JSON.parse(text));
            setWrong(false);
          } catch {
            setWrong(true);
          }
        }}
      />
      {wrong && <div className="field-note">{t('json.wrong')}</div>}
    </>
  );
}

export const json: FieldTypeUi = {
  name: 'json',
  Cell,
  Input,
  filtering: noFiltering,
  attributes: [],
  width: 180,
  wide: true,
};
