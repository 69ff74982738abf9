import { ApiError, type Problem } from '../api/problems';

/** `Visit plan` → `visitPlan`: the name an API caller uses, made from the English label. */
export function nameFrom(label: string): string {
  const words = label
    .replaceAll(/[^A-Za-z0-9 ]/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  return words
    .map((word, index) => (index === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1))
    .join('');
}

/** A dry run answers 200 with its problems: treated like the refusal it announces. */
export function refusal(problems: Problem[]): ApiError {
  return new ApiError(422, { code: 'INVALID_METADATA', problems });
}
