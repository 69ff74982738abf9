/** Reads a pattern into the steps of a {@link Regex}; the same language and the same steps as on the server. */
import type { Regex } from './regex';

export type Step =
  | { kind: 'character'; has: (point: number) => boolean }
  | { kind: 'split'; to: number; or: number }
  | { kind: 'jump'; to: number }
  | { kind: 'save'; slot: number }
  | { kind: 'start' | 'end' | 'match' };

/** Why a pattern cannot be used, and where (in code points from 0). */
export class InvalidPattern extends Error {
  constructor(
    readonly reason: string,
    readonly at: number,
  ) {
    super(reason);
  }
}

const MAX_PATTERN = 500;
const MAX_PROGRAM = 1000;
const MAX_REPEATS = 100;
const MAX_NESTING = 30;

type Span = [number, number];

interface CharacterSet {
  spans: Span[];
  negated: boolean;
}

const code = (c: string) => c.codePointAt(0)!;
const span = (from: string, to: string): Span => [code(from), code(to)];
const digits: Span[] = [span('0', '9')];
const word: Span[] = [span('0', '9'), span('A', 'Z'), span('_', '_'), span('a', 'z')];
const space: Span[] = [span('\t', '\r'), span(' ', ' '), [0xa0, 0xa0], [0x3000, 0x3000]];
const han: Span[] = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x2fa1f],
];
const one = (c: string): CharacterSet => ({ spans: [span(c, c)], negated: false });

const test =
  ({ spans, negated }: CharacterSet) =>
  (point: number) =>
    spans.some(([from, to]) => point >= from && point <= to) !== negated;

export function program(pattern: string): Regex {
  return new Reader(pattern).whole();
}

class Reader {
  private readonly pattern: string[];
  private steps: Step[] = [];
  private at = 0;
  private groups = 0;
  private nesting = 0;

  constructor(pattern: string) {
    this.pattern = [...pattern];
  }

  whole(): Regex {
    if (this.pattern.length > MAX_PATTERN) throw new InvalidPattern('TOO_LONG', MAX_PATTERN);
    this.emit({ kind: 'save', slot: 0 });
    this.alternatives();
    if (this.at < this.pattern.length) throw new InvalidPattern('UNEXPECTED', this.at);
    this.emit({ kind: 'save', slot: 1 });
    this.emit({ kind: 'match' });
    return { steps: this.steps, groups: this.groups };
  }

  private emit(step: Step): void {
    if (this.steps.length >= MAX_PROGRAM) throw new InvalidPattern('TOO_LARGE', this.at);
    this.steps.push(step);
  }

  private alternatives(): void {
    const start = this.steps.length;
    this.sequence();
    if (!this.take('|')) return;
    this.insertSplit(start);
    const jump = this.steps.length;
    this.emit({ kind: 'jump', to: 0 });
    this.steps[start] = { kind: 'split', to: start + 1, or: this.steps.length };
    this.alternatives();
    this.steps[jump] = { kind: 'jump', to: this.steps.length };
  }

  private sequence(): void {
    while (this.at < this.pattern.length && this.peek() !== '|' && this.peek() !== ')') {
      const start = this.steps.length;
      const from = this.at;
      const groupsBefore = this.groups;
      this.atom();
      this.quantifier(start, from, groupsBefore);
    }
  }

  private atom(): void {
    const c = this.pattern[this.at++]!;
    if (c === '(') return this.group();
    if (c === '^') return this.emit({ kind: 'start' });
    if (c === '$') return this.emit({ kind: 'end' });
    if ('*+?{'.includes(c)) throw new InvalidPattern('NOTHING_TO_REPEAT', this.at - 1);
    const set =
      c === '['
        ? this.set()
        : c === '.'
          ? { spans: [span('\n', '\n')], negated: true }
          : c === '\\'
            ? this.escaped()
            : one(c);
    this.emit({ kind: 'character', has: test(set) });
  }

  private group(): void {
    if (++this.nesting > MAX_NESTING) throw new InvalidPattern('TOO_DEEP', this.at - 1);
    const open = this.at - 1;
    let captures = true;
    if (this.take('?')) {
      if (!this.take(':')) throw new InvalidPattern('NOT_SUPPORTED', this.at - 1);
      captures = false;
    }
    const number = captures ? ++this.groups : 0;
    if (captures) this.emit({ kind: 'save', slot: 2 * number });
    this.alternatives();
    if (!this.take(')')) throw new InvalidPattern('UNCLOSED', open);
    if (captures) this.emit({ kind: 'save', slot: 2 * number + 1 });
    this.nesting--;
  }

  private quantifier(start: number, from: number, groupsBefore: number): void {
    const to = this.at;
    let least = 0;
    let most = -1;
    if (this.take('+')) least = 1;
    else if (this.take('?')) most = 1;
    else if (this.take('{')) {
      least = this.count();
      const open = this.take(',');
      most = !open ? least : this.at < this.pattern.length && this.peek() !== '}' ? this.count() : -1;
      if (!this.take('}') || (most >= 0 && most < least) || Math.max(least, most) > MAX_REPEATS)
        throw new InvalidPattern('BAD_REPEAT', to);
    } else if (!this.take('*')) return;
    const lazy = this.take('?');
    if (this.at < this.pattern.length && '*+?{'.includes(this.peek()))
      throw new InvalidPattern('NOTHING_TO_REPEAT', this.at);
    const after = this.at;
    this.steps.length = start;
    const again = () => {
      this.at = from;
      this.groups = groupsBefore;
      this.atom();
    };
    for (let i = 0; i < least; i++) again();
    if (most < 0) {
      const loop = this.steps.length;
      this.emit({ kind: 'jump', to: 0 });
      again();
      this.emit({ kind: 'jump', to: loop });
      this.split(loop, lazy);
    } else {
      const splits: number[] = [];
      for (let i = least; i < most; i++) {
        splits.push(this.steps.length);
        this.emit({ kind: 'jump', to: 0 });
        again();
      }
      for (const place of splits) this.split(place, lazy);
    }
    this.at = after;
  }

  /** From the step after it to the end of the program, or past it, the preferred way first. */
  private split(place: number, lazy: boolean): void {
    const inner = place + 1;
    const outer = this.steps.length;
    this.steps[place] = { kind: 'split', to: lazy ? outer : inner, or: lazy ? inner : outer };
  }

  /** Makes room for a split before what was read since; the targets after it move by one. */
  private insertSplit(start: number): void {
    if (this.steps.length >= MAX_PROGRAM) throw new InvalidPattern('TOO_LARGE', this.at);
    const moved = this.steps.splice(start).map((step): Step => {
      if (step.kind === 'split') return { kind: 'split', to: step.to + 1, or: step.or + 1 };
      return step.kind === 'jump' ? { kind: 'jump', to: step.to + 1 } : step;
    });
    this.steps.push({ kind: 'jump', to: 0 }, ...moved);
  }

  private count(): number {
    const start = this.at;
    let value = 0;
    while (/^\d$/.test(this.peek()) && this.at - start < 4)
      value = value * 10 + Number(this.pattern[this.at++]);
    if (this.at === start) throw new InvalidPattern('BAD_REPEAT', this.at);
    return value;
  }

  private peek(): string {
    return this.pattern[this.at] ?? '';
  }

  private take(c: string): boolean {
    if (this.peek() !== c) return false;
    this.at++;
    return true;
  }

  private escaped(): CharacterSet {
    if (this.at === this.pattern.length) throw new InvalidPattern('BAD_ESCAPE', this.at - 1);
    const c = this.pattern[this.at++]!;
    const known: Record<string, CharacterSet> = {
      d: { spans: digits, negated: false },
      D: { spans: digits, negated: true },
      w: { spans: word, negated: false },
      W: { spans: word, negated: true },
      s: { spans: space, negated: false },
      S: { spans: space, negated: true },
      n: one('\n'),
      t: one('\t'),
      r: one('\r'),
    };
    if (Object.hasOwn(known, c)) return known[c]!;
    if (c === 'p') {
      for (const letter of '{Han}')
        if (!this.take(letter)) throw new InvalidPattern('BAD_ESCAPE', this.at - 1);
      return { spans: han, negated: false };
    }
    if (/^[a-zA-Z0-9]$/.test(c)) throw new InvalidPattern('BAD_ESCAPE', this.at - 2);
    return one(c);
  }

  private set(): CharacterSet {
    const open = this.at - 1;
    const negated = this.take('^');
    const spans: Span[] = [];
    let first = true;
    while (first || (this.at < this.pattern.length && this.peek() !== ']')) {
      if (this.at === this.pattern.length) throw new InvalidPattern('UNCLOSED', open);
      first = false;
      const start = this.at;
      const from = this.member();
      const range =
        this.at + 1 < this.pattern.length && this.peek() === '-' && this.pattern[this.at + 1] !== ']';
      if (!range) {
        if (from.negated) throw new InvalidPattern('NOT_SUPPORTED', start);
        spans.push(...from.spans);
        continue;
      }
      this.at++;
      const [low, high] = [single(from, start), single(this.member(), start)];
      if (high < low) throw new InvalidPattern('BAD_RANGE', start);
      spans.push([low, high]);
    }
    if (!this.take(']')) throw new InvalidPattern('UNCLOSED', open);
    return { spans, negated };
  }

  private member(): CharacterSet {
    const c = this.pattern[this.at++]!;
    return c === '\\' ? this.escaped() : one(c);
  }
}

function single({ spans, negated }: CharacterSet, start: number): number {
  const [only] = spans;
  if (negated || spans.length !== 1 || only![0] !== only![1]) throw new InvalidPattern('BAD_RANGE', start);
  return only![0];
}
