/** WebAssembly from its text: the build and the tests import a `.wat` file as the module it describes, in base 64. */

import { readFile } from 'node:fs/promises'
import loadAssembler from 'wabt'

/** @returns text of an ES module that exports the assembled module */
async function assemble(path) {
  const assembler = await loadAssembler()
  const module = assembler.parseWat(path, await readFile(path, 'utf8'), { simd: true })
  try {
    module.validate()
    const { buffer } = module.toBinary({})
    return `export const base64 = '${Buffer.from(buffer).toString('base64')}'`
  } finally {
    module.destroy()
  }
}

export const esbuildWat = {
  name: 'wat',
  setup({ onLoad }) {
    onLoad({ filter: /\.wat$/ }, async ({ path }) => ({ contents: await assemble(path), loader: 'js' }))
  },
}

export const viteWat = {
  name: 'wat',
  async load(path) {
    return path.endsWith('.wat') ? await assemble(path) : null
  },
}
