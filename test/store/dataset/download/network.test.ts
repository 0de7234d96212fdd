import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { openNetwork } from '#heavytail/store/dataset/download/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Loopback } from './loopback.js';

let environment: NodeJS.ProcessEnv;
let target: Loopback;

beforeEach(async () => {
  environment = process.env;
  target = await serve((_, response) => response.end('here'));
});

afterEach(async () => {
  process.env = environment;
  await target.close();
});

/** A proxy that connects, or refuses to; what it was asked for. */
async function proxy(refuses = false) {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer();
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url!);
    sockets.push(socket);
    if (refuses) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = request.url!.split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.push(onward);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

async function said(address: string): Promise<string> {
  const network = await openNetwork(5000);
  try {
    const { body } = await network.ask(address, {}, new AbortController().signal);
    const blocks: Uint8Array[] = [];
    for await (const block of body) blocks.push(block);
    return Buffer.concat(blocks).toString();
  } finally {
    network.close();
  }
}

describe('a proxy of the environment', () => {
  it('is used, but not for the hosts of NO_PROXY', async () => {
    const { origin, asked, close } = await proxy();
    process.env = { ...environment, HTTP_PROXY: origin, http_proxy: origin };
    expect(await said(target.origin)).toBe('here');
    expect(asked).toEqual([target.origin.slice('http://'.length)]);
    process.env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
    expect(await said(target.origin)).toBe('here');
    expect(asked).toHaveLength(1);
    close();
  });

  it('that refuses is the reason of the failure', async () => {
    const { origin, close } = await proxy(true);
    process.env = { ...environment, HTTP_PROXY: origin, http_proxy: origin };
    await expect(said(target.origin)).rejects.toMatchObject({
      name: 'SourceFailure',
      message: expect.stringMatching(/^cannot be read: .*403/) as string,
    });
    close();
  });

  it('that is no address is refused with a sentence', async () => {
    process.env = { ...environment, HTTPS_PROXY: 'no address', https_proxy: 'no address' };
    await expect(said(target.origin)).rejects.toThrow(/^The proxy that HTTPS_PROXY or HTTP_PROXY names/);
  });
});
