import { EnvironmentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useT } from '../../i18n/language';
import { noFiltering } from '../filtering';
import { GroupInput, type Part } from '../GroupInput';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

const parts: Part[] = [
  { name: 'latitude', label: 'part.latitude', number: true },
  { name: 'longitude', label: 'part.longitude', number: true },
];

function Cell({ value }: CellProps) {
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  const { latitude, longitude } = value as { latitude?: number; longitude?: number };
  return (
    <span className="digits">
      {latitude}, {longitude}
    </span>
  );
}

function Input(props: InputProps) {
  const t = useT();
  const locate = () =>
    navigator.geolocation?.getCurrentPosition(({ coords }) =>
      props.onChange({
        latitude: Number(coords.latitude.toFixed(6)),
        longitude: Number(coords.longitude.toFixed(6)),
      }),
    );
  return (
    <div>
      <GroupInput {...props} parts={parts} />
      <Button type="link" size="small" icon={<EnvironmentOutlined />} onClick={locate}>
        {t('part.here')}
      </Button>
    </div>
  );
}

export const geolocation: FieldTypeUi = {
  name: 'geolocation',
  Cell,
  Input,
  filtering: noFiltering,
  attributes: [],
  width: 170,
};
