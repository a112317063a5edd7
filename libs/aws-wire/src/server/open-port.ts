import type { Server } from 'node:net';

/** Starts to listen; rejects with one sentence that says what to do when the port cannot be had. */
export const openPort = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => {
      reject(new Error(reasonFor(cause, port), { cause }));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.removeListener('error', refuse);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const reasonFor = ({ code, message }: NodeJS.ErrnoException, port: number): string => {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another process; stop it or choose another with --port.`;
  if (code === 'EACCES') return `Port ${port} is reserved for privileged processes; choose one above 1023 with --port.`;
  return `Port ${port} cannot be opened (${message}); choose another with --port.`;
};
