import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const baseUrl = (process.env.BASE_URL ?? '').replace(/\/$/, '');
export const shots = process.env.SHOTS ?? join(import.meta.dirname, '../target/e2e');
export const password = process.env.DEMO_PASSWORD ?? 'trellis-demo';

export async function launch() {
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath)
    throw new Error('No Chromium found. Install it (apt-get install -y chromium) or name it in CHROMIUM.');
  mkdirSync(shots, { recursive: true });
  return chromium.launch({ executablePath, args: flags });
}

/** A page of its own session; `errors` collects what the page itself got wrong. */
export async function open(browser, { phone = false, language } = {}) {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    isMobile: phone,
    hasTouch: phone,
    locale: 'zh-CN',
    acceptDownloads: true,
    // A button that still moves is missed by a fast hand.
    reducedMotion: 'reduce',
  });
  if (language) await context.addInitScript((tag) => localStorage.setItem('trellis.language', tag), language);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.errors = [];
  // The guard against lost input asks before a reload: go on, the draft must survive it.
  page.on('dialog', (dialog) => void dialog.accept());
  page.on('pageerror', (error) => page.errors.push(error.message));
  return page;
}

/** Signs in as a demo user the way a person does. */
export async function signIn(page, username) {
  // The page fills in the demo company once the server has said there is one; typing at that moment would append to it.
  for (let attempt = 0; attempt < 20; attempt++) {
    await page.goto(`${baseUrl}/sign-in`);
    const ready = page.locator('[data-test=demo-seller]').waitFor({ timeout: 5000 });
    if (
      await ready.then(
        () => true,
        () => false,
      )
    )
      break;
  }
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('[data-test=sign-in]').click();
  await page.locator('.top').waitFor();
}

/** Asks the API with the page's own session, to compare what is shown with what is stored. */
export function ask(page, path, options = {}) {
  return page.evaluate(
    async ([url, { method = 'GET', body }]) => {
      const response = await fetch(url, {
        method,
        headers: { 'X-Trellis-Csrf': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) },
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    },
    [`/api/v1${path}`, options],
  );
}

export async function shot(page, name) {
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

export function expect(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** Waits until `holds` answers true, for what follows an action only after a moment; fails with the sentence when it doesn't. */
export async function soon(holds, sentence) {
  for (let attempt = 0; attempt < 75; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(sentence);
}
