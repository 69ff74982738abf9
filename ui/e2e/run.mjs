/**
 * Works through the product as a person would, in a real browser, against a started server with the demo company.
 * usage: BASE_URL=http://127.0.0.1:8080 node e2e/run.mjs [part of a name …]
 */
import { baseUrl, launch, open, shot } from './browser.mjs';
import * as assignments from './assignments.mjs';
import * as background from './background.mjs';
import * as decisions from './decisions.mjs';
import * as duplicates from './duplicates.mjs';
import * as files from './files.mjs';
import * as formula from './formula.mjs';
import * as past from './past.mjs';
import * as records from './records.mjs';
import * as rules from './rules.mjs';
import * as scripts from './scripts.mjs';
import * as system from './system.mjs';

if (!baseUrl) {
  console.error('Say where the server is: BASE_URL=http://127.0.0.1:8080 node e2e/run.mjs');
  process.exit(2);
}

const wanted = process.argv.slice(2);
let failed = 0;
let browser;
try {
  browser = await launch();
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
for (const [name, run] of Object.entries({
  ...system,
  ...records,
  ...files,
  ...formula,
  ...past,
  ...background,
  ...decisions,
  ...duplicates,
  ...rules,
  ...scripts,
  ...assignments,
})) {
  if (wanted.length && !wanted.some((part) => name.toLowerCase().includes(part.toLowerCase()))) continue;
  const started = Date.now();
  const pages = [];
  const opened = async (options) => {
    const page = await open(browser, options);
    pages.push(page);
    return page;
  };
  try {
    await run(opened);
    const errors = pages.flatMap((page) => page.errors);
    if (errors.length) throw new Error(`the page reported: ${errors.join('; ')}`);
    console.log(`ok      ${name} (${Date.now() - started} ms)`);
  } catch (error) {
    failed++;
    console.error(`FAILED  ${name}: ${error.message}`);
    for (const [index, page] of pages.entries()) {
      console.error(`        at ${page.url()}`);
      await shot(page, `failed-${name}-${index}`).catch(() => undefined);
    }
  }
  for (const page of pages) await page.context().close();
}
await browser.close();
if (failed) {
  console.error(`${failed} failed; pictures are beside this run's others.`);
  process.exit(1);
}
