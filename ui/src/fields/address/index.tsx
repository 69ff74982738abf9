import { noFiltering } from '../filtering';
import { GroupInput, type Part } from '../GroupInput';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

const parts: Part[] = [
  { name: 'country', label: 'part.country' },
  { name: 'province', label: 'part.province' },
  { name: 'city', label: 'part.city' },
  { name: 'district', label: 'part.district' },
  { name: 'street', label: 'part.street', wide: true },
  { name: 'postalCode', label: 'part.postcode' },
];

function Cell({ value }: CellProps) {
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  const group = value as Record<string, string>;
  return (
    <>
      {['country', 'province', 'city', 'district', 'street', 'postalCode']
        .map((name) => group[name])
        .filter(Boolean)
        .join(' ')}
    </>
  );
}

function Input(props: InputProps) {
  return <GroupInput {...props} parts={parts} />;
}

export const address: FieldTypeUi = {
  name: 'address',
  Cell,
  Input,
  filtering: noFiltering,
  attributes: [],
  width: 220,
  wide: true,
};
