// What a script of Trellis finds around it. A script is the body of a function: what it returns is its result.

/** An exact decimal; every method gives a new one. Numbers, texts and decimals are accepted alike. */
declare class Decimal {
  constructor(value: Numeric);
  static of(value: Numeric): Decimal;
  /** Nulls are left out. */
  static sum(values: Iterable<Numeric | null>): Decimal;
  plus(other: Numeric): Decimal;
  minus(other: Numeric): Decimal;
  times(other: Numeric): Decimal;
  /** 34 significant digits. */
  div(other: Numeric): Decimal;
  mod(other: Numeric): Decimal;
  negated(): Decimal;
  abs(): Decimal;
  round(places?: number, mode?: 'half-up' | 'half-even' | 'half-down' | 'up' | 'down' | 'ceiling' | 'floor'): Decimal;
  /** Below, at or above zero. */
  compare(other: Numeric): number;
  eq(other: Numeric): boolean;
  gt(other: Numeric): boolean;
  gte(other: Numeric): boolean;
  lt(other: Numeric): boolean;
  lte(other: Numeric): boolean;
  isZero(): boolean;
  /** No longer exact. */
  toNumber(): number;
}
type Numeric = Decimal | number | string;

interface QueryOptions {
  /** In the expression language, e.g. `amount > 100`. */
  filter?: string;
  /** Field names; `-amount` for descending. */
  sort?: string | string[];
  fields?: string[];
  /** 50 unless said otherwise. */
  size?: number;
}

interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Where the answer is JSON. */
  body?: any;
}

/** A message in one language for all, or one for each. */
type Message = string | { 'zh-CN': string; 'en-US': string };

declare const trellis: {
  query<O extends keyof Objects>(object: O, options?: QueryOptions): Objects[O][];
  count(object: keyof Objects, filter?: string): number;
  /** Null when there is none, or none that may be read. */
  get<O extends keyof Objects>(object: O, id: string): Objects[O] | null;
  /** Changes the record whose id is among the values, else makes one. Not in triggers before a write. */
  save<O extends keyof Objects>(object: O, values: Record<string, any>): Objects[O];
  remove(object: keyof Objects, id: string): void;
  /** Asks a decision. */
  call(name: string, args?: Record<string, any>): any;
  log: { info(...values: any[]): void; warn(...values: any[]): void; error(...values: any[]): void };
  http: {
    get(url: string, options?: { headers?: Record<string, string> }): HttpAnswer;
    post(url: string, body: any, options?: { headers?: Record<string, string> }): HttpAnswer;
  };
  /** ISO 8601, UTC. */
  now(): string;
  /** ISO 8601, in the person's zone. */
  today(): string;
  user: { id: string; name: string; department: string | null; roles: string[]; locale: string; zone: string };
  tenant: string;
};

/** What a library script of the same package exports. */
declare function lib(name: string): any;
/** Libraries put here what they share. */
declare const exports: any;

/** Triggers: the record; before a write its values may be set. Buttons: the record. */
declare const record: any;
/** Triggers on updates: the record as it was; else null. */
declare const before: any;
/** Triggers: whether the value differs from what it was; always for new records. */
declare function changed(field: string): boolean;
/** Triggers before a write: refuses it. */
declare function addError(field: string, message: Message): void;
declare function addError(message: Message): void;
/** Triggers: id, kind and cause. Endpoints: method, query and body. Buttons: what was sent. */
declare const input: any;

/** In tests only. */
declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: () => void): void;
declare function expect(value: any): any;
/** What `trellis.<name>` answers in this test: a value, or a function of the arguments. */
declare function stub(name: 'query' | 'count' | 'get' | 'save' | 'remove' | 'call', answer: any): void;
/** Runs another script of the package: triggers with a record, others with an input. */
declare function run(script: string, given?: { record?: any; before?: any; kind?: string; input?: any }): any;
