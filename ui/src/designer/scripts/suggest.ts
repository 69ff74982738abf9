import type { Text } from '../../api/model';
import { labelOf } from '../../i18n/language';
import type { CodeSuggestion, CodeSuggestions } from '../../kit/CodeEditor';
import type { Script } from './script';
import type { Member, Typings } from './typings';

const keywords = [
  ...['const', 'let', 'if', 'else', 'for', 'of', 'while', 'return', 'throw', 'try', 'catch', 'finally'],
  ...['function', 'switch', 'case', 'default', 'break', 'continue', 'new', 'null', 'true', 'false', 'typeof'],
];

/** Which globals a script of a type finds; those not named here every script finds. */
const only: Record<string, readonly Script['type'][]> = {
  record: ['trigger', 'button'],
  before: ['trigger'],
  changed: ['trigger'],
  addError: ['trigger'],
  input: ['trigger', 'button', 'endpoint'],
  exports: ['library'],
  describe: ['test'],
  it: ['test'],
  expect: ['test'],
  stub: ['test'],
  run: ['test'],
};

/** Words that mean something in a text: the objects where a call takes one, the fields where `changed` or `addError` does. */
const takesObject = /\btrellis\s*\.\s*(?:query|count|get|save|remove)\s*\(\s*(['"])(\w*)$/;
const takesField = /\b(?:changed|addError)\s*\(\s*(['"])(\w*)$/;
const steps = /([A-Za-z_$][\w$]*(?:\s*\??\.\s*[A-Za-z_$][\w$]*)*)\s*\??\.\s*(\w*)$/;
const word = /(?:^|[^\w$.])([A-Za-z_$][\w$]*)$/;

/** What may follow at an offset of a script's source. */
export function suggest(
  typings: Typings,
  script: Pick<Script, 'type' | 'object' | 'when'>,
  source: string,
  offset: number,
  asked: boolean,
): CodeSuggestions | undefined {
  const line = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
  const object = takesObject.exec(line);
  if (object)
    return { from: offset - object[2]!.length, options: (typings.types.get('Objects') ?? []).map(plain) };
  const field = takesField.exec(line);
  if (field) return { from: offset - field[2]!.length, options: fieldsOf(typings, script.object).map(plain) };
  if (inTextOrComment(line)) return undefined;
  const path = steps.exec(line);
  if (path) {
    const names = path[1]!.split(/\s*\??\.\s*/);
    const members = follow(typings, script, source.slice(0, offset), names);
    return members && { from: offset - path[2]!.length, options: members.map(described) };
  }
  const start = word.exec(line);
  if (!start && !asked) return undefined;
  const globals = typings.globals.filter(
    (one) =>
      (only[one.name]?.includes(script.type) ?? true) &&
      !(one.name === 'addError' && script.when === 'after'),
  );
  return {
    from: offset - (start?.[1]!.length ?? 0),
    options: [
      ...globals.map((one) => ({ ...described(one), boost: 2 })),
      ...localsOf(source.slice(0, offset - (start?.[1]!.length ?? 0))).map((name) => ({
        label: name,
        kind: 'variable' as const,
        boost: 1,
      })),
      ...keywords.map((label) => ({ label, kind: 'keyword' as const })),
    ],
  };
}

/** The fields of an object, where a condition on its records may name one. */
export function suggestFields(
  fields: readonly { name: string; label?: Text }[],
  source: string,
  offset: number,
  asked: boolean,
): CodeSuggestions | undefined {
  const before = source.slice(0, offset);
  const start = /(?:^|[^\w.])([A-Za-z_]\w*)$/.exec(before);
  if (inTextOrComment(before) || (!start && !asked)) return undefined;
  return {
    from: offset - (start?.[1]!.length ?? 0),
    options: fields.map((one) => ({ label: one.name, detail: labelOf(one), kind: 'property' as const })),
  };
}

/** The members of what a path of names leads to; undefined where nobody knows. */
function follow(
  typings: Typings,
  script: Pick<Script, 'object'>,
  before: string,
  [first, ...rest]: string[],
): readonly Member[] | undefined {
  let members =
    first === 'record' || first === 'before'
      ? fieldsOf(typings, script.object)
      : rest.length === 0 && typings.statics.has(first!)
        ? typings.statics.get(first!)
        : membersOf(typings, typeOf(typings, before, first!));
  for (const name of rest) members = membersOf(typings, members?.find((one) => one.name === name)?.type);
  return members?.length ? members : undefined;
}

function membersOf(typings: Typings, type: string | undefined): readonly Member[] | undefined {
  return type === undefined ? undefined : typings.types.get(type.replace(/\s*\|\s*null$/, ''));
}

/** The type of a global, or of a variable that was given a record or a decimal. */
function typeOf(typings: Typings, before: string, name: string): string | undefined {
  const global = typings.globals.find((one) => one.name === name && !one.callable);
  if (global) return global.type;
  const given = [
    ...before.matchAll(new RegExp(String.raw`\b(?:const|let|var)\s+${name}\s*=\s*([^;\n]*)`, 'g')),
  ].at(-1)?.[1];
  const record = given && /^trellis\s*\.\s*(?:get|save)\s*\(\s*['"](\w+)['"]/.exec(given);
  if (record) return recordType(record[1]!);
  const each = new RegExp(
    String.raw`\bfor\s*\(\s*(?:const|let)\s+${name}\s+of\s+trellis\s*\.\s*query\s*\(\s*['"](\w+)['"]`,
  ).exec(before);
  if (each) return recordType(each[1]!);
  return given && /^(?:new\s+Decimal\b|Decimal\s*\.)/.test(given) ? 'Decimal' : undefined;
}

const recordType = (object: string) => `${object.charAt(0).toUpperCase()}${object.slice(1)}Record`;

const fieldsOf = (typings: Typings, object: string | undefined) =>
  (object && typings.types.get(recordType(object))) || [];

/** The variables that were made before. */
function localsOf(before: string): string[] {
  const found = [...before.matchAll(/\b(?:const|let|var|function)\s+([A-Za-z_$][\w$]*)/g)];
  return [...new Set(found.map((one) => one[1]!))];
}

function inTextOrComment(line: string): boolean {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const c = line[at]!;
    if (quote) {
      if (c === '\\') at++;
      else if (c === quote) quote = '';
    } else if (c === '/' && line[at + 1] === '/') return true;
    else if (c === "'" || c === '"') quote = c;
  }
  return quote !== '';
}

const plain = (one: Member): CodeSuggestion => ({ label: one.name, detail: one.info, kind: 'text' });

const described = (one: Member): CodeSuggestion => ({
  label: one.name,
  detail: one.type.startsWith('trellis.') || one.type === one.name ? undefined : one.type,
  info: one.info,
  kind: one.callable ? 'function' : 'property',
});
