/** The workbook of a plan, for `export --to xlsx` and `project -f xlsx`. */

import { valueAt } from '../model/project.ts'
import { TOTAL } from '../plan/types.ts'
import type { DataCell } from '../render/delimited.ts'
import { workbookBytes } from '../render/workbook/bytes.ts'
import { dataBook } from '../render/workbook/data-book.ts'
import type { Context } from './context.ts'
import type { Loaded } from './loading.ts'
import type { projector } from './projecting.ts'
import { writeBytes } from './result.ts'

export async function writeWorkbook(
  context: Context,
  { model, inputs }: Loaded,
  run: ReturnType<typeof projector>,
): Promise<void> {
  const rows: DataCell[][] = []
  for (const projection of run.projections()) {
    const scenario = model.plan.scenarios[projection.scenario]?.name ?? ''
    for (const index of model.results) {
      const variable = model.variables[index]
      if (variable === undefined) continue
      const sectors = variable.level === 'total' ? [TOTAL] : model.plan.sectors.map((_, sector) => sector)
      for (const sector of sectors) {
        const name = model.plan.sectors[sector]?.name ?? 'total'
        for (const year of projection.years)
          rows.push([scenario, name, variable.name, year, valueAt(projection, index, sector, year), variable.unit])
      }
    }
  }
  const columns = ['scenario', 'sector', 'variable', 'year', 'value', 'unit']
  await writeBytes(context, inputs, 'xlsx', () => workbookBytes(dataBook('projection', { columns, rows }, null)))
}
