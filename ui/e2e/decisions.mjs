import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { stamp } from './helpers.mjs';

const onPhone = async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await soon(
    async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
    'the page is wider than a phone of 390 px',
  );
};

export async function designsTriesAndPublishesADecisionTable(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'admin');
  const name = `discount${stamp}`;
  await page.goto(`${baseUrl}/setup/decisions`);
  await page.locator('[data-test=new-decision]').click();
  await page.locator('#decision-en').fill('Discount');
  await page.locator('#decision-name').fill(name);
  await page.locator('[data-test=column-input]').click();
  await page.locator('#column-name').fill('amount');
  await page.locator('#column-type').click();
  await page.locator('.ant-select-item', { hasText: 'Number' }).click();
  await page.locator('.ant-drawer-close').click();
  await page.locator('[data-test=add-row]').click();
  const cell = (label) => page.getByLabel(label, { exact: true });
  await cell('amount 1').fill('< 100');
  await cell('output 1').fill('"none"');
  await cell('amount 2').fill('>= 50');
  await cell('output 2').fill('"some"');
  await page.locator('[data-test=check-decision]').click();
  await page.locator('.ant-alert', { hasText: 'can both hit' }).waitFor();
  await shot(page, 'decision-overlap');
  await cell('amount 2').fill('[100..500)');
  await page.locator('[data-test=check-decision]').click();
  await page.locator('.ant-alert', { hasText: 'amount: >= 500' }).waitFor();
  await page.locator('#test-amount').fill('120.5');
  await page.locator('[data-test=run-decision]').click();
  await page.locator('[data-test=decision-answer]', { hasText: 'some' }).waitFor();
  await page.locator('.rule-hit').waitFor();
  await shot(page, 'decision-answer');
  await page.locator('[data-test=save-decision]').click();
  await page.waitForURL(`**/setup/decisions/${name}`);
  const asked = await ask(page, `/decisions/${name}/evaluate`, {
    method: 'POST',
    body: { inputs: { amount: 5 } },
  });
  expect(asked.body.outputs.output === 'none', `the table answers ${JSON.stringify(asked.body)}`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-test=export-dmn]').click(),
  ]);
  const path = await file.path();
  await onPhone(page);
  await shot(page, 'decision-phone');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${baseUrl}/setup/decisions`);
  await page.locator('[data-test=import-dmn]').click();
  await page.locator('.ant-modal input[type=file]').setInputFiles({
    name: 'discount.dmn',
    mimeType: 'application/xml',
    buffer: await (await import('node:fs/promises')).readFile(path),
  });
  await page.locator('[data-test=imported-table]').waitFor();
  await shot(page, 'decision-import');
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.locator('.ant-modal').waitFor({ state: 'detached' });
  await onPhone(page);
}

export async function designsAndTriesAScoredModel(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const object = `scored${stamp}`;
  const made = await ask(page, `/meta/objects/${object}`, {
    method: 'PUT',
    body: {
      label: `评分对象${stamp}`,
      nameField: 'title',
      fields: [
        { name: 'title', type: 'text' },
        { name: 'size', type: 'integer' },
        { name: 'points', type: 'decimal', scale: 1 },
      ],
    },
  });
  expect(made.status === 201, JSON.stringify(made.body));
  const record = (await ask(page, `/records/${object}`, { method: 'POST', body: { title: 'a', size: 7 } }))
    .body;
  await page.goto(`${baseUrl}/setup/new-score`);
  await page.locator('#decision-zh').fill('规模评分');
  await page.locator('#decision-name').fill(`size${stamp}`);
  await page.locator('#decision-object').click();
  await page.locator('#decision-object').fill(`评分对象${stamp}`);
  await page.locator('.ant-select-item', { hasText: stamp }).click();
  await page.locator('#score-target').click();
  await page.locator('.ant-select-item', { hasText: 'points' }).click();
  await page.locator('#criterion-0-name').fill('size');
  await page.locator('#criterion-0-0-when').fill('> 5');
  await page.locator('#criterion-0-0-points').fill('10');
  await page.locator('#score-record').fill(record.id);
  await page.locator('[data-test=run-score]').click();
  await page.locator('[data-test=score-answer]', { hasText: '100' }).waitFor();
  await shot(page, 'score-answer');
  await page.locator('[data-test=save-score]').click();
  await page.waitForURL(`**/setup/scores/size${stamp}`);
  await soon(
    async () => (await ask(page, `/records/${object}/${record.id}`)).body.points === 100,
    'the record was not scored',
  );
  await onPhone(page);
  await shot(page, 'score-phone');
}
