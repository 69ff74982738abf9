import { BarcodeOutlined } from '@ant-design/icons';
import { Input as Box } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return (
    <span className="digits">
      <BarcodeOutlined className="muted" /> {String(value)}
    </span>
  );
}

function Input({ id, value, onChange, invalid }: InputProps) {
  return (
    <Box
      id={id}
      prefix={<BarcodeOutlined className="muted" />}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
    />
  );
}

export const barcode: FieldTypeUi = {
  name: 'barcode',
  Cell,
  Input,
  filtering: textFiltering,
  attributes: [],
  width: 150,
  sortable: true,
};
