/**
 * How a report looks. Light and dark by the reader's setting, contrast of at least 4.5 to 1 for text in both, nothing told
 * by colour alone, and printable. System fonts: a report must not ask the network for anything.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#f7f7f5;--card:#fff;--ink:#1c1e21;--soft:#5b6067;--line:#e2e3e0;--bar:#3d6fb4;--bad:#c2410c;--good:#15803d;--accent:#3d6fb4}
@media (prefers-color-scheme:dark){:root{--page:#15171a;--card:#1e2125;--ink:#eceef0;--soft:#a3a9b1;--line:#33373d;--bar:#7aa7e8;--bad:#fb923c;--good:#4ade80;--accent:#7aa7e8}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{margin-bottom:1.5rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:2.5rem 0 .75rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
.meta,.note,.lead{color:var(--soft);margin:.15rem 0}
.highlights{list-style:none;margin:0 0 1rem;padding:0;display:grid;gap:.5rem}
.highlights li{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--soft);border-radius:6px;padding:.6rem .9rem}
.highlights .worse{border-left-color:var(--bad)}
.highlights .better{border-left-color:var(--good)}
.highlights b{font-weight:600;margin-right:.4rem}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:.6rem;margin:0 0 1rem}
dl div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;display:flex;flex-direction:column}
dt{color:var(--soft);font-size:.85rem;flex:1}
dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
dd small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
small .worse,td.worse{color:var(--bad)}
small .better,td.better{color:var(--good)}
figure{margin:1rem 0;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.9rem}
figcaption{font-weight:600;margin-bottom:.5rem}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--soft);font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
svg .name{fill:var(--ink)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .bar{fill:var(--bar)}
svg .bad{fill:var(--bad)}
svg .line{fill:none;stroke:var(--bar);stroke-width:2.5}
svg .dot{fill:var(--bar)}
.scroll{overflow-x:auto;margin:1rem 0;background:var(--card);border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:.7rem .9rem .3rem}
th,td{text-align:left;padding:.4rem .9rem;border-top:1px solid var(--line);white-space:nowrap}
thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.8rem}
tbody th{font-weight:500;max-width:22rem;overflow:hidden;text-overflow:ellipsis}
.number{text-align:right;font-variant-numeric:tabular-nums}
td code{display:block;min-width:17em;white-space:normal;overflow-wrap:anywhere}
code{font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.scroll .note{padding:.4rem .9rem .7rem;font-size:.85rem}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem}
@media print{body{background:#fff}main{padding:0}figure,.scroll,dl div{break-inside:avoid}}
`.trim();
