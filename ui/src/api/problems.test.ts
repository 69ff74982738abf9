import { describe, expect, it } from 'vitest';
import { ApiError, placeProblems, readProblem } from './problems';

const refused = (...problems: { path?: string; message: string }[]) =>
  new ApiError(422, {
    code: 'INVALID_RECORD',
    problems: problems.map((problem) => ({ code: 'X', ...problem })),
  });

describe('problems at their fields', () => {
  it('puts each problem at the field its path names and the rest on top', () => {
    const placed = placeProblems(
      refused(
        { path: '/name', message: 'too long' },
        { path: '/amount', message: 'too small' },
        { message: 'closed' },
      ),
      ['name', 'amount'],
    );
    expect(placed.byField).toEqual({ name: ['too long'], amount: ['too small'] });
    expect(placed.general).toEqual(['closed']);
  });

  it('keeps every problem of one field', () => {
    const placed = placeProblems(refused({ path: '/name', message: 'a' }, { path: '/name', message: 'b' }), [
      'name',
    ]);
    expect(placed.byField.name).toEqual(['a', 'b']);
  });

  it('takes a deeper path to the field it begins with', () => {
    expect(
      placeProblems(refused({ path: '/address/city', message: 'unknown' }), ['address']).byField.address,
    ).toEqual(['unknown']);
  });

  it('names a field this form does not have', () => {
    expect(placeProblems(refused({ path: '/secret', message: 'no' }), ['name']).general).toEqual([
      'secret: no',
    ]);
  });

  it('reads the paths of a bulk answer below their record', () => {
    expect(
      placeProblems(refused({ path: '/records/3/name', message: 'no' }), ['name'], '/records/3').byField.name,
    ).toEqual(['no']);
  });

  it('shows the sentence of an answer without single problems', () => {
    expect(
      placeProblems(new ApiError(403, { code: 'FORBIDDEN', detail: 'Not yours' }), ['name']).general,
    ).toEqual(['Not yours']);
  });

  it('survives a body that is no problem document', async () => {
    const error = await readProblem(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect(error.status).toBe(502);
    expect(error.code).toBe('HTTP_502');
  });
});
