"""The page's colours and measures, for light and dark."""

from __future__ import annotations

CSS = """
:root { color-scheme: light dark; --page: #fbfaf7; --card: #ffffff; --line: #e3dfd6; --text: #26231d; --quiet: #6b665b;
  --track: #ebe8e0; --read: #b98a2f; --passed: #4f9a6b; --durable: #1f6f4a; --due: #3c78b4; --late: #c2503c;
  --heat1: #d6e8dc; --heat2: #9fcdb0; --heat3: #57a277; --heat4: #1f6f4a; }
@media (prefers-color-scheme: dark) {
  :root { --page: #191816; --card: #22211e; --line: #393630; --text: #e9e5dc; --quiet: #a39d90; --track: #34322c;
    --read: #d6a94e; --passed: #62b283; --durable: #8fdcae; --due: #6ba6de; --late: #e5806b;
    --heat1: #2a4b38; --heat2: #33684a; --heat3: #4f9e70; --heat4: #8fdcae; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); }
header { margin-bottom: 1.5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem;
  margin-bottom: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem; margin: 0 0 1rem; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1.1rem; }
.tiles dt { color: var(--quiet); font-size: .85rem; }
.tiles dd { margin: 0; }
.tiles .figure { font-size: 1.35rem; font-weight: 600; line-height: 1.3; display: block; }
.tiles .more { color: var(--quiet); font-size: .85rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 1rem; }
.pair > section > svg { max-width: 34rem; }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .5rem 1.5rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--quiet); font-size: 11px; font-family: inherit; }
svg .strong { fill: var(--text); }
.none { fill: var(--track); } .heat1 { fill: var(--heat1); } .heat2 { fill: var(--heat2); }
.heat3 { fill: var(--heat3); } .heat4 { fill: var(--heat4); }
.due { fill: var(--due); } .late { fill: var(--late); } .grid { stroke: var(--line); stroke-width: 1; }
.band { fill: var(--track); } .reach { stroke: var(--due); stroke-width: 3; stroke-linecap: round; }
.new { fill: var(--track); } .read { fill: var(--read); } .passed { fill: var(--passed); }
.durable { fill: var(--durable); } .recall { fill: var(--text); stroke: var(--card); stroke-width: 1; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem; color: var(--quiet); margin: .6rem 0;
  padding: 0; list-style: none; }
.legend svg { display: inline-block; width: .75rem; height: .75rem; margin-right: .4rem; vertical-align: -.06rem; }
.sections { list-style: none; margin: 0; padding: 0; }
.sections li { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); gap: .1rem 1.25rem;
  padding: .5rem 0; border-top: 1px solid var(--line); align-items: center; }
.sections li:first-child { border-top: 0; }
.sections .words { font-size: .85rem; color: var(--quiet); }
.sections svg { grid-column: 2; grid-row: 1 / span 2; }
.wrong { margin: 0; padding: 0; list-style: none; }
.wrong li { padding: .5rem 0; border-top: 1px solid var(--line); }
.wrong li:first-child { border-top: 0; }
details { margin-top: .8rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--quiet); }
.scroll { overflow-x: auto; max-height: 26rem; overflow-y: auto; }
table { border-collapse: collapse; margin-top: .5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; } .number { text-align: right; white-space: nowrap; }
@media (max-width: 34rem) {
  .sections li { grid-template-columns: 1fr; } .sections svg { grid-column: 1; grid-row: auto; }
}
@media print { body { background: none; max-width: none; } section { break-inside: avoid; } }
"""
