import { FileCell } from '../FileCell';
import { noFiltering } from '../filtering';
import type { FieldTypeUi } from '../type';

/** Shown; filled in through the API until the platform keeps files. */
export const file: FieldTypeUi = {
  name: 'file',
  Cell: FileCell,
  filtering: noFiltering,
  attributes: [],
  width: 160,
};
