import { useSyncExternalStore } from 'react';

const phone = typeof window === 'undefined' ? undefined : window.matchMedia('(max-width: 767px)');

/** True on a screen too narrow for a table: lists become cards, the menu a drawer. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone?.addEventListener('change', listener);
      return () => phone?.removeEventListener('change', listener);
    },
    () => phone?.matches ?? false,
    () => false,
  );
}
