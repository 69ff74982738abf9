import { QuestionCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { Field } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, textOf, useLanguage } from '../../i18n/language';
import { FieldValue } from '../FieldValue';
import { canEdit } from '../metadata';

interface Props {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  problems?: string[];
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
export function FormField({ field, value, onChange, problems, autoFocus, idPrefix = 'f' }: Props) {
  const { Input, wide } = uiOf(field);
  const editable = canEdit(field);
  const id = `${idPrefix}-${field.name}`;
  const invalid = (problems?.length ?? 0) > 0;
  return (
    <div
      className={wide ? 'field field-wide' : 'field'}
      data-field={field.name}
      data-invalid={invalid || undefined}
    >
      <FieldLabel field={field} htmlFor={id} required={editable && field.required} />
      {editable && Input ? (
        <Input
          id={id}
          field={field}
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
