import type { ComponentType } from 'react';
import type { Field } from '../api/model';
import type { MessageKey } from '../i18n/language';
import type { Filtering } from './filtering';

export interface CellProps {
  field: Field;
  /** As the API gives it; never null or undefined. */
  value: unknown;
  /** In a list: one line, no more than the column is wide. */
  dense?: boolean;
}

export interface InputProps {
  id: string;
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  invalid?: boolean;
  autoFocus?: boolean;
  /** For links: which records may be chosen, as a filter of the API. */
  filter?: string;
}

/** An attribute an implementer may set when defining a field of the type. */
export interface Attribute {
  name: string;
  label: MessageKey;
  kind:
    | 'number'
    | 'text'
    | 'mediaTypes'
    | 'flag'
    | 'expression'
    | 'options'
    | 'object'
    | 'objects'
    | 'type'
    | 'choice';
  choices?: string[];
  required?: boolean;
}

/** All a screen needs to know of a field type. The name is the one the server uses. */
export interface FieldTypeUi {
  name: string;
  Cell: ComponentType<CellProps>;
  /** Absent where people never type the value: auto-numbers, formulas. */
  Input?: ComponentType<InputProps>;
  filtering: Filtering;
  attributes: Attribute[];
  /** Width of a list column, in px. */
  width: number;
  align?: 'end';
  /** Takes a whole row of a form. */
  wide?: boolean;
  sortable?: boolean;
  /** The value as the API takes it, where that differs from how it gives it. */
  write?: (value: unknown) => unknown;
  /** Show and filter as a field of another type: a formula as what it returns. */
  shownAs?: (field: Field) => Field;
}
