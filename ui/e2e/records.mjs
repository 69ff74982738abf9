import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { fill, newLead, stamp } from './helpers.mjs';

export async function showsProblemsAtTheirFieldsAndThenSaves(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  await page.goto(`${baseUrl}/o/lead`);
  await page.locator('[data-test=new]').first().click();
  await page.locator('[data-field=company]').waitFor();
  await fill(page, 'name', `测试 ${stamp}`);
  await fill(page, 'email', 'not-an-address');
  await page.locator('[data-test=save]').click();
  await page.locator('[data-field=company] .field-problem').waitFor();
  await page.locator('[data-field=email] .field-problem').waitFor();
  expect((await page.locator('[data-field=name] .field-problem').count()) === 0, 'a good field is marked');
  await shot(page, 'problems');
  await page.reload();
  await page.locator('[data-field=name]').waitFor();
  await soon(
    async () => (await page.locator('[data-field=name] input').inputValue()) === `测试 ${stamp}`,
    'a reload lost what was typed',
  );
  await fill(page, 'company', `公司 ${stamp}`);
  await fill(page, 'email', 'someone@example.com');
  await page.locator('[data-test=save]').click();
  await page.waitForURL(/\/o\/lead\/(?!new)[^/?]+$/);
  await page.locator('.page-head-title', { hasText: `测试 ${stamp}` }).waitFor();
}

export async function filtersSortsAndSearchesAList(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await newLead(page, `列表 ${stamp}`, `列表公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead?view=all`);
  await page.locator('.record-table tbody tr.ant-table-row').first().waitFor();
  await shot(page, 'list');
  await page.locator('[data-test=quick-search] input, input[data-test=quick-search]').first().fill(stamp);
  await page.waitForURL(/q=/);
  await page.locator('.record-table .row-name', { hasText: stamp }).first().waitFor();
  await page.goto(`${baseUrl}/o/opportunity?view=all&sort=-amount`);
  await page.locator('.record-table tbody tr.ant-table-row').first().waitFor();
  const amounts = await ask(page, '/records/opportunity?sort=-amount&size=5&fields=amount');
  expect(
    amounts.body.records.every((record, index, all) => index === 0 || all[index - 1].amount >= record.amount),
    'the server did not sort',
  );
  await page.locator('.ant-table-column-sorters', { hasText: '预计金额' }).first().click();
  await page.waitForURL((url) => !url.search.includes('-amount'));
  await page.locator('[data-test=filter]').click();
  const line = page.locator('[data-test=condition]').first();
  await line.locator('.ant-select').first().click();
  await page.keyboard.type('销售阶段');
  await page.keyboard.press('Enter');
  await line.locator('.ant-select').last().click();
  await page.keyboard.type('赢单');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('[data-test=apply-filter]').click();
  await page.locator('.chip').waitFor();
  const won = await ask(
    page,
    `/records/opportunity?count=true&size=1&filter=${encodeURIComponent('stage = "won"')}`,
  );
  const total = won.body.total.toLocaleString('zh-CN');
  await page.locator('.view-switch .view-count', { hasText: new RegExp(`^${total}$`) }).waitFor();
  await shot(page, 'filtered');
}

export async function editsInPlaceAndSettlesAConflict(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `冲突 ${stamp}`, `冲突公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  await page.locator('.detail[data-field=company]').dblclick();
  await fill(page, 'company', `我的公司 ${stamp}`);
  const other = await ask(page, `/records/lead/${lead.id}`, {
    method: 'PATCH',
    body: { company: `别人的公司 ${stamp}`, version: lead.version },
  });
  expect(other.status === 200, 'the second writer could not write');
  await page.locator('[data-test=save]').click();
  await page.locator('.ant-modal', { hasText: `别人的公司 ${stamp}` }).waitFor();
  await shot(page, 'conflict');
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.locator('.detail[data-field=company]', { hasText: `我的公司 ${stamp}` }).waitFor();
  await soon(
    async () => (await ask(page, `/records/lead/${lead.id}`)).body.company === `我的公司 ${stamp}`,
    'the choice was not stored',
  );
}

export async function convertsALead(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `转换 ${stamp}`, `转换公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  await page.locator('[data-test=action-convertLead]').click();
  await page.locator('[data-target=account] [data-field=name] input').waitFor();
  await soon(
    async () =>
      (await page.locator('[data-target=account] [data-field=name] input').inputValue()) ===
      `转换公司 ${stamp}`,
    'the company is not suggested as the account',
  );
  await shot(page, 'convert');
  await page.locator('[data-test=run-action]').click();
  await page.waitForURL(/\/o\/account\//);
  await page.locator('.page-head-title', { hasText: `转换公司 ${stamp}` }).waitFor();
  await shot(page, 'account');
  const after = await ask(page, `/records/lead/${lead.id}`);
  expect(after.body.status === 'converted', 'the lead is not converted');
  expect(after.body.convertedAccount?.name === `转换公司 ${stamp}`, 'the lead does not point to its account');
}

export async function deletesAndRestores(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const lead = await newLead(page, `删除 ${stamp}`, `删除公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  await page.locator('[data-test=more]').click();
  await page.locator('.ant-dropdown-menu-item-danger').click();
  await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
  await page.waitForURL(/\/o\/lead(\?|$)/);
  await page.goto(`${baseUrl}/o/lead/bin`);
  const row = page.locator('.ant-table-row', { hasText: `删除 ${stamp}` });
  await row.waitFor();
  await shot(page, 'bin');
  await row.locator('button').first().click();
  await row.waitFor({ state: 'detached' });
  await soon(
    async () => (await ask(page, `/records/lead/${lead.id}`)).status === 200,
    'the record is not back',
  );
}

export async function editsTheLinesOfADocumentInPlace(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const quotes = await ask(
    page,
    `/records/quote?size=1&filter=${encodeURIComponent("status = 'draft' AND owner = ME()")}`,
  );
  const quote = quotes.body.records[0];
  expect(quote, 'the demo company has no draft quote of this seller');
  await page.goto(`${baseUrl}/o/quote/${quote.id}`);
  const lines = page.locator('[data-related=quoteLine] tbody tr');
  await page.locator('[data-test=add-part]').waitFor();
  const stored = () =>
    ask(page, `/records/quoteLine?size=1&count=true&filter=${encodeURIComponent(`quote = '${quote.id}'`)}`);
  const before = (await stored()).body.total;
  await page.locator('[data-test=add-part]').click();
  await page.locator('.parts-form .ant-btn-primary').click();
  await page.locator('.parts-form .field-problem').first().waitFor();
  await page.locator('.parts-form .ant-select').first().click();
  await page.locator('.ant-select-item-option').first().click();
  await page.locator('#part-quantity').fill('3');
  await page.locator('#part-listPrice').fill('100');
  await shot(page, 'lines');
  await page.locator('.parts-form .ant-btn-primary').click();
  await page.locator('.parts-form').waitFor({ state: 'detached' });
  await soon(async () => (await lines.count()) === before + 1, 'the new line is not shown');
  expect((await stored()).body.total === before + 1, 'the new line is not stored');
}

export async function saysWhereAnExpressionIsWrong(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await page.goto(`${baseUrl}/o/account?view=all`);
  await page.locator('[data-test=filter]').click();
  await page.locator('#filter-expression').fill('naem = "x"');
  await page.locator('[data-test=apply-filter]').click();
  await page.locator('.expression-place mark', { hasText: 'naem' }).waitFor();
  await shot(page, 'expression');
}

export async function changesValuesInAListOneByOneAndTogether(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const one = await newLead(page, `批量一 ${stamp}`, `批量公司 ${stamp}`);
  const two = await newLead(page, `批量二 ${stamp}`, `批量公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead?view=all&q=${encodeURIComponent(`批量公司 ${stamp}`)}`);
  const row = page.locator('tr.ant-table-row', { hasText: `批量一 ${stamp}` });
  await row.locator('.cell', { hasText: `批量公司 ${stamp}` }).dblclick();
  await page.locator('#cell-input').fill(`单格公司 ${stamp} 批量公司 ${stamp}`);
  await page.locator('[data-test=save-cell]').click();
  await row.locator('.cell', { hasText: `单格公司 ${stamp}` }).waitFor();
  await page.locator('thead .ant-checkbox-input').first().check();
  await page.locator('.bulk-bar').getByRole('button', { name: '批量修改' }).click();
  await page.locator('.ant-modal .ant-select').first().click();
  await page.keyboard.type('职务');
  await page.keyboard.press('Enter');
  await page.locator('#bulk-value').fill(`厂长 ${stamp}`);
  await shot(page, 'bulk');
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.locator('.bulk-bar').waitFor({ state: 'detached' });
  for (const { id } of [one, two]) {
    await soon(
      async () => (await ask(page, `/records/lead/${id}`)).body.title === `厂长 ${stamp}`,
      `the title of ${id} was not changed`,
    );
  }
}

export async function pullsACardToAnotherStage(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const made = await ask(page, '/records/opportunity', {
    method: 'POST',
    body: { name: `看板 ${stamp}`, amount: 1234 },
  });
  expect(made.status === 201, `an opportunity could not be made: ${JSON.stringify(made.body)}`);
  await page.goto(`${baseUrl}/o/opportunity?view=all&as=board&q=${encodeURIComponent(`看板 ${stamp}`)}`);
  const card = page.locator('[data-lane=qualification] .board-card', { hasText: `看板 ${stamp}` });
  await card.waitFor();
  await card.dragTo(page.locator('[data-lane=proposal]'));
  await page.locator('[data-lane=proposal] .board-card', { hasText: `看板 ${stamp}` }).waitFor();
  await shot(page, 'board');
  await soon(
    async () => (await ask(page, `/records/opportunity/${made.body.id}`)).body.stage === 'proposal',
    'the stage was not stored',
  );
}
