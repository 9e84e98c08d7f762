/** What is called certain is so in every draw; what draws merely agree on has a bound. */

import { expect, test } from 'vitest'
import { simulated } from '../../../support/chance.ts'

const plan = (equations: string, targets: string) => ({
  'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,50\n',
  'growth.csv': 'sector,year,growth\na,2025,"normal(5%, 2%)"\nb,2025,5%\n',
  'assumptions.csv': 'variable,sector,year,value\nshock,total,2025,"normal(0, 1)"\nrate,*,2025,2%\n',
  'equations.csv': `variable,formula\nrevenue,lag(revenue) * (1 + growth)\ntotal_revenue,sum(revenue)\n${equations}`,
  'targets.csv': `target,indicator,sector,year,op,value\n${targets}`,
})

// Φ(−5) is 3e-7: none of 2048 draws goes there.
const rare = plan('loss,shock > 5 ? total_revenue : 0\n', 'rare,loss,total,2025,>,1\nnever,loss,total,2025,<,1\n')

test.each(['sobol', 'lhs', 'random'] as const)(
  '%s: a rare event that no draw has hit is not called impossible',
  async (sampler) => {
    const { target } = await simulated(rare, { sampler })
    expect(target('rare')).toMatchObject({ probability: 0, method: 'counted' })
    expect(target('never')).toMatchObject({ probability: 1, method: 'counted' })
    // Clopper and Pearson's end for none of n: 1 − 0.025^(1/n).
    const beyond = 1 - 0.025 ** (1 / 2048)
    expect(target('rare').interval?.[1]).toBeCloseTo(beyond, 12)
    expect(target('never').interval?.[0]).toBeCloseTo(1 - beyond, 12)
  },
)

test.each(['sobol', 'random'] as const)('%s: the ratio of two numbers that grow alike is certain', async (sampler) => {
  const files = plan(
    'rd,revenue * rate\ntotal_rd,sum(rd)\nintensity,total_rd / total_revenue\n',
    'ratio,intensity,total,2025,>=,0.02\n',
  )
  const { target } = await simulated(files, { sampler })
  expect(target('ratio')).toMatchObject({ probability: 1, method: 'certain', interval: [1, 1] })
})

test('a sector that no uncertain number reaches is certain, beside one that is not', async () => {
  const files = plan('tax,"max(revenue, 0)"\n', 'b,tax,b,2025,>,52\na,tax,a,2025,>,105\n')
  const { target } = await simulated(files)
  expect(target('b')).toMatchObject({ probability: 1, method: 'certain' })
  // revenue[a] is normal(105, 2).
  expect(target('a').probability).toBeCloseTo(0.5, 3)
})

test('branches by the calendar leave an indicator certain', async () => {
  const files = plan('ratio,year < 2025 ? 1 : total_revenue / sum(revenue)\n', 'ratio,ratio,total,2025,>=,1\n')
  expect((await simulated(files)).target('ratio')).toMatchObject({ probability: 1, method: 'certain' })
})

test('a draw that fails meets nothing, so that what is certain otherwise has the chance that draws do not fail', async () => {
  const files = plan('depth,log(shock + 1)\n', 'b,revenue,b,2025,>,52\nnot,revenue,b,2025,<,52\n')
  const { target, failed } = await simulated(files)
  // Φ(−1) of the draws fail.
  expect(failed / 2048).toBeCloseTo(0.1587, 2)
  expect(target('b')).toMatchObject({ probability: 1 - failed / 2048, method: 'counted' })
  expect(target('not')).toMatchObject({ probability: 0, method: 'certain' })
})
