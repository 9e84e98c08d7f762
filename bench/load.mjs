/** Modules of `src/` as they are, for programs that measure inside them. */

import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { esbuildWat } from '../wat.mjs'

/**
 * @param paths  from the root: `src/analyses/numerics/points.ts`
 * @returns what all of them export
 */
export async function load(...paths) {
  const { outputFiles } = await build({
    stdin: {
      contents: paths.map((path) => `export * from './${path}'`).join('\n'),
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    plugins: [esbuildWat],
    platform: 'node',
    format: 'esm',
    write: false,
  })
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
}
