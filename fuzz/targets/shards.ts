/** Parts of a simulation, changed by a stranger before they are merged. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claim } from '../claims.ts'
import { newFolder } from '../folders.ts'
import { mutated } from '../mutate.ts'
import { type Target, textIn } from '../target.ts'
import { yuce } from '../yuce.ts'

const folder = join(newFolder(), 'plan')
mkdirSync(folder)
writeFileSync(join(folder, 'baseline.csv'), 'sector,year,revenue\na,2024,100\nb,2024,50\n')
writeFileSync(join(folder, 'growth.csv'), 'sector,year,growth\n*,2025,"normal(5%, 2%)"\n')
writeFileSync(join(folder, 'targets.csv'), 'target,indicator,year,op,value\nt,total_revenue,2025,>,157\n')
for (const shard of ['1/2', '2/2']) {
  await yuce(['simulate', '--draws', '64', '--sampler', 'random', '--shard', shard, '-o', `${shard[0]}.json`], folder)
}
const [first, second] = ['1.json', '2.json'].map((name) => readFileSync(join(folder, name), 'utf8'))

export const shards: Target = {
  name: 'shards',
  claim: 'a part that has been changed is merged to numbers or refused, never a defect',
  generate: (random) => {
    const text = first ?? ''
    // Most changes of what the part says of itself are refused at once: change what it counts.
    const at = text.indexOf('"runs"')
    const changed = random.chance(0.7) ? text.slice(0, at) + mutated(text.slice(at), random) : mutated(text, random)
    return [{ name: 'part', text: changed }]
  },
  check: async (input) => {
    writeFileSync(join(folder, 'changed.json'), textIn(input, 'part'))
    writeFileSync(join(folder, '2.json'), second ?? '')
    const { exit, out, err } = await yuce(['merge', 'changed.json', '2.json', '-f', 'json'], folder)
    claim(exit === 0 || exit === 2, `exit ${exit}\n${err}`)
    if (exit === 0) claim(!/NaN|Infinity/.test(out) && JSON.parse(out) !== null, 'numbers only')
  },
}
