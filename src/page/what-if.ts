/**
 * The what-if panel at work. A slider becomes a setting of the plan, and the page projects with it by the evaluator of
 * the command line: what stands here is what `yuce project --set …` says.
 */

import { PlanError } from '../plan/problem.ts'
import { unicode } from '../render/glyphs.ts'
import { escaped } from '../render/html/escape.ts'
import { messageOf } from '../render/problem.ts'
import { thawed } from '../render/report/frozen.ts'
import { type LiveParts, liveParts, type Outcome } from '../render/report/live.ts'
import type { PanelData } from '../render/report/panel.ts'
import { shellWord } from '../render/setting.ts'
import { type ReportWords, reportWords } from '../render/words-report.ts'
import { type Moved, settingText, type Years } from './changes.ts'
import { adaptSliders, element, readSliders, type Slider, slidersOf } from './controls.ts'
import { changedOutcome, outcomeOf } from './outcomes.ts'
import { fill } from './patch.ts'

/** Milliseconds without a move after which the verdict is read out. */
const PAUSE = 600

type Panel = {
  readonly data: PanelData
  readonly words: ReportWords
  /** By scenario of the choice, as the plan has it. */
  readonly planned: readonly Outcome[]
  readonly sliders: readonly Slider[]
}

function start(source: HTMLElement): void {
  const data = thawed(source.textContent ?? '') as PanelData
  const panel: Panel = {
    data,
    words: reportWords[data.language],
    planned: data.scenarios.map((scenario) => outcomeOf(data.model, scenario)),
    sliders: slidersOf(data.levers),
  }
  const form = element<HTMLFormElement>('what-if-form')
  form.addEventListener('input', () => soon(panel))
  form.addEventListener('submit', (event) => event.preventDefault())
  // The controls have their first values only after this event.
  form.addEventListener('reset', () => window.setTimeout(() => show(panel)))
  element('what-if-copy').addEventListener('click', () => {
    void copyCommand(panel.words)
  })
  phone.addEventListener('change', () => show(panel))
  window.addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('details')) each.open = true
  })
  show(panel)
}

/** As the style sheet has it. */
const phone = window.matchMedia('(max-width: 50rem)')

let isWaiting = false

/** Once before the next frame, however many events come. */
function soon(panel: Panel): void {
  if (isWaiting) return
  isWaiting = true
  requestAnimationFrame(() => {
    isWaiting = false
    show(panel)
  })
}

let speaking = 0

function show(panel: Panel): void {
  const { data, planned, sliders, words } = panel
  const place = Number(element<HTMLSelectElement>('what-if-scenario').value)
  const years = { first: Number(element<HTMLSelectElement>('what-if-years').value), last: data.model.horizon }
  const before = planned[place]
  if (before === undefined) return
  adaptSliders(sliders, before.projection, years)
  const moved = readSliders(sliders, words)
  const settings = moved.flatMap((each) => ['--set', shellWord(settingText(each, years))])
  element('what-if-command').textContent = [data.command, '-s', shellWord(before.scenario.name), ...settings].join(' ')
  const { verdict, ...parts } = partsOf(panel, before, moved, years)
  fill(element('what-if-verdict'), verdict)
  fill(element('what-if-targets'), parts.targets)
  fill(element('what-if-plot'), parts.plot)
  const cards = [...element('what-if-cards').children]
  parts.cards.forEach((html, i) => {
    const card = cards[i]
    if (card !== undefined) fill(card, html)
  })
  window.clearTimeout(speaking)
  if (moved.length === 0) return
  speaking = window.setTimeout(() => {
    fill(element('what-if-spoken'), verdict)
  }, PAUSE)
}

/** What is shown; where the model gives no numbers, why. */
function partsOf({ data, planned, words }: Panel, before: Outcome, moved: readonly Moved[], years: Years): LiveParts {
  const { language, digits } = data
  try {
    const all = planned.map((each) => changedOutcome(each, moved, years))
    const after = all[planned.indexOf(before)] ?? before
    return liveParts(before, after, all, [phone.matches ? 'narrow' : 'wide'], { language, digits, glyphs: unicode })
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    const reasons = error.problems.map((each) => messageOf(each, language))
    return {
      verdict: escaped(`${words.failed} ${reasons.join(' ')}`),
      targets: '',
      plot: '',
      cards: planned[0]?.targets.map(() => '') ?? [],
    }
  }
}

async function copyCommand({ copied, notCopied }: ReportWords): Promise<void> {
  const command = element('what-if-command')
  const told = element('what-if-copied')
  try {
    await navigator.clipboard.writeText(command.textContent ?? '')
    told.textContent = copied
  } catch {
    window.getSelection()?.selectAllChildren(command)
    told.textContent = notCopied
  }
}

const source = document.getElementById('what-if-data')
if (source !== null) start(source)
