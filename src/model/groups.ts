/**
 * Totals of groups of sectors: variables of the model like any other, so that every analysis has them.
 *
 * The total of a group is that of the plan with every `sum(x)` taken over the sectors of the group, every `mean(x)` as such
 * a sum over their number, and every total it reads as that of the group. A total that rests on anything else, say on an
 * assumption made for the whole plan, has none: to take the nation's for a province's would be a guess.
 */

import { groupText, groupTotalName } from '../plan/groupings.ts'
import type { Grouping, GroupRef } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import { binary, call, type Expression, formatExpression, mapOperands, number, variable } from './expression.ts'
import type { ModelVariable } from './types.ts'

/** What there is to make group totals of. */
export type GroupSource = {
  readonly groupings: readonly Grouping[]
  readonly variables: readonly ModelVariable[]
}

/** A total that has none by group, and the variable that is to blame. */
export type Refused = { readonly variable: string; readonly name: string }

/** The totals of groups that are asked for, and of those that these read; and the sectors of each group. */
export type GroupTotals = {
  readonly add: (variable: string, group: GroupRef) => Refused | null
  readonly variables: () => readonly ModelVariable[]
  readonly linkages: () => ReadonlyMap<string, SparseMatrix>
}

export function groupTotals({ groupings, variables }: GroupSource): GroupTotals {
  const byName = new Map(variables.map((each) => [each.name, each]))
  const added = new Map<string, ModelVariable>()
  const linkages = new Map<string, SparseMatrix>()

  const add = (name: string, group: GroupRef): Refused | null => {
    const blamed = blameFor(byName, name, new Set())
    if (blamed !== null) return { variable: name, name: blamed }
    addTotal(name, group)
    return null
  }

  const addTotal = (name: string, group: GroupRef): void => {
    const whole = byName.get(name)
    const fullName = groupTotalName(name, groupings, group)
    if (whole === undefined || whole.expression === null || added.has(fullName)) return
    const { name: column = '', level = column, groups = [] } = groupings[group.grouping] ?? {}
    const groupName = groups[group.group] ?? ''
    // `province=Sichuan` only where a city, say, is called so too.
    const levels = groupings.flatMap(({ name, level = name, groups }) => (groups.includes(groupName) ? [level] : []))
    const called = new Set(levels).size > 1 ? `${level}=${groupName}` : groupName
    const expression = within(whole.expression, group)
    added.set(fullName, {
      ...whole,
      name: fullName,
      index: variables.length + added.size,
      nameZh: `${called} ${whole.nameZh ?? whole.nameEn ?? name}`,
      nameEn: `${called} ${whole.nameEn ?? whole.nameZh ?? name}`,
      formula: formatExpression(expression),
      expression,
      within: { of: name, level, group: groupName },
    })
  }

  const within = (expression: Expression, group: GroupRef): Expression => {
    if (expression.kind === 'variable') {
      addTotal(expression.name, group)
      return variable(groupTotalName(expression.name, groupings, group), expression.years)
    }
    const [operand] = expression.kind === 'call' ? expression.operands : []
    if (expression.kind !== 'call' || operand === undefined || !isReduction(expression)) {
      return mapOperands(expression, (each) => within(each, group))
    }
    const linkage = groupText(groupings, group)
    const sectors = linkages.get(linkage) ?? sectorsOf(groupings, group)
    linkages.set(linkage, sectors)
    const sum = call('sum', { kind: 'linked', operand, linkage })
    return expression.name === 'sum' ? sum : binary('/', sum, number(sectors.to.length))
  }

  return { add, variables: () => [...added.values()], linkages: () => linkages }
}

function isReduction(expression: Expression): boolean {
  return expression.kind === 'call' && (expression.name === 'sum' || expression.name === 'mean')
}

/** What keeps a total from having one by group; null: nothing. */
function blameFor(byName: ReadonlyMap<string, ModelVariable>, name: string, open: Set<string>): string | null {
  const described = byName.get(name)
  // One that is computed from its own past has no past by group to start from.
  if (described === undefined || described.level !== 'total' || described.expression === null || open.has(name)) {
    return name
  }
  return blameIn(byName, described.expression, new Set([...open, name]))
}

function blameIn(byName: ReadonlyMap<string, ModelVariable>, expression: Expression, open: Set<string>): string | null {
  if (isReduction(expression)) return null
  if (expression.kind === 'variable') return blameFor(byName, expression.name, open)
  const parts: Expression[] = []
  mapOperands(expression, (operand) => {
    parts.push(operand)
    return operand
  })
  return parts.map((part) => blameIn(byName, part, open)).find((blamed) => blamed !== null) ?? null
}

/** All entries in the row of the group's first sector: its sum over sectors is that of the group. */
function sectorsOf(groupings: readonly Grouping[], { grouping, group }: GroupRef): SparseMatrix {
  const sectors: number[] = []
  groupings[grouping]?.of.forEach((each, sector) => {
    if (each === group) sectors.push(sector)
  })
  return {
    from: new Int32Array(sectors.length).fill(sectors[0] ?? 0),
    to: Int32Array.from(sectors),
    coefficient: new Float64Array(sectors.length).fill(1),
    isGroup: true,
  }
}
