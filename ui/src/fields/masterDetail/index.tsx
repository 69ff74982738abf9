import { linkFiltering } from '../filtering';
import { LinkCell, writeLink } from '../LinkCell';
import { LinkSelect } from '../LinkSelect';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  return <LinkCell value={value} target={field.target} />;
}

function Input({ field, ...rest }: InputProps) {
  return <LinkSelect {...rest} target={field.target ?? ''} />;
}

export const masterDetail: FieldTypeUi = {
  name: 'masterDetail',
  Cell,
  Input,
  filtering: linkFiltering,
  attributes: [{ name: 'target', label: 'attribute.target', kind: 'object', required: true }],
  width: 170,
  write: writeLink,
};
