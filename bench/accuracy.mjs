/** How far the chance of a target is off, by how draws are made: the spread of many estimates, each with its own seed. */

import { join } from 'node:path'
import { load } from './load.mjs'
import { caseS } from './plans.mjs'
import { power, printNote, printTable, rounded, scientific } from './tables.mjs'
import { withFolder } from './timing.mjs'

const EXPONENTS = [10, 12, 14]

/**
 * How the draws of P(revenue > 10000) of case S are made, and what programs written for this one model found with
 * 128 seeds. Without `change` it is what the sampler does in yuce; the others show what each step is worth.
 */
const ways = [
  { name: 'random', sampler: 'random', found: [8.3e-3, 4.2e-3, 1.9e-3] },
  { name: 'lhs', sampler: 'lhs', found: [7.1e-3, 3.5e-3, 1.8e-3] },
  { name: 'sobol, points only', sampler: 'sobol', found: [5.7e-3, 2.6e-3, 1.4e-3], change: pointsOnly },
  { name: 'sobol, turned', sampler: 'sobol', found: [1.6e-3, 7.9e-4, 3.7e-4], change: counted },
  { name: 'random, integrated', sampler: 'sobol', found: [2.0e-4, 8.4e-5, 4.9e-5], change: independent },
  { name: '**sobol**: turned, integrated', sampler: 'sobol', found: [5.0e-5, 1.2e-5, 3.3e-6] },
]

/** Draws are counted, though their first dimension runs along the slope of the target. */
function counted(experiment) {
  return { ...experiment, lines: experiment.lines.map(() => ({ kind: 'counted' })), joint: null }
}

function pointsOnly(experiment) {
  return { ...counted(experiment), rotate: null, order: experiment.uncertainty.latents.map((_, latent) => latent) }
}

/** Independent points in place of even ones. */
function independent(experiment, { createPoints }, draws) {
  const { question, points, uncertainty } = experiment
  const { fill } = createPoints('random', { seed: question.seed, names: uncertainty.latents, draws })
  return { ...experiment, points: { ...points, fill } }
}

export async function accuracy({ replications }) {
  const modules = await load(
    'src/index.ts',
    'src/analyses/chance/block.ts',
    'src/analyses/chance/experiment.ts',
    'src/analyses/chance/simulate.ts',
    'src/analyses/chance/tally.ts',
    'src/analyses/numerics/points.ts',
  )
  const { plan } = withFolder((folder) => modules.loadPlan({ folder: caseS(join(folder, 'S')) }))
  const { model } = await modules.compileModel(plan)
  const seeds = Array.from({ length: replications }, (_, seed) => seed)
  const spreads = ways.map((way) =>
    EXPONENTS.map((exponent) => spreadOf(seeds.map((seed) => estimate(modules, model, way, seed, 2 ** exponent)))),
  )
  const asOf = (value, found) => `${scientific(value)} (× ${rounded(value / found)})`
  printTable(
    `Standard deviation of P(revenue > 10000) of case S over ${replications} seeds (× what was found before)`,
    ['draws', ...EXPONENTS.map((exponent) => power(2, exponent))],
    ways.map(({ name, found }, k) => [name, ...spreads[k].map(({ deviation }, n) => asOf(deviation, found[n]))]),
  )
  printTable(
    'Reported standard error (root of the mean square), × the deviation seen',
    ['draws', ...EXPONENTS.map((exponent) => power(2, exponent))],
    ways.flatMap(({ name, change }, k) =>
      change === undefined
        ? [[name, ...spreads[k].map(({ reported, deviation }) => rounded(reported / deviation))]]
        : [],
    ),
  )
  const { mean, deviation } = spreads.at(-1).at(-1)
  printNote(`Mean of the most accurate: ${mean.toFixed(8)} ± ${scientific(deviation / Math.sqrt(replications))}.`)
}

function estimate(modules, model, { sampler, change = (experiment) => experiment }, seed, draws) {
  const { experimentOf, createBlockRunner, createTally, blockCount, runBlock, chancesOf } = modules
  const [target] = model.plan.targets
  const question = { model, targets: [target], fans: [], sampler, seed, repairsCorrelation: false }
  const experiment = change(experimentOf(question, model.plan.defaultScenario, draws), modules, draws)
  const run = { experiment, runner: createBlockRunner(experiment), tally: createTally() }
  for (let block = 0; block < blockCount(run, draws); block++) runBlock(run, block, draws)
  return chancesOf(run).targets[0]
}

function spreadOf(chances) {
  const mean = meanOf(chances, ({ probability }) => probability)
  const square = meanOf(chances, ({ probability }) => (probability - mean) ** 2)
  const reported = Math.sqrt(meanOf(chances, ({ standardError }) => standardError ** 2))
  return { mean, deviation: Math.sqrt((square * chances.length) / (chances.length - 1)), reported }
}

function meanOf(items, numberOf) {
  return items.reduce((sum, item) => sum + numberOf(item), 0) / items.length
}
