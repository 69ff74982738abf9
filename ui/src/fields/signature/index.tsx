import { FileCell } from '../FileCell';
import { noFiltering } from '../filtering';
import type { FieldTypeUi } from '../type';

/** Shown; filled in through the API until the platform keeps files. */
export const signature: FieldTypeUi = {
  name: 'signature',
  Cell: FileCell,
  filtering: noFiltering,
  attributes: [],
  width: 160,
};
