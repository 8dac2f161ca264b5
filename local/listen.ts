/** Opens a server on loopback, and closes it without waiting for idle connections. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Listens on 127.0.0.1 and nowhere else.
 * @param port 0 for any free one
 * @param advice what to do when the port is taken
 * @returns the port
 * @throws with a message that names the port when another program has it
 */
export const listen = async (server: Server, port: number, advice: string): Promise<number> => {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Error(`port ${port} is in use by another program; ${advice}`);
    if (code === 'EACCES') throw new Error(`port ${port} may not be used by this user; ${advice}`);
    throw error;
  }
  return (server.address() as AddressInfo).port;
};

/** Takes no new connections, lets requests under way finish for up to `graceMs`, then cuts them off. */
export const close = async (server: Server, graceMs: number): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
};
