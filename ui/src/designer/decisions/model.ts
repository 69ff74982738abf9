import type { Text } from '../../api/model';

export interface Band {
  when: string;
  points: number;
}

export interface Criterion {
  name: string;
  label?: Text | string;
  expression?: string;
  weight?: number;
  missing?: number;
  bands: Band[];
}

export interface Grade {
  from: number;
  grade: string;
}

/** A scored model as it is defined. */
export interface ScoreModel {
  name: string;
  label?: Text | string;
  object: string;
  when?: string;
  target: string;
  grade?: string;
  scale?: number | null;
  digits?: number;
  criteria: Criterion[];
  grades?: Grade[];
  package?: string;
}

export const emptyModel: ScoreModel = {
  name: '',
  object: '',
  target: '',
  scale: 100,
  criteria: [{ name: 'criterion1', weight: 1, bands: [{ when: '-', points: 1 }] }],
};

/** What is sent: without blanks that mean nothing. */
export function toScore(model: ScoreModel): Record<string, unknown> {
  const { when, grade, scale, digits, grades, ...rest } = model;
  return {
    ...rest,
    ...(when ? { when } : {}),
    ...(grade ? { grade } : {}),
    ...(scale === undefined || scale === null ? {} : { scale }),
    ...(digits ? { digits } : {}),
    ...(grades?.length ? { grades } : {}),
    criteria: model.criteria.map(({ expression, ...criterion }) => ({
      ...criterion,
      ...(expression ? { expression } : {}),
    })),
  };
}

/** The list with one element changed. */
export function replace<T>(list: readonly T[], index: number, change: Partial<T>): T[] {
  return list.map((one, at) => (at === index ? { ...one, ...change } : one));
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}
