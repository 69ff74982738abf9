import { Fragment } from 'react';
import { useLanguage, useT, type MessageKey } from '../../i18n/language';
import { helpOf, parameterAt, type FormulaFunction } from './library';

const told = new Set(['number', 'text', 'boolean', 'date', 'datetime', 'time', 'any']);

/** `ROUND(number: number, digits?: number)`, with the parameter at the cursor in bold. */
export function Signature({ of: one, argument }: { of: FormulaFunction; argument?: number }) {
  const t = useT();
  const active = argument === undefined ? -1 : parameterAt(one, argument);
  const lastRepeated = one.parameters.findLastIndex((parameter) => parameter.repeated);
  return (
    <code className="formula-signature">
      <b>{one.name}</b>(
      {one.parameters.map((parameter, index) => {
        const { name, type, optional } = parameter;
        const words = `${name}${optional ? '?' : ''}`;
        return (
          <Fragment key={name}>
            {index > 0 && ', '}
            <span data-active={index === active || undefined}>
              {words}
              {told.has(type) && type !== 'any' && <i>: {t(`formula.type.${type}` as MessageKey)}</i>}
            </span>
            {index === lastRepeated && ', …'}
          </Fragment>
        );
      })}
      )
    </code>
  );
}

/** What the function around the cursor takes and does, with an example. */
export function CursorHelp({ of: one, argument }: { of: FormulaFunction; argument?: number }) {
  const t = useT();
  const language = useLanguage();
  const [example] = one.examples;
  return (
    <div className="formula-help" data-test="formula-help">
      <Signature of={one} argument={argument} />
      <div>{helpOf(one, language)}</div>
      {example && (
        <div className="muted">
          {t('formula.example')} <code>{example.expression}</code> → <code>{example.result}</code>
        </div>
      )}
    </div>
  );
}
