import type { ApiError } from '../../api/problems';

interface Props {
  error: ApiError;
  /** What the user typed. */
  expression: string;
  /** The filter it was sent in, which it is a part of. */
  whole: string;
}

/** The server's sentence about an expression, with the place it means underlined. */
export function ExpressionProblem({ error, expression, whole }: Props) {
  const problems = error.problems.length
    ? error.problems
    : [{ code: error.code, message: error.message, params: error.params }];
  return (
    <>
      {problems.map((problem, index) => {
        const range = placeIn(problem.params, expression, whole);
        return (
          <div key={index} className="field-problem" role="alert">
            {problem.message ?? problem.code}
            {range && (
              <code className="expression-place">
                {expression.slice(0, range[0])}
                <mark>{expression.slice(range[0], range[1]) || '⎵'}</mark>
                {expression.slice(range[1])}
              </code>
            )}
          </div>
        );
      })}
    </>
  );
}

/** The server counts from the start of the whole filter; the typed text is its last part. */
function placeIn(
  params: Record<string, unknown> | undefined,
  expression: string,
  whole: string,
): [number, number] | undefined {
  const start = numberOf(params?.offset ?? params?.start ?? params?.position);
  if (start === undefined) return undefined;
  const end = start + (numberOf(params?.length) ?? 1);
  const offset = Math.max(0, whole.lastIndexOf(expression.trim()));
  const from = start - offset;
  return from < 0 || from > expression.length ? undefined : [from, Math.max(from + 1, end - offset)];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number'
    ? value
    : typeof value === 'string' && value !== '' && !Number.isNaN(Number(value))
      ? Number(value)
      : undefined;
}
