import { filterStyle } from './filter.js';

/** What the report of claims adds to the style of all pages. */
export function reportStyle(): string {
  return [conclusion, contents, filter, verdicts, folded, filterStyle(), wide, phone, print].join('');
}

const conclusion = `
.counts{list-style:none;padding:0;margin:.75rem 0}
.conclusion{border-left:4px solid var(--link);padding:0 0 0 1.25rem;margin-top:2.5rem}
.conclusion h2{margin-top:0}
.question h3{font-size:1rem;margin:1.25rem 0 .3rem}
.answer{font-size:1.25rem;font-weight:600;margin:.2rem 0 .6rem;text-wrap:balance}
.question ul{margin:.3rem 0;padding-left:1.2rem}
.question li{margin:.3rem 0}
.from{font-size:.85rem;white-space:nowrap}
`;

const contents = `
.contents{font-size:.9rem;margin:1.75rem 0 0}
.contents ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.25rem}
.contents .kinds{display:none}
`;

const filter = `
.filter{margin:1rem 0}
.filter fieldset{
  border:0;margin:0 0 .5rem;padding:0;display:flex;flex-wrap:wrap;align-items:center;gap:.35rem
}
.filter legend{float:left;width:4rem;font-size:.85rem;color:var(--faint)}
.filter input{position:absolute;opacity:0;width:1px;height:1px}
.filter label{
  font-size:.85rem;line-height:1.3;padding:.25rem .7rem;border:1px solid var(--line);border-radius:99px;
  cursor:pointer
}
.filter input:checked+label{
  border-color:var(--link);background:var(--raised);color:var(--link);font-weight:600
}
.filter input:focus-visible+label{outline:2px solid var(--link);outline-offset:2px}
.no-match{display:none;color:var(--faint)}
`;

const verdicts = `
.verdicts{margin:1.5rem 0 2.25rem}
.verdicts caption{font-size:1rem;color:var(--ink)}
.verdicts td:nth-child(2){width:10.5rem}
.verdicts .group th{padding-top:1rem;font-size:.85rem;font-weight:600;color:var(--faint);
  border-bottom:1px solid var(--line)}
.scope{font-weight:600}
.kind{font-size:.8rem;color:var(--faint)}
`;

const folded = `
.claim{border-top:1px solid var(--line)}
.claim:last-of-type{border-bottom:1px solid var(--line)}
.claim>summary{cursor:pointer;padding:.7rem 0;line-height:1.6}
.claim>summary h3{display:inline;margin-right:.4rem}
.claim>summary .kind{margin-left:.4rem;white-space:nowrap}
.claim>article{border:0;margin:.25rem 0 2.5rem;padding:0;scroll-margin-top:4rem}
`;

/** Screens with room for the list of contents beside the text and figures of full width. */
const wide = `
@media screen and (min-width:1256px){
main{
  display:grid;grid-template-columns:13rem minmax(0,960px);column-gap:2.5rem;
  max-width:calc(13rem + 2.5rem + 960px + 2rem)
}
main>*{grid-column:2}
main>.contents{
  grid-column:1;grid-row:1/span 12;align-self:start;position:sticky;top:1.5rem;margin:0;
  max-height:calc(100vh - 3rem);overflow-y:auto;font-size:.82rem;line-height:1.4
}
.contents ul{display:block}
.contents li{margin:.4rem 0}
.contents a{text-decoration:none}
.contents a:hover{text-decoration:underline}
.contents .kinds{display:block}
.kinds>li>ul>li{display:flex;gap:.4rem;margin:.25rem 0}
.kinds .sign{flex:0 0 .7rem;font-weight:700}
.sign.supported{color:var(--good)}
.sign.refuted{color:var(--bad)}
.sign.undecided{color:var(--open)}
}
`;

const phone = `
@media screen and (max-width:720px){
.conclusion{padding-left:.9rem}
.filter legend{float:none;width:auto;margin-bottom:.25rem}
.filter label{padding:.35rem .8rem}
.verdicts td:nth-child(2){width:auto}
}
`;

/** Paper has all claims, unfolded, whatever is chosen on the screen. */
const print = `
@media print{
.contents,.filter{display:none}
.claim::details-content{content-visibility:visible;block-size:auto}
.claim>summary{list-style:none;break-after:avoid}
.claim>summary::-webkit-details-marker{display:none}
.conclusion{border-left:0;padding-left:0}
.question{break-inside:avoid}
.group{break-after:avoid}
.verdicts td:nth-child(2){width:8.5rem}
}
`;
