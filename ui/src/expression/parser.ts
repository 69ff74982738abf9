import type { Dec } from './decimal';
import { tokens, type Token } from './lexer';
import { SyntaxFailure, through, type Range } from './problems';

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '&' | '+' | '-' | '*' | '/' | '^';

/** An expression as it was written. */
export type Expr = { range: Range } & (
  | { kind: 'literal'; value: Dec | string | boolean | null }
  | { kind: 'name'; path: string }
  | { kind: 'negate' | 'not'; operand: Expr }
  | { kind: 'binary'; operator: Operator; left: Expr; right: Expr }
  | { kind: 'logic'; and: boolean; parts: Expr[] }
  | { kind: 'in'; item: Expr; options: Expr[]; negated: boolean }
  | { kind: 'call'; name: string; arguments: Expr[]; nameRange: Range }
);

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 200;
const OR = 10;
const AND = 20;
const NOT = 30;
const COMPARE = 40;
const NEGATE = 80;

const binding: Record<string, number> = {
  '=': 40,
  '<>': 40,
  '<': 40,
  '<=': 40,
  '>': 40,
  '>=': 40,
  '&': 50,
  '+': 60,
  '-': 60,
  '*': 70,
  '/': 70,
  '^': 90,
};

/** Reads a source; a {@link SyntaxFailure} names the first place that could not be read. */
export function parse(source: string): Expr {
  if (source.length > MAX_LENGTH)
    throw new SyntaxFailure('EXPRESSION_TOO_LONG', { offset: MAX_LENGTH, length: 0 }, { max: MAX_LENGTH });
  return new Parser(tokens(source)).whole(source.length);
}

const isKeyword = (token: Token | undefined, keyword: string) =>
  token?.kind === 'name' && String(token.value).toUpperCase() === keyword;
const isSymbol = (token: Token, symbol: string) => token.kind === 'symbol' && token.value === symbol;

/**
 * A Pratt parser. From loose to tight: OR; AND; NOT; comparisons and IN; `&`; `+ -`; `* /`; unary minus; `^`. All infix
 * operators group to the left; `-2^2` is -4.
 */
class Parser {
  private at = 0;
  private depth = 0;
  /** The height of the tree that was returned last. */
  private height = 0;

  constructor(private readonly tokens: Token[]) {}

  whole(length: number): Expr {
    if (this.peek().kind === 'end') throw new SyntaxFailure('EXPRESSION_EMPTY', { offset: 0, length });
    const expr = this.expression(0);
    if (this.peek().kind !== 'end') throw this.unexpected('operator');
    return expr;
  }

  private expression(loosest: number): Expr {
    if (++this.depth > MAX_DEPTH) throw tooDeep(this.peek().range);
    let left = this.prefix();
    let height = this.height;
    while (true) {
      const token = this.peek();
      const binds = token.kind === 'symbol' ? (binding[String(token.value)] ?? -1) : -1;
      if (binds > loosest) {
        this.at++;
        const right = this.expression(binds);
        const operator = token.value as Operator;
        left = { kind: 'binary', operator, left, right, range: through(left.range, right.range) };
      } else if ((isKeyword(token, 'AND') && AND > loosest) || (isKeyword(token, 'OR') && OR > loosest)) {
        this.at++;
        const and = isKeyword(token, 'AND');
        const right = this.expression(and ? AND : OR);
        const range = through(left.range, right.range);
        if (left.kind === 'logic' && left.and === and) {
          left = { ...left, parts: [...left.parts, right], range };
          height--;
        } else left = { kind: 'logic', and, parts: [left, right], range };
      } else if (
        (isKeyword(token, 'IN') || (isKeyword(token, 'NOT') && isKeyword(this.tokens[this.at + 1], 'IN'))) &&
        COMPARE > loosest
      ) {
        const negated = isKeyword(token, 'NOT');
        this.at += negated ? 2 : 1;
        this.expect('(');
        const options = this.list();
        const range = through(left.range, this.tokens[this.at - 1]!.range);
        left = { kind: 'in', item: left, options, negated, range };
      } else break;
      height = Math.max(height, this.height) + 1;
      if (height > MAX_DEPTH) throw tooDeep(token.range);
    }
    this.depth--;
    this.height = height;
    return left;
  }

  private prefix(): Expr {
    const token = this.peek();
    this.at++;
    this.height = 1;
    if (token.kind === 'number' || token.kind === 'text')
      return { kind: 'literal', value: token.value, range: token.range };
    if (token.kind === 'name') return this.named(token, String(token.value));
    if (isSymbol(token, '(')) {
      const inner = this.expression(0);
      this.expect(')');
      return inner;
    }
    if (isSymbol(token, '-')) return this.operand('negate', token, NEGATE);
    this.at--;
    throw this.unexpected('value');
  }

  private operand(kind: 'negate' | 'not', token: Token, binds: number): Expr {
    const operand = this.expression(binds);
    this.height++;
    return { kind, operand, range: through(token.range, operand.range) };
  }

  private named(token: Token, name: string): Expr {
    const { range } = token;
    if (isKeyword(token, 'TRUE')) return { kind: 'literal', value: true, range };
    if (isKeyword(token, 'FALSE')) return { kind: 'literal', value: false, range };
    if (isKeyword(token, 'NULL')) return { kind: 'literal', value: null, range };
    if (isKeyword(token, 'NOT')) return this.operand('not', token, NOT);
    if (isSymbol(this.peek(), '(') && !name.includes('.') && !isKeyword(token, 'IN')) {
      this.at++;
      const values = isSymbol(this.peek(), ')') ? this.none() : this.list();
      this.height++;
      const whole = through(range, this.tokens[this.at - 1]!.range);
      return { kind: 'call', name, arguments: values, nameRange: range, range: whole };
    }
    if (isKeyword(token, 'AND') || isKeyword(token, 'OR') || isKeyword(token, 'IN')) {
      this.at--;
      throw this.unexpected('value');
    }
    return { kind: 'name', path: name, range };
  }

  private none(): Expr[] {
    this.at++;
    this.height = 0;
    return [];
  }

  /** Expressions up to and including the closing bracket; leaves the greatest height in `height`. */
  private list(): Expr[] {
    const items: Expr[] = [];
    let highest = 0;
    while (true) {
      items.push(this.expression(0));
      highest = Math.max(highest, this.height);
      if (!isSymbol(this.peek(), ',')) break;
      this.at++;
    }
    this.expect(')');
    this.height = highest;
    return items;
  }

  private expect(symbol: string): void {
    if (!isSymbol(this.peek(), symbol)) throw this.unexpected(symbol);
    this.at++;
  }

  private peek(): Token {
    return this.tokens[this.at]!;
  }

  private unexpected(expected: string): SyntaxFailure {
    const token = this.peek();
    return token.kind === 'end'
      ? new SyntaxFailure('UNEXPECTED_END', token.range, { expected })
      : new SyntaxFailure('UNEXPECTED_TOKEN', token.range, { found: String(token.value), expected });
  }
}

function tooDeep(range: Range): SyntaxFailure {
  return new SyntaxFailure('EXPRESSION_TOO_DEEP', range, { max: MAX_DEPTH });
}
