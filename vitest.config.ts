import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { viteHyparquet } from './hyparquet.mjs'
import { viteWat } from './wat.mjs'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

export default defineConfig({
  plugins: [viteWat, viteHyparquet],
  define: { YUCE_VERSION: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    // Edited on its way, as it is when the program is built.
    server: { deps: { inline: ['hyparquet'] } },
    // Two cores and a build beside it: a slow machine is no failure.
    testTimeout: 30_000,
  },
})
