/** Moved sliders as settings of the plan: what `--set` would make of their texts. */

import { type Inputs, isGiven } from '../model/given.ts'
import { projectsOf } from '../model/projects.ts'
import type { Model } from '../model/types.ts'
import type { Setting } from '../plan/types.ts'
import type { Lever } from '../render/report/levers.ts'

/** A lever and how far it stands from 0, as a decimal: `-2.5` points, per cents or years. */
export type Moved = { readonly lever: Lever; readonly by: string }

export type Years = { readonly first: number; readonly last: number }

/** `growth[displays,2026-2027]=+2.5pp`, `realisation[*]=+10pp`, `delay[*]=-0.5`. */
export function settingText({ lever, by }: Moved, { first, last }: Years): string {
  const { name, where, cells } = lever
  const years = cells === null ? '' : `,${first === last ? first : `${first}-${last}`}`
  return `${name}[${where}${years}]=${amountText(lever, by)}`
}

function amountText({ change }: Lever, by: string): string {
  if (change === 'percent') return `*${100 + Number(by)}%`
  const signed = by.startsWith('-') ? by : `+${by}`
  return change === 'points' ? `${signed}pp` : signed
}

/** The setting that `settingText` means. Points are moved by their decimals, as texts are read, not divided. */
export function settingOf(moved: Moved, years: Years): Setting {
  const { lever, by } = moved
  const quantity = {
    kind: 'relative',
    operation: lever.change === 'percent' ? 'scale' : 'add',
    amount:
      lever.change === 'points'
        ? Number(`${by}e-2`)
        : lever.change === 'percent'
          ? Number(`${100 + Number(by)}e-2`)
          : Number(by),
  } as const
  const said = { text: settingText(moved, years), value: Number.NaN, quantity, at: { file: 0, line: 1, field: 0 } }
  if (lever.cells === null) {
    return { ...said, kind: 'project', project: '*', field: lever.name === 'delay' ? 'delay' : 'realisation' }
  }
  return { ...said, kind: 'variable', ...lever.cells, firstYear: years.first, lastYear: years.last }
}

/** Does a scenario give anything that the lever could move? What it does not give cannot be set on the line either. */
export function applies(model: Model, inputs: Inputs, { cells }: Lever, { first, last }: Years): boolean {
  if (cells === null) return projectsOf(model, inputs.scenario).projects.length > 0
  const given = inputs.given[cells.variable] ?? null
  if (given === null) return false
  const start = model.timeline[0] ?? 0
  const sectors = cells.sector >= 0 ? [cells.sector] : Array.from({ length: given.width }, (_, sector) => sector)
  for (let year = first; year <= last; year++) {
    if (sectors.some((sector) => isGiven(given, year - start, sector))) return true
  }
  return false
}

/** How far what is realised can be moved in a scenario, in points: no project below nothing, none above all. */
export function realisationRange(model: Model, scenario: number): { readonly low: number; readonly high: number } {
  const values = projectsOf(model, scenario).projects.map(({ realisation }) => realisation * 100)
  const [least, most] = [Math.min(100, ...values), Math.max(0, ...values)]
  return { low: Math.min(0, -Math.floor(least + 1e-9)), high: Math.max(0, Math.floor(100 - most + 1e-9)) }
}
