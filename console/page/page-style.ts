/** Colours are distinct in both colour schemes. Whatever a colour says also stands there as a word. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #fff; --text: #1b2128; --quiet: #57616c; --line: #d8dee5; --track: #eaeef2;
  --good: #1a8f5c; --warning: #d98e04; --bad: #cf2f3a; --limit: #8a4fd3; --control: #7b8794;
  --first: #2468c9; --second: #12929a; --third: #9a6a1f; --fourth: #b8488f;
  --strong: #1d57ad; --medium: #6f9fe0; --faint: #bdd4f3; --on-main: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1317; --card: #181e25; --text: #e5eaf0; --quiet: #9ba7b4; --line: #2c3540; --track: #242c35;
    --good: #3fbf86; --warning: #f0b03c; --bad: #ff6a6f; --limit: #b58af0; --control: #748190;
    --first: #5f9df2; --second: #3cc0c6; --third: #d3a055; --fourth: #e583c1;
    --strong: #8bbcff; --medium: #4a7fc8; --faint: #345a8e; --on-main: #0f1317;
  }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 24px; }
footer { padding-top: 24px; padding-bottom: 32px; }
header p, footer p { color: var(--quiet); font-size: 14px; }
h1 { font-size: 22px; }
h2 { font-size: 18px; overflow-wrap: anywhere; }
a { color: var(--first); }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px 18px; margin-top: 16px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 12px 28px; margin: 4px 0 12px; }
.columns > div { min-width: 0; }
.facts { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
.doubt { font-size: 14px; border-left: 3px solid var(--warning); padding-left: 8px; margin-top: 4px; overflow-wrap: anywhere; }
.owner { display: inline-block; border: 1px solid var(--line); border-radius: 10px; padding: 0 9px; font-size: 13px; }
.owner.override { border-color: var(--first); color: var(--first); font-weight: 600; }
.since { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
ol.candidates { list-style: none; padding: 0; display: grid; gap: 14px; margin: 12px 0; }
.candidates li { min-width: 0; }
label { display: block; font-size: 13px; font-weight: 600; margin-bottom: 3px; }
select, input, textarea { width: 100%; min-width: 0; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control); border-radius: 6px; padding: 7px 9px; }
select { text-overflow: ellipsis; }
textarea { font: 13px/1.4 ui-monospace, monospace; resize: vertical; }
button { font: inherit; font-size: 14px; color: var(--text); background: var(--card); border: 1px solid var(--control); border-radius: 6px; padding: 4px 12px; cursor: pointer; margin-top: 6px; }
button:hover { background: var(--track); }
button.main { background: var(--first); border-color: var(--first); color: var(--on-main); font-weight: 600; }
:focus-visible { outline: 3px solid var(--first); outline-offset: 2px; }
[disabled], [aria-busy="true"] { opacity: .6; }
.js form.at-once:not([data-pending]) button { display: none; }
.moves { display: flex; gap: 8px; }
summary { cursor: pointer; padding: 4px 0; font-size: 14px; overflow-wrap: anywhere; }
details[open] > summary { margin-bottom: 8px; }
details form { margin-bottom: 12px; }
.return { margin-top: 12px; }
.history { margin-top: 4px; font-size: 14px; }
.history > a { display: inline-block; padding: 4px 0; }
.history h3, .row h3 { font-size: 14px; margin-top: 10px; overflow-wrap: anywhere; }
.row { border-top: 1px solid var(--line); padding-top: 2px; margin-top: 8px; }
.row dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(82px, 1fr)); gap: 2px 8px; font-variant-numeric: tabular-nums; }
.row dt { color: var(--quiet); font-size: 13px; }
.row dd { font-size: 14px; overflow-wrap: anywhere; }
ol.versions { list-style: none; padding: 0; }
.versions li { border-top: 1px solid var(--line); padding: 8px 0; }
.versions p { overflow-wrap: anywhere; }
.notice { background: var(--page); border: 1px solid var(--line); border-left: 5px solid var(--good); border-radius: 6px; padding: 10px 14px; margin: 10px 0; overflow-wrap: anywhere; }
.notice.refused, .notice.failed { border-left-color: var(--bad); }
.notice.conflict, .notice.unchanged { border-left-color: var(--warning); }
.help { display: grid; gap: 6px; margin-top: 12px; font-size: 14px; }
.help dd { color: var(--quiet); }
#new-operation summary { font-size: 15px; padding: 2px 0; }
#new-operation form { max-width: 560px; display: grid; gap: 4px; justify-items: start; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#silence { margin-top: 16px; padding: 10px 14px; border-left: 5px solid var(--bad); background: var(--card); color: var(--text); }
`;
