import type { components } from './schema';

type Schemas = components['schemas'];

export type Text = Schemas['Text'];
export type Field = Schemas['Field'];
export type Option = Schemas['Option'];
export type ObjectDefinition = Schemas['ObjectDefinition'];
export type Layout = Schemas['Layout'];
export type View = Schemas['View'];
export type Mapping = Schemas['Mapping'];
export type Rule = Schemas['Rule'];
export type RuleOutcome = Schemas['RuleOutcome'];
export type Menu = Schemas['Menu'];
export type MenuItem = Schemas['MenuItem'];
export type Catalog = Schemas['Catalog'];
export type Me = Schemas['Me'];
export type ImportJob = Schemas['ImportJob'];
export type ImportColumn = Schemas['ImportColumn'];
export type ExportJob = Schemas['ExportJob'];
export type Change = Schemas['Change'];
/** What a rule or a score decided about a record, as its reader may know it. */
export type KeptDecision = Schemas['KeptDecision'];
export type DecidedHow = Schemas['DecidedHow'];
export type AuditEntry = Schemas['AuditEntry'];
export type MetadataVersion = Schemas['MetadataVersion'];
export type ActionTarget = Schemas['ActionTarget'];
export type DryRun = Schemas['DryRun'];
export type BulkResult = Schemas['BulkResult'];
export type SearchHit = Schemas['SearchHit'];
export type FileInfo = Schemas['FileInfo'];

/** A link as a record shows it; `name` is null where the target may not be read. */
export interface Link {
  id: string;
  name: string | null;
  object?: string;
}

export interface RecordData {
  id: string;
  version: number;
  [field: string]: unknown;
}

export interface RecordPage {
  records: RecordData[];
  total?: number;
  next?: string | null;
}

export function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
