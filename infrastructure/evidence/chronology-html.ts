import {
  type Chronology,
  certificateLines,
  changeText,
  claimsText,
  type ToldEvent,
  type ToldLetter,
  wordsOf,
} from './chronology.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const asHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

const STYLE = `
body { font: 16px/1.5 Georgia, "Times New Roman", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 3rem; border-top: 1px solid #999; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { vertical-align: top; text-align: left; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid #ddd; }
time, .hash { font-family: "DejaVu Sans Mono", monospace; font-size: 0.75rem; } time { white-space: nowrap; } .hash { color: #555; overflow-wrap: anywhere; }
blockquote { margin: 0.5rem 0; padding-left: 1rem; border-left: 3px solid #bbb; white-space: pre-wrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: 1rem; font-size: 0.8rem; }
@media print { body { max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

const eventRow = (event: ToldEvent, language: Chronology['language']): string => {
  const parts = [
    `<strong>${asHtml(event.who)}</strong><br>${asHtml(event.sentence)}`,
    ...event.changes.map((change) => `<div>${asHtml(changeText(change))}</div>`),
    ...(event.text ? [`<blockquote>${asHtml(event.text)}</blockquote>`] : []),
    ...event.files.map(
      ({ name, sha256 }) => `<br>${asHtml(name)} <span class="hash">sha256 ${sha256}</span>`,
    ),
    `<div class="hash">${wordsOf(language).event} ${event.index} · ${event.leaf}</div>`,
  ];
  return `<tr><td><time>${asHtml(event.at)}</time></td><td>${parts.join('')}</td></tr>`;
};

const letterSection = (letter: ToldLetter, language: Chronology['language']): string => {
  const body =
    letter.withheld === undefined
      ? `<table>${letter.events.map((event) => eventRow(event, language)).join('\n')}</table>`
      : `<p>${asHtml(wordsOf(language).withheld(letter.withheld))}</p>`;
  return `<section><h2>${asHtml(letter.heading)}</h2>${body}</section>`;
};

/** The chronology as one page, without scripts and without anything from elsewhere. */
export const chronologyHtml = (chronology: Chronology): string => {
  const { language, title, from, to, certificate, letters, files } = chronology;
  const text = wordsOf(language);
  const period = from !== undefined || to !== undefined ? `<p>${asHtml(text.period(from, to))}</p>` : '';
  const rows = certificateLines(chronology)
    .map(([name, value]) => `<tr><th>${asHtml(name)}</th><td class="hash">${asHtml(value)}</td></tr>`)
    .join('');
  const fileRows = files
    .map(
      ({ name, size, sha256, present }) =>
        `<tr><td>${asHtml(name)}</td><td>${present ? `${size} ${text.bytes}` : text.absent}</td><td class="hash">${sha256}</td></tr>`,
    )
    .join('');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${asHtml(`${text.chronology}: ${title}`)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${STYLE}</style></head><body>
<h1>${asHtml(text.chronology)}: ${asHtml(title)}</h1>${period}
<p>${asHtml(text.contents(letters.length, certificate.events, certificate.withheld, files.length))}</p>
${letters.map((letter) => letterSection(letter, language)).join('\n')}
<section><h2>${asHtml(text.certificate)}</h2><table>${rows}</table>
<p>${asHtml(claimsText(chronology))}</p><p>${asHtml(text.how)}</p>
<h3>${asHtml(text.checkpoint)}</h3><pre>${asHtml(certificate.note)}</pre>
<h3>${asHtml(text.files)}</h3><table>${fileRows}</table></section>
</body></html>
`;
};
