/** What a page looks like: on a desk and on a telephone, light and dark, on paper. Only classes: a page allows no other style. */

import { asProperties, colourProperties, darkColours, fonts, lightColours, plotStyle } from '../plot/style.ts'

const own = {
  light: '--good:#0b5a94;--bad:#a83a12;--unsure:#6b4b00;--panel:#f5f7f9;--focus:#0b5a94;color-scheme:light',
  dark: '--good:#7fbdf0;--bad:#f2a27c;--unsure:#e3c15a;--panel:#1c222a;--focus:#8fc1f2;color-scheme:dark',
} as const

const light = `${colourProperties(lightColours)};${own.light}`
const dark = `${colourProperties(darkColours)};${own.dark}`

export const pageStyle = `:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
${plotStyle(asProperties)}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 ${fonts};font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
footer{padding-top:1rem;padding-bottom:3rem;color:var(--muted);font-size:.875rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem;font-weight:650;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem;font-weight:650}
h3{font-size:1rem;line-height:1.4;margin:0 0 .5rem;font-weight:650}
p{margin:0 0 .75rem}
a{color:var(--accent)}
section{padding:1.75rem 0;border-top:1px solid var(--rule)}
section:first-child{border-top:0}
section>p,section>ul{max-width:60rem}
.quiet{color:var(--muted);fill:var(--muted);font-weight:400}
p.quiet{font-size:.875rem}
.strong{font-weight:650}
.good,.met{color:var(--good)}
.bad,.missed{color:var(--bad)}
.unsure,.undetermined{color:var(--unsure)}
.unseen,caption{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem;background:var(--paper);padding:.5rem 1rem}
.skip:focus{left:1rem;top:1rem;z-index:2}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.lever :focus-visible{outline-offset:0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1rem 0 0;padding:0 0 1.25rem;font-size:.9375rem}
.verdict-text{font-size:1.1875rem;line-height:1.65;max-width:58rem}
#verdict .others{max-width:58rem}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4}
th,td{padding:.28rem .75rem .28rem 0;text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--muted);font-weight:500;border-bottom:1px solid var(--ink);vertical-align:bottom}
tbody tr{border-bottom:1px solid var(--rule)}
tr.total th,tr.total td{font-weight:650;border-top:1px solid var(--ink)}
.number{text-align:right;white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
.scroll{overflow-x:auto;margin:0 0 1rem;overflow-wrap:break-word}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));gap:1.75rem 2.5rem}
.gauges{width:100%}
.gauges th[scope=row]{width:30%;overflow-wrap:anywhere}
.gauges td.bar{width:32%;min-width:4.5rem;vertical-align:middle}
.gauges td.verdict{white-space:nowrap;width:1%}
.gauges .main th,.gauges .main .number{font-weight:650}
.gauges td,.gauges th{padding-top:.2rem;padding-bottom:.2rem}
.gauges td.number{line-height:1.25}
.gauges thead th{font-size:.8125rem}
.gauges thead th:last-child{white-space:nowrap}
.gauge{display:block;width:100%;height:.875rem;margin-top:.15rem}
.gauge rect.met{fill:var(--more)}
.gauge rect.missed{fill:var(--less)}
.gauge rect.undetermined{fill:none}
.gauge .mark{stroke:var(--ink);stroke-width:2}
.pairs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:1rem 2.5rem}
figure{margin:0 0 1.5rem}
figcaption,.caption{font-weight:650;margin:0 0 .5rem}
.plot{display:block;max-width:100%;height:auto;margin:0 0 .5rem}
.plot.narrow{display:none}
details{margin:.25rem 0 .75rem}
summary{cursor:pointer;color:var(--accent);font-size:.9375rem;padding:.25rem 0}
.equation{margin:0 0 1rem;overflow-x:auto}
.equation math{font-size:1.0625rem}
.equation p{margin:.15rem 0 0}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;overflow-wrap:anywhere}
.sources{font-size:.875rem;padding-left:1.1rem}
.sources li,.problems li{margin:0 0 .35rem}
.what-if{display:grid;gap:1.25rem 2.5rem;grid-template-columns:minmax(0,21rem) minmax(0,1fr);grid-template-areas:"controls targets" "controls results" "every every";grid-template-rows:auto 1fr auto}
.live-targets{grid-area:targets;position:sticky;top:0;background:var(--paper);z-index:1;padding-top:.5rem;border-bottom:1px solid var(--muted);box-shadow:0 .5rem .5rem -.5rem #0004}
.live-targets .scroll{margin:0}
.live-targets td:last-child{white-space:nowrap}
.live-targets table{width:100%}
.controls{grid-area:controls}
.results{grid-area:results}
.every{grid-area:every;position:relative;z-index:2;background:var(--paper)}
.toolbar{display:grid;grid-template-columns:1fr 1fr;gap:.5rem .75rem;margin:0 0 1rem}
.toolbar label{font-size:.875rem;color:var(--muted)}
select,button{font:inherit;font-size:.9375rem;min-height:2.5rem;color:var(--ink);background:var(--panel);border:1px solid var(--muted);border-radius:.25rem;padding:.25rem .6rem}
select{display:block;width:100%}
button{cursor:pointer}
.toolbar button{grid-column:1/-1}
fieldset{border:0;margin:0 0 1rem;padding:0}
legend{font-weight:650;font-size:.9375rem;padding:0;margin:0 0 .25rem}
.lever{display:grid;grid-template-columns:1fr auto;gap:0 .75rem;font-size:.875rem;padding:.2rem 0}
.lever output{color:var(--muted);text-align:right}
.lever input{grid-column:1/-1;width:100%;margin:0;height:1.5rem;accent-color:var(--accent)}
.command pre{white-space:pre-wrap;background:var(--panel);padding:.6rem .75rem;margin:0 0 .5rem;border-radius:.25rem}
@media (max-width:56rem){
.what-if{grid-template-columns:minmax(0,1fr);grid-template-areas:"targets" "controls" "results" "every";grid-template-rows:none}
}
@media (max-width:50rem){
.plot.wide{display:none}
.plot.narrow{display:block}
header,main,footer{padding-left:.9rem;padding-right:.9rem}
header{padding-top:1.25rem}
h1{font-size:1.375rem}
.verdict-text{font-size:1.0625rem}
th,td{padding-right:.5rem}
.scroll th[scope=row]{min-width:6rem}
.scroll td{min-width:3.25rem}
.live-targets .scroll th[scope=row],.live-targets .scroll td{min-width:0}
.live-targets table{font-size:.75rem}
.live-targets th,.live-targets td{padding-right:.35rem}
}
@media print{
:root{${light}}
@page{size:A4;margin:16mm 14mm}
body{font-size:10pt;line-height:1.45}
header,main,footer{max-width:none;padding:0}
h1{font-size:17pt}
h2{font-size:13pt}
h1,h2,h3,figcaption,caption,legend{break-after:avoid}
nav,.skip,#whatIf,summary{display:none}
section{padding:5mm 0}
tr,li,table,figure>svg,.equation{break-inside:avoid}
.card{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
details::details-content{content-visibility:visible;display:block;block-size:auto;height:auto}
.pairs{display:block}
.cards{grid-template-columns:1fr 1fr;gap:6mm 8mm}
table{font-size:8.5pt}
.plot.wide{display:block}
.plot.narrow{display:none}
.verdict-text{font-size:12pt}
p{orphans:3;widows:3}
a{color:inherit;text-decoration:none}
}`
