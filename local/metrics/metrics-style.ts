/** For the metrics below the console. Each value also has a label, so no value depends on its colour. */
export const METRICS_STYLE = `
#metrics > h2 { margin: 32px 0 4px; }
#metrics h3 { font-size: 16px; margin: 28px 0 12px; }
#metrics > details { margin-top: 20px; }
#metrics > details > summary { font-size: 16px; font-weight: 600; }
#metrics h4 { font-size: 15px; margin-bottom: 10px; }
.warning-line { margin-top: 16px; padding: 10px 14px; border-left: 5px solid var(--bad); background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(46%, 220px), 1fr)); gap: 12px; margin-top: 20px; }
.tiles div, article, .empty { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.tiles div { padding: 10px 14px; }
.tiles dt { color: var(--quiet); font-size: 13px; }
.tiles dd { font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)); gap: 16px; }
article { padding: 14px 16px 16px; min-width: 0; }
article:last-child:nth-child(odd) { grid-column: 1 / -1; }
article:has(.none) { align-self: start; }
article ul { list-style: none; padding: 0; display: grid; gap: 14px; }
article li { min-width: 0; }
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
.empty { margin-top: 16px; padding: 20px; }
.empty h3 { margin-top: 0; }
pre { margin-top: 12px; padding: 12px; border-radius: 6px; background: var(--track); font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
