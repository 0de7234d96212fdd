import { darkStyle } from '../../figure/index.js';

/** Style sheet of the report: paper and light ground first, then dark screens, phones and print. */
export function pageStyle(): string {
  const onDark = `@media screen and (prefers-color-scheme:dark){:root{${dark}}}${darkStyle()}`;
  return [base, verdicts, claims, onDark, phone, print].join('');
}

const light =
  '--ink:#1b1f24;--faint:#57606a;--line:#d5dae0;--ground:#fff;--raised:#f5f7f9;--link:#0a5f96;' +
  '--good:#00614a;--bad:#a33a00;--open:#6b5300;--none:#57606a';

const dark =
  '--ink:#e6e8eb;--faint:#a3adb8;--line:#343b45;--ground:#14171c;--raised:#1d222a;--link:#7cc3f2;' +
  '--good:#4fd0a8;--bad:#ff9d5c;--open:#e3c04d;--none:#a3adb8';

const base = `
:root{color-scheme:light dark;${light}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{
  margin:0;background:var(--ground);color:var(--ink);
  font:1rem/1.55 system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif
}
main{max-width:calc(960px + 2rem);margin:0 auto;padding:2.5rem 1rem 4rem;overflow-wrap:break-word}
p,blockquote,main ul,.method,.formula,figcaption{max-width:46rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:3rem 0 .75rem}
h3{font-size:1.15rem;line-height:1.3;margin:0}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.6rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{
  outline:2px solid var(--link);outline-offset:2px
}
code{
  font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.86em;
  overflow-wrap:anywhere
}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem .75rem;z-index:1}
.summary{font-size:1.15rem;font-weight:600}
.profile{color:var(--faint)}
.profile.smoke{color:var(--ink);border-left:4px solid var(--open);padding-left:.75rem}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 1.75rem;margin:1.25rem 0 0}
.facts dt{color:var(--faint);font-size:.8rem}
.facts dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
caption{text-align:left;color:var(--faint);font-size:.85rem;padding:0 0 .35rem}
th,td{
  text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;
  border-bottom:1px solid var(--line);font-weight:400
}
thead th{font-size:.8rem;color:var(--faint);font-weight:600;vertical-align:bottom}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.number{white-space:normal}
.interval,.option{white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
.statistics,.times,.provenance{width:auto;min-width:min(100%,46rem)}
.scroll{overflow-x:auto;margin:1rem 0}
@media (min-width:721px){.found th[scope=row]{white-space:nowrap}}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
caption.hidden{display:block}
.files a{margin-right:.75rem}
.files{font-size:.9rem}
figcaption .files{display:inline-block;margin-left:.25rem}
.provenance th{width:12rem;color:var(--faint)}
.references{padding-left:1.1rem;font-size:.92rem}
.references li{margin:.4rem 0}
`;

const verdicts = `
.badge{
  display:inline-block;white-space:nowrap;font-size:.85rem;font-weight:600;line-height:1.3;
  padding:.12rem .5rem;border:1.5px solid currentColor;border-radius:99px
}
.badge.supported{color:var(--good)}
.badge.refuted{color:var(--bad)}
.badge.undecided{color:var(--open)}
.badge.failed-to-run,.badge.not-finished{color:var(--none);border-style:dashed}
.cards th[scope=row]{width:30%;font-weight:600}
.verdicts th[scope=row] code{display:block;font-weight:400;color:var(--faint)}
.verdicts .group th{padding-top:1.4rem;font-weight:700;border-bottom:2px solid var(--ink)}
`;

const claims = `
article{border-top:1px solid var(--line);padding-top:1.5rem;margin:2.25rem 0 3.25rem}
article:first-of-type{border-top:0;padding-top:0;margin-top:1rem}
article>header{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .75rem}
blockquote{margin:.9rem 0;padding:0}
blockquote p{font-size:1.05rem;margin:0}
blockquote footer{color:var(--faint);font-size:.9rem;margin-top:.25rem}
.formula{overflow-x:auto;overflow-y:hidden;margin:1rem 0;padding:.25rem 0}
.formula math{font-size:1.15em;font-family:'STIX Two Math','Cambria Math','Latin Modern Math',math}
.verdict{background:var(--raised);border-left:4px solid var(--none);padding:.6rem .9rem;margin:1rem 0}
.verdict.supported{border-color:var(--good)}
.verdict.refuted{border-color:var(--bad)}
.verdict.undecided{border-color:var(--open)}
figure{margin:1.75rem 0}
figcaption{margin-bottom:.9rem;font-size:.95rem}
figure svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.controls ul{list-style:none;padding:0;margin:.25rem 0}
.controls li{margin:.25rem 0;padding-left:1.5rem;text-indent:-1.5rem}
.controls .sign{display:inline-block;width:1.5rem;text-indent:0;font-weight:700}
.controls .passed .sign{color:var(--good)}
.controls .missed .sign,.controls .missed strong{color:var(--bad)}
.controls .value{color:var(--faint)}
.data{margin:1rem 0}
.data summary{cursor:pointer;padding:.2rem 0}
.method{margin:1.25rem 0}
.method dt{font-weight:600;font-size:.9rem;margin-top:.75rem}
.method dd{margin:.1rem 0 0}
.command{display:block;background:var(--raised);padding:.45rem .7rem;border-radius:4px}
.back{font-size:.9rem}
`;

const phone = `
@media screen and (max-width:911px){
.wide{display:none}
.narrow{display:block;max-width:480px}
.narrow svg{width:100%}
}
@media screen and (max-width:720px){
main{padding-top:1.5rem}
h1{font-size:1.55rem}
.statistics .number{white-space:normal}
.cards,.cards tbody,.cards tr,.cards th,.cards td{display:block}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards caption{display:block}
.cards tr{border-bottom:1px solid var(--line);padding:.6rem 0}
.cards th,.cards td{border:0;padding:.1rem 0}
.cards th[scope=row]{width:auto}
.cards .group{border-bottom:2px solid var(--ink);padding:1rem 0 .2rem}
.cards .group th{border:0;padding:0}
.provenance th,.provenance td{display:block;width:auto;padding:.1rem 0;border:0}
.provenance tr{display:block;border-bottom:1px solid var(--line);padding:.35rem 0}
}
`;

const print = `
@media print{
@page{margin:18mm 16mm}
:root{color-scheme:light;font-size:10pt}
main{max-width:none;padding:0}
.skip,.back,summary::marker{display:none}
a{color:inherit;text-decoration:none}
h2,h3,h4,figcaption,caption,.method dt,article>header{break-after:avoid}
figure,tr,.verdict,.formula,.controls{break-inside:avoid}
article{margin:1.5rem 0 2rem}
figure{margin:1rem 0}
figure svg{width:100%;max-height:150mm}
figure .one svg{width:75%}
figcaption .files,.files{display:none}
.scroll{overflow:visible}
.data table{font-size:7pt}
.data th,.data td{white-space:normal;overflow-wrap:anywhere;padding:.2rem .3rem .2rem 0}
p,blockquote,main ul,.method,.formula,figcaption{max-width:none}
}
`;
