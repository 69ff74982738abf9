import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldTypeNames } from '../fields/registry';
import enUS from '../i18n/en-US.json';
import zhCN from '../i18n/zh-CN.json';

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.|schema\.ts$/.test(entry.name)) yield path;
  }
}

describe('the texts of the screens', () => {
  it('exist in both languages', () => {
    expect(Object.keys(enUS)).toEqual(Object.keys(zhCN));
  });

  it('take the same parameters in both', () => {
    const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const [key, text] of Object.entries(zhCN))
      expect(parameters(enUS[key as keyof typeof enUS]), key).toEqual(parameters(text));
  });

  it('name every field type', () => {
    for (const name of fieldTypeNames) expect(zhCN).toHaveProperty([`type.${name}`]);
  });

  it('stand in the message files and nowhere else', () => {
    const root = join(import.meta.dirname, '..');
    // Functions that spell numbers and days in Chinese do it in any language of the screen.
    const functions = join(root, 'expression', 'functions');
    const spoken = [...sources(root)]
      .filter((path) => !path.startsWith(functions))
      .filter((path) =>
        /[\u3001-\u3011\u4e00-\u9fff]/.test(
          readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
        ),
      );
    expect(spoken).toEqual([]);
  });
});
