/** A short run of what `npm run fuzz` does by the hour: the same inputs every time. */

import { describe, expect, test } from 'vitest'
import { areUntouched } from '../fuzz/claims.ts'
import { readCorpus } from '../fuzz/corpus.ts'
import { randomOf } from '../fuzz/random.ts'
import { targets } from '../fuzz/targets.ts'
import { attempt } from '../fuzz/trial.ts'
import { root } from './support/folders.ts'

const seed = 20_261_126
const corpus = readCorpus(root)

describe(`whatever the input (seed ${seed})`, () => {
  test.each(targets)('$name: $claim', async (target) => {
    const count = 50 * (target.share ?? 1) ** 2
    for (let index = 0; index < count; index++) {
      const input = target.generate(randomOf(seed, target.name, index), corpus)
      const fault = await attempt(target, input)
      if (fault !== null) expect.fail(`${JSON.stringify(input)}\n${fault}`)
    }
    areUntouched()
  })
})
