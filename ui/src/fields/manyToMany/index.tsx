import { manyLinkFiltering } from '../filtering';
import { LinkCell, writeLinks } from '../LinkCell';
import { LinkSelect } from '../LinkSelect';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  return (
    <span className="many">
      {(Array.isArray(value) ? value : [value]).map((link, index) => (
        <LinkCell key={index} value={link} target={field.target} />
      ))}
    </span>
  );
}

function Input({ field, ...rest }: InputProps) {
  return <LinkSelect {...rest} target={field.target ?? ''} multiple />;
}

export const manyToMany: FieldTypeUi = {
  name: 'manyToMany',
  Cell,
  Input,
  filtering: manyLinkFiltering,
  attributes: [{ name: 'target', label: 'attribute.target', kind: 'object', required: true }],
  width: 200,
  write: writeLinks,
};
