// SPDX-License-Identifier: Apache-2.0
#include "reports/html/page.h"

namespace crosswalk::reports {

std::string_view style_sheet() {
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b2229; --muted: #56616c; --line: #d8dee4; --soft: #f5f7f9; --link: #0b5a80;
  --met: #17663a; --met-soft: #e5f3ea; --warn: #7a4f00; --warn-soft: #fcf2db; --bad: #a01c1c; --bad-soft: #fbeae9;
  --lost: #653a8a; --lost-soft: #f2eaf8; --ask: #1c4c96; --ask-soft: #e7eefa; --none: #56616c; --none-soft: #eef1f4;
  --mark: #fff0a6; --mark-ink: #1b2229;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e4e8ec; --muted: #a0abb6; --line: #333c45; --soft: #1c2228; --link: #7cc4ea;
    --met: #79d19c; --met-soft: #16301f; --warn: #e9bd62; --warn-soft: #33290f; --bad: #f39a94; --bad-soft: #3a1a19;
    --lost: #cfa8ee; --lost-soft: #2d2038; --ask: #9dbff5; --ask-soft: #1a2740; --none: #a0abb6; --none-soft: #242b32;
    --mark: #5a4a08; --mark-ink: #fff6cf;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  overflow-wrap: break-word;
}
td, bdi, .mono, figcaption, .gap p, li { overflow-wrap: anywhere; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
footer { padding-top: 1.5rem; padding-bottom: 3rem; color: var(--muted); font-size: .875rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; top: 0; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: .5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .75rem; letter-spacing: -.005em; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 2rem 0 .75rem; }
h4 { font-size: 1rem; line-height: 1.45; margin: 0; }
p { margin: 0 0 .75rem; max-width: 46rem; }
.eyebrow { color: var(--muted); font-size: .875rem; margin: 0 0 .5rem; }
.lead { font-size: 1.125rem; }
.muted { color: var(--muted); }
.house { border-left: 3px solid var(--link); padding-left: .5rem; font-size: .875rem; font-weight: 400; margin: .35rem 0; }
.small { font-size: .875rem; }
.mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .85em; }
main > section { border-top: 1px solid var(--line); padding: 2rem 0 1rem; margin-top: 1.5rem; }
main > section:first-of-type { margin-top: 1.5rem; }
.compact > section { padding: 1.1rem 0 .4rem; margin-top: .75rem; }
.compact h2 { font-size: 1.15rem; margin-bottom: .4rem; }
.compact p { margin-bottom: .45rem; }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .2rem 1.25rem; margin: 1rem 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1px; margin: 1.25rem 0 1.5rem; padding: 0;
  list-style: none; background: var(--line); border: 1px solid var(--line); }
.figures li { background: var(--paper); padding: .75rem 1rem; }
.figures strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; font-weight: 600; }
.figures span { color: var(--muted); font-size: .875rem; }
.v, .s { display: inline-block; white-space: nowrap; padding: .05rem .5rem; border: 1px solid transparent; border-radius: .25rem;
  font-size: .875rem; font-weight: 600; line-height: 1.45; }
.v-met { color: var(--met); background: var(--met-soft); }
.v-partial { color: var(--warn); background: var(--warn-soft); }
.v-planned { color: var(--warn); border-color: var(--warn); }
.v-denied, .s-major { color: var(--bad); background: var(--bad-soft); border-color: var(--bad); }
.v-not_found { color: var(--bad); background: var(--bad-soft); }
.v-not_evaluable { color: var(--lost); background: var(--lost-soft); }
.v-needs_review { color: var(--ask); background: var(--ask-soft); }
.v-not_applicable, .v-informative, .s-observation { color: var(--none); background: var(--none-soft); }
.s-minor { color: var(--warn); background: var(--warn-soft); }
.bar { display: block; width: 100%; min-width: 7rem; height: .7rem; }
.f-met { fill: var(--met); } .f-partial { fill: var(--warn); } .f-planned { fill: var(--warn); fill-opacity: .6; }
.f-denied { fill: var(--bad); } .f-not_found { fill: var(--bad); fill-opacity: .6; } .f-not_evaluable { fill: var(--lost); }
.f-needs_review { fill: var(--ask); } .f-not_applicable { fill: var(--line); }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1.25rem; font-size: .9375rem; }
caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 600; font-size: .8125rem; border-bottom-color: var(--muted); }
tbody th { font-weight: 600; }
td p, th p { margin: 0; font-weight: 400; }
.hash { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .75rem; overflow-wrap: normal; }
.control { min-width: 11rem; }
.alone { min-width: 13rem; }
.kind { overflow-wrap: normal; }
.tight { white-space: nowrap; overflow-wrap: normal; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1rem 0 0; }
.title { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: baseline; }
section > .title { margin-bottom: .6rem; }
.title h2, .title h4 { margin: 0; flex: 1 1 20rem; }
.number { color: var(--muted); font-weight: 500; margin-right: .4rem; font-variant-numeric: tabular-nums; }
.list { padding-left: 1.25rem; margin: .5rem 0 1rem; }
.list li { margin-bottom: .75rem; }
.list li > p { margin: .15rem 0 0; }
article { border-top: 1px solid var(--line); padding: 1.1rem 0 1.25rem; }
article > h3 { margin: 0; font-size: 1rem; }
article > .slug { margin: .1rem 0 .6rem; color: var(--muted); font-size: .875rem; }
figure { min-width: 0; margin: .75rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
blockquote { margin: 0 0 .3rem; max-width: 46rem; }
blockquote .context { color: var(--muted); }
mark { background: var(--mark); color: var(--mark-ink); padding: .05em .1em; }
figcaption { font-size: .875rem; color: var(--muted); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 1.5rem; }
.box { background: var(--soft); padding: .9rem 1.1rem; margin: .9rem 0; border-left: 3px solid var(--muted); }
.box > :last-child { margin-bottom: 0; }
.box h3, .box h4 { margin: 0 0 .4rem; font-size: 1rem; }
.box.warn { border-left-color: var(--warn); }
.box.ask { border-left-color: var(--ask); }
.gap { padding: .8rem 0; border-top: 1px solid var(--line); }
.gap p { margin: .25rem 0 0; }
details { margin: .6rem 0; }
summary { cursor: pointer; color: var(--link); font-size: .9375rem; }
details > summary + * { margin-top: .5rem; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em;
  background: var(--soft); padding: .1rem .3rem; }
@media screen and (max-width: 50rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.6rem; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, tbody td { display: block; width: auto; }
  tbody td:empty { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  th, td { border: 0; padding: .15rem 0; }
  td[data-label]::before { content: attr(data-label); display: block; color: var(--muted); font-size: .8125rem; }
  .tight { white-space: normal; }
  .control, .alone { min-width: 0; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; }
  html { font-size: 9.5pt; }
  body { line-height: 1.4; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4, .title, .slug, caption, thead { break-after: avoid; }
  figure, tr, li, .box, .gap, .figures { break-inside: avoid; }
  figure:has(details) { break-inside: auto; }
  details > dl { break-inside: avoid; }
  main > section.clause, main > section.documents { break-before: page; border-top: 0; padding-top: 0; margin-top: 0; }
  main > section { padding: 1rem 0 .5rem; margin-top: 1rem; }
  article { padding: .8rem 0; }
  p, blockquote { max-width: none; orphans: 3; widows: 3; }
  details:not(.more)::details-content { content-visibility: visible; display: block; height: auto; opacity: 1; }
  details > summary { list-style: none; color: var(--muted); }
  .v, .s, mark, .bar, .box, code { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";
}

}  // namespace crosswalk::reports
