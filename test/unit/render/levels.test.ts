/** One projection as tables: what is shown, and that it adds up. */

import { expect, test } from 'vitest'
import { compileModel } from '../../../src/model/compile.ts'
import { projectScenario } from '../../../src/model/project.ts'
import { loadPlan } from '../../../src/plan/load.ts'
import { unicode } from '../../../src/render/glyphs.ts'
import { sectorTable, shownVariables, totalsTable } from '../../../src/render/levels.ts'
import type { Table } from '../../../src/render/table.ts'
import { root } from '../../support/folders.ts'

async function projected(folder: string) {
  const { plan } = loadPlan({ folder: `${root}data/${folder}` })
  if (plan === null) throw new Error(`${folder} has problems`)
  const { model } = await compileModel(plan)
  if (model === null) throw new Error(`${folder} has problems`)
  return projectScenario(model, plan.defaultScenario)
}

const style = { language: 'en', digits: null, glyphs: unicode } as const

/** A column as numbers: the sectors, and the total below them. */
function column({ columns, rows }: Table, heading: string): { parts: number[]; total: number } {
  const index = columns.findIndex((each) => each.heading === heading)
  const values = rows.map(({ cells }) => Number(cells[index]?.text.replace(/[,%]/g, '')))
  return { parts: values.slice(0, -1), total: values.at(-1) ?? Number.NaN }
}

test('every year and the shares of the bundled plan add up as printed, at every number of digits', async () => {
  const projection = await projected('chongqing-2027')
  const { bySector } = shownVariables(projection.model, projection.model.results)
  expect(bySector.map(({ variable, total }) => [variable.name, total?.name])).toEqual([
    ['revenue', 'total_revenue'],
    ['rd', 'total_rd'],
  ])
  for (const shown of bySector) {
    for (const digits of [null, 0, 1, 3]) {
      const printed = sectorTable(projection, shown, { ...style, digits })
      for (const heading of [...projection.years.map(String), 'Share']) {
        const { parts, total } = column(printed, heading)
        const sum = parts.reduce((all, part) => all + Math.round(part * 1000), 0)
        expect(sum, `${heading}, ${digits} digits`).toBe(Math.round(total * 1000))
      }
    }
  }
})

test('a plan of one sector has no table by sector: its variables stand below each other', async () => {
  const projection = await projected('examples/simultaneous')
  const { bySector, alone } = shownVariables(projection.model, projection.model.results)
  expect(bySector).toEqual([])
  const { rows, columns } = totalsTable(projection, alone, style)
  expect(columns[0]?.heading).toBe('Indicator')
  expect(rows).toHaveLength(projection.model.results.length)
})
