/** `yuce completion SHELL`: the script that makes a shell complete what is typed after `yuce`. */

import { PlanError } from '../../plan/problem.ts'
import type { Run } from '../context.ts'
import { exitCodes } from '../exit.ts'
import { writeResult } from '../result.ts'
import { unknownName } from '../usage.ts'
import { SHELLS, scripts } from './scripts.ts'

export const completion: Run = async (context, [name = '']) => {
  const shell = SHELLS.find((each) => each === name)
  if (shell === undefined) throw new PlanError([unknownName('unknown-shell', name, SHELLS)])
  await writeResult(context, [], (write) => write(scripts[shell]))
  return exitCodes.done
}
