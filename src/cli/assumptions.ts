/** Assumptions named on the command line: `--vary` and `--over`. */

import { isRate } from '../analyses/instruments.ts'
import { computedWords } from '../model/checks.ts'
import type { Model } from '../model/types.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { oneOf } from '../plan/report.ts'
import { type Address, readAddress } from '../plan/settings.ts'
import { TOTAL } from '../plan/types.ts'
import { usageProblem } from './usage.ts'

/**
 * Addresses as typed, looked up in the model.
 *
 * @throws PlanError for one that is not there, that an equation computes, or that has no such sector
 */
export function chosenAssumptions(model: Model, texts: readonly string[]): Address[] {
  const { projects, sectors } = model.plan
  const names = { variables: model.variables, sectors, projects: projectNames(projects) }
  const read = texts.map((text) => readAddress(names, text))
  const problems = read.flatMap((each) => ('code' in each ? [each] : (objection(model, each) ?? [])))
  if (problems.length > 0) throw new PlanError(problems)
  return read.flatMap((each) => ('code' in each ? [] : [each]))
}

function projectNames(projects: Model['plan']['projects']): string[] {
  return [...new Set(projects.map(({ project }) => project))].filter((name) => name !== '*')
}

/** Why an address cannot be varied; null where it can. */
function objection(model: Model, { variable, sector, firstYear }: Address): Problem | null {
  // Fields of projects have no variable, and nothing to object to.
  const described = model.variables[variable]
  if (described === undefined) return null
  const { name, level, origin } = described
  if (origin === 'equation') {
    const years = firstYear === 0 ? '*' : String(firstYear)
    const words = { ...computedWords(described), years }
    return usageProblem('setting-computed', words as typeof words & { variable: string; formula: string })
  }
  const { sectors } = model.plan
  if (level === 'total' && sector >= 0) {
    const words = { variable: name, text: sectors[sector]?.name ?? '' }
    return usageProblem('sector-for-total', words, { key: 'write', words: { example: `'${name}[total]'` } })
  }
  if (level === 'sector' && sector === TOTAL && sectors.length > 1) {
    const choices = ['*', ...sectors.map((each) => each.name)].map((each) => `${name}[${each}]`)
    return usageProblem('which-sector', { variable: name }, oneOf(choices))
  }
  return null
}

/** A rate typed as a bare number beyond ±1 was most likely meant in per cent: what it is read as. */
export function bareRates(model: Model, address: Address, text: string, values: readonly number[]): Problem[] {
  const largest = Math.max(...values.map(Math.abs))
  if (!isRate(model, address) || largest <= 1 || /[%％‰a-z\p{Script=Han}]/iu.test(text)) return []
  const example = text.replace(/\d[\d.]*/g, '$&%')
  const words = { text, percent: largest * 100 }
  return [usageProblem('rate-without-percent', words, { key: 'write', words: { example } })]
}
