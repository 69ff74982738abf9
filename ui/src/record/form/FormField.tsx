import { QuestionCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { Field, Option } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, textOf, useLanguage } from '../../i18n/language';
import { FieldValue } from '../FieldValue';
import { canEdit } from '../metadata';
import type { FieldState } from '../rules/outcome';

interface Props {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  problems?: string[];
  /** What rules say about the field at this moment. */
  state?: FieldState;
  autoFocus?: boolean;
  /** Keeps ids apart where two forms stand on one page. */
  idPrefix?: string;
}

export function FieldLabel({
  field,
  htmlFor,
  required,
}: {
  field: Field;
  htmlFor?: string;
  required?: boolean;
}) {
  useLanguage();
  const help = textOf(field.help);
  return (
    <label className="field-label" htmlFor={htmlFor}>
      {required && <span className="required">*</span>}
      {labelOf(field)}
      {help && (
        <Tooltip title={help}>
          <QuestionCircleOutlined className="field-help" />
        </Tooltip>
      )}
    </label>
  );
}

/** Label, input and the server's problems of one field; a field that may not be changed shows its value. */
export function FormField({ field, value, onChange, problems, state, autoFocus, idPrefix = 'f' }: Props) {
  const { Input, wide } = uiOf(field);
  const editable = canEdit(field) && !state?.readOnly;
  const id = `${idPrefix}-${field.name}`;
  const invalid = (problems?.length ?? 0) > 0;
  return (
    <div
      className={wide ? 'field field-wide' : 'field'}
      data-field={field.name}
      data-invalid={invalid || undefined}
    >
      <FieldLabel field={field} htmlFor={id} required={editable && (field.required || state?.required)} />
      {editable && Input ? (
        <Input
          id={id}
          field={state?.options ? narrowed(field, state.options, value) : field}
          filter={state?.filter}
          value={value ?? null}
          onChange={onChange}
          invalid={invalid}
          autoFocus={autoFocus}
        />
      ) : (
        <div className="field-read">
          <FieldValue field={field} value={value} />
        </div>
      )}
      {problems?.map((text) => (
        <div key={text} className="field-problem" role="alert">
          {text}
        </div>
      ))}
    </div>
  );
}

/** The field with the options that may be chosen, and the present ones, so that what is chosen keeps its label. */
function narrowed(field: Field, allowed: string[], value: unknown): Field {
  const chosen = (Array.isArray(value) ? value : [value]).map(String);
  const open = (place: string) =>
    allowed.some((one) => one === place || one.startsWith(`${place}/`) || place.startsWith(`${one}/`)) ||
    chosen.some((one) => one === place || one.startsWith(`${place}/`));
  const keep = (options: Option[], above: string): Option[] =>
    options
      .filter((option) => open(above + option.name))
      .map((option) =>
        option.children ? { ...option, children: keep(option.children, `${above}${option.name}/`) } : option,
      );
  return { ...field, options: keep(field.options ?? [], '') };
}
