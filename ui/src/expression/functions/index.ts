import type { Body } from '../library';
import { aggregate } from './aggregate';
import { calendar } from './calendar';
import { choice } from './choice';
import { date } from './date';
import { day } from './day';
import { edit } from './edit';
import { format } from './format';
import { list } from './list';
import { logic } from './logic';
import { math } from './math';
import { number } from './number';
import { span } from './span';
import { text } from './text';
import { time } from './time';

/** How each function is computed in the browser, by name. */
export const bodies: Readonly<Record<string, Body>> = {
  ...aggregate,
  ...calendar,
  ...choice,
  ...date,
  ...day,
  ...edit,
  ...format,
  ...list,
  ...logic,
  ...math,
  ...number,
  ...span,
  ...text,
  ...time,
};
