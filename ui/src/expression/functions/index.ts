import type { Body } from '../library';
import { aggregate } from './aggregate';
import { calendar } from './calendar';
import { chinese } from './chinese';
import { choice } from './choice';
import { date } from './date';
import { day } from './day';
import { edit } from './edit';
import { format } from './format';
import { identity } from './identity';
import { list } from './list';
import { logic } from './logic';
import { mask } from './mask';
import { math } from './math';
import { number } from './number';
import { pattern } from './pattern';
import { span } from './span';
import { text } from './text';
import { time } from './time';

/** How each function is computed in the browser, by name. */
export const bodies: Readonly<Record<string, Body>> = {
  ...aggregate,
  ...calendar,
  ...chinese,
  ...choice,
  ...date,
  ...day,
  ...edit,
  ...format,
  ...identity,
  ...list,
  ...logic,
  ...mask,
  ...math,
  ...number,
  ...pattern,
  ...span,
  ...text,
  ...time,
};
