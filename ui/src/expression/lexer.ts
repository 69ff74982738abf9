import { Dec } from './decimal';
import { SyntaxFailure, type Range } from './problems';

export interface Token {
  kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  value: Dec | string;
  range: Range;
}

const MAX_DIGITS = 40;
/** What a Chinese keyboard types where the language wants an ASCII sign, and that sign. */
const wide = '“”‘’（），＝＜＞＋－＊／＆．≠≤≥×÷';
const narrow = `" " ' ' ( ) , = < > + - * / & . <> <= >= * /`.split(' ');

const isSpace = (c: string) => c !== '' && ' \t\n\r\u00a0\u3000'.includes(c);
const isDigit = (c: string) => c >= '0' && c <= '9';
const isLetter = (c: string) => /^[A-Za-z_]$/.test(c);

/** Cuts a source into tokens; a {@link SyntaxFailure} says where that is not possible. */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const peek = (ahead: number) => source.charAt(at + ahead);

  const number = (): Token => {
    const start = at;
    while (isDigit(peek(0))) at++;
    if (peek(0) === '.' && isDigit(peek(1))) {
      at++;
      while (isDigit(peek(0))) at++;
    }
    if (isLetter(peek(0)))
      throw new SyntaxFailure('UNEXPECTED_CHARACTER', { offset: at, length: 1 }, { character: peek(0) });
    const range = { offset: start, length: at - start };
    if (range.length > MAX_DIGITS) throw new SyntaxFailure('NUMBER_TOO_LONG', range, { max: MAX_DIGITS });
    return { kind: 'number', value: Dec.parse(source.slice(start, at))!, range };
  };

  const name = (): Token => {
    const start = at;
    while (isLetter(peek(0)) || isDigit(peek(0)) || (peek(0) === '.' && isLetter(peek(1)))) at++;
    return { kind: 'name', value: source.slice(start, at), range: { offset: start, length: at - start } };
  };

  const escaped = (): string => {
    const c = peek(0);
    at++;
    if (c === 'n') return '\n';
    if (c === 't') return '\t';
    if (c === 'r') return '\r';
    if (c === '\\' || c === '"' || c === "'") return c;
    const range = { offset: at - 2, length: Math.min(2, source.length - at + 2) };
    throw new SyntaxFailure('UNKNOWN_ESCAPE', range, { escape: `\\${c}` });
  };

  const text = (quote: string): Token => {
    const start = at++;
    let value = '';
    while (at < source.length) {
      const c = source.charAt(at++);
      if (c === '\\') value += escaped();
      else if (c !== quote) value += c;
      else if (peek(0) === quote) {
        value += quote;
        at++;
      } else return { kind: 'text', value, range: { offset: start, length: at - start } };
    }
    throw new SyntaxFailure('UNTERMINATED_TEXT', { offset: start, length: source.length - start });
  };

  const symbol = (c: string): Token => {
    const start = at;
    const pair = source.slice(at, at + 2);
    if (['<>', '<=', '>=', '!='].includes(pair)) {
      at += 2;
      return { kind: 'symbol', value: pair === '!=' ? '<>' : pair, range: { offset: start, length: 2 } };
    }
    const meant = { '==': '=', '&&': 'AND', '||': 'OR' }[pair];
    if (meant)
      throw new SyntaxFailure(
        'UNEXPECTED_CHARACTER',
        { offset: start, length: 2 },
        { character: pair, suggestion: meant },
      );
    if ('+-*/^&=<>(),'.includes(c)) {
      at++;
      return { kind: 'symbol', value: c, range: { offset: start, length: 1 } };
    }
    const character = String.fromCodePoint(source.codePointAt(at)!);
    const place = wide.indexOf(c);
    throw new SyntaxFailure(
      'UNEXPECTED_CHARACTER',
      { offset: start, length: character.length },
      place < 0 ? { character } : { character, suggestion: narrow[place]! },
    );
  };

  while (true) {
    while (isSpace(peek(0))) at++;
    if (at >= source.length) {
      found.push({ kind: 'end', value: '', range: { offset: at, length: 0 } });
      return found;
    }
    const c = peek(0);
    if (isDigit(c) || (c === '.' && isDigit(peek(1)))) found.push(number());
    else if (isLetter(c)) found.push(name());
    else found.push(c === '"' || c === "'" ? text(c) : symbol(c));
  }
}
