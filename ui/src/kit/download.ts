/** Saves a file the server offers under its own name; the session cookie goes with the request. */
export function download(url: string) {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = '';
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
