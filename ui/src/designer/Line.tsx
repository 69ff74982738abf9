import type { ReactNode } from 'react';

interface Props {
  id: string;
  label: string;
  required?: boolean;
  help?: string;
  problems?: string[];
  children: ReactNode;
}

/** Label, input, hint and problems of one attribute. */
export function Line({ id, label, required, help, problems, children }: Props) {
  return (
    <div className="field" data-invalid={problems?.length ? true : undefined}>
      <label className="field-label" htmlFor={id}>
        {required && <span className="required">*</span>}
        {label}
      </label>
      {children}
      {help && <div className="field-note">{help}</div>}
      {problems?.map((text) => (
        <div key={text} className="field-problem" role="alert">
          {text}
        </div>
      ))}
    </div>
  );
}
