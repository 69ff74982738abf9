import { isLink } from '../../api/model';
import { useT } from '../../i18n/language';
import { personFiltering } from '../filtering';
import { writeLink, writeLinks } from '../LinkCell';
import { LinkSelect } from '../LinkSelect';
import { Person } from '../Person';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  const t = useT();
  const people = Array.isArray(value) ? value : [value];
  return (
    <span className="many">
      {people.map((person, index) => (
        <Person key={index} name={isLink(person) ? (person.name ?? t('lookup.hidden')) : String(person)} />
      ))}
    </span>
  );
}

function Input({ field, ...rest }: InputProps) {
  return <LinkSelect {...rest} target="user" multiple={(field as { multiple?: boolean }).multiple} />;
}

export const user: FieldTypeUi = {
  name: 'user',
  Cell,
  Input,
  filtering: personFiltering,
  attributes: [],
  width: 130,
  write: (value) => (Array.isArray(value) ? writeLinks(value) : writeLink(value)),
};
