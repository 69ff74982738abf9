import { ask, baseUrl, expect, shot, signIn, soon } from './browser.mjs';
import { newLead, stamp } from './helpers.mjs';

/** A picture of stripes, made in the page: PNG or JPEG, as its name says. */
async function picture(page, name, width = 900, height = 600) {
  const type = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const url = await page.evaluate(
    ([mime, w, h]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const pen = canvas.getContext('2d');
      for (let x = 0; x < w; x += 60) {
        pen.fillStyle = `hsl(${(x * 360) / w} 60% 55%)`;
        pen.fillRect(x, 0, 60, h);
      }
      pen.fillStyle = '#fff';
      pen.font = '80px sans-serif';
      pen.fillText('Trellis', 60, h / 2);
      return canvas.toDataURL(mime);
    },
    [type, width, height],
  );
  return { name, mimeType: type, buffer: Buffer.from(url.split(',')[1], 'base64') };
}

const shown = (page, selector) =>
  page.evaluate((css) => {
    const image = document.querySelector(css);
    return image !== null && image.complete && image.naturalWidth > 0;
  }, selector);

const attachmentsOf = async (page, id) =>
  (await ask(page, `/records/lead/${id}/attachments`)).body.attachments;

export async function attachesFilesToARecord(open) {
  const page = await open({ language: 'zh-CN' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `附件 ${stamp}`, `附件公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  const card = page.locator('[data-test=attachments]');
  await card.waitFor();
  await card
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      await picture(page, '现场照片.jpg'),
      { name: '报价说明（终稿）.txt', mimeType: 'text/plain', buffer: Buffer.from('报价有效期三十天') },
    ]);
  await card.locator('[data-file="报价说明（终稿）.txt"]').waitFor();
  await card.locator('[data-file="现场照片.jpg"]').waitFor();
  await soon(
    () => shown(page, '[data-file="现场照片.jpg"] img'),
    'the small picture of the photo is not shown',
  );
  await shot(page, 'attachments');
  const download = page.waitForEvent('download');
  await card.locator('[data-file="报价说明（终稿）.txt"] a').click();
  expect(
    (await download).suggestedFilename() === '报价说明（终稿）.txt',
    'the download has not the name of the file',
  );
  // Dropped on the card.
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
    return data;
  });
  await card.dispatchEvent('drop', { dataTransfer: dropped });
  await card.locator('[data-file="dropped.txt"]').waitFor();
  await card.locator('[data-file="dropped.txt"] [data-test=remove-attachment]').click();
  await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
  await card.locator('[data-file="dropped.txt"]').waitFor({ state: 'detached' });
  expect((await attachmentsOf(page, lead.id)).length === 2, 'not the two files are stored');
  await page.locator('.record-tabs .ant-tabs-tab', { hasText: '变更历史' }).click();
  await page.locator('.change-line', { hasText: '现场照片.jpg' }).first().waitFor();
  await shot(page, 'attachments-history');
}

export async function losesNothingWhenAnUploadFails(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `Upload ${stamp}`, `Upload company ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}`);
  const card = page.locator('[data-test=attachments]');
  await card.waitFor();
  await page.route('**/api/v1/files?**', (route) => route.abort());
  const file = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('the plan') };
  await card.locator('input[type=file]').first().setInputFiles(file);
  await card.locator('[data-test=uploading] .field-problem').waitFor();
  await shot(page, 'upload-failed');
  await page.unroute('**/api/v1/files?**');
  await card.locator('[data-test=uploading] button').first().click();
  await card.locator('[data-file="plan.txt"]').waitFor();
  expect((await attachmentsOf(page, lead.id)).length === 1, 'the second try is not stored once');
}

export async function fillsAPictureFieldInAForm(open) {
  const page = await open({ language: 'en-US' });
  await signIn(page, 'admin');
  const products = await ask(page, '/records/product?size=1&sort=-createdAt');
  const product = products.body.records[0];
  await page.goto(`${baseUrl}/o/product/${product.id}?edit=1`);
  const field = page.locator('[data-field=image]');
  await field
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'not-a-picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from('<html>'),
    });
  await field.locator('.field-problem').waitFor();
  await field.scrollIntoViewIfNeeded();
  await shot(page, 'picture-refused');
  await field
    .locator('input[type=file]')
    .first()
    .setInputFiles(await picture(page, `product-${stamp}.png`));
  await field.locator('.file-line img').waitFor();
  await page.locator('[data-test=save]').click();
  await page.locator('.detail[data-field=image] img').waitFor();
  await soon(() => shown(page, '.detail[data-field=image] img'), 'the picture is not shown');
  await shot(page, 'picture');
  const stored = (await ask(page, `/records/product/${product.id}`)).body.image;
  expect(stored.name === `product-${stamp}.png` && stored.type === 'image/png', 'the picture is not stored');
}

export async function takesAPhotoOnAPhone(open) {
  const page = await open({ phone: true, language: 'zh-CN' });
  await signIn(page, 'seller');
  const lead = await newLead(page, `手机附件 ${stamp}`, `手机公司 ${stamp}`);
  await page.goto(`${baseUrl}/o/lead/${lead.id}?tab=attachments`);
  const card = page.locator('[data-test=attachments]');
  await card.waitFor();
  const camera = card.locator('input[capture]');
  await camera.setInputFiles(await picture(page, 'IMG_0001.jpg', 1200, 1600));
  await card.locator('[data-file="IMG_0001.jpg"]').waitFor();
  await soon(() => shown(page, '[data-file="IMG_0001.jpg"] img'), 'the photo is not shown');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= 390, `the page is ${wide} px wide on a phone`);
  await shot(page, 'attachments-phone');
}
