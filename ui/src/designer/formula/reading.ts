/**
 * Reads a formula that is still being typed: nothing is an error here, labels in any script count as names, and the
 * signs of a Chinese keyboard as those they stand for.
 */

interface Token {
  kind: 'name' | 'number' | 'text' | 'symbol';
  value: string;
  from: number;
  to: number;
  /** A text without its closing quote. */
  open?: boolean;
}

const pattern =
  /(?<space>\s+)|(?<text>"(?:[^"\\]|\\.|"")*"?|'(?:[^'\\]|\\.|'')*'?)|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<name>[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]*)*)|(?<symbol><>|<=|>=|!=|[^])/gu;

/** Full-width brackets and comma, as typed without changing the keyboard. */
const narrow: Record<string, string> = { '\uff08': '(', '\uff09': ')', '\uff0c': ',', '\uff1d': '=' };

function tokensOf(text: string): Token[] {
  return [...text.matchAll(pattern)].flatMap((match): Token[] => {
    const [kind, value] = Object.entries(match.groups!).find(([, found]) => found !== undefined)!;
    if (kind === 'space') return [];
    const token = { from: match.index, to: match.index + value!.length };
    if (kind === 'symbol') return [{ ...token, kind, value: narrow[value!] ?? value! }];
    if (kind === 'text') {
      const quote = value![0]!;
      const inner = value!
        .slice(1)
        .replaceAll(quote + quote, '')
        .replaceAll(/\\./g, '');
      return [{ ...token, kind, value: value!, open: !inner.endsWith(quote) }];
    }
    return [{ ...token, kind: kind as 'name' | 'number', value: value! }];
  });
}

/** A function call the cursor is in. */
export interface Call {
  name: string;
  /** Which argument, from 0; undefined while the cursor is on the name. */
  argument?: number;
  /** The path that is the whole first argument, if it is one. */
  first?: string;
}

export interface Reading {
  /** Where what is being typed begins. */
  from: number;
  /** The steps before the last dot. */
  steps: string[];
  /** What is typed of the last step, or of a text after its quote. */
  typed: string;
  /** The cursor is inside a text. */
  inText: boolean;
  /** The cursor is where no name can be: in a number, or right after a whole value. */
  closed: boolean;
  call?: Call;
  /** The path with which the value at the cursor is compared. */
  compared?: string;
}

/** What stands before the cursor and around it. */
export function readAt(text: string, offset: number): Reading {
  const before = tokensOf(text.slice(0, offset));
  const last = before.at(-1);
  const touching = last?.to === offset ? last : undefined;
  const inText = touching?.kind === 'text' && touching.open === true;
  const word = touching?.kind === 'name' ? touching : undefined;
  const current = inText ? touching : word;
  const done = current ? before.slice(0, -1) : before;
  const steps = word?.value.split('.') ?? [];
  const typed = inText ? touching.value.slice(1) : (steps.pop() ?? '');
  return {
    from: inText ? touching.from : offset - typed.length,
    steps,
    typed,
    inText,
    closed: !current && touching !== undefined && (touching.kind !== 'symbol' || touching.value === ')'),
    call: onName(text, offset) ?? callIn(done),
    compared: comparedIn(done),
  };
}

/** The call whose name the cursor touches: `ROU|ND(`. */
function onName(text: string, offset: number): Call | undefined {
  const start = /[A-Za-z_][\w]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const rest = /^(\w*)\s*\(/.exec(text.slice(offset));
  if (!rest || start + rest[1]! === '' || start === '') return undefined;
  return { name: (start + rest[1]!).toUpperCase() };
}

const keywords = new Set(['AND', 'OR', 'NOT', 'IN']);
const isKeyword = (token: Token) => keywords.has(token.value.toUpperCase());

/** The innermost open call of a function. */
function callIn(tokens: readonly Token[]): Call | undefined {
  const open: (Call | undefined)[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'symbol') return;
    const name = tokens[at - 1];
    if (token.value === '(') {
      const function_ = name?.kind === 'name' && (!isKeyword(name) || /^(AND|OR)$/i.test(name.value));
      const [path, comma] = [tokens[at + 1], tokens[at + 2]];
      const first = path?.kind === 'name' && comma?.value === ',' ? path.value : undefined;
      open.push(function_ ? { name: name.value.toUpperCase(), argument: 0, first } : undefined);
    } else if (token.value === ')') open.pop();
    else if (token.value === ',') {
      const call = open.at(-1);
      if (call) call.argument = (call.argument ?? 0) + 1;
    }
  });
  return open.findLast((call) => call !== undefined);
}

/** `stage = `, `stage IN ("open", ` and the first argument of `CASE(stage, `. */
function comparedIn(tokens: readonly Token[]): string | undefined {
  const [left, sign] = tokens.slice(-2);
  if (left?.kind === 'name' && sign?.kind === 'symbol' && ['=', '<>', '!='].includes(sign.value))
    return left.value;
  const open = lastOpen(tokens);
  const within = open > 1 && /^IN$/i.test(tokens[open - 1]!.value) ? tokens[open - 2] : undefined;
  if (within?.kind === 'name') return /^NOT$/i.test(within.value) ? tokens[open - 3]?.value : within.value;
  const call = callIn(tokens);
  return call?.argument ? call.first : undefined;
}

function lastOpen(tokens: readonly Token[]): number {
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (tokens[at]!.kind !== 'symbol') continue;
    if (tokens[at]!.value === ')') depth++;
    else if (tokens[at]!.value === '(' && depth-- === 0) return at;
  }
  return -1;
}
