import { describe, expect, it } from 'vitest';
import { fieldTypeNames, findType, uiOf } from './registry';

/** The list of the language's field types, as ARCHITECTURE and the server have it. */
const names = (
  'text longText richText integer decimal currency percent boolean date datetime time select multiSelect cascade lookup masterDetail ' +
  'manyToMany user department autoNumber formula rollup phone email url address geolocation image file signature barcode tags json'
).split(' ');

describe('the field types', () => {
  it.each(names)('%s can be drawn', (name) => {
    const type = findType(name);
    expect(type, `src/fields/${name} is missing or not registered`).toBeDefined();
    expect(type!.name).toBe(name);
    expect(type!.Cell).toBeTypeOf('function');
    expect(type!.width).toBeGreaterThan(0);
  });

  it('are exactly those of the language', () => {
    expect([...fieldTypeNames].sort()).toEqual([...names].sort());
  });

  it('draws a type of a newer server as text instead of failing', () => {
    expect(uiOf({ name: 'x', type: 'hologram' }).name).toBe('text');
  });

  it('shows a formula as what it returns, and nobody types it', () => {
    const shown = uiOf({ name: 'x', type: 'formula', returns: 'currency' });
    expect(shown.align).toBe('end');
    expect(shown.Input).toBeUndefined();
    expect(shown.filtering.operators.map((operator) => operator.name)).toContain('between');
  });
});
