/** Colours are distinct in both colour schemes. Each value also has a label, so no value depends on its colour. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #fff; --text: #1b2128; --quiet: #57616c; --line: #d8dee5; --track: #eaeef2;
  --good: #1a8f5c; --warning: #d98e04; --bad: #cf2f3a; --limit: #8a4fd3;
  --first: #2468c9; --second: #12929a; --third: #9a6a1f; --fourth: #b8488f;
  --strong: #1d57ad; --medium: #6f9fe0; --faint: #bdd4f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1317; --card: #181e25; --text: #e5eaf0; --quiet: #9ba7b4; --line: #2c3540; --track: #242c35;
    --good: #3fbf86; --warning: #f0b03c; --bad: #ff6a6f; --limit: #b58af0;
    --first: #5f9df2; --second: #3cc0c6; --third: #d3a055; --fourth: #e583c1;
    --strong: #8bbcff; --medium: #4a7fc8; --faint: #345a8e;
  }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 24px; }
footer { padding-top: 24px; padding-bottom: 32px; }
header p, footer p { color: var(--quiet); font-size: 14px; }
h1 { font-size: 22px; }
h2 { font-size: 18px; margin: 32px 0 12px; }
h3 { font-size: 15px; margin-bottom: 10px; }
a { color: var(--first); }
#silence, .warning-line { margin-top: 16px; padding: 10px 14px; border-left: 4px solid var(--bad); background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(46%, 220px), 1fr)); gap: 12px; margin-top: 20px; }
.tiles div, article, .empty { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.tiles div { padding: 10px 14px; }
dt { color: var(--quiet); font-size: 13px; }
dd { font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)); gap: 16px; }
article { padding: 14px 16px 16px; min-width: 0; }
article:last-child:nth-child(odd) { grid-column: 1 / -1; }
article:has(.none) { align-self: start; }
ul { list-style: none; padding: 0; display: grid; gap: 14px; }
li { min-width: 0; }
.group { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 12px; overflow-wrap: anywhere; }
.group b { font-weight: 600; min-width: 0; }
.group span, .none { color: var(--quiet); }
.bar { display: block; width: 100%; height: 12px; margin: 4px 0; border-radius: 3px; }
.values { display: flex; flex-wrap: wrap; gap: 0 16px; font-size: 13px; color: var(--quiet); font-variant-numeric: tabular-nums; }
.values b { color: var(--text); font-weight: 600; }
.dot { display: inline-block; width: 9px; height: 9px; margin-right: 6px; border-radius: 2px; }
.track { fill: var(--track); }
.good { fill: var(--good); background: var(--good); }
.warning { fill: var(--warning); background: var(--warning); }
.bad { fill: var(--bad); background: var(--bad); }
.limit { fill: var(--limit); background: var(--limit); }
.first { fill: var(--first); background: var(--first); }
.second { fill: var(--second); background: var(--second); }
.third { fill: var(--third); background: var(--third); }
.fourth { fill: var(--fourth); background: var(--fourth); }
.strong { fill: var(--strong); background: var(--strong); }
.medium { fill: var(--medium); background: var(--medium); }
.faint { fill: var(--faint); background: var(--faint); }
.empty { margin-top: 20px; padding: 20px; }
.empty h2 { margin-top: 0; }
pre { margin-top: 12px; padding: 12px; border-radius: 6px; background: var(--track); font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
