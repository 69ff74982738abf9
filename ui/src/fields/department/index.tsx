import { isLink } from '../../api/model';
import { useT } from '../../i18n/language';
import { linkFiltering } from '../filtering';
import { writeLink } from '../LinkCell';
import { LinkSelect } from '../LinkSelect';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  const t = useT();
  return <>{isLink(value) ? (value.name ?? t('lookup.hidden')) : String(value)}</>;
}

function Input({ field: _field, ...rest }: InputProps) {
  return <LinkSelect {...rest} target="department" />;
}

export const department: FieldTypeUi = {
  name: 'department',
  Cell,
  Input,
  filtering: linkFiltering,
  attributes: [],
  width: 130,
  write: writeLink,
};
