import { createContext, use } from 'react';
import type { Link } from '../api/model';

/** What a field may ask of the screen around it, without knowing that screen. */
export interface FieldHost {
  /** By field id: what a field of free words is usually filled with. */
  suggestions?: Record<string, { value: string; label: string }[]>;
  /** Lets the user make a record of the object; undefined when they gave up. */
  createRecord?: (object: string, name: string) => Promise<Link | undefined>;
}

const Context = createContext<FieldHost>({});

export const FieldHostProvider = Context.Provider;
export const useFieldHost = () => use(Context);
