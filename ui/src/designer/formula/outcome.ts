import type { Catalog } from '../../api/model';
import { compile, labelOf as nameOfType, type Compiled, type Type } from '../../expression';
import { t, type MessageKey } from '../../i18n/language';
import { formatMoment, formatNumber } from '../../kit/format';
import { nameAt, scopeOfPlace, type FormulaPlace } from './place';

/** What the browser itself knows of a formula, at once and while the server is being asked. */
export interface Outcome {
  /** The type of its value, when the text can be read; whatever is expected. */
  type?: Type;
  /** The type as people call it; more exact for a single field. */
  says?: string;
  /** The type that was expected, where the value does not fit it. */
  asked?: string;
  /** The fields it reads. */
  references: readonly string[];
}

/**
 * @param gives the field type that keeps the value, such as `currency`: what people call the result then
 */
export function outcomeOf(
  text: string,
  catalog: Catalog | undefined,
  place: FormulaPlace,
  gives?: string,
): Outcome {
  if (text.trim() === '') return { references: [] };
  const scope = scopeOfPlace(catalog, place);
  const own = compile(text, scope);
  if (!own.ok) return { references: own.references };
  const field = place.field ? nameAt(catalog, place, place.field) : undefined;
  const expected = field?.type ?? place.expected;
  const fits = expected === undefined || compile(text, scope, expected).ok;
  const kept = gives ?? field?.field?.type;
  const called = kept ? typeText(kept) : expected && wordOf(expected);
  return {
    type: own.type,
    says: fits && kept ? called : sayType(own, text, catalog, place),
    asked: fits ? undefined : called,
    references: own.references,
  };
}

const typeText = (name: string) => t(`type.${name}` as MessageKey);
const wordOf = (type: Type) => t(`formula.type.${nameOfType(type)}` as MessageKey);

function sayType(own: Compiled, text: string, catalog: Catalog | undefined, place: FormulaPlace): string {
  const [only, ...more] = own.references;
  const field =
    only && more.length === 0 && only === text.trim() ? nameAt(catalog, place, only)?.field : undefined;
  return field && !['formula', 'rollup'].includes(field.type) ? typeText(field.type) : wordOf(own.type);
}

/** A value as a person reads it. `type` is the server's word for it. */
export function sayValue(value: unknown, type: string): string {
  if (value === null || value === undefined || value === '') return t('formula.nothing');
  if (Array.isArray(value)) return value.map((one) => sayValue(one, 'any')).join(', ');
  if (typeof value === 'boolean') return t(value ? 'formula.value.true' : 'formula.value.false');
  if (typeof value === 'number') return formatNumber(value, 12);
  return type === 'datetime' ? formatMoment(String(value)) : String(value);
}
