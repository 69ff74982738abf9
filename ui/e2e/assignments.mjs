import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { stamp } from './helpers.mjs';

const onPhone = async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await soon(
    async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
    'the page is wider than a phone of 390 px',
  );
};

const choose = async (page, select, text, typed) => {
  await page.locator(select).click();
  if (typed) await page.locator(select).fill(typed);
  await page.locator('.ant-select-dropdown:visible .ant-select-item', { hasText: text }).first().click();
};

async function makeObject(page) {
  const object = `ask${stamp}`;
  const made = await ask(page, `/meta/objects/${object}`, {
    method: 'PUT',
    body: {
      label: { 'zh-CN': '询价', 'en-US': 'Inquiry' },
      nameField: 'title',
      fields: [
        { name: 'title', type: 'text', label: { 'zh-CN': '标题', 'en-US': 'Title' } },
        {
          name: 'region',
          type: 'select',
          label: { 'zh-CN': '区域', 'en-US': 'Region' },
          options: [
            { name: 'east', label: { 'zh-CN': '东区', 'en-US': 'East' } },
            { name: 'west', label: { 'zh-CN': '西区', 'en-US': 'West' } },
          ],
        },
        { name: 'amount', type: 'integer', label: { 'zh-CN': '金额', 'en-US': 'Amount' } },
        { name: 'score', type: 'integer', label: { 'zh-CN': '得分', 'en-US': 'Score' } },
      ],
    },
  });
  expect(made.status === 201 || made.status === 200, JSON.stringify(made.body));
  return object;
}

export async function designsTriesAndPublishesAnAssignmentRule(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'admin');
  const object = await makeObject(page);
  const east = await ask(page, `/records/${object}`, {
    method: 'POST',
    body: { title: 'Easterly', region: 'east' },
  });
  await page.goto(`${baseUrl}/setup/assignments`);
  await page.locator('[data-test=new-assignment]').click();
  await page.locator('#decision-en').fill('By region');
  await page.locator('#decision-zh').fill('按区域');
  await page.locator('#decision-object').click();
  await page.locator('#decision-object').fill('Inquiry');
  await page.locator('.ant-select-dropdown:visible .ant-select-item', { hasText: 'Inquiry' }).last().click();
  await page.locator('#entry-0-label').fill('West');
  await page.locator('#entry-0-when').fill("region = 'west'");
  await choose(page, '#entry-0-method', 'first in the list');
  await choose(page, '#entry-0-users', '(manager)', 'manager');
  await page.keyboard.press('Escape');
  await page.locator('[data-test=add-entry]').click();
  await page.locator('#entry-1-label').fill('East');
  await page.locator('#entry-1-when').fill("regio = 'east'");
  await choose(page, '#entry-1-method', 'fewest');
  await choose(page, '#entry-1-users', '(seller)', 'seller');
  await choose(page, '#entry-1-users', '(seller2)', 'seller2');
  await page.keyboard.press('Escape');
  await page.locator('[data-test=save-assignment]').click();
  await page.locator('[data-test=entry-1] [data-invalid] .field-problem').waitFor();
  await shot(page, 'assignment-problem');
  await page.locator('#entry-1-when').fill("region = 'east'");
  await page.locator('[data-test=entry-1]').getByRole('button', { name: 'Move up' }).click();
  await page.locator('#assignment-record').click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item', { hasText: 'Easterly' })
    .first()
    .click();
  await page.locator('[data-test=run-assignment]').click();
  await page.locator('[data-test=assignment-answer]', { hasText: 'It would go to seller' }).waitFor();
  await shot(page, 'assignment-answer');
  await page.locator('[data-test=save-assignment]').click();
  await page.waitForURL(`**/setup/assignments/${object}/byRegion`);
  // A rule's page must also open by its address.
  await page.reload();
  await page.locator('[data-test=entry-1]').waitFor();
  const stored = await ask(page, `/meta/assignments/${object}.byRegion`);
  expect(
    JSON.stringify(stored.body.entries.map((entry) => [entry.name, entry.users])) ===
      '[["e2",["seller","seller2"]],["e1",["manager"]]]',
    `stored as ${JSON.stringify(stored.body.entries)}`,
  );
  const made = await ask(page, `/records/${object}`, {
    method: 'POST',
    body: { title: 'w', region: 'west' },
  });
  expect(
    made.body.owner.id !== east.body.owner.id,
    `nobody was assigned: ${JSON.stringify(made.body.owner)}`,
  );
  await onPhone(page);
  await shot(page, 'assignment-phone');
  await page.goto(`${baseUrl}/setup/assignments`);
  await page.locator('.row-name', { hasText: 'By region' }).first().waitFor();
  await onPhone(page);
  await shot(page, 'assignments-phone');
}

export async function tellsWhyARecordIsWhoseItIs(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const object = await makeObject(page);
  const rule = await ask(page, `/meta/assignments/${object}.why`, {
    method: 'PUT',
    body: {
      label: { 'zh-CN': '按区域分配', 'en-US': 'By region' },
      order: 1,
      entries: [
        {
          label: { 'zh-CN': '东区', 'en-US': 'East' },
          when: "region = 'east'",
          users: ['seller', 'seller2'],
          method: 'leastLoad',
        },
        { users: ['manager'], method: 'fixed' },
      ],
    },
  });
  expect(rule.status < 300, JSON.stringify(rule.body));
  await ask(page, `/meta/assignments/${object}.byRegion`, { method: 'DELETE' });
  const model = await ask(page, `/meta/scores/why${stamp}`, {
    method: 'PUT',
    body: {
      label: { 'zh-CN': '询价评分', 'en-US': 'Inquiry score' },
      object,
      target: 'score',
      criteria: [
        {
          name: 'amount',
          weight: 2,
          bands: [
            { when: '>= 100', points: 10 },
            { when: '-', points: 3 },
          ],
        },
        { name: 'region', bands: [{ when: "'east'", points: 5 }] },
      ],
    },
  });
  expect(model.status < 300, JSON.stringify(model.body));
  const record = (
    await ask(page, `/records/${object}`, {
      method: 'POST',
      body: { title: '问价', region: 'east', amount: 500 },
    })
  ).body;
  await ask(page, `/records/${object}/${record.id}`, { method: 'PATCH', body: { amount: 5 } });
  await page.goto(`${baseUrl}/o/${object}/${record.id}`);
  await page.locator('[data-test=more]').click();
  await page.locator('[data-test=ask-why]').click();
  const drawer = page.locator('[data-test=why]');
  await drawer.locator('[data-decision^=assignments]', { hasText: '按区域分配' }).waitFor();
  expect((await drawer.locator('.why-one').count()) === 3, 'not every decision is told');
  await drawer.locator('.why-one').first().locator('text=3 分 × 2 = 6').waitFor();
  await drawer.locator('[data-decision^=assignments]', { hasText: '手上记录最少的人' }).waitFor();
  await shot(page, 'why');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page.locator('[data-test=more]').click();
  await page.locator('[data-test=ask-why]').click();
  await drawer.locator('.why-one').first().waitFor();
  expect(
    (await page.locator('.ant-drawer-body').evaluate((body) => body.scrollWidth - body.clientWidth)) <= 1,
    'the drawer is wider than a phone of 390 px',
  );
  await shot(page, 'why-phone');

  const other = await open({ language: 'en-US' });
  await signIn(other, 'admin');
  await other.goto(`${baseUrl}/o/${object}/${record.id}`);
  await other.locator('[data-test=more]').click();
  await other.locator('[data-test=ask-why]').click();
  await other.locator('[data-test=why]', { hasText: 'whoever had the fewest records' }).waitFor();
  await shot(other, 'why-english');
}
