/**
 * The words that `--sampler random` draws, as raw binary without end, for a battery of statistical tests:
 *
 *     node bench/stream.mjs | dieharder -a -g 200              one name, draw after draw
 *     node bench/stream.mjs across | dieharder -a -g 200       ten thousand names, eight draws of each in turn
 *
 * A number after them is the seed (0). The second run tests that neighbouring names are as independent as draws are.
 */

import { writeSync } from 'node:fs'
import { load } from './load.mjs'

const ways = {
  along: { names: ['growth[displays,2026]'], draws: 2 ** 16 },
  across: { names: Array.from({ length: 10_000 }, (_, index) => `growth[s${index},2026]`), draws: 8 },
}

const [way = 'along', seed = '0'] = process.argv.slice(2)
const { names, draws } = ways[way] ?? ways.along
const { createPoints } = await load('src/analyses/numerics/points.ts')
const points = createPoints('random', { seed: Number(seed), names, draws: 2 ** 52 })
const words = new Uint32Array(names.length * draws)
try {
  for (let first = 0; ; first += draws) {
    for (let name = 0; name < names.length; name++) points.fill(name, first, draws, words, name * draws)
    write(new Uint8Array(words.buffer))
  }
} catch (error) {
  // The reader has seen enough.
  if (error.code !== 'EPIPE') throw error
}

function write(bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}
