import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import type { Language } from '../../i18n/language';

export type FormulaFunction = components['schemas']['ExpressionFunction'];
export type Category = FormulaFunction['category'];

/** In the order of the reference. */
export const categories = [
  'text',
  'number',
  'date',
  'calendar',
  'logic',
  'list',
  'china',
  'person',
] as const satisfies readonly Category[];

/** The functions of the server; they change only with its release. */
const functionsQuery = queryOptions({
  queryKey: ['meta', 'functions'],
  queryFn: async () => (await body(api.GET('/api/v1/meta/functions'))).functions,
  staleTime: Infinity,
});

const none: FormulaFunction[] = [];

export function useFunctions(): FormulaFunction[] {
  return useQuery(functionsQuery).data ?? none;
}

/** What a function does, in one sentence. */
export function helpOf(one: FormulaFunction, language: Language): string {
  const help: Record<string, string | undefined> = one.help;
  return help[language] ?? help['zh-CN'] ?? '';
}

/** The functions whose name or sentence, in either language, has all the words; those named so stand first. */
export function findFunctions(
  functions: readonly FormulaFunction[],
  query: string,
  category?: Category,
): FormulaFunction[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (one: FormulaFunction) => {
    const name = one.name.toLowerCase();
    const first = words[0] ?? '';
    return name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2;
  };
  return functions
    .filter((one) => category === undefined || one.category === category)
    .filter((one) => {
      const text = [one.name, ...Object.values(one.help)].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** `value, [match, result]+, else?`: the parameters without their types. */
export function parametersOf(one: FormulaFunction): string {
  return parts(one).join(', ');
}

/** Each parameter as help shows it; repeated ones stand together with an ellipsis. */
function parts(one: FormulaFunction): string[] {
  const repeated = one.parameters.filter((parameter) => parameter.repeated);
  const lastRepeated = repeated.at(-1);
  return one.parameters.map((parameter) => {
    const name = parameter.optional ? `${parameter.name}?` : parameter.name;
    return parameter === lastRepeated ? `${name}, …` : name;
  });
}

/** Which parameter stands for the argument at a place, from 0; -1 for one too many. */
export function parameterAt(one: FormulaFunction, argument: number): number {
  const fixed = one.parameters.filter((parameter) => !parameter.repeated && !parameter.optional).length;
  const repeated = one.parameters.filter((parameter) => parameter.repeated).length;
  if (argument < fixed + repeated) return argument;
  if (repeated > 0) return fixed + ((argument - fixed) % repeated);
  return argument < one.parameters.length ? argument : -1;
}
