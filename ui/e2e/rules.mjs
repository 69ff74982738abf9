import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { fill, stamp } from './helpers.mjs';

const text = (zh, en) => ({ 'zh-CN': zh, 'en-US': en });

/** An object of its own, so that no other journey meets these rules. */
async function withObject(page, suffix, run) {
  const deal = `deal${suffix}${stamp}`;
  const city = `city${suffix}${stamp}`;
  const put = async (path, body) => {
    const answer = await ask(page, path, { method: 'PUT', body });
    expect(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  };
  const select = (name, label, options) => ({ name, type: 'select', label, options });
  await put(`/meta/objects/${city}`, {
    label: text('城市', 'City'),
    nameField: 'name',
    searchFields: ['name'],
    fields: [{ name: 'name', type: 'text' }, select('region', text('区域', 'Region'), ['north', 'south'])],
  });
  await put(`/meta/objects/${deal}`, {
    label: text('交易', 'Deal'),
    nameField: 'title',
    fields: [
      { name: 'title', type: 'text', label: text('标题', 'Title') },
      { name: 'amount', type: 'decimal', scale: 2, label: text('金额', 'Amount') },
      { name: 'discount', type: 'decimal', scale: 2, label: text('折扣', 'Discount') },
      select('stage', text('阶段', 'Stage'), ['open', 'won', 'lost']),
      { name: 'reason', type: 'text', label: text('原因', 'Reason') },
      select('region', text('区域', 'Region'), ['north', 'south']),
      select('channel', text('渠道', 'Channel'), ['shop', 'partner', 'web']),
      { name: 'city', type: 'lookup', target: city, label: text('城市', 'City') },
      { name: 'note', type: 'text', label: text('备注', 'Note') },
    ],
  });
  const rule = (name, body) => put(`/meta/rules/${deal}.${name}`, body);
  try {
    await run({ deal, city, rule });
  } finally {
    const { body } = await ask(page, '/meta/rules');
    for (const one of body.rules.filter((each) => each.object === deal))
      await ask(page, `/meta/rules/${deal}.${one.name}`, { method: 'DELETE' });
    await ask(page, `/meta/objects/${deal}`, { method: 'DELETE' });
    await ask(page, `/meta/objects/${city}`, { method: 'DELETE' });
  }
}

async function choose(page, field, label) {
  await page.locator(`[data-field=${field}] .ant-select`).click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: label })
    .first()
    .click();
}

export async function followsRulesWhileOneTypes(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await withObject(page, 'a', async ({ deal, city, rule }) => {
    await rule('reason', { type: 'visible', fields: ['reason'], when: 'stage = "lost"' });
    await rule('why', { type: 'required', fields: ['reason'], when: 'stage = "lost"' });
    await rule('limit', {
      type: 'validation',
      check: 'discount <= amount * 0.2',
      when: 'NOT ISBLANK(discount)',
      field: 'discount',
      message: text('折扣不能超过两成', 'At most a fifth'),
    });
    await rule('note', {
      type: 'default',
      field: 'note',
      value: { expression: '"金额 " & amount' },
      when: 'amount > 100',
    });
    await rule('ways', {
      type: 'options',
      field: 'channel',
      by: 'region',
      matrix: { north: ['shop', 'web'], south: ['partner'] },
    });
    await rule('near', { type: 'filter', field: 'city', filter: 'region = this.region' });
    await rule('lock', { type: 'readOnly', fields: ['amount'], when: 'stage = "won"', on: ['update'] });
    for (const [name, region] of [
      [`北城${stamp}`, 'north'],
      [`南城${stamp}`, 'south'],
    ])
      await ask(page, `/records/${city}`, { method: 'POST', body: { name, region } });

    await page.goto(`${baseUrl}/o/${deal}/new`);
    await page.locator('[data-field=title]').waitFor();
    expect((await page.locator('[data-field=reason]').count()) === 0, 'a hidden field is shown');
    await fill(page, 'title', `交易 ${stamp}`);
    await choose(page, 'stage', 'lost');
    await page.locator('[data-field=reason] .required').waitFor();
    await fill(page, 'amount', '500');
    await soon(
      async () => (await page.locator('[data-field=note] input').inputValue()) === '金额 500',
      'the default does not follow the amount',
    );
    await fill(page, 'discount', '200');
    await page.locator('[data-field=discount] .field-problem', { hasText: '折扣不能超过两成' }).waitFor();
    await shot(page, 'rules-form');
    await fill(page, 'discount', '50');
    await page.locator('[data-field=discount] .field-problem').waitFor({ state: 'detached' });

    await choose(page, 'region', 'south');
    await page.locator('[data-field=channel] .ant-select').click();
    const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
    await soon(async () => (await offered.allInnerTexts()).join() === 'partner', 'options are not narrowed');
    await offered.first().click();
    await page.locator('[data-field=city] .ant-select').click();
    const cities = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
    await soon(
      async () => (await cities.allInnerTexts()).join().includes(`南城${stamp}`),
      'the city of the region is not offered',
    );
    expect(!(await cities.allInnerTexts()).join().includes('北城'), 'a city of another region is offered');
    await cities.first().click();

    await page.locator('[data-test=save]').click();
    await page.locator('[data-field=reason] .field-problem').waitFor();
    await fill(page, 'reason', '价格');
    await page.locator('[data-test=save]').click();
    await page.waitForURL(new RegExp(`/o/${deal}/(?!new)[^/?]+$`));
    const id = page.url().split('/').at(-1);
    const stored = (await ask(page, `/records/${deal}/${id}`)).body;
    expect(stored.note === '金额 500', `the default was not stored: ${stored.note}`);
    expect(stored.channel === 'partner' && stored.reason === '价格', 'the record is not as it was typed');

    await ask(page, `/records/${deal}/${id}`, { method: 'PATCH', body: { stage: 'won' } });
    await page.goto(`${baseUrl}/o/${deal}/${id}?edit=1`);
    await page.locator('[data-field=discount] input').waitFor();
    expect((await page.locator('[data-field=amount] input').count()) === 0, 'a locked field can be typed in');
  });
}

export async function definesTriesAndRemovesARule(open) {
  const page = await open({ phone: true, language: 'en-US' });
  await signIn(page, 'admin');
  await withObject(page, 'b', async ({ deal }) => {
    await page.goto(`${baseUrl}/setup/objects/${deal}`);
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.locator('[data-test=new-rule]').click();
    await page.locator('#rule-en').fill('Small deals only');
    await page.locator('#rule-zh').fill('只做小单');
    await page.locator('#rule-check').fill('amuont < 10');
    await page.locator('#rule-message-zh').fill('太大了');
    await page.locator('#rule-message-en').fill('Too big');
    await page.locator('[data-test=save-rule]').click();
    await page.locator('.field-problem', { hasText: 'amuont' }).waitFor();
    await page.locator('#rule-check').fill('amount < 10');
    await page.locator('[data-test=try-rule]').click();
    await page.locator('#trial-values').fill('{"amount": 50}');
    await page.locator('[data-test=run-trial]').click();
    await page.locator('[data-test=trial-result]', { hasText: 'Too big' }).waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over <= 0, `the form is ${over} px wider than the phone`);
    await shot(page, 'rules-setup-phone');
    await page.locator('[data-test=save-rule]').click();
    await page.locator('[data-rule=smallDealsOnly]').waitFor();
    const refused = await ask(page, `/records/${deal}`, { method: 'POST', body: { amount: 50 } });
    expect(refused.status === 422, 'the new rule is not in force');
    await page.locator('[data-rule=smallDealsOnly] .ant-btn-dangerous').click();
    await page.locator('.ant-modal .ant-btn-dangerous').click();
    await page.locator('[data-rule=smallDealsOnly]').waitFor({ state: 'detached' });
    const taken = await ask(page, `/records/${deal}`, { method: 'POST', body: { amount: 50 } });
    expect(taken.status === 201, 'a removed rule still acts');
  });
}
