import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** Serves dist/ and test/bits/example/ on this machine, and a page that loads page.mjs. */
export async function startSite(): Promise<{ readonly address: string; readonly stop: () => void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = new URL(url, 'http://site').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><script type="module" src="/test/bits/example/page.mjs"></script>');
      return;
    }
    try {
      if (!/^\/(dist|test\/bits\/example)\//.test(path)) throw new Error('not served');
      const content = await readFile(fileURLToPath(new URL(`.${path}`, root)));
      response.setHeader('content-type', 'text/javascript');
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}
