import type { Catalog, Field, ObjectDefinition, Rule } from '../../api/model';
import { compile, condition, type Compiled, type Scope, type Type } from '../../expression';
import { findObject } from '../metadata';
import { expressionScope, expressionType } from '../scope';

/** A rule with its expressions compiled. */
export interface CompiledRule {
  key: string;
  rule: Rule;
  when?: Compiled;
  /** A validation's check, or a filter over the linked record with this one behind `this.`. */
  check?: Compiled;
  /** A default's expression; without one its literal counts. */
  value?: Compiled;
  /** The fields it says something about. */
  governed: string[];
  /** Paths over the record that it reads. */
  reads: string[];
  /** Paths over the linked record that a filter reads. */
  linked: string[];
  /** The type of a path over the record. */
  typeOf: (path: string) => Type;
}

/** The rules of one object, ready to be evaluated. */
export interface RuleBook {
  object: ObjectDefinition;
  fields: Map<string, Field>;
  types: Map<string, Type>;
  /** Each after those that give what it reads. */
  defaults: CompiledRule[];
  others: CompiledRule[];
  formulas: Map<string, Compiled>;
  /** Paths behind links that some rule reads: what the screen has to fetch. */
  remote: string[];
}

const byOrder = (a: Rule, b: Rule) =>
  (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : Number(a.name > b.name));

/** Rules this browser cannot read, such as ones with functions of a newer server, are left to the server. */
export function ruleBook(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  rules: readonly Rule[],
): RuleBook {
  const scope = expressionScope(catalog, object, true);
  const compiled = rules
    .filter((rule) => rule.active !== false && rule.object === object.name)
    .sort(byOrder)
    .map((rule) => compileRule(catalog, object, rule, scope))
    .filter((rule): rule is CompiledRule => rule !== undefined);
  const formulas = new Map<string, Compiled>();
  for (const field of object.fields)
    if (field.type === 'formula' && field.expression) {
      const formula = compile(field.expression, scope, expressionType(field, object));
      if (formula.ok) formulas.set(field.name, formula);
    }
  const remote = new Set<string>();
  for (const rule of compiled) {
    rule.reads.filter((path) => path.includes('.')).forEach((path) => remote.add(path));
    rule.linked.forEach((path) => remote.add(`${rule.rule.field}.${path}`));
  }
  return {
    object,
    fields: new Map(object.fields.map((field) => [field.name, field])),
    types: new Map(object.fields.map((field) => [field.name, expressionType(field, object)])),
    defaults: inOrder(
      compiled.filter((rule) => rule.rule.type === 'default'),
      formulas,
    ),
    others: compiled.filter((rule) => rule.rule.type !== 'default'),
    formulas,
    remote: [...remote],
  };
}

function compileRule(
  catalog: Catalog | undefined,
  object: ObjectDefinition,
  rule: Rule,
  scope: Scope,
): CompiledRule | undefined {
  const when = rule.when ? condition(rule.when, scope) : undefined;
  const field = object.fields.find((one) => one.name === rule.field);
  let check: Compiled | undefined;
  let value: Compiled | undefined;
  let linked: string[] = [];
  const reads = [...(when?.references ?? [])];
  if (rule.type === 'validation') {
    check = condition(rule.check ?? '', scope);
    reads.push(...check.references);
  } else if (rule.type === 'filter') {
    const target = findObject(catalog, field?.targets?.[0] ?? field?.target ?? field?.type ?? '');
    if (!target) return undefined;
    check = condition(rule.filter ?? '', filterScope(expressionScope(catalog, target), scope));
    reads.push(...check.references.filter(isThis).map((path) => path.slice('this.'.length)));
    linked = check.references.filter((path) => !isThis(path));
  } else if (rule.type === 'default' && field && isComputed(rule.value)) {
    value = compile(rule.value.expression, { ...scope, knowsBefore: false }, expressionType(field, object));
    reads.push(...value.references);
  } else if (rule.by) reads.push(rule.by);
  if ([when, check, value].some((one) => one && !one.ok)) return undefined;
  const governed = rule.field ? [rule.field] : (rule.fields ?? []);
  return {
    key: `${rule.object}.${rule.name}`,
    rule,
    when,
    check,
    value,
    governed,
    reads,
    linked,
    typeOf: (path) => typeAt(scope, path),
  };
}

const isThis = (path: string) => path.startsWith('this.');

function isComputed(value: unknown): value is { expression: string } {
  return typeof value === 'object' && value !== null && 'expression' in value;
}

function filterScope(target: Scope, self: Scope): Scope {
  return {
    type: (name) => (name === 'this' ? undefined : target.type(name)),
    next: (name) => (name === 'this' ? self : target.next(name)),
    names: () => [...target.names(), 'this'],
  };
}

/** Depth first, as on the server; circles can't be published. */
function inOrder(rules: CompiledRule[], formulas: Map<string, Compiled>): CompiledRule[] {
  const sorted: CompiledRule[] = [];
  const seen = new Set<string>();
  const visit = (field: string) => {
    if (seen.has(field)) return;
    seen.add(field);
    const own = rules.filter((rule) => rule.rule.field === field);
    const reads = [...own.flatMap((rule) => rule.reads), ...(formulas.get(field)?.references ?? [])];
    reads.forEach((path) => visit(path.split('.')[0]!));
    sorted.push(...own);
  };
  rules.forEach((rule) => visit(rule.rule.field!));
  return sorted;
}

function typeAt(scope: Scope, path: string): Type {
  const steps = path.split('.');
  let here: Scope | undefined = scope;
  for (const step of steps.slice(0, -1)) here = here?.next(step);
  return here?.type(steps.at(-1)!) ?? 'any';
}
