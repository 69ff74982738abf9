const allowed = new Set([
  'P',
  'DIV',
  'BR',
  'B',
  'STRONG',
  'I',
  'EM',
  'U',
  'S',
  'UL',
  'OL',
  'LI',
  'H1',
  'H2',
  'H3',
  'H4',
  'BLOCKQUOTE',
  'CODE',
  'PRE',
  'A',
  'SPAN',
]);

/** Keeps harmless elements and links; everything else loses its tag, scripts and styles also their content. */
export function sanitize(html: string): string {
  const document = new DOMParser().parseFromString(html, 'text/html');
  clean(document.body);
  return document.body.innerHTML;
}

export function plainText(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}

function clean(parent: Element) {
  for (const child of [...parent.children]) {
    clean(child);
    if (['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'TEMPLATE'].includes(child.tagName)) child.remove();
    else if (!allowed.has(child.tagName)) child.replaceWith(...child.childNodes);
    else {
      const href = child.tagName === 'A' ? child.getAttribute('href') : null;
      for (const attribute of [...child.attributes]) child.removeAttribute(attribute.name);
      if (href && /^(https?:|mailto:|\/)/i.test(href)) {
        child.setAttribute('href', href);
        child.setAttribute('rel', 'noreferrer');
        child.setAttribute('target', '_blank');
      }
    }
  }
}
