/** `npm run fuzz`: bundles the harness with the sources as they are, and starts it; see `drive.ts` for what it takes. */

import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { esbuildHyparquet } from '../hyparquet.mjs'
import { esbuildWat } from '../wat.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
// As deep as `src/cli/`: the plans that come with yuce are found from there. Other packages stay where they are.
const outfile = join(root, 'fuzz/built/main.mjs')

await build({
  absWorkingDir: root,
  entryPoints: ['fuzz/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  define: { YUCE_VERSION: JSON.stringify(version) },
  // hyparquet comes along, for what is put right of it as it is built.
  plugins: [esbuildWat, esbuildHyparquet, { name: 'along', setup: bundleHyparquet }],
  logLevel: 'warning',
})
await import(pathToFileURL(outfile).href)

function bundleHyparquet({ onResolve }) {
  onResolve({ filter: /^hyparquet$/ }, () => ({ path: join(root, 'node_modules/hyparquet/src/node.js') }))
}
