/** Groups of sectors by name: `Sichuan`, or `province=Sichuan` where several columns have a group of that name. */

import type { Grouping, GroupRef } from './types.ts'

/** The groups that a text may mean. */
export function groupsCalled(groupings: readonly Grouping[], text: string): GroupRef[] {
  return groupings.flatMap(({ name, groups }, grouping) => {
    const own = text.startsWith(`${name}=`) ? text.slice(name.length + 1).trim() : text
    const group = groups.indexOf(own)
    return group < 0 ? [] : [{ grouping, group }]
  })
}

/** `province=Sichuan` */
export function groupText(groupings: readonly Grouping[], { grouping, group }: GroupRef): string {
  const { name = '', groups = [] } = groupings[grouping] ?? {}
  return `${name}=${groups[group] ?? ''}`
}

/** What the total of a group is called: `total_revenue[province=Sichuan]`. */
export function groupTotalName(variable: string, groupings: readonly Grouping[], group: GroupRef): string {
  return `${variable}[${groupText(groupings, group)}]`
}
