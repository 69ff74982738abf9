import { functions } from './library';
import { unknown, type Node } from './node';
import { named, type ProblemList, type Range } from './problems';
import { parseClock, parseDay, parseLocal, parseMoment } from './temporal';
import { accepts, isSelect, isTextual, labelOf, type Type } from './types';
import type { Value } from './values';

/** Fits a part to the type its place demands: reads text literals as dates, checks options, refuses the rest. */
export class Coercion {
  constructor(private readonly problems: ProblemList) {}

  /** The part as the wanted type, or a problem. */
  to(wanted: Type, node: Node): Node {
    const read = this.literal(wanted, node);
    if (accepts(wanted, read.type)) return read;
    const params: Record<string, unknown> = { expected: labelOf(wanted), found: labelOf(read.type) };
    if (wanted === 'number' && isTextual(read.type)) params.hint = 'VALUE(…), &';
    else if (wanted === 'date' && read.type === 'datetime') params.hint = 'DATEVALUE(…)';
    else if (wanted === 'text') params.hint = 'TEXT(…)';
    this.problems.add('TYPE_MISMATCH', node.range, params);
    return unknown(node.range);
  }

  /** A text literal read as the wanted type where that is temporal or a choice; anything else unchanged. */
  literal(wanted: Type, node: Node): Node {
    if (node.kind !== 'const' || typeof node.value !== 'string') return node;
    const text = node.value;
    if (wanted === 'date') return this.read(parseDay(text), wanted, text, node.range);
    if (wanted === 'time') return this.read(parseClock(text), wanted, text, node.range);
    if (wanted === 'datetime') return this.moment(text, node);
    if (!isSelect(wanted)) return node;
    if (wanted.options.length > 0 && !wanted.options.includes(text)) {
      this.problems.add('UNKNOWN_OPTION', node.range, named(text, wanted.options));
      return unknown(node.range);
    }
    return { ...node, type: wanted };
  }

  private moment(text: string, node: Node): Node {
    const moment = parseMoment(text);
    if (!moment && parseLocal(text)) {
      // Without an offset it is a moment only in the context's zone.
      const read = functions.get('DATETIMEVALUE')!;
      return { kind: 'call', function: read, arguments: [node], type: 'datetime', range: node.range };
    }
    return this.read(moment, 'datetime', text, node.range);
  }

  private read(value: Value | undefined, type: Type, text: string, range: Range): Node {
    if (value === undefined) {
      this.problems.add('INVALID_LITERAL', range, { value: text, type: labelOf(type) });
      return unknown(range);
    }
    return { kind: 'const', value, type, range };
  }
}
