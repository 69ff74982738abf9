import type { Evaluator } from '../library';
import { Unknown } from '../values';

/** All parts, or any of them. What is unknown here does not matter where another part decides. */
export function junction(and: boolean, parts: Evaluator[]): Evaluator {
  return (context) => {
    let open: Unknown | undefined;
    for (const part of parts) {
      try {
        if ((part(context) === true) !== and) return !and;
      } catch (failure) {
        if (!(failure instanceof Unknown)) throw failure;
        open ??= failure;
      }
    }
    if (open) throw open;
    return and;
  };
}
