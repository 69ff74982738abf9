import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { stamp } from './helpers.mjs';

const onPhone = async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await soon(
    async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
    'the page is wider than a phone of 390 px',
  );
};

const code = (page) => page.locator('[data-test=script-source] .cm-content');

/** Puts a text into the editor as a paste would, so that no bracket closes by itself. */
async function write(page, text) {
  await code(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function choose(page, input, text) {
  await page.locator(input).click();
  await page.locator(input).fill(text);
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

async function newObject(page, name, label) {
  const made = await ask(page, `/meta/objects/${name}`, {
    method: 'PUT',
    body: {
      label: { 'zh-CN': label, 'en-US': label },
      nameField: 'title',
      fields: [
        { name: 'title', type: 'text', required: true },
        { name: 'price', type: 'decimal', scale: 2 },
        { name: 'gross', type: 'decimal', scale: 2 },
      ],
    },
  });
  expect(made.status === 201, JSON.stringify(made.body));
}

export async function writesTriesAndPublishesAScript(open) {
  const page = await open({ language: 'en-US' });
  // The server's own policy holds for the editor too: what it forbids is reported on the console.
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) page.errors.push(line.text());
  });
  await signIn(page, 'admin');
  const object = `priced${stamp}`;
  await newObject(page, object, `Priced ${stamp}`);
  const record = (
    await ask(page, `/records/${object}`, { method: 'POST', body: { title: 'Lamp', price: 100, gross: 1 } })
  ).body;
  await page.goto(`${baseUrl}/setup/scripts`);
  await page.locator('[data-test=new-script]').click();
  await page.locator('#script-en').fill(`Gross price ${stamp}`);
  await choose(page, '#script-object', `Priced ${stamp}`);
  expect(
    (await page.locator('#script-name').inputValue()) ===
      `grossPrice${stamp.replace(/^./, (c) => c.toUpperCase())}`,
    'the name does not follow the label',
  );
  const name = await page.locator('#script-name').inputValue();

  // Completion knows the object's fields.
  await code(page).click();
  await page.keyboard.type('record.pri');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'price' }).waitFor();
  await shot(page, 'script-completion');
  await page.keyboard.press('Escape');

  // So does the condition, whose problems stand at their place.
  const condition = page.locator('#script-condition');
  await condition.click();
  await page.keyboard.type('pri');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'price' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type('cey > 1');
  await page.locator('[data-test=check-script]').click();
  await page.locator('.script-wide .cm-lintRange-error', { hasText: 'pricey' }).waitFor();
  await condition.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');

  // An error of the language stands at its line.
  await write(page, "trellis.log.info('priced', record.price);\nconst = 2;");
  await page.locator('[data-test=save-script]').click();
  await page.locator('[data-test=script-problem]', { hasText: 'Line 2' }).waitFor();
  await page.locator('.cm-lint-marker-error').waitFor();
  await shot(page, 'script-problem');

  // An error while it runs leads to its line.
  await write(page, "trellis.log.info('priced', record.price);\nrecord.gross = null.x;");
  await page.locator('[data-test=run-script]').click();
  await page.locator('[data-test=go-to-line]', { hasText: 'Line 2' }).click();
  await page.locator('.cm-activeLine', { hasText: 'null.x' }).waitFor();

  // A trial shows before and after, and stores nothing.
  await write(
    page,
    "trellis.log.info('priced', record.price);\nif (record.price !== null) record.gross = record.price.times('1.13').round(2);",
  );
  await choose(page, '#trial-record', 'Lamp');
  await page.locator('#trial-values').fill('{"price": 200}');
  await page.locator('[data-test=run-script]').click();
  const outcome = page.locator('[data-test=trial-outcome]');
  await outcome.locator('[data-field=gross] td', { hasText: '226' }).waitFor();
  const before = await outcome.locator('[data-field=gross] td').first().textContent();
  expect(before === '1', `before it was ${before}`);
  await outcome.locator('[data-test=script-lines]', { hasText: 'priced 200' }).waitFor();
  await outcome.locator('[data-test=rolled-back]').waitFor();
  expect(
    (await ask(page, `/records/${object}/${record.id}`)).body.price === 100,
    'a trial changed the record',
  );
  await shot(page, 'script-trial');

  // Leaving asks; a reload brings what was typed back.
  await page.locator('.page-head-over a').click();
  await page.locator('.ant-modal .ant-btn', { hasText: 'Keep editing' }).click();
  await page.reload();
  await page.locator('.script-notice', { hasText: 'are back' }).waitFor();
  await page.locator('[data-test=script-source] .cm-line', { hasText: '1.13' }).waitFor();

  await page.locator('[data-test=save-script]').click();
  await page.waitForURL(`**/setup/scripts/${name}`);
  const made = (
    await ask(page, `/records/${object}`, { method: 'POST', body: { title: 'Chair', price: 10 } })
  ).body;
  expect(made.gross === 11.3, `the trigger left ${JSON.stringify(made)}`);

  // Its run is in the log.
  await page.locator('.ant-tabs-tab', { hasText: 'Log of runs' }).click();
  const log = page.locator('[data-test=script-log]');
  await log.locator('.ant-table-row', { hasText: 'priced 10' }).first().waitFor();
  await log.locator('.ant-table-row-expand-icon').first().click();
  await log.locator('[data-test=script-lines]', { hasText: 'priced 10' }).waitFor();
  await shot(page, 'script-log');

  // Somebody else publishes meanwhile: nobody's work is lost without a word.
  await page.locator('.ant-tabs-tab', { hasText: 'Definition' }).click();
  const stored = (await ask(page, `/meta/scripts/${name}`)).body;
  await ask(page, `/meta/scripts/${name}`, {
    method: 'PUT',
    body: { ...stored, source: `// theirs\n${stored.source}` },
  });
  await write(page, '// mine');
  await page.locator('[data-test=save-script]').click();
  await page.locator('[data-test=script-conflict]').waitFor();
  await shot(page, 'script-conflict');
  await page.locator('.ant-modal .ant-btn', { hasText: 'Go on typing' }).click();
  await page.locator('[data-test=script-source] .cm-line', { hasText: '// mine' }).waitFor();
  await page.locator('[data-test=save-script]').click();
  await page.locator('[data-test=publish-over]').click();
  await soon(
    async () => (await ask(page, `/meta/scripts/${name}`)).body.source === '// mine',
    'the script was not published over theirs',
  );
  await onPhone(page);
  await shot(page, 'script-phone');
  await page.goto(`${baseUrl}/setup/scripts`);
  await page.locator('[data-test=script-search]').waitFor();
  await onPhone(page);
}

export async function showsButtonsOfScriptsWhereTheyMayBePressed(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'admin');
  const object = `pressed${stamp}`;
  await newObject(page, object, `Pressed ${stamp}`);
  const record = (
    await ask(page, `/records/${object}`, { method: 'POST', body: { title: 'Lamp', price: 1 } })
  ).body;
  const button = {
    type: 'button',
    label: { 'zh-CN': '加倍', 'en-US': 'Double' },
    object,
    condition: 'price < 4',
    source: `const now = trellis.save('${object}', {id: record.id, version: record.version, price: record.price.times(2)}).price;
if (now.gt(3)) throw new Error('Enough for today');
return {'zh-CN': '现价 ' + now.toString(), 'en-US': 'Now ' + now.toString()};`,
  };
  const name = `double${stamp}`;
  const published = await ask(page, `/meta/scripts/${name}`, { method: 'PUT', body: button });
  expect(published.status === 201, JSON.stringify(published.body));
  await page.goto(`${baseUrl}/o/${object}/${record.id}`);
  const press = page.locator(`[data-test=button-${name}]`);
  await press.click();
  await page.locator('.ant-message-notice', { hasText: 'Now 2' }).waitFor();
  await page.locator('.details', { hasText: /price\s*2/ }).waitFor();
  await shot(page, 'script-button');
  await press.click();
  await page.locator('.ant-message-notice', { hasText: 'Enough for today' }).waitFor();
  await ask(page, `/records/${object}/${record.id}`, { method: 'PATCH', body: { price: 9 } });
  await page.reload();
  await page.locator('.details', { hasText: /price\s*9/ }).waitFor();
  await page.waitForTimeout(500);
  expect((await press.count()) === 0, 'the button is there though its condition does not hold');

  await ask(page, `/meta/scripts/${name}`, {
    method: 'PUT',
    body: { ...button, condition: undefined, roles: ['seller'] },
  });
  await page.reload();
  await page.locator('.details', { hasText: /price\s*9/ }).waitFor();
  await page.waitForTimeout(500);
  expect((await press.count()) === 0, 'the button is there for somebody without its roles');
}

export async function keepsScriptsFromThoseWhoDoNotShapeTheSystem(open) {
  const page = await open();
  await signIn(page, 'seller');
  await page.locator('.side').waitFor();
  expect(
    (await page.locator('.side .ant-menu-item', { hasText: '脚本' }).count()) === 0,
    'the menu has scripts',
  );
  for (const path of ['/setup/scripts', '/setup/new-script']) {
    await page.goto(`${baseUrl}${path}`);
    await page.locator('.ant-result-403').waitFor();
  }
}
