import { FileCell } from '../FileCell';
import { FileInput, writeFile } from '../FileInput';
import { noFiltering } from '../filtering';
import type { FieldTypeUi } from '../type';

export const file: FieldTypeUi = {
  name: 'file',
  Cell: FileCell,
  Input: FileInput,
  filtering: noFiltering,
  write: writeFile,
  attributes: [
    { name: 'maxSize', label: 'attribute.maxSize', kind: 'number' },
    { name: 'accept', label: 'attribute.accept', kind: 'mediaTypes' },
  ],
  width: 160,
};
