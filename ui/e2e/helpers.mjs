import { ask, expect } from './browser.mjs';

export const stamp = Date.now().toString(36);

/** Fills the input of a form field. */
export const fill = (page, field, value) =>
  page.locator(`[data-field="${field}"] input, [data-field="${field}"] textarea`).first().fill(value);

export async function newLead(page, name, company) {
  const made = await ask(page, '/records/lead', { method: 'POST', body: { name, company } });
  expect(made.status === 201, `a lead could not be made: ${JSON.stringify(made.body)}`);
  return made.body;
}
