import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { newLead, stamp } from './helpers.mjs';

/** Changes a record twice, looks at it as it was, and comes back to the present. */
export async function looksAtARecordAndAListAsTheyWere(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `从前 ${stamp}`, `旧公司 ${stamp}`);
  await ask(page, `/records/lead/${lead.id}`, { method: 'PATCH', body: { company: `新公司 ${stamp}` } });
  await page.goto(`${baseUrl}/o/lead/${lead.id}?tab=history`);
  await page.locator('[data-change=created] .change-then').click();
  await page.locator('[data-test=past-banner]').waitFor();
  await page.locator('.ant-tabs-tab').first().click();
  await page.locator('.detail[data-field=company]', { hasText: `旧公司 ${stamp}` }).waitFor();
  expect((await page.locator('[data-test=edit]').count()) === 0, 'the past can be edited');
  await shot(page, 'past-record');
  const moment = new URL(page.url()).searchParams.get('asOf');
  await page.locator('[data-test=past-back]').click();
  await page.locator('.detail[data-field=company]', { hasText: `新公司 ${stamp}` }).waitFor();
  await page.locator('[data-test=edit]').waitFor();

  await page.goto(`${baseUrl}/o/lead?view=all&q=${stamp}&asOf=${encodeURIComponent(moment)}`);
  await page.locator('.record-table .row-name', { hasText: `从前 ${stamp}` }).waitFor();
  await page.locator('.record-table', { hasText: `旧公司 ${stamp}` }).waitFor();
  expect((await page.locator('[data-test=new]').count()) === 0, 'a record can be made in the past');
  await shot(page, 'past-list');
  await page.locator('.record-table .row-name', { hasText: `从前 ${stamp}` }).click();
  await page.locator('.detail[data-field=company]', { hasText: `旧公司 ${stamp}` }).waitFor();

  await page.goto(`${baseUrl}/o/lead?view=all`);
  await page.locator('[data-test=list-more]').click();
  await page.locator('.ant-dropdown-menu-item', { hasText: '查看历史时刻' }).click();
  await shot(page, 'past-dialog');
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.waitForURL(/asOf=/);
  await page.locator('[data-test=past-banner]').waitFor();
}

/** Narrows a history to one field, on a desk and on a phone. */
export async function readsAHistoryFieldByField(open) {
  for (const phone of [false, true]) {
    const page = await open({ language: phone ? 'en-US' : 'zh-CN', phone });
    await signIn(page, 'seller');
    const lead = await newLead(page, `历史 ${stamp}`, `公司 ${stamp}`);
    for (const company of ['甲', '乙'])
      await ask(page, `/records/lead/${lead.id}`, { method: 'PATCH', body: { company } });
    const email = `someone.${phone ? 'phone' : 'desk'}.${stamp}@example.com`;
    await ask(page, `/records/lead/${lead.id}`, { method: 'PATCH', body: { email } });
    await page.goto(`${baseUrl}/o/lead/${lead.id}?tab=history`);
    await soon(async () => (await page.locator('.change').count()) === 4, 'not every change is shown');
    await shot(page, phone ? 'history-phone' : 'history');
    await page.locator('[data-test=history-field]').click();
    await page.keyboard.type(phone ? 'Email' : '邮箱');
    await page.keyboard.press('Enter');
    await soon(async () => (await page.locator('.change').count()) === 1, 'the history was not narrowed');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide <= 0, `the page is ${wide} px wider than the screen`);
  }
}

/** An administrator changes a definition; an auditor finds it, sees what it was, and only the former can bring it back. */
export async function findsInTheAuditLogWhoChangedWhat(open) {
  const admin = await open({ language: 'zh-CN' });
  await signIn(admin, 'admin');
  const name = `audited${stamp}`.slice(0, 20);
  const text = { 'zh-CN': `被审${stamp}`, 'en-US': `Audited ${stamp}` };
  const field = (max) => ({ name: 'title', type: 'text', max, label: { 'zh-CN': '标题', 'en-US': 'Title' } });
  for (const max of [40, 60])
    await ask(admin, `/meta/objects/${name}`, {
      method: 'PUT',
      body: { name, label: text, nameField: 'title', fields: [field(max)] },
    });
  await admin.goto(`${baseUrl}/setup/objects/${name}`);
  await admin.locator('[data-test=open-versions]').click();
  await soon(async () => (await admin.locator('.version-line').count()) === 2, 'not every version is listed');
  await admin.locator('.version-line').first().click();
  await admin.locator('.diff-path', { hasText: 'fields / title / max' }).waitFor();
  await shot(admin, 'versions');
  await admin.locator('.version-line').last().click();
  await admin.locator('[data-test=restore-version]').click();
  await admin.locator('.ant-modal-confirm .ant-btn-primary').click();
  await soon(async () => {
    const now = await ask(admin, `/meta/objects/${name}`);
    return now.body.fields[0].max === 40;
  }, 'the earlier version did not come back');

  const auditor = await open({ language: 'en-US' });
  await signIn(auditor, 'auditor');
  await auditor.locator('.side').getByText('Audit log', { exact: true }).click();
  await auditor.locator('[data-test=audit-search] input, input[data-test=audit-search]').first().fill(name);
  await auditor
    .locator('.audit-table tbody tr.ant-table-row', { hasText: 'Earlier version restored' })
    .waitFor();
  await shot(auditor, 'audit-log');
  await auditor.locator('.audit-table tbody tr.ant-table-row').first().click();
  await auditor.locator('.diff-path', { hasText: 'fields / title / max' }).waitFor();
  await shot(auditor, 'audit-entry');
  const phone = await open({ language: 'zh-CN', phone: true });
  await signIn(phone, 'auditor');
  await phone.goto(`${baseUrl}/setup/audit`);
  await phone.locator('.audit-line').first().waitFor();
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide <= 0, `the page is ${wide} px wider than the screen`);
  await shot(phone, 'audit-phone');
  await ask(admin, `/meta/objects/${name}`, { method: 'DELETE' });

  const seller = await open({ language: 'zh-CN' });
  await signIn(seller, 'seller');
  expect(
    (await seller.locator('.side').getByText('审计日志').count()) === 0,
    'the audit log is offered to somebody who may not see it',
  );
  await seller.goto(`${baseUrl}/profile`);
  await seller.locator('[data-test=sign-in-log] .session').first().waitFor();
  await shot(seller, 'sign-in-log');
}
