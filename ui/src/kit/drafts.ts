/** Unsaved input of a form, kept in this tab so that a reload, a crash or a lost session does not lose it. */
export interface Draft {
  values: Record<string, unknown>;
  /** The version the input was typed over; undefined for a new record. */
  version?: number;
  savedAt: string;
}

const prefix = 'trellis.draft.';

export function readDraft(key: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

export function writeDraft(key: string, values: Record<string, unknown>, version?: number) {
  try {
    sessionStorage.setItem(
      prefix + key,
      JSON.stringify({ values, version, savedAt: new Date().toISOString() }),
    );
  } catch {
    // A value too large to keep (a picture): the form itself still has it.
  }
}

export function dropDraft(key: string) {
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    // Nothing was kept.
  }
}
