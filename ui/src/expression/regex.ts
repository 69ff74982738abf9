/**
 * A pattern matched in time linear in the text, as the server does it: all threads of the pattern walk together over
 * the text, one character at a time (Thompson 1968; Pike's virtual machine for the groups), so that no pattern can
 * run away. The browser's own expressions go back and could.
 */
import { program, type Step } from './regexParser';

/** Steps visited in one call; what would take more is null. */
export const MAX_STEPS = 5_000_000;

export interface Regex {
  steps: Step[];
  groups: number;
}

export function compileRegex(pattern: string): Regex {
  return program(pattern);
}

interface Threads {
  steps: number[];
  places: number[][];
  seen: Uint8Array;
}

/** A search over one text that counts its steps. */
export class Search {
  private readonly text: string[];
  private readonly points: number[];
  private taken = 0;
  private current: Threads;
  private next: Threads;

  constructor(
    private readonly regex: Regex,
    text: string,
  ) {
    this.text = [...text];
    this.points = this.text.map((c) => c.codePointAt(0)!);
    this.current = this.threads();
    this.next = this.threads();
  }

  get exhausted(): boolean {
    return this.taken > MAX_STEPS;
  }

  get length(): number {
    return this.points.length;
  }

  slice(from: number, to: number): string {
    return this.text.slice(from, to).join('');
  }

  /** The places of the whole and of each group (-1 for none) of the first match at or after a place. */
  find(from: number): number[] | null {
    let found: number[] | null = null;
    clear(this.current);
    for (let at = from; at <= this.length && !this.exhausted; at++) {
      if (!found) this.add(this.current, 0, at, new Array<number>(2 * (this.regex.groups + 1)).fill(-1));
      clear(this.next);
      for (let i = 0; i < this.current.steps.length; i++) {
        this.taken++;
        const place = this.current.steps[i]!;
        const step = this.regex.steps[place]!;
        if (step.kind === 'match') {
          found = this.current.places[i]!;
          break;
        }
        if (step.kind === 'character' && at < this.length && step.has(this.points[at]!))
          this.add(this.next, place + 1, at + 1, this.current.places[i]!);
      }
      [this.current, this.next] = [this.next, this.current];
      if (found && this.current.steps.length === 0) break;
    }
    return found;
  }

  private threads(): Threads {
    return { steps: [], places: [], seen: new Uint8Array(this.regex.steps.length) };
  }

  /** Follows what needs no character, the preferred way first; each step is taken once for each character. */
  private add(threads: Threads, at: number, place: number, places: number[]): void {
    if (threads.seen[at]) return;
    threads.seen[at] = 1;
    this.taken++;
    const step = this.regex.steps[at]!;
    switch (step.kind) {
      case 'jump':
        this.add(threads, step.to, place, places);
        break;
      case 'split':
        this.add(threads, step.to, place, places);
        this.add(threads, step.or, place, places);
        break;
      case 'save': {
        const saved = [...places];
        saved[step.slot] = place;
        this.add(threads, at + 1, place, saved);
        break;
      }
      case 'start':
        if (place === 0) this.add(threads, at + 1, place, places);
        break;
      case 'end':
        if (place === this.length) this.add(threads, at + 1, place, places);
        break;
      default:
        threads.steps.push(at);
        threads.places.push(places);
    }
  }
}

function clear(threads: Threads): void {
  threads.steps.length = 0;
  threads.places.length = 0;
  threads.seen.fill(0);
}
