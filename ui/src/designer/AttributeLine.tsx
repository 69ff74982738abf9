import type { Attribute } from '../fields/type';
import { useT } from '../i18n/language';
import { AttributeInput } from './AttributeInput';
import type { Definition } from './definitions';
import { FormulaLine } from './formula/FormulaLine';
import type { FormulaPlace } from './formula/place';
import { valueType } from './formula/values';
import { Line } from './Line';

interface Props {
  /** The object that gets the field. */
  object: string;
  attribute: Attribute;
  /** All that has been said of the field so far. */
  attributes: Definition;
  problems?: string[];
  onChange: (value: unknown) => void;
}

/** One attribute of a field: its label, its input and what is wrong with it. */
export function AttributeLine({ object, attribute, attributes, problems, onChange }: Props) {
  const t = useT();
  const { name, kind, required } = attribute;
  const id = `attribute-${name}`;
  const value = attributes[name];
  if (kind === 'expression')
    return (
      <FormulaLine
        id={id}
        label={t(attribute.label)}
        required={required}
        problems={problems}
        {...placeOf(name, object, attributes)}
        value={(value as string | undefined) ?? ''}
        onChange={onChange}
      />
    );
  return (
    <Line id={id} label={t(attribute.label)} required={required} problems={problems}>
      <AttributeInput attribute={{ ...attribute, kind }} value={value} onChange={onChange} />
    </Line>
  );
}

/** A filter is about the records that are gathered, a formula about those of the object itself. */
function placeOf(
  name: string,
  object: string,
  attributes: Definition,
): { place: FormulaPlace; gives?: string } {
  if (name === 'filter')
    return {
      place: { object: attributes.from as string | undefined, expected: 'boolean', limit: 'rollupFilter' },
    };
  const returns = attributes.returns as string | undefined;
  return { place: { object, expected: valueType(returns), limit: 'formula' }, gives: returns };
}
