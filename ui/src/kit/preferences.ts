import { useCallback, useState } from 'react';

/** A choice of this person on this device (column widths, density): kept in localStorage, never sent. */
export function usePreference<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<{ key: string; value: T }>(() => ({ key, value: read(key, initial) }));
  const present = value.key === key ? value.value : read(key, initial);
  const change = useCallback(
    (next: T) => {
      setValue({ key, value: next });
      try {
        localStorage.setItem(`trellis.${key}`, JSON.stringify(next));
      } catch {
        // Storage full or forbidden: the choice lasts until the page is left.
      }
    },
    [key],
  );
  return [present, change];
}

function read<T>(key: string, initial: T): T {
  try {
    const text = localStorage.getItem(`trellis.${key}`);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}
