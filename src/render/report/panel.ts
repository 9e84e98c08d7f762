/** The what-if panel as it is before anything is moved, and the data with which the page moves it. */

import type { Projection } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import { attributes, escaped, exactly } from '../html/escape.ts'
import type { Language } from '../messages.ts'
import { nameOf } from '../names.ts'
import type { Style } from '../projection.ts'
import { shellWord } from '../setting.ts'
import { reportWords } from '../words-report.ts'
import { bare, frozen } from './frozen.ts'
import { cardsHtml } from './gauges.ts'
import { LEVER_GROUPS, type Lever, leversOf } from './levers.ts'
import { liveParts, type Outcome } from './live.ts'

/** What the page is given; see `page/what-if.ts`. */
export type PanelData = {
  readonly model: Model
  readonly levers: readonly Lever[]
  /** Indexes into `plan.scenarios`. */
  readonly scenarios: readonly number[]
  readonly language: Language
  readonly digits: number | null
  /** `yuce project` with the options that say which plan is meant, as words of a shell. */
  readonly command: string
}

export type Panel = { readonly html: string; readonly data: string }

/**
 * @param words  the options that say which plan is meant
 * @returns null where there is nothing to move
 */
export function panelOf(
  outcomes: readonly Outcome[],
  main: Outcome,
  words: readonly string[],
  style: Style,
): Panel | null {
  const { language, digits } = style
  const { model } = main.projection
  const projections = outcomes.map(({ projection }): Projection => projection)
  const levers = leversOf(projections, language)
  if (levers.length === 0) return null
  const command = ['yuce', 'project', ...words].map(shellWord).join(' ')
  const data: PanelData = {
    model: bare(model),
    levers,
    scenarios: projections.map(({ scenario }) => scenario),
    language,
    digits,
    command,
  }
  return { html: panelHtml(outcomes, main, levers, command, style), data: frozen(data) }
}

function panelHtml(
  outcomes: readonly Outcome[],
  main: Outcome,
  levers: readonly Lever[],
  command: string,
  style: Style,
): string {
  const words = reportWords[style.language]
  const { model } = main.projection
  const parts = liveParts(main, main, outcomes, ['wide', 'narrow'], style)
  const whole = `${command} -s ${shellWord(main.scenario.name)}`
  return `<p>${words.whatIfLead}</p>
<noscript><p>${words.noScript}</p></noscript>
<form id="what-if-form" class="what-if" autocomplete="off">
<div id="what-if-targets" class="live-targets">${parts.targets}</div>
<div class="controls">
<div class="toolbar">
<label>${words.scenario} <select id="what-if-scenario">${scenarioOptions(outcomes, main, style.language)}</select></label>
<label>${words.years} <select id="what-if-years">${yearOptions(model, style.language)}</select></label>
<button type="reset">${words.reset}</button>
</div>
${LEVER_GROUPS.map((group) => groupHtml(group, levers, style.language)).join('\n')}
<div class="command">
<h3 id="what-if-command-heading">${words.command}</h3>
<pre id="what-if-command" tabindex="0" role="region" aria-labelledby="what-if-command-heading">${exactly(whole)}</pre>
<button type="button" id="what-if-copy">${words.copy}</button> <span id="what-if-copied" role="status"></span>
</div>
</div>
<div class="results">
<p id="what-if-verdict" class="verdict-text">${parts.verdict}</p>
<p id="what-if-spoken" class="unseen" aria-live="polite"></p>
<div id="what-if-plot">${parts.plot}</div>
</div>
<div class="every">
${parts.cards.length === 0 ? '' : `<h3>${words.everyScenario}</h3>`}
${cardsHtml(parts.cards, 'what-if-cards')}
</div>
</form>`
}

function scenarioOptions(outcomes: readonly Outcome[], main: Outcome, language: Language): string {
  return outcomes
    .map(({ scenario }, place) => {
      const values = { value: place, selected: scenario === main.scenario ? (true as const) : null }
      return `<option${attributes(values)}>${escaped(nameOf(scenario, language))}</option>`
    })
    .join('')
}

/** From which year on: all projected years, or later ones. */
function yearOptions({ years, horizon, baseYear }: Model, language: Language): string {
  const { yearsOnly } = reportWords[language]
  return years
    .filter((year) => year > baseYear)
    .map((from) => `<option value="${from}">${yearsOnly({ from, to: horizon })}</option>`)
    .join('')
}

function groupHtml(group: Lever['group'], levers: readonly Lever[], language: Language): string {
  const words = reportWords[language]
  const own = levers.flatMap((lever, place) =>
    lever.group === group ? [leverHtml(lever, place, words.unchanged)] : [],
  )
  if (own.length === 0) return ''
  return `<fieldset><legend>${words.levers[group]}</legend>\n${own.join('\n')}\n</fieldset>`
}

function leverHtml({ label, low, high, step }: Lever, place: number, unchanged: string): string {
  const id = `lever-${place}`
  const range = { type: 'range', id, min: low, max: high, step, value: 0, 'aria-valuetext': unchanged }
  return `<div class="lever"><label for="${id}">${escaped(label)}</label><output for="${id}" aria-live="off">${unchanged}</output><input${attributes(range)}></div>`
}
