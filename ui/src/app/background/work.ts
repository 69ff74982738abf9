import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { t, type MessageKey } from '../../i18n/language';
import zhCN from '../../i18n/zh-CN.json';

type Schemas = components['schemas'];
export type Listener = Schemas['OutboxListener'];
export type Letter = Schemas['DeadLetter'];
export type Job = Schemas['BackgroundJob'];
export type Schedule = Schemas['JobSchedules']['schedules'][number];
export type LetterState = Letter['state'];

/** What is on the screen goes on while one looks at it. */
const refetchInterval = 3000;

export interface LetterFilter {
  listener?: string;
  object?: string;
  state: LetterState;
}

export const work = {
  listeners: () =>
    queryOptions({
      queryKey: ['background', 'listeners'],
      queryFn: async () => (await body(api.GET('/api/v1/admin/outbox'))).listeners,
      refetchInterval,
    }),
  letters: (filter: LetterFilter, after?: string) =>
    queryOptions({
      queryKey: ['background', 'letters', filter, after],
      queryFn: () =>
        body(
          api.GET('/api/v1/admin/outbox/dead-letters', { params: { query: { ...filter, after, size: 50 } } }),
        ),
      refetchInterval,
    }),
  jobs: (filter: { kind?: string; state?: Job['state'] }, after?: string) =>
    queryOptions({
      queryKey: ['background', 'jobs', filter, after],
      queryFn: () =>
        body(api.GET('/api/v1/admin/jobs', { params: { query: { ...filter, after, size: 50 } } })),
      refetchInterval,
    }),
  schedules: () =>
    queryOptions({
      queryKey: ['background', 'schedules'],
      queryFn: async () => (await body(api.GET('/api/v1/admin/schedules'))).schedules,
      refetchInterval: 10_000,
    }),
};

/** What a program calls something, as people say it where there is a text for it. */
export function say(kind: 'listener' | 'kind' | 'reason' | 'chore' | 'change', name: string): string {
  const key = `background.${kind}.${name}`;
  return key in zhCN ? t(key as MessageKey) : name;
}
