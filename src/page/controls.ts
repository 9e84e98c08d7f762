/** The panel's controls: what stands in them, what they can do in a scenario, and what they say of themselves. */

import type { Projection } from '../model/project.ts'
import type { Lever } from '../render/report/levers.ts'
import type { ReportWords } from '../render/words-report.ts'
import { applies, type Moved, realisationRange, type Years } from './changes.ts'

export type Slider = { readonly lever: Lever; readonly input: HTMLInputElement; readonly output: HTMLElement }

/** @throws Error where the page has no such element: our bug */
export function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}`)
  return found as Kind
}

export function slidersOf(levers: readonly Lever[]): Slider[] {
  return levers.map((lever, place) => {
    const input = element<HTMLInputElement>(`lever-${place}`)
    return { lever, input, output: input.previousElementSibling as HTMLElement }
  })
}

/** Which sliders have anything to move in this scenario, and how far. */
export function adaptSliders(sliders: readonly Slider[], { model, inputs, scenario }: Projection, years: Years): void {
  for (const { lever, input } of sliders) {
    input.disabled = !applies(model, inputs, lever, years)
    if (lever.name !== 'realisation' || lever.cells !== null) continue
    const { low, high } = realisationRange(model, scenario)
    input.min = String(low)
    input.max = String(high)
  }
}

/** The sliders that are moved. Each says where it stands, beside it and to those who cannot see it. */
export function readSliders(sliders: readonly Slider[], words: ReportWords): Moved[] {
  return sliders.flatMap(({ lever, input, output }) => {
    const by = decimalIn(input)
    const stands = by === '0' ? words.unchanged : words.change[lever.change](signed(by))
    const text = input.disabled ? words.notHere : stands
    output.textContent = text
    input.setAttribute('aria-valuetext', text)
    return input.disabled || by === '0' ? [] : [{ lever, by }]
  })
}

/** The slider's value with no more digits than its step has: browsers may write 0.30000000000000004. */
function decimalIn({ value, step }: HTMLInputElement): string {
  const digits = (step.split('.')[1] ?? '').length
  return String(Number(Number(value).toFixed(digits)))
}

function signed(by: string): string {
  return by.startsWith('-') ? `−${by.slice(1)}` : `+${by}`
}
