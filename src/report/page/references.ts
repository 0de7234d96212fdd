import { html, type Markup } from './markup.js';

/** The literature that claims name, by arXiv number. */
const works: Readonly<Record<string, string>> = {
  '1609.04836':
    'Keskar, Mudigere, Nocedal, Smelyanskiy, Tang. On Large-Batch Training for Deep Learning: ' +
    'Generalization Gap and Sharp Minima. 2017.',
  '1710.06451': 'Smith, Le. A Bayesian Perspective on Generalization and Stochastic Gradient Descent. 2018.',
  '1711.04623':
    'Jastrzębski, Kenton, Arpit, Ballas, Fischer, Bengio, Storkey. Three Factors Influencing Minima ' +
    'in SGD. 2017.',
  '1901.06053':
    'Şimşekli, Sagun, Gürbüzbalaban. A Tail-Index Analysis of Stochastic Gradient Noise in Deep ' +
    'Neural Networks. 2019.',
  '1906.07405':
    'Wu, Hu, Xiong, Huan, Braverman, Zhu. On the Noisy Gradient Descent that Generalizes as SGD. 2020.',
  '1906.09069':
    'Nguyen, Şimşekli, Gürbüzbalaban, Richard. First Exit Time Analysis of Stochastic Gradient ' +
    'Descent Under Heavy-Tailed Gradient Noise. 2019.',
  '1910.09626': 'Panigrahi, Somani, Goyal, Netrapalli. Non-Gaussianity of Stochastic Gradient Noise. 2019.',
  '1912.00018':
    'Şimşekli, Gürbüzbalaban, Nguyen, Richard, Sagun. On the Heavy-Tailed Theory of Stochastic ' +
    'Gradient Descent for Deep Neural Networks. 2019.',
  '1912.03194':
    'Zhang, Karimireddy, Veit, Kim, Reddi, Kumar, Sra. Why are Adaptive Methods Good for Attention ' +
    'Models? 2020.',
  '2002.03495':
    'Xie, Sato, Sugiyama. A Diffusion Theory for Deep Learning Dynamics: Stochastic Gradient Descent ' +
    'Exponentially Favors Flat Minima. 2021.',
  '2006.04740': 'Gürbüzbalaban, Şimşekli, Zhu. The Heavy-Tail Phenomenon in SGD. 2021.',
  '2102.04297': 'Wang, Oh, Rhee. Eliminating Sharp Minima from SGD with Truncated Heavy-tailed Noise. 2022.',
  '2102.12470':
    'Li, Malladi, Arora. On the Validity of Modeling SGD with Stochastic Differential Equations ' +
    '(SDEs). 2021.',
  '2105.09557': 'Mori, Ziyin, Liu, Ueda. Power-law Escape Rate of SGD. 2022.',
  '2212.02083': 'Xie, Tang, Sun, Li. On the Overlooked Structure of Stochastic Gradients. 2023.',
  '2303.02749': 'Battash, Wolf, Lindenbaum. Revisiting the Noise Model of Stochastic Gradient Descent. 2024.',
};

const number = /\b(\d{4}\.\d{4,5})\b/;

/** The arXiv numbers that texts name, each once, in order. */
export function arxivNumbers(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => text.split(number).filter((_, index) => index % 2 === 1));
  return [...new Set(found)].sort();
}

/** Text with its arXiv numbers linked to their pages. */
export function withLinks(text: string): Markup {
  const pieces = text.split(number).map((piece, index) => (index % 2 === 1 ? linkTo(piece, piece) : piece));
  return html`${pieces}`;
}

/** The list of works with the given arXiv numbers. */
export function referenceList(numbers: readonly string[]): Markup {
  const items = numbers.map((id) => {
    const work = works[id];
    return html`<li>${work} ${linkTo(id, `arXiv ${id}`)}</li>\n`;
  });
  return html`<ul class="references">${items}</ul>`;
}

function linkTo(id: string, text: string): Markup {
  return html`<a href="https://arxiv.org/abs/${id}">${text}</a>`;
}
