/** The workbook of a plan, for `export --to xlsx` and `project -f xlsx`. */

import { workbookBytes } from '../render/workbook/bytes.ts'
import { planBook } from '../render/workbook/plan-book.ts'
import type { Context } from './context.ts'
import type { Loaded } from './loading.ts'
import type { projector } from './projecting.ts'
import { writeBytes } from './result.ts'

export async function writeWorkbook(
  context: Context,
  { model, inputs }: Loaded,
  run: ReturnType<typeof projector>,
): Promise<void> {
  const { language, digits } = context.options
  const projections = [...run.projections()]
  await writeBytes(context, inputs, 'xlsx', () => workbookBytes(planBook(model, projections, { language, digits })))
}
