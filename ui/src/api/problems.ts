import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
export type ProblemDocument = Partial<components['schemas']['ProblemDocument']>;

/** What a call answers when it does not succeed; status 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly Problem[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly errorId?: string;

  constructor(status: number, document: ProblemDocument) {
    super(document.detail ?? document.title ?? document.code ?? String(status));
    this.name = 'ApiError';
    this.status = status;
    this.code = document.code ?? (status === 0 ? 'NETWORK' : `HTTP_${status}`);
    this.problems = document.problems ?? [];
    this.params = document.params ?? document.problems?.[0]?.params ?? {};
    this.errorId = document.errorId;
  }

  get isNetwork() {
    return this.status === 0;
  }

  get isSignedOut() {
    return this.status === 401;
  }
}

/** Reads a failed response, whatever its body is. */
export async function readProblem(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  try {
    return new ApiError(response.status, JSON.parse(text) as ProblemDocument);
  } catch {
    return new ApiError(response.status, {});
  }
}

export interface PlacedProblems {
  /** Field name → texts of its problems. */
  byField: Record<string, string[]>;
  /** Texts that belong to no field of this form. */
  general: string[];
}

/**
 * Puts each problem at its field. A path is a JSON pointer: `/amount`, or deeper `/address/city`, whose first
 * step names the field. With `prefix` only problems below it count as this form's (`/records/3`).
 */
export function placeProblems(error: unknown, fields: readonly string[], prefix = ''): PlacedProblems {
  const placed: PlacedProblems = { byField: {}, general: [] };
  if (!(error instanceof ApiError)) {
    placed.general.push(error instanceof Error ? error.message : String(error));
    return placed;
  }
  for (const problem of error.problems) {
    const text = problem.message ?? problem.code;
    const field = fieldOf(problem.path, prefix);
    if (field !== undefined && fields.includes(field)) (placed.byField[field] ??= []).push(text);
    else placed.general.push(field ? `${field}: ${text}` : text);
  }
  if (error.problems.length === 0) placed.general.push(error.message);
  return placed;
}

function fieldOf(path: string | undefined, prefix: string): string | undefined {
  if (!path) return undefined;
  const rest = prefix && path.startsWith(prefix) ? path.slice(prefix.length) : path;
  const step = rest.split('/')[1];
  return step === undefined || step === '' ? undefined : step.replaceAll('~1', '/').replaceAll('~0', '~');
}
