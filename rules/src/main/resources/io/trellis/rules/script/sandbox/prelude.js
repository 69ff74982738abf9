// The world scripts live in. Runs before any of them, and freezes everything they could share.
(function (host, decimals) {
  'use strict';
  const G = globalThis;
  const unwanted = ['eval', 'Function', 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'FinalizationRegistry', 'WeakRef',
    'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array',
    'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'ShadowRealm', 'Java',
    'Packages', 'Polyglot', 'Graal', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'quit', 'exit', 'console', 'escape',
    'unescape', 'BigInt', 'Worker', 'setTimeout', 'setInterval', 'performance', 'Proxy'];
  const ProxyOf = Proxy;
  const MOST = 1000000;
  const apply = Reflect.apply;
  const ScriptError = class ScriptError extends Error {
    constructor(told) {
      super(told.message);
      this.code = told.code;
      this.problems = told.problems;
    }
  };

  // One statement of these could take all memory or all time before anybody looks.
  const guard = (owner, name, count) => {
    const real = owner[name];
    owner[name] = { [name](...args) {
      if (count(this, args) > MOST) {
        throw new RangeError(name + ': more than ' + MOST + ' elements');
      }
      return apply(real, this, args);
    } }[name];
  };
  const length = (that) => (that === null || that === undefined ? 0 : that.length);
  for (const name of ['fill', 'concat', 'join', 'reverse', 'sort', 'splice', 'toSorted', 'toReversed', 'toSpliced', 'with',
    'indexOf', 'lastIndexOf', 'includes', 'slice', 'flat', 'copyWithin', 'unshift', 'shift', 'toString', 'toLocaleString']) {
    if (Array.prototype[name]) {
      guard(Array.prototype, name, length);
    }
  }
  guard(Array, 'from', (_, args) => (args[0] ? args[0].length || 0 : 0));
  guard(String.prototype, 'repeat', (that, args) => length(that) * Number(args[0]));
  guard(String.prototype, 'padStart', (_, args) => Number(args[0]));
  guard(String.prototype, 'padEnd', (_, args) => Number(args[0]));
  guard(Reflect, 'apply', (_, args) => length(args[2]));
  guard(Function.prototype, 'apply', (_, args) => length(args[1]));

  const text = (value) => {
    if (value instanceof Decimal) {
      return value.toString();
    }
    if (typeof value === 'number' || typeof value === 'string') {
      return String(value);
    }
    throw new TypeError('A decimal is made of a number or a text, not of ' + (value === null ? 'null' : typeof value));
  };
  const computed = (operation, a, b) => {
    const result = decimals(operation, a, b);
    if (result.charAt(0) === '!') {
      throw new RangeError(result.substring(1));
    }
    return result;
  };
  class Decimal {
    #text;
    constructor(value) {
      this.#text = computed('read', text(value), '');
      Object.freeze(this);
    }
    static of(value) {
      return value instanceof Decimal ? value : new Decimal(value);
    }
    static sum(values) {
      let total = new Decimal(0);
      for (const value of values) {
        if (value !== null && value !== undefined) {
          total = total.plus(value);
        }
      }
      return total;
    }
    plus(other) { return new Decimal(computed('plus', this.#text, text(other))); }
    minus(other) { return new Decimal(computed('minus', this.#text, text(other))); }
    times(other) { return new Decimal(computed('times', this.#text, text(other))); }
    div(other) { return new Decimal(computed('div', this.#text, text(other))); }
    mod(other) { return new Decimal(computed('mod', this.#text, text(other))); }
    negated() { return new Decimal(0).minus(this); }
    abs() { return this.lt(0) ? this.negated() : this; }
    round(places = 0, mode = 'half-up') { return new Decimal(computed(String(mode), this.#text, String(places | 0))); }
    compare(other) { return Number(computed('compare', this.#text, text(other))); }
    eq(other) { return this.compare(other) === 0; }
    gt(other) { return this.compare(other) > 0; }
    gte(other) { return this.compare(other) >= 0; }
    lt(other) { return this.compare(other) < 0; }
    lte(other) { return this.compare(other) <= 0; }
    isZero() { return this.eq(0); }
    toNumber() { return Number(this.#text); }
    toString() { return this.#text; }
    toJSON() { return this.#text; }
    [Symbol.toPrimitive](hint) {
      if (hint === 'string') {
        return this.#text;
      }
      throw new TypeError('Decimals are exact: use plus, minus, times, div, eq, gt, lt … or toNumber()');
    }
  }

  // Values cross the border as JSON; a decimal as {"$dec": "1.20"}, so that no digit is lost on the way.
  const unwrap = (value) => {
    if (value === null || typeof value !== 'object') {
      return value;
    }
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        value[i] = unwrap(value[i]);
      }
      return value;
    }
    if (typeof value.$dec === 'string') {
      return new Decimal(value.$dec);
    }
    for (const key of Object.keys(value)) {
      value[key] = unwrap(value[key]);
    }
    return value;
  };
  function marked(key, value) {
    const real = this[key];
    if (real instanceof Decimal) {
      return { $dec: real.toString() };
    }
    if (real instanceof Map || real instanceof Set || typeof real === 'function' || typeof real === 'symbol') {
      throw new TypeError('Only plain values can be given away, and ' + String(key) + ' is none');
    }
    if (typeof real === 'number' && !Number.isFinite(real)) {
      throw new TypeError(String(key) + ' is ' + real + ', which is no value');
    }
    if (typeof real === 'bigint') {
      return { $dec: real.toString() };
    }
    return value;
  }
  const give = (value) => {
    const json = JSON.stringify(value, marked);
    return json === undefined ? 'null' : json;
  };
  const take = (json) => unwrap(JSON.parse(json));

  const ask = (operation, args) => {
    const reply = host(operation, give(args));
    if (reply.charAt(0) === '=') {
      return take(reply.substring(1));
    }
    throw new ScriptError(JSON.parse(reply.substring(1)));
  };

  const show = (value) => {
    if (typeof value === 'string') {
      return value;
    }
    if (value instanceof Decimal) {
      return value.toString();
    }
    if (value instanceof Error) {
      return String(value.stack || value);
    }
    try {
      // For people: a decimal within something is its text.
      const json = JSON.stringify(value);
      return json === undefined ? String(value) : json;
    } catch (e) {
      return String(value);
    }
  };
  const logger = (level) => (...values) => {
    host('log', JSON.stringify([level, values.map(show).join(' ').substring(0, 4000)]));
  };

  const api = {
    query: (object, options = {}) => ask('query', [object, options]),
    count: (object, filter = null) => ask('count', [object, filter]),
    get: (object, id) => ask('get', [object, id]),
    save: (object, values) => ask('save', [object, values]),
    remove: (object, id) => { ask('remove', [object, id]); },
    call: (name, args = {}) => ask('call', [name, args]),
    log: { info: logger('info'), warn: logger('warn'), error: logger('error') },
    http: {
      get: (url, options = {}) => ask('http', ['GET', url, null, options]),
      post: (url, body, options = {}) => ask('http', ['POST', url, body === undefined ? null : body, options]),
    },
  };

  // A record that is being written: reading what is not there is an error, writing is noted down.
  const noWay = () => { throw new TypeError('A record has values only'); };
  const recordOf = (values, fields, hidden, sets) => new ProxyOf(Object.create(null), {
    get(_, key) {
      if (typeof key === 'symbol' || key === 'toJSON') {
        return undefined;
      }
      if (sets !== null && Object.hasOwn(sets, key)) {
        return sets[key];
      }
      if (!fields.has(key)) {
        throw new ReferenceError('There is no field ' + key);
      }
      if (hidden.has(key)) {
        throw new ReferenceError('The writer may not read ' + key + '; let the script run as system');
      }
      const value = values[key];
      return value === undefined ? null : unwrap(value);
    },
    set(_, key, value) {
      if (sets === null) {
        throw new TypeError('This record can only be read');
      }
      if (!fields.has(key)) {
        throw new ReferenceError('There is no field ' + String(key));
      }
      sets[key] = value === undefined ? null : value;
      return true;
    },
    has: (_, key) => fields.has(key),
    ownKeys: () => [...fields].filter((key) => !hidden.has(key)),
    getOwnPropertyDescriptor(_, key) {
      return fields.has(key)
        ? { value: values[key] === undefined ? null : values[key], enumerable: true, configurable: true, writable: true }
        : undefined;
    },
    defineProperty: noWay,
    deleteProperty: noWay,
    setPrototypeOf: noWay,
    preventExtensions: noWay,
  });

  const scripts = new Map();
  const nothing = Object.freeze({});

  /** Makes scripts anew: nothing of an earlier run is in them. */
  const session = (surroundings, test) => {
    const now = surroundings.now;
    const trellis = Object.freeze({
      ...api,
      ...(test.api || nothing),
      now: () => now,
      today: () => surroundings.today,
      user: surroundings.user ? Object.freeze(surroundings.user) : null,
      kind: surroundings.kind,
      tenant: surroundings.tenant,
    });
    const made = new Map();
    const invoke = (name, parameters, exports) => scripts.get(name)(
      parameters.trellis || trellis, lib, Decimal, parameters.record, parameters.before, parameters.changed,
      parameters.addError, parameters.input, exports, parameters.test || nothing);
    const lib = (name) => {
      const key = String(name);
      if (made.has(key)) {
        return made.get(key);
      }
      if (!scripts.has(key)) {
        throw new ReferenceError('There is no library ' + key);
      }
      const exports = {};
      made.set(key, exports);
      const returned = invoke(key, nothing, exports);
      const result = returned === undefined ? exports : returned;
      made.set(key, result);
      return result;
    };
    return { invoke, trellis };
  };

  const plain = (result) => {
    if (result instanceof Promise) {
      throw new TypeError('Scripts can not be asynchronous');
    }
    return result;
  };

  const trigger = (invoke, name, given, fields, hidden, writable) => {
    const sets = {};
    const errors = [];
    const before = given.before ? recordOf(given.before, fields, hidden, null) : null;
    const record = recordOf(given.values, fields, hidden, writable ? sets : null);
    const changedNames = given.changed ? new Set(given.changed) : null;
    const changed = (field) => {
      if (!fields.has(field)) {
        throw new ReferenceError('There is no field ' + String(field));
      }
      return changedNames === null || changedNames.has(field);
    };
    const addError = (field, message) => {
      if (message === undefined) {
        message = field;
        field = null;
      }
      if (field !== null && !fields.has(field)) {
        throw new ReferenceError('There is no field ' + String(field));
      }
      if (errors.length < 100) {
        errors.push({ field, message: typeof message === 'object' ? message : String(message).substring(0, 2000) });
      }
    };
    const input = Object.freeze({ id: given.id, kind: given.kind, cause: given.cause });
    const result = plain(invoke(name, { record, before, changed, addError, input }, {}));
    return { sets, errors, result: writable ? undefined : result };
  };

  const deepEqual = (a, b) => give(a) === give(b);
  const matchers = (value, negated) => {
    const say = (holds, message) => {
      if (holds === negated) {
        throw new Error((negated ? 'not: ' : '') + message);
      }
    };
    const shown = show(value);
    const made = {
      toBe: (other) => say(
        value instanceof Decimal ? value.eq(other) : Object.is(value, other), shown + ' should be ' + show(other)),
      toEqual: (other) => say(deepEqual(value, other), shown + ' should equal ' + show(other)),
      toBeNull: () => say(value === null || value === undefined, shown + ' should be null'),
      toBeTruthy: () => say(!!value, shown + ' should be true'),
      toContain: (other) => say(
        typeof value === 'string' ? value.includes(other) : value.some((one) => deepEqual(one, other)),
        shown + ' should contain ' + show(other)),
      toThrow: (part) => {
        let thrown = null;
        try {
          value();
        } catch (e) {
          thrown = e;
        }
        say(thrown !== null && (part === undefined || String(thrown.message).includes(part)),
          'should throw ' + (part || '') + (thrown ? ', but threw ' + thrown.message : ''));
      },
    };
    if (!negated) {
      made.not = matchers(value, true);
    }
    return made;
  };

  /** Describes are run at once; every it in a fresh session, so that one can't spoil another. */
  const tests = (name, surroundings) => {
    const results = [];
    const titles = [];
    let current = null;
    const stubs = () => {
      const fakes = {};
      const made = {};
      for (const key of ['query', 'count', 'get', 'save', 'remove', 'call']) {
        made[key] = (...args) => {
          if (!current || !current.stubs[key]) {
            throw new Error('trellis.' + key + ' is not stubbed');
          }
          const answer = current.stubs[key];
          return typeof answer === 'function' ? answer(...args) : answer;
        };
      }
      made.http = { get: made.call, post: made.call };
      return made;
    };
    const faked = stubs();
    const outer = session(surroundings, { api: faked });
    const fieldsOf = (script) => new Set((surroundings.fields || {})[script] || []);
    const test = {
      describe: (title, body) => {
        titles.push(String(title));
        body();
        titles.pop();
      },
      it: (title, body) => {
        const whole = [...titles, String(title)].join(' › ');
        current = { stubs: {} };
        try {
          plain(body());
          results.push({ name: whole, ok: true });
        } catch (e) {
          results.push({ name: whole, ok: false, message: String(e && e.message !== undefined ? e.message : e),
            stack: String((e && e.stack) || '') });
        }
        current = null;
      },
      expect: (value) => matchers(value, false),
      stub: (key, answer) => { current.stubs[key] = answer; },
      run: (script, given = {}) => {
        if (!scripts.has(script)) {
          throw new ReferenceError('There is no script ' + script);
        }
        const inner = session(surroundings, { api: faked });
        if (given.record === undefined) {
          return plain(inner.invoke(script, { input: given.input === undefined ? {} : given.input }, {}));
        }
        const fields = fieldsOf(script);
        const values = given.record;
        const outcome = trigger(inner.invoke, script,
          { values, before: given.before || null, kind: given.kind || 'create', id: given.id || null,
            changed: given.before ? Object.keys(values).filter((key) => !deepEqual(values[key], given.before[key])) : null },
          fields, new Set(), true);
        return { record: { ...values, ...outcome.sets }, set: outcome.sets, errors: outcome.errors };
      },
    };
    outer.invoke(name, { test }, {});
    return results;
  };

  const begin = (name, mode, surroundingsText) => {
    const surroundings = take(surroundingsText);
    if (mode === 'test') {
      return () => give({ results: tests(name, surroundings) });
    }
    const { invoke } = session(surroundings, nothing);
    if (mode === 'before' || mode === 'after') {
      const fields = new Set(surroundings.fields);
      const hidden = new Set(surroundings.hidden || []);
      return (inputText) => give(trigger(invoke, name, JSON.parse(inputText), fields, hidden, mode === 'before'));
    }
    return (inputText) => {
      const input = take(inputText);
      const result = plain(invoke(name, { input, record: input.record }, {}));
      return give({ result: result === undefined ? null : result });
    };
  };

  // Ways back to compiling text that deleting the global name leaves open.
  const refuse = function () {
    throw new TypeError('Code can not be made of text');
  };
  for (const made of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(made);
    Object.defineProperty(prototype, 'constructor', { value: refuse, writable: false, configurable: false });
  }
  for (const name of unwanted) {
    delete G[name];
  }

  const seen = new Set();
  const freeze = (value) => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) {
      return;
    }
    seen.add(value);
    Object.freeze(value);
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      freeze(property.value);
      freeze(property.get);
      freeze(property.set);
    }
    freeze(Object.getPrototypeOf(value));
  };
  const hiddenOnes = [
    [][Symbol.iterator](), ''[Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](),
    'a'.matchAll(/a/g), (function* () {})(), (async function* () {})(), function* () {}, async function () {},
    async function* () {}, Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())), Decimal, ScriptError, api,
    host, decimals,
  ];
  try {
    hiddenOnes.push([].values().map((x) => x), Iterator.from({ next() {} }));
  } catch (e) {
    // Not in this version of the language.
  }
  for (const one of hiddenOnes) {
    freeze(Object.getPrototypeOf(one));
  }
  freeze(Decimal);
  freeze(ScriptError);
  freeze(api);

  return {
    add: (name, script) => { scripts.set(name, script); },
    close: () => { freeze(G); },
    begin,
  };
});
