import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Switch } from 'antd';
import { useT } from '../../i18n/language';
import { flagFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  const t = useT();
  return (
    <span className={value ? 'flag flag-yes' : 'flag'}>
      {value ? <CheckCircleFilled /> : <MinusCircleOutlined />} {value ? t('value.yes') : t('value.no')}
    </span>
  );
}

function Input({ id, value, onChange }: InputProps) {
  return <Switch id={id} checked={value === true} onChange={onChange} />;
}

export const boolean: FieldTypeUi = {
  name: 'boolean',
  Cell,
  Input,
  filtering: flagFiltering,
  attributes: [],
  width: 90,
  sortable: true,
};
