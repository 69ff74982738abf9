import type { Text } from '../../api/model';

/** What rules say about one field; what is absent is as it is without rules. */
export interface FieldState {
  visible?: false;
  required?: true;
  readOnly?: true;
  /** What may be chosen. */
  options?: string[];
  /** Which records may be linked, as a filter of the API. */
  filter?: string;
  /** The value a rule gives to a field nobody filled in, as the API takes it. */
  default?: unknown;
}

/** A rule that forbids the record as it is. */
export interface Violation {
  rule: string;
  /** Where it is shown; null for the record as a whole. */
  field: string | null;
  message: Text;
}

export interface Outcome {
  fields: Record<string, FieldState>;
  problems: Violation[];
}

export const nothing: Outcome = { fields: {}, problems: [] };
