import { useSyncExternalStore } from 'react';
import { setApiLanguage } from '../api/client';
import type { Text } from '../api/model';
import enUS from './en-US.json';
import zhCN from './zh-CN.json';

export type Language = 'zh-CN' | 'en-US';
export type MessageKey = keyof typeof zhCN;

const messages: Record<Language, Record<MessageKey, string>> = { 'zh-CN': zhCN, 'en-US': enUS };
const storageKey = 'trellis.language';
const listeners = new Set<() => void>();

let current: Language = remembered();
apply();

function remembered(): Language {
  if (typeof localStorage === 'undefined') return 'zh-CN';
  return localStorage.getItem(storageKey) === 'en-US' ? 'en-US' : 'zh-CN';
}

function apply() {
  setApiLanguage(current);
  if (typeof document !== 'undefined') document.documentElement.lang = current;
}

export function getLanguage(): Language {
  return current;
}

export function setLanguage(language: Language) {
  if (language === current) return;
  current = language;
  localStorage.setItem(storageKey, language);
  apply();
  listeners.forEach((listener) => listener());
}

/** True once somebody chose a language on this device; before that the user's profile decides. */
export function languageWasChosen() {
  return localStorage.getItem(storageKey) !== null;
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** The message of a key in the present language, `{name}` replaced by its parameter. */
export function t(key: MessageKey, params?: Record<string, string | number>): string {
  const text = messages[current][key];
  return params ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : text;
}

/** {@link t} for a component: it is drawn again when the language changes. */
export function useT() {
  useLanguage();
  return t;
}

/** A metadata label in the present language, else in the other one, else the name itself. */
export function labelOf(element: { label?: Text; name: string } | undefined): string {
  return element ? (textOf(element.label) ?? element.name) : '';
}

export function textOf(text: Text | string | undefined | null): string | undefined {
  if (typeof text === 'string') return text;
  return text?.[current] ?? text?.['zh-CN'] ?? text?.['en-US'] ?? undefined;
}

/** Words one after the other, with the comma of the present language. */
export function listOf(words: readonly string[]): string {
  return words.join(current === 'zh-CN' ? '\u3001' : ', ');
}
