import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { stamp } from './helpers.mjs';

/** Only where the server has a listener that fails on purpose, as the one the tests start has. */
export async function showsWhatTheSystemDoesInTheBackground(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  const listeners = (await ask(page, '/admin/outbox')).body.listeners;
  await page.goto(`${baseUrl}/setup/background`);
  await page.locator('.side').getByText('后台任务与事件').waitFor();
  await page.locator('.ant-tabs').waitFor();
  if (listeners.some((listener) => listener.name === 'probe')) await decidesAboutDeadLetters(page);
  await page.locator('[data-test=language]').click();
  await page.locator('.page-head-title', { hasText: 'Background work' }).waitFor();
  await shot(page, 'background-en');
  await page.locator('[data-test=language]').click();
  await page.goto(`${baseUrl}/setup/background?tab=jobs`);
  await page.locator('.ant-table').waitFor();
  await shot(page, 'background-jobs');
  await page.goto(`${baseUrl}/setup/background?tab=schedules`);
  await page.locator('.ant-table-row', { hasText: '整理事件台账' }).waitFor();
  await shot(page, 'background-schedules');
  const seller = await open({ language: 'en-US' });
  await signIn(seller, 'seller');
  await seller.goto(`${baseUrl}/setup/background`);
  await seller.locator('.ant-result').waitFor();
}

async function decidesAboutDeadLetters(page) {
  const object = `flakyui${stamp}`;
  const label = { 'zh-CN': `易碎品${stamp}`, 'en-US': `Flaky${stamp}` };
  const defined = await ask(page, `/meta/objects/${object}`, {
    method: 'PUT',
    body: { name: object, label, nameField: 'title', fields: [{ name: 'title', type: 'text', max: 40 }] },
  });
  expect(defined.status === 201, `the object could not be made: ${JSON.stringify(defined.body)}`);
  for (const title of ['one', 'two'])
    await ask(page, `/records/${object}`, { method: 'POST', body: { title } });
  const dead = page.locator('[data-test=dead-probe]');
  await dead.waitFor();
  await shot(page, 'background-listeners');
  await dead.click();
  const rows = page.locator('.ant-table-row', { hasText: object });
  await soon(async () => (await rows.count()) === 2, 'there are not two dead letters');
  await shot(page, 'background-letters');
  await rows.first().locator('[data-test=discard]').click();
  await soon(async () => (await rows.count()) === 1, 'the dead letter was not discarded');
  const before = (await ask(page, `/admin/outbox/dead-letters?object=${object}`)).body.deadLetters[0];
  await rows.first().locator('[data-test=replay]').click();
  await soon(async () => {
    const now = (await ask(page, `/admin/outbox/dead-letters?object=${object}`)).body.deadLetters[0];
    return now && now.changedAt !== before.changedAt;
  }, 'the dead letter was not tried again');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('.work-card').first().waitFor();
  await soon(
    async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
    'dead letters are wider than a phone of 390 px',
  );
  await shot(page, 'background-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await ask(page, `/admin/outbox/dead-letters?object=${object}`, { method: 'DELETE' });
}
