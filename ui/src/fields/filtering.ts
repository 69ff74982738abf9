import dayjs from 'dayjs';
import type { ComponentType } from 'react';
import type { MessageKey } from '../i18n/language';
import { fromZoned } from '../kit/format';
import { allOf, anyOf, literal, quote } from './expression';
import {
  Choices,
  DayRange,
  DayValue,
  given,
  Links,
  NumberRange,
  NumberValue,
  TextValue,
  type FilterInputProps,
} from './FilterInputs';

export interface Operator {
  name: string;
  label: MessageKey;
  /** Absent where the operator needs no value: “is empty”. */
  Input?: ComponentType<FilterInputProps>;
  /** The condition in the expression language; undefined while the value is incomplete. */
  write: (path: string, value: unknown) => string | undefined;
}

export interface Filtering {
  operators: Operator[];
}

const whenGiven = (write: (path: string, value: unknown) => string) => (path: string, value: unknown) =>
  given(value) ? write(path, value) : undefined;

const compare = (
  name: string,
  sign: string,
  label: MessageKey,
  Input: ComponentType<FilterInputProps>,
): Operator => ({
  name,
  label,
  Input,
  write: whenGiven((path, value) => `${path} ${sign} ${literal(value)}`),
});

const empty: Operator = { name: 'empty', label: 'operator.empty', write: (path) => `ISBLANK(${path})` };
const notEmpty: Operator = {
  name: 'notEmpty',
  label: 'operator.notEmpty',
  write: (path) => `NOT ISBLANK(${path})`,
};

const between: Operator = {
  name: 'between',
  label: 'operator.between',
  Input: NumberRange,
  write: (path, value) => {
    const [from, to] = (value as [number?, number?] | undefined) ?? [];
    return allOf([
      given(from) ? `${path} >= ${literal(from)}` : undefined,
      given(to) ? `${path} <= ${literal(to)}` : undefined,
    ]);
  },
};

export const textFiltering: Filtering = {
  operators: [
    {
      name: 'contains',
      label: 'operator.contains',
      Input: TextValue,
      write: whenGiven((path, value) => `CONTAINS(${path}, ${quote(String(value))})`),
    },
    compare('is', '=', 'operator.is', TextValue),
    compare('isNot', '<>', 'operator.isNot', TextValue),
    {
      name: 'starts',
      label: 'operator.starts',
      Input: TextValue,
      write: whenGiven((path, value) => `STARTSWITH(${path}, ${quote(String(value))})`),
    },
    empty,
    notEmpty,
  ],
};

export const numberFiltering: Filtering = {
  operators: [
    between,
    compare('is', '=', 'operator.is', NumberValue),
    compare('greater', '>', 'operator.greater', NumberValue),
    compare('less', '<', 'operator.less', NumberValue),
    empty,
    notEmpty,
  ],
};

/** Periods that move with the calendar, written with the language's own functions where it has them. */
const periods: [string, MessageKey, () => [string, string]][] = [
  ['today', 'operator.today', () => [day(dayjs()), day(dayjs().add(1, 'day'))]],
  ['thisWeek', 'operator.thisWeek', () => [day(monday()), day(monday().add(7, 'day'))]],
  [
    'thisMonth',
    'operator.thisMonth',
    () => [day(dayjs().startOf('month')), day(dayjs().startOf('month').add(1, 'month'))],
  ],
  [
    'lastMonth',
    'operator.lastMonth',
    () => [day(dayjs().startOf('month').subtract(1, 'month')), day(dayjs().startOf('month'))],
  ],
  [
    'thisYear',
    'operator.thisYear',
    () => [day(dayjs().startOf('year')), day(dayjs().startOf('year').add(1, 'year'))],
  ],
];

const day = (value: dayjs.Dayjs) => value.format('YYYY-MM-DD');
const monday = () =>
  dayjs()
    .startOf('day')
    .subtract((dayjs().day() + 6) % 7, 'day');

const dayLiteral = (text: string) => quote(text);
const momentLiteral = (text: string) => quote(fromZoned(dayjs(`${text}T00:00:00`)));
const dayAfter = (text: string) => day(dayjs(text).add(1, 'day'));

function calendar(point: (day: string) => string): Filtering {
  const inside = (path: string, from?: string, until?: string) =>
    allOf([from ? `${path} >= ${point(from)}` : undefined, until ? `${path} < ${point(until)}` : undefined]);
  return {
    operators: [
      {
        name: 'between',
        label: 'operator.between',
        Input: DayRange,
        write: (path, value) => {
          const [from, to] = (value as [string?, string?] | undefined) ?? [];
          return inside(path, from, to && dayAfter(to));
        },
      },
      {
        name: 'on',
        label: 'operator.on',
        Input: DayValue,
        write: whenGiven((path, value) => inside(path, String(value), dayAfter(String(value)))!),
      },
      {
        name: 'before',
        label: 'operator.before',
        Input: DayValue,
        write: whenGiven((path, value) => inside(path, undefined, String(value))!),
      },
      {
        name: 'after',
        label: 'operator.after',
        Input: DayValue,
        write: whenGiven((path, value) => inside(path, dayAfter(String(value)))!),
      },
      ...periods.map(([name, label, range]): Operator => ({
        name,
        label,
        write: (path) => inside(path, ...range()),
      })),
      empty,
      notEmpty,
    ],
  };
}

export const dayFiltering = calendar(dayLiteral);
export const momentFiltering = calendar(momentLiteral);

export const flagFiltering: Filtering = {
  operators: [
    { name: 'yes', label: 'operator.yes', write: (path) => `${path} = TRUE` },
    { name: 'no', label: 'operator.no', write: (path) => `${path} <> TRUE` },
  ],
};

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const choiceFiltering: Filtering = {
  operators: [
    {
      name: 'any',
      label: 'operator.any',
      Input: Choices,
      write: (path, value) => (listed(value).length ? anyOf(path, listed(value)) : undefined),
    },
    {
      name: 'none',
      label: 'operator.none',
      Input: Choices,
      write: (path, value) => (listed(value).length ? `NOT (${anyOf(path, listed(value))})` : undefined),
    },
    empty,
    notEmpty,
  ],
};

const ids = (value: unknown) => listed(value).map((link) => (link as { id: string }).id);

export const linkFiltering: Filtering = {
  operators: [
    {
      name: 'any',
      label: 'operator.any',
      Input: Links,
      write: (path, value) => (ids(value).length ? anyOf(path, ids(value)) : undefined),
    },
    empty,
    notEmpty,
  ],
};

export const personFiltering: Filtering = {
  operators: [
    { name: 'me', label: 'operator.me', write: (path) => `${path} = ME()` },
    ...linkFiltering.operators,
  ],
};

/** A list of options or tags in one field: holds at least one of them. */
export const manyChoiceFiltering: Filtering = {
  operators: [
    {
      name: 'any',
      label: 'operator.holdsAny',
      Input: Choices,
      write: (path, value) =>
        listed(value)
          .map((one) => `INCLUDES(${path}, ${literal(one)})`)
          .join(' OR ') || undefined,
    },
  ],
};

export const manyTextFiltering: Filtering = {
  operators: [
    {
      name: 'holds',
      label: 'operator.holds',
      Input: TextValue,
      write: whenGiven((path, value) => `INCLUDES(${path}, ${literal(value)})`),
    },
  ],
};

export const manyLinkFiltering: Filtering = {
  operators: [
    {
      name: 'any',
      label: 'operator.holdsAny',
      Input: Links,
      write: (path, value) =>
        ids(value)
          .map((id) => `INCLUDES(${path}, ${quote(id)})`)
          .join(' OR ') || undefined,
    },
  ],
};

export const noFiltering: Filtering = { operators: [] };
