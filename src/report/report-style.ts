/** The whole look: system fonts, one accent, hairlines; readable at 360 px, on paper and in the dark. */
export const STYLE = `
:root{--ink:#1b2426;--soft:#55636a;--line:#d5dcdf;--paper:#fff;--tint:#f2f6f6;--accent:#0b5a63;
--blue:#1d5fa8;--violet:#6b3fa0;--amber:#8a5a00;--red:#b3261e}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:24px 16px 48px}
h1,h2,h3{line-height:1.25;font-weight:600;margin:0}
h1{font-size:1.75rem;margin-top:4px}
h2{font-size:1.2rem;margin:32px 0 8px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:20px 0 4px}
p,ul,dl{margin:8px 0}
ul{padding-left:20px}
li{margin:4px 0}
.many{columns:2 17em;column-gap:32px}
.many li{break-inside:avoid;margin:0 0 4px}
.id,.nowrap{white-space:nowrap}
.eyebrow{color:var(--accent);font-weight:600;margin:0}
.soft,small{color:var(--soft)}
small{font-size:.875em}
.facts{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0;padding:0}
.facts div{flex:1 1 auto;border:1px solid var(--line);border-radius:6px;padding:8px 12px}
.facts dt{color:var(--soft);font-size:.875em}
.facts dd{margin:0;font-weight:600}
table{width:100%;border-collapse:collapse;margin:8px 0}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line)}
th{font-size:.875em;color:var(--soft);font-weight:600}
td.n,th.n{text-align:right;white-space:nowrap}
td.id{white-space:nowrap;color:var(--soft)}
tfoot td{font-weight:600;border-bottom:0}
kbd{font:inherit;font-size:.92em;background:var(--tint);border:1px solid var(--line);border-radius:4px;padding:0 4px;overflow-wrap:anywhere}
code{font:0.875em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.seal{border:1px solid var(--accent);border-radius:6px;padding:12px 16px;background:var(--tint)}
.seal p{margin:4px 0}
.seal::after{content:"";display:block;clear:both}
.qr{float:right;width:112px;height:112px;margin:0 0 8px 16px}
.status-ready,.status-in-progress,.status-verifying{color:var(--blue)}
.status-waiting-approval{color:var(--violet)}
.status-outdated{color:var(--amber)}
.status-rejected,.status-failed{color:var(--red)}
.status-locked,.status-waived,.status-not-applicable{color:var(--soft)}
.verdict-contradicts{color:var(--red);font-weight:600}
.oneway{font-weight:600}
.who{display:block;color:var(--soft);font-size:.875em}
@media (max-width:40rem){
.rows thead{display:none}
.rows,.rows tbody,.rows tr{display:block}
.rows tr{border-bottom:1px solid var(--line);padding:8px 0}
.rows td{display:block;border:0;padding:0}
.rows td.id{display:inline;padding-right:8px}
.rows td.id+td{display:inline}
.rows td:empty{display:none}
}
@media (prefers-color-scheme:dark){
:root{--ink:#e6ecee;--soft:#9fb0b6;--line:#33424a;--paper:#12191c;--tint:#1a2429;--accent:#6cc5cf;
--blue:#8ab8f0;--violet:#c3a3ec;--amber:#e0b25c;--red:#f2a29b}
}
@media print{
:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--tint:#fff;--accent:#0b5a63;--blue:#1d5fa8;--violet:#6b3fa0;--amber:#8a5a00;--red:#b3261e}
@page{margin:18mm 16mm}
body{font-size:9.5pt;line-height:1.4}
h1{font-size:18pt}
h2{font-size:12pt;margin:12pt 0 4pt;padding-top:6pt}
p,ul,dl,table{margin:4pt 0}
th,td{padding:2pt 8pt 2pt 0}
.facts{margin:8pt 0;gap:6pt}
.facts div{padding:4pt 6pt}
main{max-width:none;padding:0}
h2,h3{break-after:avoid}
tr,.seal,.facts div{break-inside:avoid}
}
`.trim();
