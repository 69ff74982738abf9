import definitions from './definitions.json';
import { parseSignature, type Signature } from './signature';
import type { Context, Value } from './values';

/** A compiled part: its value in a context. */
export type Evaluator = (context: Context) => Value;

/** Makes the closure of one call over the closures of its arguments, of which there are as many as were written. */
export type Body = (parts: Evaluator[]) => Evaluator;

export interface FunctionInfo {
  name: string;
  category: string;
  signature: Signature;
  /** Whether its value depends on the zone, the moment or the actor. */
  contextual: boolean;
  serverOnly: boolean;
  /** Needs the record as it was before. */
  before: boolean;
}

/** The functions of the language, as the server's library has written them down. */
export const functions: ReadonlyMap<string, FunctionInfo> = new Map(
  definitions.map((one) => [
    one.name,
    {
      name: one.name,
      category: one.category,
      signature: parseSignature(one.signature),
      contextual: one.traits.includes('CONTEXTUAL'),
      serverOnly: one.traits.includes('SERVER_ONLY'),
      before: one.traits.includes('BEFORE'),
    },
  ]),
);

export const functionNames: readonly string[] = [...functions.keys()];
