import type { Body } from '../library';
import { aggregate } from './aggregate';
import { choice } from './choice';
import { date } from './date';
import { list } from './list';
import { logic } from './logic';
import { math } from './math';
import { number } from './number';
import { text } from './text';

/** How each function is computed in the browser, by name. */
export const bodies: Readonly<Record<string, Body>> = {
  ...aggregate,
  ...choice,
  ...date,
  ...list,
  ...logic,
  ...math,
  ...number,
  ...text,
};
