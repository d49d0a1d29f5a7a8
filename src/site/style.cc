// SPDX-License-Identifier: Apache-2.0
#include "site/frame.h"

namespace crosswalk::site {

std::string_view site_style() {
  return R"css(
html { scroll-padding-top: 1.5rem; }
body { font-size: 1.0625rem; line-height: 1.6; }
header.top { max-width: none; padding: 0; border-bottom: 1px solid var(--line); }
header.top nav { max-width: 76rem; margin: 0 auto; padding: .8rem 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; }
header.top ul { margin: 0; gap: .25rem 1.5rem; font-size: .9375rem; }
header.top a { text-decoration: none; }
header.top a:hover, header.top a[aria-current] { text-decoration: underline; text-underline-offset: .3em; }
header.top .home { font-weight: 650; color: var(--ink); }
form { display: flex; gap: .4rem; margin: 0; }
header.top form { margin-left: auto; }
input[type=search] { font: inherit; font-size: .9375rem; color: var(--ink); background: var(--paper); border: 1px solid var(--muted);
  border-radius: .3rem; padding: .3rem .6rem; min-width: 0; width: 13rem; }
button { font: inherit; font-size: .9375rem; color: var(--ink); background: var(--soft); border: 1px solid var(--muted); border-radius: .3rem;
  padding: .3rem .8rem; cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
main, footer { max-width: 76rem; }
.head { padding: 2.75rem 0 .5rem; max-width: 52rem; }
.head h1 { font-size: 2.25rem; font-weight: 650; }
.head h1 .number { font-weight: 400; }
.head .lead { color: var(--muted); margin-top: .6rem; }
.head form { flex-wrap: wrap; margin: 1rem 0; }
.head form label { flex: 1 0 100%; color: var(--muted); font-size: .9375rem; }
.head form input { width: 24rem; flex: 0 1 24rem; }
.marks { margin-top: .9rem; }
.cols { display: grid; grid-template-columns: 13rem minmax(0, 46rem); gap: 0 4.5rem; align-items: start; }
.toc { position: sticky; top: 1.5rem; margin-top: 2.2rem; max-height: calc(100vh - 3rem); overflow-y: auto; font-size: .9375rem; }
.toc ul { display: block; margin: 0; border-left: 1px solid var(--line); }
.toc li { padding: .22rem 0 .22rem 1rem; line-height: 1.35; }
.toc a { color: var(--muted); text-decoration: none; }
.toc a:hover { color: var(--link); text-decoration: underline; }
.body > section, main > section { border-top: 1px solid var(--line); padding: 2rem 0 1rem; margin-top: 1.25rem; }
.body > section:first-child { border-top: 0; margin-top: 0; }
.body h3 { margin: 1.8rem 0 .6rem; }
.box h3 { margin: 0 0 .4rem; }
.st { margin: 0 0 1.25rem; }
.st p { margin: 0 0 .3rem; }
.st h3, .st h4 { font-size: 1rem; font-weight: 600; margin: 0 0 .15rem; }
a .number { margin-right: 0; }
.src { color: var(--muted); font-size: .8125rem; line-height: 1.45; margin: .2rem 0 0; }
.asks { border-left: 3px solid var(--link); padding-left: 1.25rem; font-size: 1.1875rem; line-height: 1.5; }
.s-confirmed { color: var(--met); background: var(--met-soft); }
.gap { padding: 1rem 0; max-width: 52rem; }
.gap p { margin: .4rem 0 0; }
.gap .src { margin-top: .4rem; }
section > h2 + .gap, h3 + .gap { border-top: 0; padding-top: .2rem; }
.bar { max-width: 30rem; }
.list { max-width: 52rem; }
article { padding: 1.4rem 0; }
article .title h3 { flex: 1 1 20rem; margin: 0; font-size: 1.0625rem; }
article > .slug { margin: .25rem 0 .8rem; }
.remedies dt { font-weight: 600; margin-top: .6rem; }
.remedies dd { margin: .1rem 0 0; }
.maps caption { font-size: 1rem; font-weight: 600; color: var(--ink); padding-top: .9rem; }
.maps th { width: 38%; font-weight: 400; padding-right: 1.5rem; }
.maps td + td p + p { margin-top: .35rem; }
.maps :target, .part:target, article:target, .group:target { background: var(--soft); box-shadow: 0 0 0 .6rem var(--soft); }
.mapped { list-style: none; padding: 0 0 0 1.25rem; margin: .6rem 0 1.4rem; border-left: 3px solid var(--line); }
.mapped li + li { margin-top: 1rem; }
.mapped p { margin: 0 0 .2rem; }
.parts .d2 { border-top: 1px solid var(--line); margin-top: 1.6rem; padding-top: 1.6rem; }
.parts .d2:first-child { border-top: 0; padding-top: 0; }
.parts .d3, .parts .d4 { margin-top: 1.4rem; }
.parts h3, .parts h4 { margin: 0 0 .3rem; }
.parts .st { margin-bottom: .5rem; }
.pager { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem; border-top: 1px solid var(--line); margin-top: 2rem; padding: 1.25rem 0; }
.pager p { margin: 0; }
.clauses { list-style: none; padding: 0; margin: .3rem 0 0; max-width: 56rem; }
.clauses li { display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline; padding: .45rem 0; border-bottom: 1px solid var(--line); }
.clauses li > a { flex: 1 1 22rem; display: flex; gap: .8rem; text-decoration: none; }
.clauses li > a:hover { text-decoration: underline; }
.clauses .number { flex: 0 0 3.2rem; }
.clauses .name { flex: 0 0 10rem; font-weight: 600; }
.clauses .end { margin-left: auto; }
.clauses .part { color: var(--muted); padding-top: 1rem; gap: .3rem; font-size: .9375rem; }
.group { margin-top: 2.4rem; max-width: 56rem; }
.group .title { justify-content: space-between; }
.group .title h3 { margin: 0; font-size: 1.1875rem; flex: 0 1 auto; }
.ready { max-width: 56rem; }
.ready th { width: 40%; }
.ready a { text-decoration: none; }
.ready a:hover { text-decoration: underline; }
.matrix { overflow: auto; max-height: 85vh; border: 1px solid var(--line); margin-bottom: 2rem; }
.matrix table { border-collapse: separate; border-spacing: 0; margin: 0; font-size: .8125rem; width: max-content; min-width: 100%; }
.matrix th, .matrix td { padding: .3rem .3rem; border-bottom: 1px solid var(--line); }
.matrix th { overflow-wrap: normal; }
.matrix thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; max-width: 4.6rem; font-size: .75rem; vertical-align: bottom; border-bottom-color: var(--muted); }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--paper); border-right: 1px solid var(--line); }
.matrix tbody th { max-width: 16rem; font-weight: 400; padding-left: .6rem; }
.matrix thead th:first-child { padding-left: .6rem; }
.matrix thead th:first-child { z-index: 2; }
.matrix tbody a { text-decoration: none; white-space: nowrap; }
.matrix tbody th a { white-space: normal; }
.matrix td a { display: inline-block; min-width: 3.2rem; padding: .15rem .3rem; border-radius: .25rem; font-variant-numeric: tabular-nums; }
.matrix a:hover { text-decoration: underline; }
.r-same, .r-all { color: var(--met); background: var(--met-soft); }
.r-part { color: var(--ask); background: var(--ask-soft); }
.r-some { color: var(--none); background: var(--none-soft); }
.legend { display: grid; grid-template-columns: max-content 1fr; gap: .3rem .8rem; font-size: .9375rem; margin: 1rem 0; }
.legend dt { border-radius: .25rem; padding: 0 .5rem; text-align: center; }
.legend dd { margin: 0; }
.hits { list-style: none; padding: 0; max-width: 52rem; display: flex; flex-direction: column; }
.hits li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.hits li p { margin: 0 0 .15rem; }
.hits .deep { order: 1; }
.hits .deep::after { content: "in the text of its page"; color: var(--muted); font-size: .8125rem; }
[hidden], .hits li[hidden] { display: none; }
[data-group] { margin-top: 2rem; }
#said { color: var(--muted); min-height: 1.6rem; }
@media screen and (max-width: 64rem) {
  .cols { display: block; }
  .toc { position: static; margin: .5rem 0 0; max-height: none; }
  .toc ul { display: flex; gap: .1rem 1.1rem; border-left: 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: .6rem 0; }
  .toc li { padding: .15rem 0; }
}
@media screen and (max-width: 50rem) {
  header.top nav { padding: .7rem 1rem; }
  header.top form { margin-left: 0; flex: 1 1 100%; }
  header.top input { flex: 1 1 auto; }
  .head { padding-top: 1.75rem; }
  .head h1 { font-size: 1.75rem; }
  .asks { font-size: 1.0625rem; padding-left: 1rem; }
  .maps th, .ready th { width: auto; }
  .clauses .name { flex-basis: 7.5rem; }
  .clauses li > a { flex-basis: 100%; }
  .clauses .end { margin-left: 4rem; }
  .works .end { margin-left: 8.3rem; }
  .matrix table { display: table; }
  .matrix thead { display: table-header-group; position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
  .matrix tbody { display: table-row-group; }
  .matrix tr { display: table-row; }
  .matrix th, .matrix td, .matrix tbody td:empty { display: table-cell; padding: .35rem .45rem; border-bottom: 1px solid var(--line); }
  .matrix .t { display: none; }
}
@media print {
  header.top, .toc, .pager, form { display: none; }
  .cols { display: block; }
  .head { padding-top: 0; max-width: none; }
  .body > section, main > section { break-before: auto; padding: 1rem 0 .5rem; }
  .matrix { overflow: visible; max-height: none; border: 0; }
  .matrix table { width: 100%; font-size: 6.5pt; }
  .matrix th, .matrix td { position: static; padding: .1rem .15rem; }
  .matrix td a { min-width: 0; padding: 0; }
}
)css";
}

}  // namespace crosswalk::site
