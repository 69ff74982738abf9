import type { Body } from '../library';
import { date } from './date';
import { list } from './list';
import { logic } from './logic';
import { number } from './number';
import { text } from './text';

/** How each function is computed in the browser, by name. */
export const bodies: Readonly<Record<string, Body>> = { ...logic, ...number, ...text, ...date, ...list };
