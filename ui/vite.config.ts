import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The server a developer's browser talks to while `npm run dev` serves the screens. */
const api = process.env.TRELLIS_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: process.env.UI_OUT ?? 'target/classes/META-INF/resources',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      output: {
        // The libraries change far less often than the screens: a browser keeps them between releases.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
            },
            {
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/,
              minShareCount: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api, '/openapi.json': api } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Maven skips the checks while nothing has changed since this file was written.
    onConsoleLog: () => undefined,
    reporters: ['default', { onTestRunEnd: stampWhenGreen }],
  },
});

function stampWhenGreen(_modules: unknown, errors: readonly unknown[], reason: string) {
  const stamp = process.env.UI_CHECKED;
  if (!stamp || reason !== 'passed' || errors.length > 0) return;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}
