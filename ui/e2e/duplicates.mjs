import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { fill, stamp } from './helpers.mjs';

const text = (zh, en) => ({ 'zh-CN': zh, 'en-US': en });

async function withObject(page, suffix, run) {
  const object = `firm${suffix}${stamp}`;
  const answer = await ask(page, `/meta/objects/${object}`, {
    method: 'PUT',
    body: {
      label: text('公司', 'Firm'),
      nameField: 'title',
      fields: [
        { name: 'title', type: 'text', label: text('名称', 'Title') },
        { name: 'phone', type: 'phone', label: text('电话', 'Phone') },
      ],
    },
  });
  expect(answer.status < 300, JSON.stringify(answer.body));
  try {
    await run(object);
  } finally {
    const { body } = await ask(page, '/meta/duplicate-rules');
    for (const one of body['duplicate-rules'].filter((each) => each.object === object))
      await ask(page, `/meta/duplicate-rules/${object}.${one.name}`, { method: 'DELETE' });
    await ask(page, `/meta/objects/${object}`, { method: 'DELETE' });
  }
}

export async function isWarnedOfADuplicateAndSavesItAllTheSame(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await withObject(page, 'a', async (object) => {
    await page.goto(`${baseUrl}/setup/objects/${object}`);
    await page.getByRole('tab', { name: '查重' }).click();
    await page.locator('[data-test=new-duplicate-rule]').click();
    await page.locator('#duplicate-zh').fill('同一家公司');
    await page.locator('#duplicate-en').fill('Same firm');
    await page.locator('.likeness-part .ant-select').nth(1).click();
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '同一公司名' })
      .click();
    await page.locator('[data-test=add-alternative]').click();
    await page.locator('.likeness-alternative').nth(1).locator('.ant-select').first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '电话' }).click();
    await shot(page, 'duplicates-form');
    await page.locator('[data-test=save-duplicate-rule]').click();
    await page.locator('[data-rule=sameFirm]').waitFor();
    await shot(page, 'duplicates-tab');

    const first = await ask(page, `/records/${object}`, {
      method: 'POST',
      body: { title: `苏州${stamp}有限公司`, phone: '13800001234' },
    });
    await page.goto(`${baseUrl}/o/${object}/new`);
    await fill(page, 'title', `苏州市${stamp}股份有限公司`);
    const live = page.locator('.form-likenesses a', { hasText: stamp });
    await live.waitFor();
    expect(
      (await live.getAttribute('href')) === `/o/${object}/${first.body.id}`,
      'the record that is alike is not linked',
    );
    await page.locator('[data-test=save]').click();
    const dialog = page.locator('.ant-modal-confirm [data-test=duplicates]');
    await dialog.waitFor();
    await shot(page, 'duplicates-warned');
    await page.getByRole('button', { name: '返回修改' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(
      (await page.locator('[data-field=title] input').inputValue()).includes(stamp),
      'typed text is lost',
    );
    await page.locator('[data-test=save]').click();
    await page.getByRole('button', { name: '仍然保存' }).click();
    await page.waitForURL(new RegExp(`/o/${object}/(?!new)[^/?]+$`));
  });
}

export async function isKeptFromSavingADuplicateOnThePhone(open) {
  const page = await open({ phone: true, language: 'en-US' });
  await signIn(page, 'admin');
  await withObject(page, 'b', async (object) => {
    const rule = await ask(page, `/meta/duplicate-rules/${object}.phones`, {
      method: 'PUT',
      body: { action: 'block', match: [{ all: [{ field: 'phone', by: 'phone' }] }] },
    });
    expect(rule.status < 300, JSON.stringify(rule.body));
    await ask(page, `/records/${object}`, { method: 'POST', body: { title: 'Alpha', phone: '13900001234' } });
    await page.goto(`${baseUrl}/o/${object}/new`);
    await fill(page, 'title', 'Beta');
    await fill(page, 'phone', '+86 139 0000 1234');
    await page.locator('.form-likenesses a', { hasText: 'Alpha' }).waitFor();
    await page.locator('[data-test=save]').click();
    await page.locator('.ant-modal-confirm', { hasText: 'Alpha' }).waitFor();
    await shot(page, 'duplicates-blocked-phone');
    await page.getByRole('button', { name: 'Go back' }).click();
    await page.locator('[data-field=phone] .field-problem', { hasText: 'Alpha' }).waitFor();
    await fill(page, 'phone', '13900009999');
    await soon(
      async () => (await page.locator('.form-likenesses').count()) === 0,
      'a likeness that is gone is still told',
    );
    await page.locator('[data-test=save]').click();
    await page.waitForURL(new RegExp(`/o/${object}/(?!new)[^/?]+$`));

    await page.goto(`${baseUrl}/setup/objects/${object}`);
    await page.getByRole('tab', { name: 'Duplicates' }).click();
    await page.locator('[data-rule=phones] .rule-open').click();
    await page.locator('#duplicate-name').waitFor();
    await shot(page, 'duplicates-form-phone');
    await page.locator('.ant-drawer-close').click();
    await page.locator('[data-rule=phones]').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
    await page.locator('[data-rule=phones]').waitFor({ state: 'detached' });
  });
}

export async function convertsALeadAlthoughItsPersonIsAContact(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const email = `known.${stamp}@example.com`;
  const made = async (path, body) => {
    const answer = await ask(page, path, { method: 'POST', body });
    expect(answer.status === 201, JSON.stringify(answer.body));
    return answer.body;
  };
  await made('/records/contact', { name: `熟人 ${stamp}`, email });
  const lead = await made('/records/lead?allowDuplicates=true', {
    name: `熟人 ${stamp}`,
    company: `熟人公司 ${stamp}`,
    email,
  });
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  await page.locator('[data-test=action-convertLead]').click();
  await page.locator('[data-target=account] [data-field=name] input').waitFor();
  await page.locator('[data-test=run-action]').click();
  await page.locator('.ant-modal-confirm [data-test=duplicates]', { hasText: `熟人 ${stamp}` }).waitFor();
  await shot(page, 'duplicates-convert');
  await page.getByRole('button', { name: '仍然保存' }).click();
  await page.waitForURL(/\/o\/account\//);
}
