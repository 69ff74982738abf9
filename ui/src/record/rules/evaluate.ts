import type { Field } from '../../api/model';
import { UNKNOWN, type Surroundings } from '../../expression';
import { Dec } from '../../expression/decimal';
import { Moment } from '../../expression/temporal';
import { fromRaw, same, toRaw, type Value } from '../../expression/values';
import { bindFilter } from './bind';
import type { CompiledRule, RuleBook } from './book';
import { messageOf } from './messages';
import type { FieldState, Outcome, Violation } from './outcome';

/** A record as somebody fills it in. Values are as the API gives them. */
export interface Situation {
  /** As stored; null for a new record. */
  before: Readonly<Record<string, unknown>> | null;
  values: Readonly<Record<string, unknown>>;
  /** Whether the person gave the field a value, be it an empty one. */
  sent: (field: string) => boolean;
  /** What lies behind a link; {@link UNKNOWN} where it has not been fetched. */
  remote: (path: string, link: unknown) => unknown;
  surroundings: Surroundings;
}

const MOST_DIGITS = 12;
const MOST_DECIMALS = 6;

/**
 * What an object's rules say of a record: the twin of the server's evaluation, held to it by the cases both run. A rule
 * that needs what only the server knows says nothing.
 */
export function evaluateRules(book: RuleBook, situation: Situation): Outcome {
  return new Evaluation(book, situation).run();
}

class Evaluation {
  private readonly given = new Map<string, unknown>();
  private readonly fields: Record<string, FieldState> = {};
  private readonly problems: Violation[] = [];
  private readonly creating: boolean;

  constructor(
    private readonly book: RuleBook,
    private readonly situation: Situation,
  ) {
    this.creating = situation.before === null;
  }

  run(): Outcome {
    if (this.creating)
      this.book.defaults.filter((rule) => this.takesPart(rule)).forEach((rule) => this.giveDefault(rule));
    const others = this.book.others.filter((rule) => this.takesPart(rule));
    const shows = (rule: CompiledRule) => rule.rule.type === 'visible' || rule.rule.type === 'hidden';
    others.filter(shows).forEach((rule) => this.show(rule));
    others.filter((rule) => !shows(rule)).forEach((rule) => this.apply(rule));
    return { fields: this.fields, problems: this.problems };
  }

  private takesPart({ rule }: CompiledRule): boolean {
    return rule.on === undefined || rule.on.includes(this.creating ? 'create' : 'update');
  }

  /** The value at a path as the API has it. */
  private readonly read = (path: string): unknown => {
    const { values, before, remote } = this.situation;
    const [first, ...rest] = path.split('.');
    if (rest.length > 0) {
      const link = this.given.has(first!) ? this.given.get(first!) : values[first!];
      return link === null || link === undefined || link === '' ? null : remote(path, link);
    }
    if (this.given.has(path)) return this.given.get(path);
    const formula = this.book.formulas.get(path);
    if (!formula) return values[path];
    const found = formula.value(this.read, this.here());
    if (found === UNKNOWN) return before ? values[path] : UNKNOWN;
    return toRaw(kept(this.book.fields.get(path)!, found));
  };

  private here(): Surroundings {
    const { surroundings, before } = this.situation;
    return { ...surroundings, before: before ? this.stored : null };
  }

  private readonly stored = (path: string): unknown => {
    const { before, remote } = this.situation;
    const [first, ...rest] = path.split('.');
    const value = before?.[first!];
    return rest.length > 0 && value ? remote(path, value) : value;
  };

  private holds(rule: CompiledRule): boolean | typeof UNKNOWN {
    return rule.when ? rule.when.holds(this.read, this.here()) : true;
  }

  private value(field: string): Value | undefined {
    const raw = this.read(field);
    return raw === UNKNOWN ? undefined : fromRaw(raw, this.book.types.get(field) ?? 'any');
  }

  private giveDefault(rule: CompiledRule): void {
    const name = rule.rule.field!;
    const field = this.book.fields.get(name);
    if (!field || this.situation.sent(name) || this.given.has(name) || this.holds(rule) !== true) return;
    let value: unknown = rule.rule.value ?? null;
    if (rule.value) {
      const found = rule.value.value(this.read, this.here());
      if (found === UNKNOWN) return;
      value = toRaw(kept(field, found));
    } else if (typeof value === 'number') value = String(value);
    this.given.set(name, value);
    this.state(name).default = value;
  }

  private show(rule: CompiledRule): void {
    const holds = this.holds(rule);
    if (holds !== UNKNOWN && holds === (rule.rule.type === 'hidden'))
      rule.governed.forEach((field) => (this.state(field).visible = false));
  }

  private apply(rule: CompiledRule): void {
    if (this.holds(rule) !== true) return;
    const concerned = this.concerned(rule);
    switch (rule.rule.type) {
      case 'validation':
        if (concerned && rule.check!.holds(this.read, this.here()) === false)
          this.violate(rule, rule.rule.field ?? null);
        break;
      case 'required':
        for (const field of rule.governed)
          if (this.state(field).visible !== false) {
            this.state(field).required = true;
            if (concerned && this.empty(field)) this.violate(rule, field);
          }
        break;
      case 'readOnly':
        for (const field of rule.governed) {
          this.state(field).readOnly = true;
          if (this.changedByWriter(field)) this.violate(rule, field);
        }
        break;
      case 'options':
        this.narrow(rule, concerned);
        break;
      case 'filter':
        this.filter(rule, concerned);
        break;
    }
  }

  private empty(field: string): boolean {
    const raw = this.read(field);
    if (raw === null || raw === undefined) return true;
    return typeof raw === 'string' ? raw.trim() === '' : Array.isArray(raw) && raw.length === 0;
  }

  private changed(field: string): boolean {
    const before = this.situation.before?.[field] ?? null;
    const after = this.situation.values[field] ?? null;
    const type = this.book.types.get(field);
    return type === undefined || this.book.fields.get(field)?.shape === 'GROUP'
      ? JSON.stringify(before) !== JSON.stringify(after)
      : !same(fromRaw(before, type), fromRaw(after, type));
  }

  private changedByWriter(field: string): boolean {
    if (!this.situation.sent(field) || !this.changed(field)) return false;
    if (!this.creating) return true;
    const type = this.book.types.get(field) ?? 'any';
    const start = this.book.fields.get(field)?.default ?? null;
    return !same(fromRaw(this.situation.values[field] ?? null, type), fromRaw(start, type));
  }

  /** A change that touches nothing the rule reads or governs is none of its business. */
  private concerned(rule: CompiledRule): boolean {
    const watched = [...rule.governed, ...rule.reads.map((path) => path.split('.')[0]!)];
    return this.creating || watched.length === 0 || watched.some((field) => this.changed(field));
  }

  private narrow(rule: CompiledRule, concerned: boolean): void {
    const field = rule.rule.field!;
    const { by, matrix, allow } = rule.rule;
    const line = by ? this.value(by) : undefined;
    const allowed = by ? (matrix?.[String(line)] ?? []) : (allow ?? []);
    const state = this.state(field);
    state.options = state.options ? state.options.filter((one) => allowed.includes(one)) : allowed;
    const value = this.value(field);
    const chosen = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    const below = this.book.fields.get(field)?.type === 'cascade';
    const fits = (one: string) =>
      allowed.includes(one) || (below && allowed.some((place) => one.startsWith(`${place}/`)));
    if (concerned && !chosen.every((one) => fits(String(one)))) this.violate(rule, field);
  }

  private filter(rule: CompiledRule, concerned: boolean): void {
    const field = rule.rule.field!;
    const bound = bindFilter(rule.rule.filter!, (path) => this.bindable(path, rule));
    if (bound === undefined) return;
    const state = this.state(field);
    state.filter = state.filter === undefined ? bound : `(${state.filter}) AND (${bound})`;
    if (!concerned || this.value(field) === null) return;
    const linked = (path: string) =>
      path.startsWith('this.') ? this.read(path.slice('this.'.length)) : this.read(`${field}.${path}`);
    if (rule.check!.holds(linked, this.situation.surroundings) === false) this.violate(rule, field);
  }

  private bindable(path: string, rule: CompiledRule): Value | undefined {
    const raw = this.read(path);
    return raw === UNKNOWN ? undefined : fromRaw(raw, rule.typeOf(path));
  }

  private violate({ key, rule }: CompiledRule, field: string | null): void {
    const placed = field === null ? undefined : this.book.fields.get(field);
    this.problems.push({ rule: key, field, message: messageOf(rule, placed) });
  }

  private state(field: string): FieldState {
    return (this.fields[field] ??= {});
  }
}

/** What an expression gave, as the field keeps it: rounded half up; a number with too many digits is none. */
function kept(field: Field, value: Value): Value {
  if (value instanceof Moment) return value;
  if (!(value instanceof Dec)) return field.shape === 'WHOLE' || field.shape === 'DECIMAL' ? null : value;
  const scale = field.shape === 'WHOLE' ? 0 : Math.min(MOST_DECIMALS, field.scale ?? MOST_DECIMALS);
  const rounded = value.setScale(scale, 'half-up');
  return rounded.precision - rounded.scale > MOST_DIGITS ? null : rounded;
}
