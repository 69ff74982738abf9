/** Problems of an expression: what is wrong, with its place, as data; the codes are those of the server. */

/** A stretch of source text; `offset` counts UTF-16 units from 0. */
export interface Range {
  offset: number;
  length: number;
}

export interface Problem extends Range {
  code: string;
  params: Record<string, unknown>;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** The source could not be read: nothing after this place was looked at. */
export class SyntaxFailure extends Error {
  constructor(
    readonly code: string,
    readonly range: Range,
    readonly params: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

export const through = (from: Range, to: Range): Range => ({
  offset: from.offset,
  length: to.offset + to.length - from.offset,
});

/** Collects the problems of one source and knows where its lines begin. */
export class ProblemList {
  private readonly found: Problem[] = [];

  constructor(private readonly source: string) {}

  add(code: string, range: Range, params: Record<string, unknown> = {}): void {
    const offset = Math.min(range.offset, this.source.length);
    const before = this.source.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    this.found.push({
      code,
      params,
      offset,
      length: range.length,
      line: before.split('\n').length,
      column: offset - lineStart + 1,
    });
  }

  get empty(): boolean {
    return this.found.length === 0;
  }

  /** In the order of the source. */
  list(): Problem[] {
    return [...this.found].sort((a, b) => a.offset - b.offset);
  }
}

/** The candidate that was probably meant: case aside, one change in three characters. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const allowed = Math.max(1, Math.floor(Math.min(wanted.length, 30) / 3));
  return candidates
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= allowed)
    .map((candidate) => ({ candidate, changes: distance(wanted, candidate.toLowerCase()) }))
    .filter((ranked) => ranked.changes <= allowed)
    .sort((a, b) => a.changes - b.changes || (a.candidate < b.candidate ? -1 : 1))[0]?.candidate;
}

export function named(name: string, candidates: readonly string[]): Record<string, unknown> {
  const suggestion = closest(name, candidates);
  return suggestion === undefined ? { name } : { name, suggestion };
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  const d: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    d.push([]);
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        d[i]!.push(i + j);
        continue;
      }
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, d[i - 2]![j - 2]! + 1);
      d[i]!.push(least);
    }
  }
  return d[a.length]![b.length]!;
}
