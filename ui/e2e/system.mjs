import { ask, baseUrl, expect, password, shot, signIn, soon } from './browser.mjs';
import { fill, newLead, stamp } from './helpers.mjs';

export async function signsInInChineseAndRefusesAWrongPassword(open) {
  const page = await open();
  await page.goto(`${baseUrl}/o/lead`);
  await page.locator('#username').waitFor();
  expect((await page.locator('h1').innerText()) === '登录', 'the sign-in page is not in Chinese');
  await soon(
    async () => (await page.locator('#tenant').inputValue()) === 'demo',
    'the demo company is not filled in',
  );
  await page.locator('#username').fill('seller');
  await page.locator('#password').fill('wrong');
  await page.locator('[data-test=sign-in]').click();
  await page.locator('.ant-alert-error').waitFor();
  await shot(page, 'sign-in');
  await page.locator('[data-test=demo-seller]').click();
  await page.locator('[data-test=views]').waitFor();
  expect(page.url().includes('/o/lead'), 'sign-in did not lead back to where it was asked for');
}

export async function changesTheLanguageAtOneClick(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  await page.locator('.side').getByText('线索', { exact: true }).waitFor();
  await page.locator('[data-test=language]').click();
  await page.locator('.side').getByText('Leads', { exact: true }).waitFor();
  await shot(page, 'home-en');
  await page.locator('[data-test=language]').click();
  await page.locator('.side').getByText('线索', { exact: true }).waitFor();
  await shot(page, 'home-zh');
}

export async function importsAFileAndHandsBackTheBadRow(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await page.goto(`${baseUrl}/imports/new?object=lead`);
  const csv = `姓名,公司名称,邮箱\n导入一 ${stamp},导入公司 ${stamp},one@example.com\n导入二 ${stamp},导入公司 ${stamp},two@example.com\n导入三 ${stamp},导入公司 ${stamp},broken\n`;
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${csv}`) });
  await page.locator('[data-test=upload]').click();
  await page.locator('[data-test=mapping]').waitFor();
  await shot(page, 'import-mapping');
  await page.locator('[data-test=start-import]').click();
  await page.locator('[data-test=import-progress][data-state=done]').waitFor({ timeout: 30_000 });
  await shot(page, 'import-done');
  expect((await page.locator('[data-test="import.created"]').innerText()) === '2', 'not two rows came in');
  expect((await page.locator('[data-test="import.failed"]').innerText()) === '1', 'not one row failed');
  const found = await ask(page, `/records/lead?count=true&q=${encodeURIComponent(`导入公司 ${stamp}`)}`);
  expect(found.body.total === 2, `the list has ${found.body.total} of the 2 rows`);
}

export async function addsAFieldThatIsOnTheScreenAtOnce(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const name = `e2e${stamp}`;
  await page.goto(`${baseUrl}/setup/objects/product`);
  await page.locator('[data-test=new-field]').click();
  await page.locator('#field-zh').fill(`临时字段${stamp}`);
  await page.locator('#field-name').fill(name);
  await page.locator('[data-test=save-field]').click();
  await page.locator('.ant-table-row', { hasText: `临时字段${stamp}` }).waitFor();
  await shot(page, 'setup-object');
  await ask(page, `/meta/objects/product/fields/${name}`, { method: 'DELETE' });
}

export async function staysUsableOnAPhone(open) {
  const page = await open({ phone: true, language: 'zh-CN' });
  await signIn(page, 'seller');
  for (const [name, path] of [
    ['home', '/'],
    ['list', '/o/opportunity'],
    ['new', '/o/lead/new'],
    ['import', '/imports/new'],
  ]) {
    await page.goto(`${baseUrl}${path}`);
    await page.locator('.page').waitFor();
    await page.waitForTimeout(700);
    await shot(page, `phone-${name}`);
    await soon(
      async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
      `${path} is wider than a phone of 390 px`,
    );
  }
  await page.goto(`${baseUrl}/o/opportunity`);
  await page.locator('.record-card').first().click();
  await page.locator('.detail').first().waitFor();
  await shot(page, 'phone-record');
  expect(await page.locator('.bottom-bar').isVisible(), 'the bar at the bottom is missing');
}

export async function keepsTheFormWhenTheSessionEnds(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  await page.goto(`${baseUrl}/o/lead/new`);
  await fill(page, 'name', `会话 ${stamp}`);
  await fill(page, 'company', `会话公司 ${stamp}`);
  await page.context().clearCookies();
  await page.locator('[data-test=save]').click();
  await page.locator('.ant-modal #password').fill(password);
  await shot(page, 'session-ended');
  await page.locator('.ant-modal [data-test=sign-in]').click();
  await page.locator('.ant-modal #password').waitFor({ state: 'hidden' });
  await soon(
    async () => (await page.locator('[data-field=name] input').inputValue()) === `会话 ${stamp}`,
    'the form lost its input',
  );
  await page.locator('[data-test=save]').click();
  await page.waitForURL(/\/o\/lead\/(?!new)[^/?]+$/);
}

export async function offersAnAuditorNothingToChange(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'auditor');
  await page.goto(`${baseUrl}/o/account`);
  await page.locator('.row-name').first().waitFor();
  expect((await page.locator('[data-test=new]').count()) === 0, 'an auditor is offered a new record');
  expect(
    (await page.locator('.ant-table-selection').count()) === 0,
    'an auditor may choose records although there is nothing to do with them',
  );
  await page.locator('.row-name').first().click();
  await page.locator('.detail').first().waitFor();
  expect((await page.locator('[data-test=edit]').count()) === 0, 'an auditor is offered to edit');
  await page.goto(`${baseUrl}/setup/objects`);
  await shot(page, 'auditor');
  await page.goto(`${baseUrl}/o/account/acc_nothing`);
  await page.getByText('Not found').waitFor();
}

export async function searchesEverythingFromTheTop(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await newLead(page, `搜索 ${stamp}`, `搜索公司 ${stamp}`);
  await page.keyboard.press('/');
  await page.keyboard.type(`搜索 ${stamp}`);
  await page
    .locator('.ant-select-item-option', { hasText: `搜索 ${stamp}` })
    .first()
    .click();
  await page.waitForURL(/\/o\/lead\//);
  await page.locator('.page-head-title', { hasText: `搜索 ${stamp}` }).waitFor();
}

export async function exportsTheListAsItIsFiltered(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await newLead(page, `导出 ${stamp}`, `导出公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead?view=all&x=${encodeURIComponent(`company = "导出公司 ${stamp}"`)}`);
  await page.locator('.row-name', { hasText: `导出 ${stamp}` }).waitFor();
  await page.getByRole('button', { name: '导出' }).click();
  await page.locator('.ant-modal').getByText('CSV').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.ant-modal .ant-btn-primary').click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split(/\r?\n/);
  expect(lines.length === 2, `the file has ${lines.length} lines instead of a head and one record`);
  expect(lines[1].includes(`导出公司 ${stamp}`), 'the record is not in the file');
}

export async function letsAnAdministratorMakeAUser(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await page.goto(`${baseUrl}/o/user/new`);
  await fill(page, 'username', `e2e.${stamp}`);
  await fill(page, 'name', `用户 ${stamp}`);
  await page.locator('[data-field=roles] input').fill('销售代表');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('[data-test=save]').click();
  await page.waitForURL(/\/o\/user\/(?!new)[^/?]+$/);
  await page.locator('[data-test=set-password]').click();
  await page.locator('#set-password').fill(`Geheim-${stamp}-2026`);
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.locator('.ant-message-success').waitFor();
  const other = await open({ language: 'zh-CN' });
  await other.goto(`${baseUrl}/sign-in`);
  await other.locator('#username').fill(`e2e.${stamp}`);
  await other.locator('#password').fill(`Geheim-${stamp}-2026`);
  await other.locator('[data-test=sign-in]').click();
  await other.locator('.side').getByText('线索', { exact: true }).waitFor();
}

export async function makesAnObjectThatIsInTheMenuAtOnce(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const name = `thing${stamp}`.slice(0, 20);
  await page.goto(`${baseUrl}/setup/objects`);
  await page.locator('[data-test=new-object]').click();
  await page.locator('#object-zh').fill(`东西${stamp}`);
  await page.locator('#object-name').fill(name);
  await page.locator('[data-test=save-object]').click();
  await page.waitForURL(new RegExp(`/setup/objects/${name}$`));
  await page.locator('.side').getByText(`东西${stamp}`).click();
  await page.locator('[data-test=new]').first().click();
  await fill(page, 'name', `第一个 ${stamp}`);
  await page.locator('[data-test=save]').click();
  await page.locator('.page-head-title', { hasText: `第一个 ${stamp}` }).waitFor();
  await shot(page, 'own-object');
  const id = page.url().split('/').at(-1);
  await ask(page, `/records/${name}/${id}`, { method: 'DELETE' });
  await ask(page, `/records/${name}/${id}?purge=true`, { method: 'DELETE' });
  await page.goto(`${baseUrl}/setup/objects/${name}`);
  await page.locator('[data-test=delete-object]').click();
  await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
  await page.waitForURL(/\/setup\/objects$/);
  await page.locator('.side').getByText(`东西${stamp}`).waitFor({ state: 'detached' });
}
