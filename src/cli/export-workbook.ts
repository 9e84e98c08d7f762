/** The workbook of a plan, for `export --to xlsx` and `project -f xlsx`. */

import { PlanError } from '../plan/problem.ts'
import { workbookBytes } from '../render/workbook/bytes.ts'
import { planBook } from '../render/workbook/plan-book.ts'
import type { Context } from './context.ts'
import type { Loaded } from './loading.ts'
import type { projector } from './projecting.ts'
import { writeBytes } from './result.ts'
import { usageProblem } from './usage.ts'

export async function writeWorkbook(
  context: Context,
  { model, inputs }: Loaded,
  run: ReturnType<typeof projector>,
): Promise<void> {
  const { language, digits, variables } = context.options
  // A workbook without what its formulas read would not compute.
  if (variables !== null) {
    const words = { option: '--variable', other: '--to xlsx', choices: '-f csv --variable, --to xlsx' }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  const projections = [...run.projections()]
  await writeBytes(context, inputs, 'xlsx', () => workbookBytes(planBook(model, projections, { language, digits })))
}
