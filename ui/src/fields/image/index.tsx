import { PictureCell } from '../FileCell';
import { FileInput, writeFile } from '../FileInput';
import { noFiltering } from '../filtering';
import type { FieldTypeUi, InputProps } from '../type';

function Input(props: InputProps) {
  return <FileInput {...props} picture />;
}

export const image: FieldTypeUi = {
  name: 'image',
  Cell: PictureCell,
  Input,
  filtering: noFiltering,
  write: writeFile,
  attributes: [{ name: 'maxSize', label: 'attribute.maxSize', kind: 'number' }],
  width: 100,
};
