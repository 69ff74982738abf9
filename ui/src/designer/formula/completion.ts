import type { Catalog, Option, Text } from '../../api/model';
import { accepts, type SimpleType } from '../../expression';
import { labelOf, t, type Language, type MessageKey } from '../../i18n/language';
import type { CodeSuggestion, CodeSuggestions } from '../../kit/CodeEditor';
import { helpOf, parameterAt, parametersOf, type FormulaFunction } from './library';
import { nameAt, namesAfter, THIS, type FormulaPlace, type Named } from './place';
import { readAt, type Reading } from './reading';

export interface Knowledge {
  catalog: Catalog | undefined;
  place: FormulaPlace;
  functions: readonly FormulaFunction[];
  language: Language;
}

type Ranked = CodeSuggestion & { rank: number };

/** The least rank of what begins with, or has within, what is typed. */
const SURE = 45;

const constants = ['TRUE', 'FALSE', 'NULL'] as const;
const words = ['AND', 'OR', 'NOT', 'IN'] as const;
const simple = new Set<string>(['number', 'text', 'boolean', 'date', 'datetime', 'time']);

/**
 * What may stand at the cursor, the likeliest first: the options of what is compared, fields by name or label, those behind
 * links after a dot, functions, constants. `asked` tells that the person wants to see all there is.
 */
export function complete(
  text: string,
  offset: number,
  asked: boolean,
  knowledge: Knowledge,
): CodeSuggestions | undefined {
  const reading = readAt(text, offset);
  if (reading.closed) return undefined;
  const values = valuesFor(reading, knowledge);
  const { inText, steps, typed, from } = reading;
  if (inText) return offered(values, from, endOfText(text, offset));
  if (!typed && steps.length === 0 && !asked && values.length === 0) return undefined;
  const found = [...values, ...fieldsFor(reading, knowledge)];
  if (steps.length === 0 && (typed || asked))
    found.push(...functionsFor(reading, knowledge), ...constantsFor(typed));
  return offered(found, from);
}

function offered(found: Ranked[], from: number, to?: number): CodeSuggestions | undefined {
  if (found.length === 0) return undefined;
  const sorted = found.sort((a, b) => b.rank - a.rank);
  // Scattered letters are a guess, of use only where nothing else fits.
  const sure = sorted.filter((one) => one.rank >= SURE);
  const options = (sure.length > 0 ? sure : sorted).map(({ rank: _rank, ...suggestion }) => suggestion);
  return { from, to, options, chosen: true };
}

/** A quote that the editor has closed already is replaced with the text. */
const endOfText = (text: string, offset: number) =>
  /^["']/.test(text.slice(offset)) ? offset + 1 : undefined;

/** How well a name or one of its labels fits what is typed; undefined when it does not. */
export function fits(typed: string, name: string, labels: readonly string[] = []): number | undefined {
  if (typed === '') return 0;
  const wanted = typed.toLowerCase();
  const own = name.toLowerCase();
  const said = labels.map((label) => label.toLowerCase());
  if (own === wanted || said.includes(wanted)) return 100;
  if (own.startsWith(wanted)) return 90;
  if (said.some((label) => label.startsWith(wanted))) return 80;
  if (own.includes(wanted)) return 60;
  if (said.some((label) => label.includes(wanted))) return 50;
  return wanted.length > 2 && isWithin(wanted, own) ? 20 : undefined;
}

/** Whether the letters stand in the name in this order. */
function isWithin(letters: string, name: string): boolean {
  let at = -1;
  return [...letters].every((letter) => (at = name.indexOf(letter, at + 1)) >= 0);
}

/** A label in every language: who works in one often remembers the other. */
export function labelsOf(label: Text | string | undefined): string[] {
  if (label === undefined) return [];
  return typeof label === 'string' ? [label] : Object.values(label).filter((one) => typeof one === 'string');
}

function fieldsFor({ steps, typed, call }: Reading, { catalog, place, functions }: Knowledge): Ranked[] {
  const wanted = wantedType(call, functions) ?? (call ? undefined : place.expected);
  return (namesAfter(catalog, place, steps) ?? []).flatMap((named) => {
    const rank = fits(typed, named.name, labelsOf(named.field?.label));
    if (rank === undefined) return [];
    const right = wanted !== undefined && wanted !== 'any' && accepts(wanted, named.type) ? 6 : 0;
    const own = named.field?.system ? 0 : 3;
    return [
      { label: named.name, detail: detailOf(named), kind: 'property' as const, rank: rank + right + own + 1 },
    ];
  });
}

/** `Amount · Currency`, and an arrow where a dot leads on. */
export function detailOf({ name, field, next }: Named): string {
  if (name === THIS && !field) return t('formula.this', { object: next ? labelOf(next) : '' });
  const type = field ? t(`type.${field.type}` as MessageKey) : '';
  return [field ? labelOf(field) : '', next ? `${type} →` : type].filter(Boolean).join(' · ');
}

function wantedType(call: Reading['call'], functions: readonly FormulaFunction[]): SimpleType | undefined {
  const one = call?.argument === undefined ? undefined : functions.find((each) => each.name === call.name);
  if (!one) return undefined;
  const type = one.parameters[parameterAt(one, call!.argument!)]?.type;
  return type && simple.has(type) ? (type as SimpleType) : undefined;
}

function functionsFor({ typed }: Reading, { place, functions, language }: Knowledge): Ranked[] {
  return functions
    .filter((one) => isAllowed(one, place))
    .flatMap((one) => {
      const rank = fits(typed, one.name);
      if (rank === undefined) return [];
      const [example] = one.examples;
      return [
        {
          label: one.name,
          insert: `${one.name}()`,
          // Behind the brackets when there is nothing to put between them.
          cursor: one.name.length + (one.parameters.length ? 1 : 2),
          detail: `(${parametersOf(one)})`,
          info: [helpOf(one, language), example && `${example.expression} → ${example.result}`]
            .filter(Boolean)
            .join('\n'),
          kind: 'function' as const,
          rank,
        },
      ];
    });
}

/** Whether a function means something at the place; where a value is kept, none that changes by itself does. */
export function isAllowed(one: FormulaFunction, place: FormulaPlace): boolean {
  if (one.needsBefore && !place.before) return false;
  const kept = place.limit !== undefined && place.limit !== 'default';
  if (!kept || !one.changesByItself) return true;
  return one.name === 'TODAY' && place.limit !== 'score';
}

function constantsFor(typed: string): Ranked[] {
  const all = [
    ...constants.map((label) => ({ label, kind: 'constant' as const })),
    ...words.map((label) => ({ label, kind: 'keyword' as const })),
  ];
  return all.flatMap(({ label, kind }) => {
    const rank = fits(typed, label);
    // Short words are typed faster than chosen.
    return rank === undefined || rank < 80
      ? typed
        ? []
        : [{ label, kind, detail: t(`formula.word.${label}`), rank: -2 }]
      : [{ label, kind, detail: t(`formula.word.${label}`), rank: rank - 2 }];
  });
}

/** The options of the select that the value at the cursor is compared with. */
function valuesFor({ compared, typed, steps, inText }: Reading, { catalog, place }: Knowledge): Ranked[] {
  if (!compared || steps.length > 0) return [];
  const field = nameAt(catalog, place, compared)?.field;
  return flat(field?.options ?? []).flatMap((option) => {
    const rank = fits(typed, option.name, labelsOf(option.label));
    if (rank === undefined) return [];
    const label = JSON.stringify(option.name);
    return [{ label, detail: labelOf(option), kind: 'text' as const, rank: rank + (inText ? 0 : 40) }];
  });
}

function flat(options: readonly Option[], above = ''): Option[] {
  return options.flatMap((option) => {
    const name = above + option.name;
    return [{ ...option, name }, ...flat(option.children ?? [], `${name}/`)];
  });
}
