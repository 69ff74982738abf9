import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { stamp } from './helpers.mjs';

const text = (zh, en) => ({ 'zh-CN': zh, 'en-US': en });

/** Two objects of their own, linked, and a record of each. */
async function withObjects(page, suffix, run) {
  const order = `order${suffix}${stamp}`;
  const buyer = `buyer${suffix}${stamp}`;
  const put = async (name, body) => {
    const answer = await ask(page, `/meta/objects/${name}`, { method: 'PUT', body });
    expect(answer.status === 201, JSON.stringify(answer.body));
  };
  const make = async (object, body) => {
    const answer = await ask(page, `/records/${object}`, { method: 'POST', body });
    expect(answer.status === 201, JSON.stringify(answer.body));
    return answer.body;
  };
  await put(buyer, {
    label: text('买家', 'Buyer'),
    nameField: 'name',
    searchFields: ['name'],
    fields: [
      { name: 'name', type: 'text', label: text('名称', 'Name') },
      { name: 'level', type: 'integer', label: text('等级', 'Level') },
    ],
  });
  await put(order, {
    label: text('订货', 'Order'),
    nameField: 'title',
    searchFields: ['title'],
    fields: [
      { name: 'title', type: 'text', label: text('标题', 'Title') },
      { name: 'amount', type: 'currency', scale: 2, label: text('金额', 'Amount') },
      { name: 'buyer', type: 'lookup', target: buyer, label: text('买家', 'Buyer') },
      {
        name: 'stage',
        type: 'select',
        label: text('阶段', 'Stage'),
        options: [
          { name: 'open', label: text('进行中', 'Open') },
          { name: 'won', label: text('赢单', 'Won') },
        ],
      },
    ],
  });
  const known = await make(buyer, { name: `买家 ${stamp}`, level: 3 });
  const record = await make(order, {
    title: `订货 ${stamp}`,
    amount: '100.00',
    buyer: known.id,
    stage: 'won',
  });
  try {
    await run({ order, buyer, record });
  } finally {
    await ask(page, `/meta/objects/${order}`, { method: 'DELETE' });
    await ask(page, `/meta/objects/${buyer}`, { method: 'DELETE' });
  }
}

const offered = (page) => page.locator('.cm-tooltip-autocomplete li');

/** Takes the suggestion with the key, once it is there and the editor has had the moment it wants before it listens. */
async function take(page, label, key = 'Enter') {
  await page.locator('.cm-tooltip-autocomplete li[aria-selected]', { hasText: label }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press(key);
  await offered(page).first().waitFor({ state: 'detached' });
}

async function chooseOption(page, id, label, search = false) {
  await page.locator(`#${id}`).click();
  if (search) await page.locator(`#${id}`).fill(label);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: label }).click();
}

async function written(page, id, wanted) {
  const inner = () => page.locator(`#${id}`).innerText();
  await soon(async () => (await inner()).trim() === wanted, `${id} does not say ${wanted}`);
}

export async function writesAFormulaWithHelpTriesItAndSaves(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'admin');
  await withObjects(page, 'f', async ({ order, record }) => {
    await page.goto(`${baseUrl}/setup/objects/${order}`);
    await page.locator('[data-test=new-field]').click();
    await chooseOption(page, 'field-type', '公式', true);
    await page.locator('#field-zh').fill('加成金额');
    await page.locator('#field-name').fill('raised');
    await chooseOption(page, 'attribute-returns', '货币');

    // A label finds the field, a function its help, a dot the linked record's fields.
    await page.locator('#attribute-expression').click();
    await page.keyboard.type('rou');
    await offered(page).filter({ hasText: 'ROUND' }).first().waitFor();
    await shot(page, 'formula-functions');
    await take(page, 'ROUND');
    await page.keyboard.insertText('金额');
    await take(page, 'amount');
    await written(page, 'attribute-expression', 'ROUND(amount)');
    await page.locator('[data-test=formula-help] [data-active]', { hasText: 'number' }).waitFor();
    await page.keyboard.type(' * buyer.lev');
    await shot(page, 'formula-linked');
    await take(page, 'level', 'Tab');
    await page.keyboard.type(', ');
    await page.locator('[data-test=formula-help] [data-active]', { hasText: 'digits' }).waitFor();
    await page.keyboard.type('1');
    const says = page.locator('[data-test=formula-attribute-expression] [data-test=formula-says]');
    await says.filter({ hasText: '结果: 货币' }).waitFor();

    // What is wrong is said at once and underlined, also a type that does not fit.
    await page.locator('#attribute-expression').fill('amuont * 2');
    await says.filter({ hasText: '没有字段“amuont”，您是指“amount”吗？' }).waitFor();
    await page.locator('#attribute-expression .cm-lintRange-error', { hasText: 'amuont' }).waitFor();
    await shot(page, 'formula-problem');
    await says.locator('[data-test=formula-fix]').click();
    await written(page, 'attribute-expression', 'amount * 2');
    await says.filter({ hasText: '结果: 货币' }).waitFor();
    await page.locator('#attribute-expression').fill('title');
    await says.filter({ hasText: '此处应为: 货币' }).waitFor();

    await page.locator('#attribute-expression').fill('ROUND(amount * buyer.level, 1)');
    await says.locator('.field-problem').first().waitFor({ state: 'detached' });
    await page.locator('[data-test=formula-attribute-expression] [data-test=formula-try]').click();
    await page.locator('#attribute-expression-record').click();
    await page.locator('.ant-select-dropdown:visible .link-option', { hasText: `订货 ${stamp}` }).click();
    await page.locator('[data-test=formula-value]', { hasText: '300' }).waitFor();
    await page.locator('#attribute-expression').fill('amount * buyer.level + 1');
    await page.locator('[data-test=formula-value]', { hasText: '301' }).waitFor();
    await shot(page, 'formula-trial');
    await page.locator('[data-test=save-field]').click();
    await page.locator('.ant-table-row', { hasText: 'raised' }).waitFor();
    const stored = await ask(page, `/records/${order}/${record.id}`);
    expect(Number(stored.body.raised) === 301, `the formula gives ${stored.body.raised}`);
  });
}

export async function choosesFunctionsAndFieldsFromThePanel(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'admin');
  await withObjects(page, 'p', async ({ order }) => {
    await page.goto(`${baseUrl}/setup/objects/${order}`);
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.locator('[data-test=new-rule]').click();
    const check = page.locator('[data-test=formula-rule-check]');
    await page.locator('#rule-check').click();
    await check.locator('[data-test=formula-open]').click();
    await page.locator('[data-test=formula-search]').fill('is blank');
    await page.locator('[data-function=ISBLANK]').click();
    await shot(page, 'formula-panel');
    await page.locator('[data-test=formula-panel]').getByText('Fields', { exact: true }).click();
    await page.locator('[data-name=buyer] + button').click();
    await page.locator('[data-name=level]').click();
    await written(page, 'rule-check', 'ISBLANK(buyer.level)');
    await check.locator('[data-test=formula-type]', { hasText: 'Result: Yes/no' }).waitFor();
    // The options of a select are offered where it is compared, whatever the language of the label.
    await page.locator('#rule-when').click();
    await page.keyboard.type('stage = 赢');
    await take(page, '"won"');
    await written(page, 'rule-when', 'stage = "won"');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(600);
    expect(await page.locator('#rule-when').isVisible(), 'Escape in the editor closed the form');
  });
}

export async function writesFormulasOnAPhone(open) {
  const page = await open({ phone: true, language: 'zh-CN' });
  await signIn(page, 'admin');
  await withObjects(page, 'm', async ({ order }) => {
    await page.goto(`${baseUrl}/setup/objects/${order}`);
    await page.locator('[data-test=new-field]').click();
    await page.locator('#attribute-default').click();
    await page.keyboard.type('upp');
    await page.waitForTimeout(200);
    await offered(page).filter({ hasText: 'UPPER' }).first().tap();
    await page.keyboard.insertText('标题');
    await page.waitForTimeout(200);
    await offered(page).filter({ hasText: 'title' }).first().tap();
    await written(page, 'attribute-default', 'UPPER(title)');
    await shot(page, 'formula-phone');
    const line = page.locator('[data-test=formula-attribute-default]');
    await line.locator('[data-test=formula-open]').tap();
    await page.locator('[data-test=formula-search]').fill('四舍五入');
    await page.locator('[data-function=ROUND]').waitFor();
    await shot(page, 'formula-phone-panel');
    await soon(
      async () => (await page.evaluate(() => document.documentElement.scrollWidth)) <= 391,
      'the page is wider than a phone of 390 px',
    );
    await page.locator('[data-function=ROUND]').tap();
    await page.locator('[data-test=formula-panel]').waitFor({ state: 'detached' });
    await soon(
      async () => (await page.locator('#attribute-default').innerText()).includes('ROUND()'),
      'the function was not put in',
    );
  });
}
