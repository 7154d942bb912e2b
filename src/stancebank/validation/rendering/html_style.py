"""The style of the HTML report: for wide and narrow windows, for light, dark and paper."""

from typing import Final

__all__ = ["STYLE"]

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1f24; --soft: #5b606b; --line: #dedbd2; --code: #f3f1ea;
  --fatal: #8c1d40; --error: #b3261e; --warning: #855300; --note: #1f5f8b; --valid: #1d6b3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1c1f25; --ink: #e8e6e1; --soft: #a3a8b3; --line: #343841; --code: #252931;
    --fatal: #ff8fb0; --error: #ff9c92; --warning: #f0bd6a; --note: #8cc4f0; --valid: #84d7a1;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem 4rem; font: 1rem/1.55 system-ui, sans-serif; }
header { padding: 2.5rem 0 1.5rem; border-bottom: 1px solid var(--line); margin-bottom: 2rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: .2rem 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
p { margin: 0; }
.brand { color: var(--soft); font-size: .85rem; letter-spacing: .08em; text-transform: uppercase; }
.valid h1 { color: var(--valid); } .invalid h1 { color: var(--error); } .undetermined h1 { color: var(--warning); }
.lead, .amounts, .hint, .meta, .remedy { color: var(--soft); }
.amounts { font-weight: 400; font-size: .9rem; margin-left: .5rem; white-space: nowrap; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
.chips li { border: 1px solid currentColor; border-radius: 2rem; padding: .1rem .8rem; font-size: .9rem; }
.fatal, .error, .warning, .note { --tone: var(--note); }
.fatal { --tone: var(--fatal); } .error { --tone: var(--error); } .warning { --tone: var(--warning); }
.chips li, .severity, .code { color: var(--tone); }
.severity, .code { font-weight: 600; }
.code, .place, code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .9em; }
a { color: inherit; text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; }
table, .findings, .clean { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
table { border-collapse: separate; border-spacing: 0; width: 100%; overflow: hidden; }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-size: .8rem; font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr:target, tr:target td { background: var(--code); }
.findings li { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 0 .9rem; padding: .75rem .9rem;
  border-top: 1px solid var(--line); border-left: 3px solid var(--tone); overflow-wrap: anywhere; }
.findings li:first-child { border-top: 0; }
.findings { overflow: hidden; }
.place { color: var(--soft); padding-top: .1rem; }
.findings code { display: block; background: var(--code); border-radius: .35rem; padding: .3rem .6rem; margin: .4rem 0;
  white-space: pre-wrap; }
.hint, .meta, .remedy { font-size: .9rem; }
.hint::before { content: "\\2192\\00a0"; }
.clean { padding: .75rem .9rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  body { padding: 0 .8rem 3rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.5rem; }
  .amounts { display: block; margin: 0; }
  .findings li { grid-template-columns: minmax(0, 1fr); }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tbody tr { display: grid; grid-template-columns: auto auto 1fr; border-top: 1px solid var(--line); }
  tbody tr:first-child { border-top: 0; }
  tbody td { border-top: 0; }
  tbody td:last-child { grid-column: 1 / -1; padding-top: 0; }
}
@media print {
  body { max-width: none; }
  .findings li, tr { break-inside: avoid; }
}
"""
"""Colours have a contrast of at least 4.5 to 1 against what they stand on, in light and in dark."""
