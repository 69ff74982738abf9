import { useSyncExternalStore } from 'react';

const query = (text: string) => (typeof window === 'undefined' ? undefined : window.matchMedia(text));
const phone = query('(max-width: 767px)');
const wide = query('(min-width: 1280px)');

function useMedia(media: MediaQueryList | undefined): boolean {
  return useSyncExternalStore(
    (listener) => {
      media?.addEventListener('change', listener);
      return () => media?.removeEventListener('change', listener);
    },
    () => media?.matches ?? false,
    () => false,
  );
}

/** True on a screen too narrow for a table: lists become cards, the menu a drawer. */
export const usePhone = () => useMedia(phone);

/** True where something fits beside the main column. */
export const useWide = () => useMedia(wide);
