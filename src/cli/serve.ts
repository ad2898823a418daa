import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { numberOption, textOption, UsageError, type Command } from './command.ts';
import { servedCases } from './http/cases.ts';
import { startServer } from './http/server.ts';

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));

export const command: Command = {
  summary: 'serve the dashboard with case folders',
  help: `casewall serve DIR... [options]

  DIR...            case folders, as casewall demo and casewall prepare write them
  --port N          port (default 4173, or PORT; 0 takes a free one)
  --host H          address to listen on (default 127.0.0.1, or HOST)
  --cert FILE --key FILE
                    PEM files: answer over TLS. Away from localhost, browsers keep folder
                    access, wake lock and other features for pages served so.

Prints the address when it answers. Nothing is written and no other host is asked.
`,
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' }
  },
  async run(args) {
    if (args.positionals.length === 0) throw new UsageError('Give at least one case folder.');
    const port = numberOption(args, 'port', portOfEnvironment(process.env.PORT), 0, MOST_PORT);
    const host = (textOption(args, 'host') ?? process.env.HOST ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
    if ((await stat(join(SITE, 'index.html')).catch(() => null)) === null) {
      throw new UsageError('The page is not built yet. Run: npm run build');
    }
    const cases = await servedCases(args.positionals).catch((error: Error) => {
      throw new UsageError(error.message);
    });
    const tls = await tlsFiles(textOption(args, 'cert'), textOption(args, 'key'));
    const server = await startServer({ site: SITE, cases, host, port, tls }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new UsageError(`Port ${port} is taken. Choose another one with --port or PORT.`);
        if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL')
          throw new UsageError(
            `This machine has no address "${host}". Give one of its own with --host or HOST.`
          );
        throw error;
      }
    );
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    process.stdout.write(
      `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${bound}\n`
    );
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    server.closeAllConnections();
    server.close();
    return 0;
  }
};

const MOST_PORT = 65535;

/** The port that the environment asks for; an empty PORT asks for none. */
export function portOfEnvironment(text: string | undefined): number {
  if (text === undefined || text === '') return 4173;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= MOST_PORT) return port;
  throw new UsageError(
    `PORT wants a whole number from 0 to ${MOST_PORT}, not "${text}". Set another one, or none for 4173.`
  );
}

async function tlsFiles(cert: string | undefined, key: string | undefined) {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new UsageError('--cert and --key belong together.');
  return { cert: await readPem(cert), key: await readPem(key) };
}

async function readPem(file: string): Promise<Buffer> {
  return readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
}
