/** The style of the static pages: one small file, light and dark, printable. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1d2a33,#e6edf2);--quiet:light-dark(#4d5b66,#a9b7c2);--paper:light-dark(#fbfaf6,#12181d);--card:light-dark(#fff,#1a222a);--rule:light-dark(#d8dcd8,#33404b);--link:light-dark(#0b5a8a,#7fc1ee)}
*{box-sizing:border-box}body{margin:0;font:17px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link);text-underline-offset:.15em}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
header,main,footer{max-width:62rem;margin:0 auto;padding:1rem 1.25rem}header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;border-bottom:1px solid var(--rule)}
header nav{margin-left:auto;display:flex;gap:1rem}.site{font-weight:650;text-decoration:none;color:var(--ink)}
h1{font-size:2rem;line-height:1.2;margin:1.2rem 0 .4rem;text-wrap:balance}h2{font-size:1.2rem;margin:2rem 0 .5rem}
.lead{font-size:1.12rem;max-width:46rem}.tag{display:inline-block;border:1px solid var(--rule);border-radius:1rem;padding:.05rem .7rem;margin:0 .4rem .3rem 0;font-size:.85rem;color:var(--quiet)}
.note{border-left:4px solid #b7791f;background:var(--card);padding:.6rem 1rem;max-width:46rem}.button{display:inline-block;background:light-dark(#0b5a8a,#7fc1ee);color:light-dark(#fff,#0d1419);padding:.45rem 1rem;border-radius:.4rem;text-decoration:none;font-weight:600}
table{border-collapse:collapse;width:100%;background:var(--card);font-size:.94rem}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border:1px solid var(--rule)}th{font-weight:600}
pre{overflow-x:auto;background:var(--card);border:1px solid var(--rule);padding:.7rem 1rem;font-size:.88rem}code{overflow-wrap:anywhere}.scroll{overflow-x:auto}
.swatch{display:inline-block;width:1.1em;height:1.1em;border-radius:3px;border:1px solid var(--rule);vertical-align:-.15em;margin-right:.5em}
ul.list{padding-left:1.1rem}ul.plain{list-style:none;padding:0}footer{color:var(--quiet);font-size:.9rem;border-top:1px solid var(--rule);margin-top:3rem}@media print{header nav,.button{display:none}}
`
